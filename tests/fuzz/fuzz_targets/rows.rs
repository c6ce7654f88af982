//! Pairs of keys, a line each, to De-Para rows: what is proved is a row of its De-Para again.

#![no_main]

use depara::Messages;
use depara::rows::{Layout, Pair, proved_rows};
use depara_mappings::Registry;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let pair = |line: &'_ str| {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut next = || cells.next().unwrap_or_default();
        (next(), next(), next())
    };
    let pairs: Vec<_> = text.lines().take(20).map(pair).collect();
    let pairs = || pairs.iter().map(|(name, origin, destination)| Pair { name, origin, destination });
    for message in Registry::MESSAGES {
        for answered_by_internal in [None, Some(true), Some(false)] {
            let proof = proved_rows(message.adapters, pairs(), answered_by_internal);
            for row in &proof.rows {
                let deparas = message.adapters.iter().flat_map(|adapter| adapter.deparas);
                let mut same = deparas.filter(|depara| depara.table == row.table).filter_map(|depara| depara.row(&row.internal, &row.external).ok());
                assert!(same.any(|found| found == *row), "{row:?} is no row of its De-Para");
                assert_eq!(Layout::Eai2.cells(row).len(), Layout::Eai2.columns().len());
            }
            let _ = proof.undecided.iter().map(ToString::to_string).collect::<Vec<_>>();
        }
    }
});
