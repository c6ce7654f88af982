//! Texts of a fixed set, where another text is kept beside the known ones.

use super::{Form, Leaf, Remarks, ValueError, collapsed, is_collapsed, shortened};
use crate::codec::{Field, FindingKind};
use std::borrow::Cow;
use std::fmt;

/// A text of a fixed set; every such type of generated code is one.
///
/// ```
/// use depara::{Enumeration, Leaf};
/// use depara::value::Remarks;
/// use std::borrow::Cow;
///
/// #[derive(Debug, Clone, PartialEq)]
/// enum Charge<'a> {
///     Registered,
///     Unregistered,
///     Other(Cow<'a, str>),
/// }
///
/// impl<'a> Enumeration<'a> for Charge<'a> {
///     const VALUES: &'a [(&'static str, Self)] = &[("1", Self::Registered), ("2", Self::Unregistered)];
///     const ALSO: &'a [(&'static str, Self)] = &[("REGISTERED", Self::Registered)];
///
///     fn other(text: Cow<'a, str>) -> Self {
///         Self::Other(text)
///     }
///
///     fn as_str(&self) -> &str {
///         match self {
///             Self::Registered => "1",
///             Self::Unregistered => "2",
///             Self::Other(text) => text,
///         }
///     }
/// }
///
/// let field = depara::field!("ChargeType");
/// let mut remarks = Remarks::default();
/// assert_eq!(Charge::read("2".into(), &field, &mut remarks)?, Some(Charge::Unregistered));
/// assert!(remarks.is_empty());
/// assert_eq!(Charge::read("REGISTERED".into(), &field, &mut remarks)?, Some(Charge::Registered));
/// assert_eq!(Charge::read("9".into(), &field, &mut remarks)?, Some(Charge::Other("9".into())));
/// let remarks: Vec<String> = remarks.into_iter().map(|remark| remark.to_string()).collect();
/// assert_eq!(remarks, ["`REGISTERED` was read as `1`", "`9` is not one of the known values and was kept"]);
/// # Ok::<(), depara::value::ValueError>(())
/// ```
pub trait Enumeration<'a>: Sized + Clone + 'a {
    /// The known texts.
    const VALUES: &'a [(&'static str, Self)];
    /// Other spellings that are read as a known text; the report says so.
    const ALSO: &'a [(&'static str, Self)] = &[];
    /// What the value is in JSON.
    const FORM: Form = Form::Text;

    /// A text that is not known, as it came.
    fn other(text: Cow<'a, str>) -> Self;

    /// The text that is written.
    fn as_str(&self) -> &str;
}

impl<'a, E: Enumeration<'a>> Leaf<'a> for E {
    const FORM: Form = <E as Enumeration<'a>>::FORM;

    #[inline]
    fn plain(text: &'a str, field: &Field) -> Option<Self> {
        let known = || Self::VALUES.iter().find(|(known, _)| *known == text).map(|(_, value)| value.clone());
        if field.facets.collapse && !is_collapsed(text) { None } else { known() }
    }

    fn read(text: Cow<'a, str>, field: &Field, remarks: &mut Remarks) -> Result<Option<Self>, ValueError> {
        let text = collapsed(text, &field.facets);
        let find = |values: &'a [(&'static str, Self)]| values.iter().find(|(known, _)| *known == text).map(|(_, value)| value.clone());
        if let Some(value) = find(Self::VALUES) {
            return Ok(Some(value));
        }
        let Some(value) = find(Self::ALSO) else {
            remarks.push(FindingKind::UnknownValue { value: shortened(&text) });
            return Ok(Some(Self::other(text)));
        };
        remarks.push(FindingKind::Respelt { found: shortened(&text), read_as: value.as_str().to_owned() });
        Ok(Some(value))
    }

    fn write<W: fmt::Write>(&self, out: &mut W) -> fmt::Result {
        out.write_str(self.as_str())
    }
}
