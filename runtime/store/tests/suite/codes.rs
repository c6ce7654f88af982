//! Codes of new records: none twice, none skipped, in the form of the mask.

use crate::suite::base::{Base, at, both, count, error, info, space};
use crate::suite::crash::{Child, child};
use depara::rules::Mask;
use depara_store::codes::CodeField;
use depara_store::depara::{Cardinality, OrNone, Side, Space};
use depara_store::{Store, StoreError};
use std::collections::BTreeSet;
use std::sync::Barrier;

both!(
    no_code_twice_in_sixty_four_threads,
    no_code_twice_in_two_processes,
    what_is_rolled_back_gives_its_number_back,
    codes_that_are_there_are_passed_over,
    fields_and_coligadas_count_for_themselves,
);

const FIELD: CodeField<'static> = CodeField { system: "RM", table: "FCFO", field: "CODCFO", coligada: 0 };
const MASK: Mask<'static> = Mask::Digits(9);

/// Makes a record with the next code: the code is given in the transaction that writes the row.
fn generate(store: &mut Store, space: &Space, name: &str, number: usize) -> String {
    store
        .transaction(|transaction| {
            let code = transaction.next_code(FIELD, MASK, |_, _| Ok::<_, StoreError>(false))?;
            transaction.add(space, &format!("0|{code}"), &format!("01||{name} {number}"), at(1))?;
            Ok::<_, StoreError>(code)
        })
        .unwrap()
}

fn no_code_twice_in_sixty_four_threads(base: &Base) {
    const EACH: usize = 8;
    let mut store = base.store();
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let barrier = Barrier::new(64);
    let codes: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..64)
            .map(|thread| {
                let (mut store, space, barrier) = (store.another().unwrap(), &space, &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    (0..EACH).map(|number| generate(&mut store, space, &format!("thread {thread}"), number)).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let different: BTreeSet<&String> = codes.iter().collect();
    assert_eq!((codes.len(), different.len()), (64 * EACH, 64 * EACH));
    // And none is skipped.
    assert_eq!(different.first().map(|code| code.as_str()), Some("000000001"));
    assert_eq!(different.last().map(|code| code.as_str()), Some("000000512"));
    assert_eq!(count(&mut store, "SELECT count(*) FROM depara_row"), 64 * EACH as i64);
}

/// What the child of [`no_code_twice_in_two_processes`] does.
pub(crate) fn generate_as_child(store: &mut Store) {
    let space = space(store, &info("FCFO", Cardinality::OneToOne));
    for number in 0..300 {
        generate(store, &space, "child", number);
    }
}

fn no_code_twice_in_two_processes(base: &Base) {
    let mut store = base.store();
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let process = child(base, Child::Codes, "child");
    for number in 0..300 {
        generate(&mut store, &space, "parent", number);
    }
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(count(&mut store, "SELECT count(DISTINCT internal) FROM depara_row"), 600);
    assert_eq!(count(&mut store, "SELECT last_number FROM depara_sequence"), 600);
}

fn what_is_rolled_back_gives_its_number_back(base: &Base) {
    let mut store = base.store();
    let next = |store: &mut Store, fails: bool| {
        store.transaction(|transaction| {
            let code = transaction.next_code(FIELD, Mask::Printed("C9.99"), |_, _| Ok::<_, StoreError>(false))?;
            if fails { Err(StoreError::NoMessage { id: 0 }) } else { Ok(code) }
        })
    };
    assert_eq!(next(&mut store, false).unwrap(), "C0.01");
    assert!(next(&mut store, true).is_err());
    assert_eq!(next(&mut store, false).unwrap(), "C0.02");
    store.transaction(|transaction| transaction.codes_go_on_after(FIELD, Mask::Printed("C9.99"), "C9.98")).unwrap();
    assert_eq!(next(&mut store, false).unwrap(), "C9.99");
    for _ in 0..2 {
        let used_up = next(&mut store, false).unwrap_err();
        assert_eq!(used_up.to_string(), "the codes of the mask `C9.99` are used up: the last one has the number 999");
        assert_eq!(used_up.in_portuguese(), "os códigos da máscara `C9.99` se esgotaram: o último tem o número 999");
    }
    // A wider mask goes on where the narrow one has ended.
    let wider = |store: &mut Store| store.transaction(|transaction| transaction.next_code(FIELD, MASK, |_, _| Ok::<_, StoreError>(false)));
    assert_eq!(wider(&mut store).unwrap(), "000001000");
}

fn codes_that_are_there_are_passed_over(base: &Base) {
    let mut store = base.store();
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let mut next = |taken_before: &[&str]| {
        store
            .transaction(|transaction| {
                for code in taken_before {
                    transaction.add(&space, &format!("0|{code}"), &format!("01||old {code}"), at(1))?;
                }
                let code = transaction.next_code(FIELD, MASK, |transaction, code| {
                    Ok::<_, StoreError>(transaction.look_up(&space, Side::Internal, &format!("0|{code}"), OrNone)?.is_some())
                })?;
                transaction.add(&space, &format!("0|{code}"), &format!("01||{code}"), at(1))?;
                Ok::<_, StoreError>(code)
            })
            .unwrap()
    };
    assert_eq!(next(&["000000001", "000000002", "000000004"]), "000000003");
    assert_eq!(next(&[]), "000000005");
    store
        .transaction(|transaction| {
            transaction.codes_go_on_after(FIELD, MASK, "120")?;
            // What lies behind changes nothing.
            transaction.codes_go_on_after(FIELD, MASK, "000000007")
        })
        .unwrap();
    let code = store.transaction(|transaction| transaction.next_code(FIELD, MASK, |_, _| Ok::<_, StoreError>(false))).unwrap();
    assert_eq!(code, "000000121");
    let wrong = store.transaction(|transaction| transaction.codes_go_on_after(FIELD, MASK, "F0001"));
    assert_eq!(error(wrong), "code `F0001` is no number in the form of the mask `999999999`");
}

fn fields_and_coligadas_count_for_themselves(base: &Base) {
    let mut store = base.store();
    let fields =
        [FIELD, CodeField { coligada: 1, ..FIELD }, CodeField { field: "CODOUTRO", ..FIELD }, CodeField { table: "TPRODUTO", ..FIELD }];
    for expected in ["1", "2", "3"] {
        for field in fields {
            let code = store.transaction(|transaction| transaction.next_code(field, Mask::Off, |_, _| Ok::<_, StoreError>(false))).unwrap();
            assert_eq!(code, expected, "{field:?}");
        }
    }
}
