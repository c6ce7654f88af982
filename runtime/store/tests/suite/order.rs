//! Order within a business key, and none across keys.

use crate::suite::base::{Base, both, inbound};
use depara_store::StoreError;
use depara_store::queue::{Finish, QueueDirection, Status};
use std::collections::BTreeMap;
use std::sync::Mutex;

both!(one_key_waits_and_another_does_not, eight_workers_keep_the_order_of_each_key);

const DONE: Finish = Finish::Processed { response: None, keys: Vec::new() };

fn one_key_waits_and_another_does_not(base: &Base) {
    let mut store = base.store();
    let messages = [("a1", Some("a")), ("a2", Some("a")), ("b1", Some("b")), ("n1", None), ("a3", Some("a")), ("n2", None)];
    for (uuid, key) in messages {
        store.transaction(|transaction| transaction.enqueue(&inbound(uuid, key))).unwrap();
    }
    let mut claim = || store.transaction(|transaction| transaction.claim(QueueDirection::Inbound, "w", 10)).unwrap();
    let first = claim();
    assert_eq!(first.iter().map(|claimed| claimed.record.uuid.as_str()).collect::<Vec<_>>(), ["a1", "b1", "n1", "n2"]);
    assert!(claim().is_empty());
    // An error keeps its place until it is processed or put aside.
    let failed = Finish::Failed { error: "x".into(), response: None };
    store.transaction(|transaction| transaction.finish(&first[0], &failed)).unwrap();
    assert!(store.transaction(|transaction| transaction.claim(QueueDirection::Inbound, "w", 10)).unwrap().is_empty());
    let a1 = first[0].record.id;
    store.transaction(|transaction| transaction.put_aside(a1, "maria", "cadastro duplicado")).unwrap();
    let second = store.transaction(|transaction| transaction.claim(QueueDirection::Inbound, "w", 10)).unwrap();
    assert_eq!(second.iter().map(|claimed| claimed.record.uuid.as_str()).collect::<Vec<_>>(), ["a2"]);
    let refused = Finish::Refused { reason: "não".into(), response: None };
    store.transaction(|transaction| transaction.finish(&second[0], &refused)).unwrap();
    let third = store.transaction(|transaction| transaction.claim(QueueDirection::Inbound, "w", 10)).unwrap();
    assert_eq!(third[0].record.uuid, "a3");
    let aside = store.transaction(|transaction| transaction.message(a1)).unwrap();
    assert_eq!((aside.status, aside.text.as_str()), (Status::Ignored, "cadastro duplicado"));
}

fn eight_workers_keep_the_order_of_each_key(base: &Base) {
    let mut store = base.store();
    let (keys, each) = (5, 12);
    let start = std::time::Instant::now();
    let done: Mutex<BTreeMap<String, Vec<String>>> = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for worker in 0..8 {
            let (mut store, done) = (store.another().unwrap(), &done);
            scope.spawn(move || {
                loop {
                    let worked = store
                        .work(QueueDirection::Inbound, &format!("w{worker}"), 1 + worker % 3, |transaction, message| {
                            // Kept in the same transaction, so that a transaction that is tried again is not counted twice.
                            let record = &message.record;
                            let sql = "INSERT INTO done (key, uuid) VALUES (?1, ?2)";
                            transaction.execute(sql, &[record.business_key.as_deref().into(), (&record.uuid).into()])?;
                            Ok::<_, StoreError>(DONE)
                        })
                        .unwrap();
                    assert_eq!(worked.failed, 0);
                    if worked.claimed == 0 && (done.lock().unwrap().contains_key("end") || start.elapsed().as_secs() > 70) {
                        return;
                    }
                    if worked.claimed == 0 {
                        store.wait_for_work(std::time::Duration::from_millis(10)).unwrap();
                    }
                }
            });
        }
        let table = if base.is_postgres() { "BIGINT GENERATED ALWAYS AS IDENTITY" } else { "INTEGER PRIMARY KEY" };
        let sql = format!("CREATE TABLE done (id {table}, key TEXT NOT NULL, uuid TEXT NOT NULL)");
        store.transaction(|transaction| transaction.execute(&sql, &[])).unwrap();
        // Three at once, so that one enqueues behind a message that another worker is finishing.
        let senders: Vec<_> = (0..3)
            .map(|sender| {
                let mut store = store.another().unwrap();
                scope.spawn(move || {
                    for number in 0..each {
                        for key in 0..keys {
                            let (uuid, key) = (format!("{sender}-{key:02}-{number:02}"), format!("{key:02}"));
                            store.transaction(|transaction| transaction.enqueue(&inbound(&uuid, Some(&key)))).unwrap();
                        }
                    }
                })
            })
            .collect();
        senders.into_iter().for_each(|sender| sender.join().unwrap());
        loop {
            assert!(start.elapsed() < std::time::Duration::from_secs(60), "a message is never due");
            let open = crate::suite::base::count(&mut store, "SELECT count(*) FROM depara_message WHERE finished_at IS NULL");
            if open == 0 {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        done.lock().unwrap().insert("end".into(), Vec::new());
    });
    let mut by_key: BTreeMap<String, Vec<String>> = BTreeMap::new();
    store
        .transaction(|transaction| {
            by_key.clear();
            transaction.query("SELECT key, uuid FROM done ORDER BY id", &[], &mut |row| {
                let text = |column| Ok::<_, StoreError>(row.text(column)?.unwrap_or_default().to_owned());
                by_key.entry(text(0)?).or_default().push(text(1)?);
                Ok(())
            })
        })
        .unwrap();
    assert_eq!(by_key.len(), keys);
    for (key, uuids) in by_key {
        assert_eq!(uuids.len(), 3 * each);
        for sender in 0..3 {
            let of_sender: Vec<_> = uuids.iter().filter(|uuid| uuid.starts_with(&format!("{sender}-"))).cloned().collect();
            let expected: Vec<_> = (0..each).map(|number| format!("{sender}-{key}-{number:02}")).collect();
            assert_eq!(of_sender, expected);
        }
    }
    // In the order in which they came, although they were kept at once: numbers of messages of one key are given one after another.
    let turned = "SELECT count(*) FROM done d JOIN done e ON e.key = d.key AND e.id > d.id \
         JOIN depara_message m ON m.uuid = d.uuid JOIN depara_message n ON n.uuid = e.uuid WHERE n.id < m.id";
    assert_eq!(crate::suite::base::count(&mut store, turned), 0);
}
