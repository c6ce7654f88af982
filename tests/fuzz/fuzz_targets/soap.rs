//! Bytes of a request or an answer in SOAP: refused with words, or read; and what is read is written in every dialect, and read again to the same.

#![no_main]

use depara_gateway::config::{Content, Dialect, Encoding};
use depara_gateway::transport::soap::{Answer, Fault, Version, answer, fault, read_request, write_request, write_response};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for content_type in [None, Some("text/xml; charset=windows-1252")] {
        match read_request(bytes, content_type) {
            Ok(request) => dialects().for_each(|dialect| writes_message(&dialect, request.version, &request.message)),
            Err(error) => assert!(!error.in_portuguese().is_empty() && !error.to_string().is_empty()),
        }
        match answer(bytes, content_type) {
            Ok(Answer::Message(message) | Answer::Text(message)) => {
                dialects().for_each(|dialect| writes_message(&dialect, Version::V11, &message));
            }
            Ok(Answer::Fault(said)) => dialects().for_each(|dialect| writes_fault(&dialect, &said)),
            Ok(Answer::Nothing) => {}
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
});

fn dialects() -> impl Iterator<Item = Dialect> {
    let forms = [Content::Cdata, Content::Escaped].into_iter();
    let forms = forms.flat_map(|content| [Encoding::Utf8, Encoding::Windows1252].map(|encoding| (content, encoding)));
    forms.flat_map(|(content, encoding)| {
        [false, true].map(|carriage_returns| Dialect { content, encoding, carriage_returns, ..Dialect::protheus() })
    })
}

fn writes_message(dialect: &Dialect, version: Version, message: &str) {
    let expected = as_read(message);
    // A message that is nothing but what XML replaces or cuts is not looked at.
    if expected.is_empty() {
        return;
    }
    let again = read_request(&write_request(dialect, message), None).expect("a request that is written can be read");
    assert_eq!(as_read(&again.message), expected, "{dialect:?}");
    match answer(&write_response(dialect, version, message), None) {
        Ok(Answer::Message(again) | Answer::Text(again)) => assert_eq!(as_read(&again), expected, "{dialect:?}"),
        other => panic!("an answer that is written can be read: {other:?}"),
    }
}

fn writes_fault(dialect: &Dialect, said: &Fault) {
    for version in [Version::V11, Version::V12] {
        match answer(&fault(dialect, version, said), None) {
            Ok(Answer::Fault(again)) => assert_eq!(as_read(&again.text), as_read(&said.text), "{dialect:?}"),
            other => panic!("a fault that is written can be read: {other:?}"),
        }
    }
}

/// A text as every reader sees it: with line feeds, and with the characters that XML lacks replaced.
fn as_read(text: &str) -> String {
    let replaced = |c: char| match c {
        '\t' | '\n' => c,
        '\0'..' ' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => c,
    };
    let text: String = text.replace("\r\n", "\n").replace('\r', "\n").chars().map(replaced).collect();
    text.trim().to_owned()
}
