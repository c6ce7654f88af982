//! What a peer does otherwise than it should.

use std::time::Duration;

/// What a peer does otherwise than it should; by default nothing.
///
/// ```
/// use depara_peers::{Answers, Behaviour};
///
/// let behaviour = Behaviour { refusal: Some("Cliente bloqueado".to_owned()), ..Behaviour::default() };
/// assert_eq!(behaviour.answers, Answers::AtOnce);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Behaviour {
    /// How long it does nothing with a message that it has taken.
    pub delay: Duration,
    /// It processes nothing and answers with an error of this text.
    pub refusal: Option<String>,
    /// When it says what has become of a message.
    pub answers: Answers,
    /// It signs nobody in: HTTP 401.
    pub refuses_credentials: bool,
}

/// When a peer says what has become of a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Answers {
    /// To the caller, who waits.
    #[default]
    AtOnce,
    /// The caller gets a receipt, and the answer goes to the gateway as a message of its own.
    Later {
        /// How long after the receipt.
        after: Duration,
        /// How often; an answer that comes twice has one UUID.
        times: u32,
    },
    /// Never: the message is processed, and the connection breaks while the answer is sent.
    Lost,
}
