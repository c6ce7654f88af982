//! Many threads and two processes on one key.

use crate::suite::base::{Base, at, both, count, info, space};
use crate::suite::crash::{Child, child};
use depara_store::Store;
use depara_store::depara::{Cardinality, OrFail, Populated, Side};
use std::sync::Barrier;

both!(of_sixty_four_threads_one_wins, of_two_processes_one_wins_each_key);

fn populate(store: &mut Store, name: &str, key: &str) -> (bool, String) {
    let space = space(store, &info("FCFO", Cardinality::OneToOne));
    let populated = store
        .transaction(|transaction| transaction.populate_or_get(&space, Side::Internal, key, &format!("{key} of {name}"), at(1)))
        .unwrap();
    match populated {
        Populated::Created(value) => (true, value),
        Populated::Existing(value) => (false, value),
        other => panic!("{other:?}"),
    }
}

fn of_sixty_four_threads_one_wins(base: &Base) {
    let mut store = base.store();
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let barrier = Barrier::new(64);
    let told: Vec<(bool, String)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..64)
            .map(|number| {
                let (mut store, barrier) = (store.another().unwrap(), &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    populate(&mut store, &format!("thread {number}"), "0|1")
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let value = store.look_up(&space, Side::Internal, "0|1", OrFail).unwrap();
    assert_eq!(told.iter().filter(|(created, _)| *created).count(), 1);
    assert!(told.iter().all(|(_, told)| *told == value), "{told:?}");
}

/// What the child of [`of_two_processes_one_wins_each_key`] does. How many pairs it made.
pub(crate) fn populate_as_child(store: &mut Store) -> usize {
    (0..200).filter(|number| populate(store, "the child", &number.to_string()).0).count()
}

fn of_two_processes_one_wins_each_key(base: &Base) {
    let mut store = base.store();
    let process = child(base, Child::Populate, "child");
    let here = (0..200).rev().filter(|number| populate(&mut store, "the parent", &number.to_string()).0).count();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let there: usize = text.split("made=").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap().parse().unwrap();
    assert_eq!(here + there, 200);
    assert_eq!(count(&mut store, "SELECT count(*) FROM depara_row"), 200);
    // Each of them got what the other had made.
    let of_child = count(&mut store, "SELECT count(*) FROM depara_row WHERE external LIKE '% of the child'");
    assert_eq!(of_child as usize, there);
}
