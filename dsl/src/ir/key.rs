//! Keys and De-Para tables, resolved.

use super::{FieldName, Remarks, Version};
use crate::span::{Span, Spanned};

pub use crate::syntax::ast::Blanks;

/// A key of the ERP in the De-Para name space `ALIAS.FIELD`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The name space.
    pub name: Spanned<FieldName>,
    /// The system whose key it is, as an index of [`super::Catalog::systems`].
    pub system: usize,
    /// Its form.
    pub template: Template,
    /// Which element of the message's content fills each segment of the template, in order; empty when the mapping does not say.
    pub content: Vec<Spanned<Option<Path>>>,
    /// The message versions that the ERP's builder of this key knows; empty when the mapping does not say.
    pub versions: Vec<Spanned<Version>>,
    /// By what a load finds its record; none where no load does.
    pub load: Option<Load>,
    /// Proved values.
    pub examples: Vec<Spanned<String>>,
    /// Sources and notes.
    pub remarks: Remarks,
    /// The whole block.
    pub span: Span,
}

impl Key {
    /// What errors call the mask of its load: `SA1.A1_COD load`.
    #[must_use]
    pub fn load_name(&self) -> String {
        format!("{} load", self.name.value)
    }
}

/// By what a load of the De-Para finds the record of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// The form of the mask. Fields that the key has too have the type and the blanks of the key.
    pub template: Template,
    /// Proved masks, each with the key of its record.
    pub examples: Vec<LoadExample>,
}

/// A proved mask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadExample {
    /// The key of the record.
    pub key: Spanned<String>,
    /// The mask by which it is found.
    pub mask: Spanned<String>,
}

/// A key's form: segments that stand between `|`, or between `;` in the form of a load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The segments that are always there, then those of the optional groups, in order.
    pub elements: Vec<Element>,
    /// What stands between them.
    pub separator: char,
    /// Where it is written.
    pub span: Span,
}

/// A segment that is always there, or a group that is there as a whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// Always there.
    Segment(Segment),
    /// There as a whole or not at all.
    Group(Vec<Segment>, Span),
}

impl Template {
    /// Every segment, those of groups included, in order.
    pub fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.elements.iter().flat_map(|element| match element {
            Element::Segment(segment) => std::slice::from_ref(segment),
            Element::Group(segments, _) => segments.as_slice(),
        })
    }
}

/// What stands between two `|`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// One part, or several without a separator.
    pub parts: Vec<Part>,
    /// Whether it may be empty (`?`).
    pub optional: bool,
    /// Where it is written.
    pub span: Span,
}

/// One part of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its type: `char(2)` for `company`, [`SegmentKind::Text`] for `branch`, which has its width from the environment.
    pub r#type: SegmentKind,
    /// What happens to blanks.
    pub blanks: Blanks,
    /// Where it is written.
    pub span: Span,
}

/// What a part of a segment is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartKind {
    /// The company group.
    Company,
    /// The branch as the sharing mode of this alias gives it.
    Branch(String),
    /// A field of the system.
    Field(String),
    /// These characters.
    Literal(String),
}

/// The type of a segment or of a dictionary field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentKind {
    /// Characters, of any number.
    Text,
    /// At most this many characters.
    Char(u32),
    /// A whole number without leading zeros.
    Int,
    /// Eight digits, year first.
    Date,
    /// Characters, `|` among them.
    Any,
}

/// A De-Para table of the internal system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DePara {
    /// The table as the internal system spells it: `FConta`.
    pub table: Spanned<String>,
    /// Its description.
    pub title: String,
    /// The internal system, as an index of [`super::Catalog::systems`].
    pub system: usize,
    /// Which list element each row comes from, from the content down.
    pub each: Option<Path>,
    /// The internal key.
    pub internal: Template,
    /// The external key: the adapter, and the key within it.
    pub external: Spanned<(usize, usize)>,
    /// Whether rows exist at all, and who makes them.
    pub mode: Mode,
    /// Only for contents like this.
    pub when: Option<When>,
    /// Elements that must be filled, relative to `each`.
    pub require: Vec<Path>,
    /// What happens when one is not.
    pub otherwise: Option<Otherwise>,
    /// The proved rows.
    pub examples: Vec<Row>,
    /// Sources and notes.
    pub remarks: Remarks,
    /// The whole block.
    pub span: Span,
}

/// Who makes the rows of a De-Para.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Each processed message.
    Rows,
    /// Nobody: both systems use one code.
    Identical,
    /// A person, the first time a code is seen.
    Ask,
}

/// A proved row of a De-Para.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The value of the internal system.
    pub internal: Spanned<String>,
    /// The external value.
    pub external: Spanned<String>,
}

/// An element of a message, by the fields that lead to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The element names as they are written, wrappers included.
    pub elements: Vec<String>,
    /// The places of the fields on the way: index into [`super::Record::members`] of each record, from the content (or from the
    /// record of `each`) down.
    pub fields: Vec<usize>,
    /// Where it is written.
    pub span: Span,
}

/// A condition on a closed list of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The element that is looked at.
    pub path: Path,
    /// The values it may have, as they stand in a message.
    pub values: Vec<Spanned<String>>,
}

/// What happens to an element that `require` does not let through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Otherwise {
    /// Skipped without a message to anybody, for this reason; when the mapping gives none, an empty one at the place of `skip quietly`.
    SkipQuietly(Spanned<String>),
    /// Skipped, with this message.
    Skip(String),
    /// The message is refused with this text.
    Refuse(String),
}
