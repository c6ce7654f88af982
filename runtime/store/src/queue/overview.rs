//! How much there is of what, and what has changed: for dashboards, measurements and pages that follow the queue.

use super::record::{columns, direction, read};
use super::{MessageRecord, QueueDirection, Status};
use crate::backend::{integer, text};
use crate::{StoreError, Timestamp, Transaction};
use std::sync::LazyLock;

/// How many messages of one peer have a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageCount {
    /// Where they go.
    pub direction: QueueDirection,
    /// The other system.
    pub peer: String,
    /// What has become of them.
    pub status: Status,
    /// How many there are, or as many as were to be counted at most.
    pub count: u32,
    /// There are more than that.
    pub more: bool,
    /// When the first of them came. Of those that are pending it tells how far the work is behind.
    pub oldest: Timestamp,
}

const PAIRS: &str = "SELECT direction, peer FROM depara_message WHERE (direction, peer) > (?1, ?2) ORDER BY direction, peer LIMIT 1";
/// For each status how many there are, up to a number, and when the first came.
static COUNTS: LazyLock<String> = LazyLock::new(|| {
    let of_status = Status::ALL.map(|status| {
        let those = format!("FROM depara_message WHERE direction = ?1 AND peer = ?2 AND status = '{status}'");
        format!("(SELECT count(*) FROM (SELECT 1 {those} LIMIT ?3) AS few), (SELECT created_at {those} ORDER BY id LIMIT 1)")
    });
    format!("SELECT {}", of_status.join(", "))
});
const CHANGED: &str =
    concat!("SELECT ", columns!(), " FROM depara_message WHERE (changed_at, id) > (?1, ?2) ORDER BY changed_at, id LIMIT ?3");

impl Transaction<'_> {
    /// How many messages there are of each direction, peer and status, up to `limit_each`: what it costs depends on that and on the number of peers,
    /// not on how many messages there are. What there is none of is not told.
    ///
    /// ```
    /// use depara_store::queue::{NewMessage, QueueDirection, Status};
    /// use depara_store::{Settings, Store, StoreError};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
    /// for uuid in ["1", "2", "3"] {
    ///     store.transaction(|transaction| transaction.enqueue(&NewMessage::new(QueueDirection::Outbound, "RM", uuid, b"{}")))?;
    /// }
    /// let counts = store.read(|transaction| transaction.count_messages(2))?;
    /// assert_eq!((counts[0].peer.as_str(), counts[0].status, counts[0].count, counts[0].more), ("RM", Status::Pending, 2, true));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of the data base.
    pub fn count_messages(&mut self, limit_each: u32) -> Result<Vec<MessageCount>, StoreError> {
        let mut counts = Vec::new();
        for (direction, peer) in self.pairs()? {
            let values = [direction.name().into(), (&peer).into(), i64::from(limit_each).saturating_add(1).into()];
            self.query(&COUNTS, &values, &mut |row| {
                for (column, status) in (0..).step_by(2).zip(Status::ALL) {
                    let (count, oldest) = (integer(row, column)?, row.integer(column.saturating_add(1))?);
                    if let Some(oldest) = oldest {
                        let (count, more) = (u32::try_from(count).unwrap_or(u32::MAX), count > i64::from(limit_each));
                        let (peer, oldest) = (peer.clone(), Timestamp::from_micros(oldest));
                        counts.push(MessageCount { direction, peer, status, count: count.min(limit_each), more, oldest });
                    }
                }
                Ok(())
            })?;
        }
        Ok(counts)
    }

    /// At most `limit` messages to which something was done after this time, or at this time to one with a greater number, in that order. Time and
    /// number of the last one are where to go on.
    ///
    /// The time of a change is when its transaction began, and on PostgreSQL one that began earlier may be committed later. Who must not miss
    /// one goes on from some seconds earlier, and passes over what was told.
    ///
    /// ```
    /// use depara_store::queue::{NewMessage, QueueDirection};
    /// use depara_store::{Settings, Store, StoreError, Timestamp};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
    /// store.transaction(|transaction| transaction.enqueue(&NewMessage::new(QueueDirection::Outbound, "RM", "7f3c", b"{}")))?;
    /// let changed = store.read(|transaction| transaction.changed_messages((Timestamp::from_micros(0), 0), 10))?;
    /// let last = changed.last().map(|record| (record.changed_at, record.id)).unwrap();
    /// assert!(store.read(|transaction| transaction.changed_messages(last, 10))?.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of the data base.
    pub fn changed_messages(&mut self, after: (Timestamp, i64), limit: u32) -> Result<Vec<MessageRecord>, StoreError> {
        self.rows(CHANGED, &[after.0.micros().into(), after.1.into(), i64::from(limit).into()], read)
    }

    /// Every direction and peer of which there are messages, at the cost of one look into an index each.
    pub(super) fn pairs(&mut self) -> Result<Vec<(QueueDirection, String)>, StoreError> {
        let mut pairs: Vec<(QueueDirection, String)> = Vec::new();
        loop {
            let (direction_name, peer) = pairs.last().map_or(("", ""), |(direction, peer)| (direction.name(), peer.as_str()));
            let next = self.rows(PAIRS, &[direction_name.into(), peer.into()], |row| Ok((direction(row, 0)?, text(row, 1)?)))?.pop();
            match next {
                Some(pair) => pairs.push(pair),
                None => return Ok(pairs),
            }
        }
    }
}
