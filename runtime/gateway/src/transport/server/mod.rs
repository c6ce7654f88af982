//! The server: connections are many and slow, each has limits, and a stop lets them finish.

mod connection;
mod tls;

use crate::config::Listen;
use crate::operations::Metrics;
use connection::Connections;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use uuid::Uuid;

/// A server that listens already, and is not served yet.
///
/// ```
/// use depara_gateway::config::Listen;
/// use depara_gateway::transport::Server;
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// let listen = Listen { address: ([127, 0, 0, 1], 0).into(), ..Listen::default() };
/// let server = Server::bind(&listen).await?;
/// assert_ne!(server.address()?.port(), 0);
/// server.serve(axum::Router::new(), async {}).await;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    listen: Listen,
    tls: Option<Tls>,
    metrics: Option<Metrics>,
}

/// Says nothing of keys.
#[derive(Clone)]
struct Tls(TlsAcceptor);

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls(…)")
    }
}

/// What a request is called in logs and in what its sender is told, so that people can find one by the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestId(Uuid);

impl Default for RequestId {
    /// A new one.
    fn default() -> Self {
        Self(Uuid::new_v4())
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.simple().fmt(f)
    }
}

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address cannot be listened at.
    #[error("cannot listen at {address}: {source}")]
    Address {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// A file of TLS cannot be read, or is not what it should be.
    #[error("`{}` has no {what}: {reason}", .path.display())]
    Tls {
        /// The file.
        path: PathBuf,
        /// What it should have: `certificate`, `private key`.
        what: &'static str,
        /// Why it has none.
        reason: String,
    },
}

impl ServeError {
    /// The same for the operator.
    #[must_use]
    pub fn in_portuguese(&self) -> String {
        match self {
            Self::Address { address, source } => format!("não é possível escutar em {address}: {source}"),
            Self::Tls { path, what, reason } => {
                let what = if *what == "certificate" { "certificado" } else { "chave privada" };
                format!("`{}` não contém {what} que se possa usar: {reason}", path.display())
            }
        }
    }
}

/// Listens and serves until `stop` comes, and then finishes what is in work.
///
/// # Errors
/// When the address cannot be listened at, or the certificate cannot be used.
pub async fn serve(listen: &Listen, router: axum::Router, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
    Server::bind(listen).await?.serve(router, stop).await;
    Ok(())
}

/// After an error of accepting, which comes from too many open files as a rule, the loop waits, because the next try would end alike.
const BREATH: Duration = Duration::from_millis(200);

impl Server {
    /// Listens at the address. From now on peers can connect; they are answered as soon as [`serve`](Self::serve) runs.
    ///
    /// # Errors
    /// When the address cannot be listened at, or the certificate cannot be used.
    pub async fn bind(listen: &Listen) -> Result<Self, ServeError> {
        let address = listen.address;
        let listener = TcpListener::bind(address).await.map_err(|source| ServeError::Address { address, source })?;
        Self::from_listener(listener, listen)
    }

    /// Takes a socket that listens already; the address of `listen` does not count.
    ///
    /// # Errors
    /// When the certificate cannot be used.
    pub fn from_listener(listener: TcpListener, listen: &Listen) -> Result<Self, ServeError> {
        let tls = listen.tls.as_ref().map(tls::acceptor).transpose()?.map(Tls);
        Ok(Self { listener, listen: listen.clone(), tls, metrics: None })
    }

    /// Counts the connections that are open.
    #[must_use]
    pub fn counted_by(self, metrics: Metrics) -> Self {
        Self { metrics: Some(metrics), ..self }
    }

    /// The address at which it listens, with its real port.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves until `stop` comes. Then nobody is let in any more, requests in work have [`Listen::stop_time`] to be answered, and what is left is
    /// closed.
    pub async fn serve(self, router: axum::Router, stop: impl Future<Output = ()>) {
        let Self { listener, listen, tls, metrics } = self;
        let places = Arc::new(Semaphore::new(listen.connections.clamp(1, Semaphore::MAX_PERMITS)));
        let (stop_all, stopped) = watch::channel(());
        let connections = Connections::new(router, &listen, tls.map(|tls| tls.0), stopped);
        let mut tasks = JoinSet::new();
        let mut stop = std::pin::pin!(stop);
        loop {
            let accepted = async {
                // A connection gets its place before it is accepted: the others wait where they cost nothing.
                let place = Arc::clone(&places).acquire_owned().await;
                (place, listener.accept().await)
            };
            tokio::select! {
                () = &mut stop => break,
                Some(ended) = tasks.join_next() => {
                    if let Err(error) = ended {
                        tracing::error!(%error, "a connection ended by a mistake of the gateway");
                    }
                }
                (place, accepted) = accepted => match accepted {
                    Ok((stream, address)) => {
                        let connection = connections.clone();
                        let counted = metrics.as_ref().map(Metrics::connected);
                        tasks.spawn(async move {
                            connection.run(stream, address).await;
                            drop((place, counted));
                        });
                    }
                    Err(error) => {
                        tracing::warn!(%error, "a connection could not be accepted");
                        tokio::time::sleep(BREATH).await;
                    }
                },
            }
        }
        drop(listener);
        drop(connections);
        let _ = stop_all.send(());
        tracing::info!(connections = tasks.len(), "no more connections are accepted");
        let finish = async { while tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(listen.stop_time, finish).await.is_err() {
            tracing::warn!(
                seconds = listen.stop_time.as_secs(),
                connections = tasks.len(),
                "connections are closed that did not finish in time"
            );
        }
        tasks.shutdown().await;
    }
}
