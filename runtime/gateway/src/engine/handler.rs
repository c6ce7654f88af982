//! What an integration developer writes: the work of an adapter when the gateway is itself one of the two systems.

use super::header::Header;
use super::{Refusal, learn};
use crate::config::Peer;
use depara::rules::Operation;
use depara::{AdapterInfo, DeParaInfo, Environment, Message, MessageInfo, Messages, Policy};
use depara_store::depara::{Done, Miss, Side, Space, Stamp};
use depara_store::queue::ReturnedKey;
use depara_store::{StoreError, Transaction};
use std::sync::Arc;

/// Does the work of an adapter: what happened to a record in the other system is to happen here.
///
/// It runs in the transaction of the message. What it writes with [`Work::transaction`], the De-Para rows that it links and the status of the
/// message are there together, or nothing is; and it may run again, so what cannot be undone is no matter of a handler.
///
/// ```
/// use depara_gateway::engine::{Handled, Handler, HandlerError, Work};
/// use depara_mappings::currency_2_001::{BusinessContent, Currency2001};
/// use depara_mappings::ctba140;
///
/// struct Currencies;
///
/// impl Handler for Currencies {
///     type Message = Currency2001;
///
///     fn upsert(&self, work: &mut Work<'_, '_>, content: &BusinessContent<'_>) -> Result<Handled, HandlerError> {
///         let Some(symbol) = content.symbol.as_deref() else { return Err(HandlerError::refused("A moeda não tem símbolo")) };
///         work.transaction().execute("INSERT INTO currency (symbol) VALUES (?1)", &[symbol.into()])?;
///         let external = work.key("InternalId").to_owned();
///         work.link(ctba140::GmoedaKey::DE_PARA, symbol, &external)?;
///         Ok(Handled::Done)
///     }
///
///     fn delete(&self, work: &mut Work<'_, '_>, _: Option<&BusinessContent<'_>>) -> Result<Handled, HandlerError> {
///         let external = work.key("InternalId").to_owned();
///         work.unlink(ctba140::GmoedaKey::DE_PARA, &external)?;
///         Ok(Handled::Done)
///     }
/// }
/// ```
pub trait Handler: Send + Sync {
    /// The message whose content it takes; the registry of the generated code where it takes several.
    type Message: Messages;

    /// Whether a content is of the adapter whose work this is. Where several adapters carry one message, the generated code of each says it:
    /// `mata030::applies(content)`.
    fn applies(&self, _content: &ContentOf<'_, Self>) -> bool {
        true
    }

    /// A record is new or has changed, or, of a request, something is asked for.
    ///
    /// # Errors
    /// When it cannot be done: everything that was written is undone, and the sender is told.
    fn upsert(&self, work: &mut Work<'_, '_>, content: &ContentOf<'_, Self>) -> Result<Handled, HandlerError>;

    /// A record was deleted; some systems send its content too.
    ///
    /// # Errors
    /// As of [`Handler::upsert`].
    fn delete(&self, work: &mut Work<'_, '_>, content: Option<&ContentOf<'_, Self>>) -> Result<Handled, HandlerError>;
}

/// The content that a handler takes.
pub type ContentOf<'a, H> = <<H as Handler>::Message as Messages>::Content<'a>;

/// What a handler did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handled {
    /// The work.
    Done,
    /// Nothing, because a rule says so: the sender is told that all is well, and the monitor shows the reason.
    Ignored(String),
    /// It has asked for codes that a person must map, with [`depara_store::depara::OrAsk`]; the message waits for them.
    Waits,
}

/// Why a handler did not do its work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HandlerError {
    /// The record cannot be taken; each text, in Portuguese, becomes a message of the answer.
    #[error("{}", .0.join("; "))]
    Refused(Vec<String>),
    /// The content is of no routine that is handled.
    #[error(transparent)]
    Message(#[from] Refusal),
    /// The store says no.
    #[error("{}", .0.in_portuguese())]
    Store(#[from] StoreError),
}

impl HandlerError {
    /// The record cannot be taken, for one reason.
    pub fn refused(text: impl Into<String>) -> Self {
        Self::Refused(vec![text.into()])
    }
}

/// A message while a handler works on it.
pub struct Work<'w, 't> {
    pub(super) transaction: &'w mut Transaction<'t>,
    pub(super) id: i64,
    pub(super) header: &'w Header,
    pub(super) peer: &'w Peer,
    pub(super) adapter: &'static AdapterInfo,
    pub(super) environment: Option<&'w Environment>,
    pub(super) keys: Vec<ReturnedKey>,
}

impl<'w, 't> Work<'w, 't> {
    /// The transaction of the message, for what the program itself writes.
    pub fn transaction(&mut self) -> &mut Transaction<'t> {
        self.transaction
    }

    /// The number of the message in the queue.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// What the envelope says.
    #[must_use]
    pub fn header(&self) -> &'w Header {
        self.header
    }

