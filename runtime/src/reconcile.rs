//! Reconciliation of two De-Paras: what RM has recorded against what Protheus has recorded.
//!
//! A pair of keys is in order when both sides have it. [`Reconciler`] takes the rows of both sides and [`Reconciler::finish`] says what is
//! not in order: orphans, duplicates, and rows that nearly match, with the [`Cause`] of the difference, and for each finding the
//! [`Remedy`]: which rows are to be removed and which pair a load (message INTERNALIDLOAD) is to bring.
//!
//! Memory holds the rows of the left side, some hundred bytes each, and of the right side those that have no exact partner; the right side as
//! a whole is never held. Nothing is guessed: where both of two keys could be right, the finding says so and has no remedy.

mod explain;
mod finish;
mod kept;
mod names;
mod near;
mod remedy;

pub use explain::{Cause, Difference};
pub use remedy::{LoadPair, Remedy};

use crate::environment::{Environment, Sharing};
use crate::info::AdapterInfo;
use crate::list::ListedRow;
use depara_key::KeyError;
use kept::{Blanks, Rows, Widths};
pub(crate) use names::Names;

/// Takes the rows of both sides; the left one first.
///
/// ```
/// # use depara::key::{Part, Segment, Shape, Value};
/// # use depara::rules::AdapterRules;
/// # use depara::{AdapterInfo, DeParaInfo, DeParaMode, KeyInfo, Version};
/// # use std::borrow::Cow;
/// # const PARTS: &[Segment] = &[
/// #     Segment { parts: Cow::Borrowed(&[Part::company()]), optional: false, group: None },
/// #     Segment { parts: Cow::Borrowed(&[Part::field("CTO_MOEDA", Value::Char(2))]), optional: false, group: None },
/// # ];
/// # static EXTERNAL: Shape = Shape { name: Cow::Borrowed("CTO.CTO_MOEDA"), segments: Cow::Borrowed(PARTS), separator: '|' };
/// # const SYMBOL: Segment = Segment { parts: Cow::Borrowed(&[Part::field("SIMBOLO", Value::Text)]), optional: false, group: None };
/// # static INTERNAL: Shape = Shape { name: Cow::Borrowed("GMOEDA"), segments: Cow::Borrowed(&[SYMBOL]), separator: '|' };
/// # static KEY: KeyInfo = KeyInfo { alias: "CTO", field: "CTO_MOEDA", system: "PROTHEUS", shape: &EXTERNAL };
/// # static GMOEDA: DeParaInfo = DeParaInfo {
/// #     table: "GMOEDA", title: "Moeda", system: "RM", transaction: "CURRENCY", internal: &INTERNAL, external: &KEY,
/// #     mode: DeParaMode::Rows,
/// # };
/// # static CURRENCY: AdapterInfo = AdapterInfo {
/// #     name: "Currency", title: "Moeda", routines: &[], message: "CURRENCY", version: Version::new(2, 1), alias: "CTO", channel: "EAI",
/// #     rules: AdapterRules::NONE, profiles: &[], keys: &[&KEY], loads: &[], deparas: &[&GMOEDA],
/// # };
/// use depara::list::ListedRow;
/// use depara::reconcile::{Cause, Finding, Reconciler};
///
/// // `CURRENCY` comes with the generated code of the adapter.
/// let mut reconciler = Reconciler::new(&[&CURRENCY], None);
/// let rm = |internal, external| ListedRow { table: "GMOEDA", internal, external, ..ListedRow::default() };
/// let protheus = |internal, external| ListedRow { alias: "CTO", field: "CTO_MOEDA", internal, external, ..ListedRow::default() };
/// reconciler.left(2, &rm("R$", "01|01"))?;
/// reconciler.left(3, &rm("US$", "01|2"))?;
/// reconciler.right(2, &protheus("US$", "01|02"))?;
/// reconciler.right(3, &protheus("R$", "01|01"))?;
///
/// let reconciliation = reconciler.finish();
/// assert_eq!(reconciliation.matched, 1);
/// let [finding] = reconciliation.findings.as_slice() else { panic!("one finding") };
/// let Finding::Near { left, right, differences, .. } = finding else { panic!("a near miss") };
/// assert_eq!((left.line, right.line, differences[0].cause), (3, 2, Cause::LostZero));
/// // Protheus builds the key, so the row of RM goes and a load brings it back as Protheus has it.
/// assert_eq!(finding.remedy().remove, [left.place()]);
/// assert_eq!(finding.remedy().load.as_ref().map(|pair| pair.external.as_str()), Some("01|02"));
/// # Ok::<(), depara::reconcile::UnknownName>(())
/// ```
#[derive(Debug)]
pub struct Reconciler {
    names: Names,
    left: Rows,
    right: Rows,
    widths: [Widths; 2],
    duplicates: Vec<Finding>,
    right_rows: u64,
}

