//! Envelopes as each product wants them: names, CDATA or entities, line ends, bytes.

use crate::config::{Content, Dialect, Encoding};
use crate::transport::charset;
use depara::envelope::soap::{Fault, Version};
use std::fmt::Write;

/// A call of the peer's operation, in SOAP 1.1, which all products speak.
///
/// ```
/// use depara_gateway::config::Dialect;
/// use depara_gateway::transport::soap::{read_request, write_request};
///
/// let bytes = write_request(&Dialect::protheus(), "<TOTVSMessage/>");
/// assert!(String::from_utf8_lossy(&bytes).contains("<inMsg><![CDATA[<TOTVSMessage/>]]></inMsg>"));
/// assert_eq!(read_request(&bytes, None)?.message, "<TOTVSMessage/>");
/// # Ok::<(), depara_gateway::transport::soap::UnreadableRequest>(())
/// ```
#[must_use]
pub fn request(dialect: &Dialect, message: &str) -> Vec<u8> {
    envelope(dialect, Version::V11, message.len(), |out| call(dialect, &dialect.operation, &dialect.parameter, message, out))
}

/// The answer to a call, in the version of SOAP that the call had.
///
/// ```
/// use depara_gateway::config::Dialect;
/// use depara_gateway::transport::soap::{Answer, Version, answer, write_response};
///
/// let bytes = write_response(&Dialect::rm(), Version::V11, "<TOTVSMessage>\n</TOTVSMessage>");
/// assert!(String::from_utf8_lossy(&bytes).contains("&lt;TOTVSMessage&gt;&#xD;\n&lt;/TOTVSMessage&gt;"));
/// assert_eq!(answer(&bytes, None)?, Answer::Message("<TOTVSMessage>\r\n</TOTVSMessage>".to_owned()));
/// # Ok::<(), depara::DecodeError>(())
/// ```
#[must_use]
pub fn response(dialect: &Dialect, version: Version, message: &str) -> Vec<u8> {
    let operation = format!("{}Response", dialect.operation);
    envelope(dialect, version, message.len(), |out| call(dialect, &operation, &dialect.result, message, out))
}

/// A fault. Its code is `Client` or `Server`, as SOAP 1.1 has them; in SOAP 1.2 they are called `Sender` and `Receiver`.
///
/// ```
/// use depara_gateway::config::Dialect;
/// use depara_gateway::transport::soap::{Answer, Fault, Version, answer, fault};
///
/// let said = Fault { code: "Client".to_owned(), text: "DOCTYPE não é aceito".to_owned(), detail: "doctype".to_owned() };
/// let Answer::Fault(read) = answer(&fault(&Dialect::rm(), Version::V12, &said), None)? else { panic!("a fault") };
/// assert_eq!((read.code.as_str(), read.text), ("soap:Sender", said.text));
/// # Ok::<(), depara::DecodeError>(())
/// ```
#[must_use]
pub fn fault(dialect: &Dialect, version: Version, fault: &Fault) -> Vec<u8> {
    let Fault { code, text, detail } = fault;
    let plain = |part: &str, out: &mut String| escaped(part, dialect.encoding, false, out);
    envelope(dialect, version, text.len(), |out| match version {
        Version::V11 => {
            out.push_str("<soap:Fault><faultcode>soap:");
            plain(code, out);
            out.push_str("</faultcode><faultstring xml:lang=\"pt-BR\">");
            plain(text, out);
            out.push_str("</faultstring><detail><error xmlns=\"urn:depara:gateway\">");
            plain(detail, out);
            out.push_str("</error></detail></soap:Fault>");
        }
        Version::V12 => {
            let code = if code == "Client" { "Sender" } else { "Receiver" };
            let _ = write!(
                out,
                "<soap:Fault><soap:Code><soap:Value>soap:{code}</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang=\"pt-BR\">"
            );
            plain(text, out);
            out.push_str("</soap:Text></soap:Reason><soap:Detail><error xmlns=\"urn:depara:gateway\">");
            plain(detail, out);
            out.push_str("</error></soap:Detail></soap:Fault>");
        }
    })
}

/// The `Content-Type` of an envelope.
#[must_use]
pub fn content_type(version: Version, encoding: Encoding) -> String {
    let kind = match version {
        Version::V11 => "text/xml",
        Version::V12 => "application/soap+xml",
    };
    format!("{kind}; charset={}", charset::name(encoding))
}

