//! What goes wrong around the store while it works: full disks, other processes, clocks, messages that nobody can process.

use crate::suite::base::{Base, both, count, effects, inbound, info, space};
use crate::suite::crash::{Child, child, consistent, finish_the_rest, handle};
use depara_store::depara::{Cardinality, Space};
use depara_store::queue::{Enqueued, Finish, QueueDirection, Status};
use depara_store::{Jitter, Random, Settings, Store, StoreError};
use std::time::Duration;

both!(a_second_process_works_on_the_same_data, a_message_that_kills_its_workers, a_clock_that_jumps_under_load, poison_among_good_ones);

/// The clock of the machine, as other processes have it.
pub(crate) fn real_time() -> Settings {
    Settings { lease: Duration::from_millis(300), ..Settings::default() }
}

fn enqueue(store: &mut Store, uuid: &str, key: Option<&str>) -> Result<Enqueued, StoreError> {
    store.transaction(|transaction| transaction.enqueue(&inbound(uuid, key)))
}

/// Works until the message `end` is done; how many messages it had.
pub(crate) fn work_to_the_end(store: &mut Store, name: &str) -> usize {
    let space = space(store, &info("FCFO", Cardinality::OneToOne));
    let mut claimed = 0;
    loop {
        let worked = store.work(QueueDirection::Inbound, name, 4, |transaction, message| handle(transaction, &space, message)).unwrap();
        assert_eq!(worked.failed, 0);
        claimed += worked.claimed;
        if worked.claimed == 0 {
            if count(store, "SELECT count(*) FROM effect WHERE uuid = 'end'") == 1 {
                return claimed;
            }
            store.wait_for_work(Duration::from_millis(20)).unwrap();
        }
    }
}

fn a_second_process_works_on_the_same_data(base: &Base) {
    // Long leases: here nobody dies, and a machine under load is slow.
    let settings = Settings { lease: Duration::from_secs(60), ..Settings::default() };
    let mut store = Store::open(&base.address, settings).unwrap();
    effects(&mut store);
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let process = child(base, Child::WorkToTheEnd, "child");
    let (mut here, messages) = (0, 400);
    for number in 0..messages {
        enqueue(&mut store, &format!("m{number}"), Some(&format!("key {}", number % 7))).unwrap();
        // The other has something to do before this one begins.
        while number == 8 && count(&mut store, "SELECT count(*) FROM effect") == 0 {
            std::thread::sleep(Duration::from_millis(5));
        }
        if number % 8 == 0 && number > 8 {
            let handler = |transaction: &mut depara_store::Transaction<'_>, message: &depara_store::queue::Claimed| {
                handle(transaction, &space, message)
            };
            let worked = store.work(QueueDirection::Inbound, "parent", 4, handler).unwrap();
            assert_eq!((worked.failed, worked.lost), (0, 0));
            here += worked.claimed;
        }
    }
    enqueue(&mut store, "end", None).unwrap();
    here += work_to_the_end(&mut store, "parent");
    let output = process.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}");
    let there: usize = text.split("worked=").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap().parse().unwrap();
    // One of them may have seen the end while the other still had messages.
    finish_the_rest(&mut store, &space);
    consistent(&mut store, &space);
    assert_eq!(here + there, messages + 1, "each message was claimed once");
    assert!(here > 0 && there > 0, "both had messages: {here} and {there}");
    assert_eq!(count(&mut store, "SELECT count(*) FROM effect"), messages as i64 + 1);
}

/// What the child of [`a_message_that_kills_its_workers`] does: ten messages at a time, and one of them is its death.
pub(crate) fn work_until_it_kills(store: &mut Store, name: &str) {
    let space = space(store, &info("FCFO", Cardinality::OneToOne));
    loop {
        let handler = |transaction: &mut depara_store::Transaction<'_>, message: &depara_store::queue::Claimed| {
            if message.record.uuid == "m5" {
                std::process::abort();
            }
            handle(transaction, &space, message)
        };
        let worked = store.work(QueueDirection::Inbound, name, 10, handler).unwrap();
        let open = "SELECT count(*) FROM depara_message WHERE finished_at IS NULL AND (status <> 'error' OR due_at IS NOT NULL)";
        if worked.claimed == 0 && count(store, open) == 0 {
            return;
        }
        if worked.claimed == 0 {
            store.wait_for_work(Duration::from_millis(20)).unwrap();
        }
    }
}

