//! Why a text is not the key it should be, or a value does not fit: which segment, what was found, and what fits.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// Why a text is not the key it should be, or a value does not fit its segment.
///
/// ```
/// use depara_key::{KeyError, Part, Segment, Shape, Value};
///
/// let shape = Shape::new("FCFO", [Segment::of(Part::field("CODCOLIGADA", Value::Int)), Segment::of(Part::field("CODCFO", Value::Text))]);
/// let error = shape.parse("02|F0001").unwrap_err();
/// assert!(matches!(error, KeyError::NotInt { .. }));
/// assert_eq!(error.span(), 0..2);
/// assert_eq!(error.place().segment, 1);
/// assert_eq!(error.to_string(), "segment 1 `CODCOLIGADA` of key `FCFO` takes a whole number without leading zeros; found `02`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The text has too few or too many segments. The place is the first one that is missing, or the surplus.
    #[error("key `{}` has {} segments; found {found}: {}", .place.key, Choice(.fits), Gap(.place, *found))]
    SegmentCount {
        /// Where.
        place: Box<Place>,
        /// How many segments there are.
        found: usize,
        /// How many there can be, in rising order.
        fits: Vec<usize>,
    },
    /// A literal part has other characters.
    #[error("{place} is always `{fits}`; found `{found}`")]
    Literal {
        /// Where.
        place: Box<Place>,
        /// What stands there.
        found: String,
        /// What should.
        fits: String,
    },
    /// The value has more characters than its segment takes.
    #[error("{place} takes at most {limit} characters; found `{found}`, which has {}", count(.found))]
    TooLong {
        /// Where.
        place: Box<Place>,
        /// The value.
        found: String,
        /// How many characters fit.
        limit: usize,
    },
    /// The value does not have the exact number of characters.
    #[error("{place} takes exactly {width} characters, blanks included; found `{found}`, which has {}", count(.found))]
    WrongWidth {
        /// Where.
        place: Box<Place>,
        /// The value.
        found: String,
        /// How many characters fit.
        width: usize,
    },
    /// The value is empty or blank and must not be.
    #[error("{place} takes a value that is not empty; found `{found}`")]
    Empty {
        /// Where.
        place: Box<Place>,
        /// The blanks that were found, if any.
        found: String,
    },
    /// The value is not a whole number in its one form.
    #[error("{place} takes a whole number without leading zeros; found `{found}`")]
    NotInt {
        /// Where.
        place: Box<Place>,
        /// The value.
        found: String,
    },
    /// The value is not a day.
    #[error("{place} takes a day in eight digits, year first, such as `20260131`; found `{found}`")]
    NotDate {
        /// Where.
        place: Box<Place>,
        /// The value.
        found: String,
    },
    /// The value holds a separator, which nothing escapes.
    #[error("{place} takes characters other than `{separator}`, which separates segments; found `{found}`")]
    Separator {
        /// Where.
        place: Box<Place>,
        /// The value.
        found: String,
        /// The separator in it: that of the form, or that of keys, which a mask becomes.
        separator: char,
    },
    /// The value holds a control character.
    #[error("{place} takes printable characters; found {character:?} in {found:?}")]
    ControlCharacter {
        /// Where.
        place: Box<Place>,
        /// The value.
        found: String,
        /// The first such character.
        character: char,
    },
    /// A value is absent where the segment is always there, or where others of its group, or of a later one, have a value.
    #[error("{place} takes a value; found none")]
    Missing {
        /// Where.
        place: Box<Place>,
    },
    /// The number of values differs from the number of slots. The place is the first slot without a value, or the end of the key.
    #[error("key `{}` takes {fits} values; found {found}", .place.key)]
    ValueCount {
        /// Where.
        place: Box<Place>,
        /// How many values there are.
        found: usize,
        /// How many there must be.
        fits: usize,
    },
}

/// A place in a key.
///
/// ```
/// use depara_key::{Part, Segment, Shape, Value};
///
/// let shape = Shape::new("SBM.BM_GRUPO", [Segment::of(Part::company()), Segment::of(Part::field("BM_GRUPO", Value::Char(4)))]);
/// let error = shape.parse("01|00010").unwrap_err();
/// assert_eq!(error.place().to_string(), "segment 2 `BM_GRUPO` of key `SBM.BM_GRUPO`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The name of the key.
    pub key: Cow<'static, str>,
    /// The segment, counted from one.
    pub segment: usize,
    /// The name of the part that is to blame; of a whole segment where the segment is missing; empty for a surplus segment.
    pub name: Cow<'static, str>,
    /// The bytes to blame, in the key that was parsed or in the one value that was to be written; empty where something is missing.
    pub span: Range<usize>,
}

impl KeyError {
    /// The bytes to blame: see [`Place::span`].
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.place().span.clone()
    }

    /// Where it went wrong.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::SegmentCount { place, .. }
            | Self::Literal { place, .. }
            | Self::TooLong { place, .. }
            | Self::WrongWidth { place, .. }
            | Self::Empty { place, .. }
            | Self::NotInt { place, .. }
            | Self::NotDate { place, .. }
            | Self::Separator { place, .. }
            | Self::ControlCharacter { place, .. }
            | Self::Missing { place }
            | Self::ValueCount { place, .. } => place,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "segment {} `{}` of key `{}`", self.segment, self.name, self.key)
    }
}

/// `4`, `4 or 7`.
struct Choice<'a>(&'a [usize]);

impl fmt::Display for Choice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, number) in self.0.iter().enumerate() {
            write!(f, "{}{number}", if index > 0 { " or " } else { "" })?;
        }
        Ok(())
    }
}

/// Which segment is missing or too many, given how many were found.
struct Gap<'a>(&'a Place, usize);

impl fmt::Display for Gap<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(place, found) = self;
        if place.segment > *found {
            write!(f, "segment {} `{}` is missing", place.segment, place.name)
        } else {
            write!(f, "segment {} is one too many", place.segment)
        }
    }
}

fn count(text: &str) -> usize {
    text.chars().count()
}
