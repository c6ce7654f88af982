//! Days with a time, and their offset from UTC when one was sent.

use super::time::Clock;
use super::{Date, Leaf, Offset, Remarks, ValueError, date, trimmed};
use crate::codec::Field;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A day and a time, with their offset from UTC when one was sent.
///
/// ```
/// use depara::DateTime;
///
/// let sent: DateTime = "2024-06-07T14:32:11-03:00".parse()?;
/// assert_eq!(sent.to_string(), "2024-06-07T14:32:11-03:00");
/// assert_eq!(sent.to_timestamp().map(|instant| instant.to_string()).as_deref(), Some("2024-06-07T17:32:11Z"));
/// assert_eq!("2024-06-07T14:32:11".parse::<DateTime>()?.to_timestamp(), None);
/// # Ok::<(), depara::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    day: jiff::civil::Date,
    clock: Clock,
    offset: Option<Offset>,
}

const EXPECTED: &str = "a date and time such as `2024-06-07T14:32:11`";

impl DateTime {
    /// The day and time without their offset; `24:00:00` is the midnight after the day.
    #[must_use]
    pub fn to_jiff(self) -> jiff::civil::DateTime {
        let day = if self.clock.ends_day() { self.day.tomorrow().unwrap_or(self.day) } else { self.day };
        day.to_datetime(self.clock.to_jiff())
    }

    /// The instant; `None` without an offset, because then nobody says which one it is.
    #[must_use]
    pub fn to_timestamp(self) -> Option<jiff::Timestamp> {
        self.offset?.to_jiff().to_timestamp(self.to_jiff()).ok()
    }

    /// The offset from UTC, when one was sent.
    #[must_use]
    pub fn offset(self) -> Option<Offset> {
        self.offset
    }

    /// The same day and time with another offset behind it, or none.
    #[must_use]
    pub fn with_offset(self, offset: Option<Offset>) -> Self {
        Self { offset, ..self }
    }
}

impl From<jiff::civil::DateTime> for DateTime {
    /// A day and a time without an offset, to the second unless there is a fraction.
    fn from(value: jiff::civil::DateTime) -> Self {
        Self { day: value.date(), clock: Clock::from_jiff(value.time()), offset: None }
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        date::write_day(self.day, f)?;
        f.write_str("T")?;
        self.clock.write(f)?;
        self.offset.map_or(Ok(()), |offset| offset.fmt(f))
    }
}

impl FromStr for DateTime {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let read = || {
            let (day, rest) = Date::read_day(text.as_bytes())?;
            let (clock, rest) = Clock::read(rest.strip_prefix(b"T")?)?;
            Some(Self { day, clock, offset: Offset::read(rest)? })
        };
        read().ok_or_else(|| ValueError::new(text, EXPECTED))
    }
}

impl<'a> Leaf<'a> for DateTime {
    #[inline]
    fn plain(text: &'a str, _: &Field) -> Option<Self> {
        text.parse().ok()
    }

    fn read(text: Cow<'a, str>, _: &Field, _: &mut Remarks) -> Result<Option<Self>, ValueError> {
        let text = trimmed(&text);
        if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
    }

    fn write<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        date::write_day(self.day, out)?;
        out.write_char('T')?;
        self.clock.write(out)?;
        self.offset.map_or(Ok(()), |offset| write!(out, "{offset}"))
    }
}
