//! The whole gateway: engine, workers, server and pages, from a configuration to a stop.

use crate::config::Config;
use crate::engine::{Engine, EngineError, Handler, Operate, Teacher, Workers};
use crate::transport::{HttpCourier, Receive, ServeError, Server};
use crate::{monitor, operations, transport};
use depara::rules::ProfileInfo;
use depara::{AdapterInfo, Messages};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A gateway that is being put together. `M` is the registry of the generated code.
///
/// ```
/// use depara_gateway::Gateway;
/// use depara_gateway::config::Config;
/// use depara_mappings::Registry;
///
/// fn run(config: Config) -> Result<(), Box<dyn std::error::Error>> {
///     let gateway = Gateway::<Registry>::new(config, Registry::ADAPTERS, Registry::PROFILES)?;
///     // Adapters whose work the program does itself: gateway.handle(&mata030::INFO, Customers)
///     let running = gateway.start()?;
///     println!("http://{}/monitor", running.address());
///     running.wait_for_signal();
///     Ok(())
/// }
/// ```
pub struct Gateway<M: Messages> {
    engine: Engine<M>,
    config: Arc<Config>,
}

/// A gateway that runs.
///
/// Dropped without [`Running::stop`] it ends by itself: requests are cut off, each worker ends after the message that it has in hand, and dropping waits for
/// neither. It may be dropped on any thread, also on one of an async runtime.
pub struct Running {
    address: SocketAddr,
    operate: Arc<dyn Operate>,
    stop_engine: Box<dyn Fn() + Send + Sync>,
    stop_server: watch::Sender<bool>,
    server: JoinHandle<()>,
    workers: Workers,
    /// There until it stops.
    runtime: Option<Runtime>,
    stop_time: Duration,
}

/// Why a gateway does not run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The engine cannot work.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// There is no server.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The system gives no threads, or no address.
    #[error("the system does not let the gateway run: {0}")]
    System(#[from] std::io::Error),
}

impl<M: Messages> Gateway<M> {
    /// A gateway for the adapters and profiles of a registry: `Registry::ADAPTERS`, `Registry::PROFILES`.
    ///
    /// # Errors
    /// When the store cannot be opened, or the configuration names what the mappings do not have.
    pub fn new(
        config: Config,
        adapters: &'static [&'static AdapterInfo],
        profiles: &'static [&'static ProfileInfo],
    ) -> Result<Self, EngineError> {
        let config = Arc::new(config);
        let courier = Arc::new(HttpCourier::new(config.listen.request_bytes));
        Ok(Self { engine: Engine::new(Arc::clone(&config), courier, adapters, profiles)?, config })
    }

    /// Has the work of an adapter done by the program: see [`Engine::handle`].
    #[must_use]
    pub fn handle(mut self, adapter: &'static AdapterInfo, handler: impl Handler + 'static) -> Self {
        self.engine = self.engine.handle(adapter, handler);
        self
    }

    /// Has the rows of a message read that proves them in its own content: see [`Engine::taught_by`].
    #[must_use]
    pub fn taught_by(mut self, transaction: &'static str, teacher: Teacher) -> Self {
        self.engine = self.engine.taught_by(transaction, teacher);
        self
    }

    /// Listens, serves, and works on the queue, until it is told to stop.
    ///
    /// # Errors
    /// When the address cannot be listened at, the certificate cannot be used, or the store cannot be reached.
    pub fn start(self) -> Result<Running, StartError> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_name("gateway").build()?;
        let server = runtime.block_on(Server::bind(&self.config.listen))?;
        let address = server.address()?;
        let engine = Arc::new(self.engine);
        let workers = engine.start()?;
        let operate: Arc<dyn Operate> = Arc::clone(&engine) as Arc<dyn Operate>;
        let receive: Arc<dyn Receive> = Arc::clone(&engine) as Arc<dyn Receive>;
        let router = transport::router(Arc::clone(&self.config), receive)
            .merge(monitor::router(Arc::clone(&operate)))
            .merge(operations::router(Arc::clone(&operate), engine.metrics().clone()));
        let (stop_server, mut told) = watch::channel(false);
        let stop = async move {
            // A sender that is gone tells to stop, too.
            let _ = told.wait_for(|is_told| *is_told).await;
        };
        let server = runtime.spawn(server.counted_by(engine.metrics().clone()).serve(router, stop));
        tracing::info!(%address, "the gateway listens");
        let stop_engine = Box::new(move || engine.stop());
        let stop_time = self.config.listen.stop_time;
        Ok(Running { address, operate, stop_engine, stop_server, server, workers, runtime: Some(runtime), stop_time })
    }
}

impl Running {
    /// The address at which it listens, with its real port.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What the monitor sees of the engine.
    #[must_use]
    pub fn operate(&self) -> &Arc<dyn Operate> {
        &self.operate
    }

    /// Takes no more messages, finishes what is in work within the time that the configuration gives, and stops.
    ///
    /// # Panics
    /// On a thread of an async runtime, which must not wait; `spawn_blocking` gives another.
    pub fn stop(mut self) {
        let Some(runtime) = self.runtime.take() else { return };
        tracing::info!("the gateway stops");
        let _ = self.stop_server.send(true);
        // A little longer than the server itself takes to cut off what does not end.
        let patience = self.stop_time.saturating_add(Duration::from_secs(1));
        let ended = runtime.block_on(async { tokio::time::timeout(patience, &mut self.server).await });
        if ended.is_err() {
            tracing::warn!("requests were cut off");
        }
        (self.stop_engine)();
        std::mem::take(&mut self.workers).join();
        runtime.shutdown_timeout(Duration::from_secs(1));
    }

    /// Runs until the process is told to end (SIGTERM, or Ctrl-C), and stops.
    ///
    /// # Panics
    /// As [`Running::stop`].
    pub fn wait_for_signal(self) {
        if let Some(runtime) = &self.runtime {
            runtime.block_on(signal());
        }
        self.stop();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let Some(runtime) = self.runtime.take() else { return };
        tracing::info!("the gateway ends");
        (self.stop_engine)();
        // A runtime that is dropped waits for its threads, which one inside another runtime must not.
        runtime.shutdown_background();
    }
}

/// Waits for what tells a process to end.
async fn signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    // Without a handler for the signal the process ends by the signal itself.
    let _ = tokio::signal::ctrl_c().await;
}
