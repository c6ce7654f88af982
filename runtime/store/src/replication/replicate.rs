//! Writing one record of the ERP to every coligada that it reaches.

use super::map::{LeftOut, Reached, ReachedColigada, WhyLeftOut};
use super::scope::{Kind, Scope};
use crate::backend::{Value, integer, text};
use crate::depara::{Cut, Done, Operation, Refusal, Side, Space, Stamp, whole};
use crate::store::lock_number;
use crate::{StoreError, Timestamp, Transaction};
use depara::KeyContext;
use std::collections::BTreeMap;

/// A coligada to which a record is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target<'t> {
    /// Its number: zero for a global record; none where the key of the table has no coligada.
    pub coligada: Option<u32>,
    /// Its filiais from which the record is visible: see [`ReachedColigada::filiais`].
    pub filiais: &'t [u32],
    /// The internal key that the record has there already; then it is to be changed and not made.
    pub internal: Option<&'t str>,
}

/// What became of a record in one coligada.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replica {
    /// As in [`Target::coligada`].
    pub coligada: Option<u32>,
    /// The internal key.
    pub internal: String,
    /// What became of the pair. Of a record that a newer event has changed or removed ([`Done::Stale`]) nothing is written.
    pub done: Done,
}

/// What became of a record of the ERP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replicated {
    /// Where it was written, by coligada.
    pub replicas: Vec<Replica>,
    /// Which coligadas it does not reach, and why.
    pub left_out: Vec<LeftOut>,
}

/// A row that is there.
struct Held {
    internal: String,
    at: Timestamp,
    source: String,
}

/// Why what was written to one coligada is undone.
enum Undone<E> {
    Stale { internal: String, newer: Timestamp },
    Failed(E),
}

impl<E: From<StoreError>> From<StoreError> for Undone<E> {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

const PAIRS: &str = "SELECT internal, internal_blanks, stamp_at, stamp_source FROM depara_row \
     WHERE space = ?1 AND external = ?2 AND state = 'paired' ORDER BY id";

impl Transaction<'_> {
    /// Writes a record of the ERP to every coligada that it reaches, and its De-Para rows with it: all, or none when one of them fails.
    ///
    /// `external` is the key of the record in the ERP, `context` the company group and branch that have sent it. `each` writes the record of one
    /// coligada and returns its internal key, which must be of that coligada; the keys may be of the data base's making, as numbers are. A table
    /// that does not [replicate](Scope::replicates) has one target.
    ///
    /// ```
    /// use depara::key::{Part, Segment, Shape, Value};
    /// use depara::{Environment, KeyContext};
    /// use depara_store::depara::{Direction, SpaceInfo, Stamp};
    /// use depara_store::replication::{Records, Scope};
    /// use depara_store::{Settings, Store, StoreError, Timestamp};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
    /// let environment: Environment = "company = '01'\nbranch = 'EEFF'\nsharing.SE4 = 'shared'".parse()?;
    /// let key = Shape::new("TCPG", [Part::field("CODCOLIGADA", Value::Int), Part::field("CODCPG", Value::Text)].map(Segment::of));
    /// // Generated code has the key in its `DeParaInfo`; then it is `Scope::of`.
    /// let scope = Scope::of_key("TCPG", &key, environment.sharing("SE4")?, Records::EachColigada)?;
    /// let info = SpaceInfo {
    ///     application: "PROTHEUS".into(),
    ///     transaction: "PAYMENTCONDITION".into(),
    ///     internal_system: "RM".into(),
    ///     table: "TCPG".into(),
    ///     fields: "CODCOLIGADA|CODCPG".into(),
    ///     integrated_system: "PROTHEUS".into(),
    ///     alias: "SE4".into(),
    ///     field: "E4_CODIGO".into(),
    ///     direction: Direction::Both,
    ///     cardinality: scope.cardinality(),
    ///     mode: depara::DeParaMode::Rows,
    /// };
    /// let replicated = store.transaction(|transaction| {
    ///     transaction.map_coligada("PROTHEUS", 1, Some("01"))?;
    ///     transaction.map_coligada("PROTHEUS", 2, Some("01"))?;
    ///     let space = transaction.space(&info)?;
    ///     let context = KeyContext::new(&environment, "0101");
    ///     let stamp = Stamp { at: Timestamp::from_micros(1), source: "a message" };
    ///     transaction.replicate(&space, scope, &context, "01||001", stamp, |transaction, target| {
    ///         // Here the program writes the record of the coligada.
    ///         Ok::<_, StoreError>(format!("{}|001", target.coligada.unwrap_or_default()))
    ///     })
    /// })?;
    /// let keys: Vec<&str> = replicated.replicas.iter().map(|replica| replica.internal.as_str()).collect();
    /// assert_eq!(keys, ["1|001", "2|001"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// A deletion needs no such thing: [`Transaction::look_up_all`] gives the internal keys, and [`Transaction::remove`] of the external key removes
    /// them all.
    ///
    /// # Errors
    /// Those of `each`; [`StoreError::NoTarget`] when the record reaches no coligada; [`StoreError::OtherColigada`] when a key is not of its
    /// coligada; [`StoreError::SpaceDiffers`] when the De-Para does not have the [cardinality](Scope::cardinality) of the scope; those of
    /// [`Transaction::add`] and of the installation.
    pub fn replicate<E: From<StoreError>>(
        &mut self,
        space: &Space,
        scope: Scope<'_>,
        context: &KeyContext<'_>,
        external: &str,
        stamp: Stamp<'_>,
        mut each: impl FnMut(&mut Transaction<'_>, Target<'_>) -> Result<String, E>,
    ) -> Result<Replicated, E> {
        space.check_cardinality(scope.cardinality())?;
        let Reached { coligadas, mut left_out } = self.reached(space, scope, context)?;
        self.savepoint(|transaction| {
            let mut held = transaction.held(space, scope, external)?;
            let mut replicas = Vec::with_capacity(coligadas.len());
            for ReachedColigada { coligada, filiais } in &coligadas {
                let number = (scope.0 != Kind::WithoutColigada).then_some(*coligada);
                let known = held.remove(coligada);
                let target = Target { coligada: number, filiais, internal: known.as_ref().map(|row| row.internal.as_str()) };
                let (internal, done) = transaction.replica(space, scope, (external, stamp), target, known.as_ref(), &mut each)?;
                replicas.push(Replica { coligada: number, internal, done });
            }
            let dropped = held.into_iter().filter(|(coligada, _)| left_out.iter().all(|left| left.coligada != *coligada));
            let dropped = dropped.map(|(coligada, row)| LeftOut { coligada, why: WhyLeftOut::NotInMap { internal: row.internal } });
            let dropped: Vec<_> = dropped.collect();
            left_out.extend(dropped);
            left_out.sort_by_key(|left| left.coligada);
            Ok(Replicated { replicas, left_out: std::mem::take(&mut left_out) })
        })
    }

