//! What all pages share: the engine, who is signed in, what is being done, and what is followed live.

use super::failure::Failure;
use super::jobs::Jobs;
use super::live::Live;
use super::password::{Passwords, Throttle};
use super::session::Sessions;
use crate::config::MonitorConfig;
use crate::engine::{Operate, PoolError, Readiness};
use depara_store::{Store, StoreError, Transaction};
use std::sync::Arc;

/// What all pages share.
pub(super) struct Monitor {
    pub(super) engine: Arc<dyn Operate>,
    pub(super) sessions: Sessions,
    pub(super) passwords: Passwords,
    pub(super) throttle: Throttle,
    pub(super) jobs: Jobs,
    pub(super) live: Live,
}

/// Why the store gave nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unread {
    #[error(transparent)]
    Pool(#[from] PoolError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Monitor {
    pub(super) fn new(engine: Arc<dyn Operate>, config: &MonitorConfig) -> Arc<Self> {
        Arc::new(Self {
            engine,
            sessions: Sessions::new(config.session),
            passwords: Passwords::new(&config.users),
            throttle: Throttle::default(),
            jobs: Jobs::default(),
            live: Live::default(),
        })
    }

    /// What stands above every page: as the gateway calls itself.
    pub(super) fn title(&self) -> &str {
        &self.engine.config().product
    }

    /// Whether browsers speak with the gateway itself under TLS.
    pub(super) fn has_tls(&self) -> bool {
        self.engine.config().listen.tls.is_some()
    }

    /// Reads from the store, on a thread that may wait.
    pub(super) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl Fn(&mut Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Failure> {
        self.with_store(move |store| store.read(|transaction| work(transaction))).await
    }

    /// Changes something in the store, on a thread that may wait.
    pub(super) async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl Fn(&mut Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Failure> {
        self.with_store(move |store| store.transaction(|transaction| work(transaction))).await
    }

    /// Whether the gateway takes messages, asked on a thread that may wait.
    pub(super) async fn readiness(self: &Arc<Self>) -> Readiness {
        let engine = Arc::clone(&self.engine);
        let asked = tokio::task::spawn_blocking(move || engine.readiness()).await;
        asked.unwrap_or_else(|_| Readiness::NotReady("o gateway falhou ao verificar o seu estado".to_owned()))
    }

    async fn with_store<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Failure> {
        let monitor = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || monitor.engine.pool().with(|store| work(store).map_err(Unread::from)));
        match done.await {
            Ok(result) => Ok(result?),
            Err(error) => {
                tracing::error!(%error, "a page of the monitor was not finished");
                Err(Failure::Broken)
            }
        }
    }
}
