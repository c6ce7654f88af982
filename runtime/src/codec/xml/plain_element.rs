//! Elements that are only a name and a text that needs no work, found by their own bytes alone.
//!
//! Where the schema lets children stand in any order, which field a child belongs to is known late, behind a hash of its name. All names and nearly
//! all texts take the same few instructions here, however long they are: nothing of what comes next can be foreseen. Both ends are looked for at
//! once, so that the way to the next child waits for one look and not for two.

use super::scan;
use crate::codec::places::Tag;
use wide::u8x32;

/// So many bytes are looked at together, and no start tag has more.
const WIDE: usize = size_of::<Tag>();

/// More than the texts of such elements have.
pub(super) const MOST: usize = 2 * WIDE;

/// More than such elements have, so that there is no doubt whether a byte is there.
const ROOM: usize = 4 * WIDE;

/// What the first bytes of an element tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ends {
    /// Where the `>` of its start tag stands.
    tag: usize,
    /// Where the first byte stands that ends its text or needs work in it; zero where that is far.
    text: usize,
    /// What [`scan::head`] finds there, if nothing stands behind the name.
    pub(super) head: u128,
}

impl Ends {
    /// What `bytes` tell of the element that they begin with; nothing where its start tag is long, or the document nearly at its end.
    #[inline(always)]
    pub(super) fn find(bytes: &[u8]) -> Option<Self> {
        const CLOSE: u8x32 = u8x32::new([b'>'; WIDE]);
        let (start, behind) = bytes.first_chunk::<ROOM>()?.split_first_chunk()?;
        let closes = u8x32::new(*start).simd_eq(CLOSE).to_bitmask();
        if closes == 0 {
            return None;
        }
        let tag = closes.trailing_zeros() as usize;
        let marks = u64::from(marks(start)) | u64::from(marks(behind.first_chunk()?)) << WIDE;
        // The first byte is the one that the element begins with.
        let text = (marks & !1).trailing_zeros() as usize % MOST;
        Some(Self { tag, text, head: scan::first(start.first_chunk()?, tag) })
    }
}

/// A bit for each byte that ends a text or needs work in it.
#[inline(always)]
fn marks(chunk: &[u8; WIDE]) -> u32 {
    const MARKS: [u8x32; 3] = [u8x32::new([b'<'; WIDE]), u8x32::new([b'&'; WIDE]), u8x32::new([b'\r'; WIDE])];
    let [open, reference, carriage] = MARKS.map(|mark| u8x32::new(*chunk).simd_eq(mark));
    (open | reference | carriage).to_bitmask()
}

/// Such an element at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlainElement {
    /// Where its text begins.
    pub(super) text_start: usize,
    /// How many bytes that has: fewer than [`MOST`].
    pub(super) text_length: u8,
    /// How many bytes all of it has.
    pub(super) length: usize,
}

impl PlainElement {
    /// The element that `bytes` begin with, if its start tag is `tag`.
    #[inline(always)]
    pub(super) fn named(bytes: &[u8], ends: Ends, tag: &Tag) -> Option<Self> {
        let bytes = bytes.first_chunk::<ROOM>()?;
        // Neither remainder changes anything; the compiler sees by them that all that follows is there.
        let (tag_end, text_end) = (ends.tag % WIDE, ends.text % MOST);
        let end = bytes.get(text_end..)?;
        let [start, behind_slash, tag] = [*bytes.first_chunk()?, *end.get(1..)?.first_chunk()?, *tag].map(u8x32::new);
        // Each byte of the start tag, from the first of its name to the `>`, stands behind the `/` of the end tag as well.
        let wanted = (2_u32 << tag_end).wrapping_sub(2);
        let same = (start.simd_eq(tag) & behind_slash.simd_eq(tag)).to_bitmask() & wanted == wanted;
        if !same || !end.starts_with(b"</") {
            return None;
        }
        let text_start = tag_end.wrapping_add(1);
        let length = text_end.wrapping_add(text_start).wrapping_add(1);
        Some(Self { text_start, text_length: text_end.wrapping_sub(text_start) as u8, length })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::Field;
    use crate::codec::places::tag;

    /// What follows in a document; long enough for each element.
    const BEHIND: &str = concat!(
        "<Other>another text</Other><Other>another text</Other><Other>another text</Other>",
        "<Other>another text</Other><Other>another text</Other>"
    );

    /// The text of the element of this name that a document begins with, and what follows it.
    fn element<'t>(name: &str, text: &'t str) -> Option<(&'t str, &'t str)> {
        let open: &str = format!("<{name}>").leak();
        let ends = Ends::find(text.as_bytes())?;
        let found = PlainElement::named(text.as_bytes(), ends, &tag(&Field::new("", open, "")))?;
        assert_eq!(ends.head, scan::head(text.as_bytes()), "{text}");
        let inside = text.get(found.text_start..)?;
        Some((inside.get(..usize::from(found.text_length))?, text.get(found.length..)?))
    }

    /// The same, as XML is read.
    fn expected<'t>(name: &str, text: &'t str) -> Option<(&'t str, &'t str)> {
        let inside = text.strip_prefix('<')?.strip_prefix(name)?.strip_prefix('>')?;
        let (value, end) = inside.split_at(inside.find('<')?);
        let rest = end.strip_prefix("</")?.strip_prefix(name)?.strip_prefix('>')?;
        let fits = name.len() + 2 <= WIDE && name.len() + 2 + value.len() < MOST;
        (fits && !value.contains(['&', '\r'])).then_some((value, rest))
    }

    #[test]
    fn names_and_texts_of_every_length() {
        let letters = "AbcdefghijklmnopqrstuvwxyzçABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890";
        for name in (1..40).filter_map(|length| letters.get(..length)) {
            for value in (0..letters.len()).filter_map(|length| letters.get(..length)) {
                let text = format!("<{name}>{value}</{name}>{BEHIND}");
                assert_eq!(element(name, &text), expected(name, &text), "{text}");
                assert_eq!(element(name, &text).is_some(), name.len() < 31 && name.len() + value.len() < 62, "{text}");
            }
        }
    }

    #[test]
    fn another_byte_at_any_place() {
        let wholes =
            [("A", "<A></A>"), ("Code", "<Code>001</Code>"), ("CustomerInternalId", "<CustomerInternalId>01||7</CustomerInternalId>")];
        for (name, whole) in wholes {
            for at in 1..whole.len() {
                for byte in (0..128_u8).map(char::from) {
                    let mut text = format!("{whole}{BEHIND}");
                    text.replace_range(at..=at, byte.encode_utf8(&mut [0]));
                    assert_eq!(element(name, &text), expected(name, &text), "{text}");
                }
            }
        }
    }

    #[test]
    fn no_element_of_another_name() {
        let text = format!("<Code>001</Code>{BEHIND}");
        for name in ["Cod", "Codes", "code", "Mode", "C", "CodeOfTheCustomerOfTheOrder"] {
            assert_eq!(element(name, &text), None);
        }
        // One whose tag no table has.
        assert_eq!(PlainElement::named(text.as_bytes(), Ends::find(text.as_bytes()).unwrap(), &[0; WIDE]), None);
    }

    #[test]
    fn no_element_near_the_end_of_the_document() {
        let text = format!("<Code>001</Code>{BEHIND}");
        for length in 0..text.len() {
            let found = element("Code", &text[..length]);
            assert_eq!(found.is_some(), length >= ROOM);
            assert!(found.is_none() || found == expected("Code", &text[..length]));
        }
    }
}
