//! How a worker gets messages for itself, and what happens to those of a worker that died.

use super::record::{columns, read};
use super::{By, MessageRecord, QueueDirection, Status};
use crate::backend::{Dialect, integer};
use crate::{StoreError, Timestamp, Transaction};
use std::time::Duration;

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

/// What became of the messages of workers that died.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reclaimed {
    /// They are pending again.
    pub pending: u64,
    /// They are errors, because nobody may try them again without a person.
    pub errors: u64,
}

macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "WITH picked AS MATERIALIZED (SELECT id FROM depara_message WHERE direction = ?1 AND due_at <= ?2 \
               ORDER BY due_at DESC, id LIMIT ?3",
            $lock,
            ") UPDATE depara_message SET status = 'processing', attempts = attempts + 1, lease = lease + 1, lease_owner = ?4, \
               lease_until = ?5, due_at = NULL, changed_at = ?2 WHERE id IN (SELECT id FROM picked) RETURNING ",
            columns!(),
            ", lease"
        )
    };
}

/// Retries come before new messages: there are at most three of each, and under load they would never have their turn.
const CLAIM: &str = claim!("");
#[cfg(feature = "postgres")]
const CLAIM_BESIDE_OTHERS: &str = claim!(" FOR UPDATE SKIP LOCKED");

const TAKE: &str = concat!(
    "UPDATE depara_message SET status = 'processing', attempts = CASE WHEN status = 'error' THEN 1 ELSE attempts + 1 END, lease = lease + 1, \
       lease_owner = ?3, lease_until = ?4, due_at = NULL, changed_at = ?5 WHERE id = ?1 AND status = ?2 RETURNING ",
    columns!(),
    ", lease"
);
const EXTEND: &str = "UPDATE depara_message SET lease_until = ?3, changed_at = ?4 WHERE id = ?1 AND lease = ?2 AND status = 'processing'";

macro_rules! expired {
    ($lock:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            ", lease FROM depara_message WHERE lease_until IS NOT NULL \
             AND (lease_until < ?1 OR lease_until > ?2) ORDER BY id LIMIT 1000",
            $lock
        )
    };
}
const EXPIRED: &str = expired!("");
#[cfg(feature = "postgres")]
const EXPIRED_BESIDE_OTHERS: &str = expired!(" FOR UPDATE SKIP LOCKED");
const RECLAIM: &str = "UPDATE depara_message SET status = ?2, due_at = ?3, text = ?4, lease_owner = NULL, lease_until = NULL, changed_at = ?5 \
     WHERE id = ?1 AND lease = ?6 AND status = 'processing'";
const TOO_LATE: &str = "UPDATE depara_message SET due_at = ?1 WHERE direction IN ('inbound', 'outbound') AND due_at > ?2";

impl Transaction<'_> {
    /// At most `limit` messages that are due, for the worker `owner` alone, until its lease ends.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn claim(&mut self, direction: QueueDirection, owner: &str, limit: u32) -> Result<Vec<Claimed>, StoreError> {
        let sql = match self.backend.dialect() {
            Dialect::Sqlite => CLAIM,
            #[cfg(feature = "postgres")]
            Dialect::Postgres => CLAIM_BESIDE_OTHERS,
        };
        let (now, until) = (self.now(), self.lease_end());
        let values = [direction.name().into(), now.micros().into(), i64::from(limit).into(), owner.into(), until.micros().into()];
        let mut found = self.rows(sql, &values, |row| Ok((read(row)?, integer(row, 16)?)))?;
        found.sort_by_key(|(record, _)| record.id);
        found.into_iter().map(|(record, lease)| self.claimed(record, lease)).collect()
    }

    /// A message that a person wants processed: `from` is the status that it must have.
    pub(super) fn take(&mut self, id: i64, from: Status, who: &str) -> Result<Option<Claimed>, StoreError> {
        let (now, until) = (self.now(), self.lease_end());
        let values = [id.into(), from.name().into(), who.into(), until.micros().into(), now.micros().into()];
        let found = self.rows(TAKE, &values, |row| Ok((read(row)?, integer(row, 16)?)))?.pop();
        found.map(|(record, lease)| self.claimed(record, lease)).transpose()
    }

    fn claimed(&mut self, record: MessageRecord, lease: i64) -> Result<Claimed, StoreError> {
        let payload = self.payload(record.id)?;
        Ok(Claimed { record, payload, lease })
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

    /// Takes messages from workers whose leases have ended. An asynchronous one is pending again while it has attempts left; of a synchronous
    /// one nobody knows what became of it, and a person decides.
    ///
    /// A time that lies further ahead than any that is set now was set before the clock was put back: it is brought near.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn reclaim(&mut self) -> Result<Reclaimed, StoreError> {
        let (now, settings) = (self.now(), self.settings);
        let longest = now.after(settings.retry.longest.saturating_add(Duration::from_secs(1)));
        self.execute(TOO_LATE, &[now.micros().into(), longest.micros().into()])?;
        let sql = match self.backend.dialect() {
            Dialect::Sqlite => EXPIRED,
            #[cfg(feature = "postgres")]
            Dialect::Postgres => EXPIRED_BESIDE_OTHERS,
        };
        let far = self.lease_end().after(Duration::from_secs(1));
        let expired = self.rows(sql, &[now.micros().into(), far.micros().into()], |row| Ok((read(row)?, integer(row, 16)?)))?;
        let mut reclaimed = Reclaimed::default();
        for (record, lease) in expired {
            let again = settings.retry.allows(record.delivery, record.attempts);
            let to = if again { Status::Pending } else { Status::Error };
            debug_assert!(record.status.leads_to(to, By::Time));
            let due = again.then_some(0_i64);
            let text = "the worker stopped before it was done / o processo parou antes de terminar";
            let values = [record.id.into(), to.name().into(), due.into(), text.into(), now.micros().into(), lease.into()];
            let changed = self.execute(RECLAIM, &values)?;
            if again { reclaimed.pending += changed } else { reclaimed.errors += changed }
        }
        if reclaimed.pending > 0 {
            self.notify()?;
        }
        Ok(reclaimed)
    }

    fn lease_end(&self) -> Timestamp {
        self.now().after(self.settings.lease)
    }
}
