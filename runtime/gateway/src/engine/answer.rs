//! Answers that the gateway itself writes: that a message was processed, refused, failed, or has arrived.

use super::header::{BRASILIA, Header};
use crate::config::Form;
use depara::envelope::json::header_and_content;
use depara::envelope::{
    Body, ErrorMessage, InternalIdPair, MessageInformation, ProcessingInformation, Product, ReceiptData, ReceiptMessage, ReceivedMessage,
    ResponseMessage, ReturnContent, Status, Untyped,
};
use depara::value::Lenient;
use depara::{DateTime, Message};
use depara_store::Timestamp;
use depara_store::queue::ReturnedKey;
use std::borrow::Cow;

/// What the gateway answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict<'v> {
    /// It was processed; the keys that it has in both systems.
    Processed(&'v [ReturnedKey]),
    /// It was not; each text is a message of its own, with its number.
    Failed(Vec<(u16, String)>),
    /// It has arrived.
    Arrived,
}

/// The number of an error that is no refusal: what the peer or the store said.
pub(super) const FAILED: u16 = 1;
/// The number of an answer that did not come in time.
pub(super) const TIMED_OUT: u16 = 2;

/// Who answers, when, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writer<'w> {
    /// The gateway's product name.
    pub(super) product: &'w str,
    /// The time.
    pub(super) now: Timestamp,
    /// The form in which the answered message came.
    pub(super) form: Form,
}

impl Writer<'_> {
    /// The answer to the message with this header, which came as `document`.
    ///
    /// Senders learn from `Event` or from `MessageContent` which message was answered, so both are filled. Source: the routines MATA030 and
    /// others that write no De-Para without `MessageContent`, and ATFA012 and others that look at `Event`.
    pub(super) fn write(self, header: &Header, document: &str, verdict: &Verdict<'_>) -> String {
        let received = ReceivedMessage {
            sent_by: filled(&header.product),
            uuid: filled(&header.uuid),
            event: filled(&header.event),
            message_content: (self.form == Form::Soap && !document.is_empty()).then_some(Cow::Borrowed(document)),
        };
        let body = match verdict {
            Verdict::Arrived => {
                Body::Receipt(ReceiptMessage { received: Some(received), receipt: Some(ReceiptData { received_on: self.time() }) })
            }
            Verdict::Processed(keys) => Body::Response(ResponseMessage {
                received: Some(received),
                processing: Some(ProcessingInformation { processed_on: self.time(), status: Some(Status::Ok), ..Default::default() }),
                return_content: (!keys.is_empty()).then(|| ReturnContent {
                    internal_ids: Some(keys.iter().map(pair).collect()),
                    more_internal_ids: Vec::new(),
                    origin: None,
                    destination: None,
                    content: None,
                }),
            }),
            Verdict::Failed(errors) => Body::Response(ResponseMessage {
                received: Some(received),
                processing: Some(ProcessingInformation {
                    processed_on: self.time(),
                    status: Some(Status::Error),
                    details: None,
                    messages: Some(errors.iter().map(error).collect()),
                }),
                return_content: None,
            }),
        };
        self.message(header, body)
    }

    fn message<'m>(&'m self, header: &'m Header, body: Body<'m, Untyped>) -> String {
        let kind = match &body {
            Body::Receipt(_) => "ReceiptMessage",
            Body::Business(_) | Body::Response(_) => "ResponseMessage",
        };
        let information = MessageInformation {
            version: filled(if header.version.is_empty() { "1.000" } else { &header.version }),
            uuid: Some(uuid::Uuid::new_v4().to_string().into()),
            message_type: Some(kind.into()),
            transaction: filled(&header.transaction),
            standard_version: Some("1.000".into()),
            source_application: filled(self.product),
            company_id: filled(&header.company),
            branch_id: filled(&header.branch),
            product: Some(Product { name: filled(self.product), version: Some(env!("CARGO_PKG_VERSION").into()) }),
            generated_on: self.time(),
            delivery_type: header.delivery.map(|delivery| match delivery {
                depara::Delivery::Sync => "Sync".into(),
                depara::Delivery::Async => "Async".into(),
            }),
            ..Default::default()
        };
        let message = Message { schema_location: None, information, body };
        match self.form {
            Form::Soap => message.encode(),
            Form::Rest => header_and_content(message.to_json()).to_string(),
        }
    }

    /// The time with the offset of Brasília, as Protheus writes it.
    fn time(self) -> Option<Lenient<'static, DateTime>> {
        let instant = jiff::Timestamp::from_microsecond(self.now.micros()).ok()?;
        let local = BRASILIA.to_datetime(instant).round(jiff::Unit::Second).ok()?;
        format!("{}-03:00", DateTime::from(local)).parse().ok().map(Lenient::Value)
    }
}

