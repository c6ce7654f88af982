//! Elements that are only a name and a text that needs no work, read by their own tags alone.
//!
//! Where the schema lets children stand in any order, which field a child belongs to is known late, behind a hash of its name. All names and nearly
//! all texts take the same few instructions here, however long they are: nothing of what comes next can be foreseen.

use super::scan;
use wide::u8x32;

/// What the start tags and the texts of such elements have at most.
pub(super) const WIDE: usize = 32;

/// Such an element at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlainElement {
    /// How many bytes its text has: fewer than [`WIDE`].
    pub(super) text: u8,
    /// How many bytes all of it has.
    pub(super) length: usize,
}

/// How many bytes stand before the `>` of the tag that `bytes` begin with, when they are fewer than [`WIDE`]; with what
/// [`head`](super::scan::head) finds there, if nothing stands behind the name.
#[inline(always)]
pub(super) fn tag(bytes: &[u8]) -> Option<(usize, u128)> {
    let start = bytes.first_chunk::<WIDE>()?;
    let length = first(u8x32::new(*start).simd_eq(u8x32::new([b'>'; WIDE])))?;
    Some((length, scan::first(start.first_chunk()?, length)))
}

impl PlainElement {
    /// The element that `text` begins with, whose start tag has its `>` behind so many bytes. That its name is a name is not looked at.
    #[inline(always)]
    pub(super) fn at(text: &str, tag: usize) -> Option<Self> {
        // More than such an element can have, so that there is no doubt below whether it is there.
        let bytes = text.as_bytes().first_chunk::<{ 4 * WIDE }>()?;
        let start = bytes.first_chunk::<WIDE>()?;
        // Neither remainder changes anything; the compiler sees by them that all that follows is there.
        let tag = tag % WIDE;
        let behind_tag = tag.wrapping_add(1);
        let length = first(marks(bytes.get(behind_tag..)?.first_chunk()?))? % WIDE;
        let end = bytes.get(behind_tag.wrapping_add(length)..)?;
        let behind_slash = u8x32::new(*end.get(1..)?.first_chunk()?);
        // Each byte of the start tag, from the first of its name to the `>`, stands behind the `/` of the end tag as well.
        let wanted = (2_u32 << tag).wrapping_sub(2);
        let same = u8x32::new(*start).simd_eq(behind_slash).to_bitmask() & wanted == wanted;
        if !same || !end.starts_with(b"</") {
            return None;
        }
        Some(Self { text: length as u8, length: behind_tag.wrapping_mul(2).wrapping_add(length).wrapping_add(1) })
    }
}

/// What ends a text or needs work in it.
#[inline(always)]
fn marks(chunk: &[u8; WIDE]) -> u8x32 {
    const MARKS: [u8x32; 3] = [u8x32::new([b'<'; WIDE]), u8x32::new([b'&'; WIDE]), u8x32::new([b'\r'; WIDE])];
    let [open, reference, carriage] = MARKS.map(|mark| u8x32::new(*chunk).simd_eq(mark));
    open | reference | carriage
}

#[inline(always)]
fn first(marks: u8x32) -> Option<usize> {
    let found = marks.to_bitmask();
    (found != 0).then_some(found.trailing_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What follows in a document; long enough for each element.
    const BEHIND: &str = concat!(
        "<Other>another text</Other><Other>another text</Other><Other>another text</Other>",
        "<Other>another text</Other><Other>another text</Other>"
    );

    fn element(text: &str) -> Option<(&str, &str, &str)> {
        let (tag, head) = tag(text.as_bytes())?;
        let PlainElement { text: length, length: all } = PlainElement::at(text, tag).filter(|_| text.starts_with('<'))?;
        let (name, inside) = (text.get(1..tag)?, text.get(tag + 1..)?);
        let is_only_name = name.bytes().all(|byte| !matches!(byte, b'/' | ..=b' '));
        assert!(head == scan::head(text.as_bytes()) || !is_only_name, "{text}");
        Some((name, &inside[..usize::from(length)], &text[all..]))
    }

    /// The same, as XML is read.
    fn expected(text: &str) -> Option<(&str, &str, &str)> {
        let (name, inside) = text.strip_prefix('<')?.split_once('>')?;
        let (value, end) = inside.split_at(inside.find('<')?);
        let rest = end.strip_prefix("</")?.strip_prefix(name)?.strip_prefix('>')?;
        (name.len() < WIDE - 1 && value.len() < WIDE && !value.contains(['&', '\r'])).then_some((name, value, rest))
    }

    #[test]
    fn names_and_texts_of_every_length() {
        let letters = "AbcdefghijklmnopqrstuvwxyzçABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for name in (1..letters.len()).filter_map(|length| letters.get(..length)) {
            for value in (0..letters.len()).filter_map(|length| letters.get(..length)) {
                let text = format!("<{name}>{value}</{name}>{BEHIND}");
                assert_eq!(element(&text), expected(&text), "{text}");
                assert_eq!(element(&text).is_some(), name.len() < 31 && value.len() < 32, "{text}");
            }
        }
    }

    #[test]
    fn another_byte_at_any_place() {
        for whole in ["<A></A>", "<Code>001</Code>", "<CustomerInternalId>01||000001</CustomerInternalId>"] {
            for at in 0..whole.len() {
                for byte in (0..128_u8).map(char::from) {
                    let mut text = format!("{whole}{BEHIND}");
                    text.replace_range(at..=at, byte.encode_utf8(&mut [0]));
                    assert_eq!(element(&text), expected(&text), "{text}");
                }
            }
        }
    }

    #[test]
    fn no_element_near_the_end_of_the_document() {
        let text = format!("<Code>001</Code>{BEHIND}");
        for length in 0..text.len() {
            assert!(element(&text[..length]).is_none_or(|found| Some(found) == expected(&text[..length])));
        }
        assert_eq!(element("<Code>001</Code>"), None);
    }
}
