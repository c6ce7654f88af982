//! Lengths of texts that need no work and of white space: eight bytes at a time, because most are short.

/// How many bytes stand before the first `<`, `&` or CR; all of them when there is none.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((chunk, tail)) = rest.split_first_chunk() {
        let found = marks(u64::from_le_bytes(*chunk));
        if found != 0 {
            return bytes.len().saturating_sub(rest.len()).saturating_add(found.trailing_zeros() as usize / 8);
        }
        rest = tail;
    }
    let length = rest.iter().position(|byte| matches!(byte, b'<' | b'&' | b'\r')).unwrap_or(rest.len());
    bytes.len().saturating_sub(rest.len()).saturating_add(length)
}

/// How many bytes of white space stand at the start; indentation is mostly blanks, so blanks go eight at a time.
#[inline]
pub(super) fn blank_length(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let [b' ' | b'\n' | b'\r' | b'\t', tail @ ..] = rest {
        rest = tail;
        while let Some((chunk, _)) = rest.split_first_chunk() {
            let others = u64::from_le_bytes(*chunk) ^ ONES.wrapping_mul(u64::from(b' '));
            let blanks = others.trailing_zeros() as usize / 8;
            rest = rest.get(blanks..).unwrap_or_default();
            if blanks < 8 {
                break;
            }
        }
    }
    bytes.len().saturating_sub(rest.len())
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// A word whose lowest bit set is the highest bit of the first byte that is `<`, `&` or CR; zero when there is none.
///
/// A byte is zero exactly where subtracting one borrows from its highest bit. A borrow may run on and mark bytes behind the first
/// one that is zero, never before it, so the first mark is always right.
#[inline]
fn marks(word: u64) -> u64 {
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    let same = |byte: u8| zeros(word ^ ONES.wrapping_mul(u64::from(byte)));
    (same(b'<') | same(b'&') | same(b'\r')) & HIGHS
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
