//! The values of elements and attributes: how each type is read from a text, and written back.

mod any;
mod date;
mod datetime;
mod decimal;
mod digits;
mod enumeration;
mod lenient;
mod number;
mod offset;
mod plain;
mod time;
mod values;

pub use any::Any;
pub use date::Date;
pub use datetime::DateTime;
pub use decimal::Decimal;
pub use enumeration::Enumeration;
pub use lenient::Lenient;
pub use number::Number;
pub use offset::Offset;
pub use time::Time;
pub use values::Values;

use crate::codec::{Facets, Field, FindingKind};
use std::borrow::Cow;
use std::fmt;

/// Characters: borrowed from the document where it has them as they are, owned where entities or several pieces are joined.
pub type Text<'a> = Cow<'a, str>;

/// A value that stands in an element or attribute: read from its text, and written back.
///
/// ```
/// use depara::{Decimal, Field, Leaf};
/// use depara::value::Remarks;
///
/// const PRICE: Field = depara::field!("Price");
/// let mut remarks = Remarks::default();
/// let price = Decimal::read(" 50.0000 ".into(), &PRICE, &mut remarks)?;
/// assert_eq!(price.map(|price| price.to_string()), Some("50.0000".to_owned()));
/// assert_eq!(Decimal::read("".into(), &PRICE, &mut remarks)?, None);
/// assert!(Decimal::read("1,5".into(), &PRICE, &mut remarks).is_err());
/// # Ok::<(), depara::value::ValueError>(())
/// ```
pub trait Leaf<'a>: Sized {
    /// What the value is in JSON, and whether it takes the source instead of the text.
    const FORM: Form = Form::Text;

    /// Whether the value is the text itself: one that was put together is kept then, where other types are rarely made of such.
    const KEEPS_TEXT: bool = false;

    /// Reads the text of an element. `None` where an empty text says that there is no value, as with numbers and dates.
    ///
    /// # Errors
    /// When the text is not a value of this type.
    fn read(text: Cow<'a, str>, field: &Field, remarks: &mut Remarks) -> Result<Option<Self>, ValueError>;

    /// The value of a text as it stands in the document, when nothing is to be said of it; `None` where [`Leaf::read`] has to look.
    ///
    /// A shortcut that changes nothing: what it gives, `read` gives as well, without a remark.
    #[inline]
    fn plain(text: &'a str, field: &Field) -> Option<Self> {
        let _ = (text, field);
        None
    }

    /// The same of the first `length` bytes of what is left of a document: for types that read sixteen bytes at once, whatever stands in them.
    #[inline(always)]
    fn plain_start(document: &'a str, length: usize, field: &Field) -> Option<Self> {
        document.get(..length).and_then(|text| Self::plain(text, field))
    }

    /// The same of a text that was put together, for types of which [`Leaf::KEEPS_TEXT`] holds.
    #[inline]
    fn plain_owned(text: String, field: &Field) -> Option<Self> {
        let _ = (text, field);
        None
    }

    /// Writes the text of the value, without any escapes.
    ///
    /// # Errors
    /// When `out` fails.
    fn write<W: fmt::Write>(&self, out: &mut W) -> fmt::Result;
}

/// What a value is in JSON, and whether it takes the source instead of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Bool,
    /// A text in JSON; in XML everything between the tags, markup included.
    Raw,
}

/// A text that is not a value of its type.
///
/// ```
/// let error = "1,5".parse::<depara::Decimal>().unwrap_err();
/// assert_eq!(error.to_string(), "`1,5` is not a decimal number such as `1250.00`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not {expected}")]
pub struct ValueError {
    /// The text, shortened.
    pub found: String,
    /// What fits: "a decimal number such as `1250.00`".
    pub expected: &'static str,
}

impl ValueError {
    /// `found` is not `expected`.
    #[must_use]
    #[cold]
    pub fn new(found: &str, expected: &'static str) -> Self {
        Self { found: shortened(found), expected }
    }
}

/// What was noticed on one value: an unknown value, another spelling, a facet that it breaks.
///
/// ```
/// use depara::{Field, FindingKind, Leaf};
/// use depara::value::Remarks;
///
/// const NAME: Field = depara::field!("Name").max_length(3);
/// let mut remarks = Remarks::default();
/// std::borrow::Cow::<str>::read("Four".into(), &NAME, &mut remarks)?;
/// let expected = FindingKind::Facet { found: "4 characters".into(), expected: "at most 3 characters".into() };
/// assert_eq!(remarks.into_iter().collect::<Vec<_>>(), [expected]);
/// # Ok::<(), depara::value::ValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remarks(Vec<FindingKind>);

impl Remarks {
    /// Nothing was noticed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds one.
    #[cold]
    pub fn push(&mut self, remark: FindingKind) {
        self.0.push(remark);
    }

    /// The value breaks a rule of its schema.
    #[cold]
    pub fn facet(&mut self, found: impl Into<String>, expected: impl Into<String>) {
        self.push(FindingKind::Facet { found: found.into(), expected: expected.into() });
    }
}

impl IntoIterator for Remarks {
    type Item = FindingKind;
    type IntoIter = std::vec::IntoIter<FindingKind>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// `text` without the blanks of XML around it.
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Whether XML takes `character` for white space.
pub(crate) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r')
}

/// At most the first 80 characters of `text`.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Collapses the blanks of `text` where the field says so.
fn collapsed<'a>(text: Cow<'a, str>, facets: &Facets) -> Cow<'a, str> {
    if !facets.collapse || is_collapsed(&text) {
        return text;
    }
    text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").into()
}

/// Whether words of `text` are one blank apart, with nothing around them.
fn is_collapsed(text: &str) -> bool {
    // An outer blank would stand beside another one as well.
    let mut behind_blank = true;
    let apart = text.bytes().all(|byte| {
        let blank = matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let fits = !blank || (byte == b' ' && !behind_blank);
        behind_blank = blank;
        fits
    });
    apart && (text.is_empty() || !behind_blank)
}
