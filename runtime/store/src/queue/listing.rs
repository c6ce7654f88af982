//! Messages for a monitor: found by what a person types, page by page, however many there are.

use super::record::{columns, read};
use super::{MessageRecord, QueueDirection, Status};
use crate::backend::{Columns, Value, integer};
use crate::page::{EXAMINED, Needle, Page};
use crate::{StoreError, Timestamp, Transaction};
use std::time::Duration;

/// Which messages are wanted; what is none, or empty, is anything.
///
/// ```
/// use depara_store::queue::{MessageQuery, NewMessage, QueueDirection, Status};
/// use depara_store::{Settings, Store, StoreError};
///
/// let folder = tempfile::tempdir()?;
/// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
/// for uuid in ["a1", "b1", "b2"] {
///     store.transaction(|transaction| transaction.enqueue(&NewMessage::new(QueueDirection::Inbound, "RM", uuid, b"{}")))?;
/// }
/// let query = MessageQuery { statuses: &[Status::Pending], text: Some("B"), ..MessageQuery::default() };
/// let page = store.read(|transaction| transaction.find_messages(&query, None, 1))?;
/// assert_eq!(page.items[0].uuid, "b2");
/// let page = store.read(|transaction| transaction.find_messages(&query, page.next, 1))?;
/// assert_eq!(page.items[0].uuid, "b1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MessageQuery<'q> {
    /// Where they go.
    pub direction: Option<QueueDirection>,
    /// The other system.
    pub peer: Option<&'q str>,
    /// What has become of them.
    pub statuses: &'q [Status],
    /// Their transaction, as it was kept.
    pub transaction: Option<&'q str>,
    /// What stands somewhere in the identifier, the business key, the text or the returned keys; case and accents make no difference.
    pub text: Option<&'q str>,
    /// They came at this time or later.
    pub since: Option<Timestamp>,
    /// They came before this time.
    pub until: Option<Timestamp>,
}

/// Messages that stand together in an index: those of one direction, peer and status.
type Lane = (QueueDirection, String, Status);

/// What one look at a lane, or at all messages, has found.
struct Examined {
    found: Vec<MessageRecord>,
    /// Whatever has this number or a greater one was looked at.
    down_to: i64,
}

/// How far numbers and times of arrival may lie apart: transactions that go on at the same time, and clocks of several machines.
const SLACK: Duration = Duration::from_secs(3_600);

/// How many messages are looked at with one statement.
const CHUNK: usize = 1_000;

const EXACT: &str = concat!("SELECT ", columns!(), " FROM depara_message WHERE direction = ?1 AND peer = ?2 AND uuid = ?3");
const FROM_NUMBER: &str = "SELECT id, created_at FROM depara_message WHERE id >= ?1 ORDER BY id LIMIT 1";
const LAST_NUMBER: &str = "SELECT id FROM depara_message ORDER BY id DESC LIMIT 1";
const NUMBER: &str = "SELECT id FROM depara_message";
const RECORD: &str = concat!("SELECT ", columns!(), " FROM depara_message");
const RECORD_AND_KEYS: &str = concat!(
    "SELECT ",
    columns!(),
    ", k.origin, k.destination FROM depara_message LEFT JOIN depara_message_key k ON k.message = depara_message.id"
);
/// Where the keys are, behind the columns of the record.
const KEYS: [usize; 2] = [19, 20];
/// Identifier, business key and text, among those columns.
const SEARCHED: [usize; 3] = [3, 7, 12];
const OF_STATUS: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM depara_message WHERE direction = ?1 AND peer = ?2 AND status = ?3 AND id > ?4 ORDER BY id LIMIT ?5"
);

impl MessageQuery<'_> {
    /// Whether indexes lead to what is wanted and to nothing else.
    fn is_indexed(&self) -> bool {
        self.transaction.is_none() && self.text.is_none() && self.since.is_none() && self.until.is_none()
    }

    fn takes(&self, record: &MessageRecord) -> bool {
        (self.statuses.is_empty() || self.statuses.contains(&record.status))
            && self.transaction.is_none_or(|transaction| transaction == record.transaction)
            && self.since.is_none_or(|since| record.created_at >= since)
            && self.until.is_none_or(|until| record.created_at < until)
    }
}

