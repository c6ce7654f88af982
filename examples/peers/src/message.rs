//! Messages as the peers write and read them.

use crate::caller::Sent;
use crate::soap::{Writing, cdata};
use depara::envelope::{
    Body, BusinessEvent, BusinessMessage, ErrorMessage, Event, Identification, IdentificationKey, InternalIdPair, MessageInformation,
    ProcessingInformation, Product, RawContent, ReceiptData, ReceiptMessage, ReceivedMessage, ResponseMessage, ReturnContent, Status,
    Untyped,
};
use depara::value::{Lenient, Offset};
use depara::{Any, DateTime, DecodeError, Delivery, Enumeration, Message, MessageInfo, Policy};
use depara_mappings::Registry;
use depara_mappings::registry::Content;
use uuid::Uuid;

/// The keys of a record in both systems, as an answer has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Which record it is.
    pub name: String,
    /// The key in the system that sent the message.
    pub origin: String,
    /// The key in the system that answers.
    pub destination: String,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The message that is answered.
    pub uuid: String,
    /// Its transaction.
    pub transaction: String,
    /// Its event, where the answer names it.
    pub event: Option<String>,
    /// The product that answers.
    pub product: Option<String>,
    /// Whether the answer carries the message that it answers.
    pub carries_message: bool,
    /// The keys, or why the message was not processed.
    pub outcome: Result<Vec<Pair>, Vec<String>>,
    /// The whole answer.
    pub document: String,
}

/// What is the same in every message of a peer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sender {
    pub(crate) product: &'static str,
    pub(crate) writing: Writing,
}

/// A message that tells of a change.
pub(crate) struct Change<'a> {
    pub(crate) info: &'static MessageInfo,
    pub(crate) delete: bool,
    pub(crate) branch: &'a str,
    /// The key of the record.
    pub(crate) key: &'a str,
    pub(crate) content: Content<'a>,
    pub(crate) delivery: Delivery,
}

/// Now, as headers have it.
fn now<'a>() -> Option<Lenient<'a, DateTime>> {
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).datetime();
    // To the second and in UTC, as the systems write it.
    let now = DateTime::from(now.round(jiff::Unit::Second).unwrap_or(now));
    Some(Lenient::Value(now.with_offset(Offset::from_minutes(0))))
}

impl Sender {
    /// A change with a new UUID: the UUID and the message.
    pub(crate) fn change(self, change: Change<'_>) -> (String, String) {
        let uuid = Uuid::new_v4().to_string();
        let Change { info, delete, branch, key, content, delivery } = change;
        let delivery = if delivery == Delivery::Sync { "Sync" } else { "Async" };
        let keys = vec![IdentificationKey { name: Some("InternalId".into()), value: Some(key.into()) }];
        let event = BusinessEvent {
            entity: Some(info.title.into()),
            event: Some(if delete { Event::Delete } else { Event::Upsert }),
            identification: Some(Identification { keys }),
        };
        let message = Message::<Registry> {
            schema_location: Some(format!("xmlschema/general/events/{}", info.schema).into()),
            information: MessageInformation {
                branch_id: Some(branch.into()),
                delivery_type: Some(delivery.into()),
                ..self.information("BusinessMessage", &uuid, info.title, &info.version.to_string())
            },
            body: Body::Business(BusinessMessage { event: Some(event), request: None, content: Some(content) }),
        };
        let document = message.encode();
        (uuid, document)
    }

    /// What became of `received`, which came as `document`.
    pub(crate) fn answer(self, received: &Message<'_, Untyped>, document: &str, outcome: &Result<Vec<Pair>, Vec<String>>) -> String {
        const PLACE: &str = "\u{e000}";
        let carried = if self.writing == Writing::Cdata { PLACE } else { document };
        let (status, messages) = match outcome {
            Ok(_) => (Status::Ok, None),
            Err(texts) => (Status::Error, Some(texts.iter().map(|text| error(text)).collect())),
        };
        let pairs = outcome.as_ref().ok().filter(|pairs| !pairs.is_empty());
        let internal_ids = pairs.map(|pairs| pairs.iter().map(pair).collect());
        let response = ResponseMessage {
            received: Some(ReceivedMessage { message_content: Some(carried.into()), ..received_message(received) }),
            processing: Some(ProcessingInformation { processed_on: now(), status: Some(status), details: None, messages }),
            return_content: internal_ids.map(|internal_ids| ReturnContent {
                internal_ids: Some(internal_ids),
                more_internal_ids: Vec::new(),
                origin: None,
                destination: None,
                content: None,
            }),
        };
        self.reply(received, "ResponseMessage", Body::Response(response)).replace(PLACE, &cdata(document))
    }

