//! Codes that nobody has mapped yet: they wait for a person, and messages wait for them.

use super::change::keys;
use super::{RowQuery, RowState, Side, Space, Stamp, whole};
use crate::backend::{Value, integer};
use crate::page::{EXAMINED, Needle, Page};
use crate::{StoreError, Timestamp, Transaction};

/// The partner of a key, or the news that a person must say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mapping {
    /// It is known.
    Known(String),
    /// The key waits. [`Transaction::link`] gives it its partner.
    Waits,
}

/// A key that waits until a person maps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingMapping {
    /// The number of its row.
    pub id: i64,
    /// Where it is.
    pub space: Space,
    /// Whose key it is.
    pub side: Side,
    /// The key.
    pub key: String,
    /// Since when it waits.
    pub since: Timestamp,
    /// How many messages wait for it.
    pub messages: i64,
}

/// How many are read with one statement.
const CHUNK: usize = 100;

const WAIT: &str = "INSERT INTO depara_message_wait (row_id, message) VALUES (?1, ?2) ON CONFLICT (row_id, message) DO NOTHING";
const PENDING: &str = "SELECT r.id, r.space, r.internal, r.internal_blanks, r.external, r.external_blanks, r.created_at, \
       (SELECT count(*) FROM depara_message_wait w WHERE w.row_id = r.id) \
     FROM depara_row r WHERE r.state = 'waiting' AND r.id > ?1 ORDER BY r.id LIMIT ?2";
const RESUME: &str = "DELETE FROM depara_message_wait WHERE row_id = ?1 RETURNING message";
const RESUME_MESSAGE: &str = "UPDATE depara_message SET waits = waits - 1, \
       due_at = CASE WHEN waits = 1 AND status = 'pending' THEN 0 ELSE due_at END, changed_at = ?2 \
     WHERE id = ?1 AND waits > 0";
const WAITS: &str = "SELECT waits FROM depara_message WHERE id = ?1 AND status = 'pending'";

