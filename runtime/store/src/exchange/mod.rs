//! Rows in and out: lists that other programs wrote become rows of the store, and rows of the store are handed out one by one.

mod export;
mod import;

pub use crate::depara::Wanted;
pub use import::{Importer, ListedPair, NotTaken, Options, Outcome, Taken};
