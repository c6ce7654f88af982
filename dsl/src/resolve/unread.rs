//! The pieces that the parser could not read: what they seem to say must not be reported as missing a second time.

use crate::near;
use crate::span::{Sources, Span};
use crate::syntax::ast::{AdapterLine, Block, Content, File, Item, Line, MessageLine, RecordLine};
use std::collections::{BTreeMap, BTreeSet};

/// The unreadable pieces of a compilation.
#[derive(Debug, Clone, Default)]
pub(super) struct Unread {
    /// Each piece with its first word.
    pieces: BTreeMap<Span, String>,
    /// Every word in them.
    words: BTreeSet<String>,
}

impl Unread {
    /// The unreadable pieces of `files`.
    pub(super) fn new(files: &[File], sources: &Sources) -> Self {
        let mut spans = Vec::new();
        for file in files {
            lines(&file.lines, &mut spans, item);
        }
        let mut unread = Self::default();
        for span in spans {
            let words = || sources.slice(span).split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
            unread.words.extend(words().map(str::to_owned));
            unread.pieces.insert(span, words().next().unwrap_or_default().to_owned());
        }
        unread
    }

    /// Whether one of the pieces holds this word.
    pub(super) fn mentions(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether one of the pieces stands inside `block`.
    pub(super) fn within(&self, block: Span) -> bool {
        self.inside(block).next().is_some()
    }

    /// Whether one of the pieces of `block` seems to be a statement that begins with `keyword`.
    pub(super) fn begins(&self, block: Span, keyword: &str) -> bool {
        self.inside(block).any(|first| near::alike(first, keyword))
    }

    /// The first words of the pieces inside `block`.
    pub(super) fn inside(&self, block: Span) -> impl Iterator<Item = &str> {
        let from = Span { end: block.start, ..block };
        self.pieces
            .range(from..)
            .take_while(move |(piece, _)| piece.file == block.file && piece.start < block.end)
            .map(|(_, first)| &**first)
    }
}

fn lines<T>(lines: &[Line<T>], spans: &mut Vec<Span>, inner: impl Fn(&T, &mut Vec<Span>)) {
    for line in lines {
        match &line.content {
            Content::Statement(statement) => inner(statement, spans),
            Content::Unreadable(span) => spans.push(*span),
            Content::Comment(_) => {}
        }
    }
}

fn flat<T>(block: &Block<T>, spans: &mut Vec<Span>) {
    lines(&block.lines, spans, |_, _| {});
}

fn item(item: &Item, spans: &mut Vec<Span>) {
    match item {
        Item::Edition(_) | Item::System { .. } => {}
        Item::Integration { body, .. } => flat(body, spans),
        Item::Table { body, .. } => flat(body, spans),
        Item::Profile { body, .. } => flat(body, spans),
        Item::Adapter { body, .. } => lines(&body.lines, spans, |line, spans| match line {
            AdapterLine::Key { body, .. } => flat(body, spans),
            AdapterLine::DePara { body, .. } => flat(body, spans),
            AdapterLine::Variant { body, .. } => flat(body, spans),
            _ => {}
        }),
        Item::Message { body, .. } | Item::Types { body, .. } => lines(&body.lines, spans, |line, spans| match line {
            MessageLine::Content(body, _) | MessageLine::Return { body, .. } | MessageLine::Record { body, .. } => {
                lines(&body.lines, spans, record_line);
            }
            MessageLine::Enumeration { body, .. } => flat(body, spans),
            _ => {}
        }),
    }
}

fn record_line(line: &RecordLine, spans: &mut Vec<Span>) {
    match line {
        RecordLine::Field(field) => field.facts.iter().for_each(|facts| flat(facts, spans)),
        RecordLine::Unordered(body) | RecordLine::Group { body, .. } => lines(&body.lines, spans, record_line),
        RecordLine::OneOf(_) | RecordLine::Common(_) => {}
    }
}
