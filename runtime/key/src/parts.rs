//! The values of a key.

use std::fmt;

/// The values of a key in the order of its slots, each in its one form: trimmed or filled up as its part says.
///
/// ```
/// use depara_key::{Part, Segment, Shape, Value};
///
/// let shape = Shape::new("FCXA", [Segment::of(Part::field("CODCOLIGADA", Value::Int)), Segment::of(Part::field("CODCXA", Value::Text))]);
/// let parts = shape.parse("2|012453")?;
/// assert_eq!(parts.int(0), Some(2));
/// assert_eq!(parts.text(1), "012453");
/// assert_eq!(parts.get(2), None);
/// # Ok::<(), depara_key::KeyError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Parts(Vec<Option<Box<str>>>);

impl Parts {
    /// The values; only the engine makes them, so that they are what their shape says.
    pub(crate) fn new(values: Vec<Option<Box<str>>>) -> Self {
        Self(values)
    }

    /// The value of a slot; `None` where its group is absent or there is no such slot.
    #[must_use]
    pub fn get(&self, slot: usize) -> Option<&str> {
        self.0.get(slot)?.as_deref()
    }

    /// The value of a slot, empty where there is none.
    #[must_use]
    pub fn text(&self, slot: usize) -> &str {
        self.get(slot).unwrap_or_default()
    }

    /// The whole number of a slot; `None` where the slot is empty, absent, or of another type.
    #[must_use]
    pub fn int(&self, slot: usize) -> Option<i64> {
        self.get(slot)?.parse().ok()
    }

    /// The values in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Option<&str>> {
        self.0.iter().map(Option::as_deref)
    }

    /// The values as [`Shape::format`](crate::Shape::format) takes them.
    #[must_use]
    pub fn as_slice(&self) -> &[Option<Box<str>>] {
        &self.0
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
