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

    /// The same for the operator. What the peer said stands there as it was said.
    ///
    /// ```
    /// use depara_gateway::transport::DeliveryError;
    ///
    /// let error = DeliveryError::Unreachable { peer: "RM".to_owned(), reason: "Connection refused (os error 111)".to_owned() };
    /// assert_eq!(error.in_portuguese(), "O RM não pôde ser alcançado: a conexão foi recusada");
    /// ```
    #[must_use]
    pub fn in_portuguese(&self) -> String {
        match self {
            Self::Unreachable { peer, reason } => format!("O {peer} não pôde ser alcançado: {}", reason_in_portuguese(reason)),
            Self::TimedOut { peer, seconds } => {
                format!("O {peer} não respondeu em {seconds} s; a mensagem pode ter chegado, e o UUID evita que seja processada duas vezes")
            }
            Self::Interrupted { peer, reason } => format!(
                "A conexão com o {peer} caiu antes da resposta; a mensagem pode ter chegado, e o UUID evita que seja processada duas vezes: {}",
                reason_in_portuguese(reason)
            ),
            Self::Credentials { peer, status } => format!("O {peer} recusou o usuário ou a senha (HTTP {status})"),
            Self::Fault { peer, status, text } if text.is_empty() => {
                format!("O {peer} respondeu com um erro sem explicação (HTTP {status})")
            }
            Self::Fault { peer, status, text } => format!("O {peer} respondeu com um erro (HTTP {status}): {text}"),
            Self::NoMessage { peer, reason } => {
                format!("O que o {peer} respondeu não é uma mensagem: {}", reason_in_portuguese(reason))
            }
            Self::NoAddress { peer } => format!("O {peer} não tem endereço (url) na configuração"),
        }
    }
}

/// What the gateway, the system and TLS say of a way that failed, in Portuguese as far as it begins with words that are known.
fn reason_in_portuguese(reason: &str) -> String {
    // The number of the system's error says nothing more than its words.
    let numbered = reason.strip_suffix(')').and_then(|reason| reason.rsplit_once(" (os error "));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let reason = numbered.filter(|(_, number)| is_number(number)).map_or(reason, |(words, _)| words);
    let known = REASONS.iter().find_map(|(english, portuguese)| Some((portuguese, reason.strip_prefix(english)?)));
    known.map_or_else(|| reason.to_owned(), |(portuguese, rest)| format!("{portuguese}{rest}"))
}

/// How reasons begin.
const REASONS: &[(&str, &str)] = &[
    ("no connection within ", "não houve conexão em "),
    ("the message could not be sent within ", "não foi possível enviar a mensagem inteira em "),
    ("the host is not known", "o nome do servidor não é conhecido"),
    ("no certificate can be read from ", "nenhum certificado pôde ser lido de "),
    ("it has more than ", "a resposta passa do limite de bytes: "),
    ("not JSON: ", "não é JSON: "),
    ("failed to lookup address information: ", "o nome do servidor não foi encontrado: "),
    ("Connection refused", "a conexão foi recusada"),
    ("Connection reset by peer", "a conexão foi encerrada pelo servidor"),
    ("Broken pipe", "a conexão foi encerrada pelo servidor"),
    ("Network is unreachable", "a rede não pode ser alcançada"),
    ("No route to host", "não há rota até o servidor"),
    ("Peer disconnected", "a conexão foi encerrada pelo servidor"),
    ("invalid peer certificate: ", "o certificado do servidor não é aceito: "),
];
