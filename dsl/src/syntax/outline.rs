//! The outline of a file: its statements, blocks and comments by place, cut before a word of them is understood.
//!
//! The grammar reads one statement at a time, so a statement that cannot be read costs itself alone. Braces that do not balance are set right
//! here: the places of the lines say which block was left open, and every such repair is told to the parser, which reports it once.

mod lexer;
mod repair;

use super::MAX_DEPTH;
use crate::span::{FileId, Span, Spanned};
pub(super) use lexer::BLANKS;
use lexer::{Lexer, Token, TokenKind};
use std::ops::Range;

/// A line of a block before it is understood.
#[derive(Debug)]
pub(super) struct RawLine {
    pub(super) blank_before: bool,
    pub(super) doc: Vec<Spanned<String>>,
    pub(super) content: RawContent,
    pub(super) trailing: Option<Spanned<String>>,
}

/// What such a line holds.
#[derive(Debug)]
pub(super) enum RawContent {
    Comment(Spanned<String>),
    Statement(RawStatement),
    /// A `}` that closes nothing.
    Surplus(Span),
}

/// A statement up to its `{` or the end of its line, and its block.
#[derive(Debug)]
pub(super) struct RawStatement {
    /// The bytes of the statement itself.
    pub(super) head: Range<usize>,
    /// The quote of a text that ends with the line and not with a quote.
    pub(super) open_text: Option<usize>,
    pub(super) block: Option<RawBlock>,
}

/// A block.
#[derive(Debug)]
pub(super) struct RawBlock {
    /// From `{` to `}`.
    pub(super) span: Range<usize>,
    pub(super) lines: Vec<RawLine>,
    pub(super) flaw: Option<Flaw>,
}

/// What is wrong with the braces of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The `}` is missing.
    NotClosed,
    /// The `{` is missing.
    NotOpened,
    /// The block stands too deep: its lines are skipped.
    TooDeep,
}

/// Cuts `text` into lines.
pub(super) fn outline(file: FileId, text: &str) -> Vec<RawLine> {
    let repair = !is_balanced(text);
    let mut cutter = Cutter { file, text, repair, stack: vec![Frame::default()], line: LineState::default() };
    let mut lexer = Lexer::new(text);
    while let Some(token) = lexer.next() {
        cutter.token(token, &mut lexer);
    }
    cutter.finish()
}

/// Whether every `{` has its `}`; those in texts and comments do not count.
pub(crate) fn is_balanced(text: &str) -> bool {
    let mut depth = 0usize;
    for token in Lexer::new(text) {
        match token.kind {
            TokenKind::Open => depth = depth.saturating_add(1),
            TokenKind::Close => match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => return false,
            },
            _ => {}
        }
    }
    depth == 0
}

/// A block whose end has not come yet; the first one is the file itself.
#[derive(Default)]
struct Frame {
    lines: Vec<RawLine>,
    /// The `///` lines that wait for their statement, and whether an empty line stands before them.
    doc: Vec<Spanned<String>>,
    doc_blank: bool,
    /// The place of the `{`.
    opened: usize,
    flaw: Option<Flaw>,
    /// How far the line that opens the block is moved in, and the first line inside.
    indent: usize,
    inner: Option<usize>,
}

/// Where the cutter is in the line it reads.
#[derive(Default)]
struct LineState {
    /// The line has a token already.
    begun: bool,
    /// How far its first token is moved in.
    indent: usize,
    /// An empty line stands before what comes next.
    blank: bool,
    /// What a comment behind it belongs to.
    last: Last,
    /// The end of the last thing that is not a comment.
    end: usize,
}

/// What was read last on a line.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing that takes a comment.
    #[default]
    Nothing,
    /// A statement of the innermost block.
    Statement,
    /// The `{` of the innermost block.
    Brace,
}