    /// The coligadas that are written to; one that stands for all where nothing is replicated.
    fn reached(&mut self, space: &Space, scope: Scope<'_>, context: &KeyContext<'_>) -> Result<Reached, StoreError> {
        if !scope.replicates() {
            let all = ReachedColigada { coligada: 0, filiais: Vec::new() };
            return Ok(Reached { coligadas: vec![all], left_out: Vec::new() });
        }
        let map = self.company_map(&space.info.application)?;
        let reached = map.reached(&space.info.alias, context).map_err(|source| StoreError::Installation { source: Box::new(source) })?;
        if reached.coligadas.is_empty() {
            return Err(StoreError::NoTarget { space: space.name(), group: context.company().to_owned() });
        }
        Ok(reached)
    }

    /// The rows of the external key by coligada. Others are kept from the key.
    fn held(&mut self, space: &Space, scope: Scope<'_>, external: &str) -> Result<BTreeMap<u32, Held>, StoreError> {
        let key = Cut::of(space, Side::External, external)?.text;
        self.lock(Some(lock_number(b's', space.id, &[])), &mut [lock_number(b'e', space.id, &[key])])?;
        let values = [Value::Integer(space.id), key.into()];
        let rows = self.rows(PAIRS, &values, |row| {
            let internal = whole(text(row, 0)?, integer(row, 1)?);
            Ok(Held { internal, at: Timestamp::from_micros(integer(row, 2)?), source: text(row, 3)? })
        })?;
        let mut held = BTreeMap::new();
        for row in rows {
            if held.insert(scope.coligada(space, &row.internal)?, row).is_some() {
                return Err(StoreError::SeveralRows { space: space.name(), side: Side::External, key: external.to_owned() });
            }
        }
        Ok(held)
    }

    /// Writes one coligada's record and its pair.
    fn replica<E: From<StoreError>>(
        &mut self,
        space: &Space,
        scope: Scope<'_>,
        (external, stamp): (&str, Stamp<'_>),
        target: Target<'_>,
        known: Option<&Held>,
        each: &mut impl FnMut(&mut Transaction<'_>, Target<'_>) -> Result<String, E>,
    ) -> Result<(String, Done), E> {
        // What a newer event has written stays, and not only its pair.
        if let Some(row) = known.filter(|row| (Stamp { at: row.at, source: &row.source }) > stamp) {
            return Ok((row.internal.clone(), Done::Stale { newer: row.at }));
        }
        let written = self.savepoint(|transaction| {
            let internal = each(transaction, target).map_err(Undone::Failed)?;
            let found = scope.coligada(space, &internal)?;
            if let Some(coligada) = target.coligada.filter(|coligada| *coligada != found) {
                return Err(StoreError::OtherColigada { space: space.name(), internal, coligada }.into());
            }
            if known.is_some_and(|row| row.internal.trim_end() != internal.trim_end()) {
                let (operation, refusal) = (Operation::Add, Refusal::ValueTaken);
                let external = external.to_owned();
                return Err(StoreError::Refused { space: space.name(), operation, internal, external, refusal }.into());
            }
            match transaction.add(space, &internal, external, stamp)? {
                Done::Stale { newer } => Err(Undone::Stale { internal, newer }),
                done => Ok((internal, done)),
            }
        });
        match written {
            Ok(written) => Ok(written),
            Err(Undone::Stale { internal, newer }) => Ok((internal, Done::Stale { newer })),
            Err(Undone::Failed(error)) => Err(error),
        }
    }
}
