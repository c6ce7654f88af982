//! How a worker gets messages for itself.

use super::record::{LEASE, columns, read};
use super::{MessageRecord, QueueDirection, Status};
use crate::backend::{Dialect, Value, in_list, integer};
use crate::{StoreError, Timestamp, Transaction};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A message that a worker has for itself until a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// What is known of it.
    pub record: MessageRecord,
    /// Its document.
    pub payload: Vec<u8>,
    /// Which of its leases this is: another worker that gets it has another number.
    pub(super) lease: i64,
}

/// Which messages a worker takes: those of a direction, or those of one peer alone.
///
/// ```
/// use depara_store::queue::{QueueDirection, Selection};
///
/// let all: Selection<'_> = QueueDirection::Outbound.into();
/// assert_eq!(all.peer, None);
/// assert_eq!(QueueDirection::Outbound.of_peer("PROTHEUS").peer, Some("PROTHEUS"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection<'p> {
    /// Where they go.
    pub direction: QueueDirection,
    /// The only system whose messages they are, if it is one: a worker that holds the connection to it, or keeps its pace.
    pub peer: Option<&'p str>,
}

impl From<QueueDirection> for Selection<'_> {
    fn from(direction: QueueDirection) -> Self {
        Self { direction, peer: None }
    }
}

impl QueueDirection {
    /// The messages of this direction that are of one peer.
    #[must_use]
    pub const fn of_peer(self, peer: &str) -> Selection<'_> {
        Selection { direction: self, peer: Some(peer) }
    }
}

macro_rules! claim {
    ($peer:literal, $lock:literal) => {
        concat!(
            "WITH picked AS MATERIALIZED (SELECT id FROM depara_message WHERE direction = ?1",
            $peer,
            " AND due_at <= ?2 ORDER BY due_at DESC, id LIMIT CASE WHEN EXISTS (SELECT 1 FROM depara_message WHERE direction = ?1",
            $peer,
            " AND due_at = 1) THEN 1 ELSE ?3 END",
            $lock,
            ") UPDATE depara_message SET status = 'processing', attempts = attempts + 1, lease = lease + 1, lease_owner = ?4, \
               lease_until = ?5, due_at = NULL, changed_at = ?2 WHERE id IN (SELECT id FROM picked) RETURNING ",
            columns!(),
            ", lease"
        )
    };
}

/// Retries come before new messages: there are at most three of each, and under load they would never have their turn.
const CLAIM: &str = claim!("", "");
const CLAIM_OF_PEER: &str = claim!(" AND peer = ?6", "");
#[cfg(feature = "postgres")]
const CLAIM_BESIDE_OTHERS: &str = claim!("", " FOR UPDATE SKIP LOCKED");
#[cfg(feature = "postgres")]
const CLAIM_OF_PEER_BESIDE_OTHERS: &str = claim!(" AND peer = ?6", " FOR UPDATE SKIP LOCKED");

const TAKE: &str = concat!(
    "UPDATE depara_message SET status = 'processing', attempts = CASE WHEN status = 'error' THEN 1 ELSE attempts + 1 END, lease = lease + 1, \
       lease_owner = ?3, lease_until = ?4, due_at = NULL, changed_at = ?5 WHERE id = ?1 AND status = ?2 RETURNING ",
    columns!(),
    ", lease"
);
const CLAIM_ONE: &str = concat!(
    "UPDATE depara_message SET status = 'processing', attempts = attempts + 1, lease = lease + 1, lease_owner = ?2, lease_until = ?3, \
       due_at = NULL, changed_at = ?4 WHERE id = ?1 AND status = 'pending' AND due_at <= ?4 RETURNING ",
    columns!(),
    ", lease"
);
// The attempt was none, so it is taken back; it is the first of its key as it was when it was claimed.
const RELEASE: &str = "UPDATE depara_message SET status = 'pending', attempts = attempts - 1, due_at = 0, lease_owner = NULL, \
     lease_until = NULL, changed_at = ?3 WHERE id = ?1 AND lease = ?2 AND status = 'processing'";
const EXTEND: &str = "UPDATE depara_message SET lease_until = ?3, changed_at = ?4 WHERE id = ?1 AND lease = ?2 AND status = 'processing'";

/// How many documents are read at once.
const CHUNK: usize = 16;

/// Of one message, and of as many as a chunk has.
static PAYLOADS: LazyLock<[String; 2]> = LazyLock::new(|| {
    [1, CHUNK].map(|size| format!("SELECT message, payload FROM depara_message_body WHERE message IN {}", in_list(1, size)))
});