impl Transaction<'_> {
    /// Makes a key wait for a person, unless it has a partner by now, and notes the message that needs it. The message itself waits when its
    /// worker finishes it with [`crate::queue::Finish::Waits`].
    pub(crate) fn ask(&mut self, space: &Space, side: Side, key: &str, message: Option<i64>) -> Result<Mapping, StoreError> {
        let keys = keys(space, side, key, None)?;
        let meeting = self.meet(space, &keys)?;
        let other = side.other();
        let partner = meeting.of_reference(&keys).find(|row| row.state == RowState::Paired);
        if let Some((row, partner)) = partner.and_then(|row| Some((row, row.key(other)?))) {
            return Ok(Mapping::Known(whole(partner.to_owned(), row.blanks(other))));
        }
        let waiting = |row: &&super::meeting::MetRow| row.state == RowState::Waiting;
        let known = meeting.of_reference(&keys).find(waiting).map(|row| row.id);
        let row = match known {
            Some(row) => row,
            None => {
                // What waits has no time of its own: whatever a person says of it is newer.
                self.insert(space, RowState::Waiting, &keys, Stamp { at: Timestamp::from_micros(i64::MIN), source: "" })?;
                let again = self.meet(space, &keys)?;
                let row = again.of_reference(&keys).find(waiting).map(|row| row.id);
                row.ok_or_else(|| StoreError::NoRow { space: space.name(), side, key: key.to_owned() })?
            }
        };
        if let Some(message) = message {
            self.execute(WAIT, &[row.into(), message.into()])?;
        }
        Ok(Mapping::Waits)
    }

    /// At most `limit` keys that wait for a person, those that wait longest first, whose row has a greater number than `after`. A person maps one with
    /// [`Transaction::link`], and the [`Stamp`] says who and when.
    ///
    /// One call looks at ten thousand at most; what is mapped is not among them.
    ///
    /// ```
    /// use depara::DeParaMode;
    /// use depara_store::depara::{Cardinality, Direction, Done, OrAsk, RowQuery, Side, SpaceInfo, Stamp};
    /// use depara_store::{Settings, Store, StoreError};
    ///
    /// # let info = SpaceInfo {
    /// #     application: "PROTHEUS".into(),
    /// #     transaction: "ITEM".into(),
    /// #     internal_system: "RM".into(),
    /// #     table: "TPRODUTO".into(),
    /// #     fields: "CODCOLPRD|CODIGOPRD".into(),
    /// #     integrated_system: "PROTHEUS".into(),
    /// #     alias: "SB1".into(),
    /// #     field: "B1_COD".into(),
    /// #     direction: Direction::Both,
    /// #     cardinality: Cardinality::OneToOne,
    /// #     mode: DeParaMode::Ask,
    /// # };
    /// let folder = tempfile::tempdir()?;
    /// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
    /// store.transaction(|transaction| {
    ///     let space = transaction.space(&info)?;
    ///     transaction.look_up(&space, Side::Internal, "1|PARAFUSO", OrAsk { message: None })
    /// })?;
    /// let pending = store.read(|transaction| transaction.pending_mappings(&RowQuery::default(), 0, 10))?.items;
    /// assert_eq!((pending[0].side, pending[0].key.as_str()), (Side::Internal, "1|PARAFUSO"));
    /// let done = store.transaction(|transaction| {
    ///     let stamp = Stamp { at: transaction.now(), source: "maria" };
    ///     transaction.link(&pending[0].space, &pending[0].key, "01||000042", stamp)
    /// })?;
    /// assert_eq!(done, Done::Filled { resumed: 0 });
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of the data base.
    pub fn pending_mappings(&mut self, query: &RowQuery<'_>, after: i64, limit: u32) -> Result<Page<PendingMapping>, StoreError> {
        let spaces = self.spaces(&query.spaces)?;
        let needle = query.text.map(Needle::new);
        let limit = usize::try_from(limit.max(1)).unwrap_or(usize::MAX);
        let (mut items, mut after) = (Vec::new(), after);
        for _ in 0..EXAMINED.div_ceil(CHUNK) {
            let mut read = 0;
            self.query(PENDING, &[after.into(), i64::try_from(CHUNK).unwrap_or(i64::MAX).into()], &mut |row| {
                read += 1;
                if items.len() >= limit {
                    return Ok(());
                }
                after = integer(row, 0)?;
                let number = integer(row, 1)?;
                let (side, key, blanks) = match (row.text(2)?, row.text(4)?) {
                    (Some(key), _) => (Side::Internal, key, integer(row, 3)?),
                    (None, key) => (Side::External, key.unwrap_or_default(), integer(row, 5)?),
                };
                let space = spaces.iter().find(|space| space.id == number);
                if let (Some(space), true) = (space, needle.as_ref().is_none_or(|needle| needle.is_in(key))) {
                    let (since, messages) = (Timestamp::from_micros(integer(row, 6)?), integer(row, 7)?);
                    let key = whole(key.to_owned(), blanks);
                    items.push(PendingMapping { id: after, space: space.clone(), side, key, since, messages });
                }
                Ok(())
            })?;
            if items.len() >= limit {
                break;
            }
            if read < CHUNK {
                return Ok(Page { items, next: None });
            }
        }
        Ok(Page { items, next: Some(after) })
    }

    /// Lets the messages go on that waited for a row: those that wait for nothing more are due at once. Their number.
    pub(super) fn resume(&mut self, row: i64) -> Result<u64, StoreError> {
        let messages = self.rows(RESUME, &[Value::Integer(row)], |row| integer(row, 0))?;
        let now = self.now().micros();
        let mut resumed = 0;
        for message in &messages {
            self.execute(RESUME_MESSAGE, &[(*message).into(), now.into()])?;
            let left = self.rows(WAITS, &[Value::Integer(*message)], |row| integer(row, 0))?;
            resumed += u64::from(left == [0]);
        }
        if resumed > 0 {
            self.notify();
        }
        Ok(resumed)
    }
}
