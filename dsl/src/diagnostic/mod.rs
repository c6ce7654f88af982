//! One problem of a mapping, as data: rendered for people, turned into JSON for machines, from the same value.

mod json;
mod render;

pub mod phrases;

pub use json::to_json;
pub use phrases::{Language, Phrase, Text};
pub use render::{Style, render, summary};

use crate::span::Span;
use std::fmt;

/// The stable name of one kind of problem, such as `DP0214`. A code is never used again for another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Whether generation may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Generation goes on; the mapping deserves a look, or an `allow` with its reason.
    Warning,
}

/// One problem, with everything needed to show it and to fix it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether generation may go on.
    pub severity: Severity,
    /// Which kind of problem.
    pub code: Code,
    /// One line, no trailing full stop, names in backquotes.
    pub message: Text,
    /// Where in the business it is: `adapter Bank › depara FCONVENIO`. Empty outside of every item.
    pub path: Vec<String>,
    /// Where the problem is, and the two or three words under the carets.
    pub primary: Label,
    /// Other places that explain it.
    pub related: Vec<Label>,
    /// What to know or to do, when no edit can say it.
    pub help: Option<Text>,
    /// An edit that would make the file valid.
    pub fix: Option<Fix>,
}

/// A place and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words.
    pub text: Text,
}

/// An edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: "mark the segment optional".
    pub title: Text,
    /// What is replaced; empty to insert.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

impl Diagnostic {
    /// An error at `span`; `label` is what stands under the carets.
    #[must_use]
    pub fn error(code: Code, message: Text, span: Span, label: Text) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message,
            path: Vec::new(),
            primary: Label { span, text: label },
            related: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// A warning at `span`; `label` is what stands under the carets.
    #[must_use]
    pub fn warning(code: Code, message: Text, span: Span, label: Text) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message, span, label) }
    }

    /// With the business path.
    #[must_use]
    pub fn at<S: Into<String>>(mut self, path: impl IntoIterator<Item = S>) -> Self {
        self.path = path.into_iter().map(Into::into).collect();
        self
    }

    /// With another place that explains it.
    #[must_use]
    pub fn related(mut self, span: Span, text: Text) -> Self {
        self.related.push(Label { span, text });
        self
    }

    /// With advice.
    #[must_use]
    pub fn help(mut self, text: Text) -> Self {
        self.help = Some(text);
        self
    }

    /// With an edit.
    #[must_use]
    pub fn fix(mut self, title: Text, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { title, span, replacement: replacement.into() });
        self
    }
}

/// The problems that a pass collects while it goes on.
#[derive(Debug, Clone, Default)]
pub struct Problems(Vec<Diagnostic>);

impl Problems {
    /// Reports one.
    pub fn push(&mut self, problem: Diagnostic) {
        self.0.push(problem);
    }

    /// Reports several.
    pub fn extend(&mut self, problems: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(problems);
    }

    /// Ends a pass: the value unless an error was reported, and the problems, warnings included, in source order.
    #[must_use]
    pub fn finish<T>(self, value: T) -> (Option<T>, Vec<Diagnostic>) {
        let problems = self.into_sorted();
        let failed = problems.iter().any(|problem| problem.severity == Severity::Error);
        ((!failed).then_some(value), problems)
    }

    /// The problems in source order.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort_by(|a, b| (a.primary.span, a.code, &a.message).cmp(&(b.primary.span, b.code, &b.message)));
        self.0
    }
}
