//! Many pairs at once.

use super::change::{is_inserted_when_unknown, keys};
use super::{Done, LONGEST_KEY, Operation, RowState, Side, Space, Stamp};
use crate::backend::{Value, check, in_list, text};
use crate::store::lock_number;
use crate::{StoreError, Transaction};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How many pairs are looked for at once.
const CHUNK: usize = 64;

static KNOWN: LazyLock<[String; 2]> = LazyLock::new(|| {
    ["internal", "external"].map(|key| format!("SELECT {key} FROM depara_row WHERE space = ?1 AND {key} IN {}", in_list(2, CHUNK)))
});

/// Keys that some row has.
#[derive(Default)]
struct Known {
    internal: HashSet<String>,
    external: HashSet<String>,
}

impl Known {
    fn has(&self, internal: &str, external: &str) -> bool {
        self.internal.contains(internal) || self.external.contains(external)
    }
}

/// What became of a pair of a batch.
#[derive(Debug)]
pub enum BatchLine {
    /// It was added, or was there.
    Done(Done),
    /// The same pair stands further up in the batch.
    Repeated {
        /// Where, counted from zero.
        first: usize,
    },
    /// One of its keys stands further up with another partner, and may have one only.
    Contradicted {
        /// Where, counted from zero.
        first: usize,
        /// Whose key it is.
        side: Side,
    },
    /// It is refused, and why. The others are kept.
    Refused(StoreError),
}

impl Transaction<'_> {
    /// Adds pairs of an internal and an external key, each as [`Transaction::add`] does; one line for each. A batch that is done again changes
    /// nothing. What cannot be added does not keep the others out: who wants all or nothing leaves the transaction with an error.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn add_batch(&mut self, space: &Space, pairs: &[(&str, &str)], stamp: Stamp<'_>) -> Result<Vec<BatchLine>, StoreError> {
        // One lock for all instead of two a pair: a server has room for some thousands.
        self.lock(None, &mut [lock_number(b's', space.id, &[])])?;
        self.whole_space = Some(space.id);
        let mut internals: HashMap<&str, usize> = HashMap::with_capacity(pairs.len());
        let mut externals: HashMap<&str, usize> = HashMap::with_capacity(pairs.len());
        let mut met: HashMap<(&str, &str), usize> = HashMap::with_capacity(pairs.len());
        let mut lines = Vec::with_capacity(pairs.len());
        for chunk in pairs.chunks(CHUNK) {
            let known = self.known_keys(space, chunk)?;
            for pair in chunk {
                let place = lines.len();
                let (internal, external) = (pair.0.trim_end_matches(' '), pair.1.trim_end_matches(' '));
                let (first_internal, first_external) = (internals.get(internal).copied(), externals.get(external).copied());
                let together = first_internal.and_then(|_| met.get(&(internal, external)).copied());
                let line = if let Some(first) = together {
                    BatchLine::Repeated { first }
                } else if let Some(first) = first_internal.filter(|_| !space.many(Side::Internal)) {
                    BatchLine::Contradicted { first, side: Side::Internal }
                } else if let Some(first) = first_external.filter(|_| !space.many(Side::External)) {
                    BatchLine::Contradicted { first, side: Side::External }
                } else {
                    met.insert((internal, external), place);
                    internals.entry(internal).or_insert(place);
                    externals.entry(external).or_insert(place);
                    let can_be_kept = check(&[pair.0.into(), pair.1.into()]).is_ok();
                    let is_new = can_be_kept && first_internal.is_none() && first_external.is_none() && !known.has(internal, external);
                    match keys(space, Side::Internal, pair.0, Some(pair.1)) {
                        Ok(keys) if is_new && is_inserted_when_unknown(space, Operation::Add, Side::Internal) => {
                            self.insert(space, RowState::Paired, &keys, stamp)?;
                            BatchLine::Done(Done::Inserted)
                        }
                        _ => self.add_line(space, *pair, stamp)?,
                    }
                };
                lines.push(line);
            }
        }
        Ok(lines)
    }

    /// Which keys of some pairs any row has, tombstones included.
    fn known_keys(&mut self, space: &Space, pairs: &[(&str, &str)]) -> Result<Known, StoreError> {
        let mut known = Known::default();
        let fits = |key: &&str| !key.is_empty() && key.len() <= LONGEST_KEY && check(&[(*key).into()]).is_ok();
        let trimmed = |key: &'_ str| key.trim_end_matches(' ').len();
        let sides: [Vec<&str>; 2] = [
            pairs.iter().filter_map(|pair| pair.0.get(..trimmed(pair.0))).filter(fits).collect(),
            pairs.iter().filter_map(|pair| pair.1.get(..trimmed(pair.1))).filter(fits).collect(),
        ];
        for ((keys, sql), found) in sides.iter().zip(KNOWN.iter()).zip([&mut known.internal, &mut known.external]) {
            let Some(last) = keys.last() else { continue };
            // What is left of the statement asks for the last key once more.
            let keys = keys.iter().chain(std::iter::repeat(last)).take(CHUNK).map(|key| Value::Text(key));
            let values: Vec<Value<'_>> = std::iter::once(space.id.into()).chain(keys).collect();
            found.extend(self.rows(sql, &values, |row| text(row, 0))?);
        }
        Ok(known)
    }

    fn add_line(&mut self, space: &Space, (internal, external): (&str, &str), stamp: Stamp<'_>) -> Result<BatchLine, StoreError> {
        match self.add(space, internal, external, stamp) {
            Ok(done) => Ok(BatchLine::Done(done)),
            Err(
                error @ (StoreError::Refused { .. }
                | StoreError::EmptyKey { .. }
                | StoreError::KeyTooLong { .. }
                | StoreError::NulCharacter { .. }),
            ) => Ok(BatchLine::Refused(error)),
            Err(error) => Err(error),
        }
    }
}
