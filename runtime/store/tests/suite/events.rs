//! Events of one record in any order, and batches.

use crate::suite::base::{Base, at, both, count, info, space};
use depara_store::depara::{BatchLine, Cardinality, Done, OrNone, Side};
use depara_store::{Jitter, Random, StoreError};

both!(any_order_comes_to_the_same_end, a_batch_done_again_changes_nothing, a_batch_does_what_single_pairs_do, a_record_for_each_coligada);

fn any_order_comes_to_the_same_end(base: &Base) {
    let mut store = base.store();
    let chance = Jitter::seeded(11);
    for cardinality in [Cardinality::OneToOne, Cardinality::ManyToOne, Cardinality::OneToMany] {
        let space = space(&mut store, &info(&format!("{cardinality:?}"), cardinality));
        for round in 0..40 {
            let (internal, external) = (format!("i{round}"), format!("e{round}"));
            // Upserts and removals of one pair, by either key, at six different times.
            let mut events: Vec<(i64, u64)> = (1..=6).map(|time| (time, chance.next() % 3)).collect();
            for place in (1..events.len()).rev() {
                events.swap(place, chance.next() as usize % (place + 1));
            }
            let last = events.iter().max().unwrap().1;
            store
                .transaction(|transaction| {
                    for (time, kind) in &events {
                        match kind {
                            0 => transaction.remove(&space, Side::Internal, &internal, at(*time))?,
                            1 => transaction.remove(&space, Side::External, &external, at(*time))?,
                            _ => transaction.add(&space, &internal, &external, at(*time))?,
                        };
                    }
                    let found = transaction.look_up(&space, Side::Internal, &internal, OrNone)?;
                    assert_eq!(found, (last == 2).then(|| external.clone()), "{cardinality:?} {events:?}");
                    Ok::<_, StoreError>(())
                })
                .unwrap();
        }
    }
}

fn a_batch_done_again_changes_nothing(base: &Base) {
    let mut store = base.store();
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let pairs = [("1", "A"), ("2", "B"), ("1 ", "A"), ("1", "C"), ("3", "B"), ("", "D"), ("4", "D\0"), ("5", "E")];
    let told = |lines: Vec<BatchLine>| {
        let line = |line: BatchLine| match line {
            BatchLine::Done(done) => format!("{done:?}"),
            BatchLine::Repeated { first } => format!("as line {first}"),
            BatchLine::Contradicted { first, side } => format!("against line {first} ({side})"),
            BatchLine::Refused(error) => error.to_string(),
        };
        lines.into_iter().map(line).collect::<Vec<_>>()
    };
    let first = told(store.transaction(|transaction| transaction.add_batch(&space, &pairs, at(1))).unwrap());
    let others = [
        "as line 0",
        "against line 0 (internal)",
        "against line 1 (external)",
        "the internal key for De-Para `PROTHEUS BANK FCFO = SA6.A6_COD` is empty",
        "`D␀` has the character U+0000 (shown as ␀), which PostgreSQL cannot keep",
    ];
    assert_eq!(first[..2], ["Inserted", "Inserted"]);
    assert_eq!(first[2..7], others);
    assert_eq!(first[7], "Inserted");
    let second = told(store.transaction(|transaction| transaction.add_batch(&space, &pairs, at(1))).unwrap());
    assert_eq!(second[..2], ["Unchanged", "Unchanged"]);
    assert_eq!(second[2..7], others);
    assert_eq!(count(&mut store, "SELECT count(*) FROM depara_row"), 3);
    assert_eq!(count(&mut store, "SELECT count(*) FROM depara_history"), 0);
}

