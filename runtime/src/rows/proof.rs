//! Which De-Para rows an answer proves.

use super::{Row, RowError};
use crate::envelope::InternalIdPair;
use crate::info::{AdapterInfo, DeParaInfo, DeParaMode};
use depara_key::KeyError;
use std::borrow::Cow;
use std::fmt;

/// What an answer says of one record: the entry of its `ListOfInternalId`.
///
/// ```
/// use depara::envelope::InternalIdPair;
/// use depara::rows::Pair;
///
/// let pair = Pair { name: "Currency", origin: "01||01", destination: "R$" };
/// let entry = InternalIdPair { name: Some("Currency".into()), origin: Some("01||01".into()), destination: Some("R$".into()) };
/// assert_eq!(Pair::from(&entry), pair);
/// assert_eq!(pair.to_string(), "Currency: `01||01` is `R$`");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair<'a> {
    /// What the record is, in the words of the system that answers.
    pub name: &'a str,
    /// The key in the system that sent the original message.
    pub origin: &'a str,
    /// The key in the system that answers.
    pub destination: &'a str,
}

/// The rows that an answer proves, and what it leaves open.
///
/// ```
/// use depara::rows::{Pair, Reason, proved_rows};
///
/// // Without adapters nothing can be proved, and that is said.
/// let proof = proved_rows(&[], [Pair { name: "Currency", origin: "01||01", destination: "R$" }], None);
/// assert!(proof.rows.is_empty());
/// assert_eq!(proof.undecided[0].reason, Reason::NoTable);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proof<'a> {
    /// The rows, each once, in the order of the answer.
    pub rows: Vec<Row>,
    /// The pairs that are no row, or of which nobody can say which row they are.
    pub undecided: Vec<Undecided<'a>>,
}

/// A pair that proves no row.
///
/// ```
/// use depara::rows::{Pair, Reason, Undecided};
///
/// let pair = Pair { name: "Currency", origin: "01||01", destination: "R$" };
/// let undecided = Undecided { pair, reason: Reason::NoTable };
/// assert_eq!(undecided.to_string(), "Currency: `01||01` is `R$`: the adapters have no De-Para with rows");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pair}: {reason}")]
pub struct Undecided<'a> {
    /// The pair.
    pub pair: Pair<'a>,
    /// Why.
    #[source]
    pub reason: Reason,
}

/// Why a pair proves no row.
///
/// ```
/// use depara::rows::{Reason, RowError};
///
/// let reason = Reason::from(RowError::Identical { table: "GCONSIST" });
/// assert_eq!(reason.to_string(), "De-Para `GCONSIST` has no rows: both systems use one code");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// More than one De-Para takes both keys, and the name of the pair does not choose one.
    #[error("it can be a row of {}", Choice(.candidates))]
    Ambiguous {
        /// The rows it can be.
        candidates: Vec<Row>,
    },
    /// No De-Para takes both keys; this is the nearest one's error.
    #[error(transparent)]
    NoFit(#[from] RowError),
    /// There is no De-Para to choose from.
    #[error("the adapters have no De-Para with rows")]
    NoTable,
}

/// The De-Para rows that an answer to a message of `adapters` proves.
///
/// `answered_by_internal` says which side answered, where that is known: the destination of each pair is the key of that side.
/// Otherwise each pair is tried both ways. A pair that several De-Paras take is a row of the one that its name names, in its table or
/// its title; nothing is guessed beyond that.
pub fn proved_rows<'a>(
    adapters: &[&AdapterInfo],
    pairs: impl IntoIterator<Item = Pair<'a>>,
    answered_by_internal: Option<bool>,
) -> Proof<'a> {
    let deparas = adapters.iter().flat_map(|adapter| adapter.deparas);
    let deparas: Vec<_> = deparas.copied().filter(|depara| depara.mode != DeParaMode::Identical).collect();
    let mut proof = Proof::default();
    for pair in pairs {
        match decide(&deparas, pair, answered_by_internal) {
            Ok(row) if proof.rows.contains(&row) => {}
            Ok(row) => proof.rows.push(row),
            Err(reason) => proof.undecided.push(Undecided { pair, reason }),
        }
    }
    proof
}

/// The one row that a pair is.
fn decide(deparas: &[&DeParaInfo], pair: Pair<'_>, answered_by_internal: Option<bool>) -> Result<Row, Reason> {
    let ways = answered_by_internal.map_or(vec![true, false], |way| vec![way]);
    let mut fits: Vec<(&DeParaInfo, Row)> = Vec::new();
    let mut nearest: Option<(Nearness, RowError)> = None;
    for depara in deparas {
        for &internal_answers in &ways {
            let (internal, external) = if internal_answers { (pair.destination, pair.origin) } else { (pair.origin, pair.destination) };
            match depara.row(internal, external) {
                Ok(row) if fits.iter().any(|(_, other)| *other == row) => {}
                Ok(row) => fits.push((depara, row)),
                Err(error) => {
                    let nearness = nearness(depara, pair, external, &error);
                    if nearest.as_ref().is_none_or(|(best, _)| nearness > *best) {
                        nearest = Some((nearness, error));
                    }
                }
            }
        }
    }
    if fits.len() > 1 && fits.iter().filter(|(depara, _)| names(pair, depara)).count() == 1 {
        fits.retain(|(depara, _)| names(pair, depara));
    }
    let mut candidates: Vec<Row> = fits.into_iter().map(|(_, row)| row).collect();
    match (candidates.pop(), nearest) {
        (Some(row), _) if candidates.is_empty() => Ok(row),
        (Some(row), _) => {
            candidates.push(row);
            Err(Reason::Ambiguous { candidates })
        }
        (None, Some((_, error))) => Err(Reason::NoFit(error)),
        (None, None) => Err(Reason::NoTable),
    }
}

/// Whether the name of the pair names the De-Para.
fn names(pair: Pair<'_>, depara: &DeParaInfo) -> bool {
    let name = pair.name.to_lowercase();
    name == depara.table.to_lowercase() || name == depara.title.to_lowercase()
}

/// How near two keys are to a row: whether the name names it, whether one of the keys fits, and how far the other one does.
type Nearness = (bool, bool, usize);

fn nearness(depara: &DeParaInfo, pair: Pair<'_>, external: &str, error: &RowError) -> Nearness {
    let (one_fits, source) = match error {
        RowError::Internal { source, .. } => (depara.external.shape.parse(external).is_ok(), source),
        RowError::External { source, .. } => (true, source),
        RowError::Identical { .. } => return (false, false, 0),
    };
    let reached = if matches!(source, KeyError::SegmentCount { .. }) { 0 } else { source.place().segment };
    (names(pair, depara), one_fits, reached)
}

/// An entry of an answer; what it leaves out is empty.
impl<'a> From<&'a InternalIdPair<'_>> for Pair<'a> {
    fn from(pair: &'a InternalIdPair<'_>) -> Self {
        let InternalIdPair { name, origin, destination } = pair;
        let text = |text: &'a Option<Cow<'_, str>>| text.as_deref().unwrap_or_default();
        Self { name: text(name), origin: text(origin), destination: text(destination) }
    }
}

impl fmt::Display for Pair<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: `{}` is `{}`", self.name, self.origin, self.destination)
    }
}

/// `FCxa (2|19 = …) or FCONVENIO (2|19 = …)`.
struct Choice<'a>(&'a [Row]);

impl fmt::Display for Choice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Row { table, internal, external, .. }) in self.0.iter().enumerate() {
            write!(f, "{}`{table}` (`{internal}` = `{external}`)", if index > 0 { " or " } else { "" })?;
        }
        Ok(())
    }
}
