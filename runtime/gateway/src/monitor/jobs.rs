//! Messages that somebody wants processed, one or many: each is tried, and of each it is told what became of it.

use super::explain;
use super::state::{Monitor, Unread};
use crate::engine::{OperateError, PoolError};
use depara_store::queue::{MessageRecord, Status};
use depara_store::{StoreError, Timestamp, Transaction};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Semaphore, watch};

/// How many messages may be chosen at once.
pub(super) const MOST: usize = 200;

/// How many jobs are remembered.
const REMEMBERED: usize = 100;

/// How many jobs may be in work at a time.
const RUNNING: usize = 8;

/// How many messages of a job are worked on at a time; those of one record go one after another.
const AT_A_TIME: usize = 4;

/// Work on messages, while it is done and for a while afterwards.
#[derive(Default)]
pub(super) struct Jobs {
    known: Mutex<(u64, VecDeque<Arc<Job>>)>,
}

/// Work on some messages.
pub(super) struct Job {
    /// Its number, for addresses.
    pub(super) number: String,
    /// Who wanted it.
    pub(super) who: String,
    /// When.
    pub(super) at: Timestamp,
    items: Mutex<BTreeMap<i64, Item>>,
    steps: watch::Sender<usize>,
    total: usize,
}

/// What becomes of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// Others are before it.
    Waits,
    /// It is in work.
    Runs,
    /// It was tried, and has this status now; what went wrong, if anything did.
    Done(Status, Option<String>),
    /// There was nothing to be tried at a message of this status.
    Skipped(Status),
    /// It could not be tried; why.
    Failed(String),
}

impl Jobs {
    /// The job of this number.
    pub(super) fn find(&self, number: &str) -> Option<Arc<Job>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).1.iter().find(|job| job.number == number).cloned()
    }

    /// Begins work on messages; none when too much is in work.
    pub(super) fn begin(&self, monitor: &Arc<Monitor>, who: &str, records: Vec<MessageRecord>, at: Timestamp) -> Option<Arc<Job>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.1.iter().filter(|job| !job.is_done()).count() >= RUNNING {
            return None;
        }
        known.0 += 1;
        let job = Arc::new(Job {
            // A number alone would mean another job after a restart.
            number: format!("{}-{}", known.0, at.micros() % 1_000_000),
            who: who.to_owned(),
            at,
            items: Mutex::new(records.iter().map(|record| (record.id, Item::Waits)).collect()),
            steps: watch::channel(0).0,
            total: records.len(),
        });
        known.1.push_back(Arc::clone(&job));
        if known.1.len() > REMEMBERED {
            known.1.pop_front();
        }
        drop(known);
        tokio::spawn(run(Arc::clone(monitor), Arc::clone(&job), records));
        Some(job)
    }
}

impl Job {
    /// What has become of each message.
    pub(super) fn items(&self) -> Vec<(i64, Item)> {
        self.items.lock().unwrap_or_else(PoisonError::into_inner).iter().map(|(id, item)| (*id, item.clone())).collect()
    }

    /// How many steps were done, as they are done.
    pub(super) fn progress(&self) -> watch::Receiver<usize> {
        self.steps.subscribe()
    }

    /// Whether nothing more happens.
    pub(super) fn is_done(&self) -> bool {
        *self.steps.borrow() >= self.total.saturating_mul(2)
    }

    fn set(&self, id: i64, item: Item) {
        self.items.lock().unwrap_or_else(PoisonError::into_inner).insert(id, item);
        self.steps.send_modify(|steps| *steps += 1);
    }
}

/// Messages of one record one after another, in the order in which they came; those of different ones beside each other.
async fn run(monitor: Arc<Monitor>, job: Arc<Job>, mut records: Vec<MessageRecord>) {
    records.sort_unstable_by_key(|record| record.id);
    let mut lanes: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for record in records {
        let key = record.business_key.unwrap_or_else(|| record.id.to_string());
        lanes.entry(format!("{}\0{}\0{key}", record.direction, record.peer)).or_default().push(record.id);
    }
    let places = Arc::new(Semaphore::new(AT_A_TIME));
    for ids in lanes.into_values() {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let (monitor, job) = (Arc::clone(&monitor), Arc::clone(&job));
        tokio::spawn(async move {
            for id in ids {
                job.set(id, Item::Runs);
                let (working, who) = (Arc::clone(&monitor), job.who.clone());
                let done = tokio::task::spawn_blocking(move || attempt(&working, id, &who)).await;
                job.set(
                    id,
                    done.unwrap_or_else(|_| Item::Failed("o gateway falhou ao tratar a mensagem; veja o registro (log)".to_owned())),
                );
            }
            drop(place);
        });
    }
}

/// Tries a message in the way that its status asks for.
fn attempt(monitor: &Monitor, id: i64, who: &str) -> Item {
    let read = monitor.engine.pool().with(|store| store.read(|transaction| transaction.message(id)).map_err(Unread::from));
    let status = match read {
        Ok(record) => record.status,
        Err(Unread::Store(error)) => return Item::Failed(error.in_portuguese()),
        Err(Unread::Pool(error)) => return Item::Failed(reason(&OperateError::Pool(error))),
    };
    let tried = match status {
        Status::Pending => monitor.engine.process(id, who),
        Status::Error => monitor.engine.reprocess(id, who),
        other => return Item::Skipped(other),
    };
    match tried {
        Ok(status @ (Status::Error | Status::Refused)) => Item::Done(status, told(monitor, id)),
        Ok(status) => Item::Done(status, None),
        Err(error) => Item::Failed(reason(&error)),
    }
}

/// What went wrong with a message, in one sentence.
fn told(monitor: &Monitor, id: i64) -> Option<String> {
    let work = |transaction: &mut Transaction<'_>| Ok::<_, StoreError>((transaction.message(id)?, transaction.now()));
    let (record, now) = monitor.engine.pool().with(|store| store.read(work).map_err(Unread::from)).ok()?;
    Some(explain::message(&record, now).what)
}

/// Why something was not done, in Portuguese.
pub(super) fn reason(error: &OperateError) -> String {
    match error {
        OperateError::Store(error) | OperateError::Pool(PoolError::Store(error)) => error.in_portuguese(),
        OperateError::Pool(PoolError::Busy { connections }) => {
            format!("todas as {connections} conexões com o banco de dados estão em uso; tente de novo")
        }
    }
}
