//! The part of a document that is in memory, and how far the next child of a list goes.

use super::input::Input;
use super::lists::List;
use crate::codec::xml::{self, NoPiece, Piece};
use std::io::Read;

/// The part of a document that is in memory.
#[derive(Debug)]
pub(super) struct Window {
    text: String,
    /// What stands before this byte of the text was read.
    at: usize,
    /// Where the text stands in the document.
    base: usize,
    /// The longest child of a list so far, in bytes.
    longest: usize,
    /// How much text is held when no item is longer.
    size: usize,
}

/// The size that reading at full speed needs.
pub(super) const SIZE: usize = 256 << 10;

impl Window {
    pub(super) fn new(size: usize) -> Self {
        Self { text: String::new(), at: 0, base: 0, longest: 0, size }
    }

    /// A window that goes on with `text`, which stands at `base` in the document.
    pub(super) fn put(&mut self, text: &mut String, base: usize) {
        std::mem::swap(&mut self.text, text);
        (self.at, self.base) = (0, base);
    }

    /// The unread text.
    #[inline]
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Where the unread text stands in the document.
    #[inline]
    pub(super) fn position(&self) -> usize {
        self.base.saturating_add(self.at)
    }

    /// Goes on behind the next `length` bytes, a child of a list.
    #[inline]
    pub(super) fn pass(&mut self, length: usize) {
        self.at = self.at.saturating_add(length);
        self.longest = self.longest.max(length);
    }

    /// Goes on behind the next `length` bytes, whatever they are.
    pub(super) fn skip(&mut self, length: usize) {
        self.at = self.at.saturating_add(length);
    }

    /// How many bytes are held.
    pub(super) fn capacity(&self) -> usize {
        self.text.capacity()
    }

    /// Reads on when less than an eighth is left, so that items seldom go beyond the end of the text.
    #[inline]
    pub(super) fn refill<I: Read>(&mut self, input: &mut Input<I>) {
        let left = self.text.len().saturating_sub(self.at);
        if left < (self.size / 8).max(self.longest.saturating_mul(2)) && !input.ended() {
            self.grow(input, self.size.max(self.longest.saturating_mul(4)).saturating_sub(left));
        }
    }

    /// Reads `wanted` bytes more, and forgets what was read.
    #[cold]
    pub(super) fn grow<I: Read>(&mut self, input: &mut Input<I>, wanted: usize) {
        self.base = self.position();
        self.text.drain(..self.at.min(self.text.len()));
        self.at = 0;
        input.more(&mut self.text, wanted);
    }

    /// Reads as much again as there is, for a piece that goes beyond the end.
    pub(super) fn double<I: Read>(&mut self, input: &mut Input<I>) {
        self.grow(input, self.rest().len().max(self.size));
    }
}

/// What stands next in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// An item, behind comments at most.
    Item,
    /// Another element, through this byte.
    Other(usize),
    /// The end tag of the list: where it starts, and the byte behind it.
    End(usize, usize),
    /// The text ends before that can be told.
    Incomplete,
    /// Something is not well formed; whoever reads it is told.
    Broken,
}

/// Whether an item stands at the start of `text`, for sure; blanks may stand before it.
#[inline]
pub(super) fn starts_with_item(text: &str, list: &List) -> bool {
    let name = list.item.open.strip_suffix('>').unwrap_or(list.item.open);
    let rest = text.trim_ascii_start().strip_prefix(name);
    rest.is_some_and(|rest| matches!(rest.as_bytes().first(), Some(b'>' | b'/' | b' ' | b'\n' | b'\r' | b'\t')))
}

/// What stands next in a list; `last` says that nothing follows `text`.
pub(super) fn next(text: &str, list: &List, last: bool, depth: usize) -> Next {
    let mut at = 0;
    loop {
        match xml::piece(text, at, last) {
            Ok((Piece::Silent, (_, end))) => at = end,
            Ok((Piece::End(_), (start, end))) => return Next::End(start, end),
            Ok((Piece::Start { name, .. }, _)) if xml::local(name).eq_ignore_ascii_case(list.item.name) => return Next::Item,
            Ok((Piece::Start { .. }, (start, _))) => {
                return match child(text, start, last, depth) {
                    Child::Through(end) => Next::Other(end),
                    Child::Incomplete => Next::Incomplete,
                    Child::Broken => Next::Broken,
                };
            }
            Err(NoPiece::Incomplete) => return Next::Incomplete,
            Err(NoPiece::Broken) => return Next::Broken,
        }
    }
}

/// How far an element goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Child {
    /// Through this byte.
    Through(usize),
    /// The text ends before.
    Incomplete,
    /// It is not well formed.
    Broken,
}

/// How far the first element behind `from` goes. An element nested deeper than `depth` counts as broken.
pub(super) fn child(text: &str, from: usize, last: bool, depth: usize) -> Child {
    let (mut at, mut open) = (from, Vec::new());
    loop {
        match xml::piece(text, at, last) {
            Ok((piece, (_, end))) => {
                match piece {
                    Piece::Silent => {}
                    Piece::Start { name, empty: false } => open.push(name),
                    Piece::Start { empty: true, .. } => {}
                    Piece::End(name) => {
                        if open.pop() != Some(name) {
                            return Child::Broken;
                        }
                    }
                }
                if open.is_empty() && piece != Piece::Silent {
                    // What an element `<Name/>` lacks is told behind the blanks that follow it.
                    let follows =
                        matches!(piece, Piece::End(_)) || last || text.get(end..).is_some_and(|rest| !rest.trim_ascii().is_empty());
                    return if follows { Child::Through(end) } else { Child::Incomplete };
                }
                if open.len() > depth {
                    return Child::Broken;
                }
                at = end;
            }
            Err(NoPiece::Incomplete) => return Child::Incomplete,
            Err(NoPiece::Broken) => return Child::Broken,
        }
    }
}
