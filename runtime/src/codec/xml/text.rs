//! The text of a document from its bytes: byte order mark, declared encoding, limits.

use super::scan;
use crate::codec::{DecodeError, DecodeErrorKind, Location, Policy, Result};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// What nearly every document begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// The text of a document: UTF-8 is borrowed, Windows-1252 is converted once.
///
/// A byte order mark is cut. ISO-8859-1 is read as Windows-1252, as everybody does, because those who declare it send
/// Windows-1252.
///
/// ```
/// use depara::{Policy, codec::xml};
///
/// let bytes = b"<?xml version=\"1.0\" encoding=\"windows-1252\"?><Name>Caf\xe9</Name>";
/// assert!(xml::text(bytes, &Policy::default())?.ends_with("<Name>Caf\u{e9}</Name>"));
/// # Ok::<(), depara::DecodeError>(())
/// ```
///
/// # Errors
/// When the bytes are not text in the declared encoding, or more than the limit.
pub fn text<'a>(bytes: &'a [u8], policy: &Policy) -> Result<Cow<'a, str>> {
    let allowed = policy.limits.document;
    if bytes.len() > allowed {
        return Err(document_error(allowed, DecodeErrorKind::Limit { limit: "document length", allowed }));
    }
    let (encoding, mark) = encoding(bytes)?;
    let bytes = bytes.get(mark..).unwrap_or_default();
    let wrong = |position| document_error(position, DecodeErrorKind::Encoding { encoding: encoding.name().to_owned() });
    if encoding == UTF_8 {
        if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
            return Ok(text.into());
        }
        // Only the slower check knows where the wrong byte stands.
        return std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| wrong(error.valid_up_to()));
    }
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(|| wrong(0))
}

/// The encoding of a document, from its byte order mark or its declaration, and the length of the mark.
///
/// # Errors
/// When the declaration names an encoding that nobody knows.
pub(crate) fn encoding(start: &[u8]) -> Result<(&'static Encoding, usize)> {
    Encoding::for_bom(start).map_or_else(|| declared(start).map(|encoding| (encoding, 0)), Ok)
}

/// The encoding that the XML declaration names; UTF-8 when it names none.
fn declared(bytes: &[u8]) -> Result<&'static Encoding> {
    if scan::behind_bytes(bytes, DECLARATION.as_bytes()).is_some() {
        return Ok(UTF_8);
    }
    let declaration = bytes.strip_prefix(b"<?xml").and_then(|rest| rest.split(|byte| *byte == b'>').next());
    let name = declaration.and_then(|declaration| encoding_name(std::str::from_utf8(declaration).ok()?));
    let Some(name) = name else { return Ok(UTF_8) };
    let wrong = || document_error(0, DecodeErrorKind::Encoding { encoding: name.to_owned() });
    // A declaration that can be read byte by byte is not in an encoding of two bytes for each character.
    let encoding = Encoding::for_label(name.as_bytes()).ok_or_else(wrong)?;
    Ok(encoding.output_encoding())
}

/// The value of `encoding="…"`.
fn encoding_name(declaration: &str) -> Option<&str> {
    let (_, rest) = declaration.split_once("encoding")?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split_once(quote).map(|(name, _)| name)
}

fn document_error(position: usize, kind: DecodeErrorKind) -> DecodeError {
    DecodeError::new(Location { path: String::new(), position }, kind)
}
