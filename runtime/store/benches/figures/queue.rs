//! The queue: messages through enqueue, process, De-Para and status; and workers beside each other.

use crate::Choices;
use crate::bare::{Bare, Bases, space};
use crate::measure::{Outcome, Run, compare, tell};
use depara_store::depara::{Space, Stamp};
use depara_store::queue::{Claimed, Finish, NewMessage, QueueDirection};
use depara_store::{Store, StoreError, Timestamp, Transaction};
use std::time::Instant;

/// Messages of one commit.
const GROUP: usize = 100;
/// Messages of one race of workers.
const RACE: usize = 2_000;

const DOCUMENT: &[u8] = &[b'x'; 1_500];

fn message<'m>(uuid: &'m str, key: &'m str) -> NewMessage<'m> {
    NewMessage {
        transaction: "CUSTOMERVENDOR",
        version: "2.002",
        business_key: Some(key),
        ..NewMessage::new(QueueDirection::Inbound, "PROTHEUS", uuid, DOCUMENT)
    }
}

/// Keeps messages, each of a key of its own, a group in one commit.
fn enqueue(store: &mut Store, prefix: &str, count: usize) -> Outcome<()> {
    for group in 0..count.div_ceil(GROUP) {
        store.transaction(|transaction| {
            for number in 0..GROUP.min(count.saturating_sub(group * GROUP)) {
                let uuid = format!("{prefix}-{group}-{number}");
                transaction.enqueue(&message(&uuid, &uuid))?;
            }
            Ok::<_, StoreError>(())
        })?;
    }
    Ok(())
}

fn handle(transaction: &mut Transaction<'_>, space: &Space, message: &Claimed) -> Result<Finish, StoreError> {
    let uuid = &message.record.uuid;
    transaction.add(space, &format!("1|{uuid}"), &format!("01||{uuid}"), Stamp { at: Timestamp::from_micros(1), source: uuid })?;
    Ok(Finish::Processed { response: None, keys: Vec::new() })
}

/// Works until nothing is due; how many messages there were.
fn drain(store: &mut Store, space: &Space, owner: &str, limit: u32) -> Outcome<usize> {
    let mut total = 0;
    loop {
        let worked = store.work(QueueDirection::Inbound, owner, limit, |transaction, message| handle(transaction, space, message))?;
        if worked.failed > 0 {
            return Err(format!("{} messages failed", worked.failed).into());
        }
        if worked.claimed == 0 {
            return Ok(total);
        }
        total += worked.claimed;
    }
}

/// Tables that have what the statements need, and nothing else.
const SMALL: [&str; 4] = [
    "CREATE TABLE bare_message (uuid TEXT PRIMARY KEY, status TEXT NOT NULL, payload BYTEA NOT NULL);
     CREATE TABLE bare_row (internal TEXT PRIMARY KEY, external TEXT NOT NULL UNIQUE);",
    "INSERT INTO bare_message (uuid, status, payload) VALUES (?1, 'pending', ?2)",
    "INSERT INTO bare_row (internal, external) VALUES (?1, ?2)",
    "UPDATE bare_message SET status = 'processed' WHERE uuid = ?1",
];
/// The same on tables like the store's, with their indexes.
const LIKE: [&str; 4] = [
    "CREATE TABLE like_message (id {identity}, direction TEXT NOT NULL, peer TEXT NOT NULL, uuid TEXT NOT NULL, business_key TEXT, status TEXT NOT NULL,
       due_at BIGINT, finished_at BIGINT, changed_at BIGINT NOT NULL, payload BYTEA NOT NULL, UNIQUE (direction, peer, uuid));
     CREATE INDEX like_message_due ON like_message (direction, due_at DESC, id) WHERE due_at IS NOT NULL;
     CREATE INDEX like_message_peer ON like_message (direction, peer, due_at DESC, id) WHERE due_at IS NOT NULL;
     CREATE INDEX like_message_open ON like_message (direction, peer, business_key, id) WHERE finished_at IS NULL AND business_key IS NOT NULL;
     CREATE INDEX like_message_listed ON like_message (direction, peer, status, id);
     CREATE INDEX like_message_changed ON like_message (changed_at, id);
     CREATE TABLE like_row (id {identity}, space BIGINT NOT NULL, state TEXT NOT NULL, internal TEXT, internal_slot TEXT NOT NULL, external TEXT,
       external_slot TEXT NOT NULL);
     CREATE UNIQUE INDEX like_row_internal ON like_row (space, internal, internal_slot);
     CREATE UNIQUE INDEX like_row_external ON like_row (space, external, external_slot);
     CREATE INDEX like_row_listed ON like_row (space, id);",
    "INSERT INTO like_message (direction, peer, uuid, business_key, status, due_at, changed_at, payload) VALUES ('inbound', 'PROTHEUS', ?1, ?1, 'pending', 0, 1, ?2)",
    "INSERT INTO like_row (space, state, internal, internal_slot, external, external_slot) VALUES (1, 'paired', ?1, '', ?2, '')",
    "UPDATE like_message SET status = 'processed', due_at = NULL, finished_at = 1, changed_at = 2 WHERE direction = 'inbound' AND peer = 'PROTHEUS' AND uuid = ?1",
];

