//! `TOTVSMessage`: a whole message, read and written.

use super::{BusinessMessage, MessageInformation, ReceiptMessage, ResponseMessage, business, response};
use crate::codec::json::{self as codec_json, JsonSink};
use crate::codec::{DecodeError, DecodeErrorKind, Field, FindingKind, Location, Policy, Record, Report, Result, Sink, Source, xml};
use crate::info::{MessageInfo, MessageKind, Version};
use crate::messages::Messages;
use crate::value::Any;
use serde_json::{Value, json};
use std::borrow::Cow;

/// A whole message, whose contents are those of the messages `M`: one generated message, a registry of all, or [`Untyped`].
#[derive(Debug, Clone, PartialEq)]
pub struct Message<'a, M: Messages> {
    /// Where the sender says its schema is: `xmlschema/general/events/Bank_2_001.xsd`.
    pub schema_location: Option<Cow<'a, str>>,
    /// Which message this is, who sent it, and when.
    pub information: MessageInformation<'a>,
    /// What it says.
    pub body: Body<'a, M>,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq)]
pub enum Body<'a, M: Messages> {
    /// What happened to a record, or what is asked for.
    Business(BusinessMessage<'a, M>),
    /// What became of a message.
    Response(ResponseMessage<'a, M>),
    /// A message was taken.
    Receipt(ReceiptMessage<'a>),
}

/// A value that was read, with what was noticed on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded<T> {
    /// The value.
    pub value: T,
    /// What was noticed: skipped elements, unknown values, other spellings.
    pub report: Report,
}

impl<'a, M: Messages> Message<'a, M> {
    /// Reads a message from XML text; [`xml::text`] makes text of bytes in any of the encodings met in practice.
    ///
    /// # Errors
    /// When the text is not a `TOTVSMessage`, its message or version is not one of `M`, or a value does not fit: with the
    /// element path, the byte, what was found and what fits.
    ///
    /// ```
    /// use depara::envelope::{Body, Status, Untyped};
    /// use depara::{Message, Policy};
    ///
    /// let text = "<TOTVSMessage><MessageInformation version=\"2.001\"><Transaction>BANK</Transaction></MessageInformation>\
    ///     <ResponseMessage><ProcessingInformation><Status>OK</Status></ProcessingInformation></ResponseMessage></TOTVSMessage>";
    /// let decoded = Message::<Untyped>::decode(text, &Policy::default())?;
    /// let Body::Response(response) = decoded.value.body else { panic!("a response") };
    /// assert_eq!(response.processing.and_then(|processing| processing.status), Some(Status::Ok));
    /// # Ok::<(), depara::DecodeError>(())
    /// ```
    pub fn decode(text: &'a str, policy: &Policy) -> Result<Decoded<Self>> {
        Self::decode_from(xml::XmlSource::new(text, policy))
    }

    /// The same, reading every tag by the rules of XML instead of predicting it: slower, with the same outcome on every document.
    /// It is the judge of [`Message::decode`].
    ///
    /// # Errors
    /// As [`Message::decode`].
    pub fn decode_carefully(text: &'a str, policy: &Policy) -> Result<Decoded<Self>> {
        Self::decode_from(xml::XmlSource::careful(text, policy))
    }

    fn decode_from(mut source: xml::XmlSource<'a>) -> Result<Decoded<Self>> {
        let mut decoded = Decoded { value: Self::empty(), report: Report::default() };
        decoded.value.read_from(&mut source)?;
        decoded.report = source.take_report();
        Ok(decoded)
    }

    fn read_from(&mut self, source: &mut xml::XmlSource<'a>) -> Result<()> {
        let mut root = Root::of(self);
        source.root(&TOTVS_MESSAGE, &mut root).map_err(with_hint)?;
        root.finish()
    }

    /// What is read into: nothing is known of it yet.
    #[inline(always)]
    fn empty() -> Self {
        let information = MessageInformation::default();
        Self { schema_location: None, information, body: Body::Business(BusinessMessage::default()) }
    }

    /// Reads a message from the start of a document.
    pub(crate) fn read(source: &mut xml::XmlSource<'a>) -> Result<Self> {
        let mut message = Message::empty();
        message.read_from(source)?;
        Ok(message)
    }

    /// Writes the message as XML, with its declaration.
    #[must_use]
    pub fn encode(&self) -> String {
        self.encode_to(String::new())
    }

    /// The same behind what `out` holds, whose memory is used again: who writes many messages clears one text and hands it over each time.
    ///
    /// ```
    /// use depara::envelope::Untyped;
    /// use depara::{Message, Policy};
    ///
    /// let text = "<TOTVSMessage><MessageInformation version=\"2.001\"><UUID>7</UUID></MessageInformation>\
    ///     <ReceiptMessage></ReceiptMessage></TOTVSMessage>";
    /// let message = Message::<Untyped>::decode(text, &Policy::default())?.value;
    /// let mut out = message.encode_to(String::new());
    /// out.clear();
    /// assert_eq!(message.encode_to(out), message.encode());
    /// # Ok::<(), depara::DecodeError>(())
    /// ```
    #[must_use]
    pub fn encode_to(&self, out: String) -> String {
        let mut sink = xml::XmlSink::append_to(out);
        sink.declaration();
        sink.element(&TOTVS_MESSAGE, &Writing(self));
        sink.into_string()
    }

    /// The message in its JSON form: the tree of `TOTVSMessage`, contents as the standard's JSON schemas have them.
    ///
    /// ```
    /// use depara::envelope::Untyped;
    /// use depara::{Message, Policy};
    ///
    /// let text = "<TOTVSMessage><MessageInformation version=\"2.001\"><UUID>7</UUID></MessageInformation>\
    ///     <ResponseMessage><ProcessingInformation><Status>OK</Status></ProcessingInformation></ResponseMessage></TOTVSMessage>";
    /// let message = Message::<Untyped>::decode(text, &Policy::default())?.value;
    /// let json = message.to_json();
    /// assert_eq!(json["TOTVSMessage"]["MessageInformation"]["version"], "2.001");
    /// assert_eq!(Message::<Untyped>::from_json(&json, &Policy::default())?.value, message);
    /// # Ok::<(), depara::DecodeError>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut message = JsonSink::root(&TOTVS_MESSAGE, &Writing(self));
        if let Some(members) = message.as_object_mut() {
            // Only XML needs the name space of its attributes.
            members.shift_remove(NAMESPACE.name);
        }
        json!({ TOTVS_MESSAGE.name: message })
    }

    /// Reads a message from its JSON form; [`tree`](super::json::tree) brings the other JSON forms into this one.
    ///
    /// # Errors
    /// As [`Message::decode`]; the location has a path and no byte.
    pub fn from_json(value: &'a Value, policy: &Policy) -> Result<Decoded<Self>> {
        let found = || value.as_object().and_then(|members| members.keys().next()).cloned().unwrap_or_default();
        let wrong = || DecodeErrorKind::WrongRoot { found: found(), hint: String::new() };
        let root = value.get(TOTVS_MESSAGE.name);
        let root = root.ok_or_else(|| with_hint(DecodeError::new(Location::default(), wrong())))?;
        let mut message = Self::empty();
        let mut reading = Root::of(&mut message);
        let report = codec_json::read_into(root, &TOTVS_MESSAGE, policy, &mut reading)?;
        reading.finish()?;
        Ok(Decoded { value: message, report })
    }
}