fn envelope(dialect: &Dialect, version: Version, size: usize, body: impl FnOnce(&mut String)) -> Vec<u8> {
    let space = match version {
        Version::V11 => "http://schemas.xmlsoap.org/soap/envelope/",
        Version::V12 => "http://www.w3.org/2003/05/soap-envelope",
    };
    // Escaped, a message of many tags grows by some third.
    let mut out = String::with_capacity(size.saturating_add(size / 2).saturating_add(512));
    let _ = write!(
        out,
        "<?xml version=\"1.0\" encoding=\"{}\"?>\n<soap:Envelope xmlns:soap=\"{space}\"><soap:Body>",
        charset::name(dialect.encoding)
    );
    body(&mut out);
    out.push_str("</soap:Body></soap:Envelope>\n");
    charset::bytes(out, dialect.encoding)
}

/// An element of the operation's name space with the one element that holds the message.
fn call(dialect: &Dialect, operation: &str, holder: &str, message: &str, out: &mut String) {
    let _ = write!(out, "<{operation} xmlns=\"");
    attribute(&dialect.namespace, out);
    let _ = write!(out, "\"><{holder}>");
    match dialect.content {
        Content::Cdata => cdata(message, dialect.encoding, dialect.carriage_returns, out),
        Content::Escaped => escaped(message, dialect.encoding, dialect.carriage_returns, out),
    }
    let _ = write!(out, "</{holder}></{operation}>");
}

/// Appends the value of an attribute.
pub(super) fn attribute(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '"' => out.push_str("&quot;"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            other => out.push(allowed(other)),
        }
    }
}

/// Appends a text with entities. A carriage return must be a reference, since readers make a line feed of it otherwise.
pub(super) fn escaped(text: &str, encoding: Encoding, carriage_returns: bool, out: &mut String) {
    let is_plain = |c: char| c >= ' ' && !matches!(c, '&' | '<' | '>' | '\u{fffe}' | '\u{ffff}') && charset::has(encoding, c);
    let mut previous = ' ';
    for (plain, special) in pieces(text, is_plain) {
        out.push_str(plain);
        if !plain.is_empty() {
            previous = ' ';
        }
        let Some(special) = special else { continue };
        match special {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' => out.push('\t'),
            '\r' => out.push_str("&#xD;"),
            '\n' if carriage_returns && previous != '\r' => out.push_str("&#xD;\n"),
            '\n' => out.push('\n'),
            other => character(allowed(other), encoding, out),
        }
        previous = special;
    }
}

/// Appends a text in CDATA. What cannot stand there stands between two sections: the end of a section, references.
///
/// Carriage returns are cut where the dialect does not want them: a reader would make line feeds of them, which say the same in XML.
fn cdata(text: &str, encoding: Encoding, carriage_returns: bool, out: &mut String) {
    const START: &str = "<![CDATA[";
    const END: &str = "]]>";
    let is_plain = |c: char| c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}') && charset::has(encoding, c);
    out.push_str(START);
    for (number, part) in text.split(END).enumerate() {
        if number > 0 {
            out.push_str("]]]]><![CDATA[>");
        }
        let mut previous = ' ';
        for (plain, special) in pieces(part, is_plain) {
            out.push_str(plain);
            if !plain.is_empty() {
                previous = ' ';
            }
            let Some(special) = special else { continue };
            match special {
                '\t' => out.push('\t'),
                '\n' if previous == '\r' => {}
                '\r' | '\n' if carriage_returns => {
                    let _ = writeln!(out, "{END}&#xD;{START}");
                }
                '\r' | '\n' => out.push('\n'),
                other if charset::has(encoding, allowed(other)) => out.push(allowed(other)),
                other => {
                    out.push_str(END);
                    character(allowed(other), encoding, out);
                    out.push_str(START);
                }
            }
            previous = special;
        }
    }
    out.push_str(END);
}

/// The pieces of a text, each a run of plain characters with the special one that ends it.
fn pieces<'t>(text: &'t str, is_plain: impl Fn(char) -> bool + Copy + 't) -> impl Iterator<Item = (&'t str, Option<char>)> {
    text.split_inclusive(move |c| !is_plain(c)).map(move |piece| match piece.chars().next_back() {
        Some(last) if !is_plain(last) => (piece.strip_suffix(last).unwrap_or_default(), Some(last)),
        _ => (piece, None),
    })
}

/// The character, or the one that stands for those that XML does not have.
fn allowed(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => character,
        '\0'..' ' | '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

/// Appends a character, as a reference where the encoding lacks it.
fn character(character: char, encoding: Encoding, out: &mut String) {
    if charset::has(encoding, character) {
        out.push(character);
    } else {
        let _ = write!(out, "&#x{:X};", u32::from(character));
    }
}
