//! A part of a document that stands in memory alone: a source inside a list, and the next piece of markup. For `crate::stream`.

use super::markup::{self, Fault, Markup, Tag};
use super::source::{Open, XmlSource};
use crate::codec::Elsewhere;
use crate::codec::{Field, Policy, Record, Result};

/// A piece of markup in a part of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// A start tag.
    Start {
        /// The name, with its prefix.
        name: &'a str,
        /// `<Name/>`.
        empty: bool,
    },
    /// An end tag, by its name.
    End(&'a str),
    /// A comment, a processing instruction, or CDATA.
    Silent,
}

/// Where a piece stands: its `<`, and the byte behind it.
pub(crate) type Span = (usize, usize);

/// Why there is no piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoPiece {
    /// The part ends before the piece does.
    Incomplete,
    /// The piece is not well formed; a source says why.
    Broken,
}

/// The next piece of markup behind the byte `from`. `last` says that nothing follows the part.
pub(crate) fn piece(text: &str, from: usize, last: bool) -> std::result::Result<(Piece<'_>, Span), NoPiece> {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let at = from.saturating_add(memchr::memchr(b'<', rest).ok_or(NoPiece::Incomplete)?);
    match markup::markup(text, at) {
        Ok((markup, end)) => Ok((Piece::of(&markup), (at, end))),
        Err(Fault::Truncated) => Err(NoPiece::Incomplete),
        // The first bytes of `<![CDATA[` alone look like a mistake.
        Err(_) if !last && text.len().saturating_sub(at) < LONGEST_OPENING => Err(NoPiece::Incomplete),
        Err(_) => Err(NoPiece::Broken),
    }
}

/// No piece is told from others by more bytes than `<![CDATA[` and `<!DOCTYPE` have.
const LONGEST_OPENING: usize = 9;

impl<'a> Piece<'a> {
    fn of(markup: &Markup<'a>) -> Self {
        match markup {
            Markup::Start(tag) => Self::Start { name: tag.name, empty: tag.empty },
            Markup::End(name) => Self::End(name),
            Markup::CData(_) | Markup::Silent => Self::Silent,
        }
    }
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    markup::local(name)
}

/// What a source inside a list came upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// An item, which was read.
    Item,
    /// Something unknown, which was skipped.
    Other,
    /// The end tag of the list, or the end of the part.
    End,
}

impl<'a> XmlSource<'a> {
    /// Starts in a part of a document, inside the element `name`, the innermost of `path`; positions count from the start of the part.
    pub(crate) fn inside(part: &'a str, policy: &Policy, path: &[&'a str], name: &'a str) -> Self {
        let mut source = Self::new(part, policy);
        // Only the start of a document has a byte order mark.
        source.rest = part;
        source.context.open_all(path, Open { home: source.mode, ..Open::DOCUMENT });
        source.change(|open| open.name = name);
        source.skip_blanks();
        source
    }

    /// Has a list count more items than those that stand in the document.
    pub(crate) fn count_elsewhere(&mut self, elsewhere: Elsewhere) {
        self.context.elsewhere = Some(elsewhere);
    }

    /// One step of the loop over the items of the list `wrapper`: what is next, and if it is an item, `number` of the list, reads it.
    pub(crate) fn step<R: Record<'a>>(&mut self, wrapper: &Field, field: &Field, number: usize, record: &mut R) -> Result<Step> {
        if self.stands_at(field) {
            let tag = self.claim(field)?;
            return self.list_item(field, number, tag.as_ref(), record);
        }
        if self.open().name == wrapper.name && self.takes(wrapper.close) {
            return Ok(Step::End);
        }
        let Some(tag) = self.look(self.open().name)? else { return Ok(Step::End) };
        if tag.local == field.name {
            return self.list_item(field, number, Some(&tag), record);
        }
        if tag.local.eq_ignore_ascii_case(field.name) {
            self.respelt(&tag, field);
            return self.list_item(field, number, Some(&tag), record);
        }
        self.unknown(tag)?;
        self.skip_blanks();
        Ok(Step::Other)
    }

    fn list_item<R: Record<'a>>(&mut self, field: &Field, number: usize, tag: Option<&Tag<'a>>, record: &mut R) -> Result<Step> {
        self.check_items(field, number, tag)?;
        self.child(field, number, tag, record).map(|()| Step::Item)
    }
}
