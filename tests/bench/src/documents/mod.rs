//! The documents that are measured: typed contents with made-up data, encoded by the codecs and laid out in several ways.

mod bank;
mod customer;
mod fallback;
mod layout;
mod order;
mod parts;
mod settlements;

use crate::peers::Operation;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// Which message a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `BANK` 2.001.
    Bank,
    /// `CUSTOMERVENDOR` 2.002.
    CustomerVendor,
    /// `ORDER` 4.003.
    Order,
    /// `LISTOFACCOUNTRECEIVABLESETTLEMENTS` 1.005.
    Settlements,
}

impl Kind {
    /// The message of a document, by its first `Transaction`.
    fn of(document: &[u8]) -> Result<Self> {
        let text = String::from_utf8_lossy(document);
        let transaction = text.split_once("Transaction>").and_then(|(_, rest)| rest.split_once('<')).map_or("", |(name, _)| name);
        Ok(match transaction.trim().to_ascii_uppercase().as_str() {
            "BANK" => Self::Bank,
            "CUSTOMERVENDOR" => Self::CustomerVendor,
            "ORDER" => Self::Order,
            "LISTOFACCOUNTRECEIVABLESETTLEMENTS" => Self::Settlements,
            other => bail!("its Transaction is `{other}`; measured are Bank, CustomerVendor, Order and ListOfAccountReceivableSettlements"),
        })
    }
}

/// What a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// One of the eight that the goals speak of.
    Main,
    /// The children of unordered groups in another order than that of the schema.
    Shuffled,
    /// What the fast path leaves to the careful one.
    Fallback,
}

/// A document to measure.
#[derive(Debug, Clone)]
pub struct Document {
    /// A short name without blanks: `order_min`.
    pub name: String,
    /// Its message.
    pub kind: Kind,
    /// What it is for.
    pub set: Set,
    /// Its bytes, as they come over the wire.
    pub bytes: Vec<u8>,
}

impl Document {
    /// What is measured on it: decoding, and encoding where it has no white space between its elements, so that it is what an encoder writes.
    #[must_use]
    pub fn operations(&self) -> &'static [Operation] {
        let is_minified = self.set == Set::Main && self.name.ends_with("_min");
        if is_minified { &[Operation::Decode, Operation::Encode] } else { &[Operation::Decode] }
    }
}

/// A message that documents are made of.
struct Original {
    name: &'static str,
    kind: Kind,
    minified: fn() -> String,
}

const ORIGINALS: [Original; 4] = [
    Original { name: "bank", kind: Kind::Bank, minified: || bank::message().encode() },
    Original { name: "customer", kind: Kind::CustomerVendor, minified: || customer::message().encode() },
    Original { name: "order", kind: Kind::Order, minified: || order::message(50).encode() },
    Original { name: "settlements", kind: Kind::Settlements, minified: || settlements::message(4200).encode() },
];

/// A message with a list of so many items, on one line: `LISTOFACCOUNTRECEIVABLESETTLEMENTS` 1.005.
#[must_use]
pub fn settlements(items: usize) -> String {
    settlements::message(items).encode()
}

/// All documents of the benchmark: the eight main ones, one shuffled, six for the fall-back.
///
/// # Errors
/// When a document that was just made cannot be laid out again.
pub fn all() -> Result<Vec<Document>> {
    let mut documents = Vec::new();
    for original in &ORIGINALS {
        documents.extend(original.documents()?);
    }
    // Main ones first, in their order.
    documents.sort_by_key(|document| document.set != Set::Main);
    Ok(documents)
}

/// The document of this name, from the folder or of the crate; without the others, which take their time under a profiler.
///
/// # Errors
/// When there is none, with the names that there are, or as [`all`] and [`of_folder`].
pub fn named(name: &str, folder: Option<&Path>) -> Result<Document> {
    let documents = match (folder, ORIGINALS.iter().find(|original| name.split('_').next() == Some(original.name))) {
        (Some(folder), _) => of_folder(folder)?,
        (None, Some(original)) => original.documents()?,
        (None, None) => all()?,
    };
    let known: Vec<String> = documents.iter().map(|document| document.name.clone()).collect();
    let found = documents.into_iter().find(|document| document.name == name);
    found.with_context(|| format!("no document is called `{name}`; there are {}", known.join(", ")))
}

impl Original {
    fn documents(&self) -> Result<Vec<Document>> {
        let minified = (self.minified)();
        let document = |ending: &str, set, bytes| Document { name: format!("{}{ending}", self.name), kind: self.kind, set, bytes };
        let mut documents =
            vec![document("", Set::Main, layout::indented(&minified)?), document("_min", Set::Main, minified.as_bytes().to_vec())];
        match self.kind {
            Kind::Order => documents.push(document("_shuffled", Set::Shuffled, layout::shuffled(&minified)?)),
            Kind::Bank => {
                for (way, bytes) in fallback::all(&minified)? {
                    documents.push(document(&format!("_{way}"), Set::Fallback, bytes));
                }
            }
            Kind::CustomerVendor | Kind::Settlements => {}
        }
        Ok(documents)
    }
}

/// Every `*.xml` file of `folder`, by name. Those whose names end in `_min` are written too; one that ends in `_shuf` or `_shuffled` is
/// compared with the one without that ending.
///
/// # Errors
/// When the folder or a file cannot be read, or a file is none of the measured messages.
pub fn of_folder(folder: &Path) -> Result<Vec<Document>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "xml") {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        bail!("{} has no *.xml file", folder.display());
    }
    let read = |path: &std::path::PathBuf| {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let kind = Kind::of(&bytes).with_context(|| format!("cannot measure {}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let set = if base_of_shuffled(&name).is_some() { Set::Shuffled } else { Set::Main };
        Ok(Document { name, kind, set, bytes })
    };
    paths.iter().map(read).collect()
}

/// The document whose elements stand in schema order: `order` of `order_shuffled`.
#[must_use]
pub fn base_of_shuffled(name: &str) -> Option<&str> {
    name.strip_suffix("_shuffled").or_else(|| name.strip_suffix("_shuf"))
}
