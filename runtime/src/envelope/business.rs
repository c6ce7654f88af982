//! `BusinessMessage`: what happened to a record, or what is asked for, and its content.

use super::information::respelt;
use super::message::Known;
use crate::codec::{DecodeErrorKind, Field, FindingKind, Policy, Reaction, Record, Result, Sink, Source};
use crate::info::MessageInfo;
use crate::messages::Messages;
use crate::rules::Operation;
use crate::value::Enumeration;
use std::borrow::Cow;
use std::marker::PhantomData;

/// What happened to a record, or what is asked for, and its content.
#[derive(Debug, Clone, PartialEq)]
pub struct BusinessMessage<'a, M: Messages> {
    /// What happened, in an event.
    pub event: Option<BusinessEvent<'a>>,
    /// What is asked for, in a request.
    pub request: Option<BusinessRequest<'a>>,
    /// The content.
    pub content: Option<M::Content<'a>>,
}

/// What happened to which record.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BusinessEvent<'a> {
    /// The kind of record: `CustomerVendor`.
    pub entity: Option<Cow<'a, str>>,
    /// What happened to it.
    pub event: Option<Event<'a>>,
    /// Its keys.
    pub identification: Option<Identification<'a>>,
}

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BusinessRequest<'a> {
    /// The operation.
    pub operation: Option<Cow<'a, str>>,
    /// The keys of the record, which few requests send.
    pub identification: Option<Identification<'a>>,
}

/// What happened to a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Event<'a> {
    /// It is new or has changed.
    Upsert,
    /// It was deleted.
    Delete,
    /// It is asked for; only the JSON form of customers and vendors sends this.
    Request,
    /// Another event, as it came.
    Other(Cow<'a, str>),
}

impl Event<'_> {
    /// The change that it tells of; none where it tells of none.
    #[must_use]
    pub fn operation(&self) -> Option<Operation> {
        match self {
            Self::Upsert => Some(Operation::Upsert),
            Self::Delete => Some(Operation::Delete),
            Self::Request | Self::Other(_) => None,
        }
    }
}

impl<'a> Enumeration<'a> for Event<'a> {
    const VALUES: &'a [(&'static str, Self)] = &[("upsert", Self::Upsert), ("delete", Self::Delete), ("request", Self::Request)];
    const ALSO: &'a [(&'static str, Self)] = &[
        ("UPSERT", Self::Upsert),
        ("Upsert", Self::Upsert),
        ("DELETE", Self::Delete),
        ("Delete", Self::Delete),
        ("REQUEST", Self::Request),
        ("Request", Self::Request),
    ];

    fn other(text: Cow<'a, str>) -> Self {
        Self::Other(text)
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Upsert => "upsert",
            Self::Delete => "delete",
            Self::Request => "request",
            Self::Other(text) => text,
        }
    }
}

/// The keys of the record that a message is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Identification<'a> {
    /// One key or several; some routines send the parts of a key one by one.
    pub keys: Vec<IdentificationKey<'a>>,
}

/// One key of an identification.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IdentificationKey<'a> {
    /// Which key it is: `InternalId`, `InternalID`, `Code`, `BranchId`.
    pub name: Option<Cow<'a, str>>,
    /// Its value.
    pub value: Option<Cow<'a, str>>,
}

impl Identification<'_> {
    const KEY: Field = crate::field!("key");
    /// As some messages send the key, without `key` around it.
    const INTERNAL_ID: Field = crate::field!("InternalId");

    /// The value of the key of this name, in any case.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&str> {
        let named = |key: &&IdentificationKey<'_>| key.name.as_deref().is_some_and(|found| found.eq_ignore_ascii_case(name));
        self.keys.iter().find(named)?.value.as_deref()
    }
}

impl<'a> Record<'a> for Identification<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.records(&Self::KEY, &mut self.keys)?;
        let mut bare = None;
        source.leaf(&Self::INTERNAL_ID, &mut bare)?;
        if bare.is_some() {
            source.report(FindingKind::Respelt { found: "InternalId".to_owned(), read_as: "key".to_owned() });
            self.keys.push(IdentificationKey { name: Some(Self::INTERNAL_ID.name.into()), value: bare });
        }
        Ok(())
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.records(&Self::KEY, &self.keys);
    }
}

impl IdentificationKey<'_> {
    const NAME: Field = crate::field!("name");
    const VALUE: Field = crate::field!("$");
}

impl<'a> Record<'a> for IdentificationKey<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.attribute(&Self::NAME, &mut self.name)?;
        source.text(&Self::VALUE, &mut self.value)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.attribute(&Self::NAME, &self.name);
        sink.text(&Self::VALUE, &self.value);
    }
}

