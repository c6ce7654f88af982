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
    #[error("{peer} answered with an error (HTTP {status}): {}", if text.is_empty() { "no reason is given" } else { text })]
    Fault {
        /// The peer.
        peer: String,
        /// The status.
        status: u16,
        /// What it said, shortened; empty when it said nothing.
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

impl DeliveryError {
    /// Whether the message may have arrived although this was the end of the way.
    #[must_use]
    pub fn may_have_arrived(&self) -> bool {
        matches!(self, Self::TimedOut { .. } | Self::Interrupted { .. } | Self::NoMessage { .. })
    }

    /// The same for the operator. What the peer or the system said stands there as it was said.
    ///
    /// ```
    /// use depara_gateway::transport::DeliveryError;
    ///
    /// let error = DeliveryError::TimedOut { peer: "RM".to_owned(), seconds: 120 };
    /// assert_eq!(error.in_portuguese(), "RM não respondeu em 120 s; não se sabe se a mensagem chegou");
    /// ```
    #[must_use]
    pub fn in_portuguese(&self) -> String {
        match self {
            Self::Unreachable { peer, reason } => format!("não foi possível chegar a {peer}: {reason}"),
            Self::TimedOut { peer, seconds } => format!("{peer} não respondeu em {seconds} s; não se sabe se a mensagem chegou"),
            Self::Interrupted { peer, reason } => {
                format!("a conexão com {peer} caiu antes da resposta; não se sabe se a mensagem chegou: {reason}")
            }
            Self::Credentials { peer, status } => format!("{peer} recusou o usuário e a senha do gateway (HTTP {status})"),
            Self::Fault { peer, status, text } if text.is_empty() => format!("{peer} respondeu com um erro sem explicação (HTTP {status})"),
            Self::Fault { peer, status, text } => format!("{peer} respondeu com um erro (HTTP {status}): {text}"),
            Self::NoMessage { peer, reason } => format!("o que {peer} respondeu não é uma mensagem: {reason}"),
            Self::NoAddress { peer } => format!("{peer} não tem endereço de envio na configuração"),
        }
    }
}
