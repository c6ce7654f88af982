//! The message inside a SOAP envelope: the text of the one parameter of a request, or of the result of an answer.
//!
//! The name space, the operation and the names around the text differ between products, so none of them is looked at: inside
//! `Body` the message is the text of the innermost element. It may stand in CDATA or with escaped entities, or as elements.

use crate::codec::{DecodeError, DecodeErrorKind, Location, Result};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// What a SOAP envelope holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Its version, by its name space; 1.1 where that is neither.
    pub version: Version,
    /// What its body holds.
    pub content: Content,
}

/// The version of SOAP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 1.1: `http://schemas.xmlsoap.org/soap/envelope/`.
    V11,
    /// 1.2: `http://www.w3.org/2003/05/soap-envelope`.
    V12,
}

/// What the body of a SOAP envelope holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The text that looks like a message, or else the first text that is not blank; empty where there is none.
    Text(String),
    /// A fault.
    Fault(Fault),
}

/// Why a SOAP service did not do what it was asked for, in the words of either version.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fault {
    /// Whose fault it is: `faultcode`, or the value of `Code`.
    pub code: String,
    /// For people: `faultstring`, or the text of `Reason`.
    pub text: String,
    /// For machines: the texts in `detail`.
    pub detail: String,
}

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
/// When the envelope is not well formed, has a DOCTYPE, or holds no text that looks like a message.
pub fn message(text: &str) -> Result<Option<String>> {
    match read(text)? {
        None => Ok(None),
        Some(Envelope { content: Content::Text(message), .. }) if message.starts_with('<') => Ok(Some(message)),
        Some(_) => Err(fail("Envelope", text.len(), DecodeErrorKind::Missing { element: "the message in the SOAP body".to_owned() })),
    }
}

