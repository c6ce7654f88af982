//! What an installation of the gateway is told: where it keeps things, where it listens, who its peers are.

mod dialect;
mod file;
mod known;
mod log;
mod peer;
mod problem;
mod secret;

pub use dialect::{Content, Dialect, Encoding};
pub use file::{Reading, VARIABLES};
pub use log::{LogConfig, LogFormat, LogLevels, LogLevelsError};
pub use peer::{Breaker, Form, Peer};
pub use problem::{ConfigProblem, ConfigProblemKind, ConfigSeverity, Place, Weakness};
pub use secret::{Credentials, Secret};

use depara::Environment;
use depara_store::queue::RetryRule;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Everything that an installation says.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where rows and messages are kept.
    pub store: StoreConfig,
    /// Where the gateway listens.
    pub listen: Listen,
    /// What is logged.
    pub log: LogConfig,
    /// The profile of the integration, such as `Eai2`; without one, what adapters say outside of profiles holds.
    pub profile: Option<String>,
    /// The ERP's installation, for sharing modes and widths; without it, nothing that depends on them is checked.
    pub environment: Option<Environment>,
    /// What the gateway calls itself in answers that it makes: `Product/@name`.
    pub product: String,
    /// The systems that it speaks with, by name.
    pub peers: BTreeMap<String, Peer>,
    /// What differs from the defaults, by the name of the adapter.
    pub adapters: BTreeMap<String, AdapterConfig>,
    /// The page for people; without it there is none.
    pub monitor: Option<MonitorConfig>,
}

/// Where rows and messages are kept.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// The path of a SQLite file, or the address of a PostgreSQL server, which may hold a password.
    pub address: Secret,
    /// How many connections there are at most.
    pub connections: usize,
    /// How long a worker has a message for itself.
    pub lease: Duration,
    /// How long the answer to a message that was sent may take.
    pub answer_within: Duration,
    /// When a message that failed is tried again.
    pub retry: RetryRule,
}

/// Where the gateway listens, and how much it takes.
#[derive(Debug, Clone)]
pub struct Listen {
    /// The address.
    pub address: SocketAddr,
    /// Certificate and key; without them the gateway speaks plain HTTP, which belongs behind a proxy or on the loopback.
    pub tls: Option<TlsFiles>,
    /// How many connections at a time; more wait.
    pub connections: usize,
    /// Bytes of one request.
    pub request_bytes: usize,
    /// How long a request may take to arrive.
    pub request_time: Duration,
    /// How long the gateway finishes what is in work when it is told to stop.
    pub stop_time: Duration,
}

/// Files in PEM form.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// The certificate with its chain.
    pub certificate: PathBuf,
    /// The key.
    pub key: PathBuf,
}

/// What is special about an adapter.
#[derive(Debug, Clone, Default)]
pub struct AdapterConfig {
    /// Whether the adapter is served at all; adapters that are not mentioned are.
    pub enabled: Option<bool>,
    /// The peer that its messages go to, where several could take them.
    pub to: Option<String>,
    /// How long a synchronous caller waits, where it differs from the peer's.
    pub wait: Option<Duration>,
}

/// The page for people.
#[derive(Debug, Clone)]
pub struct MonitorConfig {
    /// Who may sign in.
    pub users: Vec<User>,
    /// How long a session lasts without a request.
    pub session: Duration,
}

/// Who may sign in at the monitor.
#[derive(Debug, Clone)]
pub struct User {
    /// The name.
    pub name: String,
    /// The hash of the password in the form of argon2: `$argon2id$…`.
    pub password: Secret,
    /// What the user may do.
    pub role: Role,
}

/// What a user of the monitor may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Look.
    Look,
    /// Look, process and reprocess messages, and map codes.
    Operate,
}

impl Config {
    /// What holds where an installation says nothing but where things are kept and who its peers are; the file has the same defaults.
    ///
    /// ```
    /// use depara_gateway::config::{Config, Peer, StoreConfig};
    ///
    /// let config = Config::new(StoreConfig::new("depara.db"), [Peer::new("RM", "RM"), Peer::new("PROTHEUS", "PROTHEUS")]);
    /// assert_eq!((config.peers.len(), config.store.retry.attempts), (2, 4));
    /// ```
    #[must_use]
    pub fn new(store: StoreConfig, peers: impl IntoIterator<Item = Peer>) -> Self {
        Self {
            store,
            listen: Listen::default(),
            log: LogConfig::default(),
            profile: None,
            environment: None,
            product: "DEPARA".to_owned(),
            peers: peers.into_iter().map(|peer| (peer.name.clone(), peer)).collect(),
            adapters: BTreeMap::new(),
            monitor: None,
        }
    }
}

impl StoreConfig {
    /// Eight connections, leases of a minute, answers within an hour, and the manual's rule of trying again.
    #[must_use]
    pub fn new(address: impl Into<String>) -> Self {
        Self {
            address: Secret::new(address),
            connections: 8,
            lease: Duration::from_secs(60),
            answer_within: Duration::from_secs(3_600),
            retry: RetryRule::default(),
        }
    }
}

impl Default for Listen {
    /// The loopback, a thousand connections, requests of 16 MB that arrive within half a minute.
    fn default() -> Self {
        Self {
            address: SocketAddr::from(([127, 0, 0, 1], 8080)),
            tls: None,
            connections: 2_000,
            request_bytes: 16 << 20,
            request_time: Duration::from_secs(30),
            stop_time: Duration::from_secs(20),
        }
    }
}
