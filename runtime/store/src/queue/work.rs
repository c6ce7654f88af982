//! One round of a worker: claim, process, commit.

use super::{Claimed, Finish, QueueDirection, Reclaimed};
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
    pub fn work<E: std::fmt::Display>(
        &mut self,
        direction: QueueDirection,
        owner: &str,
        limit: u32,
        mut handler: impl FnMut(&mut Transaction<'_>, &Claimed) -> Result<Finish, E>,
    ) -> Result<Worked, StoreError> {
        let (claimed, reclaimed) = self.transaction(|transaction| {
            let reclaimed = transaction.reclaim()?;
            Ok::<_, StoreError>((transaction.claim(direction, owner, limit)?, reclaimed))
        })?;
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
            // The whole transaction is tried again, and the handler with it.
            Err(Undone::Failed(error)) if self.in_conflict() => Err(StoreError::Conflict { source: error.into() }),
            Err(Undone::Failed(error)) => {
                // U+0000 in what a handler says must not keep the message from its error.
                let error = error.replace('\0', "\u{2400}");
                self.finish(message, &Finish::Failed { error, response: None })?;
                Ok(false)
            }
        }
    }
}
