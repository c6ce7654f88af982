//! Look-ups: what a miss means is in the type of what is asked for.

use super::change::Populated;
use super::waiting::Mapping;
use super::{Cut, Side, Space, Stamp, whole};
use crate::backend::{Backend, Value, integer, text};
use crate::{Store, StoreError, Transaction};
use depara::DeParaMode;

/// What a look-up answers when the key has no partner. A look-up cannot be written without saying it.
pub trait Miss {
    /// What the look-up answers.
    type Answer;

    /// The answer when there is a partner.
    fn found(self, partner: String) -> Self::Answer;

    /// The answer when there is none.
    ///
    /// # Errors
    /// When that is an error, and those of the data base.
    fn missed(self, transaction: &mut Transaction<'_>, space: &Space, side: Side, key: &str) -> Result<Self::Answer, StoreError>;
}

/// A [`Miss`] that writes nothing, so that it needs no transaction.
pub trait QuietMiss: Miss {
    /// The answer when there is none.
    ///
    /// # Errors
    /// When that is an error.
    fn missed_quietly(self, space: &Space, side: Side, key: &str) -> Result<Self::Answer, StoreError>;
}

/// A miss is an error: [`StoreError::NoRow`].
#[derive(Debug, Clone, Copy)]
pub struct OrFail;

/// A miss is `None`.
#[derive(Debug, Clone, Copy)]
pub struct OrNone;

/// A miss is this value, and no row is made.
#[derive(Debug, Clone, Copy)]
pub struct OrDefault<'v>(pub &'v str);

/// A miss makes the pair with this value.
#[derive(Debug, Clone, Copy)]
pub struct OrCreate<'v> {
    /// The other key.
    pub value: &'v str,
    /// Which event makes the pair.
    pub stamp: Stamp<'v>,
}

/// A miss waits until a person maps the key.
#[derive(Debug, Clone, Copy)]
pub struct OrAsk {
    /// The message that waits for it, if one does.
    pub message: Option<i64>,
}

impl Miss for OrFail {
    type Answer = String;

    fn found(self, partner: String) -> String {
        partner
    }

    fn missed(self, _: &mut Transaction<'_>, space: &Space, side: Side, key: &str) -> Result<String, StoreError> {
        self.missed_quietly(space, side, key)
    }
}

impl QuietMiss for OrFail {
    fn missed_quietly(self, space: &Space, side: Side, key: &str) -> Result<String, StoreError> {
        Err(StoreError::NoRow { space: space.name(), side, key: key.to_owned() })
    }
}

impl Miss for OrNone {
    type Answer = Option<String>;

    fn found(self, partner: String) -> Option<String> {
        Some(partner)
    }

    fn missed(self, _: &mut Transaction<'_>, space: &Space, side: Side, key: &str) -> Result<Option<String>, StoreError> {
        self.missed_quietly(space, side, key)
    }
}

impl QuietMiss for OrNone {
    fn missed_quietly(self, _: &Space, _: Side, _: &str) -> Result<Option<String>, StoreError> {
        Ok(None)
    }
}

impl Miss for OrDefault<'_> {
    type Answer = String;

    fn found(self, partner: String) -> String {
        partner
    }

    fn missed(self, _: &mut Transaction<'_>, space: &Space, side: Side, key: &str) -> Result<String, StoreError> {
        self.missed_quietly(space, side, key)
    }
}

impl QuietMiss for OrDefault<'_> {
    fn missed_quietly(self, _: &Space, _: Side, _: &str) -> Result<String, StoreError> {
        Ok(self.0.to_owned())
    }
}

impl Miss for OrCreate<'_> {
    type Answer = Populated;

    fn found(self, partner: String) -> Populated {
        Populated::Existing(partner)
    }

    fn missed(self, transaction: &mut Transaction<'_>, space: &Space, side: Side, key: &str) -> Result<Populated, StoreError> {
        transaction.populate_or_get(space, side, key, self.value, self.stamp)
    }
}

impl Miss for OrAsk {
    type Answer = Mapping;

    fn found(self, partner: String) -> Mapping {
        Mapping::Known(partner)
    }

    fn missed(self, transaction: &mut Transaction<'_>, space: &Space, side: Side, key: &str) -> Result<Mapping, StoreError> {
        transaction.ask(space, side, key, self.message)
    }
}

const BY_INTERNAL: &str =
    "SELECT external, external_blanks FROM depara_row WHERE space = ?1 AND internal = ?2 AND state = 'paired' LIMIT 2";
const BY_EXTERNAL: &str =
    "SELECT internal, internal_blanks FROM depara_row WHERE space = ?1 AND external = ?2 AND state = 'paired' LIMIT 2";
const ALL_BY_INTERNAL: &str =
    "SELECT external, external_blanks FROM depara_row WHERE space = ?1 AND internal = ?2 AND state = 'paired' ORDER BY id";
const ALL_BY_EXTERNAL: &str =
    "SELECT internal, internal_blanks FROM depara_row WHERE space = ?1 AND external = ?2 AND state = 'paired' ORDER BY id";

impl Transaction<'_> {
    /// The partner of a key of the side `from`. In a De-Para where both systems use one code it is the key itself.
    ///
    /// # Errors
    /// Those of the miss, [`StoreError::SeveralRows`] when the key has more than one partner, and those of the data base.
    pub fn look_up<M: Miss>(&mut self, space: &Space, from: Side, key: &str, miss: M) -> Result<M::Answer, StoreError> {
        match find(self.backend, space, from, key)? {
            Some(partner) => Ok(miss.found(partner)),
            None => miss.missed(self, space, from, key),
        }
    }

    /// Every partner of a key, in the order in which they came.
    ///
    /// # Errors
    /// Those of the data base.
    pub fn look_up_all(&mut self, space: &Space, from: Side, key: &str) -> Result<Vec<String>, StoreError> {
        space.check_direction(from)?;
        let key = Cut::of(space, from, key)?;
        if space.info.mode == DeParaMode::Identical {
            return Ok(vec![key.text.to_owned()]);
        }
        let sql = if from == Side::Internal { ALL_BY_INTERNAL } else { ALL_BY_EXTERNAL };
        self.rows(sql, &[Value::Integer(space.id), key.text.into()], |row| Ok(whole(text(row, 0)?, integer(row, 1)?)))
    }
}

impl Store {
    /// The partner of a key, outside of a transaction.
    ///
    /// # Errors
    /// As of [`Transaction::look_up`].
    pub fn look_up<M: QuietMiss>(&mut self, space: &Space, from: Side, key: &str, miss: M) -> Result<M::Answer, StoreError> {
        match find(self.reading(), space, from, key)? {
            Some(partner) => Ok(miss.found(partner)),
            None => miss.missed_quietly(space, from, key),
        }
    }
}

fn find(backend: &mut dyn Backend, space: &Space, from: Side, key: &str) -> Result<Option<String>, StoreError> {
    space.check_direction(from)?;
    let cut = Cut::of(space, from, key)?;
    if space.info.mode == DeParaMode::Identical {
        return Ok(Some(key.to_owned()));
    }
    let sql = if from == Side::Internal { BY_INTERNAL } else { BY_EXTERNAL };
    let (mut partner, mut several) = (None, false);
    backend.query(sql, &[Value::Integer(space.id), cut.text.into()], &mut |row| {
        several = partner.is_some();
        partner = Some(whole(text(row, 0)?, integer(row, 1)?));
        Ok(())
    })?;
    if several {
        return Err(StoreError::SeveralRows { space: space.name(), side: from, key: cut.text.to_owned() });
    }
    Ok(partner)
}
