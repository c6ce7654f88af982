//! From the outline to the tree: picks the rule of each statement by its first word, and reports what cannot be read.

mod adapter;
mod forms;
mod items;
mod key;
mod message;
mod node;
mod profile;

use super::ast::{Block, Content, Item, Line};
use super::errors::Failure;
use super::outline::{BLANKS, Flaw, RawBlock, RawContent, RawLine, RawStatement};
use super::{EDITION, problems};
use crate::diagnostic::{Diagnostic, Problems};
use crate::near;
use crate::span::{FileId, Span, Spanned};
use forms::{Body, Form, Freedom, Statement};
use node::{Node, Origin};
use pest::Parser as _;
use std::ops::Range;

/// The grammar; nothing outside of this folder and of `errors` sees it.
#[derive(pest_derive::Parser)]
#[grammar = "syntax/map.pest"]
pub(super) struct Grammar;

/// Builds the tree of one file and collects what it cannot read.
pub(super) struct Parser<'t> {
    file: FileId,
    text: &'t str,
    /// The blocks around the statement, as the business calls them.
    path: Vec<String>,
    problems: Problems,
}

impl<'t> Parser<'t> {
    pub(super) fn new(file: FileId, text: &'t str) -> Self {
        Self { file, text, path: Vec::new(), problems: Problems::default() }
    }

    pub(super) fn into_problems(self) -> Vec<Diagnostic> {
        self.problems.into_sorted()
    }

    /// The lines of a block.
    pub(super) fn lines<T: Statement>(&mut self, raw: &[RawLine]) -> Vec<Line<T>> {
        raw.iter().map(|line| self.line(line)).collect()
    }

    /// What `map 1` says; it must be the first statement, and stand once.
    pub(super) fn edition(&mut self, lines: &[Line<Item>]) -> Option<Spanned<u32>> {
        let mut read = lines.iter().filter(|line| !matches!(line.content, Content::Comment(_)));
        let mut edition = None;
        match read.next().map(|line| &line.content) {
            Some(Content::Statement(Item::Edition(number))) => edition = Some(*number),
            // What cannot be read may have been the edition.
            Some(Content::Unreadable(_) | Content::Comment(_)) => {}
            Some(Content::Statement(item)) => self.report(problems::edition_missing::missing(items::name(item), self.span(0..0))),
            None => self.report(problems::edition_missing::missing(self.span(0..0), self.span(0..0))),
        }
        for line in read {
            if let Content::Statement(Item::Edition(number)) = line.content {
                match edition {
                    Some(first) => self.report(problems::edition_missing::repeated(number.span, first.span)),
                    None => edition = Some(number),
                }
            }
        }
        if let Some(number) = edition.filter(|number| number.value != EDITION) {
            self.report(problems::edition_unknown::unknown(number, EDITION));
        }
        edition
    }

    fn line<T: Statement>(&mut self, raw: &RawLine) -> Line<T> {
        let mut trailing = raw.trailing.clone();
        let content = match &raw.content {
            RawContent::Comment(text) => Content::Comment(text.clone()),
            RawContent::Surplus(span) => {
                self.report(problems::unreadable::surplus_brace(*span));
                Content::Unreadable(*span)
            }
            RawContent::Statement(statement) => match self.statement::<T>(statement) {
                Ok(read) => {
                    if let Some((first, last)) = raw.doc.first().zip(raw.doc.last()).filter(|_| !read.takes_doc()) {
                        self.report(problems::doc_without_place::doc_without_place(first.span.to(last.span), first.span));
                    }
                    Content::Statement(read)
                }
                Err(problem) => {
                    self.report(*problem);
                    let end = statement.block.as_ref().map_or(statement.head.end, |block| block.span.end);
                    // A comment inside the piece is kept with the piece.
                    trailing = trailing.filter(|comment| comment.span.start as usize >= end);
                    Content::Unreadable(self.span(statement.head.start..end))
                }
            },
        };
        Line { blank_before: raw.blank_before, doc: raw.doc.clone(), content, trailing }
    }

    /// One statement, or why it could not be read. The lines of its block are read in either case.
    fn statement<T: Statement>(&mut self, raw: &RawStatement) -> Result<T, Box<Diagnostic>> {
        let head = self.head(raw);
        let word = first_word(head);
        let form = forms::find::<T>(head, word);
        if let Some(block) = &raw.block
            && block.flaw == Some(Flaw::TooDeep)
        {
            return Err(problems::limits::too_deep(self.brace(block), super::MAX_DEPTH).into());
        }
        if let Some(quote) = raw.open_text {
            self.read_for_problems(form, raw);
            let span = self.span(quote..raw.head.end);
            return Err(problems::unclosed::text(span).into());
        }
        match self.read_head::<T>(head, word, raw.head.start) {
            Ok((node, form)) => self.with_body(node, form, raw),
            Err(problem) => {
                self.read_for_problems(form, raw);
                Err(problem)
            }
        }
    }

