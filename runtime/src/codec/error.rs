//! Why a document could not be read: where, what was found, and what fits.

use std::fmt;

/// Why a document could not be read, and where. One word wide, so that the many calls that succeed return in a register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", .0.location, .0.kind)]
pub struct DecodeError(#[source] Box<Failure>);

/// The parts of a [`DecodeError`], which gives them as its own fields.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct Failure {
    /// Where.
    pub location: Location,
    /// What is wrong.
    pub kind: DecodeErrorKind,
}

impl DecodeError {
    /// What is wrong, and where.
    #[must_use]
    #[cold]
    pub fn new(location: Location, kind: DecodeErrorKind) -> Self {
        Self(Box::new(Failure { location, kind }))
    }
}

impl std::ops::Deref for DecodeError {
    type Target = Failure;

    fn deref(&self) -> &Failure {
        &self.0
    }
}

impl std::ops::DerefMut for DecodeError {
    fn deref_mut(&mut self) -> &mut Failure {
        &mut self.0
    }
}

/// A place in a document: the element path and the byte.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Location {
    /// The elements from the root down, with the number of list items: `TOTVSMessage/BusinessMessage/BusinessContent/ListOfAgency/Agency[2]/Number`.
    pub path: String,
    /// The byte in the document as UTF-8, counted from zero.
    pub position: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (byte {})", if self.path.is_empty() { "document" } else { &self.path }, self.position)
    }
}

/// What is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The bytes are not text in the declared encoding.
    #[error("the bytes are not {encoding}; a document in another encoding names it in its XML declaration")]
    Encoding {
        /// The declared encoding.
        encoding: String,
    },
    /// The document is not well-formed XML.
    #[error("not well-formed XML: {reason}")]
    Xml {
        /// What the XML reader says.
        reason: String,
    },
    /// The document is not JSON.
    #[error("not JSON: {reason}")]
    Json {
        /// What the JSON reader says.
        reason: String,
    },
    /// The document has a DOCTYPE, which no message of the standard has.
    #[error("a DOCTYPE is not accepted")]
    Doctype,
    /// The document ends too early.
    #[error("the document ends inside `{element}`")]
    Truncated {
        /// The element that is open.
        element: String,
    },
    /// An element is closed by another name.
    #[error("`{open}` is closed by `{found}`")]
    MismatchedEnd {
        /// The element that is open.
        open: String,
        /// The name in the end tag.
        found: String,
    },
    /// The root element is another one.
    #[error("the root is `{found}`; a message is a `TOTVSMessage`{hint}")]
    WrongRoot {
        /// The root element.
        found: String,
        /// What to do, from a semicolon on; may be empty.
        hint: String,
    },
    /// The message is not one of those that this program knows.
    #[error("message `{found}` is not known here; known: {known}")]
    UnknownMessage {
        /// The transaction of the message.
        found: String,
        /// The known messages.
        known: String,
    },
    /// The message is known, its version is not.
    #[error("version {found} of `{message}` is not known here; known: {known}")]
    UnknownVersion {
        /// The message.
        message: String,
        /// The version that was sent.
        found: String,
        /// The known versions.
        known: String,
    },
    /// No adapter of the message carries the event.
    #[error("no adapter carries event `{event}` of message `{message}`; carried: {carried}")]
    Operation {
        /// The event: `delete`.
        event: String,
        /// The message.
        message: String,
        /// The operations that the adapters carry.
        carried: String,
    },
    /// A part of the envelope is missing.
    #[error("`{element}` is missing")]
    Missing {
        /// The missing element.
        element: String,
    },
    /// A value is not of its type.
    #[error("`{found}` is not {expected}")]
    Value {
        /// The text, shortened.
        found: String,
        /// What fits: "a decimal number such as `1250.00`".
        expected: String,
    },
    /// A value breaks a rule of its schema.
    #[error("{found}; the schema takes {expected}")]
    Facet {
        /// What was found: "42 characters".
        found: String,
        /// What fits: "at most 40 characters".
        expected: String,
    },
    /// An element stands there twice.
    #[error("`{element}` stands there twice")]
    Duplicate {
        /// The element.
        element: String,
    },
    /// An element is not known, and the policy refuses that.
    #[error("element `{element}` is not known")]
    Unknown {
        /// The element.
        element: String,
    },
    /// Something that the schema wants is missing, or something that it forbids is there, and the policy refuses that.
    #[error("{what}")]
    Schema {
        /// What is wrong, as a sentence.
        what: String,
    },
    /// A limit of the configuration is reached.
    #[error("{limit} is limited to {allowed}")]
    Limit {
        /// Which limit: "element depth".
        limit: &'static str,
        /// What is allowed.
        allowed: usize,
    },
}
