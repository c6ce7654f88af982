//! What stands around a list: its text, the elements that are open, and where in the document it stood.

use super::lists::{CONTENT, List};
use crate::codec::xml::{self, Piece};

/// The text around a list, as far as it was read, with the list empty.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) text: String,
    cuts: Vec<Cut>,
    /// The open elements, by their names as they stand there.
    open: Vec<String>,
    /// How many of them are on the way to the list.
    matched: usize,
    /// The elements behind the content that lead to the list, the list itself last; none as long as nobody knows.
    inside: Vec<&'static str>,
    /// A part of the way that can stand there once was there: the root, a body, the content.
    seen: [bool; 3],
}

/// Items that are not in the text.
#[derive(Debug, Clone, Copy)]
struct Cut {
    /// Where they stood in the text.
    at: usize,
    /// How many bytes they have.
    length: usize,
}

/// Where a piece of markup leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reached {
    /// Nowhere that matters.
    Nothing,
    /// Into the content.
    Content,
    /// Into the list.
    List,
    /// The list stands there as `<List/>`.
    EmptyList,
    /// An end tag closes another element.
    Mismatch,
}

/// The elements of which only the first is read.
const BODIES: [&str; 3] = ["BusinessMessage", "ResponseMessage", "ReceiptMessage"];

impl Outline {
    /// Tells which list is looked for.
    pub(super) fn look_for(&mut self, list: &List) {
        self.inside = list.records.iter().copied().chain([list.wrapper.name]).collect();
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The innermost open element, as it stands there.
    pub(super) fn innermost(&self) -> &str {
        self.open.last().map_or("", String::as_str)
    }

    /// One list was read before.
    pub(super) fn has_one_list(&self) -> bool {
        self.cuts.len() == 1
    }

    /// Takes a piece of markup and the text before it, which are `source`.
    pub(super) fn take(&mut self, source: &str, piece: Piece<'_>) -> Reached {
        self.text.push_str(source);
        match piece {
            Piece::Silent => Reached::Nothing,
            Piece::End(name) if self.innermost() == name && !self.open.is_empty() => {
                self.open.pop();
                self.matched = self.matched.min(self.open.len());
                Reached::Nothing
            }
            Piece::End(_) => Reached::Mismatch,
            Piece::Start { name, empty } => self.start(name, empty),
        }
    }

    fn start(&mut self, name: &str, empty: bool) -> Reached {
        let on_the_way = self.is_on_the_way(xml::local(name));
        let depth = self.open.len();
        if !empty {
            self.open.push(name.to_owned());
            self.matched = self.matched.saturating_add(usize::from(on_the_way));
        }
        let inside = depth.checked_sub(CONTENT.len());
        match inside {
            Some(level) if on_the_way && level.saturating_add(1) == self.inside.len() => {
                if empty {
                    Reached::EmptyList
                } else {
                    Reached::List
                }
            }
            None if on_the_way && !empty && depth.saturating_add(1) == CONTENT.len() => Reached::Content,
            _ => Reached::Nothing,
        }
    }

    /// Whether an element of this name, here, is the list or holds it.
    fn is_on_the_way(&mut self, name: &str) -> bool {
        let depth = self.open.len();
        if self.matched != depth {
            return false;
        }
        let is = |expected: &&str| expected.eq_ignore_ascii_case(name);
        let Some(expected) = CONTENT.get(depth) else {
            return depth.checked_sub(CONTENT.len()).and_then(|level| self.inside.get(level)).is_some_and(is);
        };
        let Some(seen) = self.seen.get_mut(depth) else { return false };
        let first = !*seen;
        // What the message says is in its first body; the others are unknown elements.
        *seen |= if depth == 1 { BODIES.iter().any(is) } else { is(expected) };
        first && is(expected)
    }

    /// The items of the list that is open had `length` bytes.
    pub(super) fn cut(&mut self, length: usize) {
        self.cuts.push(Cut { at: self.text.len(), length });
    }

    /// Where in the document a byte of the text stood.
    pub(super) fn position(&self, position: usize) -> usize {
        let before = self.cuts.iter().filter(|cut| cut.at < position).map(|cut| cut.length);
        before.fold(position, usize::saturating_add)
    }

    /// The text with an end tag for each open element.
    pub(super) fn closed(&self) -> String {
        let mut text = self.text.clone();
        for name in self.open.iter().rev() {
            text.push_str("</");
            text.push_str(name);
            text.push('>');
        }
        text
    }
}
