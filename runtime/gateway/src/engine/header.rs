//! What the envelope of a message says, read once and kept as texts.

use depara::envelope::json::tree;
use depara::envelope::{Body, BusinessMessage, Identification};
use depara::rules::Operation;
use depara::{DateTime, DecodeError, DecodeErrorKind, Decoded, Delivery, Location, Message, Messages, Policy};
use depara_store::Timestamp;
use depara_store::depara::Stamp;

/// What the envelope of a message says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// What kind of message it is.
    pub kind: Kind,
    /// Name of the message, in upper case: `CUSTOMERVENDOR`.
    pub transaction: String,
    /// Version of the message, as it came: `2.002`.
    pub version: String,
    /// Its identifier; empty where there is none.
    pub uuid: String,
    /// The product that sent it.
    pub product: String,
    /// Whether the sender waits, where the message says it.
    pub delivery: Option<Delivery>,
    /// What happened to the record, as it came: `upsert`, `delete`.
    pub event: String,
    /// The keys of the record: their names and values.
    pub keys: Vec<(String, String)>,
    /// When the message was made, where it says so in a form that is a time.
    pub generated_on: Option<Timestamp>,
    /// The company group of the sender.
    pub company: String,
    /// The branch of the sender, with its blanks.
    pub branch: String,
}

/// What kind of message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// A record has changed, or something is asked for.
    #[default]
    Business,
    /// It asks which messages and versions the receiver speaks.
    WhoIs,
    /// It answers another message.
    Response,
    /// It says that another message has arrived.
    Receipt,
}

/// Reads a document in either form and hands over what became of it; a message borrows from its document, so it cannot be returned.
///
/// XML and JSON are told apart by their first character.
pub(super) fn read<M: Messages, T>(
    document: &str,
    policy: &Policy,
    then: impl for<'a> FnOnce(Result<Decoded<Message<'a, M>>, DecodeError>) -> T,
) -> T {
    if !is_json(document) {
        return then(Message::decode(document, policy));
    }
    match serde_json::from_str(document) {
        Ok(value) => then(Message::from_json(&tree(value), policy)),
        Err(error) => {
            let kind = DecodeErrorKind::Json { reason: error.to_string() };
            then(Err(DecodeError::new(Location::default(), kind)))
        }
    }
}

/// A text as a data base takes it: NUL, which neither form of a message may have, is shown as a sign.
pub(super) fn storable(text: &str) -> String {
    text.replace('\0', "\u{2400}")
}

/// Whether a document is in the JSON form.
pub(super) fn is_json(document: &str) -> bool {
    document.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

impl Header {
    /// What the envelope of `message` says.
    pub(super) fn of<M: Messages>(message: &Message<'_, M>) -> Self {
        let information = &message.information;
        let text = |text: &Option<std::borrow::Cow<'_, str>>| storable(text.as_deref().unwrap_or_default().trim());
        let transaction = text(&information.transaction).to_uppercase();
        let (event, keys) = match &message.body {
            Body::Business(business) => business_facts(business),
            Body::Response(_) | Body::Receipt(_) => (String::new(), Vec::new()),
        };
        let kind = match &message.body {
            Body::Business(_) if transaction == "WHOIS" => Kind::WhoIs,
            Body::Business(_) => Kind::Business,
            Body::Response(_) => Kind::Response,
            Body::Receipt(_) => Kind::Receipt,
        };
        let made = information.generated_on.as_ref().and_then(|made| made.value().copied());
        Self {
            kind,
            transaction,
            version: text(&information.version),
            uuid: text(&information.uuid),
            product: information.product.as_ref().map(|product| text(&product.name)).unwrap_or_default(),
            delivery: delivery(&text(&information.delivery_type)),
            event,
            keys,
            generated_on: made.and_then(instant),
            company: storable(information.company_id.as_deref().unwrap_or_default()),
            branch: storable(information.branch_id.as_deref().unwrap_or_default()),
        }
    }

    /// The change that the message tells of; none where it tells of none.
    #[must_use]
    pub fn operation(&self) -> Option<Operation> {
        match self.event.to_ascii_lowercase().as_str() {
            "upsert" => Some(Operation::Upsert),
            "delete" => Some(Operation::Delete),
            _ => None,
        }
    }

    /// When the record was what the message says; `number` is that of the message in the queue. A message that does not say its time is as old as
    /// now. Systems write whole seconds, and within one a record may be made, changed and deleted: then what came later is newer.
    pub(super) fn stamp(&self, number: i64, now: Timestamp) -> Stamp<'_> {
        const SECOND: i64 = 1_000_000;
        let at = match self.generated_on {
            Some(at) if at.micros() % SECOND == 0 => Timestamp::from_micros(at.micros().saturating_add(number.rem_euclid(SECOND))),
            Some(at) => at,
            None => now,
        };
        Stamp { at, source: &self.uuid }
    }

    /// Of what record the message is: messages of one go one after another. None where it names no key.
    #[must_use]
    pub fn business_key(&self) -> Option<String> {
        let values: Vec<&str> = self.keys.iter().map(|(_, value)| value.trim_end()).filter(|value| !value.is_empty()).collect();
        (!values.is_empty()).then(|| format!("{} {}", self.transaction, values.join(" ")))
    }
}

