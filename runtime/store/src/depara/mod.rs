//! The De-Para: which key of the internal system is which key of the external one.
//!
//! Keys live in a [`Space`]. What may be done to a pair of keys is the table [`TRUTH`]; what a look-up does when there is no partner is in its
//! type ([`Miss`]). A removed pair leaves a tombstone, and every change has a [`Stamp`], so that an event that comes late never undoes what a
//! newer one has done.

mod batch;
mod change;
mod look_up;
mod many;
mod meeting;
mod rows;
mod space;
mod truth;
mod waiting;

pub use batch::BatchLine;
pub use change::{Done, Populated};
pub use look_up::{Miss, OrAsk, OrCreate, OrDefault, OrFail, OrNone, QuietMiss};
pub use rows::{Ended, FoundRow, RowQuery, RowState, StoredRow};
pub use space::{Cardinality, Direction, Space, SpaceInfo, Wanted};
pub use truth::{Condition, Held, Operation, Refusal, Rule, TRUTH, Verdict};
pub use waiting::{Mapping, PendingMapping};

use crate::{StoreError, Timestamp};
use std::fmt;

/// How many bytes a key has at most. The message INTERNALIDLOAD takes 200 characters (schema `InternalIdLoad_1_000.json`), and an index entry
/// of PostgreSQL holds two keys of this length.
pub(crate) const LONGEST_KEY: usize = 600;

/// One of the two systems of a De-Para.
///
/// ```
/// use depara_store::depara::Side;
///
/// assert_eq!(Side::Internal.other(), Side::External);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The system whose tables name the De-Para: RM.
    Internal,
    /// The other one, whose alias and field name the key: Protheus.
    External,
}

/// Which event brought a change, and when it happened there. Of two stamps the later counts; at the same time the source decides, so that
/// every machine comes to the same end in whatever order the events arrive.
///
/// ```
/// use depara_store::{Timestamp, depara::Stamp};
///
/// let early = Stamp { at: Timestamp::from_micros(1), source: "b" };
/// let late = Stamp { at: Timestamp::from_micros(2), source: "a" };
/// assert!(early < late);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp<'s> {
    /// When it happened: of a message its `GeneratedOn`.
    pub at: Timestamp,
    /// What brought it: of a message its `UUID`, of a person the name.
    pub source: &'s str,
}

/// A key without the blanks at its end, and how many there were: look-ups do not see them (Protheus pads `XXF_INTVAL`), a message has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut<'k> {
    pub(crate) text: &'k str,
    pub(crate) blanks: i64,
}

impl Side {
    /// The other system.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Internal => Self::External,
            Self::External => Self::Internal,
        }
    }

    /// The word in Portuguese.
    #[must_use]
    pub const fn in_portuguese(self) -> &'static str {
        match self {
            Self::Internal => "interna",
            Self::External => "externa",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Internal => "internal",
            Self::External => "external",
        })
    }
}

impl<'k> Cut<'k> {
    pub(crate) fn of(space: &Space, side: Side, key: &'k str) -> Result<Self, StoreError> {
        let text = key.trim_end_matches(' ');
        let blanks = key.len().saturating_sub(text.len());
        if text.is_empty() {
            return Err(StoreError::EmptyKey { space: space.name(), side });
        }
        if key.len() > LONGEST_KEY {
            let (key, found) = (key.chars().take(40).chain(['…']).collect(), key.len());
            return Err(StoreError::KeyTooLong { space: space.name(), side, key, found, limit: LONGEST_KEY });
        }
        Ok(Self { text, blanks: i64::try_from(blanks).unwrap_or(0) })
    }
}

/// A key with its blanks.
pub(crate) fn whole(mut text: String, blanks: i64) -> String {
    let blanks = usize::try_from(blanks).unwrap_or(0).min(LONGEST_KEY);
    text.extend(std::iter::repeat_n(' ', blanks));
    text
}
