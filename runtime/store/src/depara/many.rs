//! Look-ups of many keys at once: one statement for a hundred of them.

use super::look_up::{Miss, QuietMiss};
use super::{Cut, Side, Space, whole};
use crate::backend::{Backend, Value, in_list, integer, text};
use crate::{Store, StoreError, Transaction};
use depara::DeParaMode;
use std::sync::LazyLock;

/// How many keys a statement takes. Statements are kept prepared, so there are two of a side and not one for each number of keys.
const SIZES: [usize; 2] = [16, 128];

static STATEMENTS: LazyLock<[[String; 2]; 2]> =
    LazyLock::new(|| [Side::Internal, Side::External].map(|side| SIZES.map(|size| statement(column(side), column(side.other()), size))));

fn column(side: Side) -> &'static str {
    match side {
        Side::Internal => "internal",
        Side::External => "external",
    }
}

fn statement(key: &str, partner: &str, size: usize) -> String {
    let keys = in_list(2, size);
    format!("SELECT {key}, {partner}, {partner}_blanks FROM depara_row WHERE space = ?1 AND state = 'paired' AND {key} IN {keys}")
}

impl Transaction<'_> {
    /// The partners of many keys, each as [`Transaction::look_up`] finds it, in the order of the keys.
    ///
    /// # Errors
    /// As of [`Transaction::look_up`], for the first key that has one.
    pub fn look_up_many<M: QuietMiss + Copy>(
        &mut self,
        space: &Space,
        from: Side,
        keys: &[&str],
        miss: M,
    ) -> Result<Vec<M::Answer>, StoreError> {
        many(self.backend, space, from, keys, miss)
    }
}

impl Store {
    /// The partners of many keys, outside of a transaction.
    ///
    /// # Errors
    /// As of [`Transaction::look_up_many`].
    pub fn look_up_many<M: QuietMiss + Copy>(
        &mut self,
        space: &Space,
        from: Side,
        keys: &[&str],
        miss: M,
    ) -> Result<Vec<M::Answer>, StoreError> {
        many(self.reading(), space, from, keys, miss)
    }
}

fn many<M: QuietMiss + Copy>(
    backend: &mut dyn Backend,
    space: &Space,
    from: Side,
    keys: &[&str],
    miss: M,
) -> Result<Vec<<M as Miss>::Answer>, StoreError> {
    space.check_direction(from)?;
    let mut answers = Vec::with_capacity(keys.len());
    let [small, large] = SIZES;
    for chunk in keys.chunks(large) {
        let size = usize::from(chunk.len() > small);
        for (key, partner) in chunk.iter().zip(partners(backend, space, from, chunk, size)?) {
            answers.push(match partner {
                Some(partner) => miss.found(partner),
                None => miss.missed_quietly(space, from, key)?,
            });
        }
    }
    Ok(answers)
}

/// The partners of the keys of one statement.
fn partners(backend: &mut dyn Backend, space: &Space, from: Side, keys: &[&str], size: usize) -> Result<Vec<Option<String>>, StoreError> {
    let cuts = keys.iter().map(|key| Cut::of(space, from, key).map(|cut| cut.text)).collect::<Result<Vec<_>, _>>()?;
    if space.info.mode == DeParaMode::Identical {
        return Ok(keys.iter().map(|key| Some((*key).to_owned())).collect());
    }
    // Which places want a key, by key.
    let mut places: Vec<(&str, usize)> = cuts.iter().copied().zip(0..).collect();
    places.sort_unstable();
    let (Some(sql), Some(wanted), Some(last)) =
        (STATEMENTS.get(usize::from(from == Side::External)).and_then(|sizes| sizes.get(size)), SIZES.get(size), cuts.last())
    else {
        return Ok(Vec::new());
    };
    let mut values: Vec<Value<'_>> = Vec::with_capacity(wanted.saturating_add(1));
    values.push(space.id.into());
    // What is left of the statement asks for the last key once more.
    values.extend(cuts.iter().chain(std::iter::repeat(last)).take(*wanted).map(|key| Value::Text(key)));
    let mut found: Vec<Option<String>> = vec![None; keys.len()];
    let mut several = None;
    backend.query(sql, &values, &mut |row| {
        let key = row.text(0)?.unwrap_or_default();
        let partner = whole(text(row, 1)?, integer(row, 2)?);
        let first = places.partition_point(|(place, _)| *place < key);
        for (_, place) in places.iter().skip(first).take_while(|(place, _)| *place == key) {
            if let Some(answer) = found.get_mut(*place)
                && answer.replace(partner.clone()).is_some()
            {
                several = Some(key.to_owned());
            }
        }
        Ok(())
    })?;
    match several {
        Some(key) => Err(StoreError::SeveralRows { space: space.name(), side: from, key }),
        None => Ok(found),
    }
}
