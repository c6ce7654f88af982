//! Numbers of a few digits, sixteen bytes at once: no instruction depends on how many digits there are or where the point stands, which no
//! processor foresees.

use wide::u8x16;

/// A number without a sign: one to sixteen digits, of which one may be a point that stands behind another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    bytes: u128,
    /// How many bytes it has.
    length: usize,
    /// How many digits stand before the point.
    whole: usize,
    has_point: bool,
}

impl Digits {
    /// The first `length` bytes of `text`, if they are such a number.
    #[inline(always)]
    pub(super) fn of(text: &[u8], length: usize) -> Option<Self> {
        match text.first_chunk() {
            Some(bytes) => Self::of_chunk(*bytes, length),
            None => Self::of_end(text, length),
        }
    }

    /// The same at the end of a document.
    #[cold]
    fn of_end(text: &[u8], length: usize) -> Option<Self> {
        Self::of_chunk(padded(text), length)
    }

    #[inline(always)]
    fn of_chunk(bytes: [u8; 16], length: usize) -> Option<Self> {
        const ZERO: u8x16 = u8x16::new([b'0'; 16]);
        const NINE: u8x16 = u8x16::new([9; 16]);
        const POINT: u8x16 = u8x16::new([b'.'; 16]);
        let chunk = u8x16::new(bytes);
        let values = chunk - ZERO;
        if length > 16 {
            return None;
        }
        let within = 1_u32.wrapping_shl(length as u32).wrapping_sub(1);
        let digits = values.min(NINE).simd_eq(values).to_bitmask() & within;
        let points = chunk.simd_eq(POINT).to_bitmask() & within;
        let is_number = digits | points == within && digits & 1 == 1 && points & points.wrapping_sub(1) == 0;
        let whole = (points | within.wrapping_add(1)).trailing_zeros() as usize;
        is_number.then_some(Self { bytes: u128::from_le_bytes(bytes), length, whole, has_point: points != 0 })
    }

    /// How many of the digits stand behind the point.
    #[inline(always)]
    pub(super) fn places(self) -> usize {
        self.count().wrapping_sub(self.whole)
    }

    /// How many digits there are.
    #[inline(always)]
    pub(super) fn count(self) -> usize {
        self.length.wrapping_sub(usize::from(self.has_point))
    }

    /// The number without its point: less than ten to the sixteenth.
    #[inline(always)]
    pub(super) fn mantissa(self) -> i64 {
        const VALUES: u128 = u128::from_le_bytes([0x0F; 16]);
        let (values, before) = (self.bytes & VALUES, u128::MAX >> bits(16_usize.wrapping_sub(self.whole)));
        // The digits behind the point close up, and what stands behind them is pushed out: the last digit becomes the last byte.
        let joined = (values & before) | ((values >> 8) & !before);
        let aligned = joined << bits(16_usize.wrapping_sub(self.count()));
        let (high, low) = (eight(aligned as u64), eight((aligned >> 64) as u64));
        high.wrapping_mul(100_000_000).wrapping_add(low).cast_signed()
    }
}

/// Whether a number begins with a minus, and what follows it.
#[inline(always)]
pub(super) fn sign(text: &str) -> (bool, &str) {
    text.strip_prefix('-').map_or((false, text), |digits| (true, digits))
}

/// A whole number of one to sixteen digits: the first `length` bytes of `text`. Most have few.
#[inline(always)]
pub(super) fn whole_number(text: &[u8], length: usize) -> Option<i64> {
    match text.first_chunk() {
        Some(chunk) if (1..=8).contains(&length) => {
            let digits = without_zero(*chunk) << bits(8_usize.wrapping_sub(length));
            are_digits(digits).then(|| eight(digits).cast_signed())
        }
        _ => Digits::of(text, length).filter(|digits| !digits.has_point).map(Digits::mantissa),
    }
}

