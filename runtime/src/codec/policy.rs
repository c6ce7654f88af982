//! How strict reading is, and how much it takes.

use crate::rules::ProfileInfo;

/// What happens on a document that differs from its schema.
///
/// The default takes what real systems send: new minor versions send elements that older schemas lack, and required elements are
/// often missing or empty; both are reported. A value that does not fit its type or length is refused, as the ERP refuses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy {
    /// An element or attribute that the schema lacks.
    pub unknown: Reaction,
    /// An element that the schema wants, characters in an empty one, or a bound on the number of elements.
    pub missing: Reaction,
    /// A single element that stands there twice; when it is reported, the last one counts.
    pub duplicate: Reaction,
    /// A length, a number of digits or a range; an empty text that the schema wants longer is [`Policy::missing`].
    pub facet: Reaction,
    /// An event that no adapter of the message carries, such as a deletion where an adapter is for updates alone.
    pub operation: Reaction,
    /// The profile of the integration whose adapters count; without one, those of every profile.
    pub profile: Option<&'static ProfileInfo>,
    /// How much is read.
    pub limits: Limits,
}

/// Report it, or refuse the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaction {
    /// Reading goes on; the report says it.
    Report,
    /// Reading ends with an error.
    Refuse,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            unknown: Reaction::Report,
            missing: Reaction::Report,
            duplicate: Reaction::Refuse,
            facet: Reaction::Refuse,
            operation: Reaction::Refuse,
            profile: None,
            limits: Limits::default(),
        }
    }
}

impl Policy {
    /// Refuses everything that differs from the schema.
    #[must_use]
    pub fn strict() -> Self {
        Self { unknown: Reaction::Refuse, missing: Reaction::Refuse, ..Self::default() }
    }

    /// The same in a profile of the integration.
    #[must_use]
    pub fn in_profile(self, profile: &'static ProfileInfo) -> Self {
        Self { profile: Some(profile), ..self }
    }

    /// Reports everything that can be read at all.
    #[must_use]
    pub fn lenient() -> Self {
        Self { duplicate: Reaction::Report, facet: Reaction::Report, operation: Reaction::Report, ..Self::default() }
    }
}

/// How much is read before a document is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the whole document.
    pub document: usize,
    /// Elements inside each other.
    pub depth: usize,
    /// Bytes of one text.
    pub text: usize,
    /// Items of one list.
    pub items: usize,
    /// Bytes that are held at once where a list is read item by item: those of one item, and those of everything around the list.
    pub held: usize,
    /// Findings that a report keeps; the rest is counted.
    pub findings: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { document: 1 << 30, depth: 64, text: 16 << 20, items: 10_000_000, held: 16 << 20, findings: 1_000 }
    }
}
