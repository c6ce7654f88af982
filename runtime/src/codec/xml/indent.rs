//! The white space in front of a tag, which is mostly the same as in front of the tag before.
//!
//! Where the next tag begins is known late, behind a look at sixteen bytes, and everything behind it waits for that. With a length that is expected,
//! the look only confirms, and no processor waits for what it foresees. So the length is not compared with one that was counted, which the
//! compiler would take for the same: the bytes are compared.

use super::scan;
use wide::u8x16;

/// So many bytes are looked at together.
const FEW: usize = 16;

/// What stood in front of the last tag that had other white space than the one before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indent {
    /// How many bytes of white space.
    length: usize,
    /// A bit for each of them and for the `<` behind; one too many where these are more than [`FEW`] bytes.
    bits: u32,
    /// The bytes from the first on.
    bytes: [u8; FEW],
}

impl Default for Indent {
    fn default() -> Self {
        Self { length: 0, bits: 1, bytes: [b'<'; FEW] }
    }
}

impl Indent {
    /// What stands in front of the first tag of `text`, which has so many bytes of white space.
    fn of(text: &str, length: usize) -> Self {
        let bytes = text.as_bytes().first_chunk().filter(|_| length < FEW);
        let bits = if bytes.is_some() { (2 << length) - 1 } else { 1 << FEW };
        Self { length, bits, bytes: bytes.copied().unwrap_or_default() }
    }

    /// What stands behind the white space at the start of `text`, where it is as expected and a tag follows.
    #[inline(always)]
    fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        let same = u8x16::new(*text.as_bytes().first_chunk()?).simd_eq(u8x16::new(self.bytes)).to_bitmask();
        let is_expected = same & self.bits == self.bits && text.as_bytes().get(self.length) == Some(&b'<');
        if is_expected { text.get(self.length..) } else { None }
    }

    /// What stands behind white space at the start of `text`, if any is there.
    #[inline(always)]
    pub(super) fn skip<'t>(&mut self, text: &'t str) -> &'t str {
        if text.as_bytes().first().is_none_or(|byte| *byte > b' ') {
            return text;
        }
        self.behind(text).unwrap_or_else(|| self.learn(text))
    }

    /// What stands behind all white space at the start of `text`, which is expected from now on.
    #[inline(never)]
    fn learn<'t>(&mut self, text: &'t str) -> &'t str {
        let others = scan::others(text.as_bytes());
        let length = others.trailing_zeros() as usize;
        if text.as_bytes().get(length) == Some(&b'<')
            && let Some(bytes) = text.as_bytes().first_chunk()
        {
            *self = Self { length, bits: others ^ others.wrapping_sub(1), bytes: *bytes };
            return text.get(length..).unwrap_or_default();
        }
        self.learn_any(text)
    }

    /// The same of white space that is more than sixteen bytes, or other than line feeds and blanks.
    #[inline(never)]
    fn learn_any<'t>(&mut self, text: &'t str) -> &'t str {
        if let Some(rest) = self.behind_many(text) {
            return rest;
        }
        let length = scan::blank_length(text.as_bytes());
        *self = Self::of(text, length);
        text.get(length..).unwrap_or_default()
    }

    /// As [`Indent::behind`], where sixteen blanks and a few more are expected.
    #[inline]
    fn behind_many<'t>(&self, text: &'t str) -> Option<&'t str> {
        let more = self.length.checked_sub(FEW).filter(|more| *more < FEW)?;
        let (few, others) = text.as_bytes().split_at_checked(FEW).map(|(few, more)| (scan::others(few), scan::others(more)))?;
        let is_blank = few.trailing_zeros() as usize == FEW && others & (2_u32 << more).wrapping_sub(1) == 1 << more;
        if is_blank && text.as_bytes().get(self.length) == Some(&b'<') { text.get(self.length..) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::Indent;

    #[test]
    fn white_space_is_gone_over_whatever_is_expected() {
        let texts = [" ", "\n", "\t", "\r\n"].into_iter().flat_map(|blank| {
            let behind = ["<Name>of the tag", "text of an element", "<", "", "\u{b}"].into_iter();
            behind.flat_map(move |behind| (0..40).map(move |length| format!("{}{behind}", blank.repeat(length))))
        });
        let texts: Vec<String> = texts.collect();
        for expected in &texts {
            let mut learnt = Indent::default();
            learnt.learn(expected);
            for text in &texts {
                let rest = text.trim_start_matches([' ', '\n', '\t', '\r']);
                assert!(learnt.behind(text).is_none_or(|found| found == rest), "{text:?} where {expected:?} is expected");
                assert_eq!(learnt.clone().skip(text), rest, "{text:?} where {expected:?} is expected");
            }
        }
    }

    #[test]
    fn what_is_expected_is_found_at_once() {
        for blanks in ["\n           ", "\r\n\t\t", " ", "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t"] {
            let text = format!("{blanks}<Name>of the tag");
            let mut indent = Indent::default();
            assert_eq!(indent.behind(&text), None);
            indent.learn(&text);
            assert_eq!(indent.behind(&text), Some("<Name>of the tag"), "{blanks:?}");
        }
    }
}
