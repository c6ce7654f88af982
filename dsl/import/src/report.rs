//! What an import has to say: damage, holes, what was left out, guesses and contradictions, each with file and line.

mod digest;

use crate::phrases as say;
use depara_dsl::diagnostic::{Language, Phrase, Text};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Everything to know about an import besides its maps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What was found, by file and line.
    pub findings: Vec<Finding>,
    /// What is left out by rule, counted.
    pub counts: BTreeMap<Count, usize>,
    /// How many files were read.
    pub files: usize,
    /// How many messages were written.
    pub messages: usize,
    /// How many blocks of shared types were written.
    pub types: usize,
}

/// One thing to know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, as it was given.
    pub file: String,
    /// The line in it; 0 for the file as a whole.
    pub line: u32,
    /// What sort of thing.
    pub kind: FindingKind,
    /// The element or type, with those around it; empty for the file as a whole.
    pub place: String,
    /// What is to be said of it.
    pub text: Text,
}

/// What sort of thing a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// The file is damaged so that something of it is in no map.
    Loss,
    /// The file is not what it should be, and is understood all the same.
    Damage,
    /// Something that the file refers to is not there.
    Hole,
    /// Something that the map does not hold.
    Skipped,
    /// Something that the map says and the schema does not.
    Guess,
    /// Two sources that disagree.
    Contradiction,
}

/// What is left out by rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// Placeholders such as `tabela.campo`.
    Placeholders,
    /// Descriptions of products that say what the element's own says.
    Repeated,
    /// People to ask.
    Contacts,
    /// Whether a product lets an element be changed.
    CanUpdate,
    /// Types that no element uses.
    UnusedTypes,
    /// `required: false` on a property.
    RequiredFalse,
    /// `type` beside `$ref`.
    TypeBesideRef,
    /// Examples of values.
    Examples,
}

impl FindingKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Loss, Self::Damage, Self::Hole, Self::Skipped, Self::Guess, Self::Contradiction];

    /// The kind as machines know it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.phrase().en
    }

    /// Whether the file is damaged, with or without a loss.
    pub(crate) fn is_damage(self) -> bool {
        matches!(self, Self::Loss | Self::Damage)
    }

    /// Whether somebody has to act: the others say how a schema was read.
    #[must_use]
    pub fn is_severe(self) -> bool {
        self.is_damage() || self == Self::Hole
    }

    fn phrase(self) -> &'static Phrase {
        match self {
            Self::Loss => &say::LOSS,
            Self::Damage => &say::DAMAGE,
            Self::Hole => &say::HOLES,
            Self::Skipped => &say::SKIPPED,
            Self::Guess => &say::GUESS,
            Self::Contradiction => &say::CONTRADICTION,
        }
    }
}

impl Count {
    fn phrase(self) -> &'static Phrase {
        match self {
            Self::Placeholders => &say::COUNT_PLACEHOLDERS,
            Self::Repeated => &say::COUNT_REPEATED,
            Self::Contacts => &say::COUNT_CONTACTS,
            Self::CanUpdate => &say::COUNT_CAN_UPDATE,
            Self::UnusedTypes => &say::COUNT_UNUSED,
            Self::RequiredFalse => &say::COUNT_BOOLEAN_REQUIRED,
            Self::TypeBesideRef => &say::COUNT_REF_TYPE,
            Self::Examples => &say::COUNT_EXAMPLES,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Placeholders => "placeholders",
            Self::Repeated => "repeated",
            Self::Contacts => "contacts",
            Self::CanUpdate => "can_update",
            Self::UnusedTypes => "unused_types",
            Self::RequiredFalse => "required_false",
            Self::TypeBesideRef => "type_beside_ref",
            Self::Examples => "examples",
        }
    }
}

impl Report {
    /// Adds what was found in one file.
    pub(crate) fn add(&mut self, findings: Findings) {
        self.findings.extend(findings.all);
        for (count, number) in findings.counts {
            let sum = self.counts.entry(count).or_default();
            *sum = sum.saturating_add(number);
        }
    }

    /// How many findings are of this kind.
    #[must_use]
    pub fn count(&self, kind: FindingKind) -> usize {
        self.findings.iter().filter(|finding| finding.kind == kind).count()
    }

