//! The form of a key: segments, the parts in them, and how they are written in a mapping.

use crate::SEPARATOR;
use std::borrow::Cow;
use std::fmt;

/// The form of a key: `01|02AM0001|001|0455|012453` has the form `company | branch(SA6) | A6_COD char(3) | A6_AGENCIA | A6_NUMCON?`.
///
/// A text can be taken apart in one way only where groups stand at the end and hold at least one value, every segment has at most one
/// part without a fixed width ([`Part::width`]), and [`Value::Any`] comes last. The compiler of mappings proves that of every key.
///
/// It can be a constant:
///
/// ```
/// use depara_key::{Part, Segment, Shape, Value};
/// use std::borrow::Cow;
///
/// static SHAPE: Shape = Shape {
///     name: Cow::Borrowed("SBM.BM_GRUPO"),
///     segments: Cow::Borrowed(&[
///         Segment { parts: Cow::Borrowed(&[Part::company()]), optional: false, group: None },
///         Segment { parts: Cow::Borrowed(&[Part::field("BM_GRUPO", Value::Char(4))]), optional: false, group: None },
///     ]),
///     separator: depara_key::SEPARATOR,
/// };
/// assert_eq!(SHAPE.to_string(), "company | BM_GRUPO char(4)");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// What errors call the key: `SA6.A6_COD`, `FConta`.
    pub name: Cow<'static, str>,
    /// What stands between the separators.
    pub segments: Cow<'static, [Segment]>,
    /// What stands between two segments: [`SEPARATOR`] in a key, `;` in the masks of a load.
    pub separator: char,
}

/// What stands between two separators.
///
/// ```
/// use depara_key::{Part, Segment, Value};
///
/// let segment = Segment::of(Part::field("A6_NUMCON", Value::Text)).optional();
/// assert_eq!(segment.to_string(), "A6_NUMCON?");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// One part, or several without a separator.
    pub parts: Cow<'static, [Part]>,
    /// Whether its values may be empty.
    pub optional: bool,
    /// The group it belongs to. A group is there as a whole or not at all, and only when those with a lower number are.
    pub group: Option<u8>,
}

/// A value or a literal within a segment.
///
/// ```
/// use depara_key::{Part, Value};
///
/// assert_eq!(Part::field("CTD_ITEM", Value::Char(9)).keep().to_string(), "CTD_ITEM char(9) keep");
/// assert_eq!(Part::branch("CTD").keep().to_string(), "branch(CTD) keep");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// `company`, `branch(SA6)`, `A6_COD`; the text of a literal.
    pub name: Cow<'static, str>,
    /// What it is.
    pub kind: Kind,
    /// Its type.
    pub value: Value,
    /// What happens to blanks.
    pub blanks: Blanks,
}

/// What a part of a segment is.
///
/// ```
/// use depara_key::{Kind, Part};
///
/// assert_eq!(Part::branch("SA6").kind, Kind::Branch("SA6".into()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The company group: exactly two characters.
    Company,
    /// The branch as the sharing mode of this alias gives it: up to twelve characters, and none where every level is shared.
    Branch(Cow<'static, str>),
    /// A field of the system.
    Field,
    /// The characters of [`Part::name`].
    Literal,
}

/// The type of a part.
///
/// ```
/// assert_eq!(depara_key::Value::Char(3).to_string(), "char(3)");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value {
    /// Characters, of any number.
    Text,
    /// At most this many characters.
    Char(u32),
    /// A whole number without leading zeros.
    Int,
    /// A day in eight digits, year first.
    Date,
    /// Characters, separators among them where it is the last part of the key.
    Any,
}

/// What happens to the blanks of a value.
///
/// ```
/// use depara_key::{Blanks, Part, Value};
///
/// assert_eq!(Part::field("A6_COD", Value::Text).blanks, Blanks::Trim);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blanks {
    /// Blanks at the end are cut.
    Trim,
    /// Blanks at both ends are cut.
    TrimBoth,
    /// Blanks are part of the key; a value with a width is filled up to it.
    Keep,
}

impl Shape {
    /// A key with this name and these segments.
    pub fn new(name: impl Into<Cow<'static, str>>, segments: impl Into<Vec<Segment>>) -> Self {
        Self { name: name.into(), segments: Cow::Owned(segments.into()), separator: SEPARATOR }
    }

    /// The same segments between other separators. A value holds neither this one nor [`SEPARATOR`], because it becomes part of a key.
    ///
    /// ```
    /// use depara_key::{Part, Segment, Shape, Value};
    ///
    /// let field = |name, width| Part::field(name, Value::Char(width));
    /// let mask = [Segment::of(field("A1_LOJA", 2)), Segment::join([Part::literal("C"), field("A1_COD", 9)])];
    /// let shape = Shape::new("SA1.A1_COD load", mask).separated_by(';');
    /// assert_eq!(shape.to_string(), r#"A1_LOJA char(2) ; "C" + A1_COD char(9)"#);
    /// assert_eq!(shape.parse("01;C000000001")?.text(1), "000000001");
    ///
    /// let error = shape.format(&[Some("01"), Some("0|1")]).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "segment 2 `A1_COD` of key `SA1.A1_COD load` takes characters other than `|`, which separates segments; found `0|1`"
    /// );
    /// # Ok::<(), depara_key::KeyError>(())
    /// ```
    #[must_use]
    pub const fn separated_by(mut self, separator: char) -> Self {
        self.separator = separator;
        self
    }

    /// The parts that have a value, in order: all but the literals. Values are counted in this order everywhere.
    pub fn slots(&self) -> impl Iterator<Item = &Part> {
        self.slots_with_segments().map(|(_, _, part)| part)
    }

