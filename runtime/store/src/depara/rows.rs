//! Rows as they are kept, for listings and for persons.

use super::{Side, Space, whole};
use crate::backend::{Columns, Value, integer, text};
use crate::{StoreError, Timestamp, Transaction};
use depara::rows::{self, Layout, RowParts};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowState {
    /// A pair of keys.
    Paired,
    /// A key that waits until a person maps it.
    Waiting,
    /// What is left of a removed pair.
    Removed,
}

/// A row as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRow {
    /// Its number.
    pub id: i64,
    /// What it is.
    pub state: RowState,
    /// The internal key with its blanks; empty when there is none.
    pub internal: String,
    /// The external key with its blanks; empty when there is none.
    pub external: String,
    /// What the row is called among all systems; empty where it has no such name.
    pub global_identifier: String,
    /// When the event happened that made it what it is.
    pub stamp_at: Timestamp,
    /// What brought that event.
    pub stamp_source: String,
}

/// What a pair was before it became what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// What ended it: `update`, `remove`, or `add` and the others for what they put in place of a tombstone.
    pub operation: String,
    /// The internal key, empty when there was none.
    pub internal: String,
    /// The external key, empty when there was none.
    pub external: String,
    /// When the event happened that had made the pair.
    pub stamp_at: Timestamp,
    /// When the event happened that ended it.
    pub ended_at: Timestamp,
    /// What brought that event.
    pub ended_source: String,
}

/// A column with the state of a row.
pub(super) trait StateColumn: Sized {
    fn read(row: &dyn Columns, column: usize) -> Result<Self, StoreError>;
}

impl RowState {
    /// As the data base has it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Paired => "paired",
            Self::Waiting => "waiting",
            Self::Removed => "removed",
        }
    }
}

impl StateColumn for RowState {
    fn read(row: &dyn Columns, column: usize) -> Result<Self, StoreError> {
        let found = row.text(column)?;
        let known = [Self::Paired, Self::Waiting, Self::Removed].into_iter().find(|state| found == Some(state.word()));
        known.ok_or(StoreError::Column { column, wanted: "the state of a row" })
    }
}

impl StoredRow {
    /// What stands for the record in messages: the global identifier, or else the internal key. Blanks alone are no identifier.
    #[must_use]
    pub fn identifier(&self) -> &str {
        rows::identifier(&self.global_identifier, &self.internal)
    }

    /// The cells of the row in the columns of a layout.
    #[must_use]
    pub fn cells<'r>(&'r self, space: &'r Space, layout: Layout) -> Vec<&'r str> {
        let info = space.info();
        layout.cells(RowParts {
            table: &info.table,
            fields: &info.fields,
            internal: &self.internal,
            external: &self.external,
            transaction: &info.transaction,
            application: &info.application,
            integrated_system: &info.integrated_system,
            global_identifier: &self.global_identifier,
        })
    }
}

const PAGE: &str = "SELECT id, state, internal, internal_blanks, external, external_blanks, global_identifier, stamp_at, stamp_source \
       FROM depara_row WHERE space = ?1 AND id > ?2 ORDER BY id LIMIT ?3";
const IDENTIFY_INTERNAL: &str = "UPDATE depara_row SET global_identifier = ?3, changed_at = ?4 \
     WHERE space = ?1 AND internal = ?2 AND state = 'paired'";
const IDENTIFY_EXTERNAL: &str = "UPDATE depara_row SET global_identifier = ?3, changed_at = ?4 \
     WHERE space = ?1 AND external = ?2 AND state = 'paired'";
const HISTORY_INTERNAL: &str = "SELECT operation, internal, external, stamp_at, ended_at, ended_source FROM depara_history \
     WHERE space = ?1 AND internal = ?2 ORDER BY id";
const HISTORY_EXTERNAL: &str = "SELECT operation, internal, external, stamp_at, ended_at, ended_source FROM depara_history \
     WHERE space = ?1 AND external = ?2 ORDER BY id";

impl Transaction<'_> {
    /// At most `limit` rows of a name space, tombstones included, whose number is greater than `after`: memory holds a page, not the table.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn page_of_rows(&mut self, space: &Space, after: i64, limit: u32) -> Result<Vec<StoredRow>, StoreError> {
        self.rows(PAGE, &[space.id.into(), after.into(), i64::from(limit).into()], |row| {
            Ok(StoredRow {
                id: integer(row, 0)?,
                state: RowState::read(row, 1)?,
                internal: whole(row.text(2)?.unwrap_or_default().to_owned(), integer(row, 3)?),
                external: whole(row.text(4)?.unwrap_or_default().to_owned(), integer(row, 5)?),
                global_identifier: text(row, 6)?,
                stamp_at: Timestamp::from_micros(integer(row, 7)?),
                stamp_source: text(row, 8)?,
            })
        })
    }

    /// Says what the pairs of a key are called among all systems. The number of rows that have the key.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn identify(&mut self, space: &Space, side: Side, key: &str, identifier: &str) -> Result<u64, StoreError> {
        let sql = if side == Side::Internal { IDENTIFY_INTERNAL } else { IDENTIFY_EXTERNAL };
        let key = super::Cut::of(space, side, key)?;
        let now = self.now().micros();
        self.execute(sql, &[space.id.into(), key.text.into(), identifier.into(), now.into()])
    }

    /// What the pairs of a key were before, the oldest first.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn history(&mut self, space: &Space, side: Side, key: &str) -> Result<Vec<Ended>, StoreError> {
        let sql = if side == Side::Internal { HISTORY_INTERNAL } else { HISTORY_EXTERNAL };
        let key = super::Cut::of(space, side, key)?;
        self.rows(sql, &[Value::Integer(space.id), key.text.into()], |row| {
            Ok(Ended {
                operation: text(row, 0)?,
                internal: row.text(1)?.unwrap_or_default().to_owned(),
                external: row.text(2)?.unwrap_or_default().to_owned(),
                stamp_at: Timestamp::from_micros(integer(row, 3)?),
                ended_at: Timestamp::from_micros(integer(row, 4)?),
                ended_source: text(row, 5)?,
            })
        })
    }
}