    /// Reads the words of a statement by the rule that its first word names.
    fn read_head<T: Statement>(&self, head: &'t str, word: &'t str, at: usize) -> Result<(Node<'t>, &'static Form), Box<Diagnostic>> {
        let origin = Origin { file: self.file, offset: at };
        let free = || T::FREE.map(|free| (read(free, head, origin), free));
        if let Some(form) = forms::find::<T>(head, word) {
            return match read(form, head, origin) {
                Ok(node) => Ok((node, form)),
                Err(failure) => match free() {
                    Some((Ok(node), free)) if T::KEYWORDS_ARE_NAMES => Ok((node, free)),
                    _ => Err(self.unfit(head, at, &failure)),
                },
            };
        }
        let freedom = T::freedom(head, word);
        // Most statements of a large file begin with a name, and of those with a capital none is taken for a slip of a keyword.
        let may_be_slip = match freedom {
            Freedom::No => !word.is_empty(),
            Freedom::Maybe => word.starts_with(char::is_lowercase),
            Freedom::Sure => false,
        };
        let meant = may_be_slip.then(|| near::nearest(word, forms::words::<T>())).flatten();
        let misspelt = |meant| problems::unknown_statement::misspelt(word, self.span(at..at.saturating_add(word.len())), meant).into();
        match (freedom, meant, free()) {
            (Freedom::No, Some(meant), _) => Err(misspelt(meant)),
            (Freedom::Maybe, Some(meant), _) if forms::is_slip::<T>(head, word, meant) => Err(misspelt(meant)),
            (Freedom::Maybe | Freedom::Sure, _, Some((Ok(node), form))) => Ok((node, form)),
            (Freedom::Maybe, Some(meant), Some((Err(_), _))) => Err(misspelt(meant)),
            (Freedom::Maybe | Freedom::Sure, _, Some((Err(failure), _))) => Err(self.unfit(head, at, &failure)),
            _ => Err(self.unknown::<T>(head, word, at)),
        }
    }

    /// No statement of the block begins with `word`.
    fn unknown<T: Statement>(&self, head: &str, word: &str, at: usize) -> Box<Diagnostic> {
        if word.is_empty() {
            let length = head.len().max(1);
            return problems::unreadable::statement(self.span(at..at.saturating_add(length))).into();
        }
        let span = self.span(at..at.saturating_add(word.len()));
        problems::unknown_statement::unknown(word, span, &forms::words::<T>().collect::<Vec<_>>(), &forms::homes(word)).into()
    }

    fn unfit(&self, head: &str, at: usize, failure: &Failure) -> Box<Diagnostic> {
        if failure.at == 0 {
            return problems::unreadable::statement(self.span(at..at.saturating_add(head.len()))).into();
        }
        let rest = head.get(failure.at..).unwrap_or_default();
        let found = problems::unfit::first_piece(rest.trim_start_matches(BLANKS));
        let start = at.saturating_add(head.len()).saturating_sub(rest.trim_start_matches(BLANKS).len());
        let span = self.span(start..start.saturating_add(found.len()));
        problems::unfit::unfit(problems::unfit::first_piece(head), found, span, &failure.fits, failure.may_end).into()
    }

    /// Adds the block to a statement that was read.
    fn with_body<T: Statement>(&mut self, node: Node<'t>, form: &'static Form, raw: &RawStatement) -> Result<T, Box<Diagnostic>> {
        let name = form.name(self.head(raw));
        match (&form.body, &raw.block) {
            (Body::Required(_), None) => {
                let end = self.span(raw.head.end..raw.head.end);
                return Err(problems::unfit::block_missing(form.word, end).into());
            }
            (Body::None, Some(block)) => return Err(problems::unfit::block_surplus(&name, self.brace(block)).into()),
            (Body::None, None) | (Body::Required(_) | Body::Optional(_), _) => {}
        }
        let whole = self.span(raw.head.clone());
        self.path.push(name);
        let read = T::build(self, node, raw.block.as_ref());
        self.path.pop();
        // The rules and the builders agree; where they should not, the line is unreadable and nothing is lost.
        read.ok_or_else(|| problems::unreadable::statement(whole).into())
    }

    /// A block whose statement was read.
    pub(super) fn block<T: Statement>(&mut self, raw: &RawBlock) -> Block<T> {
        let brace = self.brace(raw);
        match raw.flaw {
            Some(Flaw::NotClosed) => {
                let end = self.span(raw.span.end..raw.span.end);
                self.report(problems::unclosed::block(brace, end, self.path.last().map_or("", String::as_str)));
            }
            Some(Flaw::NotOpened) => self.report(problems::unfit::block_not_opened(brace, self.path.last().map_or("", String::as_str))),
            Some(Flaw::TooDeep) | None => {}
        }
        Block { span: self.span(raw.span.clone()), lines: self.lines(&raw.lines) }
    }

    /// Reads the block of a statement that could not be read, for its problems alone.
    fn read_for_problems(&mut self, form: Option<&'static Form>, raw: &RawStatement) {
        if let (Some(form), Some(block)) = (form, &raw.block)
            && let Body::Required(read) | Body::Optional(read) = form.body
        {
            self.path.push(form.name(self.head(raw)));
            read(self, block);
            self.path.pop();
        }
    }

    fn head(&self, raw: &RawStatement) -> &'t str {
        self.text.get(raw.head.clone()).unwrap_or_default()
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// The `{` of a block, or the place where it should be.
    fn brace(&self, block: &RawBlock) -> Span {
        let length = usize::from(block.flaw != Some(Flaw::NotOpened));
        self.span(block.span.start..block.span.start.saturating_add(length))
    }

    fn report(&mut self, problem: Diagnostic) {
        let path = self.path.clone();
        self.problems.push(problem.at(path));
    }
}

/// Reads `head` by the rule of `form`.
fn read<'t>(form: &Form, head: &'t str, origin: Origin) -> Result<Node<'t>, Failure> {
    match Grammar::parse(form.rule, head) {
        Ok(mut pairs) => pairs.next().map(|pair| Node::new(pair, origin)).ok_or_else(Failure::default),
        Err(error) => Err(Failure::new(&error)),
    }
}

/// The word that a statement begins with; empty when it begins with something else.
fn first_word(head: &str) -> &str {
    let end = head.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(head.len());
    head.get(..end).unwrap_or(head)
}