    /// Which versions of which messages the peer speaks.
    pub(crate) fn who_is(self, received: &Message<'_, Untyped>, versions: &str) -> String {
        let response = ResponseMessage {
            received: Some(received_message(received)),
            processing: Some(ProcessingInformation { processed_on: now(), status: Some(Status::Ok), details: None, messages: None }),
            return_content: Some(ReturnContent {
                internal_ids: None,
                more_internal_ids: Vec::new(),
                origin: None,
                destination: None,
                content: Some(RawContent { source: Some(Any::from_text(versions)) }),
            }),
        };
        self.reply(received, "ResponseMessage", Body::Response(response))
    }

    /// That a message was taken.
    pub(crate) fn receipt(self, received: &Message<'_, Untyped>) -> String {
        let receipt = ReceiptMessage { received: Some(received_message(received)), receipt: Some(ReceiptData { received_on: now() }) };
        self.reply(received, "ReceiptMessage", Body::Receipt(receipt))
    }

    fn reply(self, received: &Message<'_, Untyped>, message_type: &str, body: Body<'_, Untyped>) -> String {
        let text = |value: &Option<std::borrow::Cow<'_, str>>| value.as_deref().unwrap_or_default().to_owned();
        let (transaction, version) = (text(&received.information.transaction), text(&received.information.version));
        let uuid = Uuid::new_v4().to_string();
        let information = self.information(message_type, &uuid, &transaction, &version);
        Message { schema_location: None, information, body }.encode()
    }

    fn information<'a>(self, message_type: &str, uuid: &str, transaction: &str, version: &str) -> MessageInformation<'a> {
        MessageInformation {
            version: Some(version.to_owned().into()),
            uuid: Some(uuid.to_owned().into()),
            message_type: Some(message_type.to_owned().into()),
            transaction: Some(transaction.to_owned().into()),
            standard_version: Some("1.000".into()),
            source_application: Some(self.product.into()),
            company_id: Some("01".into()),
            product: Some(Product { name: Some(self.product.into()), version: Some("12.1.2510".into()) }),
            generated_on: now(),
            ..MessageInformation::default()
        }
    }
}

fn received_message<'a>(received: &'a Message<'_, Untyped>) -> ReceivedMessage<'a> {
    let Message { information, body, .. } = received;
    let event = if let Body::Business(business) = body { business.event.as_ref() } else { None };
    let event = event.and_then(|event| event.event.as_ref()).map(|event| event.as_str().into());
    let sent_by = information.product.as_ref().and_then(|product| product.name.as_deref()).map(Into::into);
    ReceivedMessage { sent_by, uuid: information.uuid.as_deref().map(Into::into), event, message_content: None }
}

fn error(text: &str) -> ErrorMessage<'_> {
    ErrorMessage { message_type: Some("ERROR".into()), code: Some("1".into()), text: Some(text.into()) }
}

fn pair(pair: &Pair) -> InternalIdPair<'_> {
    let Pair { name, origin, destination } = pair;
    InternalIdPair { name: Some(name.into()), origin: Some(origin.into()), destination: Some(destination.into()) }
}

impl Answer {
    /// Reads what came back for a message.
    pub(crate) fn read(document: &str) -> Result<Sent, DecodeError> {
        let message = Message::<Untyped>::decode(document, &Policy::default())?.value;
        let response = match &message.body {
            Body::Response(response) => response,
            Body::Receipt(_) | Body::Business(_) => return Ok(Sent::Taken),
        };
        Ok(Sent::Answered(Self::of(&message, response, document)))
    }

    pub(crate) fn of(message: &Message<'_, Untyped>, response: &ResponseMessage<'_, Untyped>, document: &str) -> Self {
        let owned = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let received = response.received.clone().unwrap_or_default();
        let processing = response.processing.as_ref();
        let outcome = if processing.and_then(|processing| processing.status.as_ref()) == Some(&Status::Ok) {
            let pairs = response.return_content.iter().flat_map(ReturnContent::pairs);
            let pair = |(name, origin, destination): (Option<&str>, &str, &str)| Pair {
                name: owned(name),
                origin: origin.to_owned(),
                destination: destination.to_owned(),
            };
            Ok(pairs.map(pair).collect())
        } else {
            let messages = processing.and_then(|processing| processing.messages.as_ref());
            Err(messages.into_iter().flatten().map(|message| owned(message.text.as_deref())).collect())
        };
        Self {
            uuid: owned(received.uuid.as_deref()),
            transaction: owned(message.information.transaction.as_deref()),
            event: received.event.as_deref().filter(|event| !event.is_empty()).map(str::to_owned),
            product: message.information.product.as_ref().and_then(|product| product.name.as_deref()).map(str::to_owned),
            carries_message: received.message_content.is_some_and(|content| !content.trim().is_empty()),
            outcome,
            document: document.to_owned(),
        }
    }
}
