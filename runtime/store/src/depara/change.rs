//! The operations on pairs.

use super::meeting::{Keys, Meeting, MetRow};
use super::truth::{Held, Operation, Refusal, Situation, Verdict, decide};
use super::{Cut, RowState, Side, Space, Stamp, whole};
use crate::backend::{Dialect, Value};
use crate::{StoreError, Timestamp, Transaction};

/// What an operation has done.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Done {
    /// There is a new pair.
    Inserted,
    /// A key that waited has its partner. Messages that waited for it may go on.
    Filled {
        /// How many of them wait for nothing more.
        resumed: u64,
    },
    /// The reference has another value.
    Moved {
        /// The value that it had.
        from: String,
    },
    /// The pair was there; a newer event has confirmed it.
    Confirmed,
    /// The pair was there: nothing has changed.
    Unchanged,
    /// The reference is gone.
    Removed {
        /// How many pairs it had.
        pairs: usize,
    },
    /// A newer event has said something else: nothing has changed.
    Stale {
        /// When that happened.
        newer: Timestamp,
    },
}

/// The value of a reference, after it was made sure that there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Populated {
    /// The pair is new.
    Created(String),
    /// It was there.
    Existing(String),
    /// There is none, because a newer event has removed it.
    Stale {
        /// When that happened.
        newer: Timestamp,
    },
}

/// In a slot, for a tombstone that has no partner.
const NO_PARTNER: &str = "†";

const INSERT: &str = "INSERT INTO depara_row (space, state, internal, internal_blanks, internal_slot, external, external_blanks, \
     external_slot, stamp_at, stamp_source, created_at, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)";
// Most pairs are new, and their keys unknown: one statement finds that out and makes them.
const INSERT_UNKNOWN: &str = "INSERT INTO depara_row (space, state, internal, internal_blanks, internal_slot, external, external_blanks, \
     external_slot, stamp_at, stamp_source, created_at, changed_at) \
     SELECT CAST(?1 AS BIGINT), CAST(?2 AS TEXT), CAST(?3 AS TEXT), CAST(?4 AS BIGINT), CAST(?5 AS TEXT), CAST(?6 AS TEXT), \
       CAST(?7 AS BIGINT), CAST(?8 AS TEXT), CAST(?9 AS BIGINT), CAST(?10 AS TEXT), CAST(?11 AS BIGINT), CAST(?11 AS BIGINT) \
     WHERE NOT EXISTS (SELECT 1 FROM depara_row WHERE space = ?1 AND internal = ?3) \
       AND NOT EXISTS (SELECT 1 FROM depara_row WHERE space = ?1 AND external = ?6)";
const SET: &str = "UPDATE depara_row SET state = 'paired', internal = ?2, internal_blanks = ?3, internal_slot = ?4, external = ?5, \
     external_blanks = ?6, external_slot = ?7, stamp_at = ?8, stamp_source = ?9, changed_at = ?10 WHERE id = ?1";
const CONFIRM: &str = "UPDATE depara_row SET stamp_at = ?2, stamp_source = ?3, changed_at = ?4 WHERE id = ?1";
const BURY: &str = "UPDATE depara_row SET state = 'removed', internal_slot = coalesce(external, ?5), external_slot = coalesce(internal, ?5), \
     stamp_at = ?2, stamp_source = ?3, changed_at = ?4 WHERE id = ?1";
const DELETE: &str = "DELETE FROM depara_row WHERE id = ?1";
const END: &str = "INSERT INTO depara_history (space, operation, internal, external, stamp_at, stamp_source, ended_at, ended_source, \
     written_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

