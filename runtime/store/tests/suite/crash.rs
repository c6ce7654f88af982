//! Workers that are killed while they work.

use crate::suite::base::{Base, at, both, count, effects, inbound, info, space};
use depara_store::depara::{Cardinality, Space};
use depara_store::queue::{Claimed, Finish, QueueDirection, Status};
use depara_store::{Jitter, Random, Settings, Store, StoreError, Transaction};
use std::process::{Command, Stdio};
use std::time::Duration;

both!(nothing_is_lost_and_nothing_done_twice_when_workers_are_killed);

/// What a child process does.
#[derive(Clone, Copy)]
pub(crate) enum Child {
    Populate,
    Codes,
    Work,
    WorkToTheEnd,
    Poison,
    Drain,
    Migrate,
}

const WHAT: &str = "DEPARA_TEST_CHILD";
const ADDRESS: &str = "DEPARA_TEST_CHILD_ADDRESS";
const NAME: &str = "DEPARA_TEST_CHILD_NAME";

/// This test binary once more, as another process on the same data base.
pub(crate) fn child(base: &Base, what: Child, name: &str) -> std::process::Child {
    let what = match what {
        Child::Populate => "populate",
        Child::Codes => "codes",
        Child::Work => "work",
        Child::WorkToTheEnd => "work to the end",
        Child::Poison => "poison",
        Child::Drain => "drain",
        Child::Migrate => "migrate",
    };
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "suite::crash::as_child", "--nocapture", "--test-threads=1"])
        .envs([(WHAT, what), (ADDRESS, &base.address), (NAME, name)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Not a test of its own: what [`child`] runs in the other process, which fails when this does.
#[test]
fn as_child() {
    let Ok(what) = std::env::var(WHAT) else { return };
    let (address, name) = (std::env::var(ADDRESS).unwrap(), std::env::var(NAME).unwrap());
    // The real clock: the parent's does not reach here.
    let lease = if what == "work to the end" || what == "drain" { Duration::from_secs(60) } else { Duration::from_millis(300) };
    let mut store = Store::open(&address, Settings { lease, ..Settings::default() }).unwrap();
    match what.as_str() {
        "populate" => println!("made={} ", crate::suite::race::populate_as_child(&mut store)),
        "codes" => crate::suite::codes::generate_as_child(&mut store),
        "work to the end" => println!("worked={} ", crate::suite::faults::work_to_the_end(&mut store, &name)),
        "drain" => crate::suite::memory::drain_as_child(&mut store),
        "poison" => crate::suite::faults::work_until_it_kills(&mut store, &name),
        "work" => work(&mut store, &name),
        _ => println!("schema={} ", count(&mut store, "SELECT max(version) FROM depara_schema")),
    }
}

/// Works until it is killed.
fn work(store: &mut Store, name: &str) {
    let space = space(store, &info("FCFO", Cardinality::OneToOne));
    loop {
        let worked = store.work(QueueDirection::Inbound, name, 3, |transaction, message| handle(transaction, &space, message)).unwrap();
        if worked.claimed == 0 {
            store.wait_for_work(Duration::from_millis(20)).unwrap();
        }
    }
}

/// The business effect, the De-Para row, and the verdict.
pub(crate) fn handle(transaction: &mut Transaction<'_>, space: &Space, message: &Claimed) -> Result<Finish, StoreError> {
    let uuid = &message.record.uuid;
    transaction.execute("INSERT INTO effect (uuid) VALUES (?1)", &[uuid.into()])?;
    transaction.add(space, uuid, &format!("01||{uuid}"), at(1))?;
    Ok(Finish::Processed { response: Some(uuid.as_bytes().to_vec()), keys: Vec::new() })
}

/// How often workers are killed: 200 times when `DEPARA_TEST_KILLS=200`.
fn kills() -> usize {
    std::env::var("DEPARA_TEST_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(12)
}

fn nothing_is_lost_and_nothing_done_twice_when_workers_are_killed(base: &Base) {
    // Here the clock is the machine's, as in the children.
    let settings = || Settings { lease: Duration::from_millis(300), ..Settings::default() };
    let mut store = Store::open(&base.address, settings()).unwrap();
    effects(&mut store);
    let space = space(&mut store, &info("FCFO", Cardinality::OneToOne));
    let chance = Jitter::default();
    let mut enqueued = 0_i64;
    for kill in 0..kills() {
        let mut workers = [child(base, Child::Work, "one"), child(base, Child::Work, "two")];
        let messages = 10 + chance.next() % 30;
        for number in 0..messages {
            let (uuid, key) = (format!("{kill}-{number}"), format!("key {}", number % 7));
            store.transaction(|transaction| transaction.enqueue(&inbound(&uuid, Some(&key)))).unwrap();
            enqueued += 1;
        }
        std::thread::sleep(Duration::from_micros(20_000 + chance.next() % 120_000));
        for worker in &mut workers {
            worker.kill().unwrap();
        }
        for worker in workers {
            worker.wait_with_output().unwrap();
        }
        consistent(&mut store, &space);
    }
    finish_the_rest(&mut store, &space);
    consistent(&mut store, &space);
    assert_eq!(count(&mut store, "SELECT count(*) FROM depara_message WHERE status = 'processed'"), enqueued);
    assert_eq!(count(&mut store, "SELECT count(*) FROM effect"), enqueued);
}

/// What is left when all others have stopped: the last worker is not killed. What met a death too often is for a person.
pub(crate) fn finish_the_rest(store: &mut Store, space: &Space) {
    for _ in 0..2_000 {
        let errors = store.transaction(|transaction| transaction.messages(Status::Error, 0, 100)).unwrap();
        for record in errors.iter().filter(|record| record.due_at.is_none()) {
            let taken = store.transaction(|transaction| transaction.reprocess(record.id, "maria"));
            match taken {
                Ok(claimed) => store
                    .transaction(|transaction| {
                        let finish = handle(transaction, space, &claimed)?;
                        transaction.finish(&claimed, &finish)
                    })
                    .unwrap(),
                Err(StoreError::NotItsTurn { .. } | StoreError::Transition { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
        let worked = store.work(QueueDirection::Inbound, "last", 50, |transaction, message| handle(transaction, space, message)).unwrap();
        assert_eq!(worked.failed, 0);
        if count(store, "SELECT count(*) FROM depara_message WHERE finished_at IS NULL") == 0 {
            return;
        }
        if worked.claimed == 0 {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    panic!("messages are never finished");
}

/// No effect without its row and status, no row without its status, no status without its row; and the effect's key lets none happen twice.
/// Each question is answered from an index, so that it can be asked after every kill.
pub(crate) fn consistent(store: &mut Store, space: &Space) {
    let table = space.info().table.as_str();
    let of_space = format!("(SELECT id FROM depara_space WHERE internal_table = '{table}')");
    let sql = format!(
        "SELECT (SELECT count(*) FROM effect e WHERE NOT EXISTS (SELECT 1 FROM depara_message m \
             WHERE m.direction = 'inbound' AND m.peer = 'PROTHEUS' AND m.uuid = e.uuid AND m.status = 'processed')) \
           + (SELECT count(*) FROM effect e WHERE NOT EXISTS (SELECT 1 FROM depara_row r WHERE r.space = {of_space} AND r.internal = e.uuid)) \
           + (SELECT count(*) FROM depara_row r WHERE NOT EXISTS (SELECT 1 FROM effect e WHERE e.uuid = r.internal)) \
           + (SELECT count(*) FROM depara_message m WHERE m.status = 'processed' AND NOT EXISTS \
               (SELECT 1 FROM effect e WHERE e.uuid = m.uuid))"
    );
    assert_eq!(count(store, &sql), 0);
}
