//! The values of an element that repeats.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, DerefMut};
use std::slice;

/// The values of an element that repeats, in the order of the document.
///
/// Schemas let many elements repeat that hardly ever do, `PhoneNumber` for one: a single value stands in its record, without memory of its own.
/// It is used as a `Vec` is: it has the methods of a slice, and is made of an array, of a `Vec` or of an iterator.
///
/// ```
/// use depara::Values;
///
/// let mut phones: Values<&str> = ["0000-0001"].into();
/// phones.push("0000-0002");
/// assert_eq!(phones, ["0000-0001", "0000-0002"]);
/// assert_eq!(phones.first(), Some(&"0000-0001"));
/// let lengths: Vec<usize> = phones.iter().map(|phone| phone.len()).collect();
/// assert_eq!(lengths, [9, 9]);
/// ```
#[derive(Clone)]
pub struct Values<T>(Held<T>);

/// Where the values are.
#[derive(Clone)]
enum Held<T> {
    /// A single one, in place.
    One(T),
    /// Any other number; of an empty list without memory the first one becomes [`Held::One`].
    Any(Vec<T>),
}

impl<T> Values<T> {
    /// None yet; [`Values::default`] makes the same.
    ///
    /// ```
    /// assert!(depara::Values::<i64>::new().is_empty());
    /// ```
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self(Held::Any(Vec::new()))
    }

    /// Adds a value behind the others.
    ///
    /// ```
    /// let mut values = depara::Values::new();
    /// values.push(1);
    /// assert_eq!(values, [1]);
    /// ```
    #[inline]
    pub fn push(&mut self, value: T) {
        match &mut self.0 {
            Held::Any(values) if values.capacity() == 0 => self.0 = Held::One(value),
            Held::Any(values) => values.push(value),
            Held::One(_) => {
                self.make_room(1);
                self.push(value);
            }
        }
    }

    /// The values as a `Vec`.
    ///
    /// ```
    /// assert_eq!(depara::Values::from([1, 2]).into_vec(), vec![1, 2]);
    /// ```
    #[must_use]
    pub fn into_vec(self) -> Vec<T> {
        match self.0 {
            Held::One(value) => vec![value],
            Held::Any(values) => values,
        }
    }

    /// Makes room for exactly so many more, in memory of their own.
    pub(crate) fn make_room(&mut self, more: usize) {
        self.0 = Held::Any(match std::mem::take(self).0 {
            Held::One(value) => {
                let mut values = Vec::with_capacity(more.saturating_add(1));
                values.push(value);
                values
            }
            Held::Any(mut values) => {
                values.reserve_exact(more);
                values
            }
        });
    }

    /// Whether one more has to ask for memory.
    #[inline]
    pub(crate) fn is_full(&self) -> bool {
        match &self.0 {
            Held::One(_) => true,
            Held::Any(values) => values.len() == values.capacity() && !values.is_empty(),
        }
    }
}

impl<T> Default for Values<T> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for Values<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> Deref for Values<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.0 {
            Held::One(value) => slice::from_ref(value),
            Held::Any(values) => values,
        }
    }
}

impl<T> DerefMut for Values<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        match &mut self.0 {
            Held::One(value) => slice::from_mut(value),
            Held::Any(values) => values,
        }
    }
}

impl<T> From<Vec<T>> for Values<T> {
    fn from(values: Vec<T>) -> Self {
        Self(Held::Any(values))
    }
}

impl<T, const COUNT: usize> From<[T; COUNT]> for Values<T> {
    #[inline]
    fn from(values: [T; COUNT]) -> Self {
        values.into_iter().collect()
    }
}

impl<T> FromIterator<T> for Values<T> {
    #[inline]
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut collected = Self::new();
        collected.extend(values);
        collected
    }
}

impl<T> Extend<T> for Values<T> {
    #[inline]
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.push(value));
    }
}

impl<T> IntoIterator for Values<T> {
    type Item = T;
    type IntoIter = std::iter::Chain<std::option::IntoIter<T>, std::vec::IntoIter<T>>;

    fn into_iter(self) -> Self::IntoIter {
        let (one, others) = match self.0 {
            Held::One(value) => (Some(value), Vec::new()),
            Held::Any(values) => (None, values),
        };
        one.into_iter().chain(others)
    }
}

impl<'v, T> IntoIterator for &'v Values<T> {
    type Item = &'v T;
    type IntoIter = slice::Iter<'v, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'v, T> IntoIterator for &'v mut Values<T> {
    type Item = &'v mut T;
    type IntoIter = slice::IterMut<'v, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl<T: PartialEq> PartialEq for Values<T> {
    fn eq(&self, others: &Self) -> bool {
        **self == **others
    }
}

impl<T: Eq> Eq for Values<T> {}

impl<T: Hash> Hash for Values<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<T: PartialEq<U>, U> PartialEq<[U]> for Values<T> {
    fn eq(&self, others: &[U]) -> bool {
        **self == *others
    }
}

impl<T: PartialEq<U>, U, const COUNT: usize> PartialEq<[U; COUNT]> for Values<T> {
    fn eq(&self, others: &[U; COUNT]) -> bool {
        **self == *others
    }
}

impl<T: PartialEq<U>, U> PartialEq<Vec<U>> for Values<T> {
    fn eq(&self, others: &Vec<U>) -> bool {
        **self == **others
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_is_the_same_as_in_a_vector() {
        for count in 0..6 {
            let expected: Vec<String> = (0..count).map(|number: usize| number.to_string()).collect();
            let mut pushed = Values::new();
            expected.iter().for_each(|value| pushed.push(value.clone()));
            let mut roomy = Values::new();
            roomy.make_room(3);
            roomy.extend(expected.clone());
            for values in [pushed, roomy, expected.clone().into(), expected.iter().cloned().collect()] {
                assert_eq!(values, expected);
                assert_eq!(values.iter().collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
                assert_eq!(values.clone().into_iter().collect::<Vec<_>>(), expected);
                assert_eq!(values.clone().into_vec(), expected);
                assert_eq!(format!("{values:?}"), format!("{expected:?}"));
                let mut changed = values;
                changed.iter_mut().for_each(|value| value.push('!'));
                assert!(changed.iter().all(|value| value.ends_with('!')) && changed.len() == count);
            }
        }
    }

    #[test]
    fn a_single_value_takes_no_memory_of_its_own() {
        let mut values = Values::new();
        assert!(!values.is_full());
        values.push(1);
        assert!(matches!(values.0, Held::One(1)) && values.is_full());
        values.make_room(3);
        assert!(matches!(&values.0, Held::Any(values) if values.capacity() == 4) && !values.is_full());
    }
}
