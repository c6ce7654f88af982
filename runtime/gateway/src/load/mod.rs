//! The initial load: every record of a folder or of a query goes to a system, in the order in which records refer to each other.
//!
//! A load begins with a survey: each document is read once, what cannot be sent is said, and the rest is counted by message. Then one message
//! after the other is sent, each only when those that it refers to have come to an end. A load that was interrupted is run again: what is in
//! the queue already, by its identifier, is not sent twice, but where it has ended in an error it is tried once more.

mod report;
mod source;

pub use report::{LoadReport, Problem, StageReport};
pub use source::{Documents, Folder, Query};

use crate::config::Peer;
use crate::engine::{Engine, EngineError, Header};
use depara::{Delivery, MessageInfo, Messages};
use depara_store::StoreError;
use depara_store::queue::{Enqueued, NewMessage, QueueDirection, Status};
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// How fast a load goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// How many messages are on their way at a time.
    pub at_a_time: usize,
    /// How many are put into the queue a second, at most.
    pub a_second: Option<u32>,
    /// After how many errors the load stops; what is on its way then still comes to an end.
    pub errors: u64,
}

impl Default for Pace {
    /// Two hundred at a time, as fast as the system takes them, until a hundred errors.
    fn default() -> Self {
        Self { at_a_time: 200, a_second: None, errors: 100 }
    }
}

/// What is told while a load runs, for a progress bar. Every method has nothing to do unless somebody wants to know.
pub trait Progress {
    /// The survey has read so many documents.
    fn surveyed(&mut self, documents: u64) {
        let _ = documents;
    }

    /// The documents of a message are sent from now on.
    fn stage(&mut self, message: &str, documents: u64) {
        let _ = (message, documents);
    }

    /// So many of them have come to an end.
    fn ended(&mut self, documents: u64, errors: u64) {
        let _ = (documents, errors);
    }

    /// Whether the load is to stop: what is on its way still comes to an end.
    fn stops(&mut self) -> bool {
        false
    }
}

/// Nobody wants to know.
impl Progress for () {}

/// A load that is to be run.
pub struct Load<'l, M: Messages> {
    engine: &'l Engine<M>,
    order: &'static [&'static MessageInfo],
    peer: &'l Peer,
    pace: Pace,
}

/// Why there is no load.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The configuration has no such system.
    #[error("the configuration has no system `{found}`; known: {known}")]
    Peer {
        /// What was asked for.
        found: String,
        /// What there is.
        known: String,
    },
    /// The documents cannot be read.
    #[error("the documents cannot be read from {place}: {reason}")]
    Source {
        /// The folder or query.
        place: String,
        /// Why.
        reason: String,
    },
    /// The store says no.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl From<StoreError> for LoadError {
    fn from(error: StoreError) -> Self {
        Self::Engine(error.into())
    }
}

/// A document in the queue that has no end yet.
struct OnItsWay {
    document: String,
    id: i64,
    /// An error that a load before has left is no end: it may have been the load's own death.
    is_tried_again: bool,
}

/// A document that can be sent.
struct Ready {
    header: Header,
    stage: usize,
}

/// Who tries again what a load before has left, for the queue's books.
const LOADER: &str = "carga inicial";
/// How often a load looks how far the queue is.
const LOOK: Duration = Duration::from_millis(50);

