//! How fast the codecs of depara are, beside other ways to read and write the same documents.
//!
//! ```text
//! cargo run --release -p depara-bench -- summary [--json] [--rounds N] [--documents FOLDER]
//! cargo run --release -p depara-bench --features native -- summary      with pugixml and libxml2
//! cargo run --release -p depara-bench -- instructions
//! cargo run --release -p depara-bench -- cost
//! cargo bench -p depara-bench
//! ```
//!
//! The documents are made by this crate. Every peer gets the bytes of a document and gives all that it reads to `black_box`; before
//! anything is measured, each has to show that it found what the document says ([`leaves`]). Nothing here is a test of the project:
//! `CONTRIBUTING.md` says when a machine is quiet enough to believe the figures.

pub mod cost;
pub mod documents;
pub mod goals;
pub mod instructions;
pub mod leaves;
pub mod measure;
pub mod peers;
pub mod structs;
pub mod summary;
pub mod values;
