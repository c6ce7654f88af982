//! What happens to the messages of a worker that died, and to those whose answers do not come.

use super::record::{LEASE, columns, read};
use super::{By, QueueDirection, Status};
use crate::backend::{Dialect, integer};
use crate::{StoreError, Timestamp, Transaction};
use std::time::Duration;

/// What became of the messages of workers that died, and of those whose answers did not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reclaimed {
    /// They are pending again.
    pub pending: u64,
    /// They are errors, because nobody may try them again without a person.
    pub errors: u64,
    /// They were sent, and no answer has come in time. They are errors, and are sent again as the retry rule says.
    pub unanswered: u64,
}

/// When a message is due that a worker died with: at once, as zero is, and alone. One of those that the worker had may have been its death, and
/// in the same company again it would take the others with it until all of them have used up their attempts.
const ALONE: i64 = 1;

// The plus keeps SQLite from reading the whole table in the order of its numbers, where the few that are leased have an index.
macro_rules! expired {
    ($lock:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            ", lease FROM depara_message WHERE lease_until IS NOT NULL \
             AND (lease_until < ?1 OR lease_until > ?2) ORDER BY +id LIMIT 1000",
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

macro_rules! unanswered {
    ($lock:literal) => {
        concat!("SELECT ", columns!(), " FROM depara_message WHERE status = 'sent' AND answer_by < ?1 ORDER BY answer_by LIMIT 1000", $lock)
    };
}
const UNANSWERED: &str = unanswered!("");
#[cfg(feature = "postgres")]
const UNANSWERED_BESIDE_OTHERS: &str = unanswered!(" FOR UPDATE SKIP LOCKED");
const GIVE_UP: &str =
    "UPDATE depara_message SET status = 'error', due_at = ?2, text = ?3, changed_at = ?4 WHERE id = ?1 AND status = 'sent'";
const ANSWER_TOO_LATE: &str = "UPDATE depara_message SET answer_by = ?1 WHERE status = 'sent' AND answer_by > ?2";

impl Transaction<'_> {
    /// Takes messages from workers whose leases have ended. An asynchronous one is pending again while it has attempts left; of a synchronous
    /// one nobody knows what became of it, and a person decides.
    ///
    /// A message that was sent and has no answer when its time is over is an error, which is retried as any other: the peer knows the message by its
    /// identifier. One that was passed on is an error until what it was passed on as has its answer. An answer that comes after all is taken.
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
        let expired = self.rows(sql, &[now.micros().into(), far.micros().into()], |row| Ok((read(row)?, integer(row, LEASE)?)))?;
        let mut reclaimed = Reclaimed::default();
        for (record, lease) in expired {
            let again = settings.retry.allows(record.delivery, record.attempts);
            let to = if again { Status::Pending } else { Status::Error };
            debug_assert!(record.status.leads_to(to, By::Time));
            let due = again.then_some(ALONE);
            let text = "the worker stopped before it was done / o processo parou antes de terminar";
            let values = [record.id.into(), to.name().into(), due.into(), text.into(), now.micros().into(), lease.into()];
            let changed = self.execute(RECLAIM, &values)?;
            if again { reclaimed.pending += changed } else { reclaimed.errors += changed }
        }
        reclaimed.unanswered = self.give_up_answers()?;
        if reclaimed.pending > 0 {
            self.notify();
        }
        Ok(reclaimed)
    }

    fn give_up_answers(&mut self) -> Result<u64, StoreError> {
        let (now, settings) = (self.now(), self.settings);
        let far = now.after(settings.answer_within.saturating_add(Duration::from_secs(1)));
        self.execute(ANSWER_TOO_LATE, &[now.after(settings.answer_within).micros().into(), far.micros().into()])?;
        let sql = match self.backend.dialect() {
            Dialect::Sqlite => UNANSWERED,
            #[cfg(feature = "postgres")]
            Dialect::Postgres => UNANSWERED_BESIDE_OTHERS,
        };
        let mut given_up = 0;
        for record in self.rows(sql, &[now.micros().into()], read)? {
            debug_assert!(record.status.leads_to(Status::Error, By::Time));
            // What came in and was passed on is not passed on again by itself: what it was passed on as is sent again.
            let due = match record.direction {
                QueueDirection::Inbound => None,
                QueueDirection::Outbound => settings.retry.next(record.delivery, record.attempts, now, &*settings.random),
            };
            let text = "no answer came in time / tempo esgotado: a resposta não chegou";
            let values = [record.id.into(), due.map(Timestamp::micros).into(), text.into(), now.micros().into()];
            given_up += self.execute(GIVE_UP, &values)?;
        }
        Ok(given_up)
    }
}

#[cfg(test)]
mod tests {
    use super::{EXPIRED, UNANSWERED};
    use crate::{Settings, Store, StoreError};

    /// Workers ask on every turn, whatever the number of messages that are over.
    #[test]
    fn what_has_expired_is_found_by_an_index() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default()).unwrap();
        for (sql, values) in [(EXPIRED, &[1.into(), 2.into()][..]), (UNANSWERED, &[1.into()])] {
            let mut plan = String::new();
            let explain = format!("EXPLAIN QUERY PLAN {sql}");
            let explained = store.transaction(|transaction| {
                transaction.query(&explain, values, &mut |row| {
                    plan.push_str(row.text(3)?.unwrap_or_default());
                    plan.push('\n');
                    Ok(())
                })
            });
            explained.map_err(|error: StoreError| error).unwrap();
            assert!(plan.contains("USING INDEX") && !plan.contains("SCAN depara_message\n"), "{plan}");
        }
    }
}
