//! Every document, operation and peer with the statistics of criterion.

use criterion::{BenchmarkId, Criterion, Throughput};
use depara_bench::documents::{self, Document};
use depara_bench::peers::{self, Operation};
use std::time::Duration;

fn main() -> anyhow::Result<()> {
    // Short times: there are some hundred pairs of a document and a peer. Arguments come last, so that they can ask for longer ones.
    let criterion = Criterion::default().warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1)).sample_size(20);
    let mut criterion = criterion.configure_from_args();
    for document in &documents::all()? {
        for &operation in document.operations() {
            run(&mut criterion, document, operation);
        }
    }
    criterion.final_summary();
    Ok(())
}

/// Peers that cannot read a document are left out, and it is said why.
fn run(criterion: &mut Criterion, document: &Document, operation: Operation) {
    let mut group = criterion.benchmark_group(operation.name());
    group.throughput(Throughput::Bytes(u64::try_from(document.bytes.len()).unwrap_or_default()));
    for peer in peers::all(operation) {
        match (peer.prepare)(document) {
            Ok(mut prepared) => {
                group.bench_function(BenchmarkId::new(peer.name, &document.name), |bencher| bencher.iter(&mut prepared));
            }
            Err(error) => eprintln!("{} {} by {} is left out: {error:#}", operation.name(), document.name, peer.name),
        }
    }
    group.finish();
}
