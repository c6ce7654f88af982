//! The inside of an element without a type: markup and all, as it came.

use super::{Form, Leaf, Remarks, ValueError};
use crate::codec::Field;
use std::borrow::Cow;
use std::fmt;

/// The inside of an element without a type, as it came; it is written again as it is.
///
/// In the JSON form it is a text: the text of the element, or its source where it has elements inside.
///
/// ```
/// use depara::Any;
///
/// let any = Any::from_text("salt & pepper");
/// assert_eq!(any.raw(), "salt &amp; pepper");
/// assert_eq!(any.text().as_deref(), Some("salt & pepper"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Any<'a>(Cow<'a, str>);

impl<'a> Any<'a> {
    /// What holds nothing but this text.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut raw = String::with_capacity(text.len());
        crate::codec::xml::escape_text(text, &mut raw);
        Self(raw.into())
    }

    /// The source between the tags: escapes, comments and elements included.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.0
    }

    /// The text, when there is nothing but text; `None` when there are elements inside.
    #[must_use]
    pub fn text(&self) -> Option<Cow<'_, str>> {
        crate::codec::xml::only_text(&self.0)
    }
}

impl<'a> Leaf<'a> for Any<'a> {
    const FORM: Form = Form::Raw;

    /// Takes the source, not the text: the caller has seen that it is well formed.
    fn read(raw: Cow<'a, str>, _: &Field, _: &mut Remarks) -> Result<Option<Self>, ValueError> {
        Ok(Some(Self(raw)))
    }

    fn write<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(&self.0)
    }
}
