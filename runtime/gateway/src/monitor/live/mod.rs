//! What changes, as it changes: one task asks the store while somebody listens, and all listeners are told by it.

mod events;
mod poller;

pub(super) use events::events;

use super::failure::Failure;
use super::state::Monitor;
use depara_store::Timestamp;
use depara_store::queue::{MessageCount, MessageRecord};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// How often the store is asked.
const OFTEN: Duration = Duration::from_secs(1);

/// How many may listen at a time.
const LISTENERS: usize = 256;

/// How many changes are remembered for listeners that are slow.
const REMEMBERED: usize = 1_000;

/// How far back the store is asked again: a transaction that began earlier may be committed later.
const OVERLAP: Duration = Duration::from_secs(2);

/// What changes, for all who listen.
pub(super) struct Live {
    open: Mutex<Open>,
    sender: watch::Sender<Arc<Recent>>,
}

#[derive(Default)]
struct Open {
    listeners: usize,
    is_polling: bool,
}

/// What has changed lately.
#[derive(Debug, Clone, Default)]
pub(super) struct Recent {
    /// The number of the next change.
    next: u64,
    /// The last changes, each with its number.
    changes: VecDeque<(u64, Arc<MessageRecord>)>,
    /// How many messages there are of what.
    counts: Arc<Vec<MessageCount>>,
    /// What time it is at the store.
    now: Timestamp,
    /// The gateway stops or its store is away: pages come back by themselves.
    is_closing: bool,
}

/// Somebody who listens; the task ends when nobody does.
struct Listener {
    monitor: Arc<Monitor>,
    receiver: watch::Receiver<Arc<Recent>>,
}

impl Default for Live {
    fn default() -> Self {
        Self { open: Mutex::default(), sender: watch::channel(Arc::new(Recent::default())).0 }
    }
}

impl Listener {
    /// Listens from now on.
    fn new(monitor: &Arc<Monitor>) -> Result<Self, Failure> {
        let live = &monitor.live;
        let mut open = live.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.listeners >= LISTENERS {
            return Err(Failure::Crowded);
        }
        open.listeners += 1;
        if !open.is_polling {
            open.is_polling = true;
            live.sender.send_if_modified(|recent| std::mem::take(&mut Arc::make_mut(recent).is_closing));
            tokio::spawn(poller::poll(Arc::clone(monitor)));
        }
        Ok(Self { monitor: Arc::clone(monitor), receiver: live.sender.subscribe() })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut open = self.monitor.live.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.listeners = open.listeners.saturating_sub(1);
    }
}

impl Live {
    /// Whether the task goes on; once this says no, the next listener starts another one.
    fn is_wanted(&self) -> bool {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.is_polling = open.listeners > 0;
        open.is_polling
    }

    /// Sends all listeners away; the next one starts another task.
    fn close(&self) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).is_polling = false;
        self.sender.send_modify(|recent| Arc::make_mut(recent).is_closing = true);
    }
}

impl Recent {
    /// The changes from a number on; none when some of them are forgotten.
    fn since(&self, number: u64) -> Option<impl Iterator<Item = &Arc<MessageRecord>>> {
        let first = self.changes.front().map_or(self.next, |(number, _)| *number);
        (number >= first).then(|| self.changes.iter().filter(move |(found, _)| *found >= number).map(|(_, record)| record))
    }

    fn push(&mut self, record: MessageRecord) {
        self.changes.push_back((self.next, Arc::new(record)));
        self.next = self.next.saturating_add(1);
        if self.changes.len() > REMEMBERED {
            self.changes.pop_front();
        }
    }
}
