//! What is done with a message that is kept: it is passed on to the system that receives it, or a handler does its work.

use super::Refusal;
use super::answer::{FAILED, Verdict, Writer};
use super::complete::completed;
use super::core::{Engine, EngineError, travelled};
use super::handler::{Handled, HandlerError, Work};
use super::header::Header;
use super::judge::{Route, Target};
use super::receive::as_text;
use crate::config::Peer;
use depara::{AdapterInfo, Delivery, Messages};
use depara_store::queue::{Claimed, Enqueued, Finish, MessageRecord, NewMessage, QueueDirection, ReturnedKey, Status};
use depara_store::{StoreError, Transaction};

/// What is to be done with a message that somebody has claimed.
pub(super) struct Decision {
    /// What becomes of it.
    pub(super) finish: Finish,
    /// The message that passes it on, where somebody waits for it to be sent.
    pub(super) passed_on: Option<i64>,
}

impl<M: Messages> Engine<M> {
    /// Does with an inbound message what is to be done, and sends what passes it on.
    pub(super) fn carry_out(&self, claimed: Claimed) -> Result<(), EngineError> {
        let owner = self.owner();
        let (outbound, status) = self.pool.with(|store| {
            store
                .transaction(|transaction| {
                    let decision = self.decide(transaction, &claimed.record, &claimed.payload)?;
                    transaction.finish(&claimed, &decision.finish)?;
                    let outbound = match decision.passed_on {
                        Some(id) if claimed.record.delivery == Delivery::Sync => self.claim_passed_on(transaction, id, &owner)?,
                        _ => None,
                    };
                    Ok::<_, StoreError>((outbound, decision.finish.status()))
                })
                .map_err(EngineError::from)
        })?;
        self.ended(&claimed.record, status);
        match outbound {
            Some(outbound) => self.send(outbound),
            None => Ok(()),
        }
    }

    /// Claims the message that passes another on; one that failed before is tried again.
    fn claim_passed_on(&self, transaction: &mut Transaction<'_>, id: i64, owner: &str) -> Result<Option<Claimed>, StoreError> {
        match transaction.message(id)?.status {
            Status::Error => transaction.reprocess(id, owner).map(Some),
            _ => transaction.claim_message(id, owner),
        }
    }

    /// What is to be done with an inbound message, and everything of it that belongs into its transaction.
    pub(super) fn decide(&self, transaction: &mut Transaction<'_>, record: &MessageRecord, payload: &[u8]) -> Result<Decision, StoreError> {
        let document = String::from_utf8_lossy(payload);
        let (header, problem) = self.header(&document);
        let header = header.unwrap_or_default();
        let Some(peer) = self.config.peers.get(&record.peer) else {
            let error = format!("O sistema {} não está mais na configuração do gateway", record.peer);
            return self.failed(transaction, record, &header, &document, vec![(FAILED, error)]);
        };
        let route = match problem {
            Some(refusal) => Err(refusal),
            None => self.route(peer, &header, transaction)?,
        };
        match route {
            Err(refusal) => self.refused(transaction, record, &header, &document, &refusal),
            Ok(Route { target: Target::Peer(target), .. }) => self.pass_on(transaction, record, &header, &document, &target),
            Ok(route) => self.have_handled(transaction, record, (&header, &document), peer, &route),
        }
    }

    /// Passes a message on to a peer, in that peer's form.
    fn pass_on(
        &self,
        transaction: &mut Transaction<'_>,
        record: &MessageRecord,
        header: &Header,
        document: &str,
        target: &str,
    ) -> Result<Decision, StoreError> {
        let form = self.config.peers.get(target).map_or(record.form, |peer| super::core::stored(peer.form));
        let payload = self.in_form(document.to_owned(), form);
        let message = NewMessage {
            transaction: &record.transaction,
            version: &record.version,
            delivery: record.delivery,
            business_key: record.business_key.as_deref(),
            form,
            cause: Some(record.id),
            ..NewMessage::new(QueueDirection::Outbound, target, &record.uuid, payload.as_bytes())
        };
        let (found, response) = match transaction.enqueue(&message)? {
            Enqueued::New(id) | Enqueued::Again(id) => return Ok(Decision { finish: Finish::Sent, passed_on: Some(id) }),
            Enqueued::Duplicate { record, response } => (record, response),
        };
        if found.cause != Some(record.id) {
            let text = format!("O UUID {} já foi usado por outra mensagem enviada ao {target}", record.uuid);
            return self.refused(transaction, record, header, document, &Refusal::Unreadable(text));
        }
        // It was passed on before: its answer is known, or on its way, or it is tried again.
        match (found.status, response) {
            (Status::Processed, Some(response)) => {
                let keys = transaction.returned_keys(found.id)?;
                let response = completed(self.in_form(as_text(response), record.form), header, document).into_bytes();
                let finish = Finish::Processed { response: Some(response), keys };
                self.respond(transaction, record, &finish)?;
                Ok(Decision { finish, passed_on: None })
            }
            (Status::Error, _) if record.delivery == Delivery::Async && found.due_at.is_none() && record.attempts > 1 => {
                self.failed(transaction, record, header, document, vec![(FAILED, found.text.clone())])
            }
            _ => Ok(Decision { finish: Finish::Sent, passed_on: Some(found.id) }),
        }
    }

