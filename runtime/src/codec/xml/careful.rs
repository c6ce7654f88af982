//! Everything that the fast path leaves alone: reading by the rules of XML, one piece at a time.

use super::attributes::{self, Attribute, Attributes};
use super::markup::{self, Fault, Markup, Tag};
use super::source::{Mode, Open, XmlSource};
use super::text;
use crate::codec::{DecodeError, DecodeErrorKind, Field, FindingKind, Result};
use smallvec::SmallVec;
use std::borrow::Cow;

/// The inside of an element that has a value.
pub(super) struct Content<'a> {
    /// Its text, or its source.
    pub(super) text: Cow<'a, str>,
    /// `xsi:nil` says that it has no value.
    pub(super) nil: bool,
}

impl<'a> XmlSource<'a> {
    /// The start tag of the document's element; `None` when it is that of `root`, at the cursor, with nothing behind its name or an attribute.
    pub(super) fn root_tag(&mut self, root: &Field) -> Result<Option<Tag<'a>>> {
        if self.mode == Mode::Fast {
            self.takes(text::DECLARATION);
        }
        loop {
            let start = self.position();
            if self.mode == Mode::Fast {
                self.skip_blanks();
                if self.is_next(root) {
                    return if self.is_attribute_next(root) { Ok(None) } else { self.claim(root) };
                }
                self.go_to(start);
            }
            let (run, piece) = self.next_piece()?;
            self.only_blanks(run, start)?;
            match piece {
                Some(Markup::Start(tag)) => return Ok(Some(tag)),
                Some(Markup::Silent) => {}
                Some(_) => return Err(self.malformed(start, "the document does not start with an element")),
                None => return Err(self.malformed(self.position(), "the document has no element")),
            }
        }
    }

    /// Nothing but comments stands behind the root.
    pub(super) fn nothing_follows(&mut self) -> Result<()> {
        loop {
            let start = self.position();
            let (run, piece) = self.next_piece()?;
            self.only_blanks(run, start)?;
            match piece {
                Some(Markup::Silent) => {}
                Some(_) => return Err(self.malformed(start, "something stands behind the end of the document")),
                None => return Ok(()),
            }
        }
    }

    /// Goes over comments and processing instructions at the cursor when a tag follows them: then nothing is to be said of them, and the fast
    /// path can go on. Says whether it did.
    #[inline(always)]
    pub(super) fn skip_comments(&mut self) -> bool {
        matches!(self.rest.as_bytes(), [b'<', b'!' | b'?', ..]) && self.skip_all_comments()
    }

    pub(super) fn skip_all_comments(&mut self) -> bool {
        let start = self.rest;
        while matches!(self.rest.as_bytes(), [b'<', b'!' | b'?', ..]) {
            match markup::markup(self.rest, 0) {
                Ok((Markup::Silent, end)) => self.rest = self.indent.skip(self.rest.get(end..).unwrap_or_default()),
                _ => break,
            }
        }
        let skipped = self.rest.len() < start.len() && matches!(self.rest.as_bytes(), [b'<', next, ..] if !matches!(next, b'!' | b'?'));
        self.rest = if skipped { self.rest } else { start };
        skipped
    }

    /// The next child of the open element `name`; `None` behind its end tag. Comments are skipped, text between elements is reported.
    #[cold]
    pub(super) fn look(&mut self, name: &'a str) -> Result<Option<Tag<'a>>> {
        let mut stray = Cow::Borrowed("");
        self.skip_blanks();
        let start = self.position();
        if !self.careful {
            if let Some((tag, rest)) = markup::bare_tag(self.rest, start) {
                self.rest = rest;
                return Ok(Some(tag));
            }
            if let Some(rest) = markup::behind_end(self.rest, name) {
                self.rest = rest;
                return Ok(None);
            }
        }
        loop {
            let at = self.position();
            let (run, piece) = self.next_piece()?;
            self.join(&mut stray, markup::resolved(run), at)?;
            match piece {
                Some(Markup::CData(text)) => self.join(&mut stray, Ok(markup::line_ends(text)), at)?,
                // Blanks behind a comment are no more text than those before it.
                Some(Markup::Silent) if stray.is_empty() => self.skip_blanks(),
                Some(Markup::Silent) => {}
                Some(Markup::End(found)) => {
                    self.stray(&stray, start)?;
                    return if found == name { Ok(None) } else { Err(self.mismatched(name, found)) };
                }
                Some(Markup::Start(tag)) => {
                    self.stray(&stray, start)?;
                    return Ok(Some(tag));
                }
                None => return Err(self.truncated()),
            }
        }
    }

    /// The start tag at the cursor.
    pub(super) fn tag(&mut self) -> Result<Tag<'a>> {
        match self.next_piece()? {
            (_, Some(Markup::Start(tag))) => Ok(tag),
            _ => Err(self.truncated()),
        }
    }

    /// Where the attributes of `tag` begin among those that are kept, or will.
    pub(super) fn attributes_from(&self, tag: &Tag<'a>) -> usize {
        match tag.attributes {
            Attributes::Read(from) => from,
            Attributes::Source(_) => self.attributes.len(),
        }
    }

    /// Keeps the attributes of the open element for the calls that ask for them.
    pub(super) fn keep_attributes(&mut self, tag: &Tag<'a>) -> Result<()> {
        match tag.attributes {
            Attributes::Read(_) | Attributes::Source("") => Ok(()),
            Attributes::Source(_) => tag.parse_into(&mut self.attributes).map_err(|fault| self.fault(fault, tag.start)),
        }
    }

    /// Reports the attributes of the open element that no call has taken.
    #[inline]
    pub(super) fn unknown_attributes(&mut self) -> Result<()> {
        if self.attributes.len() == self.open().attributes_from { Ok(()) } else { self.report_attributes() }
    }

    fn report_attributes(&mut self) -> Result<()> {
        let from = self.open().attributes_from;
        let is_known = |attribute: &Attribute<'_>| attribute.taken || attribute.is_of_xml();
        if self.attributes.get(from..).unwrap_or_default().iter().all(is_known) {
            self.attributes.truncate(from);
            return Ok(());
        }
        for attribute in self.attributes.drain(from..).filter(|attribute| !is_known(attribute)) {
            let location = self.context.child(&format!("@{}", attribute.name), 0, attribute.position);
            let finding = FindingKind::UnknownAttribute { name: attribute.name.to_owned(), value: attribute.value.into_owned() };
            self.context.react(self.context.policy.unknown, location, finding)?;
        }
        Ok(())
    }

    /// The inside of the element of `tag`, through its end tag: its source when `raw`, else its text.
    pub(super) fn content(&mut self, field: &Field, number: usize, tag: &Tag<'a>, raw: bool) -> Result<Content<'a>> {
        let attributes_from = self.attributes_from(tag);
        self.context.push(field.name, number, Open { name: tag.name, attributes_from, ..Open::DOCUMENT });
        self.keep_attributes(tag)?;
        let nil = self.is_nil();
        self.unknown_attributes()?;
        let text = match (tag.empty, raw) {
            (true, _) => Cow::Borrowed(""),
            (false, true) => Cow::Borrowed(self.source(tag.name)?),
            (false, false) => self.joined_text()?,
        };
        if !tag.empty {
            self.end_tag(tag.name)?;
        }
        self.context.pop();
        Ok(Content { text, nil })
    }

    /// `xsi:nil` stands on the open element.
    pub(super) fn is_nil(&self) -> bool {
        self.attributes.get(self.open().attributes_from..).unwrap_or_default().iter().any(Attribute::is_nil)
    }

    /// The text up to the end tag of the open element: runs, references and CDATA joined. Elements inside are unknown.
    #[cold]
    pub(super) fn joined_text(&mut self) -> Result<Cow<'a, str>> {
        let mut text = Cow::Borrowed("");
        loop {
            let start = self.position();
            let (run, piece) = self.next_piece()?;
            self.join(&mut text, markup::resolved(run), start)?;
            match piece {
                Some(Markup::CData(part)) => self.join(&mut text, Ok(markup::line_ends(part)), start)?,
                Some(Markup::Silent) => {}
                Some(Markup::Start(tag)) => self.unknown(tag)?,
                Some(Markup::End(_)) => {
                    self.go_to(start.saturating_add(run.len()));
                    return Ok(text);
                }
                None => return Err(self.truncated()),
            }
        }
    }

    /// The source up to the end tag of the open element, checked for its nesting.
    #[cold]
    pub(super) fn source(&mut self, name: &'a str) -> Result<&'a str> {
        let inside = self.position();
        let mut open: Vec<&'a str> = Vec::new();
        loop {
            let start = self.position();
            let (run, piece) = self.next_piece()?;
            markup::resolved(run).map_err(|fault| self.fault(fault, start))?;
            match piece {
                Some(Markup::Start(tag)) => {
                    tag.parse_into(&mut SmallVec::new()).map_err(|fault| self.fault(fault, tag.start))?;
                    let allowed = self.context.policy.limits.depth;
                    if self.context.depth().saturating_add(open.len()) >= allowed {
                        return Err(self.context.limit(self.context.location(tag.start), "element depth", allowed));
                    }
                    if !tag.empty {
                        open.push(tag.name);
                    }
                }
                Some(Markup::End(found)) => match open.pop() {
                    Some(name) if name == found => {}
                    Some(name) => return Err(self.mismatched(name, found)),
                    None if name == found => {
                        let end = start.saturating_add(run.len());
                        self.go_to(end);
                        return Ok(self.text.get(inside..end).unwrap_or_default());
                    }
                    None => return Err(self.mismatched(name, found)),
                },
                Some(Markup::CData(_) | Markup::Silent) => {}
                None => return Err(self.truncated()),
            }
        }
    }

    /// Skips an element that nobody takes, and reports it with its source.
    #[cold]
    pub(super) fn unknown(&mut self, tag: Tag<'a>) -> Result<()> {
        let location = self.context.child(tag.local, 0, tag.start);
        self.context.push(tag.local, 0, *self.open());
        let refuse = self.context.policy.unknown == crate::codec::Reaction::Refuse;
        tag.parse_into(&mut SmallVec::new()).map_err(|fault| self.fault(fault, tag.start))?;
        if !tag.empty && !refuse {
            self.source(tag.name)?;
            self.end_tag(tag.name)?;
        }
        self.context.pop();
        let source = self.text.get(tag.start..self.position()).unwrap_or_default().to_owned();
        self.context.react(self.context.policy.unknown, location, FindingKind::UnknownElement { element: tag.name.to_owned(), source })
    }

    /// A single element is there, and its field is filled already: whether it has to be left to the next item of a group.
    #[cold]
    pub(super) fn is_left(&mut self, field: &Field, present: bool, position: usize) -> Result<bool> {
        if !present && !self.was_absent(field) {
            return Ok(false);
        }
        if self.open().item > 0 {
            self.change(|open| open.full = true);
            return Ok(true);
        }
        if self.mode == Mode::Fast {
            // Only its name was compared; a tag that does not end is no second element.
            markup::markup(self.text, position).map_err(|fault| self.fault(fault, position))?;
        }
        let location = self.context.child(field.name, 0, position);
        let finding = FindingKind::Duplicate { element: field.name.to_owned() };
        self.context.react(self.context.policy.duplicate, location, finding).map(|()| false)
    }

    /// Whether an element of `field` stood there without a value, in the open element or the item of a group.
    #[inline(never)]
    pub(super) fn was_absent(&self, field: &Field) -> bool {
        let depth = self.context.depth();
        let mut here = self.absent.iter().rev().take_while(|absent| absent.depth == depth);
        here.any(|absent| absent.item == self.open().item && absent.name == field.name)
    }

    /// The pending tag, when it has the name of `field`.
    pub(super) fn is_offered(&self, field: &Field) -> bool {
        self.mode == Mode::Offer
            && self.pending.is_some_and(|tag| if self.exact { tag.local == field.name } else { tag.local.eq_ignore_ascii_case(field.name) })
    }

    /// Takes the element of `field` that stands at the cursor or is offered: its start tag, or `None` for a tag that is only a name.
    #[inline]
    pub(super) fn claim(&mut self, field: &Field) -> Result<Option<Tag<'a>>> {
        if self.mode == Mode::Offer {
            return Ok(self.claim_offered(field));
        }
        if self.is_only_name(field) { Ok(None) } else { self.tag_of(field.open.len().saturating_sub(1)).map(Some) }
    }

    /// The start tag at the cursor, of which `<` and name have so many bytes, with something behind its name.
    pub(super) fn tag_of(&mut self, length: usize) -> Result<Tag<'a>> {
        let start = self.position();
        match attributes::plain_tag(self.text, start, length, &mut self.attributes) {
            Some((tag, rest)) => {
                self.rest = rest;
                Ok(tag)
            }
            None => self.tag(),
        }
    }

    /// Whether the start tag of `field` at the cursor has nothing behind its name.
    #[inline]
    pub(super) fn is_only_name(&self, field: &Field) -> bool {
        self.rest.as_bytes().get(field.open.len().wrapping_sub(1)) == Some(&b'>')
    }

    #[cold]
    fn claim_offered(&mut self, field: &Field) -> Option<Tag<'a>> {
        let tag = self.pending.take()?;
        self.mode = self.open().home;
        if !self.exact {
            self.respelt(&tag, field);
        }
        Some(tag)
    }

    /// The end tag of `name`, at the cursor.
    fn end_tag(&mut self, name: &'a str) -> Result<()> {
        match self.next_piece()? {
            (_, Some(Markup::End(found))) if found == name => Ok(()),
            (_, Some(Markup::End(found))) => Err(self.mismatched(name, found)),
            _ => Err(self.truncated()),
        }
    }

    /// The text up to the next piece of markup, and the piece; `None` at the end of the document. The cursor moves behind it.
    fn next_piece(&mut self) -> Result<(&'a str, Option<Markup<'a>>)> {
        let start = self.position();
        let length = memchr::memchr(b'<', self.rest.as_bytes()).unwrap_or(self.rest.len());
        let at = start.saturating_add(length);
        let run = self.text.get(start..at).unwrap_or_default();
        self.go_to(at);
        if self.rest.is_empty() {
            return Ok((run, None));
        }
        let (piece, end) = markup::markup(self.text, at).map_err(|fault| self.fault(fault, at))?;
        self.go_to(end);
        Ok((run, Some(piece)))
    }

    /// Adds a part to a text that may have several.
    fn join(&self, text: &mut Cow<'a, str>, part: std::result::Result<Cow<'a, str>, Fault>, position: usize) -> Result<()> {
        let part = part.map_err(|fault| self.fault(fault, position))?;
        let allowed = self.context.policy.limits.text;
        if text.len().saturating_add(part.len()) > allowed {
            return Err(self.context.limit(self.context.location(position), "text length", allowed));
        }
        if text.is_empty() {
            *text = part;
        } else if !part.is_empty() {
            text.to_mut().push_str(&part);
        }
        Ok(())
    }

    /// Reports text between elements, unless it is only blanks.
    fn stray(&mut self, text: &str, position: usize) -> Result<()> {
        let text = crate::value::trimmed(text);
        if text.is_empty() {
            return Ok(());
        }
        let finding = FindingKind::StrayText { text: crate::value::shortened(text) };
        self.context.react(self.context.policy.unknown, self.context.location(position), finding)
    }

    fn only_blanks(&self, run: &str, position: usize) -> Result<()> {
        let blank = crate::value::trimmed(run).is_empty();
        if blank { Ok(()) } else { Err(self.malformed(position, "text stands outside of the document's element")) }
    }

    fn malformed(&self, position: usize, reason: &str) -> DecodeError {
        self.context.error(position, DecodeErrorKind::Xml { reason: reason.to_owned() })
    }

    fn mismatched(&self, open: &str, found: &str) -> DecodeError {
        let kind = DecodeErrorKind::MismatchedEnd { open: open.to_owned(), found: found.to_owned() };
        // The cursor is behind the end tag.
        let start = self.text.get(..self.position()).and_then(|read| read.rfind("</"));
        self.context.error(start.unwrap_or_default(), kind)
    }

    fn truncated(&self) -> DecodeError {
        let element = self.context.innermost().to_owned();
        self.context.error(self.text.len(), DecodeErrorKind::Truncated { element })
    }

    /// The error for a piece that is not well formed.
    #[cold]
    fn fault(&self, fault: Fault, position: usize) -> DecodeError {
        match fault {
            Fault::Truncated => self.truncated(),
            Fault::Doctype => self.context.error(position, DecodeErrorKind::Doctype),
            Fault::Malformed(reason, distance) => self.context.error(position.saturating_add(distance), DecodeErrorKind::Xml { reason }),
        }
    }
}
