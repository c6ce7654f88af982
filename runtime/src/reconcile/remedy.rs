//! What brings both sides together again.

use super::names::{Form, Names, parse};
use super::{Cause, Difference, RowAt, Side};
use crate::environment::Sharing;
use crate::list::ListedRow;

/// What is to be done about a finding. Where it is empty, a person has to decide.
///
/// Rows are removed by hand: no message takes a row out of the De-Para of the other side. What is to be loaded goes with the message
/// INTERNALIDLOAD: Protheus finds the record, records its own key and answers with it, and RM records the answer. A record that Protheus
/// does not find any more is refused there, and its row is an orphan that may be removed.
///
/// ```
/// use depara::reconcile::{Remedy, Side};
///
/// let remedy = Remedy { remove: vec![(Side::Left, 7)], load: None };
/// assert!(!remedy.is_by_hand());
/// assert!(Remedy::default().is_by_hand());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remedy {
    /// The rows that are wrong: file and line.
    pub remove: Vec<(Side, u64)>,
    /// The pair that both sides are to have.
    pub load: Option<LoadPair>,
}

/// A pair that both sides are to have.
///
/// ```
/// use depara::reconcile::{LoadPair, Side};
///
/// let pair = LoadPair {
///     entity: "CURRENCY",
///     table: "GMOEDA",
///     space: "CTO.CTO_MOEDA".into(),
///     internal: "R$".into(),
///     external: "01||01".into(),
/// };
/// assert_eq!(pair.listed(Side::Left).table, "GMOEDA");
/// assert_eq!((pair.listed(Side::Right).alias, pair.listed(Side::Right).field), ("CTO", "CTO_MOEDA"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadPair {
    /// The message whose keys it joins: `CUSTOMERVENDOR`.
    pub entity: &'static str,
    /// The table of the internal system: `FCFO`.
    pub table: &'static str,
    /// Alias and field of the external key: `SA1.A1_COD`.
    pub space: String,
    /// The key of the internal system.
    pub internal: String,
    /// The key of the external system, from which the load takes the mask.
    pub external: String,
}

impl Remedy {
    /// Whether nobody but a person can say what is to be done.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        self.remove.is_empty() && self.load.is_none()
    }
}

/// The pair as both sides are to have it, in its one form.
fn pair(form: &Form, internal: &str, external: &str) -> Option<LoadPair> {
    let text = |shape: &depara_key::Shape, key: &str| Some(shape.text(&parse(shape, key.trim_end_matches(' ')).ok()?));
    Some(LoadPair {
        entity: form.info.transaction,
        table: form.info.table,
        space: format!("{}.{}", form.info.external.alias, form.info.external.field),
        internal: text(&form.internal, internal)?,
        external: text(&form.external, external)?,
    })
}

/// Of a row that one side has alone: the other side gets it.
pub(super) fn of_orphan(names: &Names, row: &RowAt, form: Option<u16>) -> Remedy {
    let load = names.form(form).and_then(|form| pair(form, &row.internal, &row.external));
    let remove = load.iter().filter(|load| differs(load, row)).map(|_| row.place()).collect();
    Remedy { remove, load }
}

/// Of two rows that nearly match: the external key as Protheus has it, the internal one as RM has it, where these have their form; else that
/// of the other side. A key that has lost its zeros is the wrong one, whoever has it. What differs from the pair goes.
pub(super) fn of_near(
    names: &Names,
    (left, left_name): (&RowAt, u16),
    (right, right_name): (&RowAt, u16),
    differences: &[Difference],
) -> Remedy {
    let has = |cause, external| differences.iter().any(|found| (found.cause, found.external) == (cause, external));
    let mut externals = [(right_name, right), (left_name, left)];
    if has(Cause::LostZero, true) {
        externals.sort_by_key(|(_, row)| std::cmp::Reverse(row.external.trim_end().len()));
    }
    for (name, source) in externals {
        // A key of Protheus stands under its own alias; a key of RM under any that its table can have.
        let of_left = names.name(left_name).forms.iter().filter(|_| name == left_name);
        let forms = of_left.chain(&names.name(right_name).forms).filter_map(|place| names.form(Some(*place)));
        for form in forms {
            let mut internals = [left, right].map(|row| row.internal.as_str());
            if has(Cause::LostZero, false) {
                internals.sort_by_key(|internal| std::cmp::Reverse(internal.trim_end().len()));
            }
            if has(Cause::Coligada, false)
                && let Some(sharing) = names.sharing(form)
            {
                // Records of a table that is shared at every level are global in RM: coligada 0.
                internals.sort_by_key(|internal| is_global(internal) != (sharing == Sharing::SHARED));
            }
            let fits = |internal: &&str| names.fit_form(form, internal.trim_end(), source.external.trim_end()).is_ok();
            let Some(load) = internals.into_iter().find(fits).and_then(|internal| pair(form, internal, &source.external)) else { continue };
            let has_other_alias = right.name.contains('.') && !right.name.eq_ignore_ascii_case(&load.space);
            let wrong = [(left, differs(&load, left)), (right, differs(&load, right) || has_other_alias)];
            let remove = wrong.into_iter().filter(|(_, is_wrong)| *is_wrong).map(|(row, _)| row.place()).collect();
            return Remedy { remove, load: Some(load) };
        }
    }
    Remedy::default()
}

/// Of a row that both sides have with a branch that does not fit: both go, and Protheus builds the key anew.
pub(super) fn of_branch(names: &Names, left: &RowAt, right: &RowAt, name: u16) -> Remedy {
    let forms = names.name(name).forms.iter().filter_map(|form| names.form(Some(*form)));
    let load = forms.into_iter().find_map(|form| pair(form, &left.internal, &left.external));
    let remove = if load.is_some() { vec![left.place(), right.place()] } else { Vec::new() };
    Remedy { remove, load }
}

fn differs(load: &LoadPair, row: &RowAt) -> bool {
    (load.internal.as_str(), load.external.as_str()) != (row.internal.as_str(), row.external.as_str())
}

fn is_global(internal: &str) -> bool {
    internal.split('|').next().is_some_and(|coligada| coligada.trim() == "0")
}

impl LoadPair {
    /// The row of a list that has this pair on a side.
    #[must_use]
    pub fn listed(&self, side: Side) -> ListedRow<'_> {
        let (alias, field) = self.space.split_once('.').unwrap_or_default();
        let row = ListedRow { internal: &self.internal, external: &self.external, ..ListedRow::default() };
        match side {
            Side::Left => ListedRow { table: self.table, ..row },
            Side::Right => ListedRow { alias, field, ..row },
        }
    }
}
