//! `ResponseMessage` and `ReceiptMessage`: what became of a message.

use super::message::Known;
use crate::codec::{DecodeErrorKind, Field, Record, Result, Sink, Source};
use crate::messages::Messages;
use crate::value::{DateTime, Enumeration, Lenient};
use std::borrow::Cow;

type Text<'a> = Option<Cow<'a, str>>;

/// What became of a message.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponseMessage<'a, M: Messages> {
    /// The message that is answered.
    pub received: Option<ReceivedMessage<'a>>,
    /// Whether it was processed.
    pub processing: Option<ProcessingInformation<'a>>,
    /// The keys that the answering system gave, and what else the message's answer says.
    pub return_content: Option<ReturnContent<'a, M>>,
}

/// The message that is answered. Senders learn which event was answered from `event` or from `message_content`: fill both.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReceivedMessage<'a> {
    /// The product that sent it.
    pub sent_by: Text<'a>,
    /// Its identifier.
    pub uuid: Text<'a>,
    /// Its event: `upsert` or `delete`.
    pub event: Text<'a>,
    /// The whole original message. It is written with escaped entities, not as CDATA: some receivers cut at the first
    /// `</TOTVSMessage>` that they see, and a CDATA section that holds another one cannot be nested.
    pub message_content: Text<'a>,
}

/// Whether a message was processed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProcessingInformation<'a> {
    /// When.
    pub processed_on: Option<Lenient<'a, DateTime>>,
    /// The outcome.
    pub status: Option<Status<'a>>,
    /// A remark in place of a list of messages.
    pub details: Text<'a>,
    /// What went wrong; absent, empty or filled.
    pub messages: Option<Vec<ErrorMessage<'a>>>,
}

/// The outcome of processing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Status<'a> {
    /// It was processed.
    Ok,
    /// It was not.
    Error,
    /// Another outcome, as it came.
    Other(Cow<'a, str>),
}

impl<'a> Enumeration<'a> for Status<'a> {
    const VALUES: &'a [(&'static str, Self)] = &[("OK", Self::Ok), ("ERROR", Self::Error)];
    const ALSO: &'a [(&'static str, Self)] = &[("ok", Self::Ok), ("Ok", Self::Ok), ("error", Self::Error), ("Error", Self::Error)];

    fn other(text: Cow<'a, str>) -> Self {
        Self::Other(text)
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Ok => "OK",
            Self::Error => "ERROR",
            Self::Other(text) => text,
        }
    }
}

/// One thing that went wrong.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ErrorMessage<'a> {
    /// `ERROR`, `WARNING`, `INFO`.
    pub message_type: Text<'a>,
    /// Its code.
    pub code: Text<'a>,
    /// Its text.
    pub text: Text<'a>,
}

/// The keys that the answering system gave, and what else the message's answer says.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnContent<'a, M: Messages> {
    /// The keys in both systems.
    pub internal_ids: Option<Vec<InternalIdPair<'a>>>,
    /// Further lists of keys: few answers carry more than one, as that of ASSETS does.
    pub more_internal_ids: Vec<Vec<InternalIdPair<'a>>>,
    /// The sender's key, in answers of version 1.000 messages, which carry one pair without a list.
    pub origin: Text<'a>,
    /// The answering system's key, in answers of version 1.000 messages.
    pub destination: Text<'a>,
    /// What the mapping of the message describes beside the keys.
    pub content: Option<M::Return<'a>>,
}

/// The key of a record in both systems.
///
/// `origin` is the key in the system that sent the *original* message, `destination` the key in the system that answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InternalIdPair<'a> {
    /// Which record: the transaction, or the field that carries the key.
    pub name: Text<'a>,
    /// Key in the system that sent the original message.
    pub origin: Text<'a>,
    /// Key in the system that answers.
    pub destination: Text<'a>,
}

/// A message was taken; the answer comes later. Only asynchronous exchanges in XML have it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReceiptMessage<'a> {
    /// The message that was taken.
    pub received: Option<ReceivedMessage<'a>>,
    /// When it was taken.
    pub receipt: Option<ReceiptData<'a>>,
}

/// When a message was taken.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReceiptData<'a> {
    /// The time.
    pub received_on: Option<Lenient<'a, DateTime>>,
}

impl<M: Messages> ReturnContent<'_, M> {
    /// Every pair of keys: those of the list, and the single pair of version 1.000.
    pub fn pairs(&self) -> impl Iterator<Item = (Option<&str>, &str, &str)> {
        let listed =
            self.internal_ids.iter().flatten().map(|pair| (pair.name.as_deref(), pair.origin.as_deref(), pair.destination.as_deref()));
        let single =
            (self.origin.is_some() || self.destination.is_some()).then_some((None, self.origin.as_deref(), self.destination.as_deref()));
        listed.chain(single).map(|(name, origin, destination)| (name, origin.unwrap_or_default(), destination.unwrap_or_default()))
    }
}

