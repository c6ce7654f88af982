//! The engine between two systems that do what the tests tell them.

mod asynchronous;
mod by_hand;
mod endpoint;
mod refusals;
mod synchronous;

use super::Engine;
use crate::config::{Config, Form, Peer, StoreConfig};
use crate::transport::{Courier, Delivered, DeliveryError, Incoming, Receive, Reception};
use depara::envelope::{Body, Status as Outcome, Untyped};
use depara::{Message, Policy};
use depara_mappings::Registry;
use depara_store::queue::{MessageQuery, MessageRecord, QueueDirection, RetryRule};
use depara_store::{Clock, Settings, Timestamp};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the systems answer, one after another, and what they were sent.
#[derive(Default)]
struct Script {
    answers: Mutex<VecDeque<Result<Delivered, DeliveryError>>>,
    sent: Mutex<Vec<(String, String)>>,
}

impl Courier for Script {
    fn deliver(&self, peer: &Peer, document: &str, _: Duration) -> Result<Delivered, DeliveryError> {
        self.sent.lock().unwrap().push((peer.name.clone(), document.to_owned()));
        self.answers.lock().unwrap().pop_front().unwrap_or_else(|| Err(unreachable(&peer.name)))
    }
}

fn unreachable(peer: &str) -> DeliveryError {
    DeliveryError::Unreachable { peer: peer.to_owned(), reason: "connection refused".to_owned() }
}

/// A clock that the test moves.
struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

/// An engine between RM and Protheus, on a store of its own.
struct Scene {
    engine: Arc<Engine<Registry>>,
    script: Arc<Script>,
    clock: Arc<Hand>,
    _folder: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        Self::with(|_| {}, |engine| engine)
    }

    fn with(change: impl FnOnce(&mut Config), handlers: impl FnOnce(Engine<Registry>) -> Engine<Registry>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let peer =
            |name: &str| Peer { url: Some(format!("http://{name}.invalid/")), wait: Duration::from_millis(200), ..Peer::new(name, name) };
        let store = StoreConfig {
            lease: Duration::from_secs(5),
            answer_within: Duration::from_secs(60),
            retry: RetryRule { attempts: 2, ..RetryRule::default() },
            ..StoreConfig::new(folder.path().join("depara.db").to_string_lossy())
        };
        let mut config = Config::new(store, ["PROTHEUS", "RM"].map(peer));
        change(&mut config);
        let (script, clock) = (Arc::new(Script::default()), Arc::new(Hand(AtomicI64::new(1_790_000_000_000_000))));
        let settings = Settings { clock: Arc::clone(&clock) as Arc<dyn Clock>, ..Settings::default() };
        let courier = Arc::clone(&script) as Arc<dyn Courier>;
        let engine = Engine::with_settings(Arc::new(config), courier, Registry::ADAPTERS, Registry::PROFILES, settings).unwrap();
        Self { engine: Arc::new(handlers(engine)), script, clock, _folder: folder }
    }

    /// The next thing that a system does when it is sent something.
    fn will(&self, answer: Result<Delivered, DeliveryError>) {
        self.script.answers.lock().unwrap().push_back(answer);
    }

    fn receive(&self, peer: &str, document: &str) -> Reception {
        self.engine.receive(Incoming { peer, form: Form::Soap, document })
    }

    /// What was sent to the systems since the last time.
    fn sent(&self) -> Vec<(String, String)> {
        std::mem::take(&mut *self.script.sent.lock().unwrap())
    }

    fn later(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    /// One round of each worker, as the threads make it.
    fn work(&self) {
        self.engine.pool.with(|store| self.engine.work_inbound(store, "").map_err(super::EngineError::from)).unwrap();
        for peer in ["PROTHEUS", "RM"] {
            while self.engine.pool.with(|store| self.engine.work_outbound(store, peer).map_err(super::EngineError::from)).unwrap() {}
        }
    }

    /// All messages of a direction, oldest first.
    fn messages(&self, direction: QueueDirection) -> Vec<MessageRecord> {
        let query = MessageQuery { direction: Some(direction), ..MessageQuery::default() };
        let mut found = self
            .engine
            .pool
            .with(|store| store.transaction(|transaction| transaction.find_messages(&query, None, 100)).map_err(super::EngineError::from));
        found.as_mut().unwrap().items.reverse();
        found.unwrap().items
    }

    /// The rows of a table: `internal = external`.
    fn rows(&self, table: &str) -> Vec<String> {
        let mut rows = Vec::new();
        let sql = "SELECT r.internal, r.external FROM depara_row r JOIN depara_space s ON s.id = r.space \
             WHERE s.internal_table = ?1 AND r.state = 'paired' ORDER BY r.internal";
        let read = self.engine.pool.with(|store| {
            store
                .transaction(|transaction| {
                    rows.clear();
                    transaction.query(sql, &[table.into()], &mut |row| {
                        rows.push(format!("{} = {}", row.text(0)?.unwrap_or_default(), row.text(1)?.unwrap_or_default()));
                        Ok(())
                    })
                })
                .map_err(super::EngineError::from)
        });
        read.unwrap();
        rows
    }
}

