//! How a message goes out, and what its answer does: De-Para rows, the end of the message, and the answer to whoever caused it.

use super::answer::{FAILED, Verdict};
use super::breaker::Way;
use super::complete::completed;
use super::core::{Engine, EngineError, Teacher};
use super::header::{self, Header, Kind};
use super::learn::{self, Lesson};
use super::portuguese;
use crate::config::Peer;
use crate::operations::DeliveryOutcome;
use crate::transport::{Delivered, DeliveryError};
use depara::envelope::{Body, Status as Outcome, Untyped};
use depara::rows::Row;
use depara::{Delivery, Messages};
use depara_store::queue::{self, Answer, Answered, Claimed, Finish, MessageRecord, ReturnedKey, Status};
use depara_store::{StoreError, Transaction};
use std::time::Instant;

/// What came of sending a message.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sent {
    /// The peer has processed it, or not.
    Answered(Response),
    /// The peer has it, and answers later.
    Taken,
    /// It did not arrive, or what came back is no answer.
    Failed(String),
}

/// What an answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Response {
    /// The document.
    pub(super) document: String,
    /// The keys.
    pub(super) keys: Vec<ReturnedKey>,
    /// The errors; none when the message was processed.
    pub(super) errors: Option<String>,
    /// The identifier of the message that is answered.
    pub(super) answers: String,
    /// The product that answers.
    pub(super) product: String,
}

impl<M: Messages> Engine<M> {
    /// Sends a message that somebody has claimed, and does what its answer asks for.
    pub(super) fn send(&self, claimed: Claimed) -> Result<(), EngineError> {
        let document = String::from_utf8_lossy(&claimed.payload).into_owned();
        let Some(peer) = self.config.peers.get(&claimed.record.peer) else {
            let error = format!("O sistema {} não está mais na configuração do gateway", claimed.record.peer);
            return self.finish_sending(&claimed, None, &document, Sent::Failed(error));
        };
        let sent = match self.breakers.way(&peer.name, self.now()) {
            Way::Closed(_) if claimed.record.delivery == Delivery::Async => {
                return self.pool.with(|store| store.transaction(|transaction| transaction.release(&claimed)).map_err(EngineError::from));
            }
            Way::Closed(until) => {
                Sent::Failed(format!("O {} não está respondendo; nova tentativa só depois de {}", peer.name, portuguese::time(until)))
            }
            Way::Open | Way::Trial => self.deliver(peer, &claimed.record, &document),
        };
        self.finish_sending(&claimed, Some(peer), &document, sent)
    }

    fn deliver(&self, peer: &Peer, record: &MessageRecord, document: &str) -> Sent {
        let adapters = M::find(&record.transaction, Some(&record.version)).map(|message| message.adapters).unwrap_or_default();
        let started = Instant::now();
        let delivered = self.courier.deliver(peer, document, self.wait(adapters, Some(peer)));
        self.metrics.delivered(&peer.name, outcome_of(&delivered), started.elapsed());
        let now = self.now();
        match &delivered {
            Ok(_) | Err(DeliveryError::NoMessage { .. } | DeliveryError::NoAddress { .. } | DeliveryError::Credentials { .. }) => {
                self.breakers.arrived(&peer.name, now);
            }
            // A peer that says what is wrong is there; one behind a proxy that cannot reach it is not.
            Err(DeliveryError::Fault { status, .. }) if !(502..=504).contains(status) => self.breakers.arrived(&peer.name, now),
            Err(error) => {
                if self.breakers.failed(&peer.name, now, &error.in_portuguese(), peer.breaker) {
                    tracing::warn!(peer = peer.name, %error, "the peer is left alone for a while");
                }
            }
        }
        match delivered {
            Ok(Delivered::Taken) => Sent::Taken,
            Ok(Delivered::Answer(answer)) => self.read_answer(peer, answer),
            Err(error) => {
                tracing::info!(peer = peer.name, uuid = record.uuid, %error, "a message did not arrive");
                Sent::Failed(error.in_portuguese())
            }
        }
    }

