//! The tree of one `.map` file: what was written, line by line, with the places and the comments.
//!
//! Names are not looked up here; `crate::resolve` does that. The formatter prints this tree.

mod adapter;
mod key;
mod message;
mod profile;

pub use adapter::{AdapterLine, FieldName, Path, Requirement, When};
pub use key::{Blanks, DeParaLine, KeyLine, Otherwise, Part, PartKind, Segment, SegmentType, Template, TemplateElement};
pub use message::{
    Cardinality, Clause, Fact, FactLine, Field, FieldType, MessageLine, Place, ProductType, RecordLine, TypeArguments, ValueLine, Wrapper,
};
pub use profile::{EmptyMask, Mask, Parameter, ProfileLine, Take, VariantLine};

use crate::span::{Span, Spanned};

/// A word as it stands in the file: a name, a number, a version.
pub type Word = Spanned<String>;
/// A text in quotes, unescaped; its span covers the quotes.
pub type Quoted = Spanned<String>;

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The whole text.
    pub span: Span,
    /// The edition of `map 1`, when the first statement says it.
    pub edition: Option<Spanned<u32>>,
    /// Comments and lines around `map 1`, and the items, in order.
    pub lines: Vec<Line<Item>>,
}

/// One line of a block (or of the file): a statement with the comments that belong to it, or only a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<T> {
    /// Whether an empty line stands before it (several count as one).
    pub blank_before: bool,
    /// The `///` lines above, without the slashes and one leading blank.
    pub doc: Vec<Spanned<String>>,
    /// What the line says.
    pub content: Content<T>,
    /// A `// …` behind the statement on the same line, without the slashes and one leading blank.
    pub trailing: Option<Spanned<String>>,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content<T> {
    /// A statement that was understood.
    Statement(T),
    /// A `// …` on a line of its own, without the slashes and one leading blank.
    Comment(Spanned<String>),
    /// A piece that could not be read: reported by the parser, skipped by everything else, kept by the formatter.
    Unreadable(Span),
}

/// A block between braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block<T> {
    /// From `{` to `}`.
    pub span: Span,
    /// The lines inside.
    pub lines: Vec<Line<T>>,
}

impl<T> Block<T> {
    /// The statements that were understood.
    pub fn statements(&self) -> impl Iterator<Item = (&Line<T>, &T)> {
        self.lines.iter().filter_map(|line| match &line.content {
            Content::Statement(statement) => Some((line, statement)),
            Content::Comment(_) | Content::Unreadable(_) => None,
        })
    }
}

/// A statement that every block takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Common {
    /// `source "…"`.
    Source(Quoted),
    /// `note "…"`.
    Note(Quoted),
    /// `pending "…"`.
    Pending(Quoted),
    /// `allow DP0301 because "…"`.
    Allow {
        /// The code that is silenced.
        code: Word,
        /// Why.
        because: Quoted,
    },
}

/// A top-level item. `span` of each covers the whole item, `name` the words that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// `map 1`.
    Edition(Spanned<u32>),
    /// `system trimpaper "Trimpaper"`.
    System {
        /// The name that statements use.
        name: Word,
        /// The product name that messages and De-Para rows show.
        title: Quoted,
    },
    /// `integration Educacional "…" { … }`.
    Integration {
        /// Its name.
        name: Word,
        /// Its description.
        title: Option<Quoted>,
        /// What stands inside.
        body: Block<IntegrationLine>,
    },
    /// `table SA6 "…" { … }`.
    Table {
        /// The alias.
        alias: Word,
        /// Its description.
        title: Option<Quoted>,
        /// What stands inside.
        body: Block<TableLine>,
    },
    /// `profile Eai2 "EAI 2.0" extends Package1021 { … }`.
    Profile {
        /// Its name.
        name: Word,
        /// Its description.
        title: Option<Quoted>,
        /// The profile whose rules hold here too.
        base: Option<Word>,
        /// What stands inside.
        body: Block<ProfileLine>,
    },
    /// `adapter Bank "Banco" { … }`.
    Adapter {
        /// Its name.
        name: Word,
        /// The description of the manual's table.
        title: Option<Quoted>,
        /// What stands inside.
        body: Block<AdapterLine>,
    },
    /// `message BANK 2.001 event { … }`.
    Message {
        /// The message's name, upper case.
        name: Word,
        /// `N.NNN`.
        version: Word,
        /// `event` or `request`.
        kind: Word,
        /// What stands inside.
        body: Block<MessageLine>,
    },
    /// `types Address 1.000 { … }`.
    Types {
        /// The name of the block.
        name: Word,
        /// `N.NNN`.
        version: Word,
        /// What stands inside.
        body: Block<MessageLine>,
    },
}

/// A line of `integration`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IntegrationLine {
    /// `routines A, B`.
    Routines(Vec<Word>),
    /// `sections A, B`.
    Sections(Vec<Word>),
    /// `outside CityInternalId because "…"`.
    Outside(Outside),
    /// `source`, `note`, `pending`, `allow`.
    Common(Common),
}

/// `outside CityInternalId, Payment/InternalId because "…"`: elements whose records no message carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// Each element, with its record before it where the name alone says too little.
    pub elements: Vec<Path>,
    /// Why no message carries the records.
    pub because: Quoted,
}

/// A line of `table`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableLine {
    /// `A6_COD char(3) "…"`.
    Field {
        /// The field of the dictionary.
        name: Word,
        /// Its type.
        kind: SegmentType,
        /// Its description.
        title: Option<Quoted>,
    },
    /// `sharing recommended shared …`.
    Sharing(Sharing),
    /// `movement of SA1, SA3`: the tables whose records the movements are of.
    Movement(Vec<Word>),
    /// `source`, `note`, `pending`, `allow`.
    Common(Common),
}

/// `recommended shared`, `allowed exclusive shared shared`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    /// `recommended` or `allowed`.
    pub rule: Word,
    /// One word for all levels, or three for company, unit and branch: `shared` or `exclusive`.
    pub modes: Vec<Word>,
}