impl<M: Messages> Default for ResponseMessage<'_, M> {
    fn default() -> Self {
        Self { received: None, processing: None, return_content: None }
    }
}

const RECEIVED_MESSAGE: Field = crate::field!("ReceivedMessage");
const PROCESSING_INFORMATION: Field = crate::field!("ProcessingInformation");
const RETURN_CONTENT: Field = crate::field!("ReturnContent");

/// An answer while it is read.
pub(super) struct Reading<'a, 'm, M: Messages> {
    pub(super) message: &'m mut ResponseMessage<'a, M>,
    /// The message that it answers, whose mapping describes the return content.
    pub(super) known: &'m Known,
}

impl<'a, M: Messages> Record<'a> for Reading<'a, '_, M> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.record(&RECEIVED_MESSAGE, &mut self.message.received)?;
        source.record(&PROCESSING_INFORMATION, &mut self.message.processing)?;
        let slot = &mut self.message.return_content;
        if slot.is_none() {
            let content = self.known.as_ref().ok().and_then(|message| M::return_content(message));
            let empty = ReturnContent { internal_ids: None, more_internal_ids: Vec::new(), origin: None, destination: None, content };
            if !source.element(&RETURN_CONTENT, slot.insert(empty))? {
                *slot = None;
            }
        }
        Ok(())
    }

    fn complete<S: Source<'a>>(&self, source: &mut S) -> Result<()> {
        source.require(&PROCESSING_INFORMATION, self.message.processing.is_some())
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        Writing { message: self.message, content_first: false }.write(sink);
    }
}

/// An answer while it is written.
pub(super) struct Writing<'m, 'a, M: Messages> {
    pub(super) message: &'m ResponseMessage<'a, M>,
    /// Whether what the mapping describes stands before the keys.
    pub(super) content_first: bool,
}

impl<'a, M: Messages> Record<'a> for Writing<'_, '_, M> {
    fn read<S: Source<'a>>(&mut self, _: &mut S) -> Result<()> {
        Ok(())
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.record(&RECEIVED_MESSAGE, &self.message.received);
        sink.record(&PROCESSING_INFORMATION, &self.message.processing);
        match &self.message.return_content {
            Some(content) if self.content_first => sink.element(&RETURN_CONTENT, &ContentFirst(content)),
            content => sink.record(&RETURN_CONTENT, content),
        }
    }
}

/// A return content that is written with the keys last.
struct ContentFirst<'m, 'a, M: Messages>(&'m ReturnContent<'a, M>);

impl<'a, M: Messages> Record<'a> for ContentFirst<'_, 'a, M> {
    fn read<S: Source<'a>>(&mut self, _: &mut S) -> Result<()> {
        Ok(())
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        self.0.write_content(sink);
        self.0.write_keys(sink);
    }
}

impl<M: Messages> ReturnContent<'_, M> {
    const LIST_OF_INTERNAL_ID: Field = crate::field!("ListOfInternalId");
    const INTERNAL_ID: Field = crate::field!("InternalId");
    const ORIGIN: Field = crate::field!("OriginInternalID");
    const DESTINATION: Field = crate::field!("DestinationInternalID");
}

impl<'a, M: Messages> ReturnContent<'a, M> {
    /// Reads a list of keys wherever one stands, and keeps each as a list of its own.
    fn read_internal_ids<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        let mut found = None;
        source.list(&Self::LIST_OF_INTERNAL_ID, &Self::INTERNAL_ID, &mut found)?;
        match (found, &mut self.internal_ids) {
            (None, _) => {}
            (found, first @ None) => *first = found,
            (Some(found), Some(_)) => self.more_internal_ids.push(found),
        }
        Ok(())
    }
}

impl<'a, M: Messages> Record<'a> for ReturnContent<'a, M> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        self.read_internal_ids(source)?;
        source.leaf(&Self::ORIGIN, &mut self.origin)?;
        source.leaf(&Self::DESTINATION, &mut self.destination)?;
        match &mut self.content {
            Some(content) => content.read(source),
            None => Ok(()),
        }
    }

    fn complete<S: Source<'a>>(&self, source: &mut S) -> Result<()> {
        match &self.content {
            Some(content) => content.complete(source),
            None => Ok(()),
        }
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        self.write_keys(sink);
        self.write_content(sink);
    }
}

impl<'a, M: Messages> ReturnContent<'a, M> {
    fn write_keys<S: Sink>(&self, sink: &mut S) {
        sink.list(&Self::LIST_OF_INTERNAL_ID, &Self::INTERNAL_ID, &self.internal_ids);
        for more in &self.more_internal_ids {
            sink.list(&Self::LIST_OF_INTERNAL_ID, &Self::INTERNAL_ID, &Some(more.clone()));
        }
        sink.leaf(&Self::ORIGIN, &self.origin);
        sink.leaf(&Self::DESTINATION, &self.destination);
    }

