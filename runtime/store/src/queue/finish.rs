//! What a worker says of a message when it is done with it.

use super::{By, Claimed, MessageRecord, Status};
use crate::backend::Value;
use crate::{StoreError, Transaction};

/// What became of a message that a worker had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finish {
    /// It was processed.
    Processed {
        /// The document that answers it.
        response: Option<Vec<u8>>,
        /// The keys that the answer has.
        keys: Vec<ReturnedKey>,
    },
    /// The peer has confirmed that it has it, and answers later: see [`Transaction::answer`]. Of a message that came in: it was passed on to
    /// another system, whose answer finishes it: see [`Transaction::settle`].
    Sent,
    /// It failed. It is tried again as the retry rule says.
    Failed {
        /// What went wrong, for those who read the monitor.
        error: String,
        /// The document that answers it.
        response: Option<Vec<u8>>,
    },
    /// The receiver does not want it, and never will.
    Refused {
        /// Why.
        reason: String,
        /// The document that answers it.
        response: Option<Vec<u8>>,
    },
    /// A rule says that nothing is to be done.
    Ignored {
        /// Which rule, or why.
        reason: String,
        /// The document that answers it.
        response: Option<Vec<u8>>,
    },
    /// It waits until a person maps the codes that were asked for with [`crate::depara::OrAsk`], and is then handed to a worker once more. What
    /// the handler did besides asking is kept, so it asks before it does anything.
    Waits,
}

/// The keys of a record in both systems, as an answer has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedKey {
    /// Which record.
    pub name: String,
    /// The key in the system that sent the original message.
    pub origin: String,
    /// The key in the system that answered.
    pub destination: String,
}

// `due_at` is zero for what may go on at once: a clock that is put back must not keep it.
const FINISH: &str = "UPDATE depara_message SET status = ?3, due_at = ?4, text = ?5, finished_at = ?6, lease_owner = NULL, \
     lease_until = NULL, answer_by = ?8, changed_at = ?7 WHERE id = ?1 AND lease = ?2 AND status = 'processing'";
const WAIT: &str = "UPDATE depara_message SET status = 'pending', attempts = attempts - 1, lease_owner = NULL, lease_until = NULL, \
       waits = (SELECT count(*) FROM depara_message_wait WHERE message = ?1), \
       due_at = CASE WHEN EXISTS (SELECT 1 FROM depara_message_wait WHERE message = ?1) THEN NULL ELSE 0 END, changed_at = ?3 \
     WHERE id = ?1 AND lease = ?2 AND status = 'processing'";
const RESPOND: &str = "UPDATE depara_message_body SET response = ?2 WHERE message = ?1";
const CLEAR_KEYS: &str = "DELETE FROM depara_message_key WHERE message = ?1";
const KEY: &str = "INSERT INTO depara_message_key (message, position, name, origin, destination) VALUES (?1, ?2, ?3, ?4, ?5)";
const TURN: &str = "UPDATE depara_message SET due_at = 0 WHERE id = (SELECT id FROM depara_message \
       WHERE direction = ?1 AND peer = ?2 AND business_key = ?3 AND finished_at IS NULL AND id > ?4 ORDER BY id LIMIT 1) \
     AND status = 'pending' AND waits = 0 AND due_at IS NULL";

impl Finish {
    /// The status that the message gets.
    #[must_use]
    pub fn status(&self) -> Status {
        match self {
            Self::Processed { .. } => Status::Processed,
            Self::Sent => Status::Sent,
            Self::Failed { .. } => Status::Error,
            Self::Refused { .. } => Status::Refused,
            Self::Ignored { .. } => Status::Ignored,
            Self::Waits => Status::Pending,
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Failed { error, .. } => Some(error),
            Self::Refused { reason, .. } | Self::Ignored { reason, .. } => Some(reason),
            Self::Processed { .. } | Self::Sent | Self::Waits => None,
        }
    }

    fn response(&self) -> Option<&[u8]> {
        match self {
            Self::Processed { response, .. }
            | Self::Failed { response, .. }
            | Self::Refused { response, .. }
            | Self::Ignored { response, .. } => response.as_deref(),
            Self::Sent | Self::Waits => None,
        }
    }
}

impl Transaction<'_> {
    /// Whether a claimed message is tried again by itself when it fails now.
    #[must_use]
    pub fn retries(&self, record: &MessageRecord) -> bool {
        self.settings.retry.allows(record.delivery, record.attempts)
    }

    /// Says what became of a message, in the transaction of its business effect.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when another worker may have the message: then the whole transaction must not be committed. And those of the
    /// data base.
    pub fn finish(&mut self, claimed: &Claimed, finish: &Finish) -> Result<(), StoreError> {
        let (record, now) = (&claimed.record, self.now());
        let status = finish.status();
        debug_assert!(Status::Processing.leads_to(status, By::Worker));
        self.lock_lane(record.direction, &record.peer, record.business_key.as_deref())?;
        let changed = if *finish == Finish::Waits {
            self.execute(WAIT, &[record.id.into(), claimed.lease.into(), now.micros().into()])?
        } else {
            let settings = self.settings;
            let due = match finish {
                Finish::Failed { .. } => settings.retry.next(record.delivery, record.attempts, now, &*settings.random),
                _ => None,
            };
            let values: [Value<'_>; 8] = [
                record.id.into(),
                claimed.lease.into(),
                status.name().into(),
                due.map(|due| due.micros()).into(),
                finish.text().into(),
                status.is_final().then_some(now.micros()).into(),
                now.micros().into(),
                (*finish == Finish::Sent).then(|| now.after(settings.answer_within).micros()).into(),
            ];
            self.execute(FINISH, &values)?
        };
        if changed == 0 {
            // The answer may overtake the confirmation that the peer has the message.
            return match self.message(record.id)?.status {
                Status::Processed | Status::Error | Status::Refused if *finish == Finish::Sent => Ok(()),
                _ => Err(StoreError::LeaseLost { id: record.id }),
            };
        }
        match (finish.response(), finish) {
            (Some(response), _) => drop(self.execute(RESPOND, &[record.id.into(), response.into()])?),
            // What an earlier attempt was answered is no answer to this one.
            (None, Finish::Failed { .. }) if record.attempts > 1 => self.later(RESPOND, &[record.id.into(), Value::Null])?,
            _ => {}
        }
        if let Finish::Processed { keys, .. } = finish {
            self.keep_keys(record.id, keys)?;
        }
        if status.is_final() { self.next_turn(record) } else { Ok(()) }
    }

    pub(super) fn keep_keys(&mut self, id: i64, keys: &[ReturnedKey]) -> Result<(), StoreError> {
        if !keys.is_empty() {
            self.execute(CLEAR_KEYS, &[id.into()])?;
        }
        for (position, key) in (0_i64..).zip(keys) {
            self.execute(KEY, &[id.into(), position.into(), (&key.name).into(), (&key.origin).into(), (&key.destination).into()])?;
        }
        Ok(())
    }

    /// Gives the next message of the same key its turn. The caller has the lock of the key.
    pub(super) fn next_turn(&mut self, record: &MessageRecord) -> Result<(), StoreError> {
        let Some(key) = record.business_key.as_deref() else { return Ok(()) };
        let values = [record.direction.name().into(), (&record.peer).into(), key.into(), record.id.into()];
        self.later(TURN, &values)
    }
}
