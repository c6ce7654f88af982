//! Lengths of texts that need no work and of white space: sixteen bytes at a time, which is more than most have.

use wide::u8x16;

/// How many bytes stand before the first `<`, `&` or CR; all of them when there is none.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    const MARKS: [u8x16; 3] = [u8x16::new([b'<'; 16]), u8x16::new([b'&'; 16]), u8x16::new([b'\r'; 16])];
    let mut rest = bytes;
    while let Some((chunk, tail)) = rest.split_first_chunk() {
        let chunk = u8x16::new(*chunk);
        let [open, reference, carriage] = MARKS.map(|mark| chunk.simd_eq(mark));
        let found = (open | reference | carriage).to_bitmask();
        if found != 0 {
            return bytes.len().wrapping_sub(rest.len()).wrapping_add(found.trailing_zeros() as usize);
        }
        rest = tail;
    }
    let length = rest.iter().position(|byte| matches!(byte, b'<' | b'&' | b'\r')).unwrap_or(rest.len());
    bytes.len().wrapping_sub(rest.len()).wrapping_add(length)
}

/// How many bytes of white space stand at the start: mostly a line feed and blanks.
#[inline]
pub(super) fn blank_length(bytes: &[u8]) -> usize {
    const BLANKS: [u8x16; 2] = [u8x16::new([b' '; 16]), u8x16::new([b'\n'; 16])];
    let mut rest = bytes;
    while let Some((chunk, tail)) = rest.split_first_chunk() {
        let chunk = u8x16::new(*chunk);
        let [blank, line] = BLANKS.map(|mark| chunk.simd_eq(mark));
        let others = (blank | line).to_bitmask() ^ 0xFFFF;
        if others != 0 {
            let length = others.trailing_zeros() as usize;
            rest = rest.get(length..).unwrap_or_default();
            if !matches!(rest.first(), Some(b'\t' | b'\r')) {
                return bytes.len().wrapping_sub(rest.len());
            }
            break;
        }
        rest = tail;
    }
    let length = rest.iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\t' | b'\r')).unwrap_or(rest.len());
    bytes.len().wrapping_sub(rest.len()).wrapping_add(length)
}

/// How many bytes the name of a tag has, with its `<`.
#[inline]
pub(in crate::codec) fn name_length(bytes: &[u8]) -> usize {
    const ENDS: [u8x16; 3] = [u8x16::new([b'>'; 16]), u8x16::new([b'/'; 16]), u8x16::new([b' '; 16])];
    let mut rest = bytes;
    while let Some((chunk, tail)) = rest.split_first_chunk() {
        let chunk = u8x16::new(*chunk);
        let [close, slash, blank] = ENDS;
        // Everything below a blank ends a name as well, or cannot stand in one.
        let [close, slash, blank] = [chunk.simd_eq(close), chunk.simd_eq(slash), chunk.min(blank).simd_eq(chunk)];
        let found = (close | slash | blank).to_bitmask();
        if found != 0 {
            return bytes.len().wrapping_sub(rest.len()).wrapping_add(found.trailing_zeros() as usize);
        }
        rest = tail;
    }
    let length = rest.iter().position(|byte| matches!(byte, b'>' | b'/' | ..=b' ')).unwrap_or(rest.len());
    bytes.len().wrapping_sub(rest.len()).wrapping_add(length)
}

/// What stands behind `tag`, when `bytes` begin with it.
#[inline(always)]
pub(super) fn behind<'b>(bytes: &'b [u8], tag: &str) -> Option<&'b [u8]> {
    let (head, rest) = bytes.split_at_checked(tag.len())?;
    same(head, tag.as_bytes()).then_some(rest)
}

/// Whether two texts of one length are the same. Tags are short, so both ends of one are compared at once.
#[inline(always)]
pub(in crate::codec) fn same(left: &[u8], right: &[u8]) -> bool {
    match right.len() {
        8..=16 => left.first_chunk::<8>() == right.first_chunk() && left.last_chunk::<8>() == right.last_chunk(),
        17..=32 => left.first_chunk::<16>() == right.first_chunk() && left.last_chunk::<16>() == right.last_chunk(),
        _ => left == right,
    }
}

#[cfg(test)]
mod tests {
    use super::{behind, blank_length, plain_length};

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
            assert_eq!(behind(text.as_bytes(), tag), Some(&b"|"[..]), "{tag}");
            for place in 0..length {
                let mut other = text.clone().into_bytes();
                other[place] = b'#';
                assert_eq!(behind(&other, tag), None, "{place} of {tag}");
                assert_eq!(behind(&text.as_bytes()[..place], tag), None, "{place} of {tag}");
            }
        }
    }
}
