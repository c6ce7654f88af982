//! The resolved form of a set of mappings: every name is a definition, every default is filled in.
//!
//! Only [`crate::resolve`] makes a [`Catalog`], so a back end never meets a name that is not defined.

mod key;
mod message;
mod profile;

pub use key::{
    Blanks, DePara, Element, Key, Load, LoadExample, Mode, Otherwise, Part, PartKind, Path, Row, Segment, SegmentKind, Template, When,
};
pub use message::{
    Cardinality, Enumeration, Fact, Field, FieldKind, FieldName, Group, JsonForm, JsonList, JsonValue, Member, Message, MessageKind,
    Occurs, Place, ProductType, Record, RecordId, Refers, Scalar, Space, TextFacets, TypeId, Types, Value,
};

pub(crate) use profile::add_parameters;
pub use profile::{Identifier, Mask, Parameter, Profile, RowColumn, Take, Variant};

use crate::span::{Span, Spanned};
use std::fmt;

/// Everything that a set of mapping files says, resolved.
///
/// Vectors are in catalog order: the order of the `integration` blocks first, then files by name and places in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Catalog {
    /// The systems that messages travel between, the known ones included.
    pub systems: Vec<System>,
    /// The profiles: what an integration was and is.
    pub profiles: Vec<Profile>,
    /// The integrations.
    pub integrations: Vec<Integration>,
    /// The tables of the ERP dictionary, as far as the mappings say.
    pub tables: Vec<Table>,
    /// The adapters.
    pub adapters: Vec<Adapter>,
    /// The messages.
    pub messages: Vec<Message>,
    /// The blocks of shared types.
    pub types: Vec<Types>,
}

/// A message version such as `2.002`: the major part, a point, three digits.
///
/// ```
/// # use depara_dsl::ir::Version;
/// let version: Version = "2.002".parse().unwrap();
/// assert_eq!(version.to_string(), "2.002");
/// assert!("2.2".parse::<Version>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Before the point.
    pub major: u16,
    /// The three digits after it.
    pub minor: u16,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03}", self.major, self.minor)
    }
}

impl std::str::FromStr for Version {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten();
        let (major, minor) = text.split_once('.').ok_or(())?;
        if minor.len() != 3 {
            return Err(());
        }
        Ok(Self { major: digits(major).ok_or(())?, minor: digits(minor).ok_or(())? })
    }
}

/// The sentences that every block may hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remarks {
    /// The `///` lines, joined by line ends.
    pub doc: String,
    /// `source "…"`.
    pub sources: Vec<Spanned<String>>,
    /// `note "…"`.
    pub notes: Vec<Spanned<String>>,
    /// `pending "…"`.
    pub pending: Vec<Spanned<String>>,
    /// `allow CODE because "…"`.
    pub allows: Vec<Allow>,
}

/// A warning that a block silences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The code.
    pub code: Spanned<String>,
    /// Why.
    pub because: String,
}

/// A system that messages travel between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    /// The name in mappings: `protheus`.
    pub name: String,
    /// The product name in messages and De-Para rows: `PROTHEUS`.
    pub title: String,
    /// Where it is declared; none for the known ones.
    pub span: Option<Span>,
}

/// A named integration: which adapters and messages belong to it, in the order of its manual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integration {
    /// Its name.
    pub name: Spanned<String>,
    /// Its description.
    pub title: String,
    /// The routines in the order of the manual's adapter table.
    pub routines: Vec<Spanned<String>>,
    /// The messages in the order of the manual's chapters.
    pub sections: Vec<Spanned<String>>,
    /// The elements of every message whose records no message carries.
    pub outsides: Vec<Outside>,
    /// Sources and notes.
    pub remarks: Remarks,
}

/// Elements that carry keys of records which no message of the mappings carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// The elements.
    pub elements: Vec<Spanned<OutsideElement>>,
    /// Why no message carries the records.
    pub because: String,
}

/// An element, wherever it stands or in one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideElement {
    /// The record that it stands in, as the mapping calls it: `content`, `return` or the name of a `record`.
    pub record: Option<String>,
    /// The element.
    pub name: String,
}

/// A table of the ERP dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The alias.
    pub alias: Spanned<String>,
    /// Its description.
    pub title: String,
    /// Its fields, as far as they are known.
    pub fields: Vec<TableField>,
    /// Which sharing modes are recommended or allowed.
    pub sharing: Vec<Sharing>,
    /// The tables whose records its movements are of.
    pub masters: Vec<Spanned<String>>,
    /// Sources and notes.
    pub remarks: Remarks,
}

