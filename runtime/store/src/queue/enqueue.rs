//! How a message gets into the queue, once.

use super::record::{columns, delivery_name, read};
use super::{By, Form, MessageRecord, QueueDirection, Status};
use crate::backend::{Dialect, Value, integer};
use crate::store::lock_number;
use crate::{StoreError, Transaction};
use depara::Delivery;

/// A message to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewMessage<'m> {
    /// Where it goes.
    pub direction: QueueDirection,
    /// The other system.
    pub peer: &'m str,
    /// Its identifier. A second message of the peer with the same one is not kept.
    pub uuid: &'m str,
    /// Its transaction: `CUSTOMERVENDOR`.
    pub transaction: &'m str,
    /// The version of its message: `2.002`.
    pub version: &'m str,
    /// Whether the sender waits for the answer.
    pub delivery: Delivery,
    /// Of what record it is, such as the transaction with the key. Messages of one key go one after another; those without go any time.
    pub business_key: Option<&'m str>,
    /// The message that this one passes on or answers: what was received from one system and is sent to another is two records.
    pub cause: Option<i64>,
    /// In which form its document is.
    pub form: Form,
    /// Its document.
    pub payload: &'m [u8],
}

impl<'m> NewMessage<'m> {
    /// An asynchronous message in XML whose transaction and key are not told yet.
    ///
    /// ```
    /// use depara_store::queue::{Form, NewMessage, QueueDirection};
    ///
    /// let message = NewMessage {
    ///     transaction: "CUSTOMERVENDOR",
    ///     version: "2.002",
    ///     business_key: Some("CUSTOMERVENDOR 0|000000001"),
    ///     ..NewMessage::new(QueueDirection::Inbound, "RM", "7f3c", b"<TOTVSMessage/>")
    /// };
    /// assert_eq!((message.form, message.cause), (Form::Xml, None));
    /// ```
    #[must_use]
    pub const fn new(direction: QueueDirection, peer: &'m str, uuid: &'m str, payload: &'m [u8]) -> Self {
        Self {
            direction,
            peer,
            uuid,
            transaction: "",
            version: "",
            delivery: Delivery::Async,
            business_key: None,
            cause: None,
            form: Form::Xml,
            payload,
        }
    }
}

/// What became of a message that was to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enqueued {
    /// It is kept under this number.
    New(i64),
    /// The peer has sent it again after an error: it is tried again, with the new document.
    Again(i64),
    /// It is here already. A sender gets the answer that it got the first time, as soon as there is one.
    Duplicate {
        /// What is known of it.
        record: Box<MessageRecord>,
        /// The document that answers it, once there is one.
        response: Option<Vec<u8>>,
    },
}

// It is due when no other of its key is open: the lock of the key keeps both from coming at once, and numbers in the order of arrival.
macro_rules! insert {
    () => {
        "INSERT INTO depara_message (direction, peer, uuid, transaction_name, version, delivery, business_key, status, due_at, \
           created_at, changed_at, form, cause) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'pending', CASE WHEN EXISTS (SELECT 1 FROM depara_message \
           WHERE direction = ?1 AND peer = ?2 AND business_key = ?7 AND finished_at IS NULL) THEN NULL ELSE 0 END, ?8, ?8, ?9, ?10) \
         ON CONFLICT (direction, peer, uuid) DO NOTHING RETURNING id"
    };
}
const INSERT: &str = insert!();
/// Both on one way to the server.
#[cfg(feature = "postgres")]
const INSERT_WITH_BODY: &str = concat!(
    "WITH message AS (",
    insert!(),
    ") INSERT INTO depara_message_body (message, payload) SELECT id, ?11 FROM message RETURNING message"
);
const BODY: &str = "INSERT INTO depara_message_body (message, payload) VALUES (?1, ?2)";
const FIND: &str = concat!("SELECT ", columns!(), " FROM depara_message WHERE direction = ?1 AND peer = ?2 AND uuid = ?3");
const AGAIN: &str = "UPDATE depara_message SET status = 'pending', attempts = 0, due_at = 0, text = NULL, changed_at = ?2, form = ?3 \
     WHERE id = ?1 AND status = 'error'";
const NEW_PAYLOAD: &str = "UPDATE depara_message_body SET payload = ?2, response = NULL WHERE message = ?1";

impl Transaction<'_> {
    /// Keeps a message, unless it is here already.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn enqueue(&mut self, message: &NewMessage<'_>) -> Result<Enqueued, StoreError> {
        let direction = message.direction.name();
        self.lock_lane(message.direction, message.peer, message.business_key)?;
        let now = self.now().micros();
        let values = [
            direction.into(),
            message.peer.into(),
            message.uuid.into(),
            message.transaction.into(),
            message.version.into(),
            delivery_name(message.delivery).into(),
            message.business_key.into(),
            now.into(),
            message.form.name().into(),
            message.cause.into(),
        ];
        if let Some(id) = self.insert_message(&values, message.payload)? {
            self.notify();
            return Ok(Enqueued::New(id));
        }
        let found = self.rows(FIND, &[direction.into(), message.peer.into(), message.uuid.into()], read)?.pop();
        let record = found.ok_or(StoreError::NoMessage { id: 0 })?;
        // A peer that sends a failed message again wants it tried again: the stored error would keep it from that for ever.
        if message.direction == QueueDirection::Inbound
            && record.status.leads_to(Status::Pending, By::Peer)
            && self.execute(AGAIN, &[record.id.into(), now.into(), message.form.name().into()])? == 1
        {
            self.execute(NEW_PAYLOAD, &[record.id.into(), message.payload.into()])?;
            self.note(record.id, (record.status, Status::Pending), (message.peer, "sent again", ""))?;
            self.notify();
            return Ok(Enqueued::Again(record.id));
        }
        let response = self.response(record.id)?;
        Ok(Enqueued::Duplicate { record: Box::new(record), response })
    }

    /// The number of the message, unless it is here already.
    fn insert_message(&mut self, values: &[Value<'_>], payload: &[u8]) -> Result<Option<i64>, StoreError> {
        match self.backend.dialect() {
            Dialect::Sqlite => {
                let id = self.rows(INSERT, values, |row| integer(row, 0))?.pop();
                if let Some(id) = id {
                    self.execute(BODY, &[id.into(), payload.into()])?;
                }
                Ok(id)
            }
            #[cfg(feature = "postgres")]
            Dialect::Postgres => {
                let values: Vec<Value<'_>> = values.iter().copied().chain([payload.into()]).collect();
                Ok(self.rows(INSERT_WITH_BODY, &values, |row| integer(row, 0))?.pop())
            }
        }
    }

    /// Keeps others from the order of the messages of one key.
    pub(super) fn lock_lane(&mut self, direction: QueueDirection, peer: &str, key: Option<&str>) -> Result<(), StoreError> {
        match key {
            Some(key) => self.lock(None, &mut [lock_number(b'm', 0, &[direction.name(), peer, key])]),
            None => Ok(()),
        }
    }
}