    /// The report for people: a line a finding, then what is left out by rule, then the sums.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let lines: String = self.findings.iter().map(|finding| format!("{}\n", finding.to_text(language))).collect();
        lines + &self.end(language)
    }

    /// The same for people with little time: losses, damage and holes a line each; of the others the classes, counted, with the first few
    /// of each. [`Report::to_text`] and [`Report::to_json`] have them all.
    #[must_use]
    pub fn to_digest(&self, language: Language) -> String {
        digest::lines(&self.findings, language) + &self.end(language)
    }

    /// What is left out by rule, and the sums.
    fn end(&self, language: Language) -> String {
        let mut text = String::new();
        let counted: Vec<_> = self.counts.iter().filter(|(_, count)| **count > 0).collect();
        if !counted.is_empty() {
            let _ = writeln!(text, "\n{}", Text::from(&say::LEFT_OUT_BY_RULE).to(language));
            for (count, number) in counted {
                let _ = writeln!(text, "  {}", Text::from(count.phrase()).with("count", number).to(language));
            }
        }
        let _ = writeln!(text, "\n{}", self.summary(language));
        text
    }

    /// The sums, on one line.
    #[must_use]
    pub fn summary(&self, language: Language) -> String {
        let mut summary =
            Text::from(&say::SUMMARY).with("files", self.files).with("messages", self.messages).with("types", self.types).to(language);
        for kind in FindingKind::ALL {
            let _ = write!(summary, "; {}: {}", Text::from(kind.phrase()).to(language), self.count(kind));
        }
        summary
    }

    /// The report for machines.
    #[must_use]
    pub fn to_json(&self, language: Language) -> Value {
        let findings: Vec<Value> = self.findings.iter().map(|finding| finding.to_json(language)).collect();
        let counts: serde_json::Map<String, Value> =
            self.counts.iter().map(|(count, number)| (count.name().to_owned(), json!(number))).collect();
        json!({
            "findings": findings,
            "left_out": counts,
            "summary": { "files": self.files, "messages": self.messages, "types": self.types },
        })
    }
}

impl Finding {
    /// The finding on one line: file, line, kind, place, and what is to be said.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        format!("{}: {}: {}", self.origin(), Text::from(self.kind.phrase()).to(language), self.said(language))
    }

    /// File and line.
    fn origin(&self) -> String {
        if self.line == 0 { self.file.clone() } else { format!("{}:{}", self.file, self.line) }
    }

    /// Place, and what is to be said.
    fn said(&self, language: Language) -> String {
        let place = if self.place.is_empty() { String::new() } else { format!("{}: ", self.place) };
        format!("{place}{}", self.text.to(language))
    }

    fn to_json(&self, language: Language) -> Value {
        json!({
            "file": self.file,
            "line": (self.line > 0).then_some(self.line),
            "kind": self.kind.name(),
            "place": (!self.place.is_empty()).then_some(&self.place),
            "message": self.text.to(language),
        })
    }
}

/// Collects findings of one file.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) file: String,
    pub(crate) all: Vec<Finding>,
    pub(crate) counts: BTreeMap<Count, usize>,
}

impl Findings {
    /// For the file at `path`.
    pub(crate) fn new(path: &str) -> Self {
        Self { file: path.to_owned(), ..Self::default() }
    }

    pub(crate) fn push(&mut self, kind: FindingKind, line: u32, place: &str, text: impl Into<Text>) {
        self.all.push(Finding { file: self.file.clone(), line, kind, place: place.to_owned(), text: text.into() });
    }

    pub(crate) fn loss(&mut self, line: u32, place: &str, text: impl Into<Text>) {
        self.push(FindingKind::Loss, line, place, text);
    }

    pub(crate) fn damage(&mut self, line: u32, place: &str, text: impl Into<Text>) {
        self.push(FindingKind::Damage, line, place, text);
    }

    pub(crate) fn skipped(&mut self, line: u32, place: &str, text: impl Into<Text>) {
        self.push(FindingKind::Skipped, line, place, text);
    }

    pub(crate) fn guess(&mut self, line: u32, place: &str, text: impl Into<Text>) {
        self.push(FindingKind::Guess, line, place, text);
    }

    pub(crate) fn count(&mut self, count: Count) {
        let number = self.counts.entry(count).or_default();
        *number = number.saturating_add(1);
    }
}