    fn read_answer(&self, peer: &Peer, document: String) -> Sent {
        let (kind, read) = header::read::<Untyped, _>(&document, &self.policy, |message| match message {
            Ok(message) => {
                let header = Header::of(&message.value);
                (Some(header.kind), response(&message.value, &header, &document))
            }
            Err(error) => (None, Err(portuguese::decode_error(&error))),
        });
        match (kind, read) {
            (Some(Kind::Receipt), _) => Sent::Taken,
            (_, Ok(response)) => Sent::Answered(response),
            (_, Err(reason)) => Sent::Failed(format!("O que o {} respondeu não é uma resposta: {reason}", peer.name)),
        }
    }

    /// Writes what came of sending a message, and what follows for the message that caused it, in one transaction.
    fn finish_sending(&self, claimed: &Claimed, peer: Option<&Peer>, document: &str, sent: Sent) -> Result<(), EngineError> {
        let header = self.header(document).0.unwrap_or_default();
        let written = self.pool.with(|store| {
            store
                .transaction(|transaction| {
                    let finish = self.finish_of(transaction, &claimed.record, peer, (&header, document), &sent)?;
                    transaction.finish(claimed, &finish)?;
                    self.settle_cause(transaction, claimed.record.id, &header)?;
                    Ok::<_, StoreError>(finish.status())
                })
                .map_err(EngineError::from)
        });
        match written {
            Ok(status) => {
                self.ended(&claimed.record, status);
                Ok(())
            }
            // Another worker has it, and with it the duty to write what becomes of it.
            Err(EngineError::Store(StoreError::LeaseLost { id })) => {
                tracing::warn!(id, "the lease has ended before the answer came");
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn finish_of(
        &self,
        transaction: &mut Transaction<'_>,
        record: &MessageRecord,
        peer: Option<&Peer>,
        (header, document): (&Header, &str),
        sent: &Sent,
    ) -> Result<Finish, StoreError> {
        match (sent, peer) {
            // Whoever gets an answer does not answer it: that it arrived is all.
            (Sent::Taken | Sent::Answered(_), _) if header.kind == Kind::Response => {
                Ok(Finish::Processed { response: None, keys: Vec::new() })
            }
            (Sent::Taken, _) => Ok(Finish::Sent),
            (Sent::Failed(error), _) => Ok(Finish::Failed { error: error.clone(), response: None }),
            (Sent::Answered(response), peer) => {
                let text = Some(response.document.clone().into_bytes());
                match self.outcome(transaction, record, peer, (header, document), response)? {
                    queue::Outcome::Processed => Ok(Finish::Processed { response: text, keys: response.keys.clone() }),
                    queue::Outcome::Error(error) => Ok(Finish::Failed { error, response: text }),
                    queue::Outcome::Refused(reason) => Ok(Finish::Refused { reason, response: text }),
                }
            }
        }
    }

    /// What an answer means, with the De-Para rows that it proves. Rows that cannot be written are an error of the message: its sender is not told
    /// that all is well while the De-Para lacks it.
    fn outcome(
        &self,
        transaction: &mut Transaction<'_>,
        record: &MessageRecord,
        peer: Option<&Peer>,
        (header, document): (&Header, &str),
        response: &Response,
    ) -> Result<queue::Outcome, StoreError> {
        if let Some(errors) = &response.errors {
            return Ok(queue::Outcome::Error(errors.clone()));
        }
        let adapters = M::find(&record.transaction, Some(&record.version)).map(|message| message.adapters).unwrap_or_default();
        let answerer = peer.map_or(response.product.as_str(), |peer| peer.product.as_str());
        let sender = record.cause.map(|cause| transaction.message(cause)).transpose()?.and_then(|cause| self.config.peers.get(&cause.peer));
        let sender = sender.map_or(header.product.as_str(), |peer| peer.product.as_str());
        let lesson = Lesson { adapters, header, number: record.id, sender, answerer };
        let taught = self.taught(record, document, &response.document);
        let learnt = transaction.savepoint(|transaction| {
            let mut learnt = lesson.learn(transaction, &response.keys)?;
            let stamp = header.stamp(record.id, transaction.now());
            learnt.rows += learn::write(transaction, self.adapters, &taught, stamp)?;
            Ok(learnt)
        });
        match learnt {
            Ok(learnt) => {
                for undecided in &learnt.undecided {
                    tracing::warn!(id = record.id, undecided, "a pair of the answer is no De-Para row");
                }
                tracing::debug!(id = record.id, rows = learnt.rows, "De-Para rows were written");
                Ok(queue::Outcome::Processed)
            }
            Err(
                error @ (StoreError::Conflict { .. }
                | StoreError::DiskFull { .. }
                | StoreError::Disconnected { .. }
                | StoreError::Database { .. }),
            ) => Err(error),
            Err(error) => {
                Ok(queue::Outcome::Error(format!("A resposta chegou, mas o De-Para não pôde ser gravado: {}", error.in_portuguese())))
            }
        }
    }

    /// The rows of an answer that are not in its list of keys.
    fn taught(&self, record: &MessageRecord, request: &str, answer: &str) -> Vec<Row> {
        let named = |(transaction, _): &&(&'static str, Teacher)| record.transaction.eq_ignore_ascii_case(transaction);
        let Some((_, teacher)) = self.teachers.iter().find(named) else { return Vec::new() };
        let in_xml = |document: &str| self.in_form(document.to_owned(), queue::Form::Xml);
        teacher(&in_xml(request), &in_xml(answer)).unwrap_or_else(|error| {
            tracing::warn!(id = record.id, %error, "the rows of the answer cannot be read");
            Vec::new()
        })
    }

    /// Gives the message that was passed on the end of the one that passed it on, and its sender the answer.
    fn settle_cause(&self, transaction: &mut Transaction<'_>, id: i64, header: &Header) -> Result<(), StoreError> {
        let record = transaction.message(id)?;
        let Some(cause) = record.cause else { return Ok(()) };
        if !record.is_over() || header.kind == Kind::Response {
            return Ok(());
        }
        let cause = transaction.message(cause)?;
        let outcome = match record.status {
            Status::Processed | Status::Ignored => queue::Outcome::Processed,
            Status::Refused => queue::Outcome::Refused(record.text.clone()),
            _ => queue::Outcome::Error(record.text.clone()),
        };
        let original = String::from_utf8_lossy(&transaction.payload(cause.id)?).into_owned();
        let asked = self.header(&original).0.unwrap_or_default();
        let response = match transaction.response(id)? {
            Some(response) => completed(self.in_form(super::receive::as_text(response), cause.form), &asked, &original),
            // Nobody has answered, so the gateway does, in the words of what went wrong.
            None => self.writer_of(&cause).write(&asked, &original, &Verdict::Failed(vec![(FAILED, record.text.clone())])),
        };
        let keys = transaction.returned_keys(id)?;
        let answer = Answer { outcome, response: response.clone().into_bytes(), keys };
        match transaction.settle(cause.id, &answer)? {
            Answered::Taken(_) => {
                let settled = transaction.message(cause.id)?;
                self.ended(&settled, settled.status);
                let is_told = settled.delivery == Delivery::Async && settled.due_at.is_none();
                if is_told { self.send_response(transaction, &settled, &response) } else { Ok(()) }
            }
            Answered::Repeated(_) | Answered::Orphan => Ok(()),
        }
    }

    /// Takes the answer to a message that was sent before.
    pub(super) fn take_answer(
        &self,
        peer: &Peer,
        incoming: crate::transport::Incoming<'_>,
        header: &Header,
    ) -> Result<crate::transport::Reception, EngineError> {
        use crate::transport::Reception;
        let read = header::read::<Untyped, _>(incoming.document, &self.policy, |message| match message {
            Ok(message) => response(&message.value, header, incoming.document),
            Err(error) => Err(portuguese::decode_error(&error)),
        });
        let refused = |refusal: super::Refusal| {
            let verdict = Verdict::Failed(vec![(refusal.code(), refusal.to_string())]);
            Reception::Answered(self.writer(incoming).write(header, incoming.document, &verdict))
        };
        let response = match read {
            Ok(response) if response.answers.is_empty() => return Ok(refused(super::Refusal::AnswersNothing)),
            Ok(response) => response,
            Err(reason) => return Ok(refused(super::Refusal::Unreadable(reason))),
        };
        let answered = self
            .pool
            .with(|store| store.transaction(|transaction| self.keep_answer(transaction, peer, &response)).map_err(EngineError::from))?;
        tracing::debug!(peer = peer.name, answers = response.answers, ?answered, "an answer has come");
        Ok(Reception::Answered(self.writer(incoming).write(header, incoming.document, &Verdict::Processed(&[]))))
    }

    fn keep_answer(&self, transaction: &mut Transaction<'_>, peer: &Peer, response: &Response) -> Result<Answered, StoreError> {
        let bytes = response.document.clone().into_bytes();
        let found = transaction.find_outbound(&peer.name, &response.answers)?;
        let Some(record) = found else {
            let answer = Answer { outcome: queue::Outcome::Processed, response: bytes, keys: response.keys.clone() };
            return transaction.answer(&peer.name, &response.answers, &answer);
        };
        let document = String::from_utf8_lossy(&transaction.payload(record.id)?).into_owned();
        let header = self.header(&document).0.unwrap_or_default();
        let outcome = if record.status.is_final() {
            // Its answer is here already; what it proves was written then.
            queue::Outcome::Processed
        } else {
            self.outcome(transaction, &record, Some(peer), (&header, &document), response)?
        };
        let answer = Answer { outcome, response: bytes, keys: response.keys.clone() };
        let answered = transaction.answer(&peer.name, &response.answers, &answer)?;
        if let Answered::Taken(id) = answered {
            self.settle_cause(transaction, id, &header)?;
        }
        Ok(answered)
    }
}

/// How a delivery is counted.
fn outcome_of(delivered: &Result<Delivered, DeliveryError>) -> DeliveryOutcome {
    match delivered {
        Ok(Delivered::Answer(_)) => DeliveryOutcome::Answered,
        Ok(Delivered::Taken) => DeliveryOutcome::Taken,
        Err(DeliveryError::TimedOut { .. } | DeliveryError::Interrupted { .. }) => DeliveryOutcome::TimedOut,
        Err(DeliveryError::Credentials { .. }) => DeliveryOutcome::Credentials,
        Err(DeliveryError::Fault { .. }) => DeliveryOutcome::Fault,
        Err(DeliveryError::NoMessage { .. }) => DeliveryOutcome::NoMessage,
        Err(DeliveryError::Unreachable { .. } | DeliveryError::NoAddress { .. }) => DeliveryOutcome::Unreachable,
    }
}

/// What a message says when it is read as an answer.
fn response(message: &super::handler::AnyMessage<'_>, header: &Header, document: &str) -> Result<Response, String> {
    let Body::Response(answer) = &message.body else { return Err("falta ResponseMessage".to_owned()) };
    let processing = answer.processing.as_ref();
    let texts = || -> Vec<String> {
        let listed = processing.and_then(|processing| processing.messages.as_ref()).into_iter().flatten();
        let details = processing.and_then(|processing| processing.details.as_deref());
        listed
            .filter_map(|error| error.text.as_deref())
            .chain(details)
            .map(header::storable)
            .filter(|text| !text.trim().is_empty())
            .collect()
    };
    let errors = match processing.and_then(|processing| processing.status.as_ref()) {
        Some(Outcome::Ok) => None,
        Some(Outcome::Error | Outcome::Other(_)) | None => {
            let texts = texts();
            Some(if texts.is_empty() { format!("O {} respondeu com erro, sem dizer qual", header.product) } else { texts.join("; ") })
        }
    };
    let pairs = answer.return_content.iter().flat_map(|content| content.pairs());
    let keys = pairs
        .map(|(name, origin, destination)| ReturnedKey {
            name: header::storable(name.unwrap_or_default()),
            origin: header::storable(origin),
            destination: header::storable(destination),
        })
        .collect();
    let received = answer.received.as_ref();
    Ok(Response {
        document: document.to_owned(),
        keys,
        errors,
        answers: header::storable(received.and_then(|received| received.uuid.as_deref()).unwrap_or_default().trim()),
        product: header.product.clone(),
    })
}
