//! Random numbers that are the same on every machine, and choices that come from bytes.

/// Where a test takes its choices from: a random sequence, or the bytes that a fuzzer made.
pub trait Choice {
    /// A number below `limit`; zero where there is none.
    fn below(&mut self, limit: usize) -> usize;
}

/// SplitMix64: small, quick, and good enough to choose test data.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The sequence of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; zero where there is none.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        self.bits().checked_rem(limit).and_then(|number| usize::try_from(number).ok()).unwrap_or_default()
    }
}

impl Choice for Random {
    fn below(&mut self, limit: usize) -> usize {
        Random::below(self, limit)
    }
}

/// The choices that these bytes make; two bytes for each, and zero when there are no more.
#[derive(Debug, Clone)]
pub struct Bytes<'b>(pub &'b [u8]);

impl Choice for Bytes<'_> {
    fn below(&mut self, limit: usize) -> usize {
        let (number, rest) = match *self.0 {
            [low, high, ref rest @ ..] => (usize::from(u16::from_le_bytes([low, high])), rest),
            [low, ref rest @ ..] => (usize::from(low), rest),
            [] => (0, self.0),
        };
        self.0 = rest;
        number.checked_rem(limit).unwrap_or_default()
    }
}