struct Cutter<'t> {
    file: FileId,
    text: &'t str,
    repair: bool,
    /// Never empty: the file's own frame is never closed.
    stack: Vec<Frame>,
    line: LineState,
}

impl<'t> Cutter<'t> {
    fn token(&mut self, token: Token, lexer: &mut Lexer<'t>) {
        if token.kind == TokenKind::Newline {
            self.line.blank |= !self.line.begun && !self.at_start();
            self.line.begun = false;
            return;
        }
        if !self.line.begun {
            self.begin_line(&token);
        }
        match token.kind {
            TokenKind::Head { open_text } => self.statement(token.range, open_text, lexer),
            TokenKind::Open => self.open(token.range, lexer),
            TokenKind::Close => self.close(token.range),
            TokenKind::Comment => self.comment(token.range),
            TokenKind::Newline => {}
        }
    }

    /// Nothing was read in this block yet: empty lines there mean nothing.
    fn at_start(&self) -> bool {
        self.stack.last().is_none_or(|frame| frame.lines.is_empty() && frame.doc.is_empty())
    }

    fn begin_line(&mut self, token: &Token) {
        let start = self.text.get(..token.range.start).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline.saturating_add(1));
        self.line.begun = true;
        self.line.indent = self.text.get(start..token.range.start).map_or(0, |blanks| blanks.trim_start_matches('\u{feff}').len());
        if self.repair {
            self.close_by_place(token);
        }
        if token.kind != TokenKind::Close
            && let Some(frame) = self.stack.last_mut()
        {
            frame.inner.get_or_insert(self.line.indent);
        }
        if !(token.kind == TokenKind::Open && self.line.last == Last::Statement) {
            self.line.last = Last::Nothing;
        }
    }

    fn statement(&mut self, head: Range<usize>, open_text: Option<usize>, lexer: &Lexer<'t>) {
        self.line.end = head.end;
        if self.line.last == Last::Brace
            && let Some(frame) = self.stack.last_mut()
        {
            // On the line of the brace: every line that follows counts as moved out.
            frame.inner.get_or_insert(usize::MAX);
        }
        let opens = self.repair && self.lacks_brace(&head, lexer);
        self.push(RawContent::Statement(RawStatement { head: head.clone(), open_text, block: None }));
        self.line.last = Last::Statement;
        if opens {
            self.descend(head.end, Some(Flaw::NotOpened));
        }
    }

    fn open(&mut self, brace: Range<usize>, lexer: &mut Lexer<'t>) {
        if self.line.last != Last::Statement {
            self.push(RawContent::Statement(RawStatement { head: brace.start..brace.start, open_text: None, block: None }));
        }
        self.line.end = brace.end;
        if self.stack.len() > MAX_DEPTH {
            let end = lexer.skip_block();
            self.line.end = end;
            self.line.last = Last::Nothing;
            self.attach(RawBlock { span: brace.start..end, lines: Vec::new(), flaw: Some(Flaw::TooDeep) });
        } else {
            self.descend(brace.start, None);
        }
    }

    fn descend(&mut self, opened: usize, flaw: Option<Flaw>) {
        self.stack.push(Frame { opened, flaw, indent: self.line.indent, ..Frame::default() });
        self.line.blank = false;
        self.line.last = Last::Brace;
    }

    fn close(&mut self, brace: Range<usize>) {
        if self.stack.len() > 1 {
            self.ascend(brace.end, None);
        } else {
            self.surplus(Span::new(self.file, brace.start, brace.end));
        }
        self.line.end = brace.end;
        self.line.last = Last::Nothing;
    }

    /// A `}` that closes nothing; several on a line are one piece.
    fn surplus(&mut self, span: Span) {
        let text = self.text;
        let same_line = |last: &Span| text.get(last.end as usize..span.start as usize).is_some_and(|between| !between.contains('\n'));
        match self.stack.last_mut().and_then(|frame| frame.lines.last_mut()) {
            Some(RawLine { content: RawContent::Surplus(last), .. }) if same_line(last) => *last = last.to(span),
            _ => self.push(RawContent::Surplus(span)),
        }
    }

    /// Ends the innermost block, at `end`.
    fn ascend(&mut self, end: usize, flaw: Option<Flaw>) {
        self.settle_doc();
        if self.stack.len() > 1
            && let Some(frame) = self.stack.pop()
        {
            self.attach(RawBlock { span: frame.opened..end.max(frame.opened), lines: frame.lines, flaw: frame.flaw.or(flaw) });
        }
        self.line.blank = false;
    }

    /// Gives `block` to the statement that was read last.
    fn attach(&mut self, block: RawBlock) {
        let last = self.stack.last_mut().and_then(|frame| frame.lines.last_mut());
        if let Some(RawLine { content: RawContent::Statement(statement), .. }) = last {
            statement.block = Some(block);
        }
    }

    fn comment(&mut self, range: Range<usize>) {
        let whole = self.text.get(range.clone()).unwrap_or_default();
        let is_doc = whole.starts_with("///") && !whole.starts_with("////");
        let text = whole.strip_prefix(if is_doc { "///" } else { "//" }).unwrap_or(whole);
        let text = text.strip_prefix([' ', '\t']).unwrap_or(text).trim_end();
        let comment = Spanned::new(text.to_owned(), Span::new(self.file, range.start, range.start.saturating_add(whole.trim_end().len())));

        let depth = self.stack.len();
        let carrier = match self.line.last {
            Last::Nothing => None,
            Last::Statement => self.stack.last_mut(),
            Last::Brace => depth.checked_sub(2).and_then(|outer| self.stack.get_mut(outer)),
        };
        match carrier.and_then(|frame| frame.lines.last_mut()) {
            Some(line) if line.trailing.is_none() => line.trailing = Some(comment),
            _ if is_doc => self.doc(comment),
            _ => self.own_line(comment),
        }
    }

    fn doc(&mut self, comment: Spanned<String>) {
        let blank = std::mem::take(&mut self.line.blank);
        if let Some(frame) = self.stack.last_mut() {
            frame.doc_blank |= blank && frame.doc.is_empty();
            frame.doc.push(comment);
        }
    }

    /// A comment on a line of its own; where it stands between a `///` and its statement, it goes before the `///`.
    fn own_line(&mut self, comment: Spanned<String>) {
        let mut blank_before = std::mem::take(&mut self.line.blank);
        if let Some(frame) = self.stack.last_mut() {
            if !frame.doc.is_empty() {
                blank_before = std::mem::take(&mut frame.doc_blank);
            }
            frame.lines.push(RawLine { blank_before, doc: Vec::new(), content: RawContent::Comment(comment), trailing: None });
        }
    }

    fn push(&mut self, content: RawContent) {
        let blank = std::mem::take(&mut self.line.blank);
        if let Some(frame) = self.stack.last_mut() {
            let doc = std::mem::take(&mut frame.doc);
            let blank_before = if doc.is_empty() { blank } else { std::mem::take(&mut frame.doc_blank) };
            frame.lines.push(RawLine { blank_before, doc, content, trailing: None });
        }
    }

    /// The `///` lines that no statement follows are kept as comments.
    fn settle_doc(&mut self) {
        if let Some(frame) = self.stack.last_mut() {
            for comment in std::mem::take(&mut frame.doc) {
                let blank_before = std::mem::take(&mut frame.doc_blank);
                frame.lines.push(RawLine { blank_before, doc: Vec::new(), content: RawContent::Comment(comment), trailing: None });
            }
        }
    }

    fn finish(mut self) -> Vec<RawLine> {
        while self.stack.len() > 1 {
            self.ascend(self.line.end, Some(Flaw::NotClosed));
        }
        self.settle_doc();
        self.stack.pop().map(|file| file.lines).unwrap_or_default()
    }
}
