//! What both systems do in the same way: they take messages, answer them, and send their own.

use crate::behaviour::{Answers, Behaviour};
use crate::caller::{Gateway, Login, SendError, Sent};
use crate::message::{Answer, Change, Pair, Sender};
use crate::records::Row;
use crate::service::{Reply, Service, Work};
use crate::soap::{self, Writing};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, HOST};
use depara::envelope::{Body, Untyped};
use depara::{Delivery, Message, Policy};
use depara_mappings::Registry;
use depara_mappings::registry::Content;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What one product does with records.
pub trait System: Send + Sized + 'static {
    /// Its name.
    const PRODUCT: &'static str;
    /// The path of its service.
    const PATH: &'static str;
    /// The path of the description of its service.
    const DESCRIPTION: &'static str;
    /// How it writes SOAP.
    const WRITING: Writing;
    /// The messages that it takes, for its answer to WhoIs.
    const SPOKEN: &'static [(&'static str, &'static str)];

    /// Does what a message says: the keys of both sides.
    ///
    /// # Errors
    /// Why not, in the words of the product.
    fn process(&mut self, content: &Content<'_>, delete: bool) -> Result<Vec<Pair>, Vec<String>>;

    /// Takes the keys out of an answer to a message of its own.
    fn learn(&mut self, answer: &Answer, pairs: &[Pair]);

    /// Its De-Para.
    fn rows(&self) -> &[Row];
}

/// A system with its service and its sending side.
pub struct Peer<S: System> {
    pub(crate) core: Arc<Core<S>>,
    service: Mutex<Service>,
}

/// What the service and the sending side share.
pub(crate) struct Core<S> {
    pub(crate) system: Mutex<S>,
    /// With what others sign in.
    callers: Login,
    gateway: Mutex<Option<Gateway>>,
    behaviour: Mutex<Behaviour>,
    delivery: Mutex<Delivery>,
    journal: Mutex<Journal>,
}

/// Everything that came and went.
#[derive(Default)]
struct Journal {
    received: Vec<Received>,
    answers: Vec<Answer>,
    sent: Vec<(String, String)>,
}

/// A message that a peer has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Its identifier.
    pub uuid: String,
    /// Its transaction.
    pub transaction: String,
    /// The message.
    pub document: String,
}

impl<S: System> Peer<S> {
    pub(crate) fn start_with(system: S, callers: Login) -> io::Result<Self> {
        let core = Arc::new(Core {
            system: Mutex::new(system),
            callers,
            gateway: Mutex::default(),
            behaviour: Mutex::default(),
            delivery: Mutex::new(Delivery::Sync),
            journal: Mutex::default(),
        });
        let worker = Arc::clone(&core);
        let work: Work = Arc::new(move |headers, body| worker.take(headers, body));
        let describer = Arc::clone(&core);
        let description: Work = Arc::new(move |headers, _| describer.describe(headers));
        Ok(Self { core, service: Mutex::new(Service::start((S::PATH, work), (S::DESCRIPTION, description))?) })
    }

    /// Where it takes messages.
    #[must_use]
    pub fn address(&self) -> String {
        lock(&self.service).url()
    }

    /// Tells it whom it sends its messages and later answers to.
    pub fn connect(&self, address: impl Into<String>, login: Login) {
        *lock(&self.core.gateway) = Some(Gateway { address: address.into(), login });
    }

    /// Tells it what to do otherwise than it should.
    pub fn behave(&self, behaviour: Behaviour) {
        *lock(&self.core.behaviour) = behaviour;
    }

    /// Whether it waits for the answers to its messages.
    pub fn deliver(&self, delivery: Delivery) {
        *lock(&self.core.delivery) = delivery;
    }

    /// Takes its service away: nobody listens at its address. It keeps its records and can still send.
    pub fn stop(&self) {
        lock(&self.service).stop();
    }

    /// Starts its service again where it was.
    ///
    /// # Errors
    /// When somebody else has taken its port.
    pub fn start_again(&self) -> io::Result<()> {
        lock(&self.service).start_again()
    }

    /// The messages that it took, in their order, answers to its own not among them.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        lock(&self.core.journal).received.clone()
    }

    /// How many messages it took.
    #[must_use]
    pub fn count_received(&self) -> usize {
        lock(&self.core.journal).received.len()
    }

    /// The answers to its messages, in their order, however they came.
    #[must_use]
    pub fn answers(&self) -> Vec<Answer> {
        lock(&self.core.journal).answers.clone()
    }

    /// Its De-Para.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        lock(&self.core.system).rows().to_vec()
    }

    /// The UUID of the last message that it sent, or tried to.
    #[must_use]
    pub fn last_sent(&self) -> Option<String> {
        lock(&self.core.journal).sent.last().map(|(uuid, _)| uuid.clone())
    }

    /// Sends a message once more as it was, under its own UUID.
    ///
    /// # Errors
    /// When there is no such message, or no answer.
    pub fn send_again(&self, uuid: &str) -> Result<Sent, SendError> {
        let found = lock(&self.core.journal).sent.iter().find(|(sent, _)| sent == uuid).map(|(_, document)| document.clone());
        self.core.send(&found.ok_or_else(|| SendError::UnknownMessage(uuid.to_owned()))?)
    }

    /// Sends any document, in its envelope.
    ///
    /// # Errors
    /// When there is no answer.
    pub fn send_document(&self, document: &str) -> Result<Sent, SendError> {
        self.core.send(document)
    }
}

impl<S: System> Core<S> {
    const SENDER: Sender = Sender { product: S::PRODUCT, writing: S::WRITING };

