//! Attributes of a start tag: kept until a call asks for them, and read here when nothing about them needs care.

use super::markup::Tag;
use super::scan;
use crate::value::is_blank;
use smallvec::SmallVec;
use std::borrow::Cow;

/// An attribute of a start tag.
#[derive(Debug, Clone)]
pub(super) struct Attribute<'a> {
    /// The name, with its prefix.
    pub(super) name: &'a str,
    /// The value, without escapes.
    pub(super) value: Cow<'a, str>,
    /// Where its tag ends.
    pub(super) position: usize,
    /// A field has taken it.
    pub(super) taken: bool,
}

/// So many attributes are kept without asking for memory; the open elements of a message have five at a time.
pub(super) const KEPT: usize = 8;

/// The attributes of a tag.
#[derive(Debug, Clone, Copy)]
pub(super) enum Attributes<'a> {
    /// Everything between the name and the end of the tag.
    Source(&'a str),
    /// They are the last that the source keeps, from this one on.
    Read(usize),
}

impl Attribute<'_> {
    /// It has this name, with or without a prefix.
    #[inline]
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.local_as_long_as(name).is_some_and(|local| scan::same(local.as_bytes(), name.as_bytes()))
    }

    /// It has this name in another case.
    #[cold]
    pub(super) fn is_like(&self, name: &str) -> bool {
        self.local_as_long_as(name).is_some_and(|local| local.eq_ignore_ascii_case(name))
    }

    /// The end of the name that is as long as `name`: the whole name, or what stands behind a prefix.
    #[inline]
    fn local_as_long_as(&self, name: &str) -> Option<&str> {
        let start = self.name.len().checked_sub(name.len())?;
        let is_local = start == 0 || self.name.as_bytes().get(start.wrapping_sub(1)) == Some(&b':');
        if is_local { self.name.get(start..) } else { None }
    }

    /// It belongs to XML itself: name spaces, `nil` with any prefix, `xsi:schemaLocation`, `xml:lang`.
    pub(super) fn is_of_xml(&self) -> bool {
        let is_nil = self.name.ends_with(":nil");
        is_nil || self.name == "xmlns" || ["xmlns:", "xsi:", "xml:"].iter().any(|prefix| self.name.starts_with(prefix))
    }

    /// It says that the element has no value.
    pub(super) fn is_nil(&self) -> bool {
        self.name.ends_with(":nil") && matches!(self.value.trim(), "true" | "1")
    }
}

/// The start tag at `start`, whose name and `<` have `length` bytes, and what stands behind it; its attributes go behind those that are kept.
///
/// Takes only attributes that stand there once as `name="value"`, without references or line ends. `None`, with nothing kept, for all else:
/// the rules of XML say then what it is.
pub(super) fn plain_tag<'a>(
    text: &'a str,
    start: usize,
    length: usize,
    kept: &mut SmallVec<[Attribute<'a>; KEPT]>,
) -> Option<(Tag<'a>, &'a str)> {
    let from = kept.len();
    let name = text.get(start.checked_add(1)?..start.checked_add(length)?)?;
    let behind = text.get(start.checked_add(length)?..)?;
    let Some((empty, rest)) = plain_attributes(behind, from, kept) else {
        kept.truncate(from);
        return None;
    };
    let end = text.len().checked_sub(rest.len())?;
    for attribute in kept.get_mut(from..).unwrap_or_default() {
        attribute.position = end;
    }
    Some((Tag { name, local: name, attributes: Attributes::Read(from), empty, start, end }, rest))
}

