//! What was noticed while a document was read: nothing is lost silently.

use super::{Location, Policy};
use std::fmt;

/// What was noticed while a document was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The findings, in the order of the document, as many as the limit allows.
    pub findings: Vec<Finding>,
    /// Findings beyond the limit.
    pub more: usize,
}

impl Report {
    /// Adds a finding, or counts it when the limit of `policy` is reached.
    pub fn push(&mut self, policy: &Policy, location: Location, kind: FindingKind) {
        if self.findings.len() < policy.limits.findings {
            self.findings.push(Finding { location, kind });
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// Nothing was noticed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty() && self.more == 0
    }
}

/// One thing that was noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub location: Location,
    /// What.
    pub kind: FindingKind,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.location, self.kind)
    }
}

/// What was noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FindingKind {
    /// An element that the schema lacks was skipped; its source is kept here.
    UnknownElement {
        /// The element.
        element: String,
        /// Its source, tags included.
        source: String,
    },
    /// An attribute that the schema lacks was skipped.
    UnknownAttribute {
        /// The attribute.
        name: String,
        /// Its value.
        value: String,
    },
    /// Text between elements was skipped.
    StrayText {
        /// The text.
        text: String,
    },
    /// A value outside its enumeration was kept as it came.
    UnknownValue {
        /// The value.
        value: String,
    },
    /// Another spelling of a value was read as the known one.
    Respelt {
        /// As it came.
        found: String,
        /// As it is known.
        read_as: String,
    },
    /// An element that the schema wants is missing.
    MissingElement {
        /// The element.
        element: String,
    },
    /// There are fewer or more elements than the schema takes.
    Count {
        /// The element.
        element: String,
        /// How many there are.
        found: usize,
        /// How many fit: "at least 1".
        expected: String,
    },
    /// More than one of a set of exclusive elements is there.
    NotOneOf {
        /// Those that are there.
        elements: String,
    },
    /// A single element stood there more than once; the last one counts.
    Duplicate {
        /// The element.
        element: String,
    },
    /// A text is empty where the schema wants characters: as good as missing, and as common.
    Empty {
        /// What fits: "at least 1 character".
        expected: String,
    },
    /// A value breaks a rule of its schema.
    Facet {
        /// What was found.
        found: String,
        /// What fits.
        expected: String,
    },
    /// A value of the envelope is not of its type and was kept as text.
    BadValue {
        /// As it came.
        found: String,
        /// What fits.
        expected: String,
    },
    /// No adapter of the message carries the event; the message was read all the same.
    Operation {
        /// The event: `delete`.
        event: String,
        /// The operations that the adapters carry.
        carried: String,
    },
    /// Something to know that none of the other kinds says.
    Note {
        /// A sentence.
        text: String,
    },
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownElement { element, .. } => write!(f, "unknown element `{element}` was skipped"),
            Self::UnknownAttribute { name, value } => write!(f, "unknown attribute `{name}` with `{value}` was skipped"),
            Self::StrayText { text } => write!(f, "text between elements was skipped: `{text}`"),
            Self::UnknownValue { value } => write!(f, "`{value}` is not one of the known values and was kept"),
            Self::Respelt { found, read_as } => write!(f, "`{found}` was read as `{read_as}`"),
            Self::MissingElement { element } => write!(f, "`{element}` is missing"),
            Self::Count { element, found, expected } => write!(f, "`{element}` stands there {found} times; the schema takes {expected}"),
            Self::NotOneOf { elements } => write!(f, "only one of {elements} fits"),
            Self::Duplicate { element } => write!(f, "`{element}` stands there twice; the last one counts"),
            Self::Empty { expected } => write!(f, "the text is empty; the schema takes {expected}"),
            Self::Facet { found, expected } => write!(f, "{found}; the schema takes {expected}"),
            Self::BadValue { found, expected } => write!(f, "`{found}` is not {expected} and was kept as text"),
            Self::Operation { event, carried } => write!(f, "no adapter carries event `{event}`; carried: {carried}"),
            Self::Note { text } => f.write_str(text),
        }
    }
}
