//! Lines and their cells, whatever the encoding.

use super::Column;
use super::cells::{separator, split};
use std::io::{self, BufRead};

/// How many bytes a line has at most: a list of keys has none of a hundredth of that.
const LONGEST_LINE: usize = 64 * 1024;

/// Reads a list line by line: memory holds one line.
///
/// ```
/// use depara::list::ListReader;
///
/// // The line with an open quote costs itself alone, and `ç` is Windows-1252.
/// let text = b"name;note\nA;pre\xe7o\n\nB;\"open\nC;\"a \"\"b\"\"; c\"\n";
/// let mut list = ListReader::open(&text[..])?;
/// let mut seen = Vec::new();
/// while let Some(line) = list.next_line()? {
///     seen.push(match line.cells {
///         Ok(cells) => format!("{}: {}", line.number, cells.join(" / ")),
///         Err(bad) => format!("{}: {bad}", line.number),
///     });
/// }
/// assert_eq!(seen, ["2: A / preço", "4: a quote is opened and not closed", "5: C / a \"b\"; c"]);
/// # Ok::<(), depara::list::ListError>(())
/// ```
#[derive(Debug)]
pub struct ListReader<R> {
    input: R,
    separator: char,
    header: String,
    columns: Vec<String>,
    bytes: Vec<u8>,
    text: String,
    cells: Vec<String>,
    number: u64,
}

/// A line of a list.
///
/// ```
/// use depara::list::ListReader;
///
/// let mut list = ListReader::open(&b"name;note\nA\n"[..])?;
/// let line = list.next_line()?.expect("a line");
/// assert_eq!((line.number, line.text), (2, "A"));
/// assert_eq!(line.cells, Ok(&["A".to_owned(), String::new()][..]));
/// # Ok::<(), depara::list::ListError>(())
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'l> {
    /// Its number in the file, counted from one; that of the columns counts.
    pub number: u64,
    /// The line as it stands there, without its end; empty where it is too long.
    pub text: &'l str,
    /// Its cells, one for each column, the last ones empty where the line has fewer; or why they cannot be read.
    pub cells: Result<&'l [String], BadLine>,
}

/// Why a list cannot be read.
///
/// ```
/// use depara::list::{Column, ListError, RowList};
///
/// let error = RowList::open(&b"rm_table;price\n"[..], &[Column::External]).unwrap_err();
/// assert!(matches!(error, ListError::Lacking { .. }));
/// assert_eq!(error.to_string(), "it lacks the columns external_value; found rm_table, price");
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ListError {
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// There is nothing in it.
    #[error("it is empty; its first line names the columns")]
    Empty,
    /// It is in an encoding of two bytes a character.
    #[error("it is UTF-16; save it as UTF-8 or Windows-1252")]
    Utf16,
    /// The line of the columns cannot be read.
    #[error("the line of the columns: {0}")]
    Columns(BadLine),
    /// There are columns, but not the ones that are needed.
    #[error("it lacks the columns {}; found {}", .missing.join(", "), .found.join(", "))]
    Lacking {
        /// The columns that are needed and are not there, each with what may stand for it.
        missing: Vec<String>,
        /// The columns that are there.
        found: Vec<String>,
    },
    /// It is JSON, and not of a known form.
    #[error("it is JSON of another form than `listadepara` of the Protheus configurator or an array of rows: {0}")]
    Json(String),
}

/// Why a line cannot be read.
///
/// ```
/// use depara::list::BadLine;
///
/// let bad = BadLine::TooManyCells { found: 4, fits: 3, separator: ';' };
/// assert_eq!(bad.to_string(), "it has 4 cells and there are 3 columns; a cell that holds `;` stands in quotes");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadLine {
    /// A quote is opened and not closed.
    #[error("a quote is opened and not closed")]
    NotClosed,
    /// There are more cells than columns.
    #[error("it has {found} cells and there are {fits} columns; a cell that holds `{}` stands in quotes", .separator.escape_default())]
    TooManyCells {
        /// How many cells there are.
        found: usize,
        /// How many columns there are.
        fits: usize,
        /// What separates them.
        separator: char,
    },
    /// The line is too long.
    #[error("it has more than {limit} bytes")]
    TooLong {
        /// How many fit.
        limit: usize,
    },
    /// A value that must be there is empty.
    #[error("`{column}` is empty")]
    EmptyCell {
        /// The column.
        column: String,
    },
    /// A value has more characters than a key may have.
    #[error("`{column}` has {found} bytes; a key has at most {limit}")]
    LongCell {
        /// The column.
        column: String,
        /// How many bytes it has.
        found: usize,
        /// How many fit.
        limit: usize,
    },
    /// A value holds a character that is not printed.
    #[error("`{column}` holds the control character {character:?}")]
    ControlCharacter {
        /// The column.
        column: String,
        /// The character.
        character: char,
    },
}

