//! Lengths of texts that need no work and of white space: sixteen bytes at a time, which is more than most have.

use wide::u8x16;

/// How many bytes stand before the first `<`, `&` or CR; all of them when there is none.
#[inline(always)]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    match bytes.split_first_chunk() {
        Some((chunk, rest)) => match marks(chunk) {
            0 => chunk.len().wrapping_add(long_plain_length(rest)),
            found => found.trailing_zeros() as usize,
        },
        None => long_plain_length(bytes),
    }
}

/// More than a short text has.
pub(super) const SHORT: usize = 16;

/// The same, where it is less than [`SHORT`].
#[inline(always)]
pub(super) fn short_plain_length(bytes: &[u8]) -> Option<usize> {
    match bytes.first_chunk::<SHORT>().map(marks) {
        Some(found @ 1..) => Some(found.trailing_zeros() as usize),
        _ => None,
    }
}

/// The same, where [`short_plain_length`] found nothing.
#[inline(always)]
pub(super) fn more_plain_length(bytes: &[u8]) -> usize {
    let Some((chunk, rest)) = bytes.split_first_chunk::<16>() else { return long_plain_length(bytes) };
    match rest.split_first_chunk() {
        Some((second, rest)) => match marks(second) {
            0 => (chunk.len() + second.len()).wrapping_add(long_plain_length(rest)),
            found => chunk.len().wrapping_add(found.trailing_zeros() as usize),
        },
        None => chunk.len().wrapping_add(long_plain_length(rest)),
    }
}

/// A bit for each `<`, `&` or CR.
#[inline(always)]
fn marks(chunk: &[u8; 16]) -> u32 {
    plain_marks(u8x16::new(*chunk)).to_bitmask()
}

#[inline(always)]
fn plain_marks(chunk: u8x16) -> u8x16 {
    const MARKS: [u8x16; 3] = [u8x16::new([b'<'; 16]), u8x16::new([b'&'; 16]), u8x16::new([b'\r'; 16])];
    let [open, reference, carriage] = MARKS.map(|mark| chunk.simd_eq(mark));
    open | reference | carriage
}

#[inline(never)]
fn long_plain_length(bytes: &[u8]) -> usize {
    length_before(bytes, plain_marks, |byte| matches!(byte, b'<' | b'&' | b'\r'))
}

/// How many bytes stand before the first `<`; all of them when there is none.
pub(super) fn text_length(bytes: &[u8]) -> usize {
    const OPEN: u8x16 = u8x16::new([b'<'; 16]);
    length_before(bytes, |chunk| chunk.simd_eq(OPEN), |byte| byte == b'<')
}

/// How many bytes stand before the first `quote`, `&`, `<` or control character: the value of an attribute that needs no work.
pub(super) fn value_length(bytes: &[u8], quote: u8) -> usize {
    const MARKS: [u8x16; 3] = [u8x16::new([b'<'; 16]), u8x16::new([b'&'; 16]), u8x16::new([0x1F; 16])];
    let [open, reference, control] = MARKS;
    let quotes = u8x16::new([quote; 16]);
    let marks = |chunk: u8x16| chunk.simd_eq(open) | chunk.simd_eq(reference) | chunk.simd_eq(quotes) | chunk.min(control).simd_eq(chunk);
    length_before(bytes, marks, |byte| matches!(byte, b'<' | b'&' | ..=0x1F) || byte == quote)
}

/// How many bytes stand before the first that is `beyond` a name: neither a letter, a digit, one of `:_-.`, nor outside ASCII.
#[inline]
pub(super) fn name_length(bytes: &[u8], beyond: impl Fn(u8) -> bool) -> usize {
    const LETTERS: [u8x16; 4] = [u8x16::new([0x20; 16]), u8x16::new([b'a'; 16]), u8x16::new([25; 16]), u8x16::new([0x80; 16])];
    // The colon follows the digits, and the point the dash.
    const OTHERS: [u8x16; 5] =
        [u8x16::new([b'0'; 16]), u8x16::new([10; 16]), u8x16::new([b'-'; 16]), u8x16::new([1; 16]), u8x16::new([b'_'; 16])];
    let [lower, first, last, wide] = LETTERS;
    let [zero, ten, dash, one, line] = OTHERS;
    let within = |distance: u8x16, most: u8x16| distance.min(most).simd_eq(distance);
    let names = |chunk: u8x16| {
        let letter = within((chunk | lower) - first, last) | chunk.max(wide).simd_eq(chunk);
        letter | within(chunk - zero, ten) | within(chunk - dash, one) | chunk.simd_eq(line)
    };
    length_before(bytes, |chunk| !names(chunk), beyond)
}

