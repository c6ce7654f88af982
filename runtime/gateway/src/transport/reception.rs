//! What the listening side hands to the engine, and what it gets back.

use crate::config::Form;
use std::fmt;

/// A message that a peer has brought; the peer has signed in.
#[derive(Clone, Copy)]
pub struct Incoming<'m> {
    /// The name of the peer.
    pub peer: &'m str,
    /// In which form it came.
    pub form: Form,
    /// The message as it came, without the envelope of its way: `TOTVSMessage` as text, or JSON.
    pub document: &'m str,
}

impl fmt::Debug for Incoming<'_> {
    /// Without the document, which belongs in no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { peer, form, document } = self;
        f.debug_struct("Incoming").field("peer", peer).field("form", form).field("bytes", &document.len()).finish()
    }
}

/// What became of it. Documents are messages in the form in which the incoming one came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reception {
    /// It was processed, or refused with an answer of the standard.
    Answered(String),
    /// It is kept; the answer comes later as a message of its own.
    Accepted(String),
    /// It could not be kept, so the peer must keep it: the store is away, or the gateway stops. The text is for the peer's people.
    Unavailable(String),
}

/// Who takes messages. It blocks until there is an answer, so callers are on threads of their own.
pub trait Receive: Send + Sync {
    /// Takes a message.
    fn receive(&self, incoming: Incoming<'_>) -> Reception;

    /// The versions of each message that are taken from a peer, for its WSDL's documentation and for WhoIs: `("BANK", "2.001")`.
    fn spoken(&self, peer: &str) -> Vec<(String, String)>;

    /// Counts a call at the path of a peer that was not let in, or brought what is no message, or found no place.
    fn refused(&self, _peer: &str) {}
}