const TOTVS_MESSAGE: Field = crate::field!("TOTVSMessage");
const NAMESPACE: Field = crate::field!("xmlns:xsi");
const SCHEMA_LOCATION: Field = crate::field!("xsi:noNamespaceSchemaLocation");
const MESSAGE_INFORMATION: Field = crate::field!("MessageInformation");
const BUSINESS_MESSAGE: Field = crate::field!("BusinessMessage");
const RESPONSE_MESSAGE: Field = crate::field!("ResponseMessage");
const RECEIPT_MESSAGE: Field = crate::field!("ReceiptMessage");

/// Says what to do about a root element that is known for something else.
fn with_hint(mut error: DecodeError) -> DecodeError {
    if let DecodeErrorKind::WrongRoot { found, hint } = &mut error.kind {
        let found = found.rsplit(':').next().unwrap_or_default();
        if found == "Envelope" {
            "; this is a SOAP envelope with the message inside".clone_into(hint);
        } else if [BUSINESS_MESSAGE, RESPONSE_MESSAGE, RECEIPT_MESSAGE, MESSAGE_INFORMATION].iter().any(|part| part.name == found) {
            *hint = format!("; `{found}` is a fragment, which stands inside `TOTVSMessage`");
        }
    }
    error
}

/// A message while it is read, into the place where it stays: contents are large, and moving them costs more than looking twice.
struct Root<'m, 'a, M: Messages> {
    information: Option<MessageInformation<'a>>,
    message: &'m mut Message<'a, M>,
    has_body: bool,
}

/// Which message a header names, or why it names none that is known.
pub(super) type Known = std::result::Result<&'static MessageInfo, DecodeErrorKind>;

impl<'m, 'a, M: Messages> Root<'m, 'a, M> {
    fn of(message: &'m mut Message<'a, M>) -> Self {
        Self { information: None, message, has_body: false }
    }

    /// Which message the header names; the header comes first in every message seen.
    fn known(&self) -> Known {
        let missing = |element: &str| DecodeErrorKind::Missing { element: element.to_owned() };
        let information = self.information.as_ref().ok_or_else(|| missing(MESSAGE_INFORMATION.name))?;
        let transaction = information.transaction.as_deref().ok_or_else(|| missing("MessageInformation/Transaction"))?;
        M::find(transaction, information.version.as_deref())
    }