/// One of the two files.
///
/// ```
/// use depara::reconcile::Side;
///
/// assert_eq!(Side::Left.other(), Side::Right);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// That of the internal system, RM, whose keys of its own are taken for right where both sides could be.
    Left,
    /// That of the external system, Protheus, which builds the external keys.
    Right,
}

/// A row and where it stands.
///
/// ```
/// use depara::reconcile::{RowAt, Side};
///
/// let row = RowAt { side: Side::Right, line: 7, name: "SA1.A1_COD".into(), internal: "0|1".into(), external: "01||1|01|C".into() };
/// assert_eq!(row.place(), (Side::Right, 7));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowAt {
    /// In which file.
    pub side: Side,
    /// In which line.
    pub line: u64,
    /// The table, or alias and field: `FCFO`, `SA1.A1_COD`.
    pub name: String,
    /// The key of the internal system, with its blanks.
    pub internal: String,
    /// The key of the external system, with its blanks.
    pub external: String,
}

/// Something that is not in order.
///
/// ```
/// use depara::reconcile::{Finding, Remedy, RowAt, Side};
///
/// let row = RowAt { side: Side::Left, line: 7, name: "FCFO".into(), internal: "0|1".into(), external: "01||1|01|C".into() };
/// let finding = Finding::Orphan { row: row.clone(), misfit: None, remedy: Remedy::default() };
/// assert_eq!(finding.rows(), [&row]);
/// assert!(finding.remedy().is_by_hand());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// One side has the pair, and the other has nothing like it.
    Orphan {
        /// The row.
        row: RowAt,
        /// Why its keys are not what they should be, if so.
        misfit: Option<Misfit>,
        /// What to do.
        remedy: Remedy,
    },
    /// One file has the same pair, or one of its keys, twice.
    Duplicate {
        /// Which key is there twice.
        kind: Repetition,
        /// The row that comes first, or the one that the other side has too.
        first: RowAt,
        /// The other one.
        row: RowAt,
        /// What to do.
        remedy: Remedy,
    },
    /// Both sides have the pair but for differences whose causes are known.
    Near {
        /// The row of the left side.
        left: RowAt,
        /// The row of the right side.
        right: RowAt,
        /// How they differ; the most telling first, at least one.
        differences: Vec<Difference>,
        /// What to do.
        remedy: Remedy,
    },
    /// Both sides have the internal key, with the external keys of two records.
    Disagreement {
        /// The row of the left side.
        left: RowAt,
        /// The row of the right side.
        right: RowAt,
        /// Nothing: a person has to say which record it is.
        remedy: Remedy,
    },
    /// Both sides have the pair, and its keys are not what they should be.
    Unfit {
        /// The row of the left side.
        left: RowAt,
        /// The row of the right side.
        right: RowAt,
        /// Why.
        misfit: Misfit,
        /// What to do.
        remedy: Remedy,
    },
}

/// Which key one file has twice.
///
/// ```
/// use depara::reconcile::Repetition;
///
/// assert!(Repetition::Pair < Repetition::Internal);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Repetition {
    /// The whole pair.
    Pair,
    /// The internal key, with two external ones.
    Internal,
    /// The external key, with two internal ones of one coligada.
    External,
}

/// Why a key is not what it should be.
///
/// ```
/// use depara::environment::Sharing;
/// use depara::reconcile::Misfit;
///
/// let misfit = Misfit::Branch { alias: "SA1".into(), branch: "02AM0001".into(), sharing: Sharing::SHARED };
/// assert_eq!(misfit.to_string(), "the branch `02AM0001` does not fit: table `SA1` has the sharing mode `CCC`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Misfit {
    /// The internal key does not have its form.
    #[error("internal key: {0}")]
    Internal(#[source] KeyError),
    /// The external key does not have its form.
    #[error("external key: {0}")]
    External(#[source] KeyError),
    /// The branch of the external key is filled at levels at which the table is shared, or empty where it is exclusive.
    #[error("the branch `{branch}` does not fit: table `{alias}` has the sharing mode `{sharing}`")]
    Branch {
        /// The table.
        alias: String,
        /// The branch in the key.
        branch: String,
        /// How the installation shares the table.
        sharing: Sharing,
    },
}

/// A row whose table or alias no mapping has.
///
/// ```
/// let unknown = depara::reconcile::UnknownName { found: "FCFOS".into(), known: vec!["FCFO".into()] };
/// assert_eq!(unknown.to_string(), "no De-Para of the mappings is called `FCFOS`; known are FCFO");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no De-Para of the mappings is called `{found}`; known are {}", if .known.is_empty() { "none".to_owned() } else { .known.join(", ") })]
pub struct UnknownName {
    /// The table, or alias and field.
    pub found: String,
    /// The names that there are.
    pub known: Vec<String>,
}

/// What a comparison has found.
///
/// ```
/// use depara::reconcile::{Reconciler, Reconciliation};
///
/// let found = Reconciler::new(&[], None).finish();
/// assert!(found.is_clean());
/// assert_eq!(found, Reconciliation::default());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reconciliation {
    /// Rows of the left side.
    pub left_rows: u64,
    /// Rows of the right side.
    pub right_rows: u64,
    /// Pairs that both sides have.
    pub matched: u64,
    /// What is not in order: duplicates, near misses, disagreements, misfits, orphans; within each kind by line.
    pub findings: Vec<Finding>,
    /// Rows that were not compared with every row that they might nearly match, because there were too many.
    pub cut_short: u64,
}

