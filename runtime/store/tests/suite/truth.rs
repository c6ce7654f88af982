//! The truth table on a data base: every operation on every pair of keys in every state.

use crate::suite::base::{Base, at, both, info, space};
use depara_store::depara::{
    Cardinality, Condition, Done, Held, Operation, OrAsk, OrNone, Populated, Refusal, Rule, Side, Space, TRUTH, Verdict,
};
use depara_store::{StoreError, Transaction};

both!(every_line, older_events_do_nothing);

const STATES: [Held; 4] = [Held::Free, Held::Waits, Held::Taken, Held::Several];

/// Brings a key into a state, with partners that nobody else has. False when its name space does not let it.
fn prepare(transaction: &mut Transaction<'_>, space: &Space, side: Side, key: &str, state: Held, many: bool) -> bool {
    let pair = |transaction: &mut Transaction<'_>, partner: &str| {
        let (internal, external) = if side == Side::Internal { (key, partner) } else { (partner, key) };
        transaction.add(space, internal, external, at(10)).unwrap();
    };
    match state {
        Held::Free => {}
        Held::Waits => drop(transaction.look_up(space, side, key, OrAsk { message: None }).unwrap()),
        Held::Taken => pair(transaction, &format!("{key} one")),
        Held::Several if many => {
            pair(transaction, &format!("{key} one"));
            pair(transaction, &format!("{key} two"));
        }
        Held::Several => return false,
    }
    true
}

fn run(
    transaction: &mut Transaction<'_>,
    space: &Space,
    operation: Operation,
    (reference, value): (&str, &str),
    time: i64,
) -> Result<Done, StoreError> {
    match operation {
        Operation::Add => transaction.add(space, reference, value, at(time)),
        Operation::Link => transaction.link(space, reference, value, at(time)),
        Operation::Update => transaction.update(space, Side::Internal, reference, value, at(time)),
        Operation::Remove => transaction.remove(space, Side::Internal, reference, at(time)),
        Operation::PopulateOrGet => Ok(match transaction.populate_or_get(space, Side::Internal, reference, value, at(time))? {
            Populated::Created(_) => Done::Inserted,
            Populated::Existing(_) => Done::Unchanged,
            Populated::Stale { newer } => Done::Stale { newer },
        }),
    }
}

/// What the published table says, read here once more, without the code that uses it.
fn published(operation: Operation, reference: Held, value: Held, together: bool, cardinality: Cardinality) -> Verdict {
    let holds = |states: &[Held], state| states.is_empty() || states.contains(&state);
    let fits = |rule: &&Rule| {
        rule.operation == operation
            && holds(rule.reference, reference)
            && holds(rule.value, value)
            && match rule.condition {
                Condition::Always => true,
                Condition::Together => together,
                Condition::ReferenceMany => cardinality == Cardinality::OneToMany,
                Condition::ValueMany => cardinality == Cardinality::ManyToOne,
            }
    };
    TRUTH.iter().find(fits).unwrap().verdict
}

fn every_line(base: &Base) {
    let mut store = base.store();
    let mut cases = 0;
    for (number, cardinality) in [Cardinality::OneToOne, Cardinality::ManyToOne, Cardinality::OneToMany].into_iter().enumerate() {
        let space = space(&mut store, &info(&format!("T{number}"), cardinality));
        for operation in Operation::ALL {
            for reference in STATES {
                for value in STATES {
                    let keys = (format!("{operation} {reference:?} {value:?} r"), format!("{operation} {reference:?} {value:?} v"));
                    let keys = (keys.0.as_str(), keys.1.as_str());
                    cases += u32::from(case(&mut store, &space, cardinality, operation, (reference, value), keys));
                }
            }
            let keys = (&*format!("{operation} r"), &*format!("{operation} v"));
            let verdict = published(operation, Held::Taken, Held::Taken, true, cardinality);
            store
                .transaction(|transaction| {
                    transaction.add(&space, keys.0, keys.1, at(10))?;
                    let done = run(transaction, &space, operation, keys, 20)?;
                    let expected = match verdict {
                        Verdict::Keep => Done::Confirmed,
                        Verdict::Existing => Done::Unchanged,
                        _ => Done::Removed { pairs: 1 },
                    };
                    assert_eq!(done, expected, "{operation} of a pair that is there");
                    Ok::<_, StoreError>(())
                })
                .unwrap();
            cases += 1;
        }
    }
    assert_eq!(cases, 45 + 60 + 60 + 15);
}

