//! Answers that come later, to messages that were sent or passed on.

use super::record::{columns, read};
use super::{By, MessageRecord, QueueDirection, ReturnedKey, Status};
use crate::backend::{integer, text};
use crate::{StoreError, Timestamp, Transaction};

/// The answer to a message that was sent or passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What the receiver says became of it.
    pub outcome: Outcome,
    /// The document.
    pub response: Vec<u8>,
    /// The keys that it has.
    pub keys: Vec<ReturnedKey>,
}

/// What a receiver says became of a message.
///
/// ```
/// use depara_store::queue::{Outcome, Status};
///
/// assert_eq!(Outcome::Processed.status(), Status::Processed);
/// assert_eq!(Outcome::Refused("cliente bloqueado".into()).status(), Status::Refused);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was processed.
    Processed,
    /// It failed with this text, and may be tried again.
    Error(String),
    /// It is not wanted, for this reason, and never will be.
    Refused(String),
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// The message with this number has it.
    Taken(i64),
    /// The message with this number had one already: nothing has changed.
    Repeated(i64),
    /// No message of this identifier was sent to this peer. The answer is kept apart.
    Orphan,
}

/// An answer to a message that is not known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrphanAnswer {
    /// Its number, in the order of arrival.
    pub id: i64,
    /// Who has sent it.
    pub peer: String,
    /// The identifier of the message that it answers.
    pub uuid: String,
    /// When it came.
    pub received_at: Timestamp,
    /// The document.
    pub response: Vec<u8>,
}

const FIND: &str = concat!("SELECT ", columns!(), " FROM depara_message WHERE direction = 'outbound' AND peer = ?1 AND uuid = ?2");
// What was tried may have been sent, whatever became of the worker. An error that has an answer is changed by a better one only: else an error
// that comes twice would begin the retries anew.
const ANSWER: &str = "UPDATE depara_message SET status = ?2, due_at = ?3, text = ?4, finished_at = ?5, lease_owner = NULL, \
     lease_until = NULL, answer_by = NULL, changed_at = ?6 \
     WHERE id = ?1 AND (status IN ('sent', 'processing') OR (status = 'pending' AND attempts > 0) OR (status = 'error' AND (?2 <> 'error' \
       OR answer_by IS NOT NULL OR NOT EXISTS (SELECT 1 FROM depara_message_body WHERE message = ?1 AND response IS NOT NULL))))";
const RESPOND: &str = "UPDATE depara_message_body SET response = ?2 WHERE message = ?1";
const ORPHAN: &str = "INSERT INTO depara_orphan_answer (peer, uuid, response, received_at) VALUES (?1, ?2, ?3, ?4)";
const ORPHANS: &str = "SELECT id, peer, uuid, received_at, response FROM depara_orphan_answer WHERE id > ?1 ORDER BY id LIMIT ?2";

impl Outcome {
    /// The status that the message gets.
    #[must_use]
    pub const fn status(&self) -> Status {
        match self {
            Self::Processed => Status::Processed,
            Self::Error(_) => Status::Error,
            Self::Refused(_) => Status::Refused,
        }
    }

    /// The text of the error, or the reason of the refusal.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Processed => None,
            Self::Error(text) | Self::Refused(text) => Some(text),
        }
    }
}