impl Transaction<'_> {
    /// At most `limit` messages that are due, for the worker `owner` alone, until its lease ends. While there are some that a worker has died
    /// with, it is one at a time: a message that kills its workers must not take others with it.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn claim<'p>(&mut self, which: impl Into<Selection<'p>>, owner: &str, limit: u32) -> Result<Vec<Claimed>, StoreError> {
        let Selection { direction, peer } = which.into();
        let sql = match (self.backend.dialect(), peer) {
            (Dialect::Sqlite, None) => CLAIM,
            (Dialect::Sqlite, Some(_)) => CLAIM_OF_PEER,
            #[cfg(feature = "postgres")]
            (Dialect::Postgres, None) => CLAIM_BESIDE_OTHERS,
            #[cfg(feature = "postgres")]
            (Dialect::Postgres, Some(_)) => CLAIM_OF_PEER_BESIDE_OTHERS,
        };
        let (now, until) = (self.now(), self.lease_end());
        let values = [direction.name().into(), now.micros().into(), i64::from(limit).into(), owner.into(), until.micros().into()];
        let values: Vec<Value<'_>> = values.into_iter().chain(peer.map(Value::from)).collect();
        let mut found = self.rows(sql, &values, |row| Ok((read(row)?, integer(row, LEASE)?)))?;
        found.sort_by_key(|(record, _)| record.id);
        let mut payloads = self.payloads(&found)?;
        let claimed = |(record, lease): (MessageRecord, i64)| {
            let payload = payloads.remove(&record.id).ok_or(StoreError::NoMessage { id: record.id })?;
            Ok(Claimed { record, payload, lease })
        };
        found.into_iter().map(claimed).collect()
    }

    /// A message that a person wants processed: `from` is the status that it must have.
    pub(super) fn take(&mut self, id: i64, from: Status, who: &str) -> Result<Option<Claimed>, StoreError> {
        let (now, until) = (self.now(), self.lease_end());
        let values = [id.into(), from.name().into(), who.into(), until.micros().into(), now.micros().into()];
        self.claim_with(TAKE, &values)
    }

    /// Claims this one message for the worker `owner`, in the middle of a call whose caller waits for the answer: the thread that received the
    /// message processes it at once. None when it is not pending or not due, or when another message of its key has its turn.
    ///
    /// ```
    /// use depara_store::queue::{Enqueued, Finish, NewMessage, QueueDirection};
    /// use depara_store::{Settings, Store, StoreError};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
    /// let received = NewMessage::new(QueueDirection::Inbound, "RM", "7f3c", b"<TOTVSMessage/>");
    /// // Kept and claimed in one transaction: no other worker ever sees it pending.
    /// let claimed = store.transaction(|transaction| match transaction.enqueue(&received)? {
    ///     Enqueued::New(id) | Enqueued::Again(id) => transaction.claim_message(id, "call 1"),
    ///     Enqueued::Duplicate { .. } => Ok(None),
    /// })?;
    /// let claimed = claimed.ok_or("another message of the same key comes first")?;
    /// let done = Finish::Processed { response: Some(b"<Response/>".to_vec()), keys: Vec::new() };
    /// store.transaction(|transaction| transaction.finish(&claimed, &done))?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of the data base.
    pub fn claim_message(&mut self, id: i64, owner: &str) -> Result<Option<Claimed>, StoreError> {
        let (now, until) = (self.now(), self.lease_end());
        self.claim_with(CLAIM_ONE, &[id.into(), owner.into(), until.micros().into(), now.micros().into()])
    }

    fn claim_with(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Option<Claimed>, StoreError> {
        let found = self.rows(sql, values, |row| Ok((read(row)?, integer(row, LEASE)?)))?.pop();
        let Some((record, lease)) = found else { return Ok(None) };
        let payload = self.payload(record.id)?;
        Ok(Some(Claimed { record, payload, lease }))
    }

    /// Gives a message back of which nothing was done: a worker that stops hands back what it has. It is pending again at once, and to have had it
    /// was no attempt.
    ///
    /// ```
    /// use depara_store::queue::{NewMessage, QueueDirection, Status};
    /// use depara_store::{Settings, Store, StoreError};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
    /// store.transaction(|transaction| transaction.enqueue(&NewMessage::new(QueueDirection::Outbound, "RM", "7f3c", b"{}")))?;
    /// let claimed = store.transaction(|transaction| transaction.claim(QueueDirection::Outbound, "worker 1", 1))?.remove(0);
    /// store.transaction(|transaction| transaction.release(&claimed))?;
    /// let record = store.transaction(|transaction| transaction.message(claimed.record.id))?;
    /// assert_eq!((record.status, record.attempts), (Status::Pending, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when another worker may have it, and those of the data base.
    pub fn release(&mut self, claimed: &Claimed) -> Result<(), StoreError> {
        let (id, now) = (claimed.record.id, self.now().micros());
        if self.execute(RELEASE, &[id.into(), claimed.lease.into(), now.into()])? == 0 {
            return Err(StoreError::LeaseLost { id });
        }
        self.notify();
        Ok(())
    }

    /// The documents of some messages, on few ways to the data base.
    fn payloads(&mut self, messages: &[(MessageRecord, i64)]) -> Result<HashMap<i64, Vec<u8>>, StoreError> {
        let mut payloads = HashMap::with_capacity(messages.len());
        let [of_one, of_chunk] = &*PAYLOADS;
        for chunk in messages.chunks(CHUNK) {
            let mut values: Vec<Value<'_>> = chunk.iter().map(|(record, _)| Value::Integer(record.id)).collect();
            let sql = if let [_] = chunk { of_one } else { of_chunk };
            // What is left of the statement asks for the first one once more.
            if let (Some(first), true) = (values.first().copied(), chunk.len() > 1) {
                values.resize(CHUNK, first);
            }
            let found = self.rows(sql, &values, |row| Ok((integer(row, 0)?, row.bytes(1)?.unwrap_or_default().to_vec())))?;
            payloads.extend(found);
        }
        Ok(payloads)
    }

    /// Keeps a message for its worker for another lease.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when it has ended and was seen to have ended, and those of the data base.
    pub fn extend(&mut self, claimed: &Claimed) -> Result<(), StoreError> {
        let (now, until) = (self.now(), self.lease_end());
        let values = [claimed.record.id.into(), claimed.lease.into(), until.micros().into(), now.micros().into()];
        match self.execute(EXTEND, &values)? {
            0 => Err(StoreError::LeaseLost { id: claimed.record.id }),
            _ => Ok(()),
        }
    }

    pub(super) fn lease_end(&self) -> Timestamp {
        self.now().after(self.settings.lease)
    }
}
