//! Many pairs at once.

use super::{Done, Side, Space, Stamp};
use crate::store::lock_number;
use crate::{StoreError, Transaction};
use std::collections::BTreeMap;

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
        let mut internals: BTreeMap<&str, usize> = BTreeMap::new();
        let mut externals: BTreeMap<&str, usize> = BTreeMap::new();
        let mut met: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut lines = Vec::with_capacity(pairs.len());
        for (place, pair) in pairs.iter().enumerate() {
            let (internal, external) = (pair.0.trim_end_matches(' '), pair.1.trim_end_matches(' '));
            let other = |held: Option<&usize>, many: bool| held.filter(|_| !many).copied();
            let line = if let Some(first) = met.get(&(internal, external)) {
                BatchLine::Repeated { first: *first }
            } else if let Some(first) = other(internals.get(internal), space.many(Side::Internal)) {
                BatchLine::Contradicted { first, side: Side::Internal }
            } else if let Some(first) = other(externals.get(external), space.many(Side::External)) {
                BatchLine::Contradicted { first, side: Side::External }
            } else {
                met.insert((internal, external), place);
                internals.entry(internal).or_insert(place);
                externals.entry(external).or_insert(place);
                self.add_line(space, *pair, stamp)?
            };
            lines.push(line);
        }
        Ok(lines)
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
