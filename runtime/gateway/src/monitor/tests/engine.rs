//! An engine that keeps messages in a real store, and does as told when one is processed.

use crate::config::{Config, MonitorConfig, Peer, Role, Secret, StoreConfig, User};
use crate::engine::{Described, Operate, OperateError, PeerState, Pool, Readiness};
use depara::{AdapterInfo, Message, Policy};
use depara_mappings::Registry;
use depara_store::depara::{Cardinality, OrAsk, Side, Space, SpaceInfo, Stamp};
use depara_store::queue::{Claimed, Enqueued, Finish, NewMessage, Status};
use depara_store::{Settings, StoreError};
use std::sync::Mutex;
use std::time::Duration;
use tempfile::TempDir;

/// An engine whose messages end as is said here.
pub(crate) struct FakeEngine {
    config: Config,
    pool: Pool,
    /// What becomes of a message that is processed.
    pub ends: Mutex<Finish>,
    /// How it stands with the peers.
    pub peers: Mutex<Vec<PeerState>>,
    /// Whether it takes messages.
    pub readiness: Mutex<Readiness>,
    _folder: TempDir,
}

/// Hashes of `segredo-ana` and `segredo-bia`, with as little work as argon2 takes.
pub(crate) fn users() -> Vec<User> {
    let user = |name: &str, password: &str, role| {
        let weak = argon2::Params::new(64, 1, 1, None).unwrap();
        let hash: argon2::password_hash::phc::PasswordHash =
            argon2::PasswordHasher::hash_password_with_salt(&argon2::Argon2::from(weak), password.as_bytes(), b"sal-de-teste").unwrap();
        User { name: name.into(), password: Secret::new(hash.to_string()), role }
    };
    vec![user("ana", "segredo-ana", Role::Look), user("bia", "segredo-bia", Role::Operate)]
}

impl FakeEngine {
    /// An engine with an empty store, whose sessions last so long.
    pub(crate) fn new(session: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = StoreConfig::new(folder.path().join("depara.db").to_string_lossy());
        let pool = Pool::open(&store, Settings::default()).unwrap();
        let peers = [Peer::new("PROTHEUS", "PROTHEUS"), Peer::new("RM", "RM")];
        let config = Config {
            profile: Some("Eai2".into()),
            product: "Escola Exemplo".into(),
            monitor: Some(MonitorConfig { users: users(), session }),
            ..Config::new(store, peers)
        };
        Self {
            config,
            pool,
            ends: Mutex::new(Finish::Processed { response: None, keys: Vec::new() }),
            peers: Mutex::default(),
            readiness: Mutex::new(Readiness::Ready),
            _folder: folder,
        }
    }

    /// Keeps a message; its number.
    pub(crate) fn keep(&self, message: NewMessage<'_>) -> i64 {
        let kept = self.pool.with(|store| store.transaction(|transaction| transaction.enqueue(&message)).map_err(OperateError::from));
        match kept.unwrap() {
            Enqueued::New(id) | Enqueued::Again(id) => id,
            Enqueued::Duplicate { record, .. } => record.id,
        }
    }

    /// Keeps a message and says what becomes of it.
    pub(crate) fn end(&self, id: i64, finish: &Finish) {
        let work = |transaction: &mut depara_store::Transaction<'_>| {
            let claimed = transaction.claim_message(id, "teste")?.ok_or(StoreError::NoMessage { id })?;
            transaction.finish(&claimed, finish)
        };
        self.pool.with(|store| store.transaction(work).map_err(OperateError::from)).unwrap();
    }

    /// Does something in the store.
    pub(crate) fn store<T>(&self, work: impl FnMut(&mut depara_store::Transaction<'_>) -> Result<T, StoreError>) -> T {
        self.pool.with(|store| store.transaction(work).map_err(OperateError::from)).unwrap()
    }

    /// The name space of an adapter's De-Para table.
    pub(crate) fn space(&self, table: &str) -> Space {
        let mut all = Registry::ADAPTERS.iter().flat_map(|adapter| adapter.deparas);
        let info = SpaceInfo::of(all.find(|depara| depara.table == table).unwrap(), Cardinality::OneToOne);
        self.store(|transaction| transaction.space(&info))
    }

    /// Makes a code wait for a person, and a message for it.
    pub(crate) fn ask(&self, space: &Space, key: &str, message: i64) {
        let work = |transaction: &mut depara_store::Transaction<'_>| {
            let claimed = transaction.claim_message(message, "teste")?.ok_or(StoreError::NoMessage { id: message })?;
            transaction.look_up(space, Side::Internal, key, OrAsk { message: Some(message) })?;
            transaction.finish(&claimed, &Finish::Waits)
        };
        self.pool.with(|store| store.transaction(work).map_err(OperateError::from)).unwrap();
    }

    /// Makes a pair of keys.
    pub(crate) fn pair(&self, space: &Space, internal: &str, external: &str) {
        self.store(|transaction| {
            let stamp = Stamp { at: transaction.now(), source: "3f2b8c1e-52d4-4a6b-9d0e-7a1c5e9f0b24" };
            transaction.add(space, internal, external, stamp)
        });
    }

    fn work(&self, claimed: &Claimed) -> Result<Status, OperateError> {
        let ends = self.ends.lock().unwrap().clone();
        self.pool.with(|store| store.transaction(|transaction| transaction.finish(claimed, &ends)).map_err(OperateError::from))?;
        Ok(ends.status())
    }
}

/// A message of a customer, as `examples/messages` has it.
pub(crate) const CUSTOMER: &str = include_str!("../../../../../examples/quickstart/messages/customer.xml");
/// What answers it.
pub(crate) const ANSWER: &str = include_str!("../../../../../examples/quickstart/messages/answer.xml");

impl Operate for FakeEngine {
    fn config(&self) -> &Config {
        &self.config
    }

    fn pool(&self) -> &Pool {
        &self.pool
    }

    fn adapters(&self) -> &'static [&'static AdapterInfo] {
        Registry::ADAPTERS
    }

    fn describe(&self, document: &str) -> Described {
        match Message::<Registry>::decode(document, &Policy::default()) {
            Ok(decoded) => Described {
                tree: Some(decoded.value.to_json()),
                problem: None,
                findings: decoded.report.findings.iter().map(|finding| format!("{}: lido de outra forma", finding.location.path)).collect(),
                keys: vec![("SA1.A1_COD".into(), "01||000000731|01|C".into())],
            },
            Err(error) => Described { problem: Some(format!("byte {}", error.location.position)), ..Described::default() },
        }
    }

    fn process(&self, id: i64, who: &str) -> Result<Status, OperateError> {
        let claimed = self.pool.with(|store| store.transaction(|transaction| transaction.process(id, who)).map_err(OperateError::from))?;
        self.work(&claimed)
    }

    fn reprocess(&self, id: i64, who: &str) -> Result<Status, OperateError> {
        let claimed =
            self.pool.with(|store| store.transaction(|transaction| transaction.reprocess(id, who)).map_err(OperateError::from))?;
        self.work(&claimed)
    }

    fn peers(&self) -> Vec<PeerState> {
        self.peers.lock().unwrap().clone()
    }

    fn readiness(&self) -> Readiness {
        self.readiness.lock().unwrap().clone()
    }
}