fn filled(text: &str) -> Option<Cow<'_, str>> {
    (!text.is_empty()).then_some(Cow::Borrowed(text))
}

fn pair(key: &ReturnedKey) -> InternalIdPair<'_> {
    InternalIdPair {
        name: Some(Cow::Borrowed(&key.name)),
        origin: Some(Cow::Borrowed(&key.origin)),
        destination: Some(Cow::Borrowed(&key.destination)),
    }
}

fn error((code, text): &(u16, String)) -> ErrorMessage<'_> {
    ErrorMessage { message_type: Some("ERROR".into()), code: Some(code.to_string().into()), text: Some(Cow::Borrowed(text)) }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, Writer};
    use crate::config::Form;
    use crate::engine::header::Header;
    use depara::envelope::{Body, Status, Untyped};
    use depara::{Message, Policy};
    use depara_store::Timestamp;
    use depara_store::queue::ReturnedKey;

    fn header() -> Header {
        Header {
            transaction: "CUSTOMERVENDOR".into(),
            version: "2.002".into(),
            uuid: "u-1".into(),
            product: "RM".into(),
            event: "upsert".into(),
            ..Header::default()
        }
    }

    #[test]
    fn an_answer_says_what_was_answered_in_both_ways() {
        let keys = [ReturnedKey { name: "CustomerVendor".into(), origin: "0|1".into(), destination: "01||1|01|C".into() }];
        let writer = Writer { product: "DEPARA", now: Timestamp::from_micros(1_790_000_000_000_000), form: Form::Soap };
        let text = writer.write(&header(), "<TOTVSMessage>]]></TOTVSMessage>", &Verdict::Processed(&keys));
        let message = Message::<Untyped>::decode(&text, &Policy::default()).unwrap().value;
        let Body::Response(answer) = message.body else { panic!("{text}") };
        let received = answer.received.unwrap();
        assert_eq!((received.event.as_deref(), received.uuid.as_deref()), (Some("upsert"), Some("u-1")));
        assert_eq!(received.message_content.as_deref(), Some("<TOTVSMessage>]]></TOTVSMessage>"));
        assert_eq!(answer.processing.unwrap().status, Some(Status::Ok));
        assert_eq!(answer.return_content.unwrap().pairs().next(), Some((Some("CustomerVendor"), "0|1", "01||1|01|C")));
        assert!(text.contains("<ProcessedOn>2026-09-21T11:13:20-03:00</ProcessedOn>"), "{text}");
    }

    #[test]
    fn each_error_is_a_message_of_its_own_in_both_forms() {
        for form in [Form::Soap, Form::Rest] {
            let writer = Writer { product: "DEPARA", now: Timestamp::from_micros(0), form };
            let errors = Verdict::Failed(vec![(1, "Código não encontrado".into()), (2, "Filial não encontrada".into())]);
            let text = writer.write(&header(), "<TOTVSMessage/>", &errors);
            let texts = crate::engine::header::read::<Untyped, _>(&text, &Policy::default(), |message| match message.unwrap().value.body {
                Body::Response(answer) => {
                    answer.processing.unwrap().messages.unwrap().into_iter().map(|error| error.text.unwrap().into_owned()).collect()
                }
                _ => Vec::new(),
            });
            assert_eq!(texts, ["Código não encontrado", "Filial não encontrada"], "{text}");
        }
    }
}
