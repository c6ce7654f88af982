//! Rows as they are kept, for listings and for persons.

use super::{Side, Space, Wanted, whole};
use crate::backend::{Columns, Value, integer, text};
use crate::page::{EXAMINED, Needle, Page};
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

/// Which rows are wanted.
///
/// ```
/// use depara_store::depara::{RowQuery, Wanted};
///
/// let query = RowQuery { spaces: Wanted { alias: Some("SA1"), ..Wanted::default() }, text: Some("000000110"), ..RowQuery::default() };
/// assert!(query.states.is_empty(), "of any state");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowQuery<'q> {
    /// In which name spaces.
    pub spaces: Wanted<'q>,
    /// What they are; any when it is empty.
    pub states: &'q [RowState],
    /// What stands somewhere in one of the keys; case and accents make no difference.
    pub text: Option<&'q str>,
}

/// A row, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRow {
    /// The name space.
    pub space: Space,
    /// The row.
    pub row: StoredRow,
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
    /// What brought that event: of a message its identifier, of a person the name.
    pub stamp_source: String,
    /// When the row was made here.
    pub created_at: Timestamp,
    /// When anything was last done to it here.
    pub changed_at: Timestamp,
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

macro_rules! select {
    ($where:literal) => {
        concat!(
            "SELECT id, state, internal, internal_blanks, external, external_blanks, global_identifier, stamp_at, stamp_source, created_at, \
             changed_at FROM depara_row WHERE space = ?1 AND ",
            $where
        )
    };
}
/// How many rows are read with one statement at least, when a text is looked for.
const CHUNK: usize = 500;

const PAGE: &str = select!("id > ?2 ORDER BY id LIMIT ?3");
const WHOLE_INTERNAL: &str = select!("internal = ?2 ORDER BY internal_slot LIMIT ?3");
const WHOLE_EXTERNAL: &str = select!("external = ?2 ORDER BY external_slot LIMIT ?3");
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
        self.rows(PAGE, &[space.id.into(), after.into(), i64::from(limit).into()], read)
    }

    /// At most `limit` rows of some name spaces, tombstones and codes that wait included, in the order of the name spaces' numbers and within one in
    /// that of their making. `after` is the number of a name space and that of a row in it, both zero for the first page; [`Page::next`] is
    /// the `after` of the next one.
    ///
    /// However many rows there are, one call looks at ten thousand at most when there is a text or a state to look for, and a page may
    /// therefore be short, or empty, although there are more: then [`Page::next`] says where to go on. The rows of which the text
    /// is a whole key are found by the index and stand first on the first page; they come again where their place is.
    ///
    /// ```
    /// use depara_store::depara::{RowQuery, RowState};
    /// use depara_store::{Settings, Store, StoreError};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
    /// let query = RowQuery { states: &[RowState::Paired], text: Some("1|042"), ..RowQuery::default() };
    /// let page = store.read(|transaction| transaction.find_rows(&query, (0, 0), 50))?;
    /// assert!(page.items.is_empty() && page.next.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of the data base.
    pub fn find_rows(&mut self, query: &RowQuery<'_>, after: (i64, i64), limit: u32) -> Result<Page<FoundRow, (i64, i64)>, StoreError> {
        let mut spaces = self.spaces(&query.spaces)?;
        spaces.sort_unstable_by_key(Space::id);
        let limit = usize::try_from(limit.max(1)).unwrap_or(usize::MAX);
        let mut items = Vec::new();
        if let (Some(text), (0, 0)) = (query.text, after) {
            for space in &spaces {
                items.extend(self.with_key(space, query, text, limit)?);
            }
            items.truncate(limit);
        }
        let known: Vec<i64> = items.iter().map(|found| found.row.id).collect();
        let needle = query.text.map(Needle::new);
        let takes = |row: &StoredRow| {
            (query.states.is_empty() || query.states.contains(&row.state))
                && needle.as_ref().is_none_or(|needle| needle.is_in(&row.internal) || needle.is_in(&row.external))
        };
        let is_all = query.states.is_empty() && query.text.is_none();
        let mut left = if is_all { usize::MAX } else { EXAMINED };
        for space in spaces.iter().filter(|space| space.id >= after.0) {
            let mut last = if space.id == after.0 { after.1 } else { 0 };
            loop {
                if items.len() >= limit || left == 0 {
                    return Ok(Page { items, next: Some((space.id, last)) });
                }
                let wanted = limit.saturating_sub(items.len());
                let chunk = if is_all { wanted } else { wanted.max(CHUNK) }.min(left);
                let rows = self.page_of_rows(space, last, u32::try_from(chunk).unwrap_or(u32::MAX))?;
                let is_end = rows.len() < chunk;
                for row in rows {
                    if items.len() >= limit {
                        return Ok(Page { items, next: Some((space.id, last)) });
                    }
                    (last, left) = (row.id, left.saturating_sub(1));
                    if takes(&row) && !known.contains(&row.id) {
                        items.push(FoundRow { space: space.clone(), row });
                    }
                }
                if is_end {
                    break;
                }
            }
        }
        Ok(Page { items, next: None })
    }

    /// At most `limit` rows of each of some name spaces of which a text is one of the keys, tombstones and codes that wait included. They are found
    /// by the index, however many rows there are.
    ///
    /// ```
    /// use depara_store::depara::Wanted;
    /// use depara_store::{Settings, Store, StoreError};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
    /// let rows = store.read(|transaction| transaction.rows_of_key(&Wanted::default(), "1|042", 50))?;
    /// assert!(rows.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of the data base.
    pub fn rows_of_key(&mut self, spaces: &Wanted<'_>, key: &str, limit: u32) -> Result<Vec<FoundRow>, StoreError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut rows = Vec::new();
        for space in self.spaces(spaces)? {
            rows.extend(self.with_key(&space, &RowQuery::default(), key, limit)?);
        }
        Ok(rows)
    }

    /// The rows of which a text is a whole key.
    fn with_key(&mut self, space: &Space, query: &RowQuery<'_>, text: &str, limit: usize) -> Result<Vec<FoundRow>, StoreError> {
        let (key, limit) = (text.trim_end_matches(' '), i64::try_from(limit).unwrap_or(i64::MAX));
        let mut found: Vec<FoundRow> = Vec::new();
        for sql in [WHOLE_INTERNAL, WHOLE_EXTERNAL] {
            for row in self.rows(sql, &[space.id.into(), key.into(), limit.into()], read)? {
                let is_wanted = query.states.is_empty() || query.states.contains(&row.state);
                if is_wanted && found.iter().all(|other| other.row.id != row.id) {
                    found.push(FoundRow { space: space.clone(), row });
                }
            }
        }
        Ok(found)
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

fn read(row: &dyn Columns) -> Result<StoredRow, StoreError> {
    let time = |column| integer(row, column).map(Timestamp::from_micros);
    Ok(StoredRow {
        id: integer(row, 0)?,
        state: RowState::read(row, 1)?,
        internal: whole(row.text(2)?.unwrap_or_default().to_owned(), integer(row, 3)?),
        external: whole(row.text(4)?.unwrap_or_default().to_owned(), integer(row, 5)?),
        global_identifier: text(row, 6)?,
        stamp_at: time(7)?,
        stamp_source: text(row, 8)?,
        created_at: time(9)?,
        changed_at: time(10)?,
    })
}
