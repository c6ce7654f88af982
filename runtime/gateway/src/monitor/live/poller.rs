//! The task that asks the store what has changed.

use super::{Live, OFTEN, OVERLAP, Recent};
use crate::engine::Readiness;
use crate::monitor::queue::COUNTED;
use crate::monitor::state::Monitor;
use depara_store::queue::{MessageCount, MessageRecord};
use depara_store::{StoreError, Timestamp, Transaction};
use std::collections::HashMap;
use std::sync::Arc;

/// How many changes are read with one statement, and with how many statements at most each time.
const CHUNK: u32 = 500;
const CHUNKS: usize = 4;

/// What one look at the store has found.
struct Found {
    changed: Vec<MessageRecord>,
    counts: Vec<MessageCount>,
    now: Timestamp,
    /// There was more than is read at a time.
    is_cut: bool,
}

/// Asks as long as somebody listens.
pub(super) async fn poll(monitor: Arc<Monitor>) {
    let mut told = Told::default();
    while monitor.live.is_wanted() {
        let from = told.from;
        let found = match monitor.readiness().await {
            Readiness::Ready => monitor.read(move |transaction| look(transaction, from)).await.ok(),
            Readiness::NotReady(_) => None,
        };
        // A gateway that stops must not wait for pages.
        let Some(found) = found else { return monitor.live.close() };
        tell(&monitor.live, &mut told, found);
        tokio::time::sleep(OFTEN).await;
    }
}

/// What was told already.
#[derive(Default)]
struct Told {
    /// From when on the store is asked; at first, from now on.
    from: Option<Timestamp>,
    /// When each message that was told lately has changed.
    at: HashMap<i64, Timestamp>,
}

fn look(transaction: &mut Transaction<'_>, from: Option<Timestamp>) -> Result<Found, StoreError> {
    let now = transaction.now();
    let (mut changed, mut after) = (Vec::new(), (before(from.unwrap_or(now)), 0));
    let mut is_cut = true;
    for _ in 0..CHUNKS {
        let found = transaction.changed_messages(after, CHUNK)?;
        is_cut = u32::try_from(found.len()).is_ok_and(|read| read == CHUNK);
        after = found.last().map_or(after, |last| (last.changed_at, last.id));
        changed.extend(found);
        if !is_cut {
            break;
        }
    }
    let counts = if from.is_some() && changed.is_empty() { Vec::new() } else { transaction.count_messages(COUNTED)? };
    Ok(Found { changed, counts, now, is_cut })
}

fn tell(live: &Live, told: &mut Told, found: Found) {
    let is_first = told.from.is_none();
    let last = found.changed.last().map(|record| record.changed_at);
    // Behind a clock that was put back nothing would be found any more.
    told.from = Some(last.or(told.from).map_or(found.now, |last| last.min(found.now)));
    let is_new = |record: &MessageRecord| told.at.get(&record.id) != Some(&record.changed_at);
    let new: Vec<MessageRecord> = found.changed.into_iter().filter(is_new).collect();
    let horizon = before(told.from.unwrap_or(found.now));
    told.at.retain(|_, at| *at >= horizon);
    told.at.extend(new.iter().map(|record| (record.id, record.changed_at)));
    if new.is_empty() && !is_first {
        return;
    }
    live.sender.send_modify(|recent| {
        let recent: &mut Recent = Arc::make_mut(recent);
        recent.now = found.now;
        if is_first || !new.is_empty() {
            recent.counts = Arc::new(found.counts);
        }
        if found.is_cut {
            // Too much to tell: whoever listens looks at the queue anew.
            recent.changes.clear();
            recent.next = recent.next.saturating_add(1);
        }
        new.into_iter().for_each(|record| recent.push(record));
    });
}

fn before(at: Timestamp) -> Timestamp {
    Timestamp::from_micros(at.micros().saturating_sub(i64::try_from(OVERLAP.as_micros()).unwrap_or(0)))
}
