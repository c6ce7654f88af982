//! The lines of messages and shared types: records, fields and enumerations.

use super::{Block, Common, FieldName, Outside, Quoted, Word};
use crate::span::{Span, Spanned};

/// A line of `message` and of `types`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageLine {
    /// `title Bank`, or `title "Visit-Report"` where it is no name.
    Title(Word),
    /// `schema "Bank_2_001.xsd"`.
    Schema(Quoted),
    /// `use Address 1.000`.
    Use {
        /// The types block.
        name: Word,
        /// Its version.
        version: Word,
    },
    /// `outside CityInternalId because "…"`.
    Outside(Outside),
    /// `content { … }`.
    Content(Block<RecordLine>, Span),
    /// `return { … }`, `return before keys { … }`.
    Return {
        /// Its fields.
        body: Block<RecordLine>,
        /// Whether they stand before the list of keys and not behind it.
        before_keys: bool,
        /// The statement.
        span: Span,
    },
    /// `record Agency { … }`.
    Record {
        /// Its name.
        name: Word,
        /// What stands inside.
        body: Block<RecordLine>,
    },
    /// `enum ChargeType int { … }`.
    Enumeration {
        /// Its name.
        name: Word,
        /// `int` or `text`.
        base: Option<Word>,
        /// What stands inside.
        body: Block<ValueLine>,
    },
    /// `source`, `note`, `pending`, `allow`.
    Common(Common),
}

/// A line of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordLine {
    /// A field.
    Field(Box<Field>),
    /// `unordered { … }`.
    Unordered(Block<RecordLine>),
    /// `group [..31] as quotations { … }`.
    Group {
        /// How often the group stands there.
        cardinality: Spanned<Cardinality>,
        /// The Rust name.
        name: Word,
        /// The fields.
        body: Block<RecordLine>,
    },
    /// `one of A, B`.
    OneOf(Vec<Word>),
    /// `source`, `note`, `pending`, `allow`.
    Common(Common),
}

/// One field of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The whole statement.
    pub span: Span,
    /// The list wrapper of `Wrapper?/Child`, and whether it may be missing.
    pub wrapper: Option<Wrapper>,
    /// The element, the attribute without `@`, or `$`.
    pub name: Word,
    /// What the name names.
    pub place: Place,
    /// The type.
    pub r#type: FieldType,
    /// How often it stands there.
    pub cardinality: Spanned<Cardinality>,
    /// The clauses on the line, in order.
    pub clauses: Vec<Clause>,
    /// The facts in `{ }` after the line.
    pub facts: Option<Block<FactLine>>,
}

/// `ListOfAgency?/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrapper {
    /// The element around the list.
    pub name: Word,
    /// `?`.
    pub optional: bool,
}

/// What a field is in XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A child element.
    Element,
    /// `@name`.
    Attribute,
    /// `$`.
    Text,
}

/// `text(1..40)`, `decimal(12,2)`, `int`, `Agency`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldType {
    /// The name and what is in parentheses.
    pub span: Span,
    /// The name.
    pub name: Word,
    /// What is in parentheses.
    pub arguments: Option<TypeArguments>,
}

/// What stands in the parentheses of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeArguments {
    /// `(40)`.
    One(Spanned<i64>),
    /// `(12,2)`.
    Two(Spanned<i64>, Spanned<i64>),
    /// `(1..40)`, `(1..)`, `(..40)`.
    Range(Option<Spanned<i64>>, Option<Spanned<i64>>),
}

/// How often an element stands there: at least `min` times, at most `max` times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cardinality {
    /// The least number.
    pub min: u32,
    /// The greatest number; none when there is no bound.
    pub max: Option<u32>,
}

/// What stands behind a field's type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// `as agencies`.
    As(Word),
    /// `= "01"`.
    Default(Quoted),
    /// `key SA1.A1_COD, SA2.A2_COD`.
    Key(Vec<FieldName>),
    /// `refers CUSTOMERVENDOR`, or `refers CUSTOMERVENDOR later`.
    Refers {
        /// The message.
        message: Word,
        /// `later`: the element is filled after both records are there.
        later: Option<Span>,
    },
    /// `json "taxes"`, `json "Taxes/Tax"`, `json nested text`.
    Json {
        /// The whole clause.
        span: Span,
        /// The name, or wrapper and child with `/` between them.
        name: Option<Quoted>,
        /// `nested`, `text`, `number`.
        words: Vec<Word>,
    },
    /// `pattern "…"`.
    Pattern(Quoted),
    /// `space preserve` or `space collapse`.
    Space(Word),
    /// `protheus SA6.A6_COD char(3) required "…"`.
    Fact(Box<Fact>),
}

/// A line of the `{ }` after a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactLine {
    /// `rm FCONTA.NROCONTA char(15) required "…"`.
    Fact(Box<Fact>),
    /// `source`, `note`, `pending`, `allow`.
    Common(Common),
}

/// What one product says of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The whole fact.
    pub span: Span,
    /// The product.
    pub system: Word,
    /// `SA6.A6_COD`; left out when the product names none.
    pub field: Option<FieldName>,
    /// Its type there.
    pub r#type: Option<ProductType>,
    /// `required`.
    pub required: Option<Span>,
    /// A remark.
    pub note: Option<Quoted>,
}

/// `char(3)`, `decimal(12,2)`, `date`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductType {
    /// The name and what is in parentheses.
    pub span: Span,
    /// The name.
    pub name: Word,
    /// Length, or digits in all.
    pub size: Option<Spanned<u32>>,
    /// Digits after the point.
    pub scale: Option<Spanned<u32>>,
}

/// A line of `enum`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueLine {
    /// `"Raw Material" RawMaterial "Matéria-prima" also "RAW"`.
    Value {
        /// The text in the message; unescaped when it stood in quotes.
        value: Word,
        /// Whether it stood in quotes.
        quoted: bool,
        /// The Rust name; left out when the value is a name itself.
        name: Option<Word>,
        /// What it means.
        label: Option<Quoted>,
        /// Other spellings.
        also: Vec<Quoted>,
    },
    /// `source`, `note`, `pending`, `allow`.
    Common(Common),
}
