//! Official XSD and JSON schemas become maps: a message a version, shared types in blocks of their own, and a report of everything that a
//! reader of the maps should know.
//!
//! Where a message version comes as XSD and as JSON, one map is written: the XSD leads, the differences are in the report, and the JSON
//! schema gives the product facts of elements for which the XSD has none. `ListOfInternalId` of an answer is read by the envelope of every
//! message, so a `return` block is written only for what stands beside it. An include is looked for at its place, and then by the name of its
//! file: folders may be laid out freely.
//!
//! This crate is pure: bytes in, texts out.

mod compare;
mod draft;
mod files;
mod forms;
mod json;
mod json_schema;
mod labels;
mod lower;
mod names;
mod phrases;
mod print;
mod product;
mod remark;
mod report;
mod scaffold;
mod schema;
mod text;
mod world;
mod xml;
mod xsd;

#[cfg(test)]
mod tests;

pub use files::{Import, import};
pub use report::{Count, Finding, FindingKind, Report};
pub use scaffold::{Order, Refusal, Scaffold, references, scaffold};