impl Transaction<'_> {
    /// At most `limit` messages, the newest first, with a number less than `before`; documents are not read. [`Page::next`] is the `before` of the
    /// next page.
    ///
    /// However many messages there are, one call looks at ten thousand at most, and a page may therefore be short, or empty, although there
    /// are more: then [`Page::next`] says where to go on. Direction, peer and statuses are found by an index, and of a time it is looked up where it
    /// lies among the numbers, so that only transaction and text make anybody look at what is not wanted. A message whose identifier is
    /// the text, letter by letter, is found at once wherever it is, and then it is the only one.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn find_messages(&mut self, query: &MessageQuery<'_>, before: Option<i64>, limit: u32) -> Result<Page<MessageRecord>, StoreError> {
        let mut pairs = self.pairs()?;
        pairs.retain(|(direction, peer)| {
            query.direction.is_none_or(|wanted| wanted == *direction) && query.peer.is_none_or(|wanted| wanted == peer)
        });
        if let (Some(text), None) = (query.text, before) {
            let found = self.with_identifier(&pairs, query, text)?;
            if !found.is_empty() {
                return Ok(Page { items: found, next: None });
            }
        }
        let mut below = before.unwrap_or(i64::MAX);
        if let Some(until) = query.until {
            below = below.min(self.first_number_from(until.after(SLACK))?);
        }
        let low = match query.since {
            Some(since) => self.first_number_from(since.before(SLACK))?,
            None => i64::MIN,
        };
        let lanes: Vec<Option<Lane>> = if query.statuses.is_empty() && query.direction.is_none() && query.peer.is_none() {
            vec![None]
        } else {
            let statuses = if query.statuses.is_empty() { Status::ALL.as_slice() } else { query.statuses };
            pairs.iter().flat_map(|(direction, peer)| statuses.iter().map(|status| Some((*direction, peer.clone(), *status)))).collect()
        };
        let limit = usize::try_from(limit.max(1)).unwrap_or(usize::MAX);
        let share = EXAMINED.checked_div(lanes.len()).unwrap_or(EXAMINED).max(1);
        let (mut items, mut down_to) = (Vec::new(), low);
        for lane in &lanes {
            let examined = self.examine(lane.as_ref(), query, (below, low), limit, share)?;
            down_to = down_to.max(examined.down_to);
            items.extend(examined.found);
        }
        // A lane that was not looked at so far down may have messages in between.
        items.retain(|record| record.id >= down_to);
        items.sort_unstable_by_key(|record| std::cmp::Reverse(record.id));
        items.dedup_by_key(|record| record.id);
        if items.len() > limit {
            items.truncate(limit);
            down_to = items.last().map_or(down_to, |record| record.id);
        }
        Ok(Page { items, next: (down_to > low).then_some(down_to) })
    }

    /// What is wanted among some `share` messages of a lane with numbers of `low` or more below `below`.
    fn examine(
        &mut self,
        lane: Option<&Lane>,
        query: &MessageQuery<'_>,
        (mut below, low): (i64, i64),
        limit: usize,
        share: usize,
    ) -> Result<Examined, StoreError> {
        let mut found = Vec::new();
        if query.is_indexed() {
            let part = part(lane, (below, low)).then("ORDER BY id DESC LIMIT", limit);
            found = self.rows(&part.after(RECORD), &part.values, read)?;
            let down_to = if found.len() < limit { low } else { found.last().map_or(low, |record| record.id) };
            return Ok(Examined { found, down_to });
        }
        let needle = query.text.map(Needle::new);
        let chunk = share.min(CHUNK);
        for _ in 0..share.div_ceil(chunk) {
            let end = part(lane, (below, low)).then("ORDER BY id DESC LIMIT 1 OFFSET", chunk.saturating_sub(1));
            let end = self.rows(&end.after(NUMBER), &end.values, |row| integer(row, 0))?.pop();
            let mut part = part(lane, (below, end.unwrap_or(low)));
            part.and_maybe("transaction_name =", query.transaction.map(Value::Text));
            part.and_maybe("created_at >=", query.since.map(|since| since.micros().into()));
            part.and_maybe("created_at <", query.until.map(|until| until.micros().into()));
            let sql = part.after(if needle.is_some() { RECORD_AND_KEYS } else { RECORD });
            self.query(&format!("{sql} ORDER BY id DESC"), &part.values, &mut |row| {
                if found.len() < limit && is_new(&found, integer(row, 0)?) && fits(needle.as_ref(), row)? {
                    found.push(read(row)?);
                }
                Ok(())
            })?;
            if let (true, Some(last)) = (found.len() >= limit, found.last()) {
                let down_to = last.id;
                return Ok(Examined { found, down_to });
            }
            match end {
                Some(end) => below = end,
                None => return Ok(Examined { found, down_to: low }),
            }
        }
        Ok(Examined { found, down_to: below })
    }

    /// Messages with this very identifier.
    fn with_identifier(
        &mut self,
        pairs: &[(QueueDirection, String)],
        query: &MessageQuery<'_>,
        uuid: &str,
    ) -> Result<Vec<MessageRecord>, StoreError> {
        let mut found = Vec::new();
        for (direction, peer) in pairs {
            found.extend(self.rows(EXACT, &[direction.name().into(), peer.into(), uuid.into()], read)?);
        }
        found.retain(|record| query.takes(record));
        found.sort_unstable_by_key(|record| std::cmp::Reverse(record.id));
        Ok(found)
    }

    /// From which number on messages came at this time or later, where the clocks agree.
    fn first_number_from(&mut self, at: Timestamp) -> Result<i64, StoreError> {
        let last = self.rows(LAST_NUMBER, &[], |row| integer(row, 0))?.pop().unwrap_or(0);
        let (mut low, mut high) = (0, last.saturating_add(1));
        while low < high {
            let middle = low.midpoint(high);
            let found = self.rows(FROM_NUMBER, &[middle.into()], |row| Ok((integer(row, 0)?, integer(row, 1)?)))?.pop();
            match found {
                Some((id, created_at)) if created_at < at.micros() => low = id.saturating_add(1),
                _ => high = middle,
            }
        }
        Ok(low)
    }

    /// At most `limit` messages of a status whose number is greater than `after`, the oldest first.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn messages(&mut self, status: Status, after: i64, limit: u32) -> Result<Vec<MessageRecord>, StoreError> {
        let mut found = Vec::new();
        for (direction, peer) in self.pairs()? {
            let values = [direction.name().into(), (&peer).into(), status.name().into(), after.into(), i64::from(limit).into()];
            found.extend(self.rows(OF_STATUS, &values, read)?);
        }
        found.sort_unstable_by_key(|record| record.id);
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(found)
    }
}

