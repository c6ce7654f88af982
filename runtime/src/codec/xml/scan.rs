//! The length of a text that needs no work: eight bytes at a time, because a call costs more than most texts.

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

/// A word whose lowest bit set is the highest bit of the first byte that is `<`, `&` or CR; zero when there is none.
///
/// A byte is zero exactly where subtracting one borrows from its highest bit. A borrow may run on and mark bytes behind the first
/// one that is zero, never before it, so the first mark is always right.
#[inline]
fn marks(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    let same = |byte: u8| zeros(word ^ ONES.wrapping_mul(u64::from(byte)));
    (same(b'<') | same(b'&') | same(b'\r')) & HIGHS
}

#[cfg(test)]
mod tests {
    use super::plain_length;

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
}