impl Transaction<'_> {
    /// Makes a pair of two new keys.
    ///
    /// # Errors
    /// When the truth table refuses it, and those of the data base; so for the others.
    pub fn add(&mut self, space: &Space, internal: &str, external: &str, stamp: Stamp<'_>) -> Result<Done, StoreError> {
        self.change(space, Operation::Add, Side::Internal, internal, Some(external), stamp)
    }

    /// Joins two keys of which one is there: one that waits for its partner, or one that may have several. Messages that waited go on.
    ///
    /// # Errors
    /// As of [`Transaction::add`].
    pub fn link(&mut self, space: &Space, internal: &str, external: &str, stamp: Stamp<'_>) -> Result<Done, StoreError> {
        self.change(space, Operation::Link, Side::Internal, internal, Some(external), stamp)
    }

    /// Gives the reference, a key of the side `of`, another value.
    ///
    /// # Errors
    /// As of [`Transaction::add`].
    pub fn update(&mut self, space: &Space, of: Side, reference: &str, value: &str, stamp: Stamp<'_>) -> Result<Done, StoreError> {
        self.change(space, Operation::Update, of, reference, Some(value), stamp)
    }

    /// Removes every pair of a key. What is left keeps older events from making it again, also when there was nothing.
    ///
    /// # Errors
    /// As of [`Transaction::add`].
    pub fn remove(&mut self, space: &Space, of: Side, reference: &str, stamp: Stamp<'_>) -> Result<Done, StoreError> {
        self.change(space, Operation::Remove, of, reference, None, stamp)
    }

    /// The value of the reference; when it has none, `value`. Of many that do this at once for one reference, one makes the pair and the
    /// others get its value.
    ///
    /// # Errors
    /// As of [`Transaction::add`].
    pub fn populate_or_get(
        &mut self,
        space: &Space,
        of: Side,
        reference: &str,
        value: &str,
        stamp: Stamp<'_>,
    ) -> Result<Populated, StoreError> {
        let keys = keys(space, of, reference, Some(value))?;
        if self.insert_unknown(space, Operation::PopulateOrGet, &keys, stamp)? {
            return Ok(Populated::Created(value.to_owned()));
        }
        let meeting = self.meet(space, &keys)?;
        if decide(Operation::PopulateOrGet, &meeting.situation) == Verdict::Existing {
            let row = meeting.of_reference(&keys).find(|row| row.state == RowState::Paired);
            let other = of.other();
            let value = row.and_then(|row| Some(whole(row.key(other)?.to_owned(), row.blanks(other))));
            return Ok(Populated::Existing(value.unwrap_or_default()));
        }
        match self.act(space, Operation::PopulateOrGet, &keys, &meeting, stamp)? {
            Done::Stale { newer } => Ok(Populated::Stale { newer }),
            _ => Ok(Populated::Created(value.to_owned())),
        }
    }

    fn change(
        &mut self,
        space: &Space,
        operation: Operation,
        of: Side,
        reference: &str,
        value: Option<&str>,
        stamp: Stamp<'_>,
    ) -> Result<Done, StoreError> {
        let keys = keys(space, of, reference, value)?;
        if self.insert_unknown(space, operation, &keys, stamp)? {
            return Ok(Done::Inserted);
        }
        let meeting = self.meet(space, &keys)?;
        self.act(space, operation, &keys, &meeting, stamp)
    }

    /// Makes the pair when no row has one of its keys, not even a tombstone, and the truth table lets it in then. Only where there is a way to a
    /// server to be saved: SQLite does the two statements faster than this one.
    fn insert_unknown(&mut self, space: &Space, operation: Operation, keys: &Keys<'_>, stamp: Stamp<'_>) -> Result<bool, StoreError> {
        let far = self.backend.dialect() != Dialect::Sqlite;
        if !far || keys.value.is_none() || !is_inserted_when_unknown(space, operation, keys.side) {
            return Ok(false);
        }
        self.lock_keys(space, keys)?;
        let [a, b, c, d, e, f, g, h, i] = self.values(keys, slots(space, keys), stamp);
        let values = [space.id.into(), RowState::Paired.word().into(), a, b, c, d, e, f, g, h, i];
        Ok(self.execute(INSERT_UNKNOWN, &values)? == 1)
    }

    fn act(
        &mut self,
        space: &Space,
        operation: Operation,
        keys: &Keys<'_>,
        meeting: &Meeting,
        stamp: Stamp<'_>,
    ) -> Result<Done, StoreError> {
        let verdict = decide(operation, &meeting.situation);
        if verdict == Verdict::Keep {
            return self.confirm(keys, meeting, stamp);
        }
        if let Some(newest) = meeting.newest(space, keys)
            && newest > stamp
        {
            return Ok(Done::Stale { newer: newest.at });
        }
        let absorbed = |row: &&MetRow| {
            let other = |side: Side| row.key(side.other()).is_none() && (row.state == RowState::Waiting || !space.many(side));
            match (&row.internal, &row.external) {
                (Some(internal), Some(external)) => {
                    let is = |key: Option<Cut<'_>>, found: &str| key.is_some_and(|key| key.text == found);
                    is(keys.internal(), internal) && is(keys.external(), external)
                }
                (Some(_), None) => other(Side::Internal),
                _ => other(Side::External),
            }
        };
        match verdict {
            Verdict::Insert => {
                self.absorb(space, operation, meeting.rows.iter().filter(absorbed), stamp)?;
                self.insert(space, RowState::Paired, keys, stamp)?;
                Ok(Done::Inserted)
            }
            Verdict::Fill | Verdict::Move => {
                let (wanted, pair) = match verdict {
                    Verdict::Fill => (RowState::Waiting, None),
                    _ => (RowState::Paired, Some(keys.side)),
                };
                let found = |row: &&MetRow| row.state == wanted && pair.is_none_or(|side| row.key(side) == Some(keys.reference.text));
                let Some(row) = meeting.rows.iter().find(found) else {
                    return Err(refused(space, operation, keys, Refusal::NothingToLink));
                };
                let others = meeting.rows.iter().filter(|other| other.id != row.id).filter(absorbed);
                let resumed = self.absorb(space, operation, others, stamp)?;
                if verdict == Verdict::Move {
                    self.end(space, operation, row, stamp)?;
                }
                self.set(space, row.id, keys, stamp)?;
                if verdict == Verdict::Move {
                    let other = keys.side.other();
                    return Ok(Done::Moved { from: whole(row.key(other).unwrap_or_default().to_owned(), row.blanks(other)) });
                }
                Ok(Done::Filled { resumed: resumed + self.resume(row.id)? })
            }
            Verdict::Bury => self.bury(space, keys, meeting, stamp),
            Verdict::Refuse(refusal) => Err(refused(space, operation, keys, refusal)),
            Verdict::Keep | Verdict::Existing => Ok(Done::Unchanged),
        }
    }

    fn confirm(&mut self, keys: &Keys<'_>, meeting: &Meeting, stamp: Stamp<'_>) -> Result<Done, StoreError> {
        let of_pair = |row: &&MetRow| {
            let value = keys.value.map(|value| value.text);
            row.state == RowState::Paired && row.key(keys.side) == Some(keys.reference.text) && row.key(keys.side.other()) == value
        };
        match meeting.rows.iter().find(of_pair) {
            Some(row) if row.stamp() < stamp => {
                let now = self.now().micros();
                self.execute(CONFIRM, &[row.id.into(), stamp.at.micros().into(), stamp.source.into(), now.into()])?;
                Ok(Done::Confirmed)
            }
            _ => Ok(Done::Unchanged),
        }
    }

    fn bury(&mut self, space: &Space, keys: &Keys<'_>, meeting: &Meeting, stamp: Stamp<'_>) -> Result<Done, StoreError> {
        let now = self.now().micros();
        let (mut pairs, mut alone) = (0, false);
        for row in meeting.of_reference(keys) {
            match row.state {
                RowState::Paired => {
                    self.end(space, Operation::Remove, row, stamp)?;
                    pairs += 1;
                }
                // Nobody maps it any more; the messages that waited look again and find that it is gone.
                RowState::Waiting => {
                    self.resume(row.id)?;
                }
                RowState::Removed => {}
            }
            alone |= row.key(keys.side.other()).is_none();
            let values = [row.id.into(), stamp.at.micros().into(), stamp.source.into(), now.into(), NO_PARTNER.into()];
            self.execute(BURY, &values)?;
        }
        // A key that may have several partners is gone with all of them, also with those that an older event will name.
        if !alone && (pairs == 0 || space.many(keys.side)) {
            self.insert(space, RowState::Removed, keys, stamp)?;
        }
        Ok(Done::Removed { pairs })
    }

    /// What takes the place of tombstones and of what waited takes them up: the history keeps the tombstones. How many messages go on.
    fn absorb<'m>(
        &mut self,
        space: &Space,
        operation: Operation,
        rows: impl Iterator<Item = &'m MetRow>,
        stamp: Stamp<'_>,
    ) -> Result<u64, StoreError> {
        let mut resumed = 0;
        for row in rows {
            match row.state {
                RowState::Removed => self.end(space, operation, row, stamp)?,
                RowState::Waiting => resumed += self.resume(row.id)?,
                RowState::Paired => continue,
            }
            self.execute(DELETE, &[row.id.into()])?;
        }
        Ok(resumed)
    }

    fn end(&mut self, space: &Space, operation: Operation, row: &MetRow, stamp: Stamp<'_>) -> Result<(), StoreError> {
        let operation = operation.to_string();
        let now = self.now().micros();
        let values = [
            space.id.into(),
            (&operation).into(),
            row.internal.as_deref().into(),
            row.external.as_deref().into(),
            row.stamp_at.micros().into(),
            (&row.stamp_source).into(),
            stamp.at.micros().into(),
            stamp.source.into(),
            now.into(),
        ];
        self.execute(END, &values).map(|_| ())
    }

    pub(crate) fn insert(&mut self, space: &Space, state: RowState, keys: &Keys<'_>, stamp: Stamp<'_>) -> Result<(), StoreError> {
        let slots = match state {
            RowState::Paired => slots(space, keys),
            RowState::Waiting => ("", ""),
            RowState::Removed => (NO_PARTNER, NO_PARTNER),
        };
        let values = self.values(keys, slots, stamp);
        let values: Vec<_> = [space.id.into(), state.word().into()].into_iter().chain(values).collect();
        self.later(INSERT, &values)
    }

    fn set(&mut self, space: &Space, row: i64, keys: &Keys<'_>, stamp: Stamp<'_>) -> Result<(), StoreError> {
        let values = self.values(keys, slots(space, keys), stamp);
        let values: Vec<_> = [row.into()].into_iter().chain(values).collect();
        self.execute(SET, &values).map(|_| ())
    }

    /// The columns that a new row and a changed one have in common, in the order of both statements.
    fn values<'v>(&self, keys: &Keys<'v>, slots: (&'v str, &'v str), stamp: Stamp<'v>) -> [Value<'v>; 9] {
        let (internal, external) = (keys.internal(), keys.external());
        [
            internal.map(|key| key.text).into(),
            internal.map_or(0, |key| key.blanks).into(),
            slots.0.into(),
            external.map(|key| key.text).into(),
            external.map_or(0, |key| key.blanks).into(),
            slots.1.into(),
            stamp.at.micros().into(),
            stamp.source.into(),
            self.now().micros().into(),
        ]
    }
}

