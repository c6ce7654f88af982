//! What the monitor and the operator's commands ask of the engine.

use super::{Pool, PoolError};
use crate::config::Config;
use depara::AdapterInfo;
use depara_store::queue::Status;
use depara_store::{StoreError, Timestamp};

/// What the monitor and the operator's commands ask of the engine, whichever messages it knows.
pub trait Operate: Send + Sync {
    /// What the installation says.
    fn config(&self) -> &Config;

    /// The connections to the store.
    fn pool(&self) -> &Pool;

    /// The adapters that it knows.
    fn adapters(&self) -> &'static [&'static AdapterInfo];

    /// What a document says, for people.
    fn describe(&self, document: &str) -> Described;

    /// Processes a pending message now; what has become of it.
    ///
    /// # Errors
    /// When it is not pending, or not its turn, and those of the store.
    fn process(&self, id: i64, who: &str) -> Result<Status, OperateError>;

    /// Processes a message with an error once more; what has become of it.
    ///
    /// # Errors
    /// When it has no error, or it is not its turn, and those of the store.
    fn reprocess(&self, id: i64, who: &str) -> Result<Status, OperateError>;

    /// How it stands with each peer, in the order of their names.
    fn peers(&self) -> Vec<PeerState>;

    /// Whether it takes messages.
    fn readiness(&self) -> Readiness;
}

/// What a document says, for people.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Described {
    /// The tree of the message, as its JSON form has it; none where it cannot be read.
    pub tree: Option<serde_json::Value>,
    /// Why it cannot be read, in Portuguese.
    pub problem: Option<String>,
    /// What was skipped or read otherwise.
    pub findings: Vec<String>,
    /// The keys that it names: `SA1.A1_COD` and the key.
    pub keys: Vec<(String, String)>,
}

/// How it stands with a peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerState {
    /// Its name.
    pub name: String,
    /// Its product.
    pub product: String,
    /// Whether it has an address to send to.
    pub has_address: bool,
    /// Until when it is left alone, because it did not answer.
    pub left_alone_until: Option<Timestamp>,
    /// When a message last arrived there.
    pub last_success: Option<Timestamp>,
    /// When one last did not, and why.
    pub last_failure: Option<(Timestamp, String)>,
    /// How many ways failed in a row.
    pub failures: u32,
}

/// Whether the gateway takes messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Readiness {
    /// It does.
    Ready,
    /// It stops, or its store is away; why.
    NotReady(String),
}

/// Why what an operator asked for was not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OperateError {
    /// There is no connection.
    #[error(transparent)]
    Pool(#[from] PoolError),
    /// The store says no.
    #[error(transparent)]
    Store(#[from] StoreError),
}
