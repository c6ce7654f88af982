//! The memory of a worker, which must not grow with what waits for it.

use crate::suite::base::{Base, both, count, effects, inbound, info, space};
use crate::suite::crash::{Child, child, handle};
use crate::suite::server::tell;
use depara_store::depara::{Cardinality, OrNone, Side};
use depara_store::queue::{NewMessage, QueueDirection, Status};
use depara_store::{Store, StoreError};

both!(memory_does_not_grow_with_the_backlog);

/// What a process has had in memory at most, in KiB; none where the system does not tell.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse().ok())
}

/// What the child does: it claims, looks up, lists and processes, and tells how much memory that took.
pub(crate) fn drain_as_child(store: &mut Store) {
    let space = space(store, &info("FCFO", Cardinality::OneToOne));
    let mut done = 0;
    // Not all of a long backlog: what was worked on is the same in both runs, what waits is not.
    while done < 500 {
        let worked = store
            .work(QueueDirection::Inbound, "w", 20, |transaction, message| {
                assert_eq!(transaction.look_up(&space, Side::Internal, &message.record.uuid, OrNone)?, None);
                handle(transaction, &space, message)
            })
            .unwrap();
        assert_eq!((worked.claimed, worked.failed), (20, 0));
        done += worked.claimed;
    }
    assert_eq!(store.transaction(|transaction| transaction.messages(Status::Pending, 0, 50)).unwrap().len(), 50);
    // A program that reads everything itself has one row at a time in memory.
    let mut bytes = 0;
    store
        .transaction(|transaction| {
            transaction.query("SELECT payload FROM depara_message_body", &[], &mut |row| {
                bytes += row.bytes(0)?.map_or(0, <[u8]>::len);
                Ok(())
            })
        })
        .unwrap();
    println!("memory={} bytes={bytes} ", most_memory().unwrap_or(0));
}

fn memory_does_not_grow_with_the_backlog(base: &Base) {
    if most_memory().is_none() {
        tell("the memory of a worker was NOT measured: this system has no /proc/self/status");
        return;
    }
    let mut store = base.store();
    effects(&mut store);
    let payload = vec![b'x'; 8_000];
    let mut kept = 0;
    let mut fill = |store: &mut Store, wanted: i64| {
        while kept < wanted {
            store
                .transaction(|transaction| {
                    for number in kept..kept + 500 {
                        let uuid = format!("m{number}");
                        transaction.enqueue(&NewMessage { payload: &payload, ..inbound(&uuid, Some(&format!("key {number}"))) })?;
                    }
                    Ok::<_, StoreError>(())
                })
                .unwrap();
            kept += 500;
        }
    };
    let measured = |store: &mut Store| {
        let output = child(base, Child::Drain, "drain").wait_with_output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{text}");
        let number = |name: &str| text.split(name).nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap().parse::<u64>().unwrap();
        (number("memory="), number("bytes="), count(store, "SELECT count(*) FROM depara_message WHERE finished_at IS NULL"))
    };
    fill(&mut store, 1_000);
    let (small, _, _) = measured(&mut store);
    fill(&mut store, 10_000);
    let (large, bytes, left) = measured(&mut store);
    assert!(left >= 9_000 && bytes >= 80_000_000, "{left} messages left, {bytes} bytes");
    println!("{small} KiB with a backlog of 1,000 messages, {large} KiB with one of 10,000, whose documents have {} KiB", bytes / 1024);
    // The cache of SQLite fills up to its 8 MiB; the documents of the backlog alone have 78 MiB.
    assert!(large < small + 10 * 1024, "{small} KiB with a short backlog, {large} KiB with a long one");
}