/// Empty where a key has the row for itself, so that the data base refuses a second one; else the partner.
fn slots<'k>(space: &Space, keys: &Keys<'k>) -> (&'k str, &'k str) {
    let partner = |side: Side, key: Option<Cut<'k>>| if space.many(side) { key.map_or("", |key| key.text) } else { "" };
    (partner(Side::Internal, keys.external()), partner(Side::External, keys.internal()))
}

/// Whether the truth table makes a pair of two keys that no row has.
pub(super) fn is_inserted_when_unknown(space: &Space, operation: Operation, of: Side) -> bool {
    let unknown = Situation {
        together: false,
        reference: Held::Free,
        value: Held::Free,
        reference_many: space.many(of),
        value_many: space.many(of.other()),
    };
    decide(operation, &unknown) == Verdict::Insert
}

pub(crate) fn keys<'k>(space: &Space, side: Side, reference: &'k str, value: Option<&'k str>) -> Result<Keys<'k>, StoreError> {
    space.check_rows()?;
    let reference = Cut::of(space, side, reference)?;
    let value = value.map(|value| Cut::of(space, side.other(), value)).transpose()?;
    Ok(Keys { side, reference, value })
}

fn refused(space: &Space, operation: Operation, keys: &Keys<'_>, refusal: Refusal) -> StoreError {
    let key = |key: Option<Cut<'_>>| key.map(|key| key.text.to_owned()).unwrap_or_default();
    StoreError::Refused { space: space.name(), operation, internal: key(keys.internal()), external: key(keys.external()), refusal }
}
