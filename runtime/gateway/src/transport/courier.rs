//! What the engine hands to the sending side, and what it gets back.

use crate::config::Peer;
use std::time::Duration;

/// Who brings messages to peers. It blocks until there is an answer.
pub trait Courier: Send + Sync {
    /// Brings a message, in the peer's own form: `TOTVSMessage` as text, or JSON.
    ///
    /// # Errors
    /// Why it did not arrive, or why what came back is no answer.
    fn deliver(&self, peer: &Peer, document: &str, wait: Duration) -> Result<Delivered, DeliveryError>;
}

/// What a peer gave back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivered {
    /// A message, without the envelope of its way.
    Answer(String),
    /// Nothing but that it has the message: the answer comes later.
    Taken,
}

/// Why a message did not arrive, or nobody knows whether it did.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeliveryError {
    /// There is no way to the peer: name, route, connection, TLS. The message did not arrive.
    #[error("{peer} cannot be reached: {reason}")]
    Unreachable {
        /// The peer.
        peer: String,
        /// Why.
        reason: String,
    },
    /// The time was over; the message may have arrived.
    #[error("{peer} did not answer within {seconds} s")]
    TimedOut {
        /// The peer.
        peer: String,
        /// How long it had.
        seconds: u64,
    },
    /// The connection broke before the answer was there; the message may have arrived.
    #[error("the connection to {peer} broke before it answered: {reason}")]
    Interrupted {
        /// The peer.
        peer: String,
        /// Why.
        reason: String,
    },
    /// The peer does not know the gateway: HTTP 401 or 403.
    #[error("{peer} refuses the credentials (HTTP {status})")]
    Credentials {
        /// The peer.
        peer: String,
        /// The status.
        status: u16,
    },
    /// The peer answered with another status or with a SOAP fault.
    #[error("{peer} answered with an error (HTTP {status}): {text}")]
    Fault {
        /// The peer.
        peer: String,
        /// The status.
        status: u16,
        /// What it said, shortened.
        text: String,
    },
    /// What came back is no message.
    #[error("what {peer} answered is no message: {reason}")]
    NoMessage {
        /// The peer.
        peer: String,
        /// Why.
        reason: String,
    },
    /// The peer has no address in the configuration.
    #[error("{peer} has no address to send to")]
    NoAddress {
        /// The peer.
        peer: String,
    },
}
