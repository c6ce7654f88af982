//! The Rust back end: records that read and write themselves, typed keys, De-Para tables, and the registry of all messages.

mod adapter;
mod content_key;
mod depara;
mod docs;
mod enumeration;
mod field;
mod files;
mod key;
mod load;
mod message;
mod names;
mod path;
mod print;
mod profile;
mod record;
mod registry;
mod root;
mod rules;
mod shape;
mod syntax;
mod types;

use crate::rust::names::Names;
use crate::rust::types::Borrowing;
use depara_dsl::ir::Catalog;
use depara_dsl::span::Sources;
use std::collections::BTreeMap;

/// The file that declares the modules of all others.
pub const ROOT: &str = "mod.rs";

/// How code is generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The file of each [`FileId`](depara_dsl::span::FileId), as the headers name it.
    pub files: Vec<String>,
    /// Where the modules of [`ROOT`] come from.
    pub layout: Layout,
    /// The crate that generated code links to, when it goes by another name than `depara`.
    pub runtime: String,
}

/// Where the modules of [`ROOT`] come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// The files beside it, as for code that is committed.
    Files,
    /// This folder of `OUT_DIR`, as for code that a build script makes.
    OutDir(String),
}

impl Options {
    /// Code to commit, made from these sources, whose headers name files without folders.
    #[must_use]
    pub fn new(sources: &Sources) -> Self {
        let file = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
        Self { files: sources.iter().map(|(_, source)| file(&source.name)).collect(), layout: Layout::Files, runtime: "depara".into() }
    }

    /// With modules from this folder of `OUT_DIR`.
    #[must_use]
    pub fn in_out_dir(self, folder: impl Into<String>) -> Self {
        Self { layout: Layout::OutDir(folder.into()), ..self }
    }
}

/// What the generator functions look things up in.
struct Context<'c> {
    catalog: &'c Catalog,
    options: &'c Options,
    names: Names,
    borrowing: Borrowing,
}

/// The Rust files of `catalog`, by name.
///
/// The same catalog gives the same bytes, wherever its files lie and in whatever order they were read.
#[must_use]
pub fn generate(catalog: &Catalog, options: &Options) -> BTreeMap<String, String> {
    files::all(&Context { catalog, options, names: Names::new(catalog), borrowing: Borrowing::new(catalog) })
}