/// A field of the ERP dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableField {
    /// `A6_COD`.
    pub name: Spanned<String>,
    /// Its type.
    pub kind: SegmentKind,
    /// Its description.
    pub title: String,
}

/// Which sharing modes of a table are recommended or allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    /// The table.
    pub alias: Spanned<String>,
    /// `true` for `recommended`, `false` for `allowed`.
    pub recommended: bool,
    /// For company, unit and branch: `true` for `exclusive`.
    pub exclusive: [bool; 3],
    /// Where it is said.
    pub span: Span,
}

/// An adapter: one routine (or several that share a mapping) with its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adapter {
    /// Its name in the mapping.
    pub name: Spanned<String>,
    /// The description of the manual's table.
    pub title: String,
    /// The message, as an index of [`Catalog::messages`].
    pub message: Spanned<usize>,
    /// When the adapter is chosen among those of its message.
    pub when: Option<When>,
    /// The ERP routines.
    pub routines: Vec<Spanned<String>>,
    /// The ERP table.
    pub alias: Option<Spanned<String>>,
    /// How it travels.
    pub channel: String,
    /// What it carries.
    pub operations: Operations,
    /// Who sends and who receives, a line each system, in file order.
    pub directions: Vec<Direction>,
    /// Whether the sender waits for the answer; at the name of the adapter where it does not say.
    pub delivery: Spanned<Delivery>,
    /// Who owns the record.
    pub master: Option<Master>,
    /// What systems forbid while the integration is active.
    pub locks: Vec<Lock>,
    /// What the ERP dictionary must say.
    pub requirements: Vec<Requirement>,
    /// What a person must set up.
    pub prerequisites: Vec<Prerequisite>,
    /// Parameters that the customer sets.
    pub parameters: Vec<Parameter>,
    /// Masks of codes.
    pub masks: Vec<Mask>,
    /// Where keys are looked for, a line each case.
    pub takes: Vec<Take>,
    /// The profiles in which it exists, as indices of [`Catalog::profiles`]: all of them where it does not say.
    pub profiles: Vec<usize>,
    /// What differs in some of them.
    pub variants: Vec<Variant>,
    /// Sharing modes that the adapter recommends or allows.
    pub sharing: Vec<Sharing>,
    /// Its keys.
    pub keys: Vec<Key>,
    /// Its De-Para tables.
    pub deparas: Vec<DePara>,
    /// Why it writes no De-Para row, when it says so.
    pub no_depara: Option<Spanned<String>>,
    /// Sources and notes.
    pub remarks: Remarks,
    /// The whole item.
    pub span: Span,
}

/// What an adapter carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operations {
    /// Everything.
    All,
    /// These.
    Only(Vec<Operation>),
}

/// A change of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// A new record.
    Insert,
    /// A change.
    Update,
    /// A new record or a change.
    Upsert,
    /// A deletion.
    Delete,
}

/// What one system does with the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direction {
    /// The system, as an index of [`Catalog::systems`].
    pub system: Spanned<usize>,
    /// It sends the message.
    pub sends: bool,
    /// It receives the message.
    pub receives: bool,
    /// The whole line.
    pub span: Span,
}

/// Whether the sender waits for the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Delivery {
    /// It waits.
    Sync,
    /// The answer comes as a message of its own.
    Async,
}

/// Who owns a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Master {
    /// One system, as an index of [`Catalog::systems`].
    System(usize),
    /// Every side.
    Both,
}

/// What a system forbids while the integration is active.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The system, as an index of [`Catalog::systems`].
    pub system: Spanned<usize>,
    /// The forbidden operations.
    pub operations: Vec<Operation>,
}

/// What the ERP dictionary must say of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The field.
    pub field: Spanned<FieldName>,
    /// The rule.
    pub rule: RequirementRule,
}

/// What a person must set up in a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prerequisite {
    /// The system, as an index of [`Catalog::systems`].
    pub system: usize,
    /// What must be set up.
    pub text: Spanned<String>,
}

/// What the ERP dictionary must say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequirementRule {
    /// The initializer is this text.
    Initializer(String),
    /// There is no initializer.
    WithoutInitializer,
    /// The field has this many characters.
    Size(u32),
}
