//! One round of a worker: claim, process, commit.

use super::{Claimed, Finish, Reclaimed, Selection};
use crate::{Store, StoreError, Transaction};

/// What a round of a worker has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Worked {
    /// How many messages it had.
    pub claimed: usize,
    /// How many of them failed.
    pub failed: usize,
    /// How many were given back, because another worker may have them.
    pub lost: usize,
    /// What became of the messages of workers that died.
    pub reclaimed: Reclaimed,
}

impl Store {
    /// Claims at most `limit` due messages for the worker `owner`, hands each to `handler`, and commits what the handlers did with the statuses,
    /// all in one commit. What a handler that fails did is undone, its message gets the error, and the others are kept.
    ///
    /// A handler does its work in the transaction and may be run again, so what cannot be undone (sending a message) is for a transaction of
    /// its own: see [`Transaction::claim`] and [`Transaction::finish`].
    ///
    /// # Errors
    /// Those of the data base. The claimed messages then stay with this worker until its lease ends, and are tried again.
    pub fn work<'p, E: std::fmt::Display>(
        &mut self,
        which: impl Into<Selection<'p>>,
        owner: &str,
        limit: u32,
        mut handler: impl FnMut(&mut Transaction<'_>, &Claimed) -> Result<Finish, E>,
    ) -> Result<Worked, StoreError> {
        let which = which.into();
        let mut reclaimed = Reclaimed::default();
        let mut claimed = Vec::new();
        // An idle worker looks for the dead before it goes to sleep; a busy one only now and then.
        for look in [self.is_time_to_reclaim(), true] {
            (claimed, reclaimed) = self.transaction(|transaction| {
                let reclaimed = if look { transaction.reclaim()? } else { Reclaimed::default() };
                Ok::<_, StoreError>((transaction.claim(which, owner, limit)?, reclaimed))
            })?;
            if look {
                self.has_reclaimed();
            }
            if look || !claimed.is_empty() {
                break;
            }
        }
        let mut worked = Worked { claimed: claimed.len(), reclaimed, ..Worked::default() };
        if claimed.is_empty() {
            return Ok(worked);
        }
        (worked.failed, worked.lost) = self.transaction(|transaction| {
            let (mut failed, mut lost) = (0, 0);
            for message in &claimed {
                match transaction.one(message, &mut handler) {
                    Ok(fine) => failed += usize::from(!fine),
                    Err(StoreError::LeaseLost { .. }) => lost += 1,
                    Err(error) => return Err(error),
                }
            }
            Ok((failed, lost))
        })?;
        Ok(worked)
    }
}

/// Why what a handler did is undone.
enum Undone {
    /// It failed with this text.
    Failed(String),
    /// The data base failed.
    Store(StoreError),
}

impl From<StoreError> for Undone {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Transaction<'_> {
    /// Whether a message was handled; else it has the error now.
    fn one<E: std::fmt::Display>(
        &mut self,
        message: &Claimed,
        handler: &mut impl FnMut(&mut Transaction<'_>, &Claimed) -> Result<Finish, E>,
    ) -> Result<bool, StoreError> {
        let result = self.savepoint(|transaction| {
            let finish = handler(transaction, message).map_err(|error| Undone::Failed(error.to_string()))?;
            transaction.finish(message, &finish)?;
            Ok(!matches!(finish, Finish::Failed { .. }))
        });
        match result {
            Ok(fine) => Ok(fine),
            Err(Undone::Store(error)) => Err(error),
            Err(Undone::Failed(error)) => {
                // What ends the whole transaction is no fault of this message.
                if let Some(fault) = self.fault() {
                    return Err(fault.error(error));
                }
                // U+0000 in what a handler says must not keep the message from its error.
                let error = error.replace('\0', "\u{2400}");
                self.finish(message, &Finish::Failed { error, response: None })?;
                Ok(false)
            }
        }
    }
}
