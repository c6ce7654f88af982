//! Which elements of a message give a De-Para row, and what happens to the others.

/// What becomes of an element that De-Para rows are made from.
///
/// ```
/// use depara::{Otherwise, Outcome};
///
/// let rule = Otherwise::SkipQuietly("sem contrato não há convênio");
/// assert_eq!(rule.judge(&[("ContractNumber", true)]), Outcome::Row);
/// let skipped = rule.judge(&[("ContractNumber", false), ("TransferorName", true)]);
/// assert_eq!(skipped, Outcome::SkippedQuietly { reason: "sem contrato não há convênio", missing: vec!["ContractNumber"] });
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It gives a row.
    Row,
    /// It gives none, and nobody is told; the reason is for the record.
    SkippedQuietly {
        /// Why the systems do so.
        reason: &'static str,
        /// The elements that are not filled.
        missing: Vec<&'static str>,
    },
    /// It gives none.
    Skipped {
        /// What the sender is told.
        message: &'static str,
        /// The elements that are not filled.
        missing: Vec<&'static str>,
    },
    /// The whole message is refused.
    Refused {
        /// What the sender is told.
        message: &'static str,
        /// The elements that are not filled.
        missing: Vec<&'static str>,
    },
}

/// What happens to an element that lacks what its De-Para requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Otherwise {
    /// It is skipped for this reason, and nobody is told.
    SkipQuietly(&'static str),
    /// It is skipped with this message.
    Skip(&'static str),
    /// The message is refused with this text.
    Refuse(&'static str),
}

impl Otherwise {
    /// What becomes of an element, from the required elements and whether each is filled.
    #[must_use]
    pub fn judge(self, required: &[(&'static str, bool)]) -> Outcome {
        let missing: Vec<&'static str> = required.iter().filter(|(_, filled)| !filled).map(|(element, _)| *element).collect();
        match self {
            _ if missing.is_empty() => Outcome::Row,
            Self::SkipQuietly(reason) => Outcome::SkippedQuietly { reason, missing },
            Self::Skip(message) => Outcome::Skipped { message, missing },
            Self::Refuse(message) => Outcome::Refused { message, missing },
        }
    }
}