fn a_batch_does_what_single_pairs_do(base: &Base) {
    let mut store = base.store();
    let chance = Jitter::seeded(23);
    for cardinality in [Cardinality::OneToOne, Cardinality::ManyToOne, Cardinality::OneToMany] {
        let [together, singly] = ["T", "S"].map(|name| space(&mut store, &info(&format!("{name}{cardinality:?}"), cardinality)));
        let pair = || (format!("i{}", chance.next() % 400), format!("e{}", chance.next() % 400));
        let (before, pairs): (Vec<_>, Vec<_>) = ((0..60).map(|_| pair()).collect(), (0..300).map(|_| pair()).collect());
        let lines = store
            .transaction(|transaction| {
                // Pairs, tombstones older and newer than the batch, and keys that wait.
                for space in [&together, &singly] {
                    for (place, (internal, external)) in before.iter().enumerate() {
                        match place % 5 {
                            0 => drop(transaction.remove(space, Side::Internal, internal, at(9))?),
                            1 => drop(transaction.remove(space, Side::External, external, at(1))?),
                            2 => {
                                drop(transaction.look_up(space, Side::Internal, internal, depara_store::depara::OrAsk { message: None })?)
                            }
                            _ => drop(transaction.add(space, internal, external, at(3))),
                        }
                    }
                }
                let pairs: Vec<_> = pairs.iter().map(|(internal, external)| (internal.as_str(), external.as_str())).collect();
                transaction.add_batch(&together, &pairs, at(5))
            })
            .unwrap();
        let (mut done, mut refused) = (0, 0);
        for (line, (internal, external)) in lines.iter().zip(&pairs) {
            let mut single = || store.transaction(|transaction| transaction.add(&singly, internal, external, at(5)));
            match line {
                BatchLine::Done(found) => {
                    assert_eq!(&single().unwrap(), found, "{cardinality:?} {internal} {external}");
                    done += 1;
                }
                BatchLine::Refused(found) => {
                    let single = single().unwrap_err().to_string();
                    assert_eq!(single.rsplit(": ").next(), found.to_string().rsplit(": ").next(), "{cardinality:?} {internal} {external}");
                    refused += 1;
                }
                BatchLine::Repeated { .. } | BatchLine::Contradicted { .. } => {}
            }
        }
        assert!(done > 50 && refused > 0, "{cardinality:?}: {done} done, {refused} refused");
        let mut rows = |space: &depara_store::depara::Space| {
            let rows = store.transaction(|transaction| transaction.page_of_rows(space, 0, 1_000)).unwrap();
            let mut rows: Vec<_> = rows.into_iter().map(|row| (row.state, row.internal, row.external, row.stamp_at)).collect();
            rows.sort();
            rows
        };
        assert_eq!(rows(&together), rows(&singly), "{cardinality:?}");
    }
}

fn a_record_for_each_coligada(base: &Base) {
    let mut store = base.store();
    let many = space(&mut store, &info("FCONTA", Cardinality::ManyToOne));
    let other = space(&mut store, &info("FCXA", Cardinality::OneToOne));
    store
        .transaction(|transaction| {
            for coligada in ["1", "2", "3"] {
                assert_eq!(transaction.add(&many, &format!("{coligada}|001"), "01||001", at(1))?, Done::Inserted);
            }
            assert_eq!(transaction.add(&other, "1|001", "01||001", at(1))?, Done::Inserted);
            assert_eq!(transaction.look_up_all(&many, Side::External, "01||001")?, ["1|001", "2|001", "3|001"]);
            assert_eq!(transaction.look_up(&many, Side::Internal, "2|001", OrNone)?.as_deref(), Some("01||001"));
            let several = transaction.look_up(&many, Side::External, "01||001", OrNone);
            assert!(matches!(several, Err(StoreError::SeveralRows { .. })));
            assert_eq!(transaction.remove(&many, Side::Internal, "2|001", at(2))?, Done::Removed { pairs: 1 });
            assert_eq!(transaction.remove(&many, Side::External, "01||001", at(3))?, Done::Removed { pairs: 2 });
            // The whole key is gone, so an older event of a coligada that was not there yet does nothing.
            assert!(matches!(transaction.add(&many, "4|001", "01||001", at(2))?, Done::Stale { .. }));
            assert_eq!(transaction.look_up(&other, Side::External, "01||001", OrNone)?.as_deref(), Some("1|001"));
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