/// How many bytes stand before the first that is marked, sixteen at a time and the last one by one; all of them when there is none.
#[inline(always)]
fn length_before(bytes: &[u8], marks: impl Fn(u8x16) -> u8x16, is_marked: impl Fn(u8) -> bool) -> usize {
    let mut rest = bytes;
    while let Some((chunk, tail)) = rest.split_first_chunk() {
        let found = marks(u8x16::new(*chunk)).to_bitmask();
        if found != 0 {
            return bytes.len().wrapping_sub(rest.len()).wrapping_add(found.trailing_zeros() as usize);
        }
        rest = tail;
    }
    let length = rest.iter().position(|byte| is_marked(*byte)).unwrap_or(rest.len());
    bytes.len().wrapping_sub(rest.len()).wrapping_add(length)
}

/// How many bytes stand before the first that is `special`: `&`, `<`, `>`, 0xEF, a control character or `quote`, though not each has to be.
#[inline]
pub(super) fn unescaped_length(bytes: &[u8], quote: u8, special: &impl Fn(u8) -> bool) -> usize {
    let mut rest = bytes;
    while let Some((chunk, tail)) = rest.split_first_chunk() {
        if may_need_escape(*chunk, quote)
            && let Some(length) = chunk.iter().position(|byte| special(*byte))
        {
            return bytes.len().wrapping_sub(rest.len()).wrapping_add(length);
        }
        rest = tail;
    }
    // The ends of a short text together are the whole of it.
    let ends = match rest.len() {
        0 => return bytes.len(),
        8.. => ends::<8>(rest),
        4.. => ends::<4>(rest),
        _ => bytes.last_chunk().copied(),
    };
    if ends.is_some_and(|ends| !may_need_escape(ends, quote)) {
        return bytes.len();
    }
    let length = rest.iter().position(|byte| special(*byte)).unwrap_or(rest.len());
    bytes.len().wrapping_sub(rest.len()).wrapping_add(length)
}

/// The first and the last bytes of a text side by side.
#[inline(always)]
fn ends<const COUNT: usize>(bytes: &[u8]) -> Option<[u8; 16]> {
    let mut chunk = [b' '; 16];
    *chunk.first_chunk_mut::<COUNT>()? = *bytes.first_chunk()?;
    *chunk.last_chunk_mut::<COUNT>()? = *bytes.last_chunk()?;
    Some(chunk)
}

#[inline(always)]
fn may_need_escape(chunk: [u8; 16], quote: u8) -> bool {
    const MARKS: [u8x16; 5] =
        [u8x16::new([b'<'; 16]), u8x16::new([b'>'; 16]), u8x16::new([b'&'; 16]), u8x16::new([0xEF; 16]), u8x16::new([0x1F; 16])];
    let [open, close, reference, rare, control] = MARKS;
    let chunk = u8x16::new(chunk);
    let marks = chunk.simd_eq(open) | chunk.simd_eq(close) | chunk.simd_eq(reference) | chunk.simd_eq(rare);
    (marks | chunk.simd_eq(u8x16::new([quote; 16])) | chunk.min(control).simd_eq(chunk)).to_bitmask() != 0
}

/// A bit for each of the first sixteen bytes that is neither a line feed nor a blank, and for all behind them; every bit where there are fewer.
#[inline(always)]
pub(super) fn others(bytes: &[u8]) -> u32 {
    const BLANKS: [u8x16; 2] = [u8x16::new([b' '; 16]), u8x16::new([b'\n'; 16])];
    let Some(chunk) = bytes.first_chunk() else { return u32::MAX };
    let chunk = u8x16::new(*chunk);
    let [blank, line] = BLANKS.map(|mark| chunk.simd_eq(mark));
    !(blank | line).to_bitmask()
}

