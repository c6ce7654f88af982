//! Two lists of De-Para rows, as persons or table programs wrote them, separated by a byte of zeros: compared or refused, never a panic.

#![no_main]

use depara::list::{Column, RowList};
use depara::reconcile::Reconciler;
use depara_mappings::Registry;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut files = bytes.splitn(2, |byte| *byte == 0);
    let mut reconciler = Reconciler::new(Registry::ADAPTERS, None);
    for is_left in [true, false] {
        let text = files.next().unwrap_or_default();
        let Ok(mut rows) = RowList::open(text, &[Column::Internal, Column::External]) else { continue };
        while let Ok(Some(line)) = rows.next_row() {
            if let Ok(row) = line.row {
                let _ = if is_left { reconciler.left(line.number, &row) } else { reconciler.right(line.number, &row) };
            }
        }
    }
    let found = reconciler.finish();
    assert!(found.matched <= found.left_rows && found.matched <= found.right_rows);
});
