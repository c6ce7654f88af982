//! The lines of an adapter, and the conditions and paths that stand in them.

use super::{Block, Common, DeParaLine, KeyLine, Mask, Parameter, Quoted, Sharing, Take, VariantLine, Word};
use crate::span::{Span, Spanned};

/// A line of `adapter`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdapterLine {
    /// `message BANK 2.001 when Type is Customer or Both`.
    Message {
        /// The message's name.
        name: Word,
        /// Its version.
        version: Word,
        /// When the adapter is chosen.
        when: Option<When>,
    },
    /// `routine A, B`.
    Routine(Vec<Word>),
    /// `alias SA6`.
    Alias(Word),
    /// `channel EAI`.
    Channel(Word),
    /// `operations all`, or a list.
    Operations(Vec<Word>),
    /// `protheus sends, receives`: the system, then `sends`, `receives` or `none`.
    Direction {
        /// The system.
        system: Word,
        /// What it does.
        acts: Vec<Word>,
    },
    /// `delivery sync`.
    Delivery(Word),
    /// `master protheus`.
    Master(Word),
    /// `locks rm insert, delete`.
    Locks {
        /// The system.
        system: Word,
        /// What it forbids.
        operations: Vec<Word>,
    },
    /// `requires SA1.A1_LOJA initializer "01"`.
    Requires {
        /// The field of the ERP dictionary.
        field: FieldName,
        /// What it must say.
        rule: Requirement,
    },
    /// `requires rm "…"`: what a person must set up in a system.
    Prerequisite {
        /// The system.
        system: Word,
        /// What must be set up.
        text: Quoted,
    },
    /// `profile Package1021, Eai2`: where the adapter exists.
    Profile(Vec<Word>),
    /// `parameter NAME type = "…"`.
    Parameter(Box<Parameter>),
    /// `mask rm FCFO.CODCFO empty means digits(9)`.
    Mask(Box<Mask>),
    /// `take SED.ED_CODIGO for Parcela from Anexo, Servico`.
    Take(Take),
    /// `in Eai2 { … }`: what differs in these profiles.
    Variant {
        /// The profiles.
        profiles: Vec<Word>,
        /// What stands inside.
        body: Block<VariantLine>,
    },
    /// `sharing SA1 recommended shared`.
    Sharing {
        /// The table.
        alias: Word,
        /// The rule.
        sharing: Sharing,
    },
    /// `key SA6.A6_COD { … }`.
    Key {
        /// The De-Para name space.
        name: FieldName,
        /// What stands inside.
        body: Block<KeyLine>,
    },
    /// `depara FConta "…" { … }`.
    DePara {
        /// The table of the internal system.
        table: Word,
        /// Its description.
        title: Option<Quoted>,
        /// What stands inside.
        body: Block<DeParaLine>,
    },
    /// `depara none because "…"`.
    NoDePara {
        /// Why no row is written.
        because: Quoted,
        /// The word `none`.
        span: Span,
    },
    /// `source`, `note`, `pending`, `allow`.
    Common(Common),
}

/// `SA6.A6_COD`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldName {
    /// Both parts.
    pub span: Span,
    /// The alias.
    pub alias: Word,
    /// The field.
    pub field: Word,
}

/// `Type is Customer or Both`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The element that is looked at.
    pub path: Path,
    /// The values that it may have: names of the enumeration, or quoted texts.
    pub values: Vec<Word>,
}

/// `ListOfAgency/Agency/Number`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The whole path.
    pub span: Span,
    /// Its elements.
    pub elements: Vec<Word>,
}

/// What a field of the ERP dictionary must say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requirement {
    /// `initializer "01"`.
    Initializer(Quoted),
    /// `without initializer`.
    WithoutInitializer,
    /// `size 9`.
    Size(Spanned<u32>),
}