/// The queue beside the bare two inserts and an update: message, De-Para row, status, in two commits, as somebody must know that a message is kept
/// before it is processed.
pub(crate) fn messages(bases: &Bases, choices: &Choices) -> Outcome<bool> {
    let mut met = true;
    for (name, [tables, insert, pair, update]) in [("bare tables", SMALL), ("tables with the same indexes", LIKE)] {
        let base = bases.base(if name == "bare tables" { "queue" } else { "queue_like" })?;
        let (mut store, mut connection) = (base.store()?, base.connection()?);
        let space = space(&mut store)?;
        let identity =
            if bases.is_sqlite() { "INTEGER PRIMARY KEY AUTOINCREMENT" } else { "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY" };
        connection.run(&tables.replace("{identity}", identity))?;
        let (mut insert, mut pair, mut update) = (connection.prepare(insert)?, connection.prepare(pair)?, connection.prepare(update)?);
        let (mut begin, mut commit) = (connection.prepare("BEGIN")?, connection.prepare("COMMIT")?);
        let (mut own_round, mut other_round) = (0, 0);
        let own: Run<'_> = Box::new(|| {
            own_round += 1;
            enqueue(&mut store, &format!("own-{own_round}"), GROUP)?;
            let done = store
                .work(QueueDirection::Inbound, "figures", GROUP as u32, |transaction, message| handle(transaction, &space, message))?;
            if (done.claimed, done.failed) == (GROUP, 0) { Ok(()) } else { Err(format!("{done:?}").into()) }
        });
        let other: Run<'_> = Box::new(|| {
            other_round += 1;
            let uuids: Vec<String> = (0..GROUP).map(|number| format!("other-{other_round}-{number}")).collect();
            begin.execute(&[])?;
            for uuid in &uuids {
                insert.execute(&[Bare::Text(uuid), Bare::Bytes(DOCUMENT)])?;
            }
            commit.execute(&[])?;
            begin.execute(&[])?;
            for uuid in &uuids {
                pair.execute(&[Bare::Text(&format!("1|{uuid}")), Bare::Text(&format!("01||{uuid}"))])?;
                update.execute(&[Bare::Text(uuid)])?;
            }
            commit.execute(&[])?;
            Ok(())
        });
        met &= compare(&format!("message, {GROUP} a commit, beside {name}"), None, choices.rounds, own, other)?;
    }
    Ok(met)
}

/// How many times as fast two workers are as one. SQLite has one writer at a time, so it is PostgreSQL that is asked.
pub(crate) fn two_workers(bases: &Bases, choices: &Choices) -> Outcome<bool> {
    if bases.is_sqlite() {
        return Ok(true);
    }
    let base = bases.base("workers")?;
    let mut store = base.store()?;
    let space = space(&mut store)?;
    let mut stores = [store.another()?, store.another()?];
    let mut met = true;
    for limit in [1, 10] {
        let mut ratios = Vec::new();
        for round in 0..choices.rounds.min(7) {
            let mut seconds = [0.0, 0.0];
            for workers in if round % 2 == 0 { [1_usize, 2] } else { [2, 1] } {
                let count = if limit == 1 { RACE / 4 } else { RACE };
                enqueue(&mut store, &format!("{limit}-{round}-{workers}"), count)?;
                let start = Instant::now();
                let done = std::thread::scope(|scope| {
                    let threads: Vec<_> = stores
                        .iter_mut()
                        .take(workers)
                        .enumerate()
                        .map(|(number, store)| {
                            let space = &space;
                            scope.spawn(move || drain(store, space, &format!("worker {number}"), limit).map_err(|error| error.to_string()))
                        })
                        .collect();
                    threads
                        .into_iter()
                        .map(|thread| thread.join().map_err(|_| "a worker panicked".to_owned())?)
                        .sum::<Result<usize, String>>()
                })?;
                if done != count {
                    return Err(format!("{done} of {count} messages were processed").into());
                }
                if let Some(place) = seconds.get_mut(workers - 1) {
                    *place = start.elapsed().as_secs_f64();
                }
            }
            ratios.push(seconds[0] / seconds[1]);
        }
        met &= tell(&format!("two workers to one, {limit} messages a commit"), Some(1.6), ratios);
    }
    Ok(met)
}
