//! Parameters: what the customer sets, and how its text becomes a value.

use crate::codec::{Facets, Field, FindingKind};
use crate::value::{Date, DateTime, Decimal, Leaf, Number, Remarks, Text, Time, ValueError};
use std::borrow::Cow;
use std::fmt;

/// A setting that the customer makes, as the mappings have it.
///
/// ```
/// use depara::rules::{ParameterInfo, ParameterValue};
///
/// static SHOP: ParameterInfo = ParameterInfo::text("CODLOJADEFAULT").max_length(2).default("01");
/// assert_eq!(SHOP.value(None)?, Some(ParameterValue::Text("01".into())));
/// assert_eq!(SHOP.value(Some("02"))?, Some(ParameterValue::Text("02".into())));
/// let error = SHOP.value(Some("001")).unwrap_err();
/// assert_eq!(error.to_string(), "parameter `CODLOJADEFAULT`: 3 characters; it takes at most 2 characters; found `001`");
///
/// static AUTOMATIC: ParameterInfo = ParameterInfo::bool("NATUREZAFINANCEIRAAUTOINC").replaces("AUTOINCNATUREZAFISCAL");
/// assert_eq!(AUTOMATIC.value(Some("1"))?.and_then(|value| value.as_bool()), Some(true));
/// assert_eq!(AUTOMATIC.value(None)?, None);
/// let error = AUTOMATIC.value(Some("sim")).unwrap_err();
/// assert_eq!(error.to_string(), "parameter `NATUREZAFINANCEIRAAUTOINC`: `sim` is not `true`, `false`, `1` or `0`");
/// # Ok::<(), depara::rules::ParameterError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParameterInfo {
    /// Its name: `CODLOJADEFAULT`.
    pub name: &'static str,
    /// What it is about, in the language of the mapping; may be empty.
    pub doc: &'static str,
    /// Its type.
    pub kind: ParameterKind,
    /// Which values of the type fit.
    pub facets: Facets,
    /// The value that holds where the customer sets none.
    pub default: Option<&'static str>,
    /// The parameter whose value a conversion moves here.
    pub replaces: Option<&'static str>,
    /// Where the customer sets it: the way through the menus.
    pub at: Option<&'static str>,
}

/// The type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterKind {
    /// Characters.
    Text,
    /// A fixed-point number.
    Decimal,
    /// A number in plain or exponent form.
    Float,
    /// A whole number.
    Int,
    /// A day.
    Date,
    /// A day and time.
    DateTime,
    /// A time of day.
    Time,
    /// On or off.
    Bool,
    /// Anything.
    Any,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum ParameterValue<'v> {
    /// Characters; also of a parameter of any type.
    Text(Text<'v>),
    /// A fixed-point number.
    Decimal(Decimal),
    /// A number in plain or exponent form.
    Float(Number<'v>),
    /// A whole number.
    Int(i64),
    /// A day.
    Date(Date),
    /// A day and time.
    DateTime(DateTime),
    /// A time of day.
    Time(Time),
    /// On or off.
    Bool(bool),
}

/// A text that is no value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParameterError {
    /// The text is not of the type.
    #[error("parameter `{name}`: {source}")]
    Type {
        /// The parameter.
        name: &'static str,
        /// What was found, and what fits.
        source: ValueError,
    },
    /// The value breaks a rule of the type.
    #[error("parameter `{name}`: {found}; it takes {expected}; found `{text}`")]
    Rule {
        /// The parameter.
        name: &'static str,
        /// What was found: "3 characters".
        found: String,
        /// What fits: "at most 2 characters".
        expected: String,
        /// The text.
        text: String,
    },
}

impl ParameterInfo {
    const fn new(name: &'static str, kind: ParameterKind) -> Self {
        let facets = Facets { min_length: None, max_length: None, digits: None, min: None, max: None, collapse: false };
        Self { name, doc: "", kind, facets, default: None, replaces: None, at: None }
    }

    /// A parameter that is characters.
    #[must_use]
    pub const fn text(name: &'static str) -> Self {
        Self::new(name, ParameterKind::Text)
    }

    /// A parameter that is a fixed-point number.
    #[must_use]
    pub const fn decimal(name: &'static str) -> Self {
        Self::new(name, ParameterKind::Decimal)
    }

    /// A parameter that is a number in plain or exponent form.
    #[must_use]
    pub const fn float(name: &'static str) -> Self {
        Self::new(name, ParameterKind::Float)
    }

    /// A parameter that is a whole number.
    #[must_use]
    pub const fn int(name: &'static str) -> Self {
        Self::new(name, ParameterKind::Int)
    }

    /// A parameter that is a day.
    #[must_use]
    pub const fn date(name: &'static str) -> Self {
        Self::new(name, ParameterKind::Date)
    }

