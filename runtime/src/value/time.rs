//! Times of day, with their offset from UTC when one was sent.

use super::date::{two_digits, write_ascii};
use super::offset::digits;
use super::{Leaf, Offset, Remarks, ValueError, trimmed};
use crate::codec::Field;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A time of day, with its offset from UTC when one was sent. Digits after the second stay as many as they are.
///
/// ```
/// use depara::Time;
///
/// let time: Time = "14:32:11.50".parse()?;
/// assert_eq!(time.to_string(), "14:32:11.50");
/// assert_eq!(time.to_jiff().millisecond(), 500);
/// assert_eq!("24:00:00".parse::<Time>()?.to_string(), "24:00:00");
/// assert!("24:00:01".parse::<Time>().is_err());
/// # Ok::<(), depara::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    clock: Clock,
    offset: Option<Offset>,
}

/// Hour, minute, second and the digits after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Clock {
    hour: u8,
    minute: u8,
    second: u8,
    /// How many digits stand after the second, and which.
    digits: u8,
    fraction: u64,
}

const EXPECTED: &str = "a time such as `14:32:11`";

impl Time {
    /// The time without its offset; `24:00:00` is the midnight that begins a day. Digits beyond the ninth after the second are cut.
    #[must_use]
    pub fn to_jiff(self) -> jiff::civil::Time {
        self.clock.to_jiff()
    }

    /// The offset from UTC, when one was sent.
    #[must_use]
    pub fn offset(self) -> Option<Offset> {
        self.offset
    }
}

impl From<jiff::civil::Time> for Time {
    /// A time without an offset, to the second unless it has a fraction.
    fn from(time: jiff::civil::Time) -> Self {
        Self { clock: Clock::from_jiff(time), offset: None }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.clock.write(f)?;
        self.offset.map_or(Ok(()), |offset| offset.fmt(f))
    }
}

impl FromStr for Time {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let read = || {
            let (clock, rest) = Clock::read(text.as_bytes())?;
            Some(Self { clock, offset: Offset::read(rest)? })
        };
        read().ok_or_else(|| ValueError::new(text, EXPECTED))
    }
}

impl<'a> Leaf<'a> for Time {
    fn read(text: Cow<'a, str>, _: &Field, _: &mut Remarks) -> Result<Option<Self>, ValueError> {
        let text = trimmed(&text);
        if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
    }

    fn write<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        self.clock.write(out)?;
        self.offset.map_or(Ok(()), |offset| write!(out, "{offset}"))
    }
}

impl Clock {
    /// Reads `14:32:11.50`, and gives what follows it. At most eighteen digits stand after the second.
    pub(super) fn read(text: &[u8]) -> Option<(Self, &[u8])> {
        let (hour, rest) = digits(text, 2)?;
        let (minute, rest) = digits(rest.strip_prefix(b":")?, 2)?;
        let (second, rest) = digits(rest.strip_prefix(b":")?, 2)?;
        let (count, fraction, rest) = match rest.strip_prefix(b".") {
            Some(rest) => read_fraction(rest)?,
            None => (0, 0, rest),
        };
        let fits = (hour < 24 && minute < 60 && second < 60) || (hour == 24 && minute == 0 && second == 0 && fraction == 0);
        let clock = Self { hour: hour as u8, minute: minute as u8, second: second as u8, digits: count, fraction };
        fits.then_some((clock, rest))
    }

    pub(super) fn from_jiff(time: jiff::civil::Time) -> Self {
        let fraction = time.subsec_nanosecond().unsigned_abs();
        let (digits, fraction) = match fraction {
            0 => (0, 0),
            _ if fraction.is_multiple_of(1_000_000) => (3, fraction / 1_000_000),
            _ if fraction.is_multiple_of(1_000) => (6, fraction / 1_000),
            _ => (9, fraction),
        };
        let part = |value: i8| value.unsigned_abs();
        Self { hour: part(time.hour()), minute: part(time.minute()), second: part(time.second()), digits, fraction: fraction.into() }
    }

    /// The time of day; the end of a day becomes its midnight.
    pub(super) fn to_jiff(self) -> jiff::civil::Time {
        let nanoseconds = match self.digits {
            digits @ 0..=9 => self.fraction.saturating_mul(10_u64.saturating_pow(9_u32.saturating_sub(digits.into()))),
            digits => self.fraction / 10_u64.saturating_pow(u32::from(digits).saturating_sub(9)),
        };
        let part = |value: u8| i8::try_from(value).unwrap_or_default();
        let nanoseconds = i32::try_from(nanoseconds).unwrap_or_default();
        // Every part was checked when it was read, so midnight only stands for `24:00:00`.
        jiff::civil::Time::new(part(self.hour), part(self.minute), part(self.second), nanoseconds).unwrap_or(jiff::civil::Time::midnight())
    }

    /// Writes `14:32:11.50`.
    pub(super) fn write<W: fmt::Write>(self, out: &mut W) -> fmt::Result {
        let [(h1, h2), (m1, m2), (s1, s2)] = [self.hour, self.minute, self.second].map(|number| two_digits(number.into()));
        write_ascii(&[h1, h2, b':', m1, m2, b':', s1, s2], out)?;
        if self.digits > 0 {
            write!(out, ".{:0width$}", self.fraction, width = usize::from(self.digits))?;
        }
        Ok(())
    }

    /// It is `24:00:00`.
    pub(super) fn ends_day(self) -> bool {
        self.hour == 24
    }
}

/// The digits after a second: how many, which, and what follows them.
fn read_fraction(text: &[u8]) -> Option<(u8, u64, &[u8])> {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at_checked(count)?;
    let fraction = digits.iter().fold(0_u64, |value, byte| value.saturating_mul(10).saturating_add(u64::from(byte - b'0')));
    (1..=18).contains(&count).then_some((count as u8, fraction, rest))
}
