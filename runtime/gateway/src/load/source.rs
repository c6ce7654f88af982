//! Where the documents of a load come from.

use super::LoadError;
use crate::engine::{EngineError, Pool};
use depara::Policy;
use depara::codec::xml;
use std::cell::OnceCell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};
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
///
/// The query runs once, and its rows are kept in a file without a name, so that neither memory nor a transaction holds them while they are sent.
pub struct Query<'q> {
    pool: &'q Pool,
    sql: String,
    rows: OnceCell<File>,
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
    /// The rows of `sql`.
    #[must_use]
    pub fn new(pool: &'q Pool, sql: impl Into<String>) -> Self {
        Self { pool, sql: sql.into(), rows: OnceCell::new() }
    }

    fn rows(&self) -> Result<&File, LoadError> {
        if let Some(rows) = self.rows.get() {
            return Ok(rows);
        }
        let file = tempfile::tempfile().map_err(|error| self.wrong(&error))?;
        let mut out = BufWriter::new(&file);
        let mut failure = None;
        self.pool.with(|store| {
            let read = store.read(|transaction| {
                transaction.query(&self.sql, &[], &mut |row| {
                    // The query goes on when the disk is full, and its rows are let go of.
                    if failure.is_none() {
                        failure = keep(&mut out, row.text(0)?.unwrap_or_default()).err();
                    }
                    Ok(())
                })
            });
            read.map_err(EngineError::Store)
        })?;
        failure.map_or_else(|| out.flush(), Err).map_err(|error| self.wrong(&error))?;
        drop(out);
        Ok(self.rows.get_or_init(|| file))
    }

    fn wrong(&self, error: &io::Error) -> LoadError {
        LoadError::Source { place: self.sql.clone(), reason: error.to_string() }
    }
}

impl Documents for Query<'_> {
    fn each(&self, take: &mut dyn FnMut(&str, &str) -> ControlFlow<()>) -> Result<(), LoadError> {
        let mut file = self.rows()?;
        file.rewind().map_err(|error| self.wrong(&error))?;
        let mut rows = BufReader::new(file);
        let mut number = 0_u64;
        while let Some(document) = next(&mut rows).map_err(|error| self.wrong(&error))? {
            number = number.saturating_add(1);
            if take(&format!("linha {number}"), &document).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// Writes a row behind the others: its length, and what it says.
fn keep(out: &mut impl Write, text: &str) -> io::Result<()> {
    out.write_all(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes())?;
    out.write_all(text.as_bytes())
}

/// Reads the next row; none behind the last one.
fn next(rows: &mut impl BufRead) -> io::Result<Option<String>> {
    if rows.fill_buf()?.is_empty() {
        return Ok(None);
    }
    let mut length = [0; 8];
    rows.read_exact(&mut length)?;
    let mut text = String::new();
    rows.take(u64::from_le_bytes(length)).read_to_string(&mut text)?;
    Ok(Some(text))
}