    fn write_content<S: Sink>(&self, sink: &mut S) {
        if let Some(content) = &self.content {
            content.write(sink);
        }
    }
}

impl InternalIdPair<'_> {
    const NAME: Field = crate::field!("Name");
    const ORIGIN: Field = crate::field!("Origin");
    const DESTINATION: Field = crate::field!("Destination");
}

impl<'a> Record<'a> for InternalIdPair<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.leaf(&Self::NAME, &mut self.name)?;
        source.leaf(&Self::ORIGIN, &mut self.origin)?;
        source.leaf(&Self::DESTINATION, &mut self.destination)
    }

    fn complete<S: Source<'a>>(&self, source: &mut S) -> Result<()> {
        source.require(&Self::NAME, self.name.is_some())?;
        source.require(&Self::ORIGIN, self.origin.is_some())?;
        source.require(&Self::DESTINATION, self.destination.is_some())
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.leaf(&Self::NAME, &self.name);
        sink.leaf(&Self::ORIGIN, &self.origin);
        sink.leaf(&Self::DESTINATION, &self.destination);
    }
}

impl ReceivedMessage<'_> {
    const SENT_BY: Field = crate::field!("SentBy");
    const UUID: Field = crate::field!("UUID");
    const EVENT: Field = crate::field!("Event");
    const MESSAGE_CONTENT: Field = crate::field!("MessageContent");
}

impl<'a> Record<'a> for ReceivedMessage<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.leaf(&Self::SENT_BY, &mut self.sent_by)?;
        source.leaf(&Self::UUID, &mut self.uuid)?;
        source.leaf(&Self::EVENT, &mut self.event)?;
        source.leaf(&Self::MESSAGE_CONTENT, &mut self.message_content)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.leaf(&Self::SENT_BY, &self.sent_by);
        sink.leaf(&Self::UUID, &self.uuid);
        sink.leaf(&Self::EVENT, &self.event);
        sink.leaf(&Self::MESSAGE_CONTENT, &self.message_content);
    }
}

impl ProcessingInformation<'_> {
    const PROCESSED_ON: Field = crate::field!("ProcessedOn");
    const STATUS: Field = crate::field!("Status");
    const DETAILS: Field = crate::field!("Details");
    const LIST_OF_MESSAGES: Field = crate::field!("ListOfMessages");
    const MESSAGE: Field = crate::field!("Message");
}

impl<'a> Record<'a> for ProcessingInformation<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.leaf(&Self::PROCESSED_ON, &mut self.processed_on)?;
        source.leaf(&Self::STATUS, &mut self.status)?;
        source.leaf(&Self::DETAILS, &mut self.details)?;
        source.list(&Self::LIST_OF_MESSAGES, &Self::MESSAGE, &mut self.messages)
    }

    fn complete<S: Source<'a>>(&self, source: &mut S) -> Result<()> {
        if self.status.is_some() {
            return Ok(());
        }
        Err(source.error(DecodeErrorKind::Missing { element: Self::STATUS.name.to_owned() }))
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.leaf(&Self::PROCESSED_ON, &self.processed_on);
        sink.leaf(&Self::STATUS, &self.status);
        sink.leaf(&Self::DETAILS, &self.details);
        sink.list(&Self::LIST_OF_MESSAGES, &Self::MESSAGE, &self.messages);
    }
}

impl ErrorMessage<'_> {
    const TYPE: Field = crate::field!("type");
    const CODE: Field = crate::field!("code");
    const TEXT: Field = crate::field!("$");
}

impl<'a> Record<'a> for ErrorMessage<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.attribute(&Self::TYPE, &mut self.message_type)?;
        source.attribute(&Self::CODE, &mut self.code)?;
        source.text(&Self::TEXT, &mut self.text)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.attribute(&Self::TYPE, &self.message_type);
        sink.attribute(&Self::CODE, &self.code);
        sink.text(&Self::TEXT, &self.text);
    }
}

impl ReceiptMessage<'_> {
    const RECEIPT_DATA: Field = crate::field!("ReceiptData");
}

impl<'a> Record<'a> for ReceiptMessage<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.record(&RECEIVED_MESSAGE, &mut self.received)?;
        source.record(&Self::RECEIPT_DATA, &mut self.receipt)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.record(&RECEIVED_MESSAGE, &self.received);
        sink.record(&Self::RECEIPT_DATA, &self.receipt);
    }
}

impl ReceiptData<'_> {
    const RECEIVED_ON: Field = crate::field!("ReceivedOn");
}

impl<'a> Record<'a> for ReceiptData<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.leaf(&Self::RECEIVED_ON, &mut self.received_on)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.leaf(&Self::RECEIVED_ON, &self.received_on);
    }
}