impl Reconciler {
    /// Nothing yet. The adapters say which tables and aliases belong together and what their keys look like; the environment, where one is
    /// given, how wide fields are and how tables are shared.
    #[must_use]
    pub fn new(adapters: &[&'static AdapterInfo], environment: Option<&Environment>) -> Self {
        Self {
            names: Names::new(adapters, environment),
            left: Rows::default(),
            right: Rows::default(),
            widths: [Widths::default(); 2],
            duplicates: Vec::new(),
            right_rows: 0,
        }
    }

    /// Takes a row of the left side.
    ///
    /// # Errors
    /// When the mappings do not know its table or alias: such a row is not compared.
    pub fn left(&mut self, line: u64, row: &ListedRow<'_>) -> Result<(), UnknownName> {
        let name = self.names.find(row)?;
        let keys = (row.internal, row.external);
        self.widths[0].add(keys);
        let family = self.names.name(name).family;
        if let Some(first) = self.left.find(family, keys) {
            let first = self.left.row_at(&self.names, Side::Left, first, Blanks::OWN);
            self.duplicates.push(repeated(first, self.row_at(Side::Left, line, name, keys)));
            return Ok(());
        }
        let fit = self.names.fit(name, keys.0.trim_end(), keys.1.trim_end()).ok();
        self.left.push(family, name, line, keys, fit);
        Ok(())
    }

    /// Takes a row of the right side, after those of the left one.
    ///
    /// # Errors
    /// As of [`Reconciler::left`].
    pub fn right(&mut self, line: u64, row: &ListedRow<'_>) -> Result<(), UnknownName> {
        let name = self.names.find(row)?;
        let keys = (row.internal, row.external);
        self.widths[1].add(keys);
        self.right_rows = self.right_rows.saturating_add(1);
        let family = self.names.name(name).family;
        let partner = self.left.find(family, keys).filter(|place| self.names.agree(self.left.name(*place), name));
        if let Some(place) = partner {
            if let Some(first) = self.left.join(place, name, line, keys) {
                let first = self.row_at(Side::Right, first, name, keys);
                self.duplicates.push(repeated(first, self.row_at(Side::Right, line, name, keys)));
            }
            return Ok(());
        }
        if let Some(first) = self.right.find(family, keys) {
            let first = self.right.row_at(&self.names, Side::Right, first, Blanks::OWN);
            self.duplicates.push(repeated(first, self.row_at(Side::Right, line, name, keys)));
            return Ok(());
        }
        let fit = self.names.fit(name, keys.0.trim_end(), keys.1.trim_end()).ok();
        self.right.push(family, name, line, keys, fit);
        Ok(())
    }

    /// What is not in order.
    #[must_use]
    pub fn finish(self) -> Reconciliation {
        finish::finish(self)
    }

    fn row_at(&self, side: Side, line: u64, name: u16, (internal, external): (&str, &str)) -> RowAt {
        let name = self.names.name(name).shown.clone();
        RowAt { side, line, name, internal: internal.to_owned(), external: external.to_owned() }
    }
}

/// The same pair once more: the later row goes.
fn repeated(first: RowAt, row: RowAt) -> Finding {
    let remedy = Remedy { remove: vec![row.place()], load: None };
    Finding::Duplicate { kind: Repetition::Pair, first, row, remedy }
}

impl Side {
    /// The other file.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

impl RowAt {
    /// File and line.
    #[must_use]
    pub fn place(&self) -> (Side, u64) {
        (self.side, self.line)
    }
}

impl Finding {
    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> &Remedy {
        match self {
            Self::Orphan { remedy, .. }
            | Self::Duplicate { remedy, .. }
            | Self::Near { remedy, .. }
            | Self::Disagreement { remedy, .. }
            | Self::Unfit { remedy, .. } => remedy,
        }
    }

    /// Its rows: one or two.
    #[must_use]
    pub fn rows(&self) -> Vec<&RowAt> {
        match self {
            Self::Orphan { row, .. } => vec![row],
            Self::Duplicate { first, row, .. } => vec![row, first],
            Self::Near { left, right, .. } | Self::Disagreement { left, right, .. } | Self::Unfit { left, right, .. } => vec![left, right],
        }
    }
}

impl Reconciliation {
    /// Whether both sides have the same pairs, each once and as they should be.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }
}
