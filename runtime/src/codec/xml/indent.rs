//! The white space in front of a tag, which is mostly the same as in front of the tag before.
//!
//! Where the next tag begins is known late, behind a look at sixteen bytes, and everything behind it waits for that. With a length that is expected,
//! the look only confirms, and no processor waits for what it foresees. So the length is not compared with one that was counted, which the
//! compiler would take for the same: the bits of the bytes are compared.

use super::scan;

/// So many blanks are looked at together.
const FEW: usize = 16;

/// How many bytes of white space stood in front of the last tag that had others than the one before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Indent {
    length: usize,
    /// The bit of the first byte that is not white space, as in [`scan::others`], and that bit with those below; none where that is far.
    bit: u32,
    bits: u32,
}

impl Default for Indent {
    fn default() -> Self {
        Self::of(0)
    }
}

impl Indent {
    fn of(length: usize) -> Self {
        let bit = u32::try_from(length).ok().and_then(|length| 1_u32.checked_shl(length)).unwrap_or(0);
        Self { length, bit, bits: bit.wrapping_shl(1).wrapping_sub(1) }
    }

    /// What stands behind the white space at the start of `text`, where it is as expected and a tag follows; `others` are the
    /// [`scan::others`] of the text.
    #[inline(always)]
    fn behind<'t>(&self, text: &'t str, others: u32) -> Option<&'t str> {
        let is_expected = others & self.bits == self.bit && text.as_bytes().get(self.length) == Some(&b'<');
        if is_expected { text.get(self.length..) } else { None }
    }

    /// What stands behind white space at the start of `text`, if any is there.
    #[inline(always)]
    pub(super) fn skip<'t>(&mut self, text: &'t str) -> &'t str {
        if text.as_bytes().first().is_none_or(|byte| *byte > b' ') {
            return text;
        }
        let others = scan::others(text.as_bytes());
        self.behind(text, others).unwrap_or_else(|| self.learn(text, others))
    }

    /// What stands behind all white space at the start of `text`, which is expected from now on.
    #[inline(never)]
    fn learn<'t>(&mut self, text: &'t str, others: u32) -> &'t str {
        let length = others.trailing_zeros() as usize;
        if text.as_bytes().get(length) == Some(&b'<') {
            *self = Self { length, bit: others & others.wrapping_neg(), bits: others ^ others.wrapping_sub(1) };
            return text.get(length..).unwrap_or_default();
        }
        self.learn_many(text)
    }

    /// The same of white space that is more than sixteen bytes, or other than line feeds and blanks.
    #[inline(never)]
    fn learn_many<'t>(&mut self, text: &'t str) -> &'t str {
        if let Some(rest) = self.behind_many(text) {
            return rest;
        }
        let length = scan::blank_length(text.as_bytes());
        *self = Self::of(length);
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
    use super::{Indent, scan};

    #[test]
    fn white_space_is_gone_over_whatever_is_expected() {
        for expected in 0..40 {
            for length in 0..40 {
                for blank in [" ", "\n", "\t", "\r"] {
                    for behind in ["<Name>of the tag", "text of an element", "<", "", "\u{b}"] {
                        let text = format!("{}{behind}", blank.repeat(length));
                        let mut indent = Indent::of(expected);
                        let others = scan::others(text.as_bytes());
                        assert!(indent.behind(&text, others).is_none_or(|rest| rest == behind && length == expected), "{text:?}");
                        assert_eq!(indent.learn(&text, others), behind, "{text:?}");
                        assert_eq!(indent.learn(&text, others), behind, "{text:?}");
                        assert_eq!(Indent::of(expected).skip(&text), text.trim_start_matches([' ', '\n', '\t', '\r']), "{text:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_expected_is_found_at_once() {
        let text = format!("\n{}<Name>of the tag", " ".repeat(11));
        let mut indent = Indent::default();
        let others = scan::others(text.as_bytes());
        assert_eq!(indent.behind(&text, others), None);
        indent.learn(&text, others);
        assert_eq!(indent.behind(&text, others), Some("<Name>of the tag"));
    }
}