/// What a SOAP envelope holds, be it a message, another text, nothing or a fault; `None` when `text` is not a SOAP envelope.
///
/// ```
/// use depara::envelope::soap::{Content, read};
///
/// let text = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>\
///     <faultcode>s:Server</faultcode><faultstring>Serviço parado</faultstring></s:Fault></s:Body></s:Envelope>";
/// let Some(Content::Fault(fault)) = read(text)?.map(|envelope| envelope.content) else { panic!("a fault") };
/// assert_eq!((fault.code.as_str(), fault.text.as_str()), ("s:Server", "Serviço parado"));
/// # Ok::<(), depara::DecodeError>(())
/// ```
///
/// # Errors
/// When the envelope is not well formed, or has a DOCTYPE.
pub fn read(text: &str) -> Result<Option<Envelope>> {
    let mut reader = Reader::from_str(text);
    let mut found = Found::default();
    let mut depth = 0_usize;
    loop {
        let position = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let path = if depth == 0 { "" } else { "Envelope" };
        let fail = |position, kind| fail(path, position, kind);
        let event = match reader.read_event() {
            Ok(event) => event,
            // Whatever it is, it is not an envelope: who reads it next says what is wrong with it.
            Err(_) if depth == 0 => return Ok(None),
            Err(error) => return Err(fail(position, not_well_formed(&error))),
        };
        match event {
            Event::Start(start) => {
                if depth == 0 && !is_named(&start, "Envelope") {
                    return Ok(None);
                }
                depth = depth.saturating_add(1);
                if depth > MAX_DEPTH {
                    return Err(fail(position, DecodeErrorKind::Limit { limit: "element depth", allowed: MAX_DEPTH }));
                }
                if depth > BODY && found.in_body && is_named(&start, "TOTVSMessage") {
                    reader.read_to_end(start.name()).map_err(|error| fail(position, not_well_formed(&error)))?;
                    let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
                    found.offer(text.get(position..end).unwrap_or_default());
                    depth = depth.saturating_sub(1);
                } else {
                    found.open(depth, &start);
                }
            }
            Event::End(_) => {
                found.close(depth);
                depth = depth.saturating_sub(1);
                if found.is_message() || depth == 0 {
                    return Ok(Some(found.envelope()));
                }
            }
            Event::Text(part) => found.text.push_str(&part.xml10_content()),
            Event::CData(part) => found.text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => found.text.push(character(&reference).map_err(|kind| fail(position, kind))?),
            Event::DocType(_) => return Err(fail(position, DecodeErrorKind::Doctype)),
            Event::Empty(_) | Event::Eof if depth == 0 => return Ok(None),
            Event::Eof => return Err(fail(position, DecodeErrorKind::Truncated { element: "Envelope".to_owned() })),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// No SOAP envelope of the products nests deeper than this.
const MAX_DEPTH: usize = 32;
/// The depth of the body.
const BODY: usize = 2;

/// What was found up to a place in an envelope.
#[derive(Default)]
struct Found {
    is_newer: bool,
    in_body: bool,
    /// The text since the last tag.
    text: String,
    /// What the message is, as far as is known.
    content: String,
    fault: Option<Fault>,
    /// The child of the fault that is open.
    part: Option<Part>,
}

/// A part of a fault.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Code,
    Text,
    Detail,
}

impl Found {
    fn open(&mut self, depth: usize, start: &BytesStart<'_>) {
        // White space between the elements around a text is not part of it.
        self.text.clear();
        match depth {
            1 => self.is_newer = start.attributes().flatten().any(|attribute| attribute.value.as_ref() == NEWER),
            BODY => self.in_body = is_named(start, "Body"),
            3 if self.in_body && is_named(start, "Fault") => self.fault = Some(Fault::default()),
            4 => {
                let named = |names: &[&str]| names.iter().any(|name| is_named(start, name));
                self.part = match () {
                    () if named(&["faultcode", "Code"]) => Some(Part::Code),
                    () if named(&["faultstring", "Reason"]) => Some(Part::Text),
                    () if named(&["detail"]) => Some(Part::Detail),
                    () => None,
                };
            }
            _ => {}
        }
    }

    fn close(&mut self, depth: usize) {
        let text = std::mem::take(&mut self.text);
        if !self.in_body {
            return;
        }
        match (&mut self.fault, self.part) {
            (None, _) => self.offer(&text),
            (Some(_), None) => {}
            (Some(fault), Some(part)) => {
                let (place, all) = match part {
                    Part::Code => (&mut fault.code, false),
                    Part::Text => (&mut fault.text, false),
                    Part::Detail => (&mut fault.detail, true),
                };
                let text = text.trim();
                if !text.is_empty() && (all || place.is_empty()) {
                    if !place.is_empty() {
                        place.push(' ');
                    }
                    place.push_str(text);
                }
            }
        }
        match depth {
            4 => self.part = None,
            BODY => self.in_body = false,
            _ => {}
        }
    }

    /// Takes a text, unless there is a better one.
    fn offer(&mut self, text: &str) {
        let text = text.trim();
        if self.content.is_empty() || (text.starts_with('<') && !self.is_message()) {
            text.clone_into(&mut self.content);
        }
    }

    fn is_message(&self) -> bool {
        self.content.starts_with('<')
    }

    fn envelope(self) -> Envelope {
        Envelope {
            version: if self.is_newer { Version::V12 } else { Version::V11 },
            content: self.fault.map_or(Content::Text(self.content), Content::Fault),
        }
    }
}

const NEWER: &str = "http://www.w3.org/2003/05/soap-envelope";

fn is_named(start: &BytesStart<'_>, name: &str) -> bool {
    start.local_name().as_ref().eq_ignore_ascii_case(name)
}

/// The character that a reference stands for.
fn character(reference: &BytesRef<'_>) -> std::result::Result<char, DecodeErrorKind> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| not_well_formed(&error))? {
        return Ok(character);
    }
    match reference.as_ref() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        name => Err(DecodeErrorKind::Xml { reason: format!("the entity `{name}` is not one of XML") }),
    }
}

fn not_well_formed(error: &quick_xml::Error) -> DecodeErrorKind {
    DecodeErrorKind::Xml { reason: error.to_string() }
}

fn fail(path: &str, position: usize, kind: DecodeErrorKind) -> DecodeError {
    DecodeError::new(Location { path: path.to_owned(), position }, kind)
}
