//! What compiling the generated codec costs, beside serde's derives on structs of the same maps.
//!
//! Five small programs are written to a temporary folder and built offline: one that does nothing, and for `ORDER` alone and for all
//! shipped messages one with the generated codec and one with derives. Each reads a message from its input and writes it again.

mod programs;

use crate::measure::median;
use anyhow::{Context, Result, bail};
use programs::Program;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// The ways to compile, each with the arguments of cargo.
const WAYS: [(&str, &[&str]); 3] = [("check", &["check"]), ("debug", &["build"]), ("release", &["build", "--release"])];

/// What one program costs.
struct Cost {
    program: Program,
    /// Seconds, by the way of compiling.
    seconds: BTreeMap<&'static str, f64>,
    /// Bytes of code and constants of the release build, where `size` is installed.
    text: Option<u64>,
}

/// Measures and prints the table.
///
/// # Errors
/// When a program cannot be written or does not compile.
#[allow(clippy::print_stdout)]
pub fn print(as_json: bool, rounds: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let programs = programs::write(folder.path())?;
    let mut seconds: BTreeMap<(&str, &str), Vec<f64>> = BTreeMap::new();
    for (way, arguments) in WAYS {
        eprintln!("{way}: what the programs need");
        build(folder.path(), arguments, None)?;
        for round in 1..=rounds {
            eprintln!("{way}: round {round} of {rounds}");
            for program in &programs {
                program.touch(folder.path())?;
                let start = Instant::now();
                build(folder.path(), arguments, Some(program.name))?;
                seconds.entry((program.name, way)).or_default().push(start.elapsed().as_secs_f64());
            }
        }
    }
    let costs = programs.into_iter().map(|program| {
        let of = |way| Some((way, median(seconds.remove(&(program.name, way))?)?));
        let seconds = WAYS.map(|(way, _)| way).into_iter().filter_map(of).collect();
        Cost { text: text_size(&folder.path().join("target/release").join(program.name)), program, seconds }
    });
    let costs: Vec<Cost> = costs.collect();
    if as_json {
        let rows = costs
            .iter()
            .map(|cost| json!({ "program": cost.program.name, "lines": cost.program.lines, "seconds": cost.seconds, "text": cost.text }));
        println!("{:#}", rows.collect::<serde_json::Value>());
    } else {
        table(&costs);
    }
    Ok(())
}

#[allow(clippy::print_stdout)]
fn table(costs: &[Cost]) {
    println!("{:<22}{:>8}{:>10}{:>10}{:>10}{:>12}", "program", "lines", "check s", "debug s", "release s", "text bytes");
    for Cost { program, seconds, text } in costs {
        let of = |way| seconds.get(way).map_or("-".to_owned(), |seconds| format!("{seconds:.2}"));
        let text = text.map_or("-".to_owned(), |text| text.to_string());
        println!("{:<22}{:>8}{:>10}{:>10}{:>10}{text:>12}", program.name, program.lines, of("check"), of("debug"), of("release"));
    }
    println!(
        "\nLines without blank ones and comments. Seconds are medians, without dependencies and incremental compilation, linking included;"
    );
    println!(
        "text is code and constants of the release program. The goal: `release` of Order alone takes no longer than with serde, better half."
    );
    for messages in ["order", "all"] {
        let release =
            |name: &str| costs.iter().find(|cost| cost.program.name == format!("{name}_{messages}"))?.seconds.get("release").copied();
        if let (Some(own), Some(serde)) = (release("codec"), release("serde")) {
            println!("{messages}: release takes {:.2} of the time that serde takes", own / serde);
        }
    }
}

/// Builds one program, or all; nothing is fetched.
fn build(folder: &Path, arguments: &[&str], program: Option<&str>) -> Result<()> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments).args(["--offline", "--quiet"]).current_dir(folder);
    cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", folder.join("target"));
    match program {
        Some(program) => cargo.args(["--package", program]),
        None => cargo.arg("--workspace"),
    };
    let output = cargo.output().context("cargo did not start")?;
    if !output.status.success() {
        bail!("cargo {} failed:\n{}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// The first number of `size`: code and constants.
fn text_size(program: &Path) -> Option<u64> {
    let output = Command::new("size").arg(program).output().ok()?;
    String::from_utf8(output.stdout).ok()?.lines().nth(1)?.split_whitespace().next()?.parse().ok()
}

/// Writes a file with the folders above it.
fn write_file(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
