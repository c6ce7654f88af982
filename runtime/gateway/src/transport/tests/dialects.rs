//! What is written in a dialect is read again, whatever the message says.

use super::*;
use crate::config::{Content, Dialect, Encoding};
use crate::transport::soap::{Answer, Version, answer, read_request, write_request, write_response};
use crate::transport::{Delivered, charset};
use proptest::prelude::*;

/// The dialects that were met, each with its product.
fn dialects() -> [Dialect; 5] {
    let protheus = Dialect::protheus();
    let pcp = Dialect {
        namespace: "http://webservices.totvs.com.br/".to_owned(),
        operation: "RECEIVEMESSAGE".to_owned(),
        parameter: "cXml".to_owned(),
        soap_action: "http://webservices.totvs.com.br/RECEIVEMESSAGE".to_owned(),
        encoding: Encoding::Windows1252,
        ..protheus.clone()
    };
    let factory = Dialect {
        namespace: "http://tempuri.org/".to_owned(),
        parameter: "pXmlDocument".to_owned(),
        soap_action: "http://tempuri.org/EAIService/receiveMessage".to_owned(),
        ..protheus.clone()
    };
    let older = Dialect { content: Content::Escaped, encoding: Encoding::Windows1252, ..protheus.clone() };
    [protheus, Dialect::rm(), pcp, factory, older]
}

/// A message as every reader sees it: with line feeds, and without the characters that XML lacks.
fn as_read(message: &str) -> String {
    let replaced = |c: char| match c {
        '\t' | '\n' => c,
        '\0'..' ' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => c,
    };
    message.replace("\r\n", "\n").replace('\r', "\n").chars().map(replaced).collect()
}

/// The message that a reader finds, with line feeds.
fn with_line_feeds(message: &str) -> String {
    message.replace("\r\n", "\n").replace('\r', "\n")
}

fn check(message: &str) {
    let expected = as_read(message.trim());
    for dialect in dialects() {
        let bytes = write_request(&dialect, message);
        let content_type = crate::transport::soap::content_type(Version::V11, dialect.encoding);
        let read = read_request(&bytes, Some(&content_type)).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&bytes)));
        assert_eq!(with_line_feeds(&read.message), expected, "{dialect:?}");
        for version in [Version::V11, Version::V12] {
            let bytes = write_response(&dialect, version, message);
            let Ok(Answer::Message(read)) = answer(&bytes, None) else { panic!("{:?}", answer(&bytes, None)) };
            assert_eq!(with_line_feeds(&read), expected, "{dialect:?} {version:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_message_arrives(text in r#"(\PC|[\x00-\x1f\r\n\]>&<"'€“ \u{80}\u{9f}\u{fffd}-\u{ffff}]|\]\]>|<!\[CDATA\[|\r\n){0,60}"#) {
        check(&format!("<TOTVSMessage>{text}</TOTVSMessage>"));
    }
}

#[test]
fn messages_that_were_trouble() {
    for message in [
        "<TOTVSMessage/>",
        "<TOTVSMessage>]]></TOTVSMessage>",
        "<TOTVSMessage>]]]]>></TOTVSMessage>",
        "<TOTVSMessage><MessageContent><![CDATA[<TOTVSMessage><![CDATA[x]]]]><![CDATA[></TOTVSMessage>]]></MessageContent></TOTVSMessage>",
        "<?xml version=\"1.0\" encoding=\"windows-1252\"?>\r\n<TOTVSMessage>ação € “ž” 漢 \u{1f600}</TOTVSMessage>",
        "<TOTVSMessage>&amp;lt;&#13;\r</TOTVSMessage>",
        "<TOTVSMessage>]]\u{1}>]]\u{6f22}></TOTVSMessage>",
    ] {
        check(message);
    }
}

#[test]
fn line_ends_of_rm() {
    let written = String::from_utf8(write_response(&Dialect::rm(), Version::V11, "<a>\n<b/>\r\n</a>")).expect("UTF-8");
    assert!(written.contains("&lt;a&gt;&#xD;\n&lt;b/&gt;&#xD;\n&lt;/a&gt;"), "{written}");
    let written = String::from_utf8(write_request(&Dialect::protheus(), "<a>\r\n<b/>\n</a>")).expect("UTF-8");
    assert!(written.contains("<![CDATA[<a>\n<b/>\n</a>]]>"), "{written}");
}

#[test]
fn windows_1252_has_references_for_what_it_lacks() {
    let [_, _, cdata, _, escaped] = dialects();
    let text = |dialect| encoding_rs::WINDOWS_1252.decode(&write_request(dialect, "<a>ç漢</a>")).0.into_owned();
    assert!(text(&cdata).contains("<![CDATA[<a>ç]]>&#x6F22;<![CDATA[</a>]]>"), "{}", text(&cdata));
    assert!(text(&escaped).contains("&lt;a&gt;ç&#x6F22;&lt;/a&gt;"), "{}", text(&escaped));
    assert!(write_request(&cdata, "ç").windows(3).any(|bytes| bytes == b"[\xe7]"), "one byte a character");
    assert_eq!(charset::name(cdata.encoding), "windows-1252");
}

#[tokio::test]
async fn a_courier_and_a_gateway_understand_each_other_in_every_dialect() {
    for dialect in dialects() {
        let keeper = Keeper::echo();
        let mut config = config(listen());
        if let Some(peer) = config.peers.get_mut(CALLER) {
            peer.dialect = dialect.clone();
        }
        let running = Running::start(config, Arc::clone(&keeper)).await;
        let courier = Arc::new(HttpCourier::new(1 << 20));
        let peer =
            Peer { url: Some(running.url("/eaiservice.APW")), credentials: Some(credentials()), dialect, ..Peer::new("GATEWAY", "RM") };
        let message = "<TOTVSMessage>ação <![CDATA[]]>\n</TOTVSMessage>";
        for _ in 0..2 {
            let Ok(Delivered::Answer(answer)) = deliver(&courier, &peer, message, 5 * SECOND).await else { panic!("an answer") };
            assert_eq!(with_line_feeds(&answer), message);
        }
        let taken = keeper.taken();
        assert_eq!(taken.len(), 2);
        assert!(taken.iter().all(|(name, form, text)| (name.as_str(), *form) == (CALLER, Form::Soap) && with_line_feeds(text) == message));
        running.stop().await;
    }
}