    /// A parameter that is a day and time.
    #[must_use]
    pub const fn datetime(name: &'static str) -> Self {
        Self::new(name, ParameterKind::DateTime)
    }

    /// A parameter that is a time of day.
    #[must_use]
    pub const fn time(name: &'static str) -> Self {
        Self::new(name, ParameterKind::Time)
    }

    /// A parameter that is on or off.
    #[must_use]
    pub const fn bool(name: &'static str) -> Self {
        Self::new(name, ParameterKind::Bool)
    }

    /// A parameter that is anything.
    #[must_use]
    pub const fn any(name: &'static str) -> Self {
        Self::new(name, ParameterKind::Any)
    }

    /// What it is about.
    #[must_use]
    pub const fn doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }

    /// At least this many characters.
    #[must_use]
    pub const fn min_length(mut self, characters: u32) -> Self {
        self.facets.min_length = Some(characters);
        self
    }

    /// At most this many characters.
    #[must_use]
    pub const fn max_length(mut self, characters: u32) -> Self {
        self.facets.max_length = Some(characters);
        self
    }

    /// At most this many digits in all, and this many after the point.
    #[must_use]
    pub const fn digits(mut self, total: u8, fraction: u8) -> Self {
        self.facets.digits = Some((total, fraction));
        self
    }

    /// No whole number below this one.
    #[must_use]
    pub const fn min(mut self, value: i64) -> Self {
        self.facets.min = Some(value);
        self
    }

    /// No whole number above this one.
    #[must_use]
    pub const fn max(mut self, value: i64) -> Self {
        self.facets.max = Some(value);
        self
    }

    /// The value that holds where the customer sets none.
    #[must_use]
    pub const fn default(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self
    }

    /// The parameter whose value a conversion moves here.
    #[must_use]
    pub const fn replaces(mut self, name: &'static str) -> Self {
        self.replaces = Some(name);
        self
    }

    /// Where the customer sets it.
    #[must_use]
    pub const fn at(mut self, place: &'static str) -> Self {
        self.at = Some(place);
        self
    }

    /// The value that holds: what the customer has `set`, else the default; none where there is neither.
    ///
    /// # Errors
    /// When the text is no value of the parameter.
    pub fn value<'v>(&self, set: Option<&'v str>) -> Result<Option<ParameterValue<'v>>, ParameterError> {
        set.or(self.default).map_or(Ok(None), |text| self.parse(text))
    }

    /// A text as a value; none where an empty text says that there is none, as with numbers and dates.
    ///
    /// # Errors
    /// When the text is no value of the parameter.
    pub fn parse<'v>(&self, text: &'v str) -> Result<Option<ParameterValue<'v>>, ParameterError> {
        match self.kind {
            ParameterKind::Text | ParameterKind::Any => self.read(text, ParameterValue::Text),
            ParameterKind::Decimal => self.read(text, ParameterValue::Decimal),
            ParameterKind::Float => self.read(text, ParameterValue::Float),
            ParameterKind::Int => self.read(text, ParameterValue::Int),
            ParameterKind::Date => self.read(text, ParameterValue::Date),
            ParameterKind::DateTime => self.read(text, ParameterValue::DateTime),
            ParameterKind::Time => self.read(text, ParameterValue::Time),
            ParameterKind::Bool => self.read(text, ParameterValue::Bool),
        }
    }

    fn read<'v, T: Leaf<'v>>(
        &self,
        text: &'v str,
        value: fn(T) -> ParameterValue<'v>,
    ) -> Result<Option<ParameterValue<'v>>, ParameterError> {
        let name = self.name;
        let mut remarks = Remarks::default();
        let field = Field::new("", "", "").facets(self.facets);
        let read = T::read(Cow::Borrowed(text), &field, &mut remarks).map_err(|source| ParameterError::Type { name, source })?;
        for remark in remarks {
            let (found, expected) = match remark {
                FindingKind::Facet { found, expected } => (found, expected),
                FindingKind::Empty { expected } => ("an empty text".to_owned(), expected),
                // Another spelling of a value, such as `TRUE`, is a value.
                _ => continue,
            };
            return Err(ParameterError::Rule { name, found, expected, text: text.to_owned() });
        }
        Ok(read.map(value))
    }
}

impl ParameterValue<'_> {
    /// Whether it is on; none of a value of another type.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    /// The characters; none of a value of another type.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(value) = self { Some(value) } else { None }
    }

    /// The whole number; none of a value of another type.
    #[must_use]
    pub fn as_int(&self) -> Option<i64> {
        if let Self::Int(value) = self { Some(*value) } else { None }
    }
}

impl fmt::Display for ParameterKind {
    /// The word of the mappings.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Decimal => "decimal",
            Self::Float => "float",
            Self::Int => "int",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::Time => "time",
            Self::Bool => "bool",
            Self::Any => "any",
        })
    }
}