impl<'l, M: Messages> Load<'l, M> {
    /// A load to a system, in the order of the registry: `Registry::LOAD_ORDER`.
    ///
    /// # Errors
    /// When the configuration has no such system.
    pub fn new(engine: &'l Engine<M>, order: &'static [&'static MessageInfo], peer: &str, pace: Pace) -> Result<Self, LoadError> {
        let peers = &engine.config().peers;
        let found = peers.get(peer).ok_or_else(|| LoadError::Peer {
            found: peer.to_owned(),
            known: peers.keys().map(String::as_str).collect::<Vec<_>>().join(", "),
        })?;
        Ok(Self { engine, order, peer: found, pace })
    }

    /// Reads every document once, and sends nothing.
    ///
    /// # Errors
    /// When the documents cannot be read.
    pub fn survey(&self, documents: &dyn Documents, progress: &mut dyn Progress) -> Result<LoadReport, LoadError> {
        let mut report = LoadReport::of(self.order);
        let mut read = 0;
        documents.each(&mut |name, document| {
            match self.ready(document) {
                Ok(ready) => report.plan(ready.stage),
                Err(reason) => report.problems.push(Problem { document: name.to_owned(), reason }),
            }
            read += 1;
            progress.surveyed(read);
            if progress.stops() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        Ok(report)
    }

    /// Sends every document that can be sent, message by message, and waits for the ends. Somebody has to send what is in the queue: the workers of
    /// this engine, or a gateway that runs on the same store.
    ///
    /// # Errors
    /// When the documents cannot be read, and those of the store. What is in the queue by then stays there.
    pub fn run(&self, documents: &dyn Documents, progress: &mut dyn Progress) -> Result<LoadReport, LoadError> {
        let mut report = self.survey(documents, progress)?;
        for stage in 0..report.stages.len() {
            let Some(planned) = report.stages.get(stage).filter(|stage| stage.documents > 0) else { continue };
            if progress.stops() || report.errors() >= self.pace.errors {
                report.stopped = true;
                break;
            }
            progress.stage(&planned.message, planned.documents);
            self.send_stage(documents, stage, &mut report, progress)?;
        }
        Ok(report)
    }

    fn send_stage(
        &self,
        documents: &dyn Documents,
        stage: usize,
        report: &mut LoadReport,
        progress: &mut dyn Progress,
    ) -> Result<(), LoadError> {
        let mut open: VecDeque<OnItsWay> = VecDeque::new();
        let mut failure = None;
        let mut next = Instant::now();
        documents.each(&mut |name, document| {
            let Ok(ready) = self.ready(document) else { return ControlFlow::Continue(()) };
            if ready.stage != stage {
                return ControlFlow::Continue(());
            }
            let step = self.make_room(&mut open, stage, report, progress).and_then(|()| {
                if progress.stops() || report.errors() >= self.pace.errors {
                    report.stopped = true;
                    return Ok(ControlFlow::Break(()));
                }
                self.keep_pace(&mut next);
                let (id, is_new) = self.enqueue(&ready.header, document)?;
                report.enqueued(stage, is_new);
                open.push_back(OnItsWay { document: name.to_owned(), id, is_tried_again: !is_new });
                Ok(ControlFlow::Continue(()))
            });
            step.unwrap_or_else(|error| {
                failure = Some(error);
                ControlFlow::Break(())
            })
        })?;
        if let Some(error) = failure {
            return Err(error);
        }
        while !open.is_empty() {
            std::thread::sleep(LOOK);
            self.look(&mut open, stage, report, progress)?;
        }
        Ok(())
    }

    /// Waits until fewer messages are on their way than may be.
    fn make_room(
        &self,
        open: &mut VecDeque<OnItsWay>,
        stage: usize,
        report: &mut LoadReport,
        progress: &mut dyn Progress,
    ) -> Result<(), LoadError> {
        while open.len() >= self.pace.at_a_time.max(1) {
            self.look(open, stage, report, progress)?;
            if open.len() >= self.pace.at_a_time.max(1) {
                std::thread::sleep(LOOK);
            }
        }
        Ok(())
    }

    /// Takes out of `open` what has come to an end.
    fn look(
        &self,
        open: &mut VecDeque<OnItsWay>,
        stage: usize,
        report: &mut LoadReport,
        progress: &mut dyn Progress,
    ) -> Result<(), LoadError> {
        let records = self.engine.pool().with(|store| {
            store
                .transaction(|transaction| {
                    open.iter().map(|message| transaction.message(message.id)).collect::<Result<Vec<_>, StoreError>>()
                })
                .map_err(EngineError::from)
        })?;
        let mut rest = VecDeque::with_capacity(open.len());
        for (message, record) in open.drain(..).zip(&records) {
            match record.status {
                Status::Processed | Status::Ignored => report.processed(stage),
                Status::Error if record.is_over() && message.is_tried_again => {
                    self.try_again(message.id)?;
                    rest.push_back(OnItsWay { is_tried_again: false, ..message });
                }
                _ if record.is_over() => {
                    report.failed(stage, Problem { document: message.document, reason: record.text.clone() });
                }
                _ => rest.push_back(message),
            }
        }
        *open = rest;
        if let Some(stage) = report.stages.get(stage) {
            progress.ended(stage.processed + stage.failed, stage.failed);
        }
        Ok(())
    }

    /// Gives a message with an error back to whoever sends, as a person at the monitor would.
    fn try_again(&self, id: i64) -> Result<(), LoadError> {
        let tried = self.engine.pool().with(|store| {
            store
                .transaction(|transaction| {
                    let claimed = transaction.reprocess(id, LOADER)?;
                    transaction.release(&claimed)
                })
                .map_err(EngineError::from)
        });
        match tried {
            // Somebody else was quicker, or another message of its record comes first.
            Err(EngineError::Store(StoreError::Transition { .. } | StoreError::NotItsTurn { .. } | StoreError::WaitsForMapping { .. })) => {
                Ok(())
            }
            other => Ok(other?),
        }
    }

    fn keep_pace(&self, next: &mut Instant) {
        let Some(a_second) = self.pace.a_second.filter(|number| *number > 0) else { return };
        std::thread::sleep(next.saturating_duration_since(Instant::now()));
        *next = (*next).max(Instant::now()) + Duration::from_secs(1) / a_second;
    }

    /// Puts a document into the queue, unless it is there already.
    fn enqueue(&self, header: &Header, document: &str) -> Result<(i64, bool), LoadError> {
        let (form, payload) = self.engine.for_peer(self.peer, document);
        let key = header.business_key();
        let message = NewMessage {
            transaction: &header.transaction,
            version: &header.version,
            delivery: header.delivery.unwrap_or(Delivery::Sync),
            business_key: key.as_deref(),
            form,
            ..NewMessage::new(QueueDirection::Outbound, &self.peer.name, &header.uuid, payload.as_bytes())
        };
        let enqueued =
            self.engine.pool().with(|store| store.transaction(|transaction| transaction.enqueue(&message)).map_err(EngineError::from))?;
        Ok(match enqueued {
            Enqueued::New(id) | Enqueued::Again(id) => (id, true),
            Enqueued::Duplicate { record, .. } => (record.id, false),
        })
    }

    /// What is known of a document that can be sent, or why it cannot.
    fn ready(&self, document: &str) -> Result<Ready, String> {
        let header = self.engine.examine(document).map_err(|refusal| refusal.to_string())?;
        let of_order =
            |message: &&&'static MessageInfo| message.name == header.transaction && message.version.to_string() == header.version;
        let stage = self.order.iter().position(|message| of_order(&message)).ok_or_else(|| {
            format!("A mensagem {} {} não faz parte da ordem de carga dos mapeamentos", header.transaction, header.version)
        })?;
        let receives = self.order.get(stage).is_some_and(|message| self.engine.receives(message, &self.peer.product));
        if receives {
            Ok(Ready { header, stage })
        } else {
            Err(format!("{} não recebe a mensagem {}", self.peer.product, header.transaction))
        }
    }
}

#[cfg(test)]
mod tests;
