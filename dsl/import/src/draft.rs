//! An imported message or block of shared types, before it is printed.

use crate::product::ProductType;
use crate::schema::Role;
use depara_dsl::ir::{JsonForm, Place, Scalar, Version};
use std::collections::BTreeSet;

/// The name and the version of a block of shared types.
pub(crate) type BlockId = (String, Version);

/// A message or a block of shared types.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) role: Role,
    pub(crate) title: String,
    pub(crate) version: Version,
    /// The files it comes from, the leading one first.
    pub(crate) sources: Vec<String>,
    pub(crate) description: String,
    pub(crate) notes: Vec<String>,
    pub(crate) pending: Vec<String>,
    pub(crate) uses: BTreeSet<BlockId>,
    pub(crate) content: Vec<Line>,
    pub(crate) answer: Vec<Line>,
    /// Whether the answer has these before its list of keys.
    pub(crate) answer_before_keys: bool,
    pub(crate) records: Vec<Record>,
    pub(crate) enumerations: Vec<Enumeration>,
}

/// A record.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) lines: Vec<Line>,
}

/// A line of a record.
#[derive(Debug, Clone)]
pub(crate) enum Line {
    Field(Box<Field>),
    Unordered(Vec<Self>),
    Group { min: u32, max: Option<u32>, name: String, lines: Vec<Self> },
    OneOf(Vec<String>),
}

/// A field.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// The element around a list, and whether it may be missing.
    pub(crate) wrapper: Option<(String, bool)>,
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) r#type: Type,
    pub(crate) min: u32,
    pub(crate) max: Option<u32>,
    pub(crate) rust_name: Option<String>,
    pub(crate) default: Option<String>,
    /// What the JSON schema says of its form; what the field cannot have is left out when it is printed.
    pub(crate) json: JsonForm,
    /// Whether the JSON schema has a list of lists here.
    pub(crate) list_of_lists: bool,
    pub(crate) doc: String,
    pub(crate) facts: Vec<Fact>,
    pub(crate) notes: Vec<String>,
    pub(crate) pending: Vec<String>,
    pub(crate) allows: Vec<(&'static str, String)>,
    pub(crate) line: u32,
}

/// The type of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Type {
    Scalar(Scalar),
    Record(TypeRef),
    Enumeration(TypeRef),
}

/// A record or an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TypeRef {
    /// Of the same item, by its place.
    Local(usize),
    /// Of a block of shared types, by its name.
    Shared(BlockId, String),
}

/// What a product says of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) system: String,
    pub(crate) field: Option<(String, String)>,
    pub(crate) r#type: Option<ProductType>,
    pub(crate) required: bool,
    pub(crate) note: Option<String>,
}

/// An enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Enumeration {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) int: bool,
    pub(crate) values: Vec<Value>,
}

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) value: String,
    /// The Rust name, where the value is none itself.
    pub(crate) name: Option<String>,
    pub(crate) label: String,
}

impl Field {
    /// The element that the field begins with: its wrapper, or itself.
    pub(crate) fn element(&self) -> &str {
        self.wrapper.as_ref().map_or(self.name.as_str(), |(wrapper, _)| wrapper)
    }
}

impl Item {
    /// The fields of the content, of the answer or of a record, those in groups among them.
    pub(crate) fn fields(lines: &[Line]) -> Vec<&Field> {
        let mut found = Vec::new();
        for line in lines {
            match line {
                Line::Field(field) => found.push(field.as_ref()),
                Line::Unordered(lines) | Line::Group { lines, .. } => found.extend(Self::fields(lines)),
                Line::OneOf(_) => {}
            }
        }
        found
    }
}