fn a_message_that_kills_its_workers(base: &Base) {
    let mut store = Store::open(&base.address, real_time()).unwrap();
    effects(&mut store);
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    for number in 0..30 {
        enqueue(&mut store, &format!("m{number}"), None).unwrap();
    }
    let mut deaths = 0;
    loop {
        assert!(deaths <= 4, "it may try four times");
        if child(base, Child::Poison, "worker").wait_with_output().unwrap().status.success() {
            break;
        }
        deaths += 1;
    }
    assert_eq!(deaths, 4);
    consistent(&mut store, &space);
    let errors = store.transaction(|transaction| transaction.messages(Status::Error, 0, 99)).unwrap();
    let told: Vec<_> = errors.iter().map(|record| (record.uuid.as_str(), record.attempts, record.due_at)).collect();
    assert_eq!(told, [("m5", 4, None)], "it took no other message with it");
    assert_eq!(count(&mut store, "SELECT count(*) FROM depara_message WHERE status = 'processed'"), 29);
    assert_eq!(count(&mut store, "SELECT max(attempts) FROM depara_message WHERE status = 'processed'"), 2);
}

fn a_clock_that_jumps_under_load(base: &Base) {
    let mut store = base.store();
    effects(&mut store);
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let (chance, messages) = (Jitter::seeded(5), 200_i64);
    let (mut sent, mut rounds, mut back) = (0, 0, 0);
    while count(&mut store, "SELECT count(*) FROM depara_message WHERE finished_at IS NOT NULL") < messages {
        rounds += 1;
        assert!(rounds < 2_000, "a message is never due");
        for _ in 0..5 {
            if sent < messages {
                enqueue(&mut store, &format!("m{sent}"), (sent % 3 == 0).then_some(["a", "b"][usize::from(sent % 2 == 0)])).unwrap();
                sent += 1;
            }
        }
        // Between seconds and days, more often back than forward.
        let jump = Duration::from_secs(1 << (chance.next() % 20));
        if chance.next() % 3 == 0 {
            base.clock.forward(jump);
        } else {
            base.clock.back(jump);
            back += 1;
        }
        // Some are claimed by workers that never come back.
        if chance.next() % 8 == 0 {
            store.transaction(|transaction| transaction.claim(QueueDirection::Inbound, "dies", 2)).unwrap();
        }
        store
            .work(QueueDirection::Inbound, "w", 5, |transaction, message| {
                if message.record.attempts == 1 && message.record.id % 4 == 0 {
                    return Err(StoreError::NoMessage { id: 0 });
                }
                handle(transaction, &space, message)
            })
            .unwrap();
        // Whoever has used up the attempts is for a person.
        let errors = store.transaction(|transaction| transaction.messages(Status::Error, 0, 99)).unwrap();
        for record in errors.iter().filter(|record| record.due_at.is_none()) {
            let taken = store.transaction(|transaction| transaction.reprocess(record.id, "maria"));
            if let Ok(claimed) = taken {
                store
                    .transaction(|transaction| {
                        let finish = handle(transaction, &space, &claimed)?;
                        transaction.finish(&claimed, &finish)
                    })
                    .unwrap();
            }
        }
    }
    assert!(back > 20, "the clock went back {back} times in {rounds} rounds");
    consistent(&mut store, &space);
    assert_eq!(count(&mut store, "SELECT count(*) FROM effect"), messages);
}

fn poison_among_good_ones(base: &Base) {
    let mut store = base.store();
    effects(&mut store);
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let messages = 300;
    for number in 0..messages {
        // Those of a poisoned key wait behind it; of the others none does.
        enqueue(&mut store, &format!("m{number}"), Some(&format!("key {}", number % 30))).unwrap();
    }
    let poison = ["m3", "m17"];
    let (mut rounds, mut tries) = (0, 0);
    loop {
        let worked = store
            .work(QueueDirection::Inbound, "w", 20, |transaction, message| {
                if poison.contains(&message.record.uuid.as_str()) {
                    tries += 1;
                    transaction.execute("INSERT INTO effect (uuid) VALUES ('poison')", &[])?;
                    transaction.execute("INSERT INTO nowhere VALUES (1)", &[])?;
                }
                handle(transaction, &space, message)
            })
            .unwrap();
        rounds += 1;
        if worked.claimed == 0 && rounds > 40 {
            break;
        }
        if worked.claimed == 0 {
            base.clock.forward(Duration::from_secs(120));
        }
    }
    assert_eq!(tries, 8, "four attempts each");
    consistent(&mut store, &space);
    assert_eq!(count(&mut store, "SELECT count(*) FROM depara_message WHERE status = 'processed'"), 280);
    assert_eq!(count(&mut store, "SELECT count(*) FROM depara_message WHERE status = 'error' AND due_at IS NULL"), 2);
    assert_eq!(count(&mut store, "SELECT count(*) FROM depara_message WHERE status = 'pending'"), 18, "behind the two");
    assert_eq!(count(&mut store, "SELECT count(*) FROM effect WHERE uuid = 'poison'"), 0);
    // A person puts them aside, and the rest goes on.
    for record in store.transaction(|transaction| transaction.messages(Status::Error, 0, 9)).unwrap() {
        store.transaction(|transaction| transaction.put_aside(record.id, "maria", "cadastro inválido")).unwrap();
    }
    finish_the_rest(&mut store, &space);
    consistent(&mut store, &space);
    assert_eq!(count(&mut store, "SELECT count(*) FROM depara_message WHERE status = 'processed'"), 298);
}

