//! The message inside a SOAP envelope: the text of the one parameter of a request, or of the result of an answer.
//!
//! The name space, the operation and the names around the text differ between products, so none of them is looked at: inside
//! `Body` the message is the text of the innermost element. It may stand in CDATA or with escaped entities.

use crate::codec::{DecodeError, DecodeErrorKind, Location, Result};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

/// The message inside a SOAP envelope; `None` when `text` is not a SOAP envelope.
///
/// ```
/// let text = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><receiveMessage>\
///     <inMsg>&lt;TOTVSMessage/&gt;</inMsg></receiveMessage></s:Body></s:Envelope>";
/// assert_eq!(depara::envelope::soap::message(text)?.as_deref(), Some("<TOTVSMessage/>"));
/// assert_eq!(depara::envelope::soap::message("<TOTVSMessage/>")?, None);
/// # Ok::<(), depara::DecodeError>(())
/// ```
///
/// # Errors
/// When the envelope is not well formed, has a DOCTYPE, or holds no text.
pub fn message(text: &str) -> Result<Option<String>> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    let mut message = String::new();
    loop {
        let position = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let path = if depth == 0 { "" } else { "Envelope" };
        let fail = |kind| DecodeError::new(Location { path: path.to_owned(), position }, kind);
        let event = match reader.read_event() {
            Ok(event) => event,
            // Whatever it is, it is not an envelope: who reads it next says what is wrong with it.
            Err(_) if depth == 0 => return Ok(None),
            Err(error) => return Err(fail(DecodeErrorKind::Xml { reason: error.to_string() })),
        };
        match event {
            Event::Start(start) => {
                if depth == 0 && start.local_name().as_ref() != "Envelope" {
                    return Ok(None);
                }
                depth = depth.saturating_add(1);
                if depth > MAX_DEPTH {
                    return Err(fail(DecodeErrorKind::Limit { limit: "element depth", allowed: MAX_DEPTH }));
                }
                // White space between the elements around the message is not part of it.
                message.clear();
            }
            Event::End(_) => {
                if message.trim_start().starts_with('<') {
                    return Ok(Some(message.trim().to_owned()));
                }
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Err(fail(DecodeErrorKind::Missing { element: "the message in the SOAP body".to_owned() }));
                }
            }
            Event::Text(part) => message.push_str(&part.xml10_content()),
            Event::CData(part) => message.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => {
                let written = format!("&{};", reference.as_ref());
                message.push_str(&unescape(&written).map_err(|error| fail(DecodeErrorKind::Xml { reason: error.to_string() }))?);
            }
            Event::DocType(_) => return Err(fail(DecodeErrorKind::Doctype)),
            Event::Eof if depth == 0 => return Ok(None),
            Event::Eof => return Err(fail(DecodeErrorKind::Truncated { element: "Envelope".to_owned() })),
            Event::Empty(_) if depth == 0 => return Ok(None),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// No SOAP envelope of the products nests deeper than this.
const MAX_DEPTH: usize = 32;
