//! Messages, their records and enumerations, resolved.

use super::{Outside, Remarks, Version};
use crate::span::{Span, Spanned};
use std::fmt;

pub use crate::syntax::ast::{Cardinality, Place};

/// A message of the standard, in one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Upper case: `CUSTOMERVENDOR`.
    pub name: Spanned<String>,
    /// Its version.
    pub version: Version,
    /// As `Entity` and `Transaction` are written: `CustomerVendor`.
    pub title: String,
    /// Whether it says what happened or asks for something.
    pub kind: MessageKind,
    /// The file of the official schema.
    pub schema: Option<String>,
    /// The content of the business message.
    pub content: RecordId,
    /// The content of the answer, when the mapping describes it.
    pub r#return: Option<RecordId>,
    /// Whether that content stands before the list of keys and not behind it.
    pub return_before_keys: bool,
    /// The records of this message, `content` and `return` among them, in file order.
    pub records: Vec<Record>,
    /// The enumerations of this message, in file order.
    pub enumerations: Vec<Enumeration>,
    /// The blocks of shared types that it uses, as indices of [`super::Catalog::types`].
    pub uses: Vec<usize>,
    /// Its elements whose records no message carries.
    pub outsides: Vec<Outside>,
    /// Sources and notes.
    pub remarks: Remarks,
    /// The whole item.
    pub span: Span,
}

/// Whether a message says what happened or asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageKind {
    /// `BusinessEvent`.
    Event,
    /// `BusinessRequest`.
    Request,
}

/// Records and enumerations that several messages use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Types {
    /// Its name: `Address`.
    pub name: Spanned<String>,
    /// Its version.
    pub version: Version,
    /// The file of the official schema.
    pub schema: Option<String>,
    /// Its records, in file order.
    pub records: Vec<Record>,
    /// Its enumerations, in file order.
    pub enumerations: Vec<Enumeration>,
    /// Other blocks that it uses, as indices of [`super::Catalog::types`].
    pub uses: Vec<usize>,
    /// Its elements whose records no message carries.
    pub outsides: Vec<Outside>,
    /// Sources and notes.
    pub remarks: Remarks,
    /// The whole item.
    pub span: Span,
}

/// A definition of a message itself, or of a block of shared types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TypeId {
    /// At this place of the same message or block.
    Local(usize),
    /// In the shared types at the first index of [`super::Catalog::types`], at the second index there.
    Shared(usize, usize),
}

/// A record of the same message, by its place in [`Message::records`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub usize);

/// A group of elements under one parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its Rust name, unique in its message: `Agency`; `BusinessContent` and `ReturnContent` for the two roots.
    pub name: Spanned<String>,
    /// Fields and repeating groups, in schema order.
    pub members: Vec<Member>,
    /// Lists of members of which at most one is there, as indices of `members`.
    pub one_of: Vec<Vec<usize>>,
    /// Sources and notes.
    pub remarks: Remarks,
    /// The whole block.
    pub span: Span,
}

/// A field, or a group of fields that repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// One field.
    Field(Box<Field>),
    /// Fields that repeat together.
    Group(Group),
}

/// Fields that repeat together, without an element around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The Rust name of the list.
    pub rust_name: String,
    /// The record that holds one repetition, by its place in the same message or block.
    pub record: usize,
    /// How often it repeats.
    pub cardinality: Cardinality,
    /// Where it is written.
    pub span: Span,
}

/// One field of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The element or attribute; the record's own text for [`Place::Text`], where it is `$`.
    pub name: Spanned<String>,
    /// The Rust name, without `r#`: `agencies`. Unique in its record.
    pub rust_name: String,
    /// What it is in XML.
    pub place: Place,
    /// Its type.
    pub kind: FieldKind,
    /// How often it is there, and what stands around it.
    pub occurs: Occurs,
    /// Whether the schema orders it: `false` inside `unordered`.
    pub ordered: bool,
    /// The default.
    pub default: Option<Spanned<String>>,
    /// The keys that this element carries as the message's own, as (adapter, key).
    pub keys: Vec<Spanned<(usize, usize)>>,
    /// The message whose key it carries.
    pub refers: Option<Refers>,
    /// The JSON form where it differs; the span is that of the clause.
    pub json: Option<Spanned<JsonForm>>,
    /// What products say of it.
    pub facts: Vec<Fact>,
    /// Description, sources and notes.
    pub remarks: Remarks,
    /// The whole statement.
    pub span: Span,
}