fn business_facts<M: Messages>(business: &BusinessMessage<'_, M>) -> (String, Vec<(String, String)>) {
    use depara::Enumeration;
    let (event, identification) = match (&business.event, &business.request) {
        (Some(event), _) => (event.event.as_ref().map(|event| event.as_str().to_owned()), event.identification.as_ref()),
        (None, Some(request)) => (None, request.identification.as_ref()),
        (None, None) => (None, None),
    };
    (event.as_deref().map(storable).unwrap_or_default(), identification.map(keys).unwrap_or_default())
}

fn keys(identification: &Identification<'_>) -> Vec<(String, String)> {
    let text = |text: &Option<std::borrow::Cow<'_, str>>| storable(text.as_deref().unwrap_or_default());
    identification.keys.iter().map(|key| (text(&key.name), text(&key.value))).collect()
}

fn delivery(text: &str) -> Option<Delivery> {
    match text.to_ascii_lowercase().as_str() {
        "sync" => Some(Delivery::Sync),
        "async" => Some(Delivery::Async),
        _ => None,
    }
}

/// The offset of Brasília, where these systems stand; there has been no summer time since 2019.
pub(super) const BRASILIA: jiff::tz::Offset = jiff::tz::offset(-3);

/// Times without an offset are those of Brasília.
fn instant(made: DateTime) -> Option<Timestamp> {
    let brasilia = || BRASILIA.to_timestamp(made.to_jiff()).ok();
    made.to_timestamp().or_else(brasilia).map(|instant| Timestamp::from_micros(instant.as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::{Header, Kind, read};
    use depara::envelope::Untyped;
    use depara::{Delivery, Operation, Policy};

    fn header(document: &str) -> Header {
        read::<Untyped, _>(document, &Policy::default(), |message| Header::of(&message.unwrap().value))
    }

    #[test]
    fn both_forms_say_the_same() {
        let xml = header(
            "<TOTVSMessage><MessageInformation version=\"2.001\"><UUID>7</UUID><Transaction>Bank</Transaction>\
             <Product name=\"PROTHEUS\" version=\"12\"/><GeneratedOn>2026-01-02T03:04:05</GeneratedOn><DeliveryType>Async</DeliveryType>\
             </MessageInformation><BusinessMessage><BusinessEvent><Entity>Bank</Entity><Event>DELETE</Event></BusinessEvent>\
             <BusinessContent/></BusinessMessage></TOTVSMessage>",
        );
        let json = header(
            r#"{"Header":{"UUID":"7","Type":"BusinessMessage","SubType":"event","Event":"delete","Transaction":"Bank","Version":"2.001",
                "ProductName":"PROTHEUS","ProductVersion":"12","GeneratedOn":"2026-01-02T03:04:05-03:00","DeliveryType":"async"},"Content":{}}"#,
        );
        assert_eq!(xml, json);
        assert_eq!((xml.kind, xml.transaction.as_str(), xml.delivery), (Kind::Business, "BANK", Some(Delivery::Async)));
        assert_eq!(xml.operation(), Some(Operation::Delete));
        assert_eq!(xml.generated_on.map(|time| time.to_string()).as_deref(), Some("2026-01-02T06:04:05Z"));
        assert_eq!(xml.business_key(), None);
    }

    #[test]
    fn messages_of_one_record_have_one_business_key() {
        let of = |key: &str| {
            header(&format!(
                "<TOTVSMessage><MessageInformation version=\"1.000\"><Transaction>AccountingItem</Transaction></MessageInformation>\
                 <BusinessMessage><BusinessEvent><Identification><key name=\"BranchId\">01AM    </key><key name=\"Code\">{key}</key>\
                 </Identification></BusinessEvent></BusinessMessage></TOTVSMessage>"
            ))
            .business_key()
        };
        assert_eq!(of("02").as_deref(), Some("ACCOUNTINGITEM 01AM 02"));
        assert_eq!(of("02   "), of("02"));
        assert_ne!(of("03"), of("02"));
    }
}
