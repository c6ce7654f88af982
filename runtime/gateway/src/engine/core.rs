//! The engine: what it knows, and what every part of it asks.

use super::breaker::Breakers;
use super::handler::{Handler, Handlers};
use super::header::{self, Header, is_json};
use super::judge::{Judge, Route};
use super::{Pool, PoolError, Refusal, learn, portuguese};
use crate::config::{self, Config, Peer};
use crate::operations::Metrics;
use crate::transport::Courier;
use depara::envelope::Untyped;
use depara::envelope::json::header_and_content;
use depara::rows::Row;
use depara::rules::ProfileInfo;
use depara::{AdapterInfo, DeParaMode, DecodeError, MessageInfo, Messages, Policy};
use depara_store::depara::Side;
use depara_store::queue::{Form, MessageRecord, Status};
use depara_store::{Clock, Settings, StoreError, Timestamp, Transaction};
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Reads the De-Para rows that an answer proves of the message that was sent; both documents are XML.
pub type Teacher = fn(request: &str, answer: &str) -> Result<Vec<Row>, DecodeError>;

/// Takes messages, passes them on or has them handled, and answers them. `M` is the registry of the generated code.
pub struct Engine<M: Messages> {
    pub(super) config: Arc<Config>,
    pub(super) pool: Pool,
    pub(super) courier: Arc<dyn Courier>,
    pub(super) adapters: &'static [&'static AdapterInfo],
    pub(super) profile: Option<&'static ProfileInfo>,
    pub(super) policy: Policy,
    pub(super) handlers: Handlers,
    pub(super) teachers: Vec<(&'static str, Teacher)>,
    pub(super) breakers: Breakers,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) metrics: Metrics,
    is_stopping: AtomicBool,
    messages: PhantomData<fn() -> M>,
}

/// Why the engine cannot work with what it was given.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no connection to it.
    #[error(transparent)]
    Pool(#[from] PoolError),
    /// The mappings have no such profile.
    #[error("the mappings have no profile `{found}`; known: {known}")]
    Profile {
        /// What the configuration says.
        found: String,
        /// What there is.
        known: String,
    },
    /// An adapter was given a handler of another message.
    #[error("the adapter `{adapter}` carries `{message}`; its handler takes {takes}")]
    Handler {
        /// The adapter.
        adapter: &'static str,
        /// The message that it carries.
        message: &'static str,
        /// What the handler takes.
        takes: String,
    },
    /// The configuration speaks of an adapter that the mappings do not have.
    #[error("the mappings have no adapter `{found}`; known: {known}")]
    Adapter {
        /// What the configuration says.
        found: String,
        /// What there is.
        known: String,
    },
}

