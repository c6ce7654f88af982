//! What persons do at the monitor, with who and when.

use super::{By, Claimed, Status};
use crate::backend::integer;
use crate::{StoreError, Transaction};

const EARLIER: &str = "SELECT id FROM depara_message WHERE direction = ?1 AND peer = ?2 AND business_key = ?3 AND finished_at IS NULL \
     AND id < ?4 ORDER BY id LIMIT 1";
const PUT_ASIDE: &str = "UPDATE depara_message SET status = 'ignored', due_at = NULL, text = ?2, finished_at = ?3, changed_at = ?3 \
     WHERE id = ?1 AND status = 'error'";

impl Transaction<'_> {
    /// Takes a pending message, to process it now. The caller processes it and says [`Transaction::finish`].
    ///
    /// # Errors
    /// When it is not pending, waits for its turn or for a mapping, or does not exist; of two persons who do it at once, one gets this error.
    pub fn process(&mut self, id: i64, who: &str) -> Result<Claimed, StoreError> {
        self.take_by_hand(id, who, Status::Pending, "process")
    }

    /// Takes a message with an error, to process it again. Its attempts are counted anew.
    ///
    /// # Errors
    /// When it is not in error, waits for its turn, or does not exist; of two persons who do it at once, one gets this error.
    pub fn reprocess(&mut self, id: i64, who: &str) -> Result<Claimed, StoreError> {
        self.take_by_hand(id, who, Status::Error, "reprocess")
    }

    fn take_by_hand(&mut self, id: i64, who: &str, from: Status, action: &str) -> Result<Claimed, StoreError> {
        let record = self.message(id)?;
        let transition = |found: Status| StoreError::Transition { id, from: found, to: Status::Processing, allowed: vec![from] };
        if record.status != from || !from.leads_to(Status::Processing, By::Person) {
            return Err(transition(record.status));
        }
        self.lock_lane(record.direction, &record.peer, record.business_key.as_deref())?;
        if record.waits > 0 {
            return Err(StoreError::WaitsForMapping { id, codes: record.waits });
        }
        let values = [record.direction.name().into(), (&record.peer).into(), record.business_key.as_deref().into(), id.into()];
        if let Some(earlier) = self.rows(EARLIER, &values, |row| integer(row, 0))?.pop() {
            return Err(StoreError::NotItsTurn { id, earlier });
        }
        match self.take(id, from, who)? {
            Some(claimed) => {
                self.note(id, (from, Status::Processing), (who, action, ""))?;
                Ok(claimed)
            }
            None => {
                let found = self.message(id)?.status;
                Err(transition(found))
            }
        }
    }

    /// Puts a message aside that stays an error, so that the next one of its key has its turn.
    ///
    /// # Errors
    /// When it is not in error or does not exist.
    pub fn put_aside(&mut self, id: i64, who: &str, reason: &str) -> Result<(), StoreError> {
        let record = self.message(id)?;
        self.lock_lane(record.direction, &record.peer, record.business_key.as_deref())?;
        let now = self.now().micros();
        if self.execute(PUT_ASIDE, &[id.into(), reason.into(), now.into()])? == 0 {
            let (from, allowed) = (self.message(id)?.status, Status::Ignored.sources(By::Person));
            return Err(StoreError::Transition { id, from, to: Status::Ignored, allowed });
        }
        self.note(id, (Status::Error, Status::Ignored), (who, "put aside", reason))?;
        self.next_turn(&record)
    }
}
