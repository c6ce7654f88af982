//! Values that are kept as they came where they do not fit their type.

use super::{Form, Leaf, Remarks, ValueError};
use crate::codec::{Field, FindingKind};
use std::borrow::Cow;
use std::fmt;

/// A value, or the text that stood in its place.
///
/// The envelope uses it: a message is not refused because a header's time has a form that nobody has met.
///
/// ```
/// use depara::{DateTime, Leaf, value::{Lenient, Remarks}};
///
/// const GENERATED_ON: depara::Field = depara::field!("GeneratedOn");
/// let mut remarks = Remarks::default();
/// let today = Lenient::<DateTime>::read("hoje".into(), &GENERATED_ON, &mut remarks)?;
/// assert_eq!(today, Some(Lenient::Text("hoje".into())));
/// assert!(!remarks.is_empty());
/// # Ok::<(), depara::value::ValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lenient<'a, T> {
    /// A value of the type.
    Value(T),
    /// Another text, as it came.
    Text(Cow<'a, str>),
}

impl<T> Lenient<'_, T> {
    /// The value, if it is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Text(_) => None,
        }
    }
}

impl<'a, T: Leaf<'a>> Leaf<'a> for Lenient<'a, T> {
    const FORM: Form = Form::Text;

    #[inline]
    fn plain(text: &'a str, field: &Field) -> Option<Self> {
        T::plain(text, field).map(Self::Value)
    }

    #[inline(always)]
    fn plain_start(document: &'a str, length: usize, field: &Field) -> Option<Self> {
        T::plain_start(document, length, field).map(Self::Value)
    }

    fn read(text: Cow<'a, str>, field: &Field, remarks: &mut Remarks) -> Result<Option<Self>, ValueError> {
        match T::read(text.clone(), field, remarks) {
            Ok(value) => Ok(value.map(Self::Value)),
            Err(error) => {
                remarks.push(FindingKind::BadValue { found: error.found, expected: error.expected.to_owned() });
                Ok(Some(Self::Text(text)))
            }
        }
    }

    fn write<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        match self {
            Self::Value(value) => value.write(out),
            Self::Text(text) => out.write_str(text),
        }
    }
}