    /// The slots with the index of their segment and the segment.
    pub(crate) fn slots_with_segments(&self) -> impl Iterator<Item = (usize, &Segment, &Part)> {
        let segments = self.segments.iter().enumerate();
        segments.flat_map(|(index, segment)| segment.slots().map(move |part| (index, segment, part)))
    }

    /// Whether the separator may stand in `part`: an `any` at the very end of the key.
    pub(crate) fn takes_separators(&self, part: &Part) -> bool {
        part.value == Value::Any && self.last_part().is_some_and(|last| std::ptr::eq(last, part))
    }

    /// The last part of the last segment.
    pub(crate) fn last_part(&self) -> Option<&Part> {
        self.segments.last().and_then(|segment| segment.parts.last())
    }
}

impl Segment {
    /// A segment of one part.
    #[must_use]
    pub fn of(part: Part) -> Self {
        Self::join([part])
    }

    /// A segment of several parts without a separator.
    ///
    /// ```
    /// use depara_key::{Part, Segment, Value};
    ///
    /// let segment = Segment::join([Part::literal("L"), Part::field("FO0_NUMLIQ", Value::Char(6))]);
    /// assert_eq!(segment.to_string(), r#""L" + FO0_NUMLIQ char(6)"#);
    /// ```
    pub fn join(parts: impl Into<Vec<Part>>) -> Self {
        Self { parts: Cow::Owned(parts.into()), optional: false, group: None }
    }

    /// The same segment, whose values may be empty.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The same segment in a group.
    #[must_use]
    pub const fn in_group(mut self, group: u8) -> Self {
        self.group = Some(group);
        self
    }

    /// The parts that have a value.
    pub fn slots(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.kind != Kind::Literal)
    }

    /// What errors call it: its parts, joined.
    pub(crate) fn name(&self) -> Cow<'static, str> {
        match &*self.parts {
            [part] => part.name.clone(),
            parts => Cow::Owned(parts.iter().map(|part| &*part.name).collect::<Vec<_>>().join(" + ")),
        }
    }
}

impl Part {
    /// The company group.
    #[must_use]
    pub const fn company() -> Self {
        Self { name: Cow::Borrowed("company"), kind: Kind::Company, value: Value::Char(2), blanks: Blanks::Trim }
    }

    /// The branch as the sharing mode of `alias` gives it.
    #[must_use]
    pub fn branch(alias: &'static str) -> Self {
        let kind = Kind::Branch(Cow::Borrowed(alias));
        Self { name: Cow::Owned(format!("branch({alias})")), kind, value: Value::Text, blanks: Blanks::Trim }
    }

    /// A field.
    #[must_use]
    pub const fn field(name: &'static str, value: Value) -> Self {
        Self { name: Cow::Borrowed(name), kind: Kind::Field, value, blanks: Blanks::Trim }
    }

    /// These characters.
    #[must_use]
    pub const fn literal(text: &'static str) -> Self {
        Self { name: Cow::Borrowed(text), kind: Kind::Literal, value: Value::Text, blanks: Blanks::Trim }
    }

    /// The same part, whose blanks are part of the key.
    #[must_use]
    pub const fn keep(mut self) -> Self {
        self.blanks = Blanks::Keep;
        self
    }

    /// The same part without blanks at both ends.
    #[must_use]
    pub const fn trim_both(mut self) -> Self {
        self.blanks = Blanks::TrimBoth;
        self
    }

    /// How many characters it always has: those of a literal or the company, and of a kept `char` or `date`.
    ///
    /// ```
    /// use depara_key::{Part, Value};
    ///
    /// assert_eq!(Part::field("A1_COD", Value::Char(6)).keep().width(), Some(6));
    /// assert_eq!(Part::field("A1_COD", Value::Char(6)).width(), None);
    /// ```
    #[must_use]
    pub fn width(&self) -> Option<usize> {
        match (&self.kind, self.value, self.blanks) {
            (Kind::Literal, ..) => Some(self.name.chars().count()),
            (Kind::Company, ..) => Some(COMPANY_WIDTH),
            (_, Value::Char(width), Blanks::Keep) => Some(width as usize),
            (_, Value::Date, Blanks::Keep) => Some(DATE_WIDTH),
            _ => None,
        }
    }
}

/// The characters of a company group.
pub(crate) const COMPANY_WIDTH: usize = 2;
/// The characters of a day.
pub(crate) const DATE_WIDTH: usize = 8;

/// As a mapping writes it.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut open = None;
        for (index, segment) in self.segments.iter().enumerate() {
            let starts = segment.group.is_some() && segment.group != open;
            let close = if open.is_some() && segment.group != open { " ]" } else { "" };
            f.write_str(close)?;
            if index > 0 {
                write!(f, " {} ", self.separator)?;
            }
            write!(f, "{}{segment}", if starts { "[ " } else { "" })?;
            open = segment.group;
        }
        f.write_str(if open.is_some() { " ]" } else { "" })
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.parts.iter().enumerate() {
            write!(f, "{}{part}", if index > 0 { " + " } else { "" })?;
        }
        f.write_str(if self.optional { "?" } else { "" })
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.kind, self.value) {
            (Kind::Literal, _) => return write!(f, "\"{}\"", self.name.replace('\\', "\\\\").replace('"', "\\\"")),
            (Kind::Field, value) if value != Value::Text => write!(f, "{} {value}", self.name)?,
            _ => f.write_str(&self.name)?,
        }
        f.write_str(match self.blanks {
            Blanks::Trim => "",
            Blanks::TrimBoth => " trim both",
            Blanks::Keep => " keep",
        })
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("text"),
            Self::Char(width) => write!(f, "char({width})"),
            Self::Int => f.write_str("int"),
            Self::Date => f.write_str("date"),
            Self::Any => f.write_str("any"),
        }
    }
}
