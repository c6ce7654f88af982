//! The De-Para rows that an answer proves, written in the transaction of its message.

use super::header::Header;
use depara::rows::{Pair, Row, proved_rows};
use depara::rules::Operation;
use depara::{AdapterInfo, DeParaInfo, DeParaMode};
use depara_store::depara::{Cardinality, Done, Refusal, Side, Space, SpaceInfo, Stamp};
use depara_store::queue::ReturnedKey;
use depara_store::{StoreError, Transaction};

/// What an answer is about, and who gave it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lesson<'l> {
    /// The adapters of the message.
    pub(super) adapters: &'l [&'static AdapterInfo],
    /// What the envelope of the answered message says.
    pub(super) header: &'l Header,
    /// Its number in the queue.
    pub(super) number: i64,
    /// The product of the system that sent the message.
    pub(super) sender: &'l str,
    /// The product of the system that answers.
    pub(super) answerer: &'l str,
}

/// What was written, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Learnt {
    /// How many rows are new, changed or removed.
    pub(super) rows: usize,
    /// The pairs that are no row, each with its reason.
    pub(super) undecided: Vec<String>,
}

/// The name space of a De-Para. Tables whose key has a coligada have a row for each of those that see the record.
pub(super) fn space(transaction: &mut Transaction<'_>, depara: &DeParaInfo) -> Result<Space, StoreError> {
    let by_coligada = depara.internal.slots().any(|part| part.name.eq_ignore_ascii_case("CODCOLIGADA"));
    transaction.space(&SpaceInfo::of(depara, if by_coligada { Cardinality::ManyToOne } else { Cardinality::OneToOne }))
}

impl Lesson<'_> {
    /// Writes what the keys of the answer prove.
    pub(super) fn learn(&self, transaction: &mut Transaction<'_>, keys: &[ReturnedKey]) -> Result<Learnt, StoreError> {
        let stamp = self.header.stamp(self.number, transaction.now());
        if self.header.operation() == Some(Operation::Delete) {
            return self.forget(transaction, keys, stamp);
        }
        let pairs = keys.iter().map(|key| Pair { name: &key.name, origin: &key.origin, destination: &key.destination });
        let proof = proved_rows(self.adapters, pairs, self.answered_by_internal());
        let mut learnt = Learnt { undecided: proof.undecided.iter().map(ToString::to_string).collect(), ..Learnt::default() };
        for row in &proof.rows {
            let Some(depara) =
                self.deparas().find(|depara| depara.table == row.table && depara.external.shape.parse(&row.external).is_ok())
            else {
                continue;
            };
            let space = space(transaction, depara)?;
            if !matches!(put(transaction, &space, row, stamp)?, Done::Unchanged | Done::Stale { .. }) {
                learnt.rows += 1;
            }
        }
        Ok(learnt)
    }

    /// Buries the rows of a deleted record: those that the answer names, else those of the key that the message names.
    fn forget(&self, transaction: &mut Transaction<'_>, keys: &[ReturnedKey], stamp: Stamp<'_>) -> Result<Learnt, StoreError> {
        let mut learnt = Learnt::default();
        let of_sender = self.header.keys.iter().map(|(_, value)| (self.side(self.sender), value.as_str()));
        let of_answer = keys
            .iter()
            .flat_map(|key| [(self.side(self.sender), key.origin.as_str()), (self.side(self.answerer), key.destination.as_str())]);
        let named: Vec<(Side, &str)> = of_sender.chain(of_answer).collect();
        for depara in self.deparas() {
            for (side, key) in &named {
                let fits = match side {
                    Side::Internal => depara.internal.parse(key).is_ok(),
                    Side::External => depara.external.shape.parse(key).is_ok(),
                };
                if !fits {
                    continue;
                }
                let space = space(transaction, depara)?;
                // A key that nobody has learnt leaves no tombstone: there is nothing that an older event could bring back.
                if !transaction.look_up_all(&space, *side, key)?.is_empty()
                    && matches!(transaction.remove(&space, *side, key, stamp)?, Done::Removed { pairs: 1.. })
                {
                    learnt.rows += 1;
                }
            }
        }
        Ok(learnt)
    }

    fn deparas(&self) -> impl Iterator<Item = &'static DeParaInfo> {
        self.adapters.iter().flat_map(|adapter| adapter.deparas).copied().filter(|depara| depara.mode != DeParaMode::Identical)
    }

    /// Which side answered, where the mappings say it.
    fn answered_by_internal(&self) -> Option<bool> {
        let mut deparas = self.deparas();
        deparas.find_map(|depara| {
            if depara.system.eq_ignore_ascii_case(self.answerer) {
                Some(true)
            } else if depara.external.system.eq_ignore_ascii_case(self.answerer) {
                Some(false)
            } else {
                None
            }
        })
    }

    fn side(&self, product: &str) -> Side {
        let is_internal = self.deparas().any(|depara| depara.system.eq_ignore_ascii_case(product));
        if is_internal { Side::Internal } else { Side::External }
    }
}

/// Writes rows that were read otherwise than from a list of keys. How many have changed something.
pub(super) fn write(
    transaction: &mut Transaction<'_>,
    adapters: &[&'static AdapterInfo],
    rows: &[Row],
    stamp: Stamp<'_>,
) -> Result<usize, StoreError> {
    let mut changed = 0;
    for row in rows {
        let of_row = |depara: &&&'static DeParaInfo| depara.table == row.table && depara.external.shape.parse(&row.external).is_ok();
        let Some(depara) = adapters.iter().flat_map(|adapter| adapter.deparas).find(of_row) else { continue };
        let space = space(transaction, depara)?;
        changed += usize::from(!matches!(put(transaction, &space, row, stamp)?, Done::Unchanged | Done::Stale { .. }));
    }
    Ok(changed)
}

/// Writes a row. What the record was called before, a newer event replaces.
pub(super) fn put(transaction: &mut Transaction<'_>, space: &Space, row: &Row, stamp: Stamp<'_>) -> Result<Done, StoreError> {
    match transaction.add(space, &row.internal, &row.external, stamp) {
        Err(StoreError::Refused { refusal: Refusal::ReferenceTaken, .. }) => {
            transaction.update(space, Side::Internal, &row.internal, &row.external, stamp)
        }
        Err(StoreError::Refused { refusal: Refusal::ReferenceWaits | Refusal::ValueWaits, .. }) => {
            transaction.link(space, &row.internal, &row.external, stamp)
        }
        done => done,
    }
}
