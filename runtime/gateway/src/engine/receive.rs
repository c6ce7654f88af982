//! How a message comes in: it is kept before anything else is done with it, and its sender is answered.

use super::answer::{FAILED, TIMED_OUT, Verdict, Writer};
use super::core::{Engine, EngineError, stored};
use super::header::{self, Header, Kind};
use super::judge::{Route, Target};
use super::{Refusal, whois};
use crate::config::Peer;
use crate::transport::{Incoming, Receive, Reception};
use depara::{Delivery, Messages};
use depara_store::StoreError;
use depara_store::queue::{Answer, Claimed, Enqueued, Finish, MessageRecord, NewMessage, Outcome, QueueDirection, Status};
use std::time::{Duration, Instant};

/// How often somebody who waits looks for the answer, at first and at last.
const LOOKS: [Duration; 2] = [Duration::from_millis(5), Duration::from_millis(200)];

/// What was kept of a message, and who works on it.
struct Kept {
    enqueued: Enqueued,
    claimed: Option<Claimed>,
}

/// A message that has an end, and the document that answers it.
type Ended = (MessageRecord, Option<Vec<u8>>);

impl<M: Messages> Receive for Engine<M> {
    fn receive(&self, incoming: Incoming<'_>) -> Reception {
        if self.is_stopping() {
            return Reception::Unavailable("O gateway está parando; envie a mensagem novamente em instantes".to_owned());
        }
        let Some(peer) = self.config.peers.get(incoming.peer) else {
            return Reception::Unavailable(format!("O sistema {} não está na configuração do gateway", incoming.peer));
        };
        self.take(peer, incoming).unwrap_or_else(|error| {
            tracing::error!(peer = peer.name, %error, "a message was not kept");
            Reception::Unavailable("A mensagem não pôde ser gravada, e por isso não foi aceita; envie-a novamente".to_owned())
        })
    }

    fn spoken(&self, peer: &str) -> Vec<(String, String)> {
        let product = self.config.peers.get(peer).map(|peer| peer.product.as_str()).unwrap_or_default();
        self.judge(|judge| whois::spoken::<M>(judge, product))
    }

    fn refused(&self, peer: &str) {
        self.metrics.refused(peer);
    }
}

impl<M: Messages> Engine<M> {
    fn take(&self, peer: &Peer, incoming: Incoming<'_>) -> Result<Reception, EngineError> {
        let (header, problem) = self.header(incoming.document);
        let Some(header) = header else {
            let refusal = problem.unwrap_or_else(|| Refusal::Unreadable("o documento está vazio".to_owned()));
            return self.refuse(peer, incoming, &Header::default(), &refusal);
        };
        tracing::debug!(peer = peer.name, transaction = header.transaction, uuid = header.uuid, kind = ?header.kind, "a message has come");
        match (header.kind, problem) {
            (Kind::WhoIs, _) => Ok(Reception::Answered(
                self.judge(|judge| whois::answer::<M>(judge, self.writer(incoming), &header, incoming.document, &peer.product)),
            )),
            (Kind::Receipt, _) => {
                Ok(Reception::Answered(self.writer(incoming).write(&header, incoming.document, &Verdict::Processed(&[]))))
            }
            (Kind::Response, _) => self.take_answer(peer, incoming, &header),
            (Kind::Business, Some(refusal)) => self.refuse(peer, incoming, &header, &self.sharper(peer, &header, refusal)?),
            (Kind::Business, None) if header.uuid.is_empty() => self.refuse(peer, incoming, &header, &Refusal::NoIdentifier),
            (Kind::Business, None) => self.take_business(peer, incoming, &header),
        }
    }