    /// How its messages are to be delivered.
    pub(crate) fn delivery(&self) -> Delivery {
        *lock(&self.delivery)
    }

    /// Sends a change of its own.
    pub(crate) fn send_change(&self, change: Change<'_>) -> Result<Sent, SendError> {
        let (uuid, document) = Self::SENDER.change(change);
        lock(&self.journal).sent.push((uuid, document.clone()));
        self.send(&document)
    }

    fn send(&self, document: &str) -> Result<Sent, SendError> {
        let gateway = lock(&self.gateway).clone().ok_or(SendError::NotConnected)?;
        let sent = gateway.send(S::WRITING, document)?;
        if let Sent::Answered(answer) = &sent {
            self.note(answer);
        }
        Ok(sent)
    }

    /// Keeps an answer and what it proves.
    fn note(&self, answer: &Answer) {
        if let Ok(pairs) = &answer.outcome {
            lock(&self.system).learn(answer, pairs);
        }
        lock(&self.journal).answers.push(answer.clone());
    }

    /// What it says to those whom it does not let in.
    fn refusal(&self, headers: &HeaderMap) -> Option<Reply> {
        let login = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let is_refused = lock(&self.behaviour).refuses_credentials || login != Some(&self.callers.basic());
        is_refused.then(|| Reply::Status(401, "Usuário ou senha inválidos".to_owned()))
    }

    /// The description of its service.
    fn describe(&self, headers: &HeaderMap) -> Reply {
        let host = headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
        self.refusal(headers).unwrap_or_else(|| Reply::Envelope(soap::description(&format!("http://{host}{}", S::PATH))))
    }

    /// Does what a call of its service asks for.
    fn take(self: &Arc<Self>, headers: &HeaderMap, body: &[u8]) -> Reply {
        if let Some(refusal) = self.refusal(headers) {
            return refusal;
        }
        let behaviour = lock(&self.behaviour).clone();
        match soap::message(body) {
            Ok(Some(document)) => self.answer(&document, &behaviour),
            Ok(None) => Reply::Status(500, "a chamada não é SOAP".to_owned()),
            Err(error) => Reply::Status(500, error.to_string()),
        }
    }

    fn answer(self: &Arc<Self>, document: &str, behaviour: &Behaviour) -> Reply {
        let received = match Message::<Untyped>::decode(document, &Policy::default()) {
            Ok(decoded) => decoded.value,
            Err(error) => return Reply::Status(500, error.to_string()),
        };
        let envelope = |document: &str| Reply::Envelope(S::WRITING.result(document));
        let transaction = received.information.transaction.as_deref().unwrap_or_default();
        if let Body::Response(response) = &received.body {
            self.note(&Answer::of(&received, response, document));
            return envelope(&Self::SENDER.receipt(&received));
        }
        if transaction.eq_ignore_ascii_case("WhoIs") {
            return envelope(&Self::SENDER.who_is(&received, &spoken::<S>(&received)));
        }
        let uuid = received.information.uuid.as_deref().unwrap_or_default().to_owned();
        let entry = Received { uuid, transaction: transaction.to_owned(), document: document.to_owned() };
        lock(&self.journal).received.push(entry);
        thread::sleep(behaviour.delay);
        let outcome = match &behaviour.refusal {
            Some(text) => Err(vec![text.clone()]),
            None => self.process(document, transaction),
        };
        let answer = Self::SENDER.answer(&received, document, &outcome);
        match behaviour.answers {
            Answers::AtOnce => envelope(&answer),
            Answers::Lost => Reply::Broken,
            Answers::Later { after, times } => {
                let core = Arc::clone(self);
                thread::spawn(move || {
                    thread::sleep(after);
                    for _ in 0..times {
                        // Whoever sent the message asks for what has become of it when no answer comes.
                        let _ = core.send(&answer);
                    }
                });
                envelope(&Self::SENDER.receipt(&received))
            }
        }
    }

    fn process(&self, document: &str, transaction: &str) -> Result<Vec<Pair>, Vec<String>> {
        let refused = || format!("Mensagem {transaction} nao configurada ou configurada incorretamente para processamento pelo EAI");
        let message = Message::<Registry>::decode(document, &Policy::default()).map_err(|error| vec![error.to_string()])?.value;
        let Body::Business(business) = &message.body else { return Err(vec![refused()]) };
        let operation = business.event.as_ref().and_then(|event| event.event.as_ref()).and_then(|event| event.operation());
        let delete = operation == Some(depara::Operation::Delete);
        let known = S::SPOKEN.iter().any(|(name, _)| name.eq_ignore_ascii_case(transaction));
        match &business.content {
            Some(content) if known => lock(&self.system).process(content, delete),
            _ => Err(vec![refused()]),
        }
    }
}

/// The versions of the message that a WhoIs names, or all that the peer takes.
fn spoken<S: System>(received: &Message<'_, Untyped>) -> String {
    let request = if let Body::Business(business) = &received.body { business.request.as_ref() } else { None };
    let named = request.and_then(|request| request.operation.as_deref()).unwrap_or_default();
    let versions: Vec<_> = S::SPOKEN.iter().filter(|(name, _)| name.eq_ignore_ascii_case(named)).map(|(_, version)| *version).collect();
    if !versions.is_empty() {
        return versions.join("|");
    }
    S::SPOKEN.iter().map(|(name, version)| format!("{name} {version}")).collect::<Vec<_>>().join("|")
}

/// What a thread that failed has left is taken as it is.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
