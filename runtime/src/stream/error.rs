//! Why a list could not be read or written item by item.

use crate::codec::DecodeError;
use std::io;

/// Why a list could not be read or written item by item.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StreamError {
    /// The document is not what it should be: the error that [`Message::decode`](crate::Message::decode) gives.
    #[error(transparent)]
    Document(#[from] DecodeError),
    /// The reader failed.
    #[error("document (byte {position}): reading failed: {source}")]
    Read {
        /// How many bytes of the document were read, as UTF-8.
        position: usize,
        /// What the reader says.
        source: io::Error,
    },
    /// The writer failed.
    #[error("writing failed: {0}")]
    Write(#[source] io::Error),
    /// The content has no such list.
    #[error("`{path}` is no list of records of {message}; such lists are: {lists}")]
    NoSuchList {
        /// The path that was asked for.
        path: String,
        /// The message and its version: `CUSTOMERVENDOR 2.002`.
        message: String,
        /// The paths that fit.
        lists: String,
    },
    /// The items of the list are records of another type.
    #[error("an item of `{path}` is a `{expected}`; it was asked for as a `{found}`")]
    WrongItem {
        /// The path of the list.
        path: String,
        /// The type that was asked for.
        found: &'static str,
        /// The type that fits.
        expected: &'static str,
    },
    /// The message that is written has no place for the items.
    #[error("the message has no list `{path}` to write items into; give it an empty one")]
    NoList {
        /// The path of the list.
        path: String,
    },
    /// Reading goes on after it failed.
    #[error("reading has failed before; what follows the mistake cannot be read")]
    Failed,
}