/// How many bytes of white space stand at the start.
pub(super) fn blank_length(bytes: &[u8]) -> usize {
    const BLANKS: [u8x16; 4] = [u8x16::new([b' '; 16]), u8x16::new([b'\n'; 16]), u8x16::new([b'\t'; 16]), u8x16::new([b'\r'; 16])];
    let others = |chunk: u8x16| {
        let [blank, line, tab, carriage] = BLANKS.map(|mark| chunk.simd_eq(mark));
        !(blank | line | tab | carriage)
    };
    length_before(bytes, others, |byte| !matches!(byte, b' ' | b'\n' | b'\t' | b'\r'))
}

/// The tag that `bytes` begin with up to its sixteenth byte, without what stands behind its name.
#[inline(always)]
pub(in crate::codec) fn head(bytes: &[u8]) -> u128 {
    match bytes.first_chunk() {
        Some(chunk) => head_of(chunk),
        None => short_head(bytes),
    }
}

#[cold]
fn short_head(bytes: &[u8]) -> u128 {
    let mut chunk = [0; 16];
    chunk.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
    head_of(&chunk)
}

/// The bits of the first bytes of sixteen, by the number of those bytes: of the first eight, and of the others.
static FIRST: [u64; 33] = bits_before(0);
static FIRST_BEHIND_EIGHT: [u64; 33] = bits_before(8);

#[expect(clippy::indexing_slicing, reason = "only the compiler runs this, and a place beyond the end would be an error of the build")]
const fn bits_before(from: usize) -> [u64; 33] {
    let mut bits = [0; 33];
    let mut place = from + 1;
    while place < bits.len() {
        bits[place] = bits[place - 1] << 8 | 0xFF;
        place += 1;
    }
    bits
}

/// The first `length` bytes of sixteen, with zeros behind them.
///
/// Each half in a register of its own: what is made of them does not wait for their way out of a vector.
#[inline(always)]
pub(super) fn first(chunk: &[u8; 16], length: usize) -> u128 {
    let all = u128::from_le_bytes(*chunk);
    let [low, high] = [&FIRST, &FIRST_BEHIND_EIGHT].map(|bits| bits.get(length).copied().unwrap_or(u64::MAX));
    u128::from((all >> 64) as u64 & high) << 64 | u128::from(all as u64 & low)
}

#[inline(always)]
fn head_of(chunk: &[u8; 16]) -> u128 {
    const ENDS: [u8x16; 3] = [u8x16::new([b'>'; 16]), u8x16::new([b'/'; 16]), u8x16::new([b' '; 16])];
    let [close, slash, blank] = ENDS;
    let marked = u8x16::new(*chunk);
    // Everything below a blank ends a name as well, or cannot stand in one.
    let found = (marked.simd_eq(close) | marked.simd_eq(slash) | marked.min(blank).simd_eq(marked)).to_bitmask();
    first(chunk, found.trailing_zeros() as usize)
}

/// Whether a name ends where this byte follows.
#[inline(always)]
pub(in crate::codec) fn is_name_end(byte: u8) -> bool {
    matches!(byte, b'>' | b'/' | b' ' | b'\n' | b'\r' | b'\t')
}

/// What stands behind `tag`, when `bytes` begin with it.
#[inline(always)]
pub(super) fn behind<'t>(text: &'t str, tag: &str) -> Option<&'t str> {
    behind_bytes(text.as_bytes(), tag.as_bytes())?;
    text.get(tag.len()..)
}

/// The same of bytes.
#[inline(always)]
pub(super) fn behind_bytes<'b>(bytes: &'b [u8], tag: &[u8]) -> Option<&'b [u8]> {
    let (head, rest) = bytes.split_at_checked(tag.len())?;
    same(head, tag).then_some(rest)
}

/// Whether two texts of one length are the same. Tags are short, so both ends of one are compared at once.
#[inline(always)]
pub(in crate::codec) fn same(left: &[u8], right: &[u8]) -> bool {
    short_same(left, right).unwrap_or_else(|| all_same(left, right))
}

