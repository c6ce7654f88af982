//! Lists of De-Para rows as the user names them.

use crate::failure::Failure;
use crate::session::Session;
use crate::wording;
use depara::list::{Column, RowList};
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::Path;

/// The rows of a file, which is read as it is needed; rows need a value in each of these columns.
pub(crate) fn open(session: &Session<'_>, path: &Path, needed: &[Column]) -> Result<RowList<Box<dyn BufRead>>, Failure> {
    let file = File::open(path).map_err(|error| session.unreadable(path, &error))?;
    // Folders can be opened, and then not read.
    if file.metadata().is_ok_and(|data| data.is_dir()) {
        return Err(session.unreadable(path, &ErrorKind::IsADirectory.into()));
    }
    let input: Box<dyn BufRead> = Box::new(BufReader::with_capacity(1 << 16, file));
    RowList::open(input, needed).map_err(|error| wording::list_failure(session, path, &error))
}
