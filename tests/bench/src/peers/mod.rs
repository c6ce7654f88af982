//! Who takes part: depara itself, and other ways to read and write the same documents.

mod codec;
mod events;
pub mod lists;
#[cfg(feature = "native")]
mod native;
mod serde;
mod tree;
#[cfg(feature = "xsd-parser")]
mod xsd;

use crate::documents::Document;
use crate::leaves::{Counts, Leaves};
use ::serde::{Deserialize, Serialize, de::DeserializeOwned};
use anyhow::{Context, Result};
use depara::{Messages, Policy, codec::xml};
use std::borrow::Cow;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// Bytes to values.
    Decode,
    /// Values to text, into memory that is there already where the peer can use it again.
    Encode,
}

impl Operation {
    /// `decode` or `encode`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Encode => "encode",
        }
    }
}

/// One measured run, with everything that it needs at hand.
pub type Run<'d> = Box<dyn FnMut() + 'd>;

/// Makes a run of a peer on a document, after it has shown that it reads or writes what the document says.
pub type Prepare = for<'d> fn(&'d Document) -> Result<Run<'d>>;

/// One way to do an operation.
#[derive(Debug, Clone, Copy)]
pub struct Peer {
    /// Its name in the columns: `serde owned`.
    pub name: &'static str,
    /// What it does.
    pub operation: Operation,
    /// Makes a run.
    pub prepare: Prepare,
    /// Whether its allocations are counted: those of C++ are not seen.
    pub counts_allocations: bool,
}

/// Names that the goals speak of.
pub mod name {
    /// The codecs of depara.
    pub const DEPARA: &str = "depara";
    /// The same on the document whose elements stand in schema order.
    pub const IN_ORDER: &str = "depara, in order";
    /// The bare event loop of quick-xml.
    pub const EVENTS: &str = "quick-xml events";
    /// quick-xml with serde, owned.
    pub const SERDE_OWNED: &str = "serde owned";
    /// quick-xml with serde, borrowed.
    pub const SERDE_BORROWED: &str = "serde borrowed";
    /// A tree, walked.
    pub const ROXMLTREE: &str = "roxmltree";
    /// pugixml to its tree.
    pub const PUGIXML_PARSE: &str = "pugixml parse";
    /// The same, and every node visited.
    pub const PUGIXML_WALK: &str = "pugixml walk";
    /// What xsd-parser generates of the schemas, reading.
    pub const XSD_PARSER: &str = "xsd-parser";
    /// libxml2's events.
    pub const LIBXML2: &str = "libxml2 SAX2";
    /// quick-xml's serializer.
    pub const SERDE: &str = "serde to_string";
    /// quick-xml's writer.
    pub const WRITER: &str = "quick-xml Writer";
    /// pugixml writing its tree.
    pub const PUGIXML_SAVE: &str = "pugixml save";
}

/// Everybody who does `operation`, depara first.
#[must_use]
pub fn all(operation: Operation) -> Vec<Peer> {
    let peer = |name, prepare: Prepare| Peer { name, operation, prepare, counts_allocations: true };
    let mut peers = match operation {
        Operation::Decode => vec![
            peer(name::DEPARA, codec::decode),
            peer(name::EVENTS, events::read),
            peer(name::SERDE_OWNED, serde::owned),
            peer(name::SERDE_BORROWED, serde::borrowed),
            peer(name::ROXMLTREE, tree::read),
        ],
        Operation::Encode => {
            vec![peer(name::DEPARA, codec::encode), peer(name::SERDE, serde::to_string), peer(name::WRITER, events::write)]
        }
    };
    peers.extend(native_peers(operation));
    peers.extend(xsd_peers(operation));
    peers
}

#[cfg(feature = "native")]
fn native_peers(operation: Operation) -> Vec<Peer> {
    let peer = |name, prepare: Prepare| Peer { name, operation, prepare, counts_allocations: false };
    match operation {
        Operation::Decode => vec![
            peer(name::PUGIXML_PARSE, native::pugixml_parse),
            peer(name::PUGIXML_WALK, native::pugixml_walk),
            peer(name::LIBXML2, native::libxml2_sax),
        ],
        Operation::Encode => vec![peer(name::PUGIXML_SAVE, native::pugixml_save)],
    }
}

#[cfg(not(feature = "native"))]
fn native_peers(_: Operation) -> Vec<Peer> {
    Vec::new()
}

