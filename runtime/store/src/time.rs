//! Time and chance as parameters: a program gives the real ones, a test its own.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A point in time: microseconds since the first of January 1970, UTC.
///
/// ```
/// use depara_store::Timestamp;
/// use std::time::Duration;
///
/// let start = Timestamp::from_micros(1_700_000_000_000_000);
/// assert_eq!(start.to_string(), "2023-11-14T22:13:20Z");
/// assert_eq!(start.after(Duration::from_secs(1)).micros(), 1_700_000_001_000_000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

/// What time it is.
pub trait Clock: Send + Sync {
    /// The time now. It may go back: nothing that the store keeps depends on a clock that only goes forward.
    fn now(&self) -> Timestamp;
}

/// Chance, for the jitter of retries.
pub trait Random: Send + Sync {
    /// Any 64 bits.
    fn next(&self) -> u64;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// Chance enough for jitter, seeded from the process and the time at which it is made. It is not for secrets.
#[derive(Debug)]
pub struct Jitter(AtomicU64);

impl Timestamp {
    /// The time this many microseconds after the first of January 1970, UTC.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the first of January 1970, UTC.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// This time and `duration` more; the last time there is when that is too much.
    #[must_use]
    pub fn after(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)))
    }

    /// This time and `duration` less; the first time there is when that is too much.
    #[must_use]
    pub fn before(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(time) => write!(f, "{time}"),
            Err(_) => write!(f, "{} µs", self.0),
        }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let micros = |duration: Duration| i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
        Timestamp(match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => micros(since),
            Err(before) => micros(before.duration()).saturating_neg(),
        })
    }
}

impl Jitter {
    /// Chance that starts from `seed`.
    #[must_use]
    pub const fn seeded(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Default for Jitter {
    fn default() -> Self {
        Self::seeded(SystemClock.now().micros().unsigned_abs() ^ (u64::from(std::process::id()) << 32))
    }
}

impl Random for Jitter {
    /// SplitMix64.
    fn next(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut state = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        state ^ (state >> 31)
    }
}
