//! Migrations that several start at once, and data bases of newer programs.

use crate::suite::base::{Base, both, count, error};
use crate::suite::crash::{Child, child};
use depara_store::Store;

both!(several_start_at_once, a_newer_data_base_is_left_alone);

fn several_start_at_once(base: &Base) {
    let children = [child(base, Child::Migrate, "one"), child(base, Child::Migrate, "two")];
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| base.store());
        }
    });
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        assert!(String::from_utf8_lossy(&output.stdout).contains("schema=4 "));
    }
    assert_eq!(count(&mut base.store(), "SELECT count(*) FROM depara_schema"), 4);
}

fn a_newer_data_base_is_left_alone(base: &Base) {
    base.store()
        .transaction(|transaction| transaction.execute("INSERT INTO depara_schema (version, applied_at) VALUES (99, 0)", &[]))
        .unwrap();
    let opened = Store::open(&base.address, base.settings()).map(|_| ());
    assert_eq!(error(opened), "the data base has schema 99, and this program knows schemas up to 4: start a newer program");
}

/// SQLite has no connection that somebody else could end.
#[cfg(feature = "postgres")]
#[test]
fn a_connection_that_was_ended_is_opened_again() {
    use super::base::{at, info, space};
    use depara_store::StoreError;
    use depara_store::depara::{Cardinality, OrNone, Side};

    let Some(base) = Base::postgres() else { return };
    let mut store = base.store();
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let mut times = 0;
    let lost = store.transaction(|transaction| {
        times += 1;
        transaction.add(&space, "1", "A", at(1))?;
        base.end_connections();
        transaction.add(&space, "2", "B", at(1))
    });
    assert!(matches!(lost, Err(StoreError::Disconnected { .. })), "{lost:?}");
    assert_eq!(times, 1, "whether it was committed is not known, so it is not done again");
    assert_eq!(store.look_up(&space, Side::Internal, "1", OrNone).unwrap(), None);
    base.end_connections();
    store.transaction(|transaction| transaction.add(&space, "1", "A", at(1))).unwrap();
    base.end_connections();
    assert_eq!(store.look_up(&space, Side::Internal, "1", OrNone).unwrap().as_deref(), Some("A"));
    base.end_connections();
    assert!(store.wait_for_work(std::time::Duration::from_millis(10)).unwrap(), "who was not listening looks for himself");
}
