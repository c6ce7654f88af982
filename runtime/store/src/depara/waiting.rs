//! Codes that nobody has mapped yet: they wait for a person, and messages wait for them.

use super::change::keys;
use super::{RowState, Side, Space, Stamp, whole};
use crate::backend::{Value, integer};
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
    /// Whose key it is.
    pub side: Side,
    /// The key.
    pub key: String,
    /// Since when it waits.
    pub since: Timestamp,
    /// How many messages wait for it.
    pub messages: i64,
}

const WAIT: &str = "INSERT INTO depara_message_wait (row_id, message) VALUES (?1, ?2) ON CONFLICT (row_id, message) DO NOTHING";
const PENDING: &str = "SELECT r.internal, r.internal_blanks, r.external, r.external_blanks, r.created_at, \
       (SELECT count(*) FROM depara_message_wait w WHERE w.row_id = r.id) \
     FROM depara_row r WHERE r.space = ?1 AND r.state = 'waiting' AND r.id > ?2 ORDER BY r.id LIMIT ?3";
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

    /// At most `limit` keys of a name space that wait for a person.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn pending_mappings(&mut self, space: &Space, limit: u32) -> Result<Vec<PendingMapping>, StoreError> {
        self.rows(PENDING, &[space.id.into(), 0_i64.into(), i64::from(limit).into()], |row| {
            let (side, key) = match (row.text(0)?, row.text(2)?) {
                (Some(key), _) => (Side::Internal, whole(key.to_owned(), integer(row, 1)?)),
                (None, key) => (Side::External, whole(key.unwrap_or_default().to_owned(), integer(row, 3)?)),
            };
            Ok(PendingMapping { side, key, since: Timestamp::from_micros(integer(row, 4)?), messages: integer(row, 5)? })
        })
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
