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
    /// Adds a finding. Beyond the limit of `policy` it is counted, or the one that stands last in the document: children that come in any order
    /// are read in another one.
    pub fn push(&mut self, policy: &Policy, location: Location, kind: FindingKind) {
        let (finding, limit) = (Finding { location, kind }, policy.limits.findings);
        let position = |finding: &Finding| finding.location.position;
        if self.findings.len() < limit {
            self.findings.push(finding);
            if self.findings.len() == limit {
                // From here on they are kept in order.
                self.findings.sort_by_key(position);
            }
            return;
        }
        let place = self.findings.partition_point(|other| position(other) <= position(&finding));
        if place < self.findings.len() {
            self.findings.insert(place, finding);
            self.findings.truncate(limit);
        }
        self.more = self.more.saturating_add(1);
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_of_the_document_are_kept(positions in prop::collection::vec(0..20_usize, 0..30), limit in 0..12_usize) {
            let mut policy = Policy::default();
            policy.limits.findings = limit;
            let mut report = Report::default();
            for (number, position) in positions.iter().enumerate() {
                let location = Location { path: number.to_string(), position: *position };
                report.push(&policy, location, FindingKind::Note { text: String::new() });
            }
            let mut expected: Vec<(usize, String)> = positions.iter().zip(0..).map(|(position, number): (_, usize)| (*position, number.to_string())).collect();
            expected.sort_by_key(|(position, _)| *position);
            expected.truncate(limit);
            report.findings.sort_by_key(|finding| finding.location.position);
            let kept: Vec<(usize, String)> = report.findings.iter().map(|Finding { location, .. }| (location.position, location.path.clone())).collect();
            prop_assert_eq!(kept, expected);
            prop_assert_eq!(report.more, positions.len().saturating_sub(limit));
        }
    }
}