/// The conditions of a statement, and their values.
struct Part<'v> {
    sql: String,
    values: Vec<Value<'v>>,
}

/// Those of a lane, or all, from one number down to another.
fn part(lane: Option<&Lane>, (below, low): (i64, i64)) -> Part<'_> {
    let mut part = Part { sql: " WHERE id < ?1 AND id >= ?2".to_owned(), values: vec![below.into(), low.into()] };
    if let Some((direction, peer, status)) = lane {
        part.and("direction =", direction.name().into());
        part.and("peer =", peer.into());
        part.and("status =", status.name().into());
    }
    part
}

impl<'v> Part<'v> {
    fn and(&mut self, condition: &str, value: Value<'v>) {
        self.values.push(value);
        self.sql.push_str(&format!(" AND {condition} ?{}", self.values.len()));
    }

    fn and_maybe(&mut self, condition: &str, value: Option<Value<'v>>) {
        if let Some(value) = value {
            self.and(condition, value);
        }
    }

    fn then(mut self, order: &str, number: usize) -> Self {
        self.values.push(Value::Integer(i64::try_from(number).unwrap_or(i64::MAX)));
        self.sql.push_str(&format!(" {order} ?{}", self.values.len()));
        self
    }

    fn after(&self, select: &str) -> String {
        format!("{select}{}", self.sql)
    }
}

/// Whether a row is of another message than the one found last: a message has a row for each of its keys.
fn is_new(found: &[MessageRecord], id: i64) -> bool {
    found.last().is_none_or(|last| last.id != id)
}

fn fits(needle: Option<&Needle>, row: &dyn Columns) -> Result<bool, StoreError> {
    let Some(needle) = needle else { return Ok(true) };
    for column in SEARCHED.into_iter().chain(KEYS) {
        if needle.is_in(row.text(column)?.unwrap_or_default()) {
            return Ok(true);
        }
    }
    Ok(false)
}
