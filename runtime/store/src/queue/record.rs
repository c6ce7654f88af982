//! Messages as they are kept, for the monitor.

use super::{ReturnedKey, Status};
use crate::backend::{Columns, integer, text};
use crate::{StoreError, Timestamp, Transaction};
use depara::Delivery;
use std::fmt;

/// Where a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QueueDirection {
    /// It came from a peer.
    Inbound,
    /// It goes to a peer.
    Outbound,
}

/// In which form a document travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Form {
    /// As XML, which is what the EAI began with.
    #[default]
    Xml,
    /// As JSON.
    Json,
}

/// What is known of a message; its documents are apart: see [`Transaction::payload`] and [`Transaction::response`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRecord {
    /// Its number, in the order of arrival.
    pub id: i64,
    /// Where it goes.
    pub direction: QueueDirection,
    /// The other system.
    pub peer: String,
    /// Its identifier.
    pub uuid: String,
    /// Its transaction: `CUSTOMERVENDOR`.
    pub transaction: String,
    /// The version of its message: `2.002`.
    pub version: String,
    /// Whether the sender waits for the answer.
    pub delivery: Delivery,
    /// In which form its document is.
    pub form: Form,
    /// The message that this one passes on or answers.
    pub cause: Option<i64>,
    /// Of what record it is; messages of one key go one after another.
    pub business_key: Option<String>,
    /// What has become of it.
    pub status: Status,
    /// How often it was tried since it came or since a person last let it be tried.
    pub attempts: u32,
    /// How many codes a person must map before it goes on.
    pub waits: i64,
    /// When it is due; none when it waits, is worked on, or is finished.
    pub due_at: Option<Timestamp>,
    /// The text of the error, or the reason of a refusal.
    pub text: String,
    /// When it came.
    pub created_at: Timestamp,
    /// When anything was last done to it.
    pub changed_at: Timestamp,
    /// When it was finished.
    pub finished_at: Option<Timestamp>,
    /// Until when the answer must be there, once it was sent.
    pub answer_by: Option<Timestamp>,
}

/// What a person or a peer did to a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// What: `process`, `reprocess`, `put aside`, `sent again`.
    pub action: String,
    /// The status before.
    pub before: Status,
    /// The status after.
    pub after: Status,
    /// Why, if it was said.
    pub note: String,
}

impl MessageRecord {
    /// Whether nothing more happens to the message by itself: it is finished, or an error that is not tried again unless a person wants it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.status.is_final() || (self.status == Status::Error && self.due_at.is_none())
    }
}

impl QueueDirection {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
        }
    }
}

impl Form {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Xml => "xml",
            Self::Json => "json",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for QueueDirection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

pub(super) const fn delivery_name(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Sync => "sync",
        Delivery::Async => "async",
    }
}

/// The columns that [`read`] takes, in its order.
macro_rules! columns {
    () => {
        "id, direction, peer, uuid, transaction_name, version, delivery, business_key, status, attempts, waits, due_at, text, created_at, \
         changed_at, finished_at, answer_by, form, cause"
    };
}

/// Where statements put the number of the lease, behind those columns.
pub(super) const LEASE: usize = 19;

pub(super) use columns;

pub(super) fn read(row: &dyn Columns) -> Result<MessageRecord, StoreError> {
    let time = |column| Ok::<_, StoreError>(row.integer(column)?.map(Timestamp::from_micros));
    Ok(MessageRecord {
        id: integer(row, 0)?,
        direction: direction(row, 1)?,
        peer: text(row, 2)?,
        uuid: text(row, 3)?,
        transaction: text(row, 4)?,
        version: text(row, 5)?,
        delivery: if row.text(6)? == Some("async") { Delivery::Async } else { Delivery::Sync },
        business_key: row.text(7)?.map(str::to_owned),
        status: status(row, 8)?,
        attempts: u32::try_from(integer(row, 9)?).unwrap_or(u32::MAX),
        waits: integer(row, 10)?,
        due_at: time(11)?,
        text: row.text(12)?.unwrap_or_default().to_owned(),
        created_at: time(13)?.unwrap_or_default(),
        changed_at: time(14)?.unwrap_or_default(),
        finished_at: time(15)?,
        answer_by: time(16)?,
        form: if row.text(17)? == Some("json") { Form::Json } else { Form::Xml },
        cause: row.integer(18)?,
    })
}

pub(super) fn direction(row: &dyn Columns, column: usize) -> Result<QueueDirection, StoreError> {
    let found = row.text(column)?;
    let known = [QueueDirection::Inbound, QueueDirection::Outbound].into_iter().find(|direction| found == Some(direction.name()));
    known.ok_or(StoreError::Column { column, wanted: "a direction" })
}

