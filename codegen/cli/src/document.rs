//! A message as it stands in a file: bytes in any encoding, XML or JSON, in a SOAP envelope or not.

use crate::failure::Failure;
use crate::phrases as say;
use crate::session::Session;
use crate::wording;
use depara::envelope::json::tree;
use depara::envelope::{Decoded, soap};
use depara::{DecodeError, Message, Messages, Policy, codec::xml};
use depara_dsl::diagnostic::Text;
use serde_json::Value;
use std::path::Path;

/// A document that may be a message.
#[derive(Debug)]
pub(crate) enum Document {
    /// XML, taken out of its SOAP envelope if it stood in one.
    Xml(String),
    /// JSON, brought from any of its forms into the one that is read.
    Json(Value),
}

impl Document {
    /// Reads a file, or the standard input for `-`.
    pub(crate) fn read(session: &mut Session<'_>, path: &Path, policy: &Policy) -> Result<Self, Failure> {
        let bytes = session.read(path)?;
        let fail = |error: &DecodeError| not_decoded(session, path, error);
        let text = xml::text(&bytes, policy).map_err(|error| fail(&error))?;
        if text.trim_start().starts_with(['{', '[']) {
            let not_json =
                |error| Failure::Input(session.text(Text::from(&say::NOT_JSON).with("path", path.display()).with("reason", error)));
            return serde_json::from_str(&text).map(tree).map(Self::Json).map_err(not_json);
        }
        let inside = soap::message(&text).map_err(|error| fail(&error))?;
        Ok(Self::Xml(inside.unwrap_or_else(|| text.into_owned())))
    }

    /// The message, with contents of the messages `M`.
    pub(crate) fn decode<M: Messages>(&self, policy: &Policy) -> Result<Decoded<Message<'_, M>>, DecodeError> {
        match self {
            Self::Xml(text) => Message::decode(text, policy),
            Self::Json(value) => Message::from_json(value, policy),
        }
    }
}

/// Why a file is no message: where, what was found, what fits.
pub(crate) fn not_decoded(session: &Session<'_>, path: &Path, error: &DecodeError) -> Failure {
    let reason = wording::decode_error(error, session.language);
    Failure::Input(session.text(Text::from(&say::NOT_DECODED).with("path", path.display()).with("reason", reason)))
}
