//! A system that the gateway speaks with.

use super::{Credentials, Dialect};
use std::path::PathBuf;
use std::time::Duration;

/// A system that the gateway speaks with.
#[derive(Debug, Clone)]
pub struct Peer {
    /// Its name in this configuration, in the queue and at the monitor: `PROTHEUS`, `RM-MATRIZ`.
    pub name: String,
    /// Its product, as the mappings name it: `PROTHEUS`, `RM`.
    pub product: String,
    /// Where it takes messages: `http://host:port/ws/EAISERVICE.apw`. Without it nothing can be sent to it.
    pub url: Option<String>,
    /// The form in which messages are sent to it.
    pub form: Form,
    /// How it speaks SOAP.
    pub dialect: Dialect,
    /// With what the gateway signs in at the peer.
    pub credentials: Option<Credentials>,
    /// A file in PEM form with the authority of the peer's certificate, where this machine does not know it.
    pub root: Option<PathBuf>,
    /// With what the peer signs in at the gateway; without it the peer cannot send.
    pub callers: Option<Credentials>,
    /// The path at which the gateway serves the peer: `/EAISERVICE.apw`.
    pub path: String,
    /// How long a connection may take.
    pub connect_time: Duration,
    /// How long the peer may take to answer.
    pub wait: Duration,
    /// How many messages are sent to it at a time.
    pub senders: usize,
    /// When the gateway leaves it alone.
    pub breaker: Breaker,
}

/// The form of a message on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// XML in a SOAP envelope.
    Soap,
    /// JSON with `Header` and `Content`, by REST.
    Rest,
}

/// When the gateway leaves a peer alone that does not answer, and how it finds out that it does again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breaker {
    /// After how many failures of the way in a row; errors that the peer answers with are none.
    pub failures: u32,
    /// How long the peer is left alone before one message is tried.
    pub pause: Duration,
}

impl Peer {
    /// A peer of which nothing but its name and product is said.
    #[must_use]
    pub fn new(name: impl Into<String>, product: impl Into<String>) -> Self {
        let (name, product) = (name.into(), product.into());
        let dialect = if product.eq_ignore_ascii_case("RM") { Dialect::rm() } else { Dialect::protheus() };
        Self {
            path: format!("/{name}/EAISERVICE.apw"),
            name,
            product,
            url: None,
            form: Form::Soap,
            dialect,
            credentials: None,
            root: None,
            callers: None,
            connect_time: Duration::from_secs(5),
            wait: Duration::from_secs(120),
            senders: 2,
            breaker: Breaker { failures: 5, pause: Duration::from_secs(30) },
        }
    }
}
