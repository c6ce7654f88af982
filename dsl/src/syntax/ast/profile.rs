//! Profiles, and the lines that say what differs from one to another.

use super::{AdapterLine, Common, FieldName, FieldType, Quoted, Word};
use crate::span::{Span, Spanned};

/// A line of `profile`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileLine {
    /// `rows table | fields | value`: the columns of a De-Para row.
    Rows(Vec<Word>),
    /// `identifier global, value`: what stands for a record in messages, the first that is filled.
    Identifier(Vec<Word>),
    /// `delivery sync`: the deliveries that the profile takes.
    Delivery(Vec<Word>),
    /// `master protheus`: who owns a record whose adapter does not say it.
    Master(Word),
    /// `parameter NAME type = "…"`.
    Parameter(Box<Parameter>),
    /// `source`, `note`, `pending`, `allow`.
    Common(Common),
}

/// A line of `in PROFILE { … }`: one of those lines of `adapter` that may differ between profiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantLine(pub AdapterLine);

/// `parameter NAME text(2) = "01" replaces OLD at "02.02.01.01 …"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The whole statement.
    pub span: Span,
    /// Its name.
    pub name: Word,
    /// Its type.
    pub r#type: FieldType,
    /// The value that holds where the customer sets none.
    pub default: Option<Quoted>,
    /// The parameter that it stands for after a conversion.
    pub replaces: Option<Word>,
    /// Where the customer sets it.
    pub at: Option<Quoted>,
}

/// `mask rm FCFO.CODCFO empty means digits(9) stays empty at "…"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    /// The whole statement.
    pub span: Span,
    /// The system whose codes have the mask.
    pub system: Word,
    /// The field that holds the code.
    pub field: FieldName,
    /// The mask, where the sources print it.
    pub pattern: Option<Quoted>,
    /// What an empty mask means: this many digits.
    pub empty: Option<EmptyMask>,
    /// The parameter that turns the mask off.
    pub unless: Option<Word>,
    /// Where the customer sets it.
    pub at: Option<Quoted>,
}

/// `empty means digits(9) stays empty`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmptyMask {
    /// How many digits a code has.
    pub digits: Spanned<u32>,
    /// `stays empty`: no mask may be set again while the integration is active.
    pub stays: Option<Span>,
}

/// `take SED.ED_CODIGO for Parcela from Anexo, Servico`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Take {
    /// The whole statement.
    pub span: Span,
    /// The key that is looked for.
    pub key: FieldName,
    /// The case in which this order holds.
    pub context: Word,
    /// Where it is looked for: the first place that has it counts.
    pub sources: Vec<Word>,
}