/// That a field carries a key of another message, or of another record of the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refers {
    /// The message, as an index of [`super::Catalog::messages`].
    pub message: Spanned<usize>,
    /// Whether the field is filled when both records are there already, so that it does not order the initial load.
    pub later: bool,
}

/// How a field stands in the JSON form of its message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JsonForm {
    /// The name where it differs: that of the element, or of the wrapper of a list.
    pub name: Option<String>,
    /// How a list stands there.
    pub list: JsonList,
    /// The form of its values, where it is not that of their type.
    pub value: Option<JsonValue>,
}

/// How a list stands in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum JsonList {
    /// As an array: `{"Taxes": [1, 2]}`.
    #[default]
    Array,
    /// As an array in an object, under this name: `{"Taxes": {"Tax": [1, 2]}}`.
    Object(String),
    /// As an array in an array: `{"Taxes": [[1, 2]]}`.
    Nested,
}

/// The form of a value in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonValue {
    /// In quotes, although its type is a number or a `bool`.
    Text,
    /// As a number where it is one, although its type is a text.
    Number,
}

/// How often a field is there, and what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occurs {
    /// At most once: `required` says whether the schema wants it.
    Once {
        /// The schema wants it.
        required: bool,
    },
    /// Any number within the bounds, side by side.
    Many(Cardinality),
    /// Any number within the bounds, in an element around them.
    Wrapped {
        /// The element around the list.
        wrapper: Spanned<String>,
        /// The schema wants the wrapper.
        required: bool,
        /// The bounds of the list.
        cardinality: Cardinality,
    },
    /// The schema forbids it.
    Never,
}

/// The type of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// A value.
    Scalar(Scalar),
    /// A record.
    Record(TypeId),
    /// An enumeration.
    Enumeration(TypeId),
}

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar {
    /// Characters.
    Text(TextFacets),
    /// Fixed point: digits in all, and after the point; up to all of them where the second number is missing.
    Decimal(Option<(u32, Option<u32>)>),
    /// A number in plain or exponent form, kept as written.
    Float,
    /// A whole number, with its bounds.
    Int(Option<i64>, Option<i64>),
    /// A day, with an offset if it was sent.
    Date,
    /// A day and a time, with an offset if it was sent.
    DateTime,
    /// A time of day, with an offset if it was sent.
    Time,
    /// True or false.
    Bool,
    /// Untyped: the raw text.
    Any,
}

/// What a schema says of characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextFacets {
    /// At least this many characters.
    pub min: Option<u32>,
    /// At most this many characters.
    pub max: Option<u32>,
    /// A pattern of XML Schema.
    pub pattern: Option<String>,
    /// What happens to blanks.
    pub space: Option<Space>,
}

/// What happens to blanks of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Space {
    /// They stay.
    Preserve,
    /// Runs of them become one blank, the outer ones go.
    Collapse,
}

/// `SA6.A6_COD`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldName {
    /// The alias.
    pub alias: String,
    /// The field.
    pub field: String,
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.alias, self.field)
    }
}

/// What one product says of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The product, as an index of [`super::Catalog::systems`].
    pub system: usize,
    /// The field of its dictionary.
    pub field: Option<Spanned<FieldName>>,
    /// Its type there.
    pub r#type: Option<Spanned<ProductType>>,
    /// Whether the product wants it.
    pub required: Option<Span>,
    /// A remark.
    pub note: Option<String>,
    /// The whole fact.
    pub span: Span,
}

/// A type of a product's dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductType {
    /// Its name there: `char`.
    pub name: String,
    /// Length, or digits in all.
    pub size: Option<u32>,
    /// Digits after the point.
    pub scale: Option<u32>,
}

/// A list of values with their meanings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    /// Its Rust name, unique in its message.
    pub name: Spanned<String>,
    /// Whether the schema bases it on whole numbers.
    pub int: bool,
    /// The values, in file order.
    pub values: Vec<Value>,
    /// Sources and notes.
    pub remarks: Remarks,
    /// The whole block.
    pub span: Span,
}

/// One value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// As it stands in a message.
    pub value: Spanned<String>,
    /// The Rust name.
    pub rust_name: String,
    /// What it means.
    pub label: String,
    /// Other spellings that are read as this value.
    pub also: Vec<Spanned<String>>,
}
