//! From a key to its values.

use crate::error::{KeyError, Place};
use crate::parts::Parts;
use crate::shape::{Kind, Part, Segment, Shape, Value};
use crate::value::{Origin, Slot};
use std::borrow::Cow;

impl Shape {
    /// Takes a key apart into the values of its slots, each in its one form: the values of an absent group are `None`.
    ///
    /// Blanks at the end of the key are no fault where its last value is trimmed, because the ERP pads what it looks up.
    ///
    /// ```
    /// use depara_key::{Part, Segment, Shape, Value};
    ///
    /// let field = |name| Segment::of(Part::field(name, Value::Text));
    /// let shape = Shape::new("SN1.N1_CBASE", [field("N1_CBASE"), field("N1_ITEM"), field("N3_TIPO").in_group(1)]);
    /// assert_eq!(shape.parse("0000000001|0001")?.get(2), None);
    /// assert_eq!(shape.parse("0000000001|0001|01  ")?.get(2), Some("01"));
    /// # Ok::<(), depara_key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// When the text does not have this shape.
    pub fn parse(&self, text: &str) -> Result<Parts, KeyError> {
        let found = text.matches(self.separator).count() + 1;
        let depth = self.depth_of(found).ok_or_else(|| self.count_error(text, found))?;
        let mut pieces = Pieces { rest: Some(text), start: 0, left: self.segments_within(depth), separator: self.separator };
        let mut values = Vec::with_capacity(self.segments.len());
        for (index, segment) in self.segments.iter().enumerate() {
            if segment.group > depth {
                values.extend(segment.slots().map(|_| None));
            } else if let Some(piece) = pieces.next() {
                self.parse_segment(index, segment, piece, &mut values)?;
            }
        }
        Ok(Parts::new(values))
    }

    fn parse_segment(&self, index: usize, segment: &Segment, piece: Piece<'_>, values: &mut Vec<Option<Box<str>>>) -> Result<(), KeyError> {
        let Piece { mut text, mut start, last } = piece;
        // What the ERP looks up is padded: after a literal or the company, blanks at the end of the key mean nothing.
        let closed =
            segment.parts.last().is_some_and(|part| matches!(part.kind, Kind::Literal | Kind::Company) && !part.name.ends_with(' '));
        if last && closed {
            text = text.trim_end_matches(' ');
        }
        // The characters of the fixed parts that are still to come: what they leave is for the open part.
        let mut widths: usize = segment.parts.iter().filter_map(Part::width).sum();
        for (position, part) in segment.parts.iter().enumerate() {
            let slot = Slot { shape: self, index, segment, part };
            widths -= part.width().unwrap_or_default();
            let take = match part.width() {
                _ if position + 1 == segment.parts.len() => usize::MAX,
                Some(width) => width,
                None => text.chars().count().saturating_sub(widths),
            };
            let (value, rest) = text.split_at(text.char_indices().nth(take).map_or(text.len(), |(at, _)| at));
            if part.kind != Kind::Literal {
                values.push(Some(slot.canonical(value, Origin::Text(start))?.into()));
            } else if value != part.name {
                let place = slot.place(0..value.len(), Origin::Text(start));
                return Err(KeyError::Literal { place, found: value.to_owned(), fits: part.name.clone().into_owned() });
            }
            text = rest;
            start += value.len();
        }
        Ok(())
    }

    /// The last group of a key with so many segments; the inner `None` where it has no group.
    fn depth_of(&self, found: usize) -> Option<Option<u8>> {
        let all = self.segments.len();
        let open = self.last_part().is_some_and(|part| part.value == Value::Any);
        if open && found >= all {
            return Some(self.segments.iter().filter_map(|segment| segment.group).max());
        }
        self.depths().find(|depth| self.segments_within(*depth) == found)
    }

    /// The groups that a key may end with.
    fn depths(&self) -> impl Iterator<Item = Option<u8>> {
        let mut last = None;
        let groups = self.segments.iter().filter_map(move |segment| {
            let new = segment.group > last;
            last = last.max(segment.group);
            new.then_some(segment.group)
        });
        std::iter::once(None).chain(groups)
    }

    fn segments_within(&self, depth: Option<u8>) -> usize {
        self.segments.iter().filter(|segment| segment.group <= depth).count()
    }

    fn count_error(&self, text: &str, found: usize) -> KeyError {
        let fits = self.depths().map(|depth| self.segments_within(depth)).collect();
        let (segment, name, start) = match self.segments.get(found) {
            Some(segment) => (found + 1, segment.name(), text.len()),
            None => {
                let surplus = text.match_indices(self.separator).nth(self.segments.len().saturating_sub(1));
                (self.segments.len() + 1, Cow::Borrowed(""), surplus.map_or(0, |(at, _)| at))
            }
        };
        let place = Box::new(Place { key: self.name.clone(), segment, name, span: start..text.len() });
        KeyError::SegmentCount { place, found, fits }
    }
}

/// The text of a segment.
struct Piece<'t> {
    text: &'t str,
    /// Its first byte in the key.
    start: usize,
    /// Whether the key ends with it.
    last: bool,
}

/// Splits a key at its separators, the first so many of them.
struct Pieces<'t> {
    rest: Option<&'t str>,
    start: usize,
    left: usize,
    separator: char,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        let rest = self.rest.take()?;
        let start = self.start;
        self.left = self.left.saturating_sub(1);
        let split = if self.left == 0 { None } else { rest.split_once(self.separator) };
        let (text, last) = match split {
            Some((text, after)) => {
                self.rest = Some(after);
                self.start += text.len() + self.separator.len_utf8();
                (text, false)
            }
            None => (rest, true),
        };
        Some(Piece { text, start, last })
    }
}