impl<R: BufRead> ListReader<R> {
    /// Reads the line of the columns: the first one that is not blank.
    ///
    /// # Errors
    /// When there is none, or the input cannot be read.
    pub fn open(mut input: R) -> Result<Self, ListError> {
        let start = input.fill_buf()?;
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            return Err(ListError::Utf16);
        }
        let (bytes, text, cells) = (Vec::new(), String::new(), Vec::new());
        let mut list = Self { input, separator: ',', header: String::new(), columns: Vec::new(), bytes, text, cells, number: 0 };
        match list.read_line()? {
            None => return Err(ListError::Empty),
            Some(Err(bad)) => return Err(ListError::Columns(bad)),
            Some(Ok(())) => {}
        }
        let header = list.text.strip_prefix('\u{feff}').unwrap_or(&list.text);
        list.header = header.to_owned();
        list.separator = separator(header);
        let count = split(header, list.separator, &mut list.cells).ok_or(ListError::Columns(BadLine::NotClosed))?;
        list.columns = list.cells.iter().take(count).map(|name| name.trim().to_owned()).collect();
        Ok(list)
    }

    /// The names of the columns, as they stand there.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The line of the columns as it stands there.
    pub fn header(&self) -> &str {
        &self.header
    }

    /// What separates the cells.
    pub fn separator(&self) -> char {
        self.separator
    }

    /// Where a column stands; the first place where it is there twice.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|name| Column::named(name) == Some(column))
    }

    /// The next line that is not blank; none at the end.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn next_line(&mut self) -> Result<Option<Line<'_>>, ListError> {
        let cells = match self.read_line()? {
            None => return Ok(None),
            Some(Err(bad)) => Err(bad),
            Some(Ok(())) => self.split(),
        };
        Ok(Some(Line { number: self.number, text: &self.text, cells: cells.map(|()| self.cells.as_slice()) }))
    }

    fn split(&mut self) -> Result<(), BadLine> {
        let (fits, separator) = (self.columns.len(), self.separator);
        let found = split(&self.text, separator, &mut self.cells).ok_or(BadLine::NotClosed)?;
        // Programs that end each line with a separator have a last cell that no column belongs to.
        let surplus = self.cells.iter().take(found).skip(fits).any(|cell| !cell.trim().is_empty());
        if surplus {
            return Err(BadLine::TooManyCells { found, fits, separator });
        }
        self.cells.truncate(found.min(fits));
        self.cells.resize_with(fits, String::new);
        Ok(())
    }

    /// Brings the next line that is not blank into `text`.
    fn read_line(&mut self) -> Result<Option<Result<(), BadLine>>, ListError> {
        loop {
            self.bytes.clear();
            let mut is_long = false;
            let mut is_there = false;
            loop {
                let buffer = match self.input.fill_buf() {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    other => other?,
                };
                if buffer.is_empty() {
                    break;
                }
                is_there = true;
                let end = memchr::memchr(b'\n', buffer);
                let piece = end.and_then(|end| buffer.get(..end)).unwrap_or(buffer);
                is_long |= self.bytes.len().saturating_add(piece.len()) > LONGEST_LINE;
                if !is_long {
                    self.bytes.extend_from_slice(piece);
                }
                let used = piece.len().saturating_add(usize::from(end.is_some()));
                self.input.consume(used);
                if end.is_some() {
                    break;
                }
            }
            if !is_there {
                return Ok(None);
            }
            self.number = self.number.saturating_add(1);
            self.text.clear();
            if is_long {
                return Ok(Some(Err(BadLine::TooLong { limit: LONGEST_LINE })));
            }
            let line = self.bytes.strip_suffix(b"\r").unwrap_or(&self.bytes);
            match simdutf8::basic::from_utf8(line) {
                Ok(line) => self.text.push_str(line),
                // Each line for itself: no line of Windows-1252 with an accent is UTF-8 by chance, and nothing is lost either way.
                Err(_) => self.text.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(line).0),
            }
            if !self.text.trim().is_empty() {
                return Ok(Some(Ok(())));
            }
        }
    }
}
