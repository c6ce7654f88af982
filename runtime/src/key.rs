//! Keys: their engine, and what every generated key type can do.

pub use depara_key::{Blanks, Kind, Part, Parts, Place, SEPARATOR, Segment, Shape, Value};

use crate::environment::EnvironmentError;
use crate::info::KeyInfo;
use depara_key::KeyError;
use std::fmt;

/// A key of one form. Generated code implements it for one type each key, together with `Display` and `FromStr`.
///
/// ```
/// use depara::key::{Parts, Part, Segment, Shape, Value};
/// use depara::{Key, KeyInfo};
/// use std::borrow::Cow;
///
/// /// A group of stock.
/// #[derive(Debug, PartialEq)]
/// struct SbmBmGrupo(Parts);
///
/// static SHAPE: Shape = Shape {
///     name: Cow::Borrowed("SBM.BM_GRUPO"),
///     segments: Cow::Borrowed(&[
///         Segment { parts: Cow::Borrowed(&[Part::company()]), optional: false, group: None },
///         Segment { parts: Cow::Borrowed(&[Part::field("BM_GRUPO", Value::Char(4))]), optional: false, group: None },
///     ]),
///     separator: depara::key::SEPARATOR,
/// };
///
/// impl Key for SbmBmGrupo {
///     const INFO: &'static KeyInfo = &KeyInfo { alias: "SBM", field: "BM_GRUPO", system: "PROTHEUS", shape: &SHAPE };
///
///     fn from_parts(parts: Parts) -> Self {
///         Self(parts)
///     }
///
///     fn parts(&self) -> &Parts {
///         &self.0
///     }
/// }
///
/// let key = SbmBmGrupo::build(&[Some("01"), Some("0001  ")])?;
/// assert_eq!(key, SbmBmGrupo::parse("01|0001")?);
/// assert_eq!(key.text(), "01|0001");
/// # Ok::<(), depara::KeyError>(())
/// ```
pub trait Key: Sized {
    /// Its De-Para name space and form.
    const INFO: &'static KeyInfo;

    /// The key with these values, which its own form has made.
    fn from_parts(parts: Parts) -> Self;

    /// Its values.
    fn parts(&self) -> &Parts;

    /// The key with these values, in the order of the form; `None` for those of an absent group.
    ///
    /// # Errors
    /// When a value is missing or does not fit.
    fn build(values: &[Option<&str>]) -> Result<Self, KeyError> {
        Self::INFO.shape.build(values).map(Self::from_parts)
    }

    /// The key that a text is.
    ///
    /// # Errors
    /// When the text does not have the form.
    fn parse(text: &str) -> Result<Self, KeyError> {
        Self::INFO.shape.parse(text).map(Self::from_parts)
    }

    /// The text as the De-Para has it.
    #[must_use]
    fn text(&self) -> String {
        Self::INFO.shape.text(self.parts())
    }

    /// Writes the text, for `Display`.
    ///
    /// # Errors
    /// Those of the formatter alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Self::INFO.shape.write(self.parts(), f)
    }
}

/// Why the key of a content cannot be built.
///
/// ```
/// let environment: depara::Environment = "company = '01'\nbranch = 'FF'\nsharing.SA1 = 'shared'".parse().unwrap();
/// let error = depara::key::BuildKeyError::from(environment.branch("SA1", "0101").unwrap_err());
/// assert_eq!(error.to_string(), "a branch has 2 characters in the layout `FF`; found `0101`, which has 4");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildKeyError {
    /// The environment does not say what the branch of the key is.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// A value of the content does not fit its segment.
    #[error(transparent)]
    Key(#[from] KeyError),
}

#[cfg(test)]
mod tests;