/// A customer of RM.
fn customer(uuid: &str, code: &str, event: &str, delivery: &str) -> String {
    format!(
        "<TOTVSMessage><MessageInformation version=\"2.002\"><UUID>{uuid}</UUID><Type>BusinessMessage</Type>\
         <Transaction>CustomerVendor</Transaction><Product name=\"RM\" version=\"12\"/><GeneratedOn>2026-09-21T11:00:00-03:00</GeneratedOn>\
         <DeliveryType>{delivery}</DeliveryType></MessageInformation><BusinessMessage><BusinessEvent><Entity>CustomerVendor</Entity>\
         <Event>{event}</Event><Identification><key name=\"InternalId\">0|{code}</key></Identification></BusinessEvent><BusinessContent>\
         <Code>{code}</Code><Name>Papelaria Aurora</Name><Type>Customer</Type></BusinessContent></BusinessMessage></TOTVSMessage>"
    )
}

/// What a system answers to a message.
fn response(product: &str, answers: &str, result: &str) -> String {
    format!(
        "<TOTVSMessage><MessageInformation version=\"2.002\"><UUID>answer to {answers}</UUID><Type>ResponseMessage</Type>\
         <Transaction>CustomerVendor</Transaction><Product name=\"{product}\" version=\"12\"/></MessageInformation><ResponseMessage>\
         <ReceivedMessage><UUID>{answers}</UUID><Event>upsert</Event></ReceivedMessage>{result}</ResponseMessage></TOTVSMessage>"
    )
}

fn processed(answers: &str, origin: &str, destination: &str) -> String {
    response(
        "PROTHEUS",
        answers,
        &format!(
            "<ProcessingInformation><Status>OK</Status></ProcessingInformation><ReturnContent><ListOfInternalId><InternalId>\
             <Name>CustomerVendor</Name><Origin>{origin}</Origin><Destination>{destination}</Destination></InternalId></ListOfInternalId>\
             </ReturnContent>"
        ),
    )
}

fn failed(answers: &str, text: &str) -> String {
    let list = format!("<ListOfMessages><Message type=\"ERROR\" code=\"1\">{text}</Message></ListOfMessages>");
    response("PROTHEUS", answers, &format!("<ProcessingInformation><Status>ERROR</Status>{list}</ProcessingInformation>"))
}

/// The errors of an answer: their codes and texts; none of one that says that all is well.
fn errors(document: &str) -> Vec<(String, String)> {
    let message = Message::<Untyped>::decode(document, &Policy::default()).unwrap().value;
    let Body::Response(answer) = message.body else { panic!("an answer: {document}") };
    let processing = answer.processing.unwrap();
    let list: Vec<_> = processing.messages.into_iter().flatten().collect();
    assert_eq!(list.is_empty(), processing.status == Some(Outcome::Ok), "{document}");
    list.into_iter().map(|error| (error.code.unwrap_or_default().into_owned(), error.text.unwrap_or_default().into_owned())).collect()
}

fn answered(reception: Reception) -> String {
    let Reception::Answered(document) = reception else { panic!("an answer: {reception:?}") };
    document
}