    /// Says what a message has to have and this one has not.
    fn finish(&mut self) -> Result<()> {
        let missing = |element: &str| {
            let location = Location { path: TOTVS_MESSAGE.name.to_owned(), position: 0 };
            DecodeError::new(location, DecodeErrorKind::Missing { element: element.to_owned() })
        };
        self.message.information = self.information.take().ok_or_else(|| missing(MESSAGE_INFORMATION.name))?;
        if self.has_body { Ok(()) } else { Err(missing("BusinessMessage, ResponseMessage or ReceiptMessage")) }
    }

    fn read_business<S: Source<'a>>(&mut self, source: &mut S, known: &Known) -> Result<()> {
        if !matches!(self.message.body, Body::Business(_)) {
            self.message.body = Body::Business(BusinessMessage::default());
        }
        let Body::Business(message) = &mut self.message.body else { return Ok(()) };
        let info = known.as_ref().ok().copied();
        self.has_body = source.element(&BUSINESS_MESSAGE, &mut business::Reading { message, info, known })?;
        Ok(())
    }

    fn read_response<S: Source<'a>>(&mut self, source: &mut S, known: &Known) -> Result<()> {
        self.message.body = Body::Response(ResponseMessage::default());
        let Body::Response(message) = &mut self.message.body else { return Ok(()) };
        self.has_body = source.element(&RESPONSE_MESSAGE, &mut response::Reading { message, known })?;
        if let (true, Err(unknown), true) = (self.has_body, known, message.return_content.is_some()) {
            source.report(FindingKind::Note { text: format!("only the keys of the answer were read: {unknown}") });
        }
        Ok(())
    }
}

impl<'a, M: Messages> Record<'a> for Root<'_, 'a, M> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.attribute(&SCHEMA_LOCATION, &mut self.message.schema_location)?;
        source.record(&MESSAGE_INFORMATION, &mut self.information)?;
        if self.has_body {
            return Ok(());
        }
        let known = self.known();
        self.read_business(source, &known)?;
        if !self.has_body {
            self.read_response(source, &known)?;
        }
        if !self.has_body {
            let mut receipt = None;
            source.record(&RECEIPT_MESSAGE, &mut receipt)?;
            if let Some(receipt) = receipt {
                self.message.body = Body::Receipt(receipt);
                self.has_body = true;
            }
        }
        Ok(())
    }

    fn write<S: Sink>(&self, _: &mut S) {}
}

/// A message while it is written.
struct Writing<'m, 'a, M: Messages>(&'m Message<'a, M>);

impl<'a, M: Messages> Record<'a> for Writing<'_, '_, M> {
    fn read<S: Source<'a>>(&mut self, _: &mut S) -> Result<()> {
        Ok(())
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        let namespace = self.0.schema_location.is_some().then_some(Cow::Borrowed("http://www.w3.org/2001/XMLSchema-instance"));
        sink.attribute(&NAMESPACE, &namespace);
        sink.attribute(&SCHEMA_LOCATION, &self.0.schema_location);
        sink.element(&MESSAGE_INFORMATION, &self.0.information);
        match &self.0.body {
            Body::Business(message) => sink.element(&BUSINESS_MESSAGE, &business::Writing(message)),
            Body::Response(message) => {
                let information = &self.0.information;
                let known = M::find(information.transaction.as_deref().unwrap_or_default(), information.version.as_deref());
                let content_first = known.is_ok_and(|message| message.return_before_keys);
                sink.element(&RESPONSE_MESSAGE, &response::Writing { message, content_first });
            }
            Body::Receipt(message) => sink.element(&RECEIPT_MESSAGE, message),
        }
    }
}

/// Any message, its contents left as they came: for looking at envelopes, and for forwarding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Untyped {}

/// A content as it came.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawContent<'a> {
    /// The source inside the element.
    pub source: Option<Any<'a>>,
}

impl<'a> Record<'a> for RawContent<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.inner(&mut self.source)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.inner(&self.source);
    }
}

impl Messages for Untyped {
    type Content<'a> = RawContent<'a>;
    type Return<'a> = RawContent<'a>;

    const MESSAGES: &'static [&'static MessageInfo] = &[];

    fn content<'a>(_: &MessageInfo) -> Option<RawContent<'a>> {
        Some(RawContent::default())
    }

    /// The keys of an answer are read by the envelope; what stands beside them is reported with its source.
    fn return_content<'a>(_: &MessageInfo) -> Option<RawContent<'a>> {
        None
    }

    fn find(_: &str, _: Option<&str>) -> std::result::Result<&'static MessageInfo, DecodeErrorKind> {
        static ANY: MessageInfo = MessageInfo {
            name: "",
            version: Version::new(0, 0),
            title: "",
            kind: MessageKind::Event,
            schema: "",
            return_before_keys: false,
            adapters: &[],
        };
        Ok(&ANY)
    }
}
