//! The offset from UTC behind a date or time, kept exactly as it was written.

use std::fmt;

/// The offset from UTC behind a date or time: `Z`, `+00:00`, `-00:00` and `-03:00` are four different texts, and stay so.
///
/// ```
/// let sent: depara::DateTime = "2024-06-07T14:32:11-03:00".parse()?;
/// assert_eq!(sent.offset().map(|offset| offset.minutes()), Some(-180));
/// # Ok::<(), depara::value::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Offset(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Zulu,
    Ahead(i16),
    Behind(i16),
}

impl Offset {
    /// `Z`.
    pub const UTC: Self = Self(Kind::Zulu);

    /// So many minutes ahead of UTC, at most fourteen hours to either side; zero is `+00:00`.
    #[must_use]
    pub fn from_minutes(minutes: i16) -> Option<Self> {
        let kind = if minutes < 0 { Kind::Behind(minutes.checked_neg()?) } else { Kind::Ahead(minutes) };
        (-840..=840).contains(&minutes).then_some(Self(kind))
    }

    /// The minutes ahead of UTC; below zero to the west.
    #[must_use]
    pub fn minutes(self) -> i16 {
        match self.0 {
            Kind::Zulu => 0,
            Kind::Ahead(minutes) => minutes,
            Kind::Behind(minutes) => minutes.saturating_neg(),
        }
    }

    /// The offset for arithmetic.
    #[must_use]
    pub fn to_jiff(self) -> jiff::tz::Offset {
        // Fourteen hours at most, which fits, so UTC is never the answer to anything else.
        jiff::tz::Offset::from_seconds(i32::from(self.minutes()).saturating_mul(60)).unwrap_or(jiff::tz::Offset::UTC)
    }

    /// Reads the rest of a date or time: nothing, or an offset.
    pub(super) fn read(rest: &[u8]) -> Option<Option<Self>> {
        let kind: fn(i16) -> Kind = match rest {
            [] => return Some(None),
            b"Z" => return Some(Some(Self::UTC)),
            [b'+', ..] => Kind::Ahead,
            [b'-', ..] => Kind::Behind,
            _ => return None,
        };
        let (hours, rest) = digits(rest.get(1..)?, 2)?;
        let (minutes, rest) = digits(rest.strip_prefix(b":")?, 2)?;
        let fits = rest.is_empty() && minutes < 60 && hours * 60 + minutes <= 840;
        fits.then(|| Some(Self(kind((hours * 60 + minutes) as i16))))
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, minutes) = match self.0 {
            Kind::Zulu => return f.write_str("Z"),
            Kind::Ahead(minutes) => ('+', minutes),
            Kind::Behind(minutes) => ('-', minutes),
        };
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// `count` digits at the start of `text`, and what follows them.
pub(super) fn digits(text: &[u8], count: usize) -> Option<(u32, &[u8])> {
    let (digits, rest) = text.split_at_checked(count)?;
    let value = digits.iter().try_fold(0_u32, |value, byte| {
        byte.is_ascii_digit().then(|| value.checked_mul(10)?.checked_add(u32::from(byte - b'0'))).flatten()
    })?;
    Some((value, rest))
}
