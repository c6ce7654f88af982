//! Answers that come later, to messages that were sent.

use super::record::{columns, read};
use super::{By, QueueDirection, ReturnedKey, Status};
use crate::{StoreError, Transaction};

/// The answer of a peer to a message that was sent to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The error, when there was one.
    pub error: Option<String>,
    /// The document.
    pub response: Vec<u8>,
    /// The keys that it has.
    pub keys: Vec<ReturnedKey>,
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

const FIND: &str = concat!("SELECT ", columns!(), " FROM depara_message WHERE direction = 'outbound' AND peer = ?1 AND uuid = ?2");
// What was tried may have been sent, whatever became of the worker; an error that is no missing answer is an answer.
const ANSWER: &str = "UPDATE depara_message SET status = ?2, due_at = ?3, text = ?4, finished_at = ?5, lease_owner = NULL, \
     lease_until = NULL, answer_by = NULL, changed_at = ?6 \
     WHERE id = ?1 AND (status IN ('sent', 'processing') OR (status = 'pending' AND attempts > 0) OR (status = 'error' AND answer_by IS NOT NULL))";
const RESPOND: &str = "UPDATE depara_message_body SET response = ?2 WHERE message = ?1";
const ORPHAN: &str = "INSERT INTO depara_orphan_answer (peer, uuid, response, received_at) VALUES (?1, ?2, ?3, ?4)";

impl Transaction<'_> {
    /// Gives the message with this identifier its answer, also when its time was over and it waits to be sent again, in the transaction in which the caller keeps the De-Para rows of the answer's keys.
    ///
    /// # Errors
    /// [`StoreError::Transition`] when the message was not sent yet, and those of the data base.
    pub fn answer(&mut self, peer: &str, uuid: &str, answer: &Answer) -> Result<Answered, StoreError> {
        let now = self.now();
        let Some(record) = self.rows(FIND, &[peer.into(), uuid.into()], read)?.pop() else {
            self.execute(ORPHAN, &[peer.into(), uuid.into(), answer.response.as_slice().into(), now.micros().into()])?;
            return Ok(Answered::Orphan);
        };
        self.lock_lane(QueueDirection::Outbound, peer, record.business_key.as_deref())?;
        let (status, settings) = (if answer.error.is_some() { Status::Error } else { Status::Processed }, self.settings);
        let due = match status {
            Status::Error => settings.retry.next(record.delivery, record.attempts, now, &*settings.random),
            _ => None,
        };
        let values = [
            record.id.into(),
            status.name().into(),
            due.map(|due| due.micros()).into(),
            answer.error.as_deref().into(),
            status.is_final().then_some(now.micros()).into(),
            now.micros().into(),
        ];
        if self.execute(ANSWER, &values)? == 0 {
            let found = self.message(record.id)?.status;
            return match found {
                Status::Pending => {
                    let sent = status.sources(By::Peer).into_iter().filter(|source| *source != Status::Pending).collect();
                    Err(StoreError::Transition { id: record.id, from: found, to: status, allowed: sent })
                }
                _ => Ok(Answered::Repeated(record.id)),
            };
        }
        self.execute(RESPOND, &[record.id.into(), answer.response.as_slice().into()])?;
        self.keep_keys(record.id, &answer.keys)?;
        if status.is_final() {
            self.next_turn(&record)?;
        }
        Ok(Answered::Taken(record.id))
    }
}
