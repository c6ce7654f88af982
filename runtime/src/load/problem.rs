//! What keeps a pair from being loaded.

use super::Position;
use depara_key::KeyError;
use std::fmt;

/// A pair that cannot be loaded: which one, and why.
///
/// ```
/// use depara::load::{Position, Problem, ProblemKind};
///
/// let problem = Problem {
///     position: Position::Row(9),
///     entity: "CUSTOMERVENDOR".into(),
///     internal: "0|1".into(),
///     kind: ProblemKind::Repeated { first: Position::Row(3) },
/// };
/// assert_eq!(problem.to_string(), "row 9 (CUSTOMERVENDOR `0|1`): the same pair stands in row 3");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{position} ({entity} `{internal}`): {kind}")]
pub struct Problem {
    /// Where the pair stands.
    pub position: Position,
    /// Its entity, as it was given.
    pub entity: String,
    /// The key of the internal system, as it was given.
    pub internal: String,
    /// Why.
    #[source]
    pub kind: ProblemKind,
}

/// Why a pair cannot be loaded.
///
/// ```
/// use depara::load::ProblemKind;
///
/// let kind = ProblemKind::TooLong { found: 231, limit: 200 };
/// assert_eq!(kind.to_string(), "the message takes keys and masks of at most 200 characters; this one has 231");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// No key of such an entity has a mask.
    #[error("no load knows the entity `{found}`; known are {}", Listed(.known))]
    UnknownEntity {
        /// The name.
        found: String,
        /// The entities that have one.
        known: Vec<&'static str>,
    },
    /// The key of the internal system is not what it should be.
    #[error("internal key: {0}")]
    Internal(#[source] KeyError),
    /// The mask has none of the forms that it may have, or the values do not fit it: an error for each form that is near.
    #[error("mask: {}", Errors(.0))]
    Mask(Vec<KeyError>),
    /// The key of the ERP has none of the forms that it may have: an error for each form that is near.
    #[error("key: {}", Errors(.0))]
    Key(Vec<KeyError>),
    /// The pair says nothing of the record.
    #[error("it has neither a mask nor a key nor values; the mask is {}", Forms(.forms))]
    NoRecord {
        /// The forms of masks that the entity has, as a mapping writes them.
        forms: Vec<String>,
    },
    /// The mask has values that neither the key nor the list has.
    #[error("the mask needs {}, which the key does not have", Listed(.fields))]
    MissingValues {
        /// The fields.
        fields: Vec<String>,
    },
    /// More than one mask fits.
    #[error("it can be a mask of {}", Listed(.keys))]
    Ambiguous {
        /// The keys that it can be a mask of: `SA1.A1_COD`.
        keys: Vec<String>,
    },
    /// The mask and the key are not of the same record.
    #[error("`{field}` is `{mask}` in the mask and `{key}` in the key")]
    Disagreement {
        /// The field.
        field: String,
        /// Its value in the mask.
        mask: String,
        /// Its value in the key.
        key: String,
    },
    /// The message takes no key or mask of this length.
    #[error("the message takes keys and masks of at most {limit} characters; this one has {found}")]
    TooLong {
        /// How many characters there are.
        found: usize,
        /// How many fit.
        limit: usize,
    },
    /// The same pair stands further up.
    #[error("the same pair stands in {first}")]
    Repeated {
        /// Where.
        first: Position,
    },
    /// The same key of the internal system stands further up with another record.
    #[error("{first} has the same internal key for the record `{mask}`")]
    OtherRecord {
        /// Where.
        first: Position,
        /// The mask there.
        mask: String,
    },
    /// The same record stands further up with another key of the internal system. Protheus records the first and answers both with OK.
    #[error("{first} has the same record for the internal key `{internal}`, and Protheus would keep that one")]
    OtherInternal {
        /// Where.
        first: Position,
        /// The key of the internal system there.
        internal: String,
    },
}

/// `A, B`, each in backquotes; `none` for nothing.
pub(super) struct Listed<'a, S>(pub(super) &'a [S]);

impl<S: fmt::Display> fmt::Display for Listed<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.iter().enumerate() {
            write!(f, "{}`{name}`", if index > 0 { ", " } else { "" })?;
        }
        f.write_str(if self.0.is_empty() { "none" } else { "" })
    }
}

struct Forms<'a>(&'a [String]);

impl fmt::Display for Forms<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, form) in self.0.iter().enumerate() {
            write!(f, "{}`{form}`", if index > 0 { " or " } else { "" })?;
        }
        Ok(())
    }
}

struct Errors<'a>(&'a [KeyError]);

impl fmt::Display for Errors<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            write!(f, "{}{error}", if index > 0 { "; or " } else { "" })?;
        }
        Ok(())
    }
}
