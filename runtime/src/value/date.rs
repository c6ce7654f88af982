//! Days, with their offset from UTC when one was sent.

use super::digits::pairs_of;
use super::{Leaf, Offset, Remarks, ValueError, trimmed};
use crate::codec::Field;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A day, with its offset from UTC when one was sent.
///
/// ```
/// use depara::Date;
///
/// let due: Date = "2024-02-29".parse()?;
/// assert_eq!(due.to_string(), "2024-02-29");
/// assert_eq!(due.to_jiff().year(), 2024);
/// assert!("2023-02-29".parse::<Date>().is_err());
/// # Ok::<(), depara::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    day: jiff::civil::Date,
    offset: Option<Offset>,
}

const EXPECTED: &str = "a date such as `2024-06-07`";

impl Date {
    /// The day without its offset.
    #[must_use]
    pub fn to_jiff(self) -> jiff::civil::Date {
        self.day
    }

    /// The offset from UTC, when one was sent.
    #[must_use]
    pub fn offset(self) -> Option<Offset> {
        self.offset
    }

    /// Reads `2024-06-07`, and gives what follows it.
    pub(super) fn read_day(text: &[u8]) -> Option<(jiff::civil::Date, &[u8])> {
        let (day, rest) = text.split_first_chunk()?;
        Some((day_of(day)?, rest))
    }
}

/// The day `2024-06-07`. Alone it is returned in a register; with what follows it in memory, where it would be waited for.
fn day_of(text: &[u8; 10]) -> Option<jiff::civil::Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let [year, rest_of_year, month, day] = pairs_of([y1, y2, y3, y4, m1, m2, d1, d2])?;
    let year = i16::from(year).wrapping_mul(100).wrapping_add(i16::from(rest_of_year));
    let (month, day) = (month.cast_signed(), day.cast_signed());
    jiff::civil::Date::new(year, month, day).ok()
}

impl From<jiff::civil::Date> for Date {
    /// A day without an offset.
    fn from(day: jiff::civil::Date) -> Self {
        Self { day, offset: None }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_day(self.day, f)?;
        self.offset.map_or(Ok(()), |offset| offset.fmt(f))
    }
}

impl FromStr for Date {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let read = || {
            let (day, rest) = Self::read_day(text.as_bytes())?;
            Some(Self { day, offset: Offset::read(rest)? })
        };
        read().ok_or_else(|| ValueError::new(text, EXPECTED))
    }
}

impl<'a> Leaf<'a> for Date {
    #[inline]
    fn plain(text: &'a str, _: &Field) -> Option<Self> {
        let day = day_of(text.as_bytes().try_into().ok()?)?;
        Some(Self { day, offset: None })
    }

    fn read(text: Cow<'a, str>, _: &Field, _: &mut Remarks) -> Result<Option<Self>, ValueError> {
        let text = trimmed(&text);
        if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
    }

    #[inline]
    fn write<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        write_day(self.day, out)?;
        self.offset.map_or(Ok(()), |offset| write!(out, "{offset}"))
    }
}

/// Writes a day in four, two and two digits.
pub(super) fn write_day<W: fmt::Write>(day: jiff::civil::Date, out: &mut W) -> fmt::Result {
    let Ok(year) = u16::try_from(day.year()) else {
        return write!(out, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day());
    };
    let [(y1, y2), (y3, y4)] = [year / 100, year % 100].map(two_digits);
    let [(m1, m2), (d1, d2)] = [day.month().unsigned_abs(), day.day().unsigned_abs()].map(|number| two_digits(number.into()));
    write_ascii(&[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2], out)
}

/// The digits of a number below a hundred.
pub(super) fn two_digits(number: u16) -> (u8, u8) {
    let digit = |number: u16| b'0'.wrapping_add(u8::try_from(number % 10).unwrap_or_default());
    (digit(number / 10), digit(number))
}

/// Writes digits and what stands between them.
pub(super) fn write_ascii<W: fmt::Write>(bytes: &[u8], out: &mut W) -> fmt::Result {
    out.write_str(std::str::from_utf8(bytes).map_err(|_| fmt::Error)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_takes_digits_alone() {
        let day = *b"2024-06-07";
        for place in 0..day.len() {
            for byte in 0..=u8::MAX {
                let mut changed = day;
                changed[place] = byte;
                let is_dash = place == 4 || place == 7;
                let fits = if is_dash { byte == b'-' } else { byte.is_ascii_digit() };
                let [year, month, day] = [0..4, 5..7, 8..10].map(|part| {
                    let digits = std::str::from_utf8(&changed[part]).unwrap_or_default();
                    if fits { digits.parse().unwrap() } else { 0 }
                });
                let expected = jiff::civil::Date::new(year, i8::try_from(month).unwrap(), i8::try_from(day).unwrap()).ok();
                assert_eq!(Date::read_day(&changed), expected.filter(|_| fits).map(|day| (day, &[][..])), "{byte} at {place}");
            }
        }
        assert_eq!(Date::read_day(b"9999-12-31Z").map(|(_, rest)| rest), Some(&b"Z"[..]));
        assert!(Date::read_day(b"2024-06-0").is_none());
    }
}