    /// Who sent it.
    #[must_use]
    pub fn peer(&self) -> &'w Peer {
        self.peer
    }

    /// The adapter whose handler this is.
    #[must_use]
    pub fn adapter(&self) -> &'static AdapterInfo {
        self.adapter
    }

    /// The installation, where the configuration names one.
    #[must_use]
    pub fn environment(&self) -> Option<&'w Environment> {
        self.environment
    }

    /// The key of this name in the message's identification, in any case; empty where there is none.
    #[must_use]
    pub fn key(&self, name: &str) -> &'w str {
        self.header.keys.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value.as_str())
    }

    /// When the record was what the message says.
    #[must_use]
    pub fn stamp(&self) -> Stamp<'w> {
        self.header.stamp(self.id, self.transaction.now())
    }

    /// The partner of a key that the peer has sent; what a miss means is in its type.
    ///
    /// # Errors
    /// Those of the miss, and those of the store.
    pub fn look_up<M: Miss>(&mut self, depara: &DeParaInfo, key: &str, miss: M) -> Result<M::Answer, StoreError> {
        let (space, side) = (self.space(depara)?, self.side(depara));
        self.transaction.look_up(&space, side, key, miss)
    }

    /// Records a pair, and tells the sender. A newer message replaces what the internal key was called before.
    ///
    /// # Errors
    /// When one of the keys has not its form, and those of the store.
    pub fn link(&mut self, depara: &'static DeParaInfo, internal: &str, external: &str) -> Result<Done, HandlerError> {
        let row = depara.row(internal, external).map_err(|error| HandlerError::refused(error.to_string()))?;
        let (space, stamp) = (self.space(depara)?, self.stamp());
        let done = learn::put(self.transaction, &space, &row, stamp)?;
        let (origin, destination) = match self.side(depara) {
            Side::Internal => (row.internal, row.external),
            Side::External => (row.external, row.internal),
        };
        self.keys.push(ReturnedKey { name: self.adapter.message.to_owned(), origin, destination });
        Ok(done)
    }

    /// Buries the pairs of a key that the peer has sent.
    ///
    /// # Errors
    /// Those of the store.
    pub fn unlink(&mut self, depara: &DeParaInfo, key: &str) -> Result<Done, StoreError> {
        let (space, side, stamp) = (self.space(depara)?, self.side(depara), self.stamp());
        self.transaction.remove(&space, side, key, stamp)
    }

    /// The side whose keys the peer sends.
    fn side(&self, depara: &DeParaInfo) -> Side {
        if depara.system.eq_ignore_ascii_case(&self.peer.product) { Side::Internal } else { Side::External }
    }

    fn space(&mut self, depara: &DeParaInfo) -> Result<Space, StoreError> {
        learn::space(self.transaction, depara)
    }
}

/// A handler, whatever it takes.
pub(super) trait AnyHandler: Send + Sync {
    /// The messages that it takes.
    fn messages(&self) -> &'static [&'static MessageInfo];

    /// Does the work; none when the content does not belong to the adapter.
    fn handle(&self, work: &mut Work<'_, '_>, document: &str, policy: &Policy) -> Result<Option<Handled>, HandlerError>;
}

/// The handlers of the program, by the adapters whose work they do.
#[derive(Clone, Default)]
pub(super) struct Handlers(Vec<(&'static AdapterInfo, Arc<dyn AnyHandler>)>);

impl Handlers {
    pub(super) fn push(&mut self, adapter: &'static AdapterInfo, handler: Arc<dyn AnyHandler>) {
        self.0.retain(|(known, _)| known.name != adapter.name);
        self.0.push((adapter, handler));
    }

    pub(super) fn of(&self, adapter: &AdapterInfo) -> Option<&dyn AnyHandler> {
        self.0.iter().find(|(known, _)| known.name == adapter.name).map(|(_, handler)| &**handler)
    }

    /// An adapter whose handler takes no message of that name: it would never be called.
    pub(super) fn misplaced(&self) -> Option<(&'static AdapterInfo, &dyn AnyHandler)> {
        let takes = |adapter: &AdapterInfo, handler: &dyn AnyHandler| {
            handler.messages().iter().any(|message| message.name.eq_ignore_ascii_case(adapter.message))
        };
        self.0.iter().map(|(adapter, handler)| (*adapter, &**handler)).find(|(adapter, handler)| !takes(adapter, *handler))
    }
}

impl<H: Handler> AnyHandler for H {
    fn messages(&self) -> &'static [&'static MessageInfo] {
        H::Message::MESSAGES
    }

    fn handle(&self, work: &mut Work<'_, '_>, document: &str, policy: &Policy) -> Result<Option<Handled>, HandlerError> {
        super::header::read::<H::Message, _>(document, policy, |message| {
            let message = message.map_err(|error| Refusal::Unreadable(super::portuguese::decode_error(&error)))?;
            let depara::envelope::Body::Business(business) = &message.value.body else { return Ok(None) };
            let content = business.content.as_ref();
            if content.is_some_and(|content| !self.applies(content)) {
                return Ok(None);
            }
            match (work.header.operation(), content) {
                (Some(Operation::Delete), content) => self.delete(work, content).map(Some),
                (_, Some(content)) => self.upsert(work, content).map(Some),
                (_, None) => Err(HandlerError::refused("A mensagem não tem conteúdo (BusinessContent)")),
            }
        })
    }
}

/// The type of the message in a document does not matter to whoever only forwards it.
pub(super) type AnyMessage<'a> = Message<'a, depara::envelope::Untyped>;
