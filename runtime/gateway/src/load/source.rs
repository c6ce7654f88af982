//! Where the documents of a load come from.

use super::LoadError;
use crate::engine::{EngineError, Pool};
use depara::Policy;
use depara::codec::xml;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Documents that can be gone through several times: once for the survey, and once for each message that they hold.
pub trait Documents {
    /// Hands over each document with its name, always in the same order, until somebody has had enough.
    ///
    /// # Errors
    /// When they cannot be read.
    fn each(&self, take: &mut dyn FnMut(&str, &str) -> ControlFlow<()>) -> Result<(), LoadError>;
}

/// The `*.xml` and `*.json` files of a folder and of the folders in it, by their names.
#[derive(Debug, Clone)]
pub struct Folder {
    files: Vec<PathBuf>,
}

/// The documents of a query on the store's data base: the first column of each row.
pub struct Query<'q> {
    pool: &'q Pool,
    sql: String,
}

impl Folder {
    /// The files of a folder.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn open(path: &Path) -> Result<Self, LoadError> {
        let mut files = Vec::new();
        let mut folders = vec![path.to_owned()];
        while let Some(folder) = folders.pop() {
            let wrong = |error: std::io::Error| LoadError::Source { place: folder.display().to_string(), reason: error.to_string() };
            for entry in std::fs::read_dir(&folder).map_err(wrong)? {
                let path = entry.map_err(wrong)?.path();
                let is_document = path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("xml") || ext.eq_ignore_ascii_case("json"));
                // A link is not followed into a folder, or one to its own folder would never end.
                if path.is_dir() && !path.is_symlink() {
                    folders.push(path);
                } else if is_document {
                    files.push(path);
                }
            }
        }
        files.sort();
        Ok(Self { files })
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl Documents for Folder {
    fn each(&self, take: &mut dyn FnMut(&str, &str) -> ControlFlow<()>) -> Result<(), LoadError> {
        for path in &self.files {
            let name = path.display().to_string();
            let wrong = |reason: String| LoadError::Source { place: name.clone(), reason };
            let bytes = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
            // Bytes that are no text are the document's fault, which is told where it is examined.
            let text = xml::text(&bytes, &Policy::default()).unwrap_or_default();
            if take(&name, &text).is_break() {
                break;
            }
        }
        Ok(())
    }
}

impl<'q> Query<'q> {
    /// The rows of `sql`, which must always give them in the same order.
    #[must_use]
    pub fn new(pool: &'q Pool, sql: impl Into<String>) -> Self {
        Self { pool, sql: sql.into() }
    }
}

impl Documents for Query<'_> {
    fn each(&self, take: &mut dyn FnMut(&str, &str) -> ControlFlow<()>) -> Result<(), LoadError> {
        // All rows are taken before the first is handed over: whoever gets them writes to the same data base.
        let rows = self.pool.with(|store| {
            store
                .transaction(|transaction| {
                    let mut rows = Vec::new();
                    transaction.query(&self.sql, &[], &mut |row| {
                        rows.push(row.text(0)?.unwrap_or_default().to_owned());
                        Ok(())
                    })?;
                    Ok(rows)
                })
                .map_err(EngineError::Store)
        })?;
        for (number, document) in (1..).zip(&rows) {
            if take(&format!("linha {number}"), document).is_break() {
                break;
            }
        }
        Ok(())
    }
}
