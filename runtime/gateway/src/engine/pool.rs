//! Connections to the store: few, and each for one thread at a time.

use crate::config::StoreConfig;
use depara_store::{Settings, Store, StoreError};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Connections to the store. They are opened when they are needed, and used again.
///
/// ```
/// use depara_gateway::config::StoreConfig;
/// use depara_gateway::engine::{EngineError, Pool};
///
/// let folder = tempfile::tempdir()?;
/// let config = StoreConfig::new(folder.path().join("depara.db").to_string_lossy());
/// let pool = Pool::open(&config, depara_store::Settings::default())?;
/// let now = pool.with(|store| store.transaction(|transaction| Ok::<_, EngineError>(transaction.now())))?;
/// assert!(now.micros() > 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Pool {
    address: String,
    settings: Settings,
    limit: usize,
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Store>,
    open: usize,
}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PoolError {
    /// The store says no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// All connections are in use, and none came back in time.
    #[error("all {connections} connections to the store are in use")]
    Busy {
        /// How many there are.
        connections: usize,
    },
}

/// How long somebody waits for a connection: longer than any transaction takes.
const PATIENCE: Duration = Duration::from_secs(10);

impl Pool {
    /// Opens the first connection, which brings the schema up to date. What the configuration says stands above the settings.
    ///
    /// # Errors
    /// When the data base cannot be reached, or is of a newer program.
    pub fn open(config: &StoreConfig, settings: Settings) -> Result<Self, StoreError> {
        let settings = Settings { lease: config.lease, answer_within: config.answer_within, retry: config.retry, ..settings };
        let first = Store::open(config.address.reveal(), settings.clone())?;
        Ok(Self {
            address: config.address.reveal().to_owned(),
            settings,
            limit: config.connections.max(1),
            state: Mutex::new(State { idle: vec![first], open: 1 }),
            returned: Condvar::new(),
        })
    }

    /// Does `work` with a connection. One that failed in a way that may be its own fault is not used again.
    ///
    /// # Errors
    /// Those of `work`, and those of getting a connection.
    pub fn with<T, E: From<PoolError>>(&self, work: impl FnOnce(&mut Store) -> Result<T, E>) -> Result<T, E> {
        let mut lent = Lent { pool: self, store: Some(self.take()?) };
        let Some(store) = lent.store.as_mut() else { return Err(PoolError::Busy { connections: self.limit }.into()) };
        work(store)
    }

    /// A connection apart from those that are shared, for a thread that waits for work.
    ///
    /// # Errors
    /// When the data base cannot be reached.
    pub fn separate(&self) -> Result<Store, StoreError> {
        Store::open(&self.address, self.settings.clone())
    }

    fn take(&self) -> Result<Store, PoolError> {
        let until = Instant::now() + PATIENCE;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(store) = state.idle.pop() {
                return Ok(store);
            }
            if state.open < self.limit {
                state.open += 1;
                drop(state);
                return Store::open(&self.address, self.settings.clone()).map_err(|error| {
                    self.forget();
                    error.into()
                });
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(PoolError::Busy { connections: self.limit });
            }
            state = self.returned.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn forget(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.open = state.open.saturating_sub(1);
        drop(state);
        self.returned.notify_one();
    }
}

/// A connection that somebody uses; it comes back whatever happens.
struct Lent<'p> {
    pool: &'p Pool,
    store: Option<Store>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let Some(store) = self.store.take() else { return };
        if std::thread::panicking() {
            drop(store);
            return self.pool.forget();
        }
        let mut state = self.pool.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.idle.push(store);
        drop(state);
        self.pool.returned.notify_one();
    }
}
