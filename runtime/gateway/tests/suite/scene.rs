//! Three systems on the loopback: Protheus, RM, and the gateway between them.

use super::base::Base;
use depara::rows::Layout;
use depara_gateway::config::{Breaker, Config, Credentials, Listen, LogConfig, Peer, Secret, StoreConfig};
use depara_gateway::engine::{Engine, EngineError, Operate, Workers};
use depara_gateway::monitor;
use depara_gateway::transport::{HttpCourier, Receive, Server, router};
use depara_mappings::Registry;
use depara_peers::{Account, Bank, Contract, Login, Protheus, ProtheusSystem, Rm, Sent};
use depara_store::depara::{RowQuery, RowState};
use depara_store::queue::{MessageQuery, MessageRecord, QueueDirection, RetryRule, Status};
use depara_store::{Settings, Transaction};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// The systems of a test.
pub(crate) struct Scene {
    pub(crate) protheus: Protheus,
    pub(crate) rm: Rm,
    pub(crate) gateway: Gateway,
    pub(crate) base: Base,
}

/// A gateway that runs.
pub(crate) struct Gateway {
    pub(crate) engine: Arc<Engine<Registry>>,
    origin: String,
    workers: Option<Workers>,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
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
    Config {
        store: StoreConfig {
            address: Secret::new(store),
            connections: 8,
            lease: Duration::from_secs(1),
            answer_within: Duration::from_secs(2),
        },
        listen: Listen {
            address: ([127, 0, 0, 1], 0).into(),
            request_bytes: 1 << 20,
            request_time: Duration::from_secs(2),
            stop_time: Duration::from_secs(5),
            ..Listen::default()
        },
        log: LogConfig::default(),
        profile: None,
        environment: Some(ProtheusSystem::environment().unwrap()),
        product: "DEPARA".to_owned(),
        peers: [("PROTHEUS".to_owned(), peer("PROTHEUS", protheus)), ("RM".to_owned(), peer("RM", rm))].into(),
        adapters: std::collections::BTreeMap::new(),
        monitor: None,
    }
}

/// Retries come soon.
pub(crate) fn settings() -> Settings {
    let retry = RetryRule { attempts: 4, first: Duration::from_millis(50), longest: Duration::from_millis(200) };
    Settings { retry, ..Settings::default() }
}

impl Gateway {
    pub(crate) fn start(config: Config) -> Self {
        Self::start_with(config, |engine| engine)
    }

    /// The same with handlers.
    pub(crate) fn start_with(config: Config, handlers: impl FnOnce(Engine<Registry>) -> Engine<Registry>) -> Self {
        let config = Arc::new(config);
        let courier = Arc::new(HttpCourier::new(config.listen.request_bytes));
        let engine = Engine::with_settings(Arc::clone(&config), courier, Registry::ADAPTERS, Registry::PROFILES, settings()).unwrap();
        let engine = Arc::new(handlers(engine));
        let workers = Some(engine.start().unwrap());
        let (receive, operate): (Arc<dyn Receive>, Arc<dyn Operate>) = (Arc::clone(&engine) as _, Arc::clone(&engine) as _);
        let (stop, stopped) = oneshot::channel();
        let (say, address) = mpsc::channel();
        let serve = async move {
            let server = Server::bind(&config.listen).await.unwrap();
            say.send(server.address().unwrap()).unwrap();
            server.serve(router(config, receive).merge(monitor::router(operate)), async { stopped.await.unwrap_or_default() }).await;
        };
        let server = thread::spawn(move || {
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(serve);
        });
        let origin = format!("http://{}", address.recv().unwrap());
        Self { engine, origin, workers, stop: Some(stop), server: Some(server) }
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
        self.engine.pool().with(|store| store.read(&mut look).map_err(EngineError::from)).unwrap()
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
        self.engine.stop();
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(server) = self.server.take() {
            server.join().unwrap();
        }
        if let Some(workers) = self.workers.take() {
            workers.join();
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

/// The two accounts of the manual's table of banks.
pub(crate) fn banks() -> [Bank; 2] {
    let contract = Contract { number: "1250".to_owned(), transferor: "Escola Exemplo & Cia".to_owned(), code: "77".to_owned() };
    let bank = |branch: &str, code: &str, agency: &str, number: &str, contract: Option<Contract>| Bank {
        branch: branch.to_owned(),
        code: code.to_owned(),
        name: format!("Banco {code}"),
        account: Account { agency: agency.to_owned(), number: number.to_owned() },
        contract,
    };
    [bank("02AM0001", "001", "0455", "012453", Some(contract)), bank("01AM0001", "033", "4268", "01001459", None)]
}
