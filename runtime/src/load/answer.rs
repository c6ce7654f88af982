//! What the ERP answers to a load, pair by pair.

use super::form::disagreement;
use super::{Load, Pair, Position, ProblemKind};
use crate::info::AdapterInfo;
use crate::rows::{self, Reason, Row};
use depara_key::KeyError;
use std::collections::BTreeMap;

/// One line of an answer, as the message has it; what it leaves out is empty.
///
/// ```
/// use depara::load::{Answered, Position};
///
/// let answered = Answered {
///     position: Position::Pair { entity: 1, pair: 1 },
///     entity: "CUSTOMERVENDOR",
///     origin: "0|000000001",
///     destination: "01||000000001|01|C",
///     status: "Ok",
///     text: "",
/// };
/// assert!(answered.is_recorded());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered<'a> {
    /// Where it stands in the answer.
    pub position: Position,
    /// The entity, in any case.
    pub entity: &'a str,
    /// The key of the system that sent the load.
    pub origin: &'a str,
    /// The key that the ERP has recorded.
    pub destination: &'a str,
    /// `OK` or `ERROR`, in any case.
    pub status: &'a str,
    /// What the ERP says of the pair.
    pub text: &'a str,
}

/// What became of a load.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer<'l> {
    /// Every pair that was sent, in the order of the load.
    pub sent: Vec<Sent<'l>>,
    /// Lines of the answer that belong to no pair, or to one that was answered before.
    pub strays: Vec<Stray>,
}

/// A pair that was sent, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent<'l> {
    /// The pair.
    pub pair: &'l Pair,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of a pair that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The ERP has a row for the record.
    Recorded {
        /// Where the answer says so.
        position: Position,
        /// The key of the ERP.
        key: String,
        /// The row of the internal system's De-Para, or why nobody can say which row it is.
        row: Result<Row, Reason>,
        /// What the ERP says beside; not empty where the record had a row before, of which it does not say for which internal key.
        text: String,
    },
    /// The ERP has not recorded the pair.
    Refused {
        /// Where the answer says so.
        position: Position,
        /// The status as it came: `ERROR`, or another word than `OK`.
        status: String,
        /// Why, in the words of the ERP.
        text: String,
    },
    /// The answer says OK with something that is no key of the entity.
    NotAKey {
        /// Where the answer says so.
        position: Position,
        /// What stands there.
        found: String,
        /// What does not fit.
        source: KeyError,
    },
    /// The answer says OK with the key of another record.
    OtherRecord {
        /// Where the answer says so.
        position: Position,
        /// The key.
        found: String,
        /// What differs.
        difference: ProblemKind,
    },
    /// The answer does not mention the pair.
    Unanswered,
}

/// A line of an answer that belongs to no pair.
///
/// ```
/// use depara::load::{Position, Stray, StrayKind};
///
/// let position = Position::Pair { entity: 1, pair: 4 };
/// let stray = Stray { position, entity: "ITEM".into(), origin: "1|7".into(), kind: StrayKind::NotSent };
/// assert_eq!(stray.to_string(), "entity 1, pair 4 (ITEM `1|7`): no such pair was sent");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{position} ({entity} `{origin}`): {kind}")]
pub struct Stray {
    /// Where it stands in the answer.
    pub position: Position,
    /// Its entity, as it came.
    pub entity: String,
    /// Its key of the system that sent the load, as it came.
    pub origin: String,
    /// Why.
    #[source]
    pub kind: StrayKind,
}

/// Why a line of an answer belongs to no pair.
///
/// ```
/// use depara::load::{Position, StrayKind};
///
/// let kind = StrayKind::Again { first: Position::Pair { entity: 1, pair: 2 } };
/// assert_eq!(kind.to_string(), "the pair is answered before, in entity 1, pair 2");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StrayKind {
    /// No such pair was sent.
    #[error("no such pair was sent")]
    NotSent,
    /// The pair was sent and was not well formed, so that nothing can be said of it.
    #[error("the pair was sent in {position} and has a problem of its own")]
    Problem {
        /// Where it was sent.
        position: Position,
    },
    /// The pair was answered before. INTIATU01 answers a pair without an internal key as if it were the one before it.
    #[error("the pair is answered before, in {first}")]
    Again {
        /// Where.
        first: Position,
    },
}

