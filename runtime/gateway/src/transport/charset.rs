//! The text of bytes from outside, and the bytes of a text for a peer.

use crate::config::Encoding;
use depara::codec::{Result, xml};
use depara::{DecodeErrorKind, Policy};
use encoding_rs::{UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// The text of a body: by its byte order mark or its XML declaration, and where it has neither, by the charset of its `Content-Type`.
///
/// The document's own word goes first, because servers write a charset into the header that nobody chose. Bytes without any word that are
/// UTF-8 are UTF-8: no text of Windows-1252 with an accent is that by chance.
///
/// # Errors
/// When the bytes are not text in their encoding.
pub(crate) fn text<'b>(bytes: &'b [u8], content_type: Option<&str>) -> Result<Cow<'b, str>> {
    let error = match xml::text(bytes, &Policy::default()) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let of_header = content_type.and_then(charset).and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    match of_header {
        Some(encoding) if encoding != UTF_8 && matches!(error.kind, DecodeErrorKind::Encoding { .. }) => {
            encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(error)
        }
        _ => Err(error),
    }
}

/// The charset of a `Content-Type`.
fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']))
    })
}

/// The bytes of a text; what the encoding lacks must have been written otherwise.
pub(crate) fn bytes(text: String, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Windows1252 => WINDOWS_1252.encode(&text).0.into_owned(),
    }
}

/// What an encoding is called in XML declarations and headers.
pub(crate) fn name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "utf-8",
        Encoding::Windows1252 => "windows-1252",
    }
}

/// Whether an encoding has a character. Windows-1252 has five bytes that stand for none, and some readers stumble over them.
pub(crate) fn has(encoding: Encoding, character: char) -> bool {
    match encoding {
        Encoding::Utf8 => true,
        Encoding::Windows1252 => character.is_ascii() || ('\u{a0}'..='\u{ff}').contains(&character) || ONLY_1252.contains(character),
    }
}

/// What Windows-1252 has at 0x80 to 0x9F.
const ONLY_1252: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_bytes_say() {
        for (bytes, content_type, expected) in [
            (&b"<a>\xc3\xa7</a>"[..], None, Some("<a>ç</a>")),
            (b"\xef\xbb\xbf<a>\xc3\xa7</a>", Some("text/xml; charset=windows-1252"), Some("<a>ç</a>")),
            (
                b"<?xml version='1.0' encoding='windows-1252'?><a>\xe7</a>",
                None,
                Some("<?xml version='1.0' encoding='windows-1252'?><a>ç</a>"),
            ),
            (
                b"<?xml version='1.0' encoding='windows-1252'?>\x80",
                Some("text/xml; charset=utf-8"),
                Some("<?xml version='1.0' encoding='windows-1252'?>€"),
            ),
            (b"<a>\xe7</a>", Some("text/xml; Charset=\"ISO-8859-1\""), Some("<a>ç</a>")),
            (b"<a>\xc3\xa7</a>", Some("text/xml; charset=ISO-8859-1"), Some("<a>ç</a>")),
            (b"<a>\xe7</a>", Some("text/xml; charset=utf-8"), None),
            (b"<a>\xe7</a>", None, None),
            (b"<?xml version='1.0' encoding='klingon'?>", None, None),
            (b"\xff\xfe<\x00a\x00/\x00>\x00", None, Some("<a/>")),
        ] {
            assert_eq!(text(bytes, content_type).ok().as_deref(), expected, "{bytes:?} {content_type:?}");
        }
    }

    #[test]
    fn what_windows_1252_has() {
        for code in 0..0x300 {
            let Some(character) = char::from_u32(code) else { continue };
            let lossless = !WINDOWS_1252.encode(&character.to_string()).2;
            assert_eq!(has(Encoding::Windows1252, character), lossless && !('\u{80}'..'\u{a0}').contains(&character), "{code:x}");
        }
        assert!(ONLY_1252.chars().all(|character| !WINDOWS_1252.encode(&character.to_string()).2));
    }
}