/// The same without a call; `None` for texts that are longer than nearly every tag.
#[inline(always)]
fn short_same(left: &[u8], right: &[u8]) -> Option<bool> {
    let ends = match right.len() {
        8..16 => left.first_chunk::<8>() == right.first_chunk() && left.last_chunk::<8>() == right.last_chunk(),
        16..=32 => left.first_chunk::<16>() == right.first_chunk() && left.last_chunk::<16>() == right.last_chunk(),
        4..8 => left.first_chunk::<4>() == right.first_chunk() && left.last_chunk::<4>() == right.last_chunk(),
        33..=64 => left.first_chunk::<32>() == right.first_chunk() && left.last_chunk::<32>() == right.last_chunk(),
        2..4 => left.first_chunk::<2>() == right.first_chunk() && left.last_chunk::<2>() == right.last_chunk(),
        _ => return None,
    };
    Some(ends)
}

#[cold]
fn all_same(left: &[u8], right: &[u8]) -> bool {
    left == right
}

#[cfg(test)]
mod tests {
    use super::{behind, blank_length, ends, may_need_escape, plain_length, text_length, unescaped_length, value_length};

    #[test]
    fn finds_what_has_to_be_escaped_at_any_place() {
        let special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xEF) || (byte < b' ' && byte != b'\n');
        for length in 0..40 {
            for at in 0..length {
                for byte in 0..=255_u8 {
                    let mut bytes = vec![b'='; length];
                    bytes[at] = byte;
                    let expected = bytes.iter().position(|byte| special(*byte)).unwrap_or(length);
                    assert_eq!(unescaped_length(&bytes, b'"', &special), expected, "{byte} at {at} of {length}");
                }
            }
        }
        assert!(ends::<4>(b"abcde").is_some_and(|ends| !may_need_escape(ends, 0)));
        assert!(ends::<8>(b"abcdefghi").is_some_and(|ends| !may_need_escape(ends, 0)));
    }

    #[test]
    fn finds_the_end_of_texts_and_attributes() {
        for length in 0..40 {
            let mut bytes = vec![b'='; length];
            assert_eq!((text_length(&bytes), value_length(&bytes, b'"')), (length, length));
            for at in (0..length).rev() {
                bytes[at] = b'<';
                assert_eq!((text_length(&bytes), value_length(&bytes, b'"')), (at, at));
                bytes[at] = b'\'';
                assert_eq!((value_length(&bytes, b'\''), value_length(&bytes, b'"')), (at, length));
                bytes[at] = b'=';
            }
        }
    }

    #[test]
    fn finds_the_first_of_any_byte_at_any_place() {
        for byte in 0..=255_u8 {
            for at in 0..20 {
                let mut bytes = vec![b'='; 24];
                bytes[at] = byte;
                bytes[21] = b'<';
                let expected = bytes.iter().position(|byte| matches!(byte, b'<' | b'&' | b'\r')).unwrap();
                assert_eq!(plain_length(&bytes), expected, "{byte} at {at}");
                assert_eq!(plain_length(&bytes[..at]), at);
            }
        }
    }

    #[test]
    fn counts_white_space() {
        let text = "\n                    \t \r\n         <a> ";
        for start in 0..text.len() {
            let expected = text[start..].bytes().take_while(u8::is_ascii_whitespace).count();
            assert_eq!(blank_length(&text.as_bytes()[start..]), expected, "from {start}");
        }
    }

    #[test]
    fn tags_of_every_length_are_compared_whole() {
        let tag: String = ('a'..='z').chain('A'..='Z').collect();
        for length in 0..tag.len() {
            let tag = &tag[..length];
            let text = format!("{tag}|");
            assert_eq!(behind(&text, tag), Some("|"), "{tag}");
            for place in 0..length {
                let mut other = text.clone();
                other.replace_range(place..=place, "#");
                assert_eq!(behind(&other, tag), None, "{place} of {tag}");
                assert_eq!(behind(&text[..place], tag), None, "{place} of {tag}");
            }
        }
    }
}
