//! Text to escaped XML in one scan, and source back to text.

use super::markup::{self, Markup};
use super::scan;
use std::borrow::Cow;

/// Appends `text` to `out` with `&`, `<`, `>` and CR escaped; says how many characters XML does not have, which become U+FFFD.
pub(crate) fn escape_text(text: &str, out: &mut String) -> usize {
    escape(text, out, 0, |byte| matches!(byte, b'&' | b'<' | b'>' | 0xEF) || (byte < b' ' && byte != b'\n' && byte != b'\t'))
}

/// Appends an attribute value: quotes, tabs and line feeds are escaped as well, because reading would turn them into blanks.
pub(crate) fn escape_attribute(text: &str, out: &mut String) -> usize {
    escape(text, out, b'"', |byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xEF) || byte < b' ')
}

/// The text of a source that has no elements inside.
pub(crate) fn only_text(source: &str) -> Option<Cow<'_, str>> {
    if !source.contains(['<', '&', '\r']) {
        return Some(source.into());
    }
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    loop {
        let rest = source.get(at..)?;
        let length = rest.find('<').unwrap_or(rest.len());
        text.push_str(&markup::resolved(rest.get(..length)?).ok()?);
        if length == rest.len() {
            return Some(text.into());
        }
        let (piece, end) = markup::markup(source, at.checked_add(length)?).ok()?;
        match piece {
            Markup::CData(part) => text.push_str(&markup::line_ends(part)),
            Markup::Silent => {}
            Markup::Start(_) | Markup::End(_) => return None,
        }
        at = end;
    }
}

/// Appends runs of plain bytes as they are, and escapes what `special` finds between them; `quote` is special as well, if it is not zero.
#[inline]
fn escape(text: &str, out: &mut String, quote: u8, special: impl Fn(u8) -> bool) -> usize {
    let mut rest = text;
    let mut replaced = 0;
    loop {
        let length = scan::unescaped_length(rest.as_bytes(), quote, &special);
        if length == rest.len() {
            break;
        }
        let Some((plain, tail)) = rest.split_at_checked(length) else { break };
        out.push_str(plain);
        let mut characters = tail.chars();
        let escaped = match characters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            Some('\t') => "&#9;",
            Some('\n') => "&#10;",
            Some('\r') => "&#13;",
            Some('\0'..=' ' | '\u{fffe}' | '\u{ffff}') => {
                replaced += 1;
                "\u{fffd}"
            }
            // Most characters that start with this byte are as good as any other.
            _ => tail.get(..tail.len().saturating_sub(characters.as_str().len())).unwrap_or_default(),
        };
        out.push_str(escaped);
        rest = characters.as_str();
    }
    out.push_str(rest);
    replaced
}