    /// Has the handlers of the adapters do their work; what they did is undone where one of them fails.
    fn have_handled(
        &self,
        transaction: &mut Transaction<'_>,
        record: &MessageRecord,
        (header, document): (&Header, &str),
        peer: &Peer,
        route: &Route,
    ) -> Result<Decision, StoreError> {
        let worked = transaction.savepoint(|transaction| self.run_handlers(transaction, record, (header, document), peer, route));
        let errors = match worked {
            Ok(finish) => {
                self.respond(transaction, record, &finish)?;
                return Ok(Decision { finish, passed_on: None });
            }
            Err(HandlerError::Message(refusal)) => return self.refused(transaction, record, header, document, &refusal),
            // What ends the whole transaction is no fault of this message.
            Err(HandlerError::Store(
                error @ (StoreError::Conflict { .. } | StoreError::DiskFull { .. } | StoreError::Disconnected { .. }),
            )) => {
                return Err(error);
            }
            Err(HandlerError::Store(error)) => vec![(FAILED, error.in_portuguese())],
            Err(HandlerError::Refused(texts)) => texts.into_iter().map(|text| (FAILED, text)).collect(),
        };
        self.failed(transaction, record, header, document, errors)
    }

    fn run_handlers(
        &self,
        transaction: &mut Transaction<'_>,
        record: &MessageRecord,
        (header, document): (&Header, &str),
        peer: &Peer,
        route: &Route,
    ) -> Result<Finish, HandlerError> {
        let mut keys: Vec<ReturnedKey> = Vec::new();
        let (mut done, mut ignored) = (false, None);
        for adapter in &route.adapters {
            let Some(handler) =
                self.handlers.of(adapter).filter(|handler| handler.messages().iter().any(|message| message.is(route.message)))
            else {
                continue;
            };
            let environment = self.config.environment.as_ref();
            let mut work = Work { transaction: &mut *transaction, id: record.id, header, peer, adapter, environment, keys: Vec::new() };
            match handler.handle(&mut work, document, &self.policy)? {
                None => continue,
                Some(Handled::Waits) => return Ok(Finish::Waits),
                Some(Handled::Ignored(reason)) => ignored = Some(reason),
                Some(Handled::Done) => done = true,
            }
            keys.append(&mut work.keys);
        }
        let response = |keys: &[ReturnedKey]| Some(self.writer_of(record).write(header, document, &Verdict::Processed(keys)).into_bytes());
        match (done, ignored) {
            (true, _) => Ok(Finish::Processed { response: response(&keys), keys }),
            (false, Some(reason)) => Ok(Finish::Ignored { reason, response: response(&[]) }),
            (false, None) => {
                Err(Refusal::NoRoutine { transaction: record.transaction.clone(), routines: routines(&route.adapters) }.into())
            }
        }
    }

    pub(super) fn writer_of(&self, record: &MessageRecord) -> Writer<'_> {
        Writer { product: &self.config.product, now: self.now(), form: travelled(record.form) }
    }

    fn refused(
        &self,
        transaction: &mut Transaction<'_>,
        record: &MessageRecord,
        header: &Header,
        document: &str,
        refusal: &Refusal,
    ) -> Result<Decision, StoreError> {
        let reason = refusal.to_string();
        let response = self.writer_of(record).write(header, document, &Verdict::Failed(vec![(refusal.code(), reason.clone())]));
        let finish = Finish::Refused { reason, response: Some(response.into_bytes()) };
        self.respond(transaction, record, &finish)?;
        Ok(Decision { finish, passed_on: None })
    }

    /// The message has failed. Its sender is told when nobody tries it again by itself.
    pub(super) fn failed(
        &self,
        transaction: &mut Transaction<'_>,
        record: &MessageRecord,
        header: &Header,
        document: &str,
        errors: Vec<(u16, String)>,
    ) -> Result<Decision, StoreError> {
        let error = errors.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("; ");
        let response = self.writer_of(record).write(header, document, &Verdict::Failed(errors));
        let finish = Finish::Failed { error, response: Some(response.into_bytes()) };
        self.respond(transaction, record, &finish)?;
        Ok(Decision { finish, passed_on: None })
    }

    /// Sends the answer of an asynchronous message to its sender, as a message of its own, once nothing more happens by itself.
    pub(super) fn respond(&self, transaction: &mut Transaction<'_>, record: &MessageRecord, finish: &Finish) -> Result<(), StoreError> {
        let response = match finish {
            Finish::Processed { response, .. } | Finish::Refused { response, .. } | Finish::Ignored { response, .. } => response,
            Finish::Failed { .. } if transaction.retries(record) => return Ok(()),
            Finish::Failed { response, .. } => response,
            Finish::Sent | Finish::Waits => return Ok(()),
        };
        match response {
            Some(response) if record.delivery == Delivery::Async => {
                self.send_response(transaction, record, &String::from_utf8_lossy(response))
            }
            _ => Ok(()),
        }
    }

    /// Keeps the answer to an asynchronous message for its sender.
    pub(super) fn send_response(
        &self,
        transaction: &mut Transaction<'_>,
        record: &MessageRecord,
        response: &str,
    ) -> Result<(), StoreError> {
        let Some(peer) = self.config.peers.get(&record.peer).filter(|peer| peer.url.is_some()) else {
            tracing::warn!(peer = record.peer, id = record.id, "there is no address to which the answer could be sent");
            return Ok(());
        };
        let form = super::core::stored(peer.form);
        let document = self.in_form(response.to_owned(), form);
        let uuid = self.header(&document).0.map(|header| header.uuid).filter(|uuid| !uuid.is_empty() && *uuid != record.uuid);
        let uuid = uuid.unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
        let message = NewMessage {
            transaction: &record.transaction,
            version: &record.version,
            delivery: Delivery::Async,
            form,
            cause: Some(record.id),
            ..NewMessage::new(QueueDirection::Outbound, &record.peer, &uuid, document.as_bytes())
        };
        transaction.enqueue(&message).map(drop)
    }
}

fn routines(adapters: &[&'static AdapterInfo]) -> String {
    adapters.iter().flat_map(|adapter| adapter.routines).copied().collect::<Vec<_>>().join(", ")
}
