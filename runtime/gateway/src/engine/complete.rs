//! What an answer has to say before it is passed back to the sender of the message.
//!
//! Senders learn in two ways which of their messages was answered: some routines of Protheus look at `ReceivedMessage/Event`, others read the
//! original message again from `ReceivedMessage/MessageContent`, and those write no De-Para without it. A system that answers need not know
//! which of them has asked, so whoever stands between fills in both. Everything else of the answer stays as it came.

use super::header::{self, Header, is_json};
use depara::Policy;
use depara::envelope::{Body, Untyped};
use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::Event;
use serde_json::{Value, json};

/// The answer with the event and the content of the message that was asked, where it lacks them.
pub(super) fn completed(answer: String, asked: &Header, document: &str) -> String {
    if is_json(&answer) {
        return completed_json(&answer, asked).unwrap_or(answer);
    }
    let lacking = header::read::<Untyped, _>(&answer, &Policy::lenient(), |message| match message.ok()?.value.body {
        Body::Response(response) => {
            let received = response.received.unwrap_or_default();
            let has = |text: Option<&str>| text.is_some_and(|text| !text.trim().is_empty());
            Some((!has(received.event.as_deref()), !has(received.message_content.as_deref())))
        }
        Body::Business(_) | Body::Receipt(_) => None,
    });
    let Some((lacks_event, lacks_content)) = lacking else { return answer };
    let mut parts = String::new();
    if lacks_event && !asked.event.is_empty() {
        parts.push_str(&format!("<Event>{}</Event>", escape(&asked.event)));
    }
    // JSON has no place for the original message, and none is made up for it.
    if lacks_content && !document.is_empty() && !is_json(document) {
        parts.push_str(&format!("<MessageContent>{}</MessageContent>", escape(document)));
    }
    match place(&answer) {
        Some((position, is_inside)) if !parts.is_empty() => {
            let (before, after) = answer.split_at(position);
            if is_inside {
                format!("{before}{parts}{after}")
            } else {
                format!("{before}<ReceivedMessage><UUID>{}</UUID>{parts}</ReceivedMessage>{after}", escape(&asked.uuid))
            }
        }
        _ => answer,
    }
}

/// Where the end of `ReceivedMessage` stands; where there is none, the place behind the start of `ResponseMessage`.
fn place(answer: &str) -> Option<(usize, bool)> {
    let mut reader = Reader::from_str(answer);
    let mut behind_start = None;
    loop {
        let before = usize::try_from(reader.buffer_position()).ok()?;
        match reader.read_event().ok()? {
            Event::End(end) if end.local_name().as_ref() == "ReceivedMessage" => return Some((before, true)),
            Event::Start(start) if start.local_name().as_ref() == "ResponseMessage" => {
                behind_start = usize::try_from(reader.buffer_position()).ok();
            }
            // An empty one is not opened: the answer is as good as without it.
            Event::Empty(empty) if empty.local_name().as_ref() == "ReceivedMessage" => return None,
            Event::Eof => return behind_start.map(|position| (position, false)),
            _ => {}
        }
    }
}

fn completed_json(answer: &str, asked: &Header) -> Option<String> {
    let mut value: Value = serde_json::from_str(answer).ok()?;
    let content = value.get_mut("Content")?.as_object_mut()?;
    let received = content.entry("ReceivedMessage").or_insert_with(|| json!({ "UUID": asked.uuid })).as_object_mut()?;
    if received.contains_key("Event") || asked.event.is_empty() {
        return None;
    }
    received.insert("Event".to_owned(), json!(asked.event));
    Some(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::completed;
    use crate::engine::header::{Header, read};
    use depara::Policy;
    use depara::envelope::{Body, Untyped};

    const ASKED: &str = "<TOTVSMessage><A>1 &amp; 2</A></TOTVSMessage>";

    fn header() -> Header {
        Header { event: "upsert".into(), uuid: "u1".into(), ..Header::default() }
    }

    fn answer(received: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><TOTVSMessage><MessageInformation version=\"2.002\"><Transaction>BANK</Transaction></MessageInformation>\
             <ResponseMessage>{received}<ProcessingInformation><Status>OK</Status></ProcessingInformation><ReturnContent><Own>1</Own>\
             </ReturnContent></ResponseMessage></TOTVSMessage>"
        )
    }

    fn received(answer: &str) -> (String, String, String) {
        read::<Untyped, _>(answer, &Policy::lenient(), |message| {
            let Body::Response(response) = message.unwrap().value.body else { panic!("an answer") };
            let received = response.received.unwrap();
            let text = |text: Option<std::borrow::Cow<'_, str>>| text.unwrap_or_default().into_owned();
            (text(received.uuid), text(received.event), text(received.message_content))
        })
    }

    #[test]
    fn what_is_lacking_is_filled_in_and_the_rest_stays_as_it_came() {
        for came in [
            "<ReceivedMessage><UUID>u1</UUID></ReceivedMessage>",
            "",
            "<!-- </ReceivedMessage> --><ReceivedMessage><UUID>u1</UUID> </ReceivedMessage>",
        ] {
            let completed = completed(answer(came), &header(), ASKED);
            assert_eq!(received(&completed), ("u1".to_owned(), "upsert".to_owned(), ASKED.to_owned()), "{completed}");
            assert!(completed.contains("<ReturnContent><Own>1</Own>"), "{completed}");
        }
    }

    #[test]
    fn what_is_there_is_left_alone() {
        let full =
            answer("<ReceivedMessage><UUID>u1</UUID><Event>delete</Event><MessageContent>&lt;x/&gt;</MessageContent></ReceivedMessage>");
        assert_eq!(completed(full.clone(), &header(), ASKED), full);
        let json = r#"{"Header":{"Type":"ResponseMessage"},"Content":{"ReceivedMessage":{"UUID":"u1"}}}"#;
        assert!(completed(json.to_owned(), &header(), ASKED).contains(r#""Event":"upsert""#));
        assert_eq!(completed("isto não é nada".to_owned(), &header(), ASKED), "isto não é nada");
    }
}
