//! Every document, operation and peer with the statistics of criterion.

use criterion::{BenchmarkId, Criterion, Throughput};
use depara_bench::documents::{self, Document};
use depara_bench::peers::{self, Operation};

fn main() -> anyhow::Result<()> {
    let mut criterion = Criterion::default().configure_from_args();
    for document in &documents::all()? {
        run(&mut criterion, document, Operation::Decode);
        if document.is_minified() {
            run(&mut criterion, document, Operation::Encode);
        }
    }
    criterion.final_summary();
    Ok(())
}

/// Peers that cannot read a document are left out; `summary` says why.
fn run(criterion: &mut Criterion, document: &Document, operation: Operation) {
    let mut group = criterion.benchmark_group(operation.name());
    group.throughput(Throughput::Bytes(u64::try_from(document.bytes.len()).unwrap_or_default()));
    for peer in peers::all(operation) {
        if let Ok(mut prepared) = (peer.prepare)(document) {
            group.bench_function(BenchmarkId::new(peer.name, &document.name), |bencher| bencher.iter(&mut prepared));
        }
    }
    group.finish();
}
