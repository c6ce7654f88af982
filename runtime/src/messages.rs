//! Which messages a program knows: one generated message, the registry of all, or any message with its content left as it came.

use crate::codec::{self, DecodeErrorKind, Record, Sink, Source};
use crate::info::{MessageInfo, Version};
use std::collections::BTreeSet;
use std::fmt::Debug;

/// A set of messages that can be decoded and encoded. Generated code implements it for each message and for the registry of all.
pub trait Messages: Debug + Clone + PartialEq + 'static {
    /// The content of a business message: a record, or an enumeration of the records of several messages.
    type Content<'a>: Record<'a> + Debug + Clone + PartialEq;
    /// The content of an answer.
    type Return<'a>: Record<'a> + Debug + Clone + PartialEq;

    /// The messages, for dispatch and for the error that says what fits.
    const MESSAGES: &'static [&'static MessageInfo];

    /// An empty content of `message`; `None` when it is not one of [`Messages::MESSAGES`].
    fn content<'a>(message: &MessageInfo) -> Option<Self::Content<'a>>;

    /// An empty return content of `message`; `None` when it is not one of [`Messages::MESSAGES`] or its mapping describes no answer.
    fn return_content<'a>(message: &MessageInfo) -> Option<Self::Return<'a>>;

    /// The message of a transaction and a version, both as a header carries them.
    ///
    /// # Errors
    /// When the message or the version is not known, with what is.
    fn find(transaction: &str, version: Option<&str>) -> Result<&'static MessageInfo, DecodeErrorKind> {
        find_message(Self::MESSAGES, transaction, version)
    }
}

/// A content without fields: the [`Messages::Return`] where no mapping describes more than the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoContent;

impl<'a> Record<'a> for NoContent {
    fn read<S: Source<'a>>(&mut self, _: &mut S) -> codec::Result<()> {
        Ok(())
    }

    fn write<S: Sink>(&self, _: &mut S) {}
}

/// The message of a transaction and a version among `messages`.
///
/// Names are compared in any case, as the systems do. A version of the major part alone, as some answers carry it, means the latest
/// known version of that major part; a missing version means the only known one.
///
/// # Errors
/// When the message or the version is not known, with what is.
pub fn find_message(
    messages: &'static [&'static MessageInfo],
    transaction: &str,
    version: Option<&str>,
) -> Result<&'static MessageInfo, DecodeErrorKind> {
    // Nearly every header names one that is known, and few messages share a version.
    if let Some(version) = version.and_then(|version| version.parse::<Version>().ok())
        && let Some(known) = messages.iter().find(|message| message.version == version && message.name.eq_ignore_ascii_case(transaction))
    {
        return Ok(known);
    }
    let (name, text) = (transaction.trim(), version.unwrap_or_default().trim());
    let named = || messages.iter().copied().filter(|message| message.name.eq_ignore_ascii_case(name));
    let Some(first) = named().next() else {
        let known: BTreeSet<_> = messages.iter().map(|message| message.name).collect();
        let known = known.into_iter().collect::<Vec<_>>().join(", ");
        return Err(DecodeErrorKind::UnknownMessage { found: transaction.to_owned(), known });
    };
    let found = if let Ok(version) = text.parse::<Version>() {
        named().find(|message| message.version == version)
    } else if let Ok(major) = text.parse::<u16>() {
        named().filter(|message| message.version.major == major).max_by_key(|message| message.version)
    } else if text.is_empty() && named().count() == 1 {
        Some(first)
    } else {
        None
    };
    found.ok_or_else(|| DecodeErrorKind::UnknownVersion {
        message: first.name.to_owned(),
        found: if text.is_empty() { "(none)".to_owned() } else { text.to_owned() },
        known: named().map(|message| message.version.to_string()).collect::<Vec<_>>().join(", "),
    })
}