fn case(
    store: &mut depara_store::Store,
    space: &Space,
    cardinality: Cardinality,
    operation: Operation,
    (reference, value): (Held, Held),
    keys: (&str, &str),
) -> bool {
    let many = (cardinality == Cardinality::OneToMany, cardinality == Cardinality::ManyToOne);
    let verdict = published(operation, reference, value, false, cardinality);
    let name = format!("{operation} {reference:?} {value:?} {cardinality:?}");
    store
        .transaction(|transaction| {
            if !prepare(transaction, space, Side::Internal, keys.0, reference, many.0)
                || !prepare(transaction, space, Side::External, keys.1, value, many.1)
            {
                return Ok(false);
            }
            let before = transaction.look_up_all(space, Side::Internal, keys.0)?;
            let done = run(transaction, space, operation, keys, 20);
            let after = transaction.look_up_all(space, Side::Internal, keys.0)?;
            let paired = after.iter().any(|partner| partner == keys.1);
            match (verdict, done) {
                (Verdict::Insert, Ok(Done::Inserted)) | (Verdict::Fill, Ok(Done::Filled { .. })) => {
                    assert!(paired && after.len() == before.len() + 1, "{name}: {after:?}");
                }
                (Verdict::Move, Ok(Done::Moved { from })) => {
                    assert_eq!((vec![from], vec![keys.1.to_owned()]), (before, after), "{name}");
                }
                (Verdict::Existing, Ok(Done::Unchanged)) => assert_eq!(before, after, "{name}"),
                (Verdict::Bury, Ok(Done::Removed { pairs })) => assert_eq!((pairs, 0), (before.len(), after.len()), "{name}"),
                (Verdict::Refuse(expected), Err(StoreError::Refused { refusal, .. })) => {
                    assert_eq!((refusal, before), (expected, after), "{name}");
                }
                (verdict, done) => panic!("{name}: the table says {verdict:?}, and what came is {done:?}"),
            }
            Ok::<_, StoreError>(true)
        })
        .unwrap()
}

fn older_events_do_nothing(base: &Base) {
    let mut store = base.store();
    let space = space(&mut store, &info("FCXA", Cardinality::OneToOne));
    store
        .transaction(|transaction| {
            transaction.add(&space, "1", "A", at(10))?;
            assert_eq!(transaction.add(&space, "1", "A", at(10))?, Done::Unchanged);
            assert_eq!(transaction.update(&space, Side::Internal, "1", "B", at(30))?, Done::Moved { from: "A".into() });
            assert!(matches!(transaction.update(&space, Side::Internal, "1", "C", at(20))?, Done::Stale { .. }));
            assert!(matches!(transaction.remove(&space, Side::Internal, "1", at(29))?, Done::Stale { .. }));
            assert!(matches!(transaction.remove(&space, Side::External, "B", at(29))?, Done::Stale { .. }));
            assert_eq!(transaction.remove(&space, Side::Internal, "1", at(40))?, Done::Removed { pairs: 1 });
            assert!(matches!(transaction.add(&space, "1", "B", at(35))?, Done::Stale { .. }));
            assert!(matches!(transaction.populate_or_get(&space, Side::Internal, "1", "Z", at(35))?, Populated::Stale { .. }));
            assert_eq!(transaction.look_up(&space, Side::Internal, "1", OrNone)?, None);
            // A removal that comes before what it removes.
            assert_eq!(transaction.remove(&space, Side::Internal, "2", at(50))?, Done::Removed { pairs: 0 });
            assert!(matches!(transaction.add(&space, "2", "D", at(45))?, Done::Stale { .. }));
            assert_eq!(transaction.add(&space, "2", "D", at(55))?, Done::Inserted);
            assert_eq!(transaction.add(&space, "1", "B", at(60))?, Done::Inserted);
            let history: Vec<_> = transaction
                .history(&space, Side::Internal, "1")?
                .into_iter()
                .map(|ended| (ended.operation, ended.external, ended.ended_at.micros()))
                .collect();
            let line = |operation: &str, external: &str, time| (operation.to_owned(), external.to_owned(), time);
            assert_eq!(history, [line("update", "A", 30), line("remove", "B", 40), line("add", "B", 60)]);
            // At the same time the source decides, on every machine alike.
            let mut late = at(60);
            late.source = "a source before the other";
            assert!(matches!(transaction.update(&space, Side::Internal, "1", "E", late)?, Done::Stale { .. }));
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let refusal = store.transaction(|transaction| transaction.add(&space, "1", "Q", at(70)));
    assert!(matches!(refusal, Err(StoreError::Refused { refusal: Refusal::ReferenceTaken, .. })));
}
