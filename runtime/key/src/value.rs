//! One value: brought into its one form, or refused with the reason.

use crate::SEPARATOR;
use crate::error::{KeyError, Place};
use crate::shape::{Blanks, DATE_WIDTH, Kind, Part, Segment, Shape, Value};
use std::borrow::Cow;
use std::ops::Range;

/// A slot of a key and the place of a value in the text that is being read, if any is.
#[derive(Clone, Copy)]
pub(crate) struct Slot<'s> {
    pub(crate) shape: &'s Shape,
    /// The index of the segment.
    pub(crate) index: usize,
    pub(crate) segment: &'s Segment,
    pub(crate) part: &'s Part,
}

/// Where a value comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A key that is being read: a kept value must have its width. The value starts at this byte.
    Text(usize),
    /// A caller: a kept value is filled up.
    Caller,
}

impl<'s> Slot<'s> {
    /// `value` as it stands in a key.
    pub(crate) fn canonical<'v>(self, value: &'v str, origin: Origin) -> Result<Cow<'v, str>, KeyError> {
        let place = |span: Range<usize>| self.place(span, origin);
        let whole = || place(0..value.len());
        let found = || value.to_owned();
        if let Some((at, character)) = value.char_indices().find(|(_, character)| character.is_control()) {
            return Err(KeyError::ControlCharacter { place: place(at..at + character.len_utf8()), found: found(), character });
        }
        let separator = value.char_indices().find(|(_, character)| [SEPARATOR, self.shape.separator].contains(character));
        if let Some((at, separator)) = separator.filter(|_| !self.shape.takes_separators(self.part)) {
            return Err(KeyError::Separator { place: place(at..at + separator.len_utf8()), found: found(), separator });
        }

        let fitted = self.fitted(value, origin);
        let blank = fitted.bytes().all(|byte| byte == b' ');
        let may_be_empty = self.segment.optional || matches!(self.part.kind, Kind::Branch(_));
        if blank && !may_be_empty {
            return Err(KeyError::Empty { place: whole(), found: found() });
        }
        if let Some(width) = self.part.width().filter(|width| *width != fitted.chars().count()) {
            return Err(KeyError::WrongWidth { place: whole(), found: found(), width });
        }
        if let Some(limit) = self.limit().filter(|limit| fitted.chars().count() > *limit) {
            return Err(KeyError::TooLong { place: whole(), found: found(), limit });
        }
        match self.part.value {
            Value::Int if !blank && !is_int(&fitted) => Err(KeyError::NotInt { place: whole(), found: found() }),
            Value::Date if !blank && !is_date(&fitted) => Err(KeyError::NotDate { place: whole(), found: found() }),
            _ => Ok(fitted),
        }
    }

    /// `value` with its blanks cut or filled up.
    fn fitted<'v>(self, value: &'v str, origin: Origin) -> Cow<'v, str> {
        let blanks = if self.part.kind == Kind::Company { Blanks::Trim } else { self.part.blanks };
        match (blanks, self.part.width(), origin) {
            (Blanks::Trim, ..) => Cow::Borrowed(value.trim_end_matches(' ')),
            (Blanks::TrimBoth, ..) => Cow::Borrowed(value.trim_matches(' ')),
            (Blanks::Keep, Some(width), Origin::Caller) => {
                let value = value.trim_end_matches(' ');
                Cow::Owned(value.to_owned() + &" ".repeat(width.saturating_sub(value.chars().count())))
            }
            (Blanks::Keep, ..) => Cow::Borrowed(value),
        }
    }

    /// How many characters fit where the width is open.
    fn limit(self) -> Option<usize> {
        match (&self.part.kind, self.part.value) {
            (_, Value::Char(limit)) => Some(limit as usize),
            (Kind::Branch(_), Value::Text) => Some(BRANCH_LIMIT),
            _ => None,
        }
    }

    /// The place of these bytes of the value.
    pub(crate) fn place(self, span: Range<usize>, origin: Origin) -> Box<Place> {
        let start = match origin {
            Origin::Text(start) => start,
            Origin::Caller => 0,
        };
        let span = start + span.start..start + span.end;
        Box::new(Place { key: self.shape.name.clone(), segment: self.index + 1, name: self.part.name.clone(), span })
    }
}

/// The longest branch that the ERP's layouts allow.
const BRANCH_LIMIT: usize = 12;

/// Digits with an optional minus, in the only way to write that number in 64 bits.
fn is_int(text: &str) -> bool {
    text.parse::<i64>().is_ok_and(|number| number.to_string() == text)
}

/// Eight digits that are a day of the calendar.
fn is_date(text: &str) -> bool {
    if text.len() != DATE_WIDTH || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let number = |range: Range<usize>| text.get(range).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or_default();
    let (year, month, day) = (number(0..4), number(4..6), number(6..8));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        1..=12 => 31,
        _ => 0,
    };
    year > 0 && (1..=days).contains(&day)
}