impl Answered<'_> {
    /// Whether the status says that the pair was recorded.
    #[must_use]
    pub fn is_recorded(&self) -> bool {
        self.status.trim().eq_ignore_ascii_case("OK")
    }
}

impl Answer<'_> {
    /// The rows that the answer proves, ready to be stored.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.sent.iter().filter_map(|sent| match &sent.verdict {
            Verdict::Recorded { row, .. } => row.as_ref().ok(),
            _ => None,
        })
    }

    /// Whether every pair was recorded, and nothing else was answered.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.strays.is_empty() && self.sent.iter().all(|sent| matches!(sent.verdict, Verdict::Recorded { .. }))
    }
}

impl Load {
    /// What `answered` says of the pairs of this load, which may have gone out in several messages.
    pub fn read_answer<'l, 'a>(
        &'l self,
        adapters: &[&'static AdapterInfo],
        answered: impl IntoIterator<Item = Answered<'a>>,
    ) -> Answer<'l> {
        let places: BTreeMap<(String, &str), usize> =
            self.pairs.iter().enumerate().map(|(place, pair)| (name(pair.entity, &pair.internal), place)).collect();
        let problems: BTreeMap<(String, &str), Position> =
            self.problems.iter().map(|problem| (name(&problem.entity, &problem.internal), problem.position)).collect();
        let mut verdicts: Vec<Option<(Position, Verdict)>> = vec![None; self.pairs.len()];
        let mut answer = Answer::default();
        for answered in answered {
            let name = name(answered.entity, answered.origin);
            let place = places.get(&name).copied();
            let pair = place.and_then(|place| self.pairs.get(place).zip(verdicts.get_mut(place)));
            let kind = match pair {
                Some((pair, slot @ None)) => {
                    *slot = Some((answered.position, verdict(adapters, pair, &answered)));
                    continue;
                }
                Some((_, Some((first, _)))) => StrayKind::Again { first: *first },
                None => problems.get(&name).map_or(StrayKind::NotSent, |position| StrayKind::Problem { position: *position }),
            };
            let (entity, origin) = (answered.entity.to_owned(), answered.origin.to_owned());
            answer.strays.push(Stray { position: answered.position, entity, origin, kind });
        }
        let verdicts = verdicts.into_iter().map(|verdict| verdict.map_or(Verdict::Unanswered, |(_, verdict)| verdict));
        answer.sent = self.pairs.iter().zip(verdicts).map(|(pair, verdict)| Sent { pair, verdict }).collect();
        answer
    }
}

/// What a pair and its answer are known by: blanks at the end of a key mean nothing.
fn name<'t>(entity: &str, internal: &'t str) -> (String, &'t str) {
    (entity.trim().to_uppercase(), internal.trim_end())
}

fn verdict(adapters: &[&'static AdapterInfo], pair: &Pair, answered: &Answered<'_>) -> Verdict {
    let Answered { position, destination, status, text, .. } = *answered;
    let text = text.trim().to_owned();
    if !answered.is_recorded() {
        return Verdict::Refused { position, status: status.trim().to_owned(), text };
    }
    let shape = pair.load.key.shape;
    let parts = match shape.parse(destination) {
        Ok(parts) => parts,
        Err(source) => return Verdict::NotAKey { position, found: destination.to_owned(), source },
    };
    if let Some(difference) = disagreement(pair.load, &pair.values, &parts) {
        return Verdict::OtherRecord { position, found: destination.to_owned(), difference };
    }
    let key = shape.text(&parts);
    let row = row(adapters, pair, &key);
    Verdict::Recorded { position, key, row, text }
}

/// The one row that the pair and its key are.
fn row(adapters: &[&'static AdapterInfo], pair: &Pair, key: &str) -> Result<Row, Reason> {
    let of_entity: Vec<&AdapterInfo> = adapters.iter().copied().filter(|adapter| adapter.message == pair.entity).collect();
    let found = rows::Pair { name: pair.entity, origin: &pair.internal, destination: key };
    let mut proof = rows::proved_rows(&of_entity, [found], Some(false));
    match (proof.rows.pop(), proof.undecided.pop()) {
        (Some(row), _) => Ok(row),
        (None, Some(undecided)) => Err(undecided.reason),
        (None, None) => Err(Reason::NoTable),
    }
}
