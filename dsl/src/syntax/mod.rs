//! The syntax of `.map`: text becomes a tree that keeps every line, and what cannot be read becomes a problem.

pub mod ast;

mod build;
mod errors;
mod outline;
pub(crate) mod problems;
#[cfg(test)]
mod tests;

pub(crate) use outline::is_balanced;

use crate::diagnostic::{Diagnostic, Problems};
use crate::span::{FileId, Span};
use ast::{Content, File, Line};
use build::Parser;

/// The edition of the language that this crate reads.
pub const EDITION: u32 = 1;
/// The greatest file, in bytes.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// How many blocks may stand inside one another.
pub const MAX_DEPTH: usize = 32;

/// What one file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parse {
    /// Everything that was understood, and the places of what was not.
    pub file: File,
    /// What could not be read, in source order.
    pub problems: Vec<Diagnostic>,
}

/// Reads one file. This never fails: each line that cannot be read costs itself alone.
///
/// ```
/// # use depara_dsl::{span::FileId, syntax::parse};
/// let parse = parse(FileId(0), "map 1\n\nsystem trimpaper \"Trimpaper\"\nsystm other \"Other\"\n");
/// assert_eq!(parse.file.lines.len(), 3);
/// assert_eq!(parse.problems.len(), 1);
/// ```
#[must_use]
pub fn parse(file: FileId, text: &str) -> Parse {
    let span = Span::new(file, 0, text.len());
    if text.len() > MAX_BYTES {
        let problem = problems::limits::file_too_large(Span::new(file, 0, 0), text.len(), MAX_BYTES);
        let line = Line { blank_before: false, doc: Vec::new(), content: Content::Unreadable(span), trailing: None };
        return Parse { file: File { span, edition: None, lines: vec![line] }, problems: vec![problem] };
    }
    let outline = outline::outline(file, text);
    let mut parser = Parser::new(file, text);
    let lines = parser.lines(&outline);
    let edition = parser.edition(&lines);
    let mut problems = Problems::default();
    problems.extend(parser.into_problems());
    Parse { file: File { span, edition, lines }, problems: problems.into_sorted() }
}
