//! What an operation meets: the rows that have one of its keys.

use super::rows::{RowState, StateColumn};
use super::truth::{Held, Situation};
use super::{Cut, Side, Space, Stamp};
use crate::backend::{Columns, Value, integer, text};
use crate::store::lock_number;
use crate::{StoreError, Timestamp, Transaction};

/// A row as far as operations look at it.
pub(crate) struct MetRow {
    pub(crate) id: i64,
    pub(crate) state: RowState,
    pub(crate) internal: Option<String>,
    pub(crate) internal_blanks: i64,
    pub(crate) external: Option<String>,
    pub(crate) external_blanks: i64,
    pub(crate) stamp_at: Timestamp,
    pub(crate) stamp_source: String,
}

/// The rows that have the key of a reference or of a value, with the locks that keep others from both keys.
pub(crate) struct Meeting {
    pub(crate) rows: Vec<MetRow>,
    pub(crate) situation: Situation,
}

/// The two keys of an operation, seen from its reference. A removal has no value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keys<'k> {
    pub(crate) side: Side,
    pub(crate) reference: Cut<'k>,
    pub(crate) value: Option<Cut<'k>>,
}

const SELECT: &str = "SELECT id, state, internal, internal_blanks, external, external_blanks, stamp_at, stamp_source \
       FROM depara_row WHERE space = ?1 AND internal = ?2 \
     UNION ALL \
     SELECT id, state, internal, internal_blanks, external, external_blanks, stamp_at, stamp_source \
       FROM depara_row WHERE space = ?1 AND external = ?3 AND NOT coalesce(internal = ?2, FALSE)";

impl<'k> Keys<'k> {
    pub(crate) fn internal(&self) -> Option<Cut<'k>> {
        if self.side == Side::Internal { Some(self.reference) } else { self.value }
    }

    pub(crate) fn external(&self) -> Option<Cut<'k>> {
        if self.side == Side::External { Some(self.reference) } else { self.value }
    }
}

impl MetRow {
    pub(crate) fn key(&self, side: Side) -> Option<&str> {
        match side {
            Side::Internal => self.internal.as_deref(),
            Side::External => self.external.as_deref(),
        }
    }

    pub(crate) fn blanks(&self, side: Side) -> i64 {
        match side {
            Side::Internal => self.internal_blanks,
            Side::External => self.external_blanks,
        }
    }

    pub(crate) fn stamp(&self) -> Stamp<'_> {
        Stamp { at: self.stamp_at, source: &self.stamp_source }
    }

    fn is_of(&self, keys: &Keys<'_>) -> bool {
        let is = |key: Option<Cut<'_>>, found: &Option<String>| key.map(|key| key.text) == found.as_deref();
        keys.value.is_some() && is(keys.internal(), &self.internal) && is(keys.external(), &self.external)
    }
}

impl Meeting {
    /// The rows that have the key of the reference.
    pub(crate) fn of_reference<'m>(&'m self, keys: &'m Keys<'_>) -> impl Iterator<Item = &'m MetRow> {
        self.rows.iter().filter(|row| row.key(keys.side) == Some(keys.reference.text))
    }

    /// The newest stamp of what an operation on these keys would override. A key that is for one partner was perhaps another's; of keys that
    /// may have several, only the pair itself counts, and a removal of the whole key. What waits has no time.
    pub(crate) fn newest(&self, space: &Space, keys: &Keys<'_>) -> Option<Stamp<'_>> {
        let concerns = |row: &&MetRow| {
            let side = |side: Side, key: Option<Cut<'_>>| {
                let has = key.is_some_and(|key| row.key(side) == Some(key.text));
                has && (!space.many(side) || row.key(side.other()).is_none())
            };
            row.state != RowState::Waiting
                && (row.is_of(keys)
                    || (keys.value.is_none() && row.key(keys.side) == Some(keys.reference.text))
                    || side(Side::Internal, keys.internal())
                    || side(Side::External, keys.external()))
        };
        self.rows.iter().filter(concerns).map(MetRow::stamp).max()
    }
}

impl Transaction<'_> {
    /// Keeps others from both keys.
    pub(crate) fn lock_keys(&mut self, space: &Space, keys: &Keys<'_>) -> Result<(), StoreError> {
        if self.whole_space == Some(space.id) {
            return Ok(());
        }
        let number = |kind, key: Option<Cut<'_>>| key.map(|key| lock_number(kind, space.id, &[key.text]));
        let mut numbers: Vec<i64> = [number(b'i', keys.internal()), number(b'e', keys.external())].into_iter().flatten().collect();
        self.lock(Some(lock_number(b's', space.id, &[])), &mut numbers)
    }

    /// Keeps others from both keys, and reads what is there.
    pub(crate) fn meet(&mut self, space: &Space, keys: &Keys<'_>) -> Result<Meeting, StoreError> {
        self.lock_keys(space, keys)?;
        let key = |key: Option<Cut<'_>>| key.map(|key| key.text.to_owned());
        let (internal, external) = (key(keys.internal()), key(keys.external()));
        let values = [Value::Integer(space.id), internal.as_deref().into(), external.as_deref().into()];
        let rows = self.rows(SELECT, &values, met_row)?;
        let situation = situation(space, keys, &rows);
        Ok(Meeting { rows, situation })
    }
}

fn met_row(row: &dyn Columns) -> Result<MetRow, StoreError> {
    Ok(MetRow {
        id: integer(row, 0)?,
        state: RowState::read(row, 1)?,
        internal: row.text(2)?.map(str::to_owned),
        internal_blanks: integer(row, 3)?,
        external: row.text(4)?.map(str::to_owned),
        external_blanks: integer(row, 5)?,
        stamp_at: Timestamp::from_micros(integer(row, 6)?),
        stamp_source: text(row, 7)?,
    })
}

fn situation(space: &Space, keys: &Keys<'_>, rows: &[MetRow]) -> Situation {
    let held = |side: Side, key: Option<Cut<'_>>| {
        let Some(key) = key else { return Held::Free };
        let of_key = || rows.iter().filter(|row| row.key(side) == Some(key.text));
        if of_key().any(|row| row.state == RowState::Waiting) {
            return Held::Waits;
        }
        match of_key().filter(|row| row.state == RowState::Paired).count() {
            0 => Held::Free,
            1 => Held::Taken,
            _ => Held::Several,
        }
    };
    Situation {
        together: rows.iter().any(|row| row.state == RowState::Paired && row.is_of(keys)),
        reference: held(keys.side, Some(keys.reference)),
        value: held(keys.side.other(), keys.value),
        reference_many: space.many(keys.side),
        value_many: space.many(keys.side.other()),
    }
}