/// Reads attributes up to the end of the tag: whether the element is empty, and what stands behind.
fn plain_attributes<'a>(text: &'a str, from: usize, kept: &mut SmallVec<[Attribute<'a>; KEPT]>) -> Option<(bool, &'a str)> {
    let mut text = text;
    loop {
        let rest = match text.as_bytes() {
            [b'>', ..] => return Some((false, text.get(1..)?)),
            [b' ', b'!'..=u8::MAX, ..] => text.get(1..)?,
            _ => text.trim_start_matches(is_blank),
        };
        match rest.as_bytes() {
            [b'>', ..] => return Some((false, rest.get(1..)?)),
            [b'/', b'>', ..] => return Some((true, rest.get(2..)?)),
            _ if rest.len() == text.len() => return None,
            _ => {}
        }
        let length = name_length(rest.as_bytes());
        let (name, rest) = rest.split_at_checked(length).filter(|(name, _)| !name.is_empty())?;
        let quote = match rest.as_bytes() {
            [b'=', quote @ (b'"' | b'\''), ..] => *quote,
            _ => return None,
        };
        let rest = rest.get(2..)?;
        let (value, rest) = rest.split_at_checked(scan::value_length(rest.as_bytes(), quote))?;
        if rest.as_bytes().first() != Some(&quote) || kept.get(from..).is_some_and(|own| own.iter().any(|other| other.name == name)) {
            return None;
        }
        kept.push(Attribute { name, value: Cow::Borrowed(value), position: 0, taken: false });
        text = rest.get(1..)?;
    }
}

/// Whether an element or attribute may have this name; characters beyond ASCII are taken as they come.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name_length(name.as_bytes()) == name.len()
}

/// How many bytes the name at the start has.
pub(super) fn name_length(bytes: &[u8]) -> usize {
    let starts = bytes.first().is_some_and(|first| STARTS.get(usize::from(*first)).copied().unwrap_or_default());
    let beyond = |byte: u8| !FOLLOWS.get(usize::from(byte)).copied().unwrap_or_default();
    if starts { scan::name_length(bytes, beyond) } else { 0 }
}

/// What a name starts with.
const STARTS: [bool; 256] = letters(b"_:");

/// What stands in a name.
const FOLLOWS: [bool; 256] = letters(b"_:-.0123456789");

/// Letters, everything beyond ASCII, and `others`.
#[expect(clippy::indexing_slicing, reason = "only the compiler runs this, and a place beyond the end would be an error of the build")]
const fn letters(others: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = byte >= 128 || (byte as u8).is_ascii_alphabetic();
        byte += 1;
    }
    let mut place = 0;
    while place < others.len() {
        table[others[place] as usize] = true;
        place += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the element is empty, what stands behind its tag, and its attributes.
    type Plain<'t> = (bool, &'t str, Vec<(&'t str, String)>);

    /// Reads a tag that starts with `<Id`, when its attributes are plain.
    fn plain(text: &str) -> Option<Plain<'_>> {
        let mut kept = SmallVec::new();
        let (tag, rest) = plain_tag(text, 0, 3, &mut kept)?;
        assert_eq!((tag.name, tag.end), ("Id", text.len() - rest.len()));
        Some((tag.empty, rest, kept.into_iter().map(|attribute| (attribute.name, attribute.value.into_owned())).collect()))
    }

    #[test]
    fn plain_attributes_are_read() {
        let read = plain("<Id scope=\"State\"\n xsi:nil='a \" > b' />text").unwrap();
        assert_eq!(read, (true, "text", vec![("scope", "State".to_owned()), ("xsi:nil", "a \" > b".to_owned())]));
        assert_eq!(plain("<Id >").unwrap(), (false, "", Vec::new()));
        assert_eq!(plain("<Id/>").unwrap(), (true, "", Vec::new()));
    }

    #[test]
    fn every_byte_is_in_a_name_or_ends_it_at_every_place() {
        for byte in 0..=255_u8 {
            for at in 1..20 {
                let mut bytes = [b'a'; 40];
                bytes[at] = byte;
                let expected = if FOLLOWS[usize::from(byte)] { bytes.len() } else { at };
                assert_eq!(name_length(&bytes), expected, "{byte} at {at}");
                assert_eq!(name_length(&bytes[..at]), at);
            }
        }
    }

    #[test]
    fn all_else_is_left_to_the_rules_of_xml() {
        let others = [
            "",
            " ",
            " a",
            " a=",
            " a=\"",
            " a=\"1",
            " a=\"1\"",
            " a=1>",
            " a = \"1\">",
            " a=\"&lt;\">",
            " a=\"<\">",
            " a=\"\n\">",
            " a=\"1\"b=\"2\">",
            " a=\"1\" a=\"2\">",
            " 1=\"1\">",
            " =\"1\">",
            " /",
            " / >",
            " a>",
            "é>",
        ];
        for other in others {
            assert_eq!(plain(&format!("<Id{other}")), None, "{other}");
        }
    }
}