impl Transaction<'_> {
    /// The message with this identifier that goes to this peer, if there is one.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn find_outbound(&mut self, peer: &str, uuid: &str) -> Result<Option<MessageRecord>, StoreError> {
        Ok(self.rows(FIND, &[peer.into(), uuid.into()], read)?.pop())
    }

    /// Gives the outbound message with this identifier its answer, in the transaction in which the caller keeps the De-Para rows of the answer's
    /// keys. It is taken also when its time was over and the message waits to be sent again, and when the peer has answered with an error
    /// before and now says otherwise.
    ///
    /// # Errors
    /// [`StoreError::Transition`] when the message was not sent yet, and those of the data base.
    pub fn answer(&mut self, peer: &str, uuid: &str, answer: &Answer) -> Result<Answered, StoreError> {
        let now = self.now().micros();
        match self.find_outbound(peer, uuid)? {
            Some(record) => self.give(&record, answer),
            None => {
                self.execute(ORPHAN, &[peer.into(), uuid.into(), answer.response.as_slice().into(), now.into()])?;
                Ok(Answered::Orphan)
            }
        }
    }

    /// Gives a message its answer by its number, as [`Transaction::answer`] does. It is also for one that came in, was passed on
    /// ([`Finish::Sent`](super::Finish::Sent)) and has the answer of the system to which it went. When that is an error, the message is not
    /// passed on again by itself: what it was passed on as is retried, and may bring a better answer, which is taken.
    ///
    /// ```
    /// use depara_store::queue::{Answer, Answered, Enqueued, Finish, NewMessage, Outcome, QueueDirection, Status};
    /// use depara_store::{Settings, Store, StoreError};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
    /// let received = NewMessage::new(QueueDirection::Inbound, "RM", "7f3c", b"<TOTVSMessage/>");
    /// store.transaction(|transaction| transaction.enqueue(&received))?;
    /// // A worker passes it on: both records in one commit.
    /// store.work(QueueDirection::Inbound, "worker 1", 1, |transaction, message| {
    ///     let relayed = NewMessage { direction: QueueDirection::Outbound, peer: "PROTHEUS", cause: Some(message.record.id), ..received };
    ///     transaction.enqueue(&relayed)?;
    ///     Ok::<_, StoreError>(Finish::Sent)
    /// })?;
    /// store.work(QueueDirection::Outbound, "worker 1", 1, |_, _| Ok::<_, StoreError>(Finish::Sent))?;
    /// // The answer finishes both.
    /// let answer = Answer { outcome: Outcome::Processed, response: b"<Response/>".to_vec(), keys: Vec::new() };
    /// store.transaction(|transaction| {
    ///     let Answered::Taken(id) = transaction.answer("PROTHEUS", "7f3c", &answer)? else { return Ok(()) };
    ///     if let Some(cause) = transaction.message(id)?.cause {
    ///         transaction.settle(cause, &answer)?;
    ///         assert_eq!(transaction.message(cause)?.status, Status::Processed);
    ///     }
    ///     Ok::<_, StoreError>(())
    /// })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As of [`Transaction::answer`], and [`StoreError::NoMessage`].
    pub fn settle(&mut self, id: i64, answer: &Answer) -> Result<Answered, StoreError> {
        let record = self.message(id)?;
        self.give(&record, answer)
    }

    fn give(&mut self, record: &MessageRecord, answer: &Answer) -> Result<Answered, StoreError> {
        let (id, now) = (record.id, self.now());
        self.lock_lane(record.direction, &record.peer, record.business_key.as_deref())?;
        let (status, settings) = (answer.outcome.status(), self.settings);
        let due = match (status, record.direction) {
            (Status::Error, QueueDirection::Outbound) => settings.retry.next(record.delivery, record.attempts, now, &*settings.random),
            _ => None,
        };
        let values = [
            id.into(),
            status.name().into(),
            due.map(|due| due.micros()).into(),
            answer.outcome.text().into(),
            status.is_final().then_some(now.micros()).into(),
            now.micros().into(),
        ];
        if self.execute(ANSWER, &values)? == 0 {
            let found = self.message(id)?.status;
            return match found {
                Status::Pending => {
                    let sent = status.sources(By::Peer).into_iter().filter(|source| *source != Status::Pending).collect();
                    Err(StoreError::Transition { id, from: found, to: status, allowed: sent })
                }
                _ => Ok(Answered::Repeated(id)),
            };
        }
        if record.status == Status::Error && status != Status::Error {
            // Somebody may have read the error: that it is none any more is told.
            self.note(id, (record.status, status), (&record.peer, "answered after all", ""))?;
        }
        self.execute(RESPOND, &[id.into(), answer.response.as_slice().into()])?;
        self.keep_keys(id, &answer.keys)?;
        if status.is_final() {
            self.next_turn(record)?;
        }
        Ok(Answered::Taken(id))
    }

    /// At most `limit` answers to messages that are not known here, whose number is greater than `after`.
    ///
    /// ```
    /// use depara_store::queue::{Answer, Answered, Outcome};
    /// use depara_store::{Settings, Store, StoreError};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
    /// let answer = Answer { outcome: Outcome::Processed, response: b"<Response/>".to_vec(), keys: Vec::new() };
    /// let orphans = store.transaction(|transaction| {
    ///     assert_eq!(transaction.answer("PROTHEUS", "never sent", &answer)?, Answered::Orphan);
    ///     transaction.orphan_answers(0, 10)
    /// })?;
    /// assert_eq!((orphans[0].uuid.as_str(), &orphans[0].response), ("never sent", &answer.response));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of the data base.
    pub fn orphan_answers(&mut self, after: i64, limit: u32) -> Result<Vec<OrphanAnswer>, StoreError> {
        self.rows(ORPHANS, &[after.into(), i64::from(limit).into()], |row| {
            Ok(OrphanAnswer {
                id: integer(row, 0)?,
                peer: text(row, 1)?,
                uuid: text(row, 2)?,
                received_at: Timestamp::from_micros(integer(row, 3)?),
                response: row.bytes(4)?.unwrap_or_default().to_vec(),
            })
        })
    }
}