/// Enqueues and works until the disk is full, makes room, and goes on.
fn fill_and_make_room(store: &mut Store, room: impl FnOnce(&mut Store)) {
    effects(store);
    let space = space(store, &info("FCFO", Cardinality::OneToOne));
    let full = |error: &StoreError| matches!(error, StoreError::DiskFull { .. });
    // Nothing that a data base could make smaller.
    let chance = Jitter::seeded(3);
    let payload: Vec<u8> = (0..375).flat_map(|_| chance.next().to_le_bytes()).collect();
    let (mut kept, mut refused, mut stopped) = (0_i64, 0, 0);
    let one = |store: &mut Store, uuid: &str| {
        let message = depara_store::queue::NewMessage { payload: &payload, ..inbound(uuid, None) };
        store.transaction(|transaction| transaction.enqueue(&message))
    };
    let round = |store: &mut Store, space: &Space| {
        store.work(QueueDirection::Inbound, "w", 5, |transaction, message| match handle(transaction, space, message)? {
            // An answer as long as the message, so that work needs room too.
            Finish::Processed { keys, .. } => Ok(Finish::Processed { response: Some(message.payload.clone()), keys }),
            finish => Ok::<_, StoreError>(finish),
        })
    };
    let mut number = 0;
    while refused < 20 || stopped < 3 {
        number += 1;
        assert!(number < 20_000, "the disk is never full: {kept} kept, {refused} refused, {stopped} stopped");
        match one(store, &format!("m{number}")) {
            Ok(Enqueued::New(_)) => kept += 1,
            Err(error) if full(&error) => refused += 1,
            other => panic!("{other:?}"),
        }
        if number % 10 == 0 || refused > 0 {
            match round(store, &space) {
                Ok(worked) => assert_eq!(worked.failed, 0, "a full disk is no fault of a message"),
                Err(error) if full(&error) => stopped += 1,
                Err(error) => panic!("{error}"),
            }
        }
    }
    room(store);
    consistent(store, &space);
    assert_eq!(count(store, "SELECT count(*) FROM depara_message"), kept, "what was refused is not there, and what was kept is");
    let after = one(store, "after").unwrap();
    assert!(matches!(after, Enqueued::New(_)));
    finish_the_rest(store, &space);
    consistent(store, &space);
    assert_eq!(count(store, "SELECT count(*) FROM depara_message WHERE status = 'processed'"), kept + 1);
    println!("{kept} kept, {refused} refused, {stopped} rounds stopped by a full disk");
    assert!(kept > 50 && refused >= 20 && stopped >= 3, "{kept} kept, {refused} refused, {stopped} stopped");
}

#[test]
fn a_full_disk_on_sqlite() {
    let base = Base::sqlite();
    let mut store = Store::open(&base.address, real_time()).unwrap();
    let pages = |store: &mut Store, number: u32| {
        store.transaction(|transaction| transaction.query(&format!("PRAGMA max_page_count = {number}"), &[], &mut |_| Ok(()))).unwrap();
    };
    pages(&mut store, 300);
    fill_and_make_room(&mut store, |store| pages(store, 100_000));
}

#[cfg(feature = "postgres")]
mod postgres_server {
    use super::*;
    use crate::suite::server::{Server, is_root, own, tell};
    use std::process::Command;
    use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

    /// A file system in memory; it is gone in the end.
    struct SmallDisk(std::path::PathBuf);