    pub(super) fn writer(&self, incoming: Incoming<'_>) -> Writer<'_> {
        Writer { product: &self.config.product, now: self.now(), form: incoming.form }
    }

    /// What the mappings say of a message tells more than what the codec says of its document.
    fn sharper(&self, peer: &Peer, header: &Header, refusal: Refusal) -> Result<Refusal, EngineError> {
        let route =
            self.pool.with(|store| store.transaction(|transaction| self.route(peer, header, transaction)).map_err(EngineError::from))?;
        Ok(route.err().unwrap_or(refusal))
    }

    /// Keeps a message that is not taken, with its answer: who looks for it finds it and the reason.
    fn refuse(&self, peer: &Peer, incoming: Incoming<'_>, header: &Header, refusal: &Refusal) -> Result<Reception, EngineError> {
        let reason = header::storable(&refusal.to_string());
        let response = self.writer(incoming).write(header, incoming.document, &Verdict::Failed(vec![(refusal.code(), reason.clone())]));
        // A message without an identifier gets one, or it could not be kept.
        let uuid = if header.uuid.is_empty() { uuid::Uuid::new_v4().to_string() } else { header.uuid.clone() };
        let message = NewMessage { business_key: None, ..self.new_message(peer, incoming, header, &uuid, Delivery::Sync) };
        let finish = Finish::Refused { reason, response: Some(response.clone().into_bytes()) };
        self.metrics.refused(&peer.name);
        tracing::info!(peer = peer.name, transaction = header.transaction, uuid, code = refusal.code(), "a message was refused");
        self.pool.with(|store| {
            store.transaction(|transaction| {
                if let Enqueued::New(id) | Enqueued::Again(id) = transaction.enqueue(&message)?
                    && let Some(claimed) = transaction.claim_message(id, "refusal")?
                {
                    transaction.finish(&claimed, &finish)?;
                }
                Ok::<_, EngineError>(())
            })
        })?;
        Ok(Reception::Answered(response))
    }

    fn new_message<'m>(
        &self,
        peer: &'m Peer,
        incoming: Incoming<'m>,
        header: &'m Header,
        uuid: &'m str,
        delivery: Delivery,
    ) -> NewMessage<'m> {
        NewMessage {
            transaction: &header.transaction,
            version: &header.version,
            delivery,
            form: stored(incoming.form),
            ..NewMessage::new(QueueDirection::Inbound, &peer.name, uuid, incoming.document.as_bytes())
        }
    }

    fn take_business(&self, peer: &Peer, incoming: Incoming<'_>, header: &Header) -> Result<Reception, EngineError> {
        let business_key = header.business_key();
        let kept = self.pool.with(|store| {
            store.transaction(|transaction| {
                let route = match self.route(peer, header, transaction)? {
                    Ok(route) => route,
                    Err(refusal) => return Ok(Err(refusal)),
                };
                let message = self.new_message(peer, incoming, header, &header.uuid, route.delivery);
                let enqueued = transaction.enqueue(&NewMessage { business_key: business_key.as_deref(), ..message })?;
                // Nobody else sees a synchronous message pending: the thread that brought it works on it.
                let claimed = match (&enqueued, route.delivery) {
                    (Enqueued::New(id) | Enqueued::Again(id), Delivery::Sync) => transaction.claim_message(*id, &self.owner())?,
                    _ => None,
                };
                Ok::<_, EngineError>(Ok((route, Kept { enqueued, claimed })))
            })
        })?;
        match kept {
            Err(refusal) => self.refuse(peer, incoming, header, &refusal),
            Ok((route, kept)) => {
                self.metrics.received(&peer.name, &header.transaction);
                self.answer_kept(incoming, header, &route, kept)
            }
        }
    }

    /// Answers a message that is kept: at once when its answer comes later, or when it was answered before.
    fn answer_kept(&self, incoming: Incoming<'_>, header: &Header, route: &Route, kept: Kept) -> Result<Reception, EngineError> {
        let id = match kept.enqueued {
            Enqueued::Duplicate { response: Some(response), .. } => return Ok(Reception::Answered(as_text(response))),
            Enqueued::Duplicate { record, response: None } => record.id,
            Enqueued::New(id) | Enqueued::Again(id) => id,
        };
        if route.delivery == Delivery::Async {
            let receipt = self.writer(incoming).write(header, incoming.document, &Verdict::Arrived);
            return Ok(Reception::Accepted(receipt));
        }
        let target = match &route.target {
            Target::Peer(name) => self.config.peers.get(name),
            Target::Handlers => None,
        };
        let wait = self.wait(&route.adapters, target);
        let until = Instant::now() + wait;
        if let Some(claimed) = kept.claimed {
            self.carry_out(claimed)?;
        }
        match self.await_end(id, until)? {
            Some((_, Some(response))) => Ok(Reception::Answered(as_text(response))),
            Some((record, None)) => {
                // A message that a person has put aside has no answer of its own.
                let verdict = match record.status {
                    Status::Processed | Status::Ignored => Verdict::Processed(&[]),
                    _ => Verdict::Failed(vec![(FAILED, record.text)]),
                };
                Ok(Reception::Answered(self.writer(incoming).write(header, incoming.document, &verdict)))
            }
            None => self.give_up(id, wait, incoming, header),
        }
    }

    /// Waits until a message has an end. What is known of it then, and its answer.
    fn await_end(&self, id: i64, until: Instant) -> Result<Option<Ended>, EngineError> {
        let [mut pause, longest] = LOOKS;
        loop {
            let found = self.pool.with(|store| {
                store.transaction(|transaction| {
                    let record = transaction.message(id)?;
                    Ok::<_, EngineError>(if record.is_over() { Some((record, transaction.response(id)?)) } else { None })
                })
            })?;
            if found.is_some() {
                return Ok(found);
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || self.is_stopping() {
                return Ok(None);
            }
            std::thread::sleep(pause.min(left));
            pause = (pause * 2).min(longest);
        }
    }

    /// The time of a synchronous caller is over. The message has an error now; an answer that comes later is still taken.
    fn give_up(&self, id: i64, wait: Duration, incoming: Incoming<'_>, header: &Header) -> Result<Reception, EngineError> {
        let text = format!("Tempo esgotado: não houve resposta em {} s", wait.as_secs());
        let verdict = Verdict::Failed(vec![(TIMED_OUT, text.clone())]);
        let response = self.writer(incoming).write(header, incoming.document, &verdict);
        let answer = Answer { outcome: Outcome::Error(text), response: response.clone().into_bytes(), keys: Vec::new() };
        self.pool.with(|store| {
            store.transaction(|transaction| match transaction.message(id)?.status {
                Status::Sent => transaction.settle(id, &answer).map(drop).map_err(EngineError::from),
                _ => Ok(()),
            })
        })?;
        Ok(Reception::Answered(response))
    }

    /// A name for whoever works on a message, for the queue's books.
    pub(super) fn owner(&self) -> String {
        format!("{} {:?}", std::process::id(), std::thread::current().id())
    }
}

/// Documents are kept as the bytes of a text.
pub(super) fn as_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

impl From<EngineError> for StoreError {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Store(error) => error,
            other => Self::Disconnected { source: other.to_string().into() },
        }
    }
}