impl<M: Messages> Engine<M> {
    /// An engine for the adapters and profiles of a registry: `Registry::ADAPTERS`, `Registry::PROFILES`.
    ///
    /// # Errors
    /// When the store cannot be opened, or the configuration names what the mappings do not have.
    pub fn new(
        config: Arc<Config>,
        courier: Arc<dyn Courier>,
        adapters: &'static [&'static AdapterInfo],
        profiles: &'static [&'static ProfileInfo],
    ) -> Result<Self, EngineError> {
        Self::with_settings(config, courier, adapters, profiles, Settings::default())
    }

    /// The same with a clock and chance of the program's own.
    ///
    /// # Errors
    /// As of [`Engine::new`].
    pub fn with_settings(
        config: Arc<Config>,
        courier: Arc<dyn Courier>,
        adapters: &'static [&'static AdapterInfo],
        profiles: &'static [&'static ProfileInfo],
        settings: Settings,
    ) -> Result<Self, EngineError> {
        let names = |names: Vec<&str>| names.join(", ");
        let profile = match &config.profile {
            None => None,
            Some(found) => Some(*profiles.iter().find(|profile| profile.name == found).ok_or_else(|| EngineError::Profile {
                found: found.clone(),
                known: names(profiles.iter().map(|profile| profile.name).collect()),
            })?),
        };
        if let Some(found) = config.adapters.keys().find(|name| adapters.iter().all(|adapter| adapter.name != **name)) {
            let known = names(adapters.iter().map(|adapter| adapter.name).collect());
            return Err(EngineError::Adapter { found: found.clone(), known });
        }
        let mut policy = Policy::default();
        policy.profile = profile;
        policy.limits.document = config.listen.request_bytes;
        let clock = Arc::clone(&settings.clock);
        let transactions = M::MESSAGES.iter().map(|message| message.name);
        let metrics = Metrics::new(config.peers.keys().map(String::as_str), transactions);
        let pool = Pool::open(&config::StoreConfig { lease: lease(&config), ..config.store.clone() }, settings)?;
        Ok(Self {
            breakers: Breakers::new(&config),
            config,
            pool,
            courier,
            adapters,
            profile,
            policy,
            handlers: Handlers::default(),
            teachers: Vec::new(),
            clock,
            metrics,
            is_stopping: AtomicBool::new(false),
            messages: PhantomData,
        })
    }

    /// Has the work of an adapter done by the program: the gateway is then itself the system that receives its messages.
    #[must_use]
    pub fn handle(mut self, adapter: &'static AdapterInfo, handler: impl Handler + 'static) -> Self {
        self.handlers.push(adapter, Arc::new(handler));
        self
    }

    /// What the envelope of a document says, if its content can be read too.
    ///
    /// # Errors
    /// Why it cannot, or that it has no identifier.
    pub fn examine(&self, document: &str) -> Result<Header, Refusal> {
        match self.header(document) {
            (_, Some(refusal)) => Err(refusal),
            (Some(header), None) if header.uuid.is_empty() => Err(Refusal::NoIdentifier),
            (header, None) => Ok(header.unwrap_or_default()),
        }
    }

    /// Whether a product receives a message, as the mappings say it for the profile of the installation.
    #[must_use]
    pub fn receives(&self, message: &MessageInfo, product: &str) -> bool {
        self.judge(|judge| {
            let receives = |adapter: &&'static AdapterInfo| judge.rules(adapter).is_some_and(|rules| rules.receives(product));
            message.adapters.iter().any(|adapter| judge.is_active(adapter) && receives(adapter))
        })
    }

    /// A document in the form in which a peer takes it.
    #[must_use]
    pub fn for_peer(&self, peer: &Peer, document: &str) -> (Form, String) {
        let form = stored(peer.form);
        (form, self.in_form(document.to_owned(), form))
    }

    /// The connections to the store.
    #[must_use]
    pub fn pool(&self) -> &Pool {
        &self.pool
    }

    /// What the installation says.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// What is counted of its work.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Counts the end of a message, which is one for good or until somebody tries it again.
    pub(super) fn ended(&self, record: &MessageRecord, status: Status) {
        if status.is_final() || status == Status::Error {
            let micros = self.now().micros().saturating_sub(record.created_at.micros());
            let duration = Duration::from_micros(u64::try_from(micros).unwrap_or_default());
            self.metrics.finished(record.direction, &record.peer, &record.transaction, status, duration);
        }
    }

    /// Has the rows of a message read that proves them in its own content and not in a list of keys, such as `INTERNALIDLOAD`:
    /// `depara_mappings::load::rows`.
    #[must_use]
    pub fn taught_by(mut self, transaction: &'static str, teacher: Teacher) -> Self {
        self.teachers.push((transaction, teacher));
        self
    }

    /// Tells the engine to take no more messages, and its workers to stop when they have finished what they do.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::Release);
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Acquire)
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(super) fn judge<T>(&self, then: impl FnOnce(&Judge<'_>) -> T) -> T {
        let is_handled = |adapter: &AdapterInfo| self.handlers.of(adapter).is_some();
        then(&Judge { config: &self.config, profile: self.profile, is_handled: &is_handled })
    }

    /// The route of a message, with a look into the De-Para where that decides.
    pub(super) fn route(
        &self,
        peer: &Peer,
        header: &Header,
        transaction: &mut Transaction<'_>,
    ) -> Result<Result<Route, Refusal>, StoreError> {
        let mut problem = None;
        let mut is_known = |adapters: &[&'static AdapterInfo]| {
            known(transaction, adapters, header, &peer.product).unwrap_or_else(|error| {
                problem = Some(error);
                false
            })
        };
        let route = self.judge(|judge| judge.route::<M>(peer, header, &mut is_known));
        problem.map_or(Ok(route), Err)
    }

    /// How long a synchronous caller waits for the answer of a peer.
    pub(super) fn wait(&self, adapters: &[&'static AdapterInfo], peer: Option<&Peer>) -> Duration {
        let of_adapter = adapters.iter().find_map(|adapter| self.config.adapters.get(adapter.name)?.wait);
        of_adapter.or_else(|| peer.map(|peer| peer.wait)).unwrap_or(Duration::from_secs(120))
    }

    /// A document in another form, if it is not in it already. One whose content is not known goes with its content as it came.
    pub(super) fn in_form(&self, document: String, form: Form) -> String {
        if is_json(&document) == (form == Form::Json) {
            return document;
        }
        let lenient = self.lenient();
        let written = rewritten::<M>(&document, &lenient, form).or_else(|| rewritten::<Untyped>(&document, &lenient, form));
        written.unwrap_or(document)
    }

    /// The policy of who shows or forwards a document that was judged before.
    pub(super) fn lenient(&self) -> Policy {
        let mut lenient = Policy::lenient();
        lenient.limits = self.policy.limits;
        lenient
    }

    /// What the envelope of a document says, whether or not its content can be read; and why it cannot.
    pub(super) fn header(&self, document: &str) -> (Option<Header>, Option<Refusal>) {
        let typed = header::read::<M, _>(document, &self.policy, |message| match message {
            Ok(message) => Ok(Header::of(&message.value)),
            Err(error) => Err(Refusal::Unreadable(portuguese::decode_error(&error))),
        });
        match typed {
            Ok(header) => (Some(header), None),
            Err(refusal) => {
                let header =
                    header::read::<Untyped, _>(document, &self.policy, |message| message.ok().map(|message| Header::of(&message.value)));
                (header, Some(refusal))
            }
        }
    }
}

/// A document in a form, written by what is known of its message; none where it cannot be read so.
fn rewritten<M: Messages>(document: &str, policy: &Policy, form: Form) -> Option<String> {
    header::read::<M, _>(document, policy, |message| {
        let message = message.ok()?.value;
        Some(match form {
            Form::Json => header_and_content(message.to_json()).to_string(),
            Form::Xml => message.encode(),
        })
    })
}

/// Whether a key that a message names is in the De-Para already.
fn known(transaction: &mut Transaction<'_>, adapters: &[&'static AdapterInfo], header: &Header, product: &str) -> Result<bool, StoreError> {
    for depara in adapters.iter().flat_map(|adapter| adapter.deparas).filter(|depara| depara.mode != DeParaMode::Identical) {
        let side = if depara.system.eq_ignore_ascii_case(product) { Side::Internal } else { Side::External };
        let shape = if side == Side::Internal { depara.internal } else { depara.external.shape };
        for (_, key) in header.keys.iter().filter(|(_, key)| shape.parse(key).is_ok()) {
            let space = learn::space(transaction, depara)?;
            if !transaction.look_up_all(&space, side, key)?.is_empty() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// A message stays with its sender for as long as a peer may take, so that no other sends it beside.
fn lease(config: &Config) -> Duration {
    let longest = config.peers.values().map(|peer| peer.wait.saturating_add(peer.connect_time)).max().unwrap_or_default();
    config.store.lease.max(longest.saturating_add(Duration::from_secs(5)))
}

/// The store's word for the form of a message on its way.
pub(super) const fn stored(form: config::Form) -> Form {
    match form {
        config::Form::Soap => Form::Xml,
        config::Form::Rest => Form::Json,
    }
}

/// The form in which a kept document came.
pub(super) const fn travelled(form: Form) -> config::Form {
    match form {
        Form::Xml => config::Form::Soap,
        Form::Json => config::Form::Rest,
    }
}
