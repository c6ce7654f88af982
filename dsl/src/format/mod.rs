//! The one form of every file: four blanks a level, columns under one another, comments where they were.
//!
//! The tree is printed, never the text; only what could not be read stands as it stood. A file whose braces do not balance is left alone:
//! which statement belongs to which block would be a guess.

mod columns;
mod rows;
#[cfg(test)]
mod tests;
mod words;

use crate::syntax::ast::{Block, Content, File, Line};
use crate::syntax::{MAX_BYTES, is_balanced};
use columns::{Row, align};
use rows::Print;

/// The text of `file` in its one form; `text` is what it was read from, and comes back as it is when it is too large to be read or its braces do not balance.
///
/// ```
/// # use depara_dsl::{format::format, span::FileId, syntax::parse};
/// let text = "map 1\nintegration Stall{\nroutines A,B // two\n sections GOODS}";
/// let form = "map 1\n\nintegration Stall {\n    routines  A, B // two\n    sections  GOODS\n}\n";
/// assert_eq!(format(&parse(FileId(0), text).file, text), form);
/// assert_eq!(format(&parse(FileId(0), form).file, form), form);
/// ```
#[must_use]
pub fn format(file: &File, text: &str) -> String {
    if text.len() > MAX_BYTES || !is_balanced(text) {
        return text.to_owned();
    }
    let mut printer = Printer { text, out: String::with_capacity(text.len()), depth: 0 };
    printer.lines(&file.lines);
    printer.out
}

/// Writes lines, one after the other.
struct Printer<'t> {
    text: &'t str,
    out: String,
    depth: usize,
}

impl Printer<'_> {
    fn lines<T: Print>(&mut self, lines: &[Line<T>]) {
        let blank = blank_lines(lines);
        let statements = aligned(lines, &blank);
        for ((line, blank), statement) in lines.iter().zip(blank).zip(statements) {
            if blank {
                self.out.push('\n');
            }
            for doc in &line.doc {
                self.own_line(&comment("///", doc));
            }
            self.line(line, &statement);
        }
    }

    fn line<T: Print>(&mut self, line: &Line<T>, statement: &str) {
        let trailing = line.trailing.as_ref().map(|text| format!(" {}", comment("//", text))).unwrap_or_default();
        match &line.content {
            Content::Comment(text) => self.own_line(&comment("//", text)),
            Content::Unreadable(span) => {
                let piece = self.text.get(span.range()).unwrap_or_default().replace("\r\n", "\n");
                self.own_line(&format!("{piece}{trailing}"));
            }
            Content::Statement(read) if !read.has_block() => self.own_line(&format!("{statement}{trailing}")),
            Content::Statement(read) => {
                self.indent();
                self.out.push_str(statement);
                read.print_block(&mut BlockPrinter { printer: self, trailing: &trailing });
            }
        }
    }

    fn own_line(&mut self, text: &str) {
        self.indent();
        self.out.push_str(text.trim_end_matches([' ', '\t', '\r']));
        self.out.push('\n');
    }

    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n("    ", self.depth));
    }
}

/// Writes the block of a statement.
struct BlockPrinter<'p, 't> {
    printer: &'p mut Printer<'t>,
    /// The comment behind the `{`.
    trailing: &'p str,
}

impl BlockPrinter<'_, '_> {
    fn block<T: Print>(&mut self, block: &Block<T>) {
        let printer = &mut *self.printer;
        if block.lines.is_empty() && self.trailing.is_empty() {
            printer.out.push_str(" { }\n");
            return;
        }
        printer.out.push_str(" {");
        printer.out.push_str(self.trailing);
        printer.out.push('\n');
        printer.depth = printer.depth.saturating_add(1);
        printer.lines(&block.lines);
        printer.depth = printer.depth.saturating_sub(1);
        printer.own_line("}");
    }
}

/// Before which lines an empty one stands: where one was, and before what stands apart, its comments included.
fn blank_lines<T: Print>(lines: &[Line<T>]) -> Vec<bool> {
    let mut blank: Vec<bool> = lines.iter().map(|line| line.blank_before).collect();
    let mut previous: Option<&T> = None;
    // The first line of what would move together with the next statement: its comments, when no empty line parts them.
    let mut first = 0;
    for (at, line) in lines.iter().enumerate() {
        if line.blank_before {
            first = at;
        }
        match &line.content {
            Content::Comment(_) => continue,
            Content::Unreadable(_) => {}
            Content::Statement(statement) => {
                if statement.stands_apart(previous)
                    && let Some(blank) = blank.get_mut(first)
                {
                    *blank = true;
                }
                previous = Some(statement);
            }
        }
        first = at.saturating_add(1);
    }
    if let Some(top) = blank.first_mut() {
        *top = false;
    }
    blank
}

/// The text of each statement, in columns with the statements around it; empty for what is no statement.
fn aligned<T: Print>(lines: &[Line<T>], blank: &[bool]) -> Vec<String> {
    let mut texts = vec![String::new(); lines.len()];
    let mut run: Vec<(usize, Row)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let breaks = blank.get(at).copied().unwrap_or_default();
        match &line.content {
            Content::Comment(_) if !breaks => {}
            Content::Comment(_) | Content::Unreadable(_) => end_run(&mut run, &mut texts),
            Content::Statement(statement) => {
                if breaks || statement.is_section() {
                    end_run(&mut run, &mut texts);
                }
                run.push((at, statement.row()));
                if statement.is_section() {
                    end_run(&mut run, &mut texts);
                }
            }
        }
    }
    end_run(&mut run, &mut texts);
    texts
}

fn end_run(run: &mut Vec<(usize, Row)>, texts: &mut [String]) {
    let (places, rows): (Vec<usize>, Vec<Row>) = std::mem::take(run).into_iter().unzip();
    for (place, text) in places.into_iter().zip(align(&rows)) {
        if let Some(slot) = texts.get_mut(place) {
            *slot = text;
        }
    }
}

/// A comment with its slashes. What begins with slashes itself stands right behind them, so that a rule `////////` stays one.
fn comment(slashes: &str, text: &str) -> String {
    let joint = if text.is_empty() || slashes == "//" && text.starts_with("//") { "" } else { " " };
    format!("{slashes}{joint}{text}")
}
