//! The messages of the conformance documents that depara does not ship, imported from their official schemas and compiled; and one way for
//! tests to read and write documents, whichever registry knows their message.

pub mod schemas;

use depara::codec::{DecodeError, Policy, Report};
use depara::{Message, MessageInfo, Messages};
use serde_json::Value;

/// What the importer made, compiled; nothing when the official schemas are not there.
pub mod maps {
    depara::include_mappings!();
}

/// The codecs of a registry, without its types: compiled once, here, and not again in every test.
#[derive(Debug, Clone, Copy)]
pub struct Codecs {
    /// The messages that it knows.
    pub messages: &'static [&'static MessageInfo],
    /// Reads a document in XML.
    pub read: fn(&str, &Policy) -> Result<Transcoded, DecodeError>,
    /// Reads a document in the `Header` and `Content` form.
    pub read_json: fn(&Value, &Policy) -> Result<Transcoded, DecodeError>,
    /// Whether a document can be read; an error says how the fast and the careful path differ.
    pub both_paths: fn(&str, &Policy) -> Result<bool, String>,
}

/// A document that was read and written again.
#[derive(Debug, Clone)]
pub struct Transcoded {
    /// In XML.
    pub xml: String,
    /// In JSON.
    pub json: Value,
    /// What reading noticed.
    pub report: Report,
}

/// The codecs of the shipped mappings.
pub const SHIPPED: Codecs = of::<depara_mappings::Registry>();

/// The codecs of the imported maps.
pub const IMPORTED: Codecs = of::<maps::Registry>();

/// Any message, its content left as it came.
pub const UNTYPED: Codecs = of::<depara::envelope::Untyped>();

const fn of<M: Messages>() -> Codecs {
    Codecs { messages: M::MESSAGES, read: read::<M>, read_json: read_json::<M>, both_paths: both_paths::<M> }
}

fn read<M: Messages>(text: &str, policy: &Policy) -> Result<Transcoded, DecodeError> {
    let depara::Decoded { value, report } = Message::<M>::decode(text, policy)?;
    Ok(Transcoded { xml: value.encode(), json: value.to_json(), report })
}

fn read_json<M: Messages>(value: &Value, policy: &Policy) -> Result<Transcoded, DecodeError> {
    let depara::Decoded { value, report } = Message::<M>::from_json(value, policy)?;
    Ok(Transcoded { xml: value.encode(), json: value.to_json(), report })
}

fn both_paths<M: Messages>(text: &str, policy: &Policy) -> Result<bool, String> {
    let fast = Message::<M>::decode(text, policy);
    let careful = Message::<M>::decode_carefully(text, policy);
    if fast == careful { Ok(fast.is_ok()) } else { Err(format!("fast: {fast:#?}\ncareful: {careful:#?}")) }
}
