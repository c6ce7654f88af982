//! The tree of one `.map` file: what was written, line by line, with the places and the comments.
//!
//! Names are not looked up here; `crate::resolve` does that. The formatter prints this tree.

mod profile;

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
    /// `source`, `note`, `pending`, `allow`.
    Common(Common),
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
    /// `example "…"`.
    Example(Quoted),
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

/// A key's form: segments between `|`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// The whole form.
    pub span: Span,
    /// Its segments and groups.
    pub elements: Vec<TemplateElement>,
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
    /// `content { … }`.
    Content(Block<RecordLine>, Span),
    /// `return { … }`.
    Return(Block<RecordLine>, Span),
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
    /// `refers CUSTOMERVENDOR`.
    Refers(Word),
    /// `json "taxes"`.
    Json(Quoted),
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
