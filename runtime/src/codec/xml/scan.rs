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

/// How many bytes of white space stand at the start.
#[inline]
pub(super) fn blank_length(bytes: &[u8]) -> usize {
    const BLANKS: [u8x16; 4] = [u8x16::new([b' '; 16]), u8x16::new([b'\n'; 16]), u8x16::new([b'\t'; 16]), u8x16::new([b'\r'; 16])];
    let mut rest = bytes;
    while let Some((chunk, tail)) = rest.split_first_chunk() {
        let chunk = u8x16::new(*chunk);
        let [blank, line, tab, carriage] = BLANKS.map(|mark| chunk.simd_eq(mark));
        let others = !(blank | line | tab | carriage).to_bitmask() & 0xFFFF;
        if others != 0 {
            return bytes.len().wrapping_sub(rest.len()).wrapping_add(others.trailing_zeros() as usize);
        }
        rest = tail;
    }
    let length = rest.iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\t' | b'\r')).unwrap_or(rest.len());
    bytes.len().wrapping_sub(rest.len()).wrapping_add(length)
}

#[cfg(test)]
mod tests {
    use super::{blank_length, plain_length};

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
}
