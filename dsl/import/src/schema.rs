//! One schema file as it was read: what XSD and JSON have in common, before any name is looked up.

use crate::product::ProductDoc;
use depara_dsl::ir::Version;
use std::collections::BTreeMap;

/// A schema file.
#[derive(Debug, Clone)]
pub(crate) struct Schema {
    pub(crate) path: String,
    pub(crate) form: Form,
    /// The name without its version, as the file has it: `Bank`.
    pub(crate) title: String,
    pub(crate) version: Version,
    pub(crate) role: Role,
    /// What the message is about.
    pub(crate) description: String,
    /// What products say of the message, a line each.
    pub(crate) remarks: Vec<String>,
    pub(crate) includes: Vec<Include>,
    pub(crate) types: BTreeMap<String, Named>,
    pub(crate) content: Option<Kind>,
    pub(crate) answer: Option<Kind>,
    /// How many business contents stand at the top.
    pub(crate) contents: usize,
    /// How many places are damaged: of two files of one message the sounder one counts.
    pub(crate) damage: usize,
}

/// The language of a schema file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    Xsd,
    Json,
}

/// What a schema file defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A message that says what happened.
    Event,
    /// A message that asks for something.
    Request,
    /// Types that messages share.
    Types,
}

/// Another file that this one includes.
#[derive(Debug, Clone)]
pub(crate) struct Include {
    pub(crate) location: String,
    pub(crate) line: u32,
}

/// A named type.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) body: Body,
    pub(crate) doc: String,
    /// Its place in the file.
    pub(crate) order: usize,
}

/// What a type consists of.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    Record(Record),
    Value(Box<Value>),
    /// A list of values or records (JSON only).
    List(Box<Kind>),
}

/// A type with elements.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    /// Types whose members come first.
    pub(crate) bases: Vec<Kind>,
    pub(crate) particles: Vec<Particle>,
    pub(crate) attributes: Vec<Element>,
    /// The type of the text of an element with attributes.
    pub(crate) text: Option<Kind>,
    pub(crate) line: u32,
}

impl Record {
    /// Whether nothing is in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.bases.is_empty() && self.particles.is_empty() && self.attributes.is_empty() && self.text.is_none()
    }
}

/// A part of a record.
#[derive(Debug, Clone)]
pub(crate) enum Particle {
    Element(Box<Element>),
    Group(Group),
}

/// Elements that stand together.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) order: Order,
    pub(crate) min: u32,
    pub(crate) max: Option<u32>,
    pub(crate) particles: Vec<Particle>,
    pub(crate) line: u32,
}

/// In which order the parts of a group stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Sequence,
    All,
    Choice,
}

/// An element or attribute.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) min: u32,
    pub(crate) max: Option<u32>,
    pub(crate) kind: Kind,
    pub(crate) default: Option<String>,
    pub(crate) doc: String,
    pub(crate) products: Vec<ProductDoc>,
}

/// The type of an element.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// A named type; with a file where the reference names one.
    Named { file: Option<String>, name: String, line: u32 },
    /// A type without a name.
    Inline(Box<Body>),
    /// No type at all.
    Untyped,
}

/// What a simple type is based on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Base {
    #[default]
    Text,
    Decimal,
    Float,
    /// With the bounds that the type itself has.
    Int(Option<i64>, Option<i64>),
    Date,
    DateTime,
    Time,
    Bool,
    Any,
    /// Another simple type of the schemas.
    Named(String),
}

/// A simple type.
#[derive(Debug, Clone, Default)]
pub(crate) struct Value {
    pub(crate) base: Base,
    pub(crate) min_length: Option<u32>,
    pub(crate) max_length: Option<u32>,
    pub(crate) total_digits: Option<u32>,
    pub(crate) fraction_digits: Option<u32>,
    pub(crate) min: Option<String>,
    pub(crate) max: Option<String>,
    pub(crate) pattern: Option<String>,
    pub(crate) space: Option<Space>,
    pub(crate) values: Vec<EnumerationValue>,
    pub(crate) doc: String,
    pub(crate) line: u32,
}

/// What happens to blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    Preserve,
    Collapse,
}

/// A value of an enumeration.
#[derive(Debug, Clone)]
pub(crate) struct EnumerationValue {
    pub(crate) value: String,
    pub(crate) label: String,
}
