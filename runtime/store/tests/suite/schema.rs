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
        assert!(String::from_utf8_lossy(&output.stdout).contains("schema=5 "));
    }
    assert_eq!(count(&mut base.store(), "SELECT count(*) FROM depara_schema"), 5);
}

fn a_newer_data_base_is_left_alone(base: &Base) {
    base.store()
        .transaction(|transaction| transaction.execute("INSERT INTO depara_schema (version, applied_at) VALUES (99, 0)", &[]))
        .unwrap();
    let opened = Store::open(&base.address, base.settings()).map(|_| ());
    assert_eq!(error(opened), "the data base has schema 99, and this program knows schemas up to 5: start a newer program");
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

/// Statements are planned when the tables are empty, and must not read whole tables when those have grown.
#[cfg(feature = "postgres")]
#[test]
fn plans_of_small_tables_fit_large_ones() {
    use super::base::{at, inbound, info, space};
    use depara_store::StoreError;
    use depara_store::depara::{Cardinality, OrNone, Side};
    use depara_store::queue::{Finish, QueueDirection};

    let Some(base) = Base::postgres() else { return };
    // A connection that has made no index, which reads whole tables.
    let mut store = base.store().another().unwrap();
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    for number in 0..20 {
        let (uuid, key) = (format!("m{number}"), format!("key {}", number % 3));
        store.transaction(|transaction| transaction.enqueue(&inbound(&uuid, Some(&key)))).unwrap();
        store
            .work(QueueDirection::Inbound, "w", 5, |transaction, message| {
                transaction.add(&space, &message.record.uuid, &message.record.uuid, at(1))?;
                Ok::<_, StoreError>(Finish::Processed { response: None, keys: Vec::new() })
            })
            .unwrap();
        store.look_up(&space, Side::Internal, &uuid, OrNone).unwrap();
    }
    let read_whole = store
        .transaction(|transaction| {
            transaction.enqueue(&inbound("last", Some("key 1")))?;
            transaction.reclaim()?;
            let claimed = transaction.claim(QueueDirection::Inbound, "w", 5)?.remove(0);
            transaction.add(&space, "last", "last", at(1))?;
            transaction.look_up(&space, Side::External, "last", OrNone)?;
            transaction.finish(&claimed, &Finish::Processed { response: None, keys: Vec::new() })?;
            let mut tables = Vec::new();
            let sql = "SELECT relname::text FROM pg_stat_xact_user_tables WHERE seq_scan > 0 AND relname IN ('depara_row', 'depara_message', \
                 'depara_message_body', 'depara_message_wait')";
            transaction.query(sql, &[], &mut |row| {
                tables.push(row.text(0)?.unwrap_or_default().to_owned());
                Ok(())
            })?;
            Ok::<_, StoreError>(tables)
        })
        .unwrap();
    assert_eq!(read_whole, [""; 0]);
}
