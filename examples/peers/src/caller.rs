//! The calling side of a peer.

use crate::message::Answer;
use crate::soap::{self, Writing};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::time::Duration;

/// A user with a password, for HTTP Basic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The user.
    pub user: String,
    /// The password.
    pub password: String,
}

/// What came back for a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// What became of it.
    Answered(Answer),
    /// That it was taken; the answer comes later.
    Taken,
}

/// Why there is no answer to a message.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// [`Peer::connect`](crate::Peer::connect) was not called yet.
    #[error("the peer does not know whom to send to")]
    NotConnected,
    /// There is no way there, or it broke.
    #[error("no answer: {0}")]
    Unreachable(#[from] ureq::Error),
    /// Something else than a message came back.
    #[error("HTTP {status}: {text}")]
    Fault {
        /// The status.
        status: u16,
        /// The text of the fault, or the whole body.
        text: String,
    },
    /// No such message was sent.
    #[error("no message {0} was sent")]
    UnknownMessage(String),
}

/// Whom a peer sends its messages to.
#[derive(Debug, Clone)]
pub(crate) struct Gateway {
    pub(crate) address: String,
    pub(crate) login: Login,
}

impl Login {
    /// A user with a password.
    #[must_use]
    pub fn new(user: &str, password: &str) -> Self {
        Self { user: user.to_owned(), password: password.to_owned() }
    }

    /// The value of the header `Authorization`.
    #[must_use]
    pub fn basic(&self) -> String {
        format!("Basic {}", STANDARD.encode(format!("{}:{}", self.user, self.password)))
    }
}

impl Gateway {
    /// Sends a message and waits for what comes back.
    pub(crate) fn send(&self, writing: Writing, document: &str) -> Result<Sent, SendError> {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build().new_agent();
        let request = agent.post(&self.address).header("Authorization", self.login.basic()).header("SOAPAction", soap::ACTION);
        let mut response = request.header("Content-Type", "text/xml; charset=utf-8").send(writing.call(document))?;
        let status = response.status().as_u16();
        let body = response.body_mut().read_to_vec()?;
        let shown = || String::from_utf8_lossy(&body).into_owned();
        let fault = |text| SendError::Fault { status, text };
        match soap::message(&body) {
            Ok(Some(answer)) if status == 200 => Answer::read(&answer).map_err(|error| fault(error.to_string())),
            _ => Err(fault(soap::fault(&shown()).unwrap_or_else(shown))),
        }
    }
}

/// Longer than any gateway lets a peer wait.
const PATIENCE: Duration = Duration::from_secs(150);
