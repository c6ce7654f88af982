//! Three systems on the loopback: Protheus, RM, and the gateway between them.

use super::base::Base;
use depara::rows::Layout;
use depara_gateway::Running;
use depara_gateway::config::{Breaker, Config, Credentials, Listen, Peer, Secret, StoreConfig};
use depara_gateway::engine::{EngineError, Operate};
use depara_mappings::Registry;
use depara_peers::{Account, Bank, Contract, Login, Protheus, ProtheusSystem, Rm, Sent};
use depara_store::Transaction;
use depara_store::depara::{RowQuery, RowState};
use depara_store::queue::{MessageQuery, MessageRecord, QueueDirection, RetryRule, Status};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// The systems of a test.
pub(crate) struct Scene {
    pub(crate) protheus: Protheus,
    pub(crate) rm: Rm,
    pub(crate) gateway: Gateway,
    pub(crate) base: Base,
}

/// A gateway that runs.
pub(crate) struct Gateway {
    pub(crate) operate: Arc<dyn Operate>,
    origin: String,
    /// There until it is stopped.
    running: Option<Running>,
}

/// How long something may take that is to happen at all.
const PATIENCE: Duration = Duration::from_secs(30);

impl Scene {
    pub(crate) fn new(base: Base) -> Self {
        Self::with(base, |_| {})
    }

    /// The same with another configuration.
    pub(crate) fn with(base: Base, change: impl FnOnce(&mut Config)) -> Self {
        let (protheus, rm) = (Protheus::start(login("gateway")).unwrap(), Rm::start(login("gateway")).unwrap());
        let mut config = config(&base.address, &protheus.address(), &rm.address());
        change(&mut config);
        let gateway = Gateway::start(config);
        protheus.connect(gateway.url("PROTHEUS"), login("PROTHEUS"));
        rm.connect(gateway.url("RM"), login("RM"));
        Self { protheus, rm, gateway, base }
    }
}

/// Each system has a password of its own.
pub(crate) fn login(user: &str) -> Login {
    Login::new(user, &format!("senha de {user}"))
}

fn credentials(user: &str) -> Option<Credentials> {
    let Login { user, password } = login(user);
    Some(Credentials { user, password: Secret::new(password) })
}

/// The configuration of a gateway between two systems, with times so short that tests are quick.
pub(crate) fn config(store: &str, protheus: &str, rm: &str) -> Config {
    let peer = |name: &str, url: &str| Peer {
        url: Some(url.to_owned()),
        credentials: credentials("gateway"),
        callers: credentials(name),
        connect_time: Duration::from_millis(500),
        wait: Duration::from_secs(2),
        breaker: Breaker { failures: 3, pause: Duration::from_millis(300) },
        ..Peer::new(name, name)
    };
    let store = StoreConfig {
        lease: Duration::from_secs(1),
        answer_within: Duration::from_secs(2),
        retry: RetryRule { attempts: 4, first: Duration::from_millis(50), longest: Duration::from_millis(200) },
        ..StoreConfig::new(store)
    };
    Config {
        listen: Listen {
            address: ([127, 0, 0, 1], 0).into(),
            request_bytes: 1 << 20,
            request_time: Duration::from_secs(2),
            stop_time: Duration::from_secs(5),
            ..Listen::default()
        },
        environment: Some(ProtheusSystem::environment().unwrap()),
        ..Config::new(store, [peer("PROTHEUS", protheus), peer("RM", rm)])
    }
}

impl Gateway {
    pub(crate) fn start(config: Config) -> Self {
        let gateway = depara_gateway::Gateway::<Registry>::new(config, Registry::ADAPTERS, Registry::PROFILES).unwrap();
        let running = gateway.start().unwrap();
        Self { operate: Arc::clone(running.operate()), origin: format!("http://{}", running.address()), running: Some(running) }
    }

    /// `http://127.0.0.1:40123`.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// Where a peer sends its messages.
    pub(crate) fn url(&self, peer: &str) -> String {
        format!("{}/{peer}/EAISERVICE.apw", self.origin)
    }

    pub(crate) fn look<T>(&self, mut look: impl FnMut(&mut Transaction<'_>) -> Result<T, depara_store::StoreError>) -> T {
        self.operate.pool().with(|store| store.read(&mut look).map_err(EngineError::from)).unwrap()
    }

    /// The De-Para in the columns of a layout, in the order of its making.
    pub(crate) fn rows(&self, layout: Layout) -> Vec<String> {
        let found =
            self.look(|transaction| transaction.find_rows(&RowQuery { states: &[RowState::Paired], ..RowQuery::default() }, (0, 0), 1_000));
        found.items.iter().map(|found| found.row.cells(&found.space, layout).join("\t")).collect()
    }

    /// All messages of a direction, oldest first.
    pub(crate) fn messages(&self, direction: QueueDirection) -> Vec<MessageRecord> {
        let query = MessageQuery { direction: Some(direction), ..MessageQuery::default() };
        let mut found = self.look(|transaction| transaction.find_messages(&query, None, 1_000)).items;
        found.reverse();
        found
    }

    /// The one message with this identifier that came in.
    pub(crate) fn inbound(&self, uuid: &str) -> MessageRecord {
        let found: Vec<_> = self.messages(QueueDirection::Inbound).into_iter().filter(|message| message.uuid == uuid).collect();
        assert_eq!(found.len(), 1, "{uuid}");
        found.into_iter().next().unwrap()
    }

    /// Waits until a message that came in has become this.
    pub(crate) fn becomes(&self, uuid: &str, status: Status) -> MessageRecord {
        eventually(&format!("{uuid} becomes {status:?}"), || {
            let found = self.messages(QueueDirection::Inbound).into_iter().find(|message| message.uuid == uuid)?;
            (found.status == status).then_some(found)
        })
    }

    /// Stops it as an operator does, and waits until it has stopped.
    pub(crate) fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop();
        }
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.stop();
        }
    }
}

/// Waits until there is something.
pub(crate) fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < until, "not within {PATIENCE:?}: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// The outcome of a message that was answered.
pub(crate) fn outcome(sent: Sent) -> Result<Vec<(String, String)>, Vec<String>> {
    let Sent::Answered(answer) = sent else { panic!("an answer: {sent:?}") };
    answer.outcome.map(|pairs| pairs.into_iter().map(|pair| (pair.origin, pair.destination)).collect())
}

/// The banks of the manual's tables: two accounts, of which one has a contract, and a contract of an agency.
pub(crate) fn banks() -> [Bank; 3] {
    let contract = || Contract { number: "1250".to_owned(), transferor: "Escola Exemplo & Cia".to_owned(), code: "77".to_owned() };
    let bank = |branch: &str, code: &str, agency: &str, number: &str, contract: Option<Contract>| Bank {
        branch: branch.to_owned(),
        code: code.to_owned(),
        name: format!("Banco {code}"),
        account: Account { agency: agency.to_owned(), number: number.to_owned() },
        contract,
    };
    [
        bank("02AM0001", "001", "0455", "012453", Some(contract())),
        bank("01AM0001", "033", "4268", "01001459", None),
        bank("01AM0001", "033", "4268", "", Some(contract())),
    ]
}

/// The numbers that RM gave their contracts.
pub(crate) const CONTRACTS: [i64; 3] = [19, 20, 22];
