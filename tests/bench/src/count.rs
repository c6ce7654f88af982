//! The program that counts what is allocated, for `depara-bench summary`.

use depara_bench::allocations::{Allocations, Counted};
use std::path::PathBuf;

fn main() -> anyhow::Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let allocations = Allocations::count(folder.as_deref(), |run| {
        let counted = allocation_counter::measure(run);
        Counted { times: counted.count_total, most_bytes: counted.bytes_max }
    })?;
    println!("{}", serde_json::to_string(&allocations)?);
    Ok(())
}
