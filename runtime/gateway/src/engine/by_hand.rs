//! What the monitor asks of the engine.

use super::core::{Engine, EngineError};
use super::header;
use super::{Described, Operate, OperateError, PeerState, Pool, Readiness, portuguese};
use crate::config::Config;
use depara::envelope::Untyped;
use depara::{AdapterInfo, Messages};
use depara_store::queue::{Claimed, QueueDirection, Status};
use depara_store::{StoreError, Transaction};

impl<M: Messages> Operate for Engine<M> {
    fn config(&self) -> &Config {
        &self.config
    }

    fn pool(&self) -> &Pool {
        &self.pool
    }

    fn adapters(&self) -> &'static [&'static AdapterInfo] {
        self.adapters
    }

    fn describe(&self, document: &str) -> Described {
        let lenient = self.lenient();
        let described = header::read::<M, _>(document, &lenient, |message| match message {
            Ok(message) => Ok(Described {
                tree: Some(message.value.to_json()),
                problem: None,
                findings: message.report.findings.iter().map(portuguese::finding).collect(),
                keys: Vec::new(),
            }),
            Err(error) => Err(portuguese::decode_error(&error)),
        });
        let described = described.unwrap_or_else(|problem| Described {
            tree: header::read::<Untyped, _>(document, &lenient, |message| message.ok().map(|message| message.value.to_json())),
            problem: Some(problem),
            ..Described::default()
        });
        Described { keys: self.keys_of(document), ..described }
    }

    fn process(&self, id: i64, who: &str) -> Result<Status, OperateError> {
        self.by_hand(id, |transaction| transaction.process(id, who))
    }

    fn reprocess(&self, id: i64, who: &str) -> Result<Status, OperateError> {
        self.by_hand(id, |transaction| transaction.reprocess(id, who))
    }

    fn peers(&self) -> Vec<PeerState> {
        self.breakers.states(&self.config)
    }

    fn readiness(&self) -> Readiness {
        if self.is_stopping() {
            return Readiness::NotReady("o gateway está parando".to_owned());
        }
        let looked = self
            .pool
            .with(|store| store.transaction(|transaction| transaction.query("SELECT 1", &[], &mut |_| Ok(()))).map_err(EngineError::from));
        match looked {
            Ok(()) => Readiness::Ready,
            Err(EngineError::Store(error)) => Readiness::NotReady(error.in_portuguese()),
            Err(error) => Readiness::NotReady(error.to_string()),
        }
    }
}

impl<M: Messages> Engine<M> {
    /// Works on a message that a person has taken; what has become of it.
    fn by_hand(&self, id: i64, take: impl Fn(&mut Transaction<'_>) -> Result<Claimed, StoreError>) -> Result<Status, OperateError> {
        let claimed = self.pool.with(|store| store.transaction(|transaction| take(transaction)).map_err(OperateError::from))?;
        let worked = match claimed.record.direction {
            QueueDirection::Inbound => self.carry_out(claimed),
            QueueDirection::Outbound => self.send(claimed),
        };
        worked.map_err(|error| match error {
            EngineError::Store(error) => OperateError::Store(error),
            EngineError::Pool(error) => OperateError::Pool(error),
            other => OperateError::Store(other.into()),
        })?;
        self.pool.with(|store| store.transaction(|transaction| Ok(transaction.message(id)?.status)))
    }

    /// The keys that the envelope names, each with its name space where one of the adapters has it.
    fn keys_of(&self, document: &str) -> Vec<(String, String)> {
        let Some(header) = self.header(document).0 else { return Vec::new() };
        let adapters = M::find(&header.transaction, Some(&header.version)).map(|message| message.adapters).unwrap_or_default();
        let named = |(name, value): &(String, String)| {
            let external = adapters.iter().flat_map(|adapter| adapter.keys).find(|key| key.shape.parse(value).is_ok());
            let internal = adapters.iter().flat_map(|adapter| adapter.deparas).find(|depara| depara.internal.parse(value).is_ok());
            let space =
                external.map(|key| format!("{}.{}", key.alias, key.field)).or_else(|| internal.map(|depara| depara.table.to_owned()));
            (space.unwrap_or_else(|| name.clone()), value.clone())
        };
        header.keys.iter().map(named).collect()
    }
}
