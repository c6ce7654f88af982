//! The lines of keys and De-Para tables, and the form of a key.

use super::{Common, FieldName, Path, Quoted, When, Word};
use crate::span::{Span, Spanned};

/// A line of `key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyLine {
    /// `protheus company | branch(SA6) | A6_COD`: the system and its template.
    Template {
        /// The system.
        system: Word,
        /// The key's form.
        template: Template,
    },
    /// `like SA1.A1_COD`.
    Like(FieldName),
    /// `content CompanyId | _ | Code`.
    Content(Vec<Spanned<Option<Path>>>),
    /// `versions 1.000, 2.000`.
    Versions(Vec<Word>),
    /// `load A1_LOJA ; "C" + A1_COD`.
    Load(Template),
    /// `example "…"`, or `example "…" load "…"`.
    Example {
        /// The key.
        key: Quoted,
        /// The mask by which a load finds the record.
        load: Option<Quoted>,
    },
    /// `source`, `note`, `pending`, `allow`.
    Common(Common),
}

/// A line of `depara`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeParaLine {
    /// `each ListOfAgency/Agency`.
    Each(Path),
    /// `rm CODCOLIGADA int | CODCXA`: the system and its template.
    Template {
        /// The system.
        system: Word,
        /// The key's form.
        template: Template,
    },
    /// `external SA6.A6_COD`.
    External(FieldName),
    /// `like FConta`.
    Like(Word),
    /// `mode identical` or `mode ask`.
    Mode(Word),
    /// `when Type is Customer`.
    When(When),
    /// `require A, B filled`.
    Require(Vec<Path>),
    /// `otherwise skip quietly because "…"`.
    Otherwise(Otherwise),
    /// `example "…" = "…"`.
    Example {
        /// The value of the internal system.
        internal: Quoted,
        /// The external value.
        external: Quoted,
    },
    /// `source`, `note`, `pending`, `allow`.
    Common(Common),
}

/// What happens to an element that `require` does not let through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Otherwise {
    /// `skip quietly because "…"`; the reason may be missing, which a check reports.
    SkipQuietly {
        /// Why nobody is told.
        because: Option<Quoted>,
        /// The words `skip quietly`.
        span: Span,
    },
    /// `skip "…"`.
    Skip(Quoted),
    /// `refuse "…"`.
    Refuse(Quoted),
}

/// A key's form: segments between `|`, or between `;` in the form of a load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The whole form.
    pub span: Span,
    /// Its segments and groups.
    pub elements: Vec<TemplateElement>,
    /// What stands between the segments.
    pub separator: char,
}

/// A segment, or a group of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateElement {
    /// Between two `|`.
    Segment(Segment),
    /// `[ A | B ]`.
    Group {
        /// With the brackets.
        span: Span,
        /// The segments inside.
        segments: Vec<Segment>,
    },
}

/// What stands between two `|`: one part, or several joined by `+`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// All of it.
    pub span: Span,
    /// At least one.
    pub parts: Vec<Part>,
    /// `?`, when the segment may be empty.
    pub optional: Option<Span>,
}

/// One part of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// All of it.
    pub span: Span,
    /// What it is.
    pub kind: PartKind,
    /// The type after it.
    pub r#type: Option<SegmentType>,
    /// `keep`, `trim` or `trim both`.
    pub blanks: Option<Spanned<Blanks>>,
}

/// What a part of a segment is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartKind {
    /// `company`.
    Company,
    /// `branch(SA6)`.
    Branch(Word),
    /// `A6_COD`.
    Field(Word),
    /// `"C"`.
    Literal(Quoted),
}

/// What happens to the blanks of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Blanks {
    /// Trailing blanks go (`trim`, or nothing said).
    Trim,
    /// Leading and trailing blanks go (`trim both`).
    TrimBoth,
    /// Blanks stay, and the value is padded to its width (`keep`).
    Keep,
}

/// `char(9)`, `int`, `date`, `text`, `any`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentType {
    /// The name and what is in parentheses.
    pub span: Span,
    /// The name.
    pub name: Word,
    /// What is in parentheses.
    pub size: Option<Spanned<u32>>,
}