/// The numbers below a hundred that each two of eight digits are. All are looked at together: a message has a dozen dates.
pub(super) fn pairs_of(digits: [u8; 8]) -> Option<[u8; 4]> {
    let digits = without_zero(digits);
    let [first, _, second, _, third, _, fourth, _] = pairs(digits).to_le_bytes();
    are_digits(digits).then_some([first, second, third, fourth])
}

/// Each digit as its number.
#[inline(always)]
fn without_zero(digits: [u8; 8]) -> u64 {
    u64::from_le_bytes(digits) ^ u64::from_le_bytes([b'0'; 8])
}

/// Whether no byte is more than nine: that sets its highest bit, with the sum or before it, and a carry only follows such a byte.
#[inline(always)]
fn are_digits(digits: u64) -> bool {
    (digits.wrapping_add(u64::from_le_bytes([0x76; 8])) | digits) & u64::from_le_bytes([0x80; 8]) == 0
}

/// Neighbours put together: a number below a hundred in each second byte, and what means nothing in the others.
#[inline(always)]
fn pairs(digits: u64) -> u64 {
    digits.wrapping_mul(10).wrapping_add(digits >> 8)
}

/// So many bytes in bits; never all of a word, since a number has a digit before its point.
#[inline(always)]
fn bits(bytes: usize) -> u32 {
    (bytes as u32).wrapping_mul(8) & 127
}

/// The number of eight digits, of which the first is the lowest byte: neighbours are put together three times.
#[inline(always)]
fn eight(digits: u64) -> u64 {
    let pairs = pairs(digits) & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_FFFF_0000_FFFF;
    fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xFFFF_FFFF
}

#[cold]
fn padded(text: &[u8]) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(text).for_each(|(place, byte)| *place = *byte);
    bytes
}

#[cfg(test)]
mod tests {
    use super::{Digits, whole_number};

    /// The same, byte by byte.
    fn expected(text: &str) -> Option<(i64, usize)> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_number = text.len() <= 16 && !whole.is_empty() && (whole.bytes().chain(fraction.bytes())).all(|byte| byte.is_ascii_digit());
        is_number.then(|| (format!("{whole}{fraction}").parse().unwrap(), fraction.len()))
    }

    #[test]
    fn a_number_of_every_length_with_a_point_at_every_place() {
        let digits = "9081726354000000123456";
        for start in 0..6 {
            for length in 0..16 {
                for point in 0..=length + 1 {
                    let mut text = digits[start..start + length].to_owned();
                    text.insert_str(point.min(length), if point > length { "" } else { "." });
                    for behind in ["", "<", "</Value>99.99.999999999"] {
                        let found = Digits::of(format!("{text}{behind}").as_bytes(), text.len());
                        assert_eq!(found.map(|number| (number.mantissa(), number.places())), expected(&text), "{text}{behind}");
                        let whole = expected(&text).filter(|_| !text.contains('.')).map(|(number, _)| number);
                        assert_eq!(whole_number(format!("{text}{behind}").as_bytes(), text.len()), whole, "{text}{behind}");
                    }
                }
            }
        }
    }

    #[test]
    fn any_other_byte_at_any_place_is_no_number() {
        for length in 1..=16 {
            for place in 0..length {
                for byte in 0..=255_u8 {
                    let mut text = b"1234567890123456"[..length].to_vec();
                    text[place] = byte;
                    let is_number = byte.is_ascii_digit() || (byte == b'.' && place > 0);
                    assert_eq!(Digits::of(&text, length).is_some(), is_number, "{byte} at {place} of {length}");
                    text.extend_from_slice(b"<behind>");
                    assert_eq!(whole_number(&text, length).is_some(), byte.is_ascii_digit(), "{byte} at {place} of {length}");
                }
            }
        }
        assert_eq!(Digits::of(b"1.2.3", 5), None);
        assert_eq!(Digits::of(b"12345678901234567", 17), None);
        assert_eq!(Digits::of(b"", usize::MAX), None);
    }
}
