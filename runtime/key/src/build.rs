//! From values to a key.

use crate::error::{KeyError, Place};
use crate::parts::Parts;
use crate::shape::{Kind, Shape};
use crate::value::{Origin, Slot};
use std::borrow::Cow;
use std::fmt;

impl Shape {
    /// The text of a key from its values, in the order of the slots. A group is absent where none of its values, nor of a later
    /// group's, is there.
    ///
    /// ```
    /// # use depara_key::{Part, Segment, Shape, Value};
    /// let shape = Shape::new("SBM.BM_GRUPO", [Segment::of(Part::company()), Segment::of(Part::field("BM_GRUPO", Value::Char(4)))]);
    /// assert_eq!(shape.format(&[Some("01"), Some("0001  ")])?, "01|0001");
    /// assert!(shape.format(&[Some("01"), Some("00|1")]).is_err());
    /// # Ok::<(), depara_key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// When a value is missing or does not fit.
    pub fn format<S: AsRef<str>>(&self, values: &[Option<S>]) -> Result<String, KeyError> {
        self.build(values).map(|parts| self.text(&parts))
    }

    /// The same as [`Shape::format`], but gives the values in their one form instead of the text.
    ///
    /// ```
    /// # use depara_key::{Part, Segment, Shape, Value};
    /// let shape = Shape::new("SBM.BM_GRUPO", [Segment::of(Part::company()), Segment::of(Part::field("BM_GRUPO", Value::Char(4)))]);
    /// assert_eq!(shape.build(&[Some("01"), Some("0001  ")])?, shape.parse("01|0001")?);
    /// # Ok::<(), depara_key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// When a value is missing or does not fit.
    pub fn build<S: AsRef<str>>(&self, values: &[Option<S>]) -> Result<Parts, KeyError> {
        self.check_count(values.len())?;
        let depth = self.depth(values.iter().map(Option::is_some));
        let slot = |((index, segment, part), value): (_, &Option<S>)| {
            let slot = Slot { shape: self, index, segment, part };
            match value {
                Some(value) => Ok(Some(slot.canonical(value.as_ref(), Origin::Caller)?.into())),
                None if segment.group <= depth => Err(KeyError::Missing { place: slot.place(0..0, Origin::Caller) }),
                None => Ok(None),
            }
        };
        self.slots_with_segments().zip(values).map(slot).collect::<Result<_, _>>().map(Parts::new)
    }

    /// One value as it stands in a key: trimmed, or filled up.
    ///
    /// ```
    /// # use depara_key::{Part, Segment, Shape, Value};
    /// let shape = Shape::new("FConta", [Segment::of(Part::field("NUMAGENCIA", Value::Char(6)).keep())]);
    /// assert_eq!(shape.normalize(0, "0455")?, "0455  ");
    /// # Ok::<(), depara_key::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// When it does not fit, or there is no such slot.
    pub fn normalize(&self, slot: usize, value: &str) -> Result<String, KeyError> {
        let Some((index, segment, part)) = self.slots_with_segments().nth(slot) else {
            return self.check_count(slot + 1).map(|()| String::new());
        };
        Slot { shape: self, index, segment, part }.canonical(value, Origin::Caller).map(Cow::into_owned)
    }

    /// The text of a key whose values have this shape.
    ///
    /// ```
    /// # use depara_key::{Part, Segment, Shape, Value};
    /// let shape = Shape::new("SBM.BM_GRUPO", [Segment::of(Part::company()), Segment::of(Part::field("BM_GRUPO", Value::Char(4)))]);
    /// assert_eq!(shape.text(&shape.parse("01|0001    ")?), "01|0001");
    /// # Ok::<(), depara_key::KeyError>(())
    /// ```
    #[must_use]
    pub fn text(&self, parts: &Parts) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = self.write(parts, &mut text);
        text
    }

    /// Writes the text of a key whose values have this shape.
    ///
    /// # Errors
    /// Those of the writer alone.
    pub fn write(&self, parts: &Parts, writer: &mut impl fmt::Write) -> fmt::Result {
        let depth = self.depth(parts.iter().map(|value| value.is_some()));
        let mut values = parts.iter();
        for (index, segment) in self.segments.iter().filter(|segment| segment.group <= depth).enumerate() {
            if index > 0 {
                writer.write_char(self.separator)?;
            }
            for part in &*segment.parts {
                let value = if part.kind == Kind::Literal { Some(&*part.name) } else { values.next().flatten() };
                writer.write_str(value.unwrap_or_default())?;
            }
        }
        Ok(())
    }

    /// The last group that has a value; `None` where none has.
    fn depth(&self, filled: impl Iterator<Item = bool>) -> Option<u8> {
        self.slots_with_segments().zip(filled).filter(|(_, filled)| *filled).filter_map(|((_, segment, _), _)| segment.group).max()
    }

    fn check_count(&self, found: usize) -> Result<(), KeyError> {
        let fits = self.slots().count();
        if found == fits {
            return Ok(());
        }
        let (segment, name) = match self.slots_with_segments().nth(found) {
            Some((index, _, part)) => (index + 1, part.name.clone()),
            None => (self.segments.len(), Cow::Borrowed("")),
        };
        Err(KeyError::ValueCount { place: Box::new(Place { key: self.name.clone(), segment, name, span: 0..0 }), found, fits })
    }
}