impl BusinessEvent<'_> {
    const ENTITY: Field = crate::field!("Entity");
    const EVENT: Field = crate::field!("Event");
}

const OPERATION: Field = crate::field!("Operation");
const IDENTIFICATION: Field = crate::field!("Identification");

impl<'a> Record<'a> for BusinessEvent<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.leaf(&Self::ENTITY, &mut self.entity)?;
        respelt(source, &OPERATION, &Self::ENTITY, &mut self.entity)?;
        source.leaf(&Self::EVENT, &mut self.event)?;
        source.record(&IDENTIFICATION, &mut self.identification)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.leaf(&Self::ENTITY, &self.entity);
        sink.leaf(&Self::EVENT, &self.event);
        sink.record(&IDENTIFICATION, &self.identification);
    }
}

impl<'a> Record<'a> for BusinessRequest<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.leaf(&OPERATION, &mut self.operation)?;
        source.record(&IDENTIFICATION, &mut self.identification)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.leaf(&OPERATION, &self.operation);
        sink.record(&IDENTIFICATION, &self.identification);
    }
}

const BUSINESS_EVENT: Field = crate::field!("BusinessEvent");
const BUSINESS_REQUEST: Field = crate::field!("BusinessRequest");
const BUSINESS_CONTENT: Field = crate::field!("BusinessContent");

impl<M: Messages> Default for BusinessMessage<'_, M> {
    fn default() -> Self {
        Self { event: None, request: None, content: None }
    }
}

/// A business message while it is read: with the content that its message asks for, or why there is none.
pub(super) struct Reading<'a, 'm, M: Messages> {
    pub(super) message: &'m mut BusinessMessage<'a, M>,
    /// Which message it is, when it is known and its event was not judged yet.
    pub(super) info: Option<&'static MessageInfo>,
    pub(super) known: &'m Known,
}

impl<'a, M: Messages> Record<'a> for Reading<'a, '_, M> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.record(&BUSINESS_EVENT, &mut self.message.event)?;
        source.record(&BUSINESS_REQUEST, &mut self.message.request)?;
        self.check_event(source)?;
        match self.known {
            Ok(message) => self.read_content(source, message)?,
            Err(kind) => {
                source.element(&BUSINESS_CONTENT, &mut Refusal::<'a>(kind.clone(), PhantomData))?;
            }
        }
        Ok(())
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        Writing(self.message).write(sink);
    }
}

impl<'a, M: Messages> Reading<'a, '_, M> {
    /// Reads the content into the place where it stays, unless there is one.
    fn read_content<S: Source<'a>>(&mut self, source: &mut S, message: &MessageInfo) -> Result<()> {
        let slot = &mut self.message.content;
        if slot.is_none() {
            *slot = M::content(message);
            if let Some(content) = slot
                && !source.element(&BUSINESS_CONTENT, content)?
            {
                *slot = None;
            }
        }
        Ok(())
    }

    /// Refuses an event that no adapter of the message carries, by policy, before its content is read.
    fn check_event<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        let Some(operation) = self.message.event.as_ref().and_then(|event| event.event.as_ref()?.operation()) else { return Ok(()) };
        // The event is judged once, although fields may be offered several times.
        let Some(info) = self.info.take() else { return Ok(()) };
        let Policy { profile, operation: reaction, .. } = *source.policy();
        if info.carries(operation, profile) {
            return Ok(());
        }
        let (event, carried) = (operation.to_string(), info.carried(profile));
        match reaction {
            Reaction::Report => source.report(FindingKind::Operation { event, carried }),
            Reaction::Refuse => {
                return Err(source.error(DecodeErrorKind::Operation { event, message: info.name.to_owned(), carried }));
            }
        }
        Ok(())
    }
}

/// A business message while it is written.
pub(super) struct Writing<'m, 'a, M: Messages>(pub(super) &'m BusinessMessage<'a, M>);

impl<'a, M: Messages> Record<'a> for Writing<'_, '_, M> {
    fn read<S: Source<'a>>(&mut self, _: &mut S) -> Result<()> {
        Ok(())
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.record(&BUSINESS_EVENT, &self.0.event);
        sink.record(&BUSINESS_REQUEST, &self.0.request);
        sink.record(&BUSINESS_CONTENT, &self.0.content);
    }
}

/// Refuses an element for a reason that was known before it came.
struct Refusal<'a>(DecodeErrorKind, PhantomData<&'a ()>);

impl<'a> Record<'a> for Refusal<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        Err(source.error(self.0.clone()))
    }

    fn write<S: Sink>(&self, _: &mut S) {}
}