    impl SmallDisk {
        fn mount(path: std::path::PathBuf, size: &str) -> Option<Self> {
            std::fs::create_dir(&path).unwrap();
            let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(&path).output();
            mount.is_ok_and(|output| output.status.success()).then_some(Self(path))
        }
    }

    impl Drop for SmallDisk {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg("-l").arg(&self.0).status();
        }
    }

    #[test]
    fn a_full_disk_on_postgres() {
        let Some(server) = Server::start_new("a full disk under PostgreSQL", |_| String::new()) else { return };
        let disk = is_root().then(|| SmallDisk::mount(server.folder().join("small"), "24m")).flatten();
        let Some(disk) = disk else {
            tell("a full disk under PostgreSQL was NOT tested: a small file system cannot be mounted here");
            return;
        };
        // The data base stands on the small disk, the server's log of transactions does not: a server whose log is full stops, which is the other test.
        let (folder, ballast) = (disk.0.join("space"), disk.0.join("ballast"));
        std::fs::create_dir(&folder).unwrap();
        own(&folder);
        std::fs::write(&ballast, vec![0; 12 << 20]).unwrap();
        let address = server.address();
        let base = |sql: &str| crate::suite::base::administer(address.trim_end_matches("/postgres"), sql);
        base(&format!("CREATE TABLESPACE small LOCATION '{}'", folder.display()));
        base("CREATE DATABASE small TABLESPACE small");
        let mut store = Store::open(&format!("{}/small", address.trim_end_matches("/postgres")), real_time()).unwrap();
        fill_and_make_room(&mut store, |_| std::fs::remove_file(&ballast).unwrap());
        drop(store);
        base("DROP DATABASE small WITH (FORCE)");
        base("DROP TABLESPACE small");
        drop(server);
    }

    #[test]
    fn a_server_that_is_stopped_and_started_under_load() {
        let Some(server) = Server::start_new("PostgreSQL stopped under load", |_| String::new()) else { return };
        let mut store = Store::open(&server.address(), real_time()).unwrap();
        effects(&mut store);
        let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
        let (done, lost, sent, stops) = (AtomicBool::new(false), AtomicU32::new(0), AtomicU32::new(0), 6);
        let disconnected = |error: &StoreError| {
            assert!(matches!(error, StoreError::Disconnected { .. }), "{error:?}");
            lost.fetch_add(1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_millis(5));
        };
        let mut stores: Vec<Store> = (0..3).map(|_| store.another().unwrap()).collect();
        std::thread::scope(|scope| {
            let (done, sent, space, disconnected) = (&done, &sent, &space, &disconnected);
            let mut sender = stores.pop().unwrap();
            scope.spawn(move || {
                while !done.load(Ordering::SeqCst) {
                    let number = sent.fetch_add(1, Ordering::SeqCst);
                    let (uuid, key) = (format!("m{number}"), format!("key {}", number % 7));
                    // Whether a commit that was not answered happened is not known: the identifier makes it safe to say it again.
                    while let Err(error) = enqueue(&mut sender, &uuid, Some(&key)) {
                        disconnected(&error);
                    }
                }
            });
            for mut store in stores {
                scope.spawn(move || {
                    while !done.load(Ordering::SeqCst) {
                        let worked =
                            store.work(QueueDirection::Inbound, "w", 4, |transaction, message| handle(transaction, space, message));
                        match worked {
                            Ok(worked) if worked.claimed == 0 => {
                                let _ = store.wait_for_work(Duration::from_millis(10)).map_err(|error| disconnected(&error));
                            }
                            Ok(_) => {}
                            Err(error) => disconnected(&error),
                        }
                    }
                });
            }
            for stop in 0..stops {
                std::thread::sleep(Duration::from_millis(300));
                server.stop(if stop % 2 == 0 { "immediate" } else { "fast" });
                std::thread::sleep(Duration::from_millis(50));
                server.start();
            }
            done.store(true, Ordering::SeqCst);
        });
        finish_the_rest(&mut store, &space);
        consistent(&mut store, &space);
        let (sent, lost) = (i64::from(sent.into_inner()), lost.into_inner());
        assert_eq!(count(&mut store, "SELECT count(*) FROM effect"), sent);
        assert_eq!(count(&mut store, "SELECT count(*) FROM depara_message WHERE status = 'processed'"), sent);
        println!("{sent} messages, {stops} stops, {lost} calls that met a stopped server");
        assert!(sent > 100 && lost >= stops, "{sent} messages, {lost} calls that met a stopped server");
    }
}
