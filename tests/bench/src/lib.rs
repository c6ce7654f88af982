//! How fast the codecs of depara are, beside other ways to read and write the same documents.
//!
//! The documents are made by this crate. Every peer gets the bytes of a document and gives all that it reads to `black_box`; before
//! anything is measured, each has to show that it found what the document says ([`leaves`]). `README.md` tells the commands, who the
//! peers are and how to read the tables; `CONTRIBUTING.md` of the project says when a machine is quiet enough to believe the figures.

pub mod allocations;
pub mod allowance;
pub mod by_items;
pub mod compiler;
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