#[cfg(feature = "xsd-parser")]
fn xsd_peers(operation: Operation) -> Vec<Peer> {
    let prepare: Prepare = match operation {
        Operation::Decode => xsd::decode,
        Operation::Encode => xsd::encode,
    };
    vec![Peer { name: name::XSD_PARSER, operation, prepare, counts_allocations: true }]
}

#[cfg(not(feature = "xsd-parser"))]
fn xsd_peers(_: Operation) -> Vec<Peer> {
    Vec::new()
}

/// The feature of this crate that a peer needs; none when every build has it.
#[must_use]
pub fn feature_of(peer: &str) -> Option<&'static str> {
    match peer {
        name::PUGIXML_PARSE | name::PUGIXML_WALK | name::PUGIXML_SAVE | name::LIBXML2 => Some("native"),
        name::XSD_PARSER => Some("xsd-parser"),
        _ => None,
    }
}

/// The features with which this crate was built.
#[must_use]
pub fn features() -> Vec<&'static str> {
    [("native", cfg!(feature = "native")), ("xsd-parser", cfg!(feature = "xsd-parser"))]
        .into_iter()
        .filter(|(_, is_on)| *is_on)
        .map(|(name, _)| name)
        .collect()
}

/// One message, as depara and as serde know it.
trait Subject {
    /// The message of depara.
    type Message: Messages;
    /// Its root for serde, with texts of its own.
    type Owned: DeserializeOwned + Serialize + 'static;
    /// Its root for serde, with texts of the document.
    type Borrowed<'a>: Deserialize<'a> + Serialize;
}

/// Structs with serde's derives, of the maps that the codecs are made of.
#[expect(unreachable_pub, reason = "the structs are public, as a user of serde would make them")]
mod generated {
    pub(super) mod values {
        pub(super) use crate::values::*;
    }
    #[rustfmt::skip]
    pub(super) mod owned { include!(concat!(env!("OUT_DIR"), "/owned.rs")); }
    #[rustfmt::skip]
    pub(super) mod borrowed { include!(concat!(env!("OUT_DIR"), "/borrowed.rs")); }
}

macro_rules! subject {
    ($name:ident, $message:ty, $module:ident) => {
        struct $name;

        impl Subject for $name {
            type Message = $message;
            type Owned = generated::owned::$module::TOTVSMessage;
            type Borrowed<'a> = generated::borrowed::$module::TOTVSMessage<'a>;
        }
    };
}

subject!(Bank, depara_mappings::bank_2_001::Bank2001, bank_2_001);
subject!(CustomerVendor, depara_mappings::customer_vendor_2_002::CustomerVendor2002, customervendor_2_002);
subject!(Order, depara_mappings::order_4_003::Order4003, order_4_003);
subject!(
    Settlements,
    depara_mappings::list_of_account_receivable_settlements_1_005::ListOfAccountReceivableSettlements1005,
    listofaccountreceivablesettlements_1_005
);

/// Calls a generic function for the message of a document.
macro_rules! by_kind {
    ($document:expr, $function:ident) => {
        match $document.kind {
            $crate::documents::Kind::Bank => $function::<$crate::peers::Bank>($document),
            $crate::documents::Kind::CustomerVendor => $function::<$crate::peers::CustomerVendor>($document),
            $crate::documents::Kind::Order => $function::<$crate::peers::Order>($document),
            $crate::documents::Kind::Settlements => $function::<$crate::peers::Settlements>($document),
        }
    };
}
use by_kind;

/// The text of a document, in whatever encoding, for those who judge.
fn text(document: &Document) -> Result<Cow<'_, str>> {
    Ok(xml::text(&document.bytes, &Policy::default())?)
}

/// The document as a peer that knows UTF-8 alone gets it.
fn utf8(document: &Document) -> Result<&str> {
    std::str::from_utf8(&document.bytes).context("it reads UTF-8 alone")
}

/// Says whether a peer that wrote `written` had read what the document says.
fn judge(document: &Document, written: &str) -> Result<()> {
    Leaves::of(&text(document)?)?.expect(&Leaves::of(written)?)
}

/// Says whether a peer found as many elements, and as much text where it can tell, as there are.
fn judge_counts(document: &Document, elements: usize, text_found: Option<usize>) -> Result<()> {
    let expected = Counts::of(&text(document)?)?;
    let found = Counts { elements, text: text_found.unwrap_or(expected.text) };
    anyhow::ensure!(found == expected, "it found {found:?} of {expected:?}");
    Ok(())
}
