//! Loads of the De-Para: pairs of keys go to the ERP, and its answer says which of them it has recorded.
//!
//! RM sends the key of each record with a mask, by which routine INTIATU01 of Protheus finds the record; the answer has, pair by pair, the
//! key that Protheus has recorded or the reason why it has not. What stands here knows no message: it checks pairs ([`Load::of`]), cuts
//! them into [`Batch`]es, reads answers ([`Load::read_answer`]) and makes them ([`Load::reply`]). The shipped mappings join it to the message
//! INTERNALIDLOAD; a team with mappings of its own needs `load` lines in its keys, and the few lines that move the texts into its own
//! records and out of them.

mod answer;
mod form;
mod pairs;
mod problem;
mod reply;

pub use answer::{Answer, Answered, Sent, Stray, StrayKind, Verdict};
pub use problem::{Problem, ProblemKind};
pub use reply::Reply;

pub(crate) use form::mask_values;

use crate::info::{LoadInfo, MessageInfo};
use crate::key::Key;
use depara_key::Parts;
use std::fmt;
use std::num::NonZeroUsize;

/// What may be loaded of a list or of a message, and what may not.
///
/// ```
/// use depara::load::{Load, Position, Wanted};
///
/// // Without adapters there is nothing to load, and that is said.
/// let wanted = Wanted { internal: "0|1", mask: "01;C1", ..Wanted::new(Position::Row(2), "CUSTOMERVENDOR") };
/// let load = Load::of(&[], [wanted]);
/// assert!(load.pairs.is_empty());
/// assert_eq!(load.problems[0].to_string(), "row 2 (CUSTOMERVENDOR `0|1`): no load knows the entity `CUSTOMERVENDOR`; known are none");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Load {
    /// The pairs that are well formed, each record once.
    pub pairs: Vec<Pair>,
    /// The others, with the reason.
    pub problems: Vec<Problem>,
}

/// A pair as a list or a message has it. Of mask, key and values, what is not there stays empty.
///
/// ```
/// use depara::load::{Position, Wanted};
///
/// let values = [("A1_COD", "000000001"), ("A1_LOJA", "01")];
/// let wanted = Wanted { internal: "0|000000001", values: &values, ..Wanted::new(Position::Row(7), "CUSTOMERVENDOR") };
/// assert_eq!(wanted.mask, "");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'r> {
    /// Where it stands.
    pub position: Position,
    /// The message whose keys it joins, in any case: `CUSTOMERVENDOR`; or the De-Para table of the internal system: `FCFO`.
    pub entity: &'r str,
    /// The key of the internal system: `0|000000001`.
    pub internal: &'r str,
    /// By what the ERP finds the record: `01;C000000001`.
    pub mask: &'r str,
    /// The key of the ERP, where it is known: `01||000000001|01|C`. It gives the mask the values that both have.
    pub key: &'r str,
    /// Values of the mask by the names of their fields: `A1_COD`. Names of other masks are passed over.
    pub values: &'r [(&'r str, &'r str)],
}

/// Where a pair stands.
///
/// ```
/// use depara::load::Position;
///
/// assert_eq!(Position::Row(12).to_string(), "row 12");
/// assert_eq!(Position::Pair { entity: 2, pair: 13 }.to_string(), "entity 2, pair 13");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// In a list: its line, or however else the caller counts.
    Row(usize),
    /// In a message: the entity, and the pair within it, both counted from one.
    Pair {
        /// The entity.
        entity: usize,
        /// The pair within the entity.
        pair: usize,
    },
}

/// A pair that may be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Where it stands.
    pub position: Position,
    /// The entity, which is the message whose keys it joins: `CUSTOMERVENDOR`.
    pub entity: &'static str,
    /// Which mask and which key it has.
    pub load: &'static LoadInfo,
    /// The key of the internal system: `0|000000001`.
    pub internal: String,
    /// The values of the mask.
    pub values: Parts,
}

/// As many pairs as one message takes, by entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch<'l> {
    /// The entities in the order of the load, each with its pairs.
    pub entities: Vec<(&'static str, &'l [Pair])>,
}

impl<'r> Wanted<'r> {
    /// A pair of which only place and entity are known.
    #[must_use]
    pub const fn new(position: Position, entity: &'r str) -> Self {
        Self { position, entity, internal: "", mask: "", key: "", values: &[] }
    }
}

impl Pair {
    /// The mask: `01;C000000001`.
    #[must_use]
    pub fn mask(&self) -> String {
        self.load.mask.text(&self.values)
    }

    /// The mask as the type that generated code has for it, such as `Sa1A1CodLoad`; `None` where it is a mask of another form.
    #[must_use]
    pub fn typed<M: Key>(&self) -> Option<M> {
        (M::INFO.shape == self.load.mask).then(|| M::from_parts(self.values.clone()))
    }
}

impl Load {
    /// The same pairs by entity, the entities in `order`, which is that of the initial load; those that it does not name come last. Within
    /// an entity pairs stay as they are.
    #[must_use]
    pub fn in_order(mut self, order: &[&MessageInfo]) -> Self {
        let mut met: Vec<&'static str> = Vec::new();
        for pair in &self.pairs {
            if !met.contains(&pair.entity) {
                met.push(pair.entity);
            }
        }
        let rank = |entity: &str| {
            let planned = order.iter().position(|message| message.name == entity).unwrap_or(order.len());
            (planned, met.iter().position(|name| *name == entity))
        };
        self.pairs.sort_by_cached_key(|pair| rank(pair.entity));
        self
    }

    /// The pairs, at most `limit` of them in a batch: one batch for each message that is to be sent.
    pub fn batches(&self, limit: NonZeroUsize) -> impl Iterator<Item = Batch<'_>> {
        self.pairs.chunks(limit.get()).map(|pairs| {
            let entities = pairs.chunk_by(|one, next| one.entity == next.entity);
            Batch { entities: entities.filter_map(|pairs| Some((pairs.first()?.entity, pairs))).collect() }
        })
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row(row) => write!(f, "row {row}"),
            Self::Pair { entity, pair } => write!(f, "entity {entity}, pair {pair}"),
        }
    }
}
