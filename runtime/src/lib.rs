//! What generated depara code links to: codecs for the messages of the TOTVS EAI, their envelope, keys and sharing modes.
//!
//! The crate is thin on purpose: it ships in every adapter service. Nothing here parses mappings, opens a database or needs an async runtime.

pub mod codec;
pub mod convert;
pub mod envelope;
pub mod environment;
mod external_key;
#[doc(hidden)]
pub mod generated;
mod info;
pub mod key;
pub mod list;
pub mod load;
mod messages;
mod outcome;
pub mod reconcile;
pub mod rows;
pub mod rules;
pub mod stream;
#[cfg(test)]
mod testing;
pub mod value;

pub use codec::json::{JsonSink, JsonSource};
pub use codec::xml::{XmlSink, XmlSource};
pub use codec::{
    DecodeError, DecodeErrorKind, Field, Finding, FindingKind, JsonList, Limits, Location, Places, Policy, Reaction, Record, Report,
    Result, Sink, Source, StartTags,
};
pub use depara_key::KeyError;
pub use envelope::{Decoded, Message};
pub use environment::{Environment, EnvironmentError, KeyContext};
pub use external_key::ExternalKey;
pub use info::{AdapterInfo, DeParaInfo, DeParaMode, DirectionInfo, KeyInfo, LoadInfo, MessageInfo, MessageKind, Version, VersionError};
pub use key::{BuildKeyError, Key};
pub use messages::{Messages, NoContent, find_message};
pub use outcome::{Otherwise, Outcome};
pub use rules::{AdapterRules, Delivery, Master, Operation, ProfileInfo};
pub use value::{Any, Date, DateTime, Decimal, Enumeration, Leaf, Number, Text, Time, Values};

/// Includes what `depara_build` made of the mappings in `build.rs`, in the module where it stands.
///
/// ```text
/// depara::include_mappings!();
/// ```
#[macro_export]
macro_rules! include_mappings {
    () => {
        include!(concat!(env!("OUT_DIR"), "/depara/mod.rs"));
    };
}
