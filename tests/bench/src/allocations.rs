//! What is allocated. A program of its own counts it: an allocator that counts costs time in every peer of Rust, and none in those of C++.

use crate::by_items;
use crate::documents;
use crate::peers::{self, Operation};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// What one run allocated.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    /// How many times.
    pub times: u64,
    /// The most bytes at a time.
    pub most_bytes: u64,
}

/// Runs something and counts what it allocates.
pub type Counter = fn(&mut dyn FnMut()) -> Counted;

/// What everybody allocates.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Allocations {
    /// How many times in one run, by operation, document and peer.
    runs: BTreeMap<String, u64>,
    /// The most bytes at a time while a list is read item by item, and while one of four times as many items is.
    pub lists: [u64; 2],
}

impl Allocations {
    /// Counts on the documents of the crate, or those of a folder.
    ///
    /// # Errors
    /// When the documents cannot be made or read.
    pub fn count(folder: Option<&Path>, counter: Counter) -> Result<Self> {
        let documents = folder.map_or_else(documents::all, documents::of_folder)?;
        let mut runs = BTreeMap::new();
        for document in &documents {
            for &operation in document.operations() {
                for peer in peers::all(operation).into_iter().filter(|peer| peer.counts_allocations) {
                    // Who cannot read the document is listed where time is measured.
                    if let Ok(mut run) = (peer.prepare)(document) {
                        runs.insert(key(operation, &document.name, peer.name), counter(&mut run).times);
                    }
                }
            }
        }
        Ok(Self { runs, lists: by_items::most_bytes(counter)? })
    }

    /// Has the program count that is there for it; cargo builds it first, with the peers of this one.
    ///
    /// # Errors
    /// When cargo cannot build or run it.
    pub fn counted(folder: Option<&Path>) -> Result<Self> {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["run", "--release", "--quiet", "--offline", "--package", "depara-bench", "--bin", "depara-bench-allocations"]);
        cargo.args(["--features", &peers::features().join(",")]).current_dir(env!("CARGO_MANIFEST_DIR"));
        if let Some(folder) = folder {
            cargo.arg("--").arg(std::path::absolute(folder)?);
        }
        let output = cargo.output().context("cargo did not start")?;
        if !output.status.success() {
            bail!("counting failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        serde_json::from_slice(&output.stdout).context("what was counted cannot be read")
    }

    /// How many times a peer allocates in one run.
    #[must_use]
    pub fn of(&self, operation: Operation, document: &str, peer: &str) -> Option<u64> {
        self.runs.get(&key(operation, document, peer)).copied()
    }
}

fn key(operation: Operation, document: &str, peer: &str) -> String {
    format!("{} {document} by {peer}", operation.name())
}
