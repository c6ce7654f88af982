//! The listening and the sending side against each other, and against clients that do as they like, all on the loopback.

mod couriers;
mod dialects;
mod hostile;
mod receiving;
mod serving;

use super::{HttpCourier, Incoming, Receive, Reception, Server, router};
use crate::config::{Config, Credentials, Form, Listen, Peer, Secret, StoreConfig};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// The name of the one peer that may send.
const CALLER: &str = "RM-MATRIZ";

/// Takes every message as a test says, and remembers it.
struct Keeper {
    taken: Mutex<Vec<(String, Form, String)>>,
    refused: Mutex<Vec<String>>,
    what: Box<dyn Fn(&str) -> Reception + Send + Sync>,
}

impl Keeper {
    fn new(what: impl Fn(&str) -> Reception + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self { taken: Mutex::default(), refused: Mutex::default(), what: Box::new(what) })
    }

    /// Gives every message back.
    fn echo() -> Arc<Self> {
        Self::new(|document| Reception::Answered(document.to_owned()))
    }

    fn taken(&self) -> Vec<(String, Form, String)> {
        self.taken.lock().expect("no test panics here").clone()
    }
}

impl Receive for Keeper {
    fn receive(&self, incoming: Incoming<'_>) -> Reception {
        let Incoming { peer, form, document } = incoming;
        self.taken.lock().expect("no test panics here").push((peer.to_owned(), form, document.to_owned()));
        (self.what)(document)
    }

    fn spoken(&self, _: &str) -> Vec<(String, String)> {
        vec![("BANK".to_owned(), "2.001".to_owned()), ("CURRENCY".to_owned(), "2.001".to_owned())]
    }

    fn refused(&self, peer: &str) {
        self.refused.lock().expect("no test panics here").push(peer.to_owned());
    }
}

fn credentials() -> Credentials {
    Credentials { user: "rm".to_owned(), password: Secret::new("segredo") }
}

/// A peer that may send, and one that may not.
fn config(listen: Listen) -> Config {
    let caller = Peer { callers: Some(credentials()), path: "/EAISERVICE.apw".to_owned(), ..Peer::new(CALLER, "RM") };
    let silent = Peer::new("CALADO", "PROTHEUS");
    Config { listen, product: "GATEWAY".to_owned(), ..Config::new(StoreConfig::new("unused"), [caller, silent]) }
}

fn listen() -> Listen {
    Listen { address: ([127, 0, 0, 1], 0).into(), ..Listen::default() }
}

/// A gateway on the loopback that stops when it is dropped.
struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: tokio::task::JoinHandle<()>,
}

impl Running {
    async fn start(config: Config, keeper: Arc<Keeper>) -> Self {
        let listen = config.listen.clone();
        Self::start_with(&listen, router(Arc::new(config), keeper)).await
    }

    async fn start_with(listen: &Listen, router: axum::Router) -> Self {
        let server = Server::bind(listen).await.expect("the loopback has a free port");
        let address = server.address().expect("a bound socket has an address");
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(server.serve(router, async { drop(stopped.await) }));
        Self { address, stop: Some(stop), task }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Tells it to stop and waits until it has.
    async fn stop(mut self) {
        drop(self.stop.take());
        (&mut self.task).await.expect("the server does not panic");
    }

    /// Sends bytes over a connection of its own, and gives everything that comes back until the other side closes.
    async fn raw(&self, request: &[u8]) -> String {
        let mut stream = self.connect().await;
        stream.write_all(request).await.expect("the server reads");
        read_to_end(&mut stream).await
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("the server accepts")
    }
}

async fn read_to_end(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    // A reset after the answer is an end as well.
    let _ = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut answer)).await.expect("the server closes");
    String::from_utf8_lossy(&answer).into_owned()
}

/// A request with the right credentials whose connection ends with it.
fn post(path: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nAuthorization: Basic cm06c2VncmVkbw==\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    )
    .into_bytes()
}

fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: gateway.example:8081\r\nConnection: close\r\n\r\n").into_bytes()
}

/// The status of an answer.
fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("no answer of HTTP: {answer:?}"))
}

/// Delivers on a thread of its own, as the engine does.
async fn deliver(
    courier: &Arc<HttpCourier>,
    peer: &Peer,
    document: &str,
    wait: Duration,
) -> Result<super::Delivered, super::DeliveryError> {
    use super::Courier;
    let (courier, peer, document) = (Arc::clone(courier), peer.clone(), document.to_owned());
    tokio::task::spawn_blocking(move || courier.deliver(&peer, &document, wait)).await.expect("the courier does not panic")
}

const SECOND: Duration = Duration::from_secs(1);
