//! What is compared: the gateway that keeps messages, and a handler that does nothing but keep them.

use crate::load;
use crate::measure::Outcome;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use depara_gateway::config::{Config, Credentials, Listen, Peer, Secret, StoreConfig};
use depara_gateway::engine::{Engine, EngineError, Pool};
use depara_gateway::transport::{HttpCourier, Receive, router};
use depara_mappings::Registry;
use depara_store::Settings;
use depara_store::queue::{NewMessage, QueueDirection};
use std::any::Any;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::runtime::Runtime;

/// With what the senders sign in.
pub(crate) const USER: &str = "RM";
/// With what the gateway signs in at Protheus.
pub(crate) const GATEWAY: &str = "gateway";
pub(crate) const PASSWORD: &str = "senha";
/// Where the gateway takes messages.
pub(crate) const PATH: &str = "/RM/EAISERVICE.apw";

/// A data base that is there for the run.
pub(crate) struct Base {
    pub(crate) address: String,
    _folder: tempfile::TempDir,
    server: Option<(String, String)>,
}

/// A server on the loopback.
pub(crate) struct Server {
    address: SocketAddr,
    _runtime: Runtime,
    /// What has the connections to the store: it goes after the runtime, for a connection to PostgreSQL cannot be ended inside of one.
    _connections: Arc<dyn Any + Send + Sync>,
}

impl Base {
    pub(crate) fn new(postgres: Option<&str>) -> Outcome<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let folder = tempfile::tempdir()?;
        let Some(server) = postgres else {
            let address = folder.path().join("depara.db").to_string_lossy().into_owned();
            return Ok(Self { address, _folder: folder, server: None });
        };
        let (server, number) = (server.trim_end_matches('/'), NUMBER.fetch_add(1, Ordering::Relaxed));
        let name = format!("depara_figures_{}_{number}", std::process::id());
        administer(server, &format!("CREATE DATABASE {name}"))?;
        Ok(Self { address: format!("{server}/{name}"), _folder: folder, server: Some((server.to_owned(), name)) })
    }

    pub(crate) fn name(&self) -> &'static str {
        if self.server.is_some() { "PostgreSQL" } else { "SQLite" }
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server
            && let Err(error) = administer(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        {
            eprintln!("the data base {name} is left on the server: {error}");
        }
    }
}

fn administer(server: &str, sql: &str) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(&format!("{server}/postgres"), tokio_postgres::NoTls).await?;
        tokio::spawn(connection);
        Ok(client.batch_execute(sql).await?)
    })
}

/// Between RM, which sends, and a Protheus at `protheus`.
pub(crate) fn config(store: &str, protheus: &str) -> Config {
    let credentials = |user: &str| Some(Credentials { user: user.to_owned(), password: Secret::new(PASSWORD) });
    let rm = Peer { callers: credentials(USER), path: PATH.to_owned(), ..Peer::new("RM", "RM") };
    let protheus = Peer { url: Some(protheus.to_owned()), credentials: credentials(GATEWAY), ..Peer::new("PROTHEUS", "PROTHEUS") };
    let listen = Listen { address: ([127, 0, 0, 1], 0).into(), request_time: Duration::from_secs(600), ..Listen::default() };
    Config { listen, ..Config::new(StoreConfig::new(store), [rm, protheus]) }
}

impl Server {
    /// The gateway: who takes messages, without those who pass them on, since the other one has none of them either.
    pub(crate) fn gateway(base: &Base) -> Outcome<Self> {
        let config = Arc::new(config(&base.address, "http://127.0.0.1:9/"));
        let courier = Arc::new(HttpCourier::new(1 << 20));
        let engine = Engine::<Registry>::new(Arc::clone(&config), courier, Registry::ADAPTERS, Registry::PROFILES)?;
        let engine = Arc::new(engine);
        let receive: Arc<dyn Receive> = Arc::clone(&engine) as Arc<dyn Receive>;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let server = runtime.block_on(depara_gateway::transport::Server::bind(&config.listen))?;
        let address = server.address()?;
        runtime.spawn(server.serve(router(config, receive), std::future::pending()));
        Ok(Self { address, _runtime: runtime, _connections: engine })
    }

    /// A handler that writes the same bytes to the same store, and answers with as much.
    pub(crate) fn bare(base: &Base) -> Outcome<Self> {
        let pool = Arc::new(Pool::open(&StoreConfig::new(&base.address), Settings::default())?);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", 0)))?;
        let address = listener.local_addr()?;
        let router = axum::Router::new().fallback(keep).with_state(Arc::clone(&pool));
        runtime.spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, _runtime: runtime, _connections: pool })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Messages a second, from a second process.
    pub(crate) fn load(&self, senders: usize, messages: usize) -> Outcome<f64> {
        load::from_child(self.address, senders, messages)
    }
}

/// What the bare handler answers: as long as a receipt.
const ANSWER: [u8; 1_500] = [b' '; 1_500];

async fn keep(State(pool): State<Arc<Pool>>, body: Bytes) -> Result<&'static [u8], StatusCode> {
    let kept = tokio::task::spawn_blocking(move || {
        let text = std::str::from_utf8(&body).unwrap_or_default();
        let document = text.split_once("<![CDATA[").and_then(|(_, rest)| rest.split_once("]]>")).map_or("", |(document, _)| document);
        let uuid = document.split_once("<UUID>").and_then(|(_, rest)| rest.split_once('<')).map_or("", |(uuid, _)| uuid);
        let message = NewMessage {
            transaction: "CUSTOMERVENDOR",
            version: "2.002",
            business_key: Some(uuid),
            ..NewMessage::new(QueueDirection::Inbound, "RM", uuid, document.as_bytes())
        };
        pool.with(|store| store.transaction(|transaction| transaction.enqueue(&message)).map_err(EngineError::from))
    });
    match kept.await {
        Ok(Ok(_)) => Ok(&ANSWER),
        Ok(Err(_)) | Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}