pub(super) fn status(row: &dyn Columns, column: usize) -> Result<Status, StoreError> {
    row.text(column)?.and_then(Status::named).ok_or(StoreError::Column { column, wanted: "a status" })
}

const ONE: &str = concat!("SELECT ", columns!(), " FROM depara_message WHERE id = ?1");
const CAUSED: &str = concat!("SELECT ", columns!(), " FROM depara_message WHERE cause = ?1 ORDER BY id LIMIT 1000");
const PAYLOAD: &str = "SELECT payload FROM depara_message_body WHERE message = ?1";
const RESPONSE: &str = "SELECT response FROM depara_message_body WHERE message = ?1";
const KEYS: &str = "SELECT name, origin, destination FROM depara_message_key WHERE message = ?1 ORDER BY position";
const AUDIT: &str = "SELECT at, who, action, before_status, after_status, note FROM depara_message_audit WHERE message = ?1 ORDER BY id";
const NOTE: &str = "INSERT INTO depara_message_audit (message, at, who, action, before_status, after_status, note) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

impl Transaction<'_> {
    /// What is known of a message.
    ///
    /// # Errors
    /// [`StoreError::NoMessage`], and those of the data base.
    pub fn message(&mut self, id: i64) -> Result<MessageRecord, StoreError> {
        self.rows(ONE, &[id.into()], read)?.pop().ok_or(StoreError::NoMessage { id })
    }

    /// The messages that pass a message on or answer it, the oldest first. There are few; a thousand are given at most.
    ///
    /// ```
    /// use depara_store::queue::{Enqueued, NewMessage, QueueDirection};
    /// use depara_store::{Settings, Store, StoreError};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
    /// let received = NewMessage::new(QueueDirection::Inbound, "RM", "7f3c", b"<TOTVSMessage/>");
    /// let relayed = store.transaction(|transaction| {
    ///     let Enqueued::New(cause) = transaction.enqueue(&received)? else { return Ok(Vec::new()) };
    ///     transaction.enqueue(&NewMessage { direction: QueueDirection::Outbound, peer: "PROTHEUS", cause: Some(cause), ..received })?;
    ///     transaction.caused_by(cause)
    /// })?;
    /// assert_eq!(relayed[0].peer, "PROTHEUS");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of the data base.
    pub fn caused_by(&mut self, id: i64) -> Result<Vec<MessageRecord>, StoreError> {
        self.rows(CAUSED, &[id.into()], read)
    }

    /// The document of a message.
    ///
    /// # Errors
    /// As of [`Transaction::message`].
    pub fn payload(&mut self, id: i64) -> Result<Vec<u8>, StoreError> {
        let found = self.rows(PAYLOAD, &[id.into()], |row| Ok(row.bytes(0)?.map(<[u8]>::to_vec)))?.pop();
        found.flatten().ok_or(StoreError::NoMessage { id })
    }

    /// The document that answers a message, once there is one.
    ///
    /// # Errors
    /// As of [`Transaction::message`].
    pub fn response(&mut self, id: i64) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.rows(RESPONSE, &[id.into()], |row| Ok(row.bytes(0)?.map(<[u8]>::to_vec)))?.pop();
        found.ok_or(StoreError::NoMessage { id })
    }

    /// The keys that the answer of a message has.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn returned_keys(&mut self, id: i64) -> Result<Vec<ReturnedKey>, StoreError> {
        self.rows(KEYS, &[id.into()], |row| Ok(ReturnedKey { name: text(row, 0)?, origin: text(row, 1)?, destination: text(row, 2)? }))
    }

    /// What persons and peers did to a message, the oldest first.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn audit(&mut self, id: i64) -> Result<Vec<AuditLine>, StoreError> {
        self.rows(AUDIT, &[id.into()], |row| {
            Ok(AuditLine {
                at: Timestamp::from_micros(integer(row, 0)?),
                who: text(row, 1)?,
                action: text(row, 2)?,
                before: status(row, 3)?,
                after: status(row, 4)?,
                note: text(row, 5)?,
            })
        })
    }

    pub(super) fn note(
        &mut self,
        id: i64,
        (before, after): (Status, Status),
        (who, action, note): (&str, &str, &str),
    ) -> Result<(), StoreError> {
        let now = self.now().micros();
        let values = [id.into(), now.into(), who.into(), action.into(), before.name().into(), after.name().into(), note.into()];
        self.execute(NOTE, &values).map(|_| ())
    }
}
