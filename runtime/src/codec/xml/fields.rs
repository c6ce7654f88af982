//! The calls of generated code on an XML document, with the fast path.

use super::leaves::Place;
use super::scan;
use super::source::{Mode, XmlSource};
use crate::codec::{DecodeError, DecodeErrorKind, Field, FindingKind, Policy, Record, Result, Source};
use crate::value::{Any, Leaf, Remarks, Values};
use std::borrow::Cow;

impl<'a> Source<'a> for XmlSource<'a> {
    // The comparison with a constant tag is a few instructions where it is inlined, and a call to `memcmp` where it is not. Nothing else is
    // inlined: most fields of a record are not there, and the code of a large one has to stay small.
    #[inline(always)]
    fn leaf<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        match self.ahead(field) {
            Some(ahead) => self.leaf_here(field, ahead, slot),
            None => Ok(()),
        }
    }

    #[inline(always)]
    fn found_leaf<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        self.leaf_by_name(field, slot)
    }

    #[inline(always)]
    fn leaves<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Values<T>) -> Result<()> {
        match self.ahead(field) {
            Some(ahead) => self.leaves_here(field, ahead, slot),
            None => Ok(()),
        }
    }

    #[inline(always)]
    fn record<R: Record<'a> + Default>(&mut self, field: &Field, slot: &mut Option<R>) -> Result<()> {
        match self.ahead(field) {
            Some(ahead) => self.record_here(field, ahead, slot),
            None => Ok(()),
        }
    }

    #[inline]
    fn element<R: Record<'a>>(&mut self, field: &Field, record: &mut R) -> Result<bool> {
        self.whole_start_tag()?;
        let stands = self.stands_at(field);
        if stands {
            let tag = self.claim(field)?;
            self.taken = self.taken.wrapping_add(1);
            self.child(field, 0, tag.as_ref(), record)?;
        }
        Ok(stands)
    }

    fn inner(&mut self, slot: &mut Option<Any<'a>>) -> Result<()> {
        self.whole_start_tag()?;
        if !self.change(|open| std::mem::take(&mut open.untouched)) {
            return Ok(());
        }
        self.go_to(self.start_of_inside());
        let source = if self.open().empty { "" } else { self.source(self.open().name)? };
        *slot = Any::read(source.into(), &INNER, &mut Remarks::default()).ok().flatten();
        Ok(())
    }

    #[inline(always)]
    fn records<R: Record<'a> + Default>(&mut self, field: &Field, slot: &mut Vec<R>) -> Result<()> {
        match self.ahead(field) {
            Some(ahead) => self.items_here(field, ahead, slot),
            None => Ok(()),
        }
    }

    #[inline(always)]
    fn list<R: Record<'a> + Default>(&mut self, wrapper: &Field, field: &Field, slot: &mut Option<Vec<R>>) -> Result<()> {
        match self.ahead(wrapper) {
            Some(ahead) => self.list_here(wrapper, field, ahead, slot),
            None => Ok(()),
        }
    }

    #[inline(always)]
    fn leaf_list<T: Leaf<'a>>(&mut self, wrapper: &Field, field: &Field, slot: &mut Option<Values<T>>) -> Result<()> {
        match self.ahead(wrapper) {
            Some(ahead) => self.list_here(wrapper, field, ahead, slot),
            None => Ok(()),
        }
    }

    fn group<R: Record<'a> + Default>(&mut self, slot: &mut Vec<R>) -> Result<()> {
        // Beginning an item would forget what was absent in the one before.
        if self.mode == Mode::Wait {
            return Ok(());
        }
        let outer = self.open().item;
        loop {
            let taken = self.taken;
            self.change(|open| open.full = false);
            self.change(|open| open.item = slot.len());
            if let Some(last) = slot.last_mut() {
                last.read(self)?;
                if self.taken != taken {
                    continue;
                }
                if !self.open().full {
                    break;
                }
            }
            // Of an item beyond the limit only the first element is looked at, as on the careful path.
            let is_beyond = slot.len() >= self.context.policy.limits.items;
            if is_beyond && self.mode == Mode::Fast {
                break;
            }
            let home = self.open().home;
            if is_beyond {
                self.change(|open| open.home = Mode::Wait);
            }
            // A new item, if something of it stands here.
            self.next_item(slot.len());
            let mut item = R::default();
            item.read(self)?;
            self.change(|open| open.home = home);
            if self.taken == taken {
                break;
            }
            self.check_group(slot.len())?;
            slot.push(item);
        }
        self.change(|open| open.item = outer);
        Ok(())
    }

    #[inline]
    fn attribute<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if self.start_tag.is_some() { self.attribute_at_cursor(field, slot) } else { self.attribute_of_open(field, slot) }
    }

    fn text<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        self.whole_start_tag()?;
        if !self.change(|open| std::mem::take(&mut open.untouched)) {
            return Ok(());
        }
        self.go_to(self.start_of_inside());
        let position = self.start_of_inside();
        let nil = self.is_nil();
        let text = if self.open().empty {
            Cow::Borrowed("")
        } else if let Some((text, rest)) = self.plain_text(self.rest).filter(|(_, rest)| rest.starts_with("</")) {
            self.rest = rest;
            Cow::Borrowed(text)
        } else {
            self.joined_text()?
        };
        if !nil {
            *slot = self.value(field, Place::Own, text, position)?;
        }
        Ok(())
    }

    fn forbidden(&mut self, field: &Field) -> Result<()> {
        while self.stands_at(field) {
            self.taken = self.taken.wrapping_add(1);
            let tag = match self.mode {
                Mode::Offer => self.claim(field)?,
                Mode::Fast | Mode::Wait => None,
            };
            let tag = match tag {
                Some(tag) => tag,
                None => self.tag()?,
            };
            self.unknown(tag)?;
        }
        Ok(())
    }

    #[inline]
    fn require(&mut self, field: &Field, present: bool) -> Result<()> {
        if present { Ok(()) } else { self.context.missing(field, self.position()) }
    }

    #[inline]
    fn count(&mut self, field: &Field, found: usize, min: usize, max: Option<usize>) -> Result<()> {
        let found = self.context.counted(field, found);
        let fits = found >= min && max.is_none_or(|max| found <= max);
        if fits { Ok(()) } else { self.context.miscount(field, found, min, max, self.position()) }
    }

    #[inline]
    fn one_of(&mut self, fields: &[(&Field, bool)]) -> Result<()> {
        self.context.one_of(fields, self.position())
    }

    fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        self.context.error(self.here(), kind)
    }

    fn policy(&self) -> &Policy {
        &self.context.policy
    }

    fn report(&mut self, kind: FindingKind) {
        let location = self.context.location(self.here());
        self.context.report.push(&self.context.policy, location, kind);
    }
}

/// [`Source::inner`] has no field of its own.
const INNER: Field = Field::new("", "", "");

impl<'a> XmlSource<'a> {
    /// Whether an element of `field` stands at the cursor, or is the one that is offered.
    #[inline(always)]
    pub(super) fn stands_at(&mut self, field: &Field) -> bool {
        match self.mode {
            Mode::Fast => self.is_next(field),
            Mode::Offer => self.is_offered(field),
            Mode::Wait => false,
        }
    }

    /// What is ahead of a call for `field` that has to look: the document from the cursor on, where it begins like the start tag of the field,
    /// and nothing where tags are not at the cursor but offered.
    #[inline(always)]
    fn ahead(&self, field: &Field) -> Option<&'a str> {
        if self.mode != Mode::Fast {
            return Some("");
        }
        let (_, name) = field.open.as_bytes().split_last()?;
        self.rest.as_bytes().starts_with(name).then_some(self.rest)
    }

    /// Whether a start tag with the name of `field` stands at the cursor; attributes may follow the name.
    #[inline]
    pub(super) fn is_next(&self, field: &Field) -> bool {
        let Some((_, name)) = field.open.as_bytes().split_last() else { return false };
        let behind = self.rest.as_bytes().split_at_checked(name.len());
        behind.is_some_and(|(found, rest)| rest.first().is_some_and(|byte| scan::is_name_end(*byte)) && scan::same(found, name))
    }

    /// Whether a start tag of `field` with nothing behind its name stands at the cursor.
    #[inline]
    pub(super) fn is_plain_next(&self, field: &Field) -> bool {
        scan::behind_bytes(self.rest.as_bytes(), field.open.as_bytes()).is_some()
    }

    #[inline]
    pub(super) fn is_left_to_next(&mut self, field: &Field, present: bool) -> Result<bool> {
        if present || !self.absent.is_empty() { self.is_left(field, present, self.here()) } else { Ok(false) }
    }

    /// Whether an element of `field` stood there without a value, in the open element or the item of a group.
    #[inline(always)]
    pub(super) fn is_absent(&self, field: &Field) -> bool {
        !self.absent.is_empty() && self.was_absent(field)
    }

    /// Starts an item of a group behind `before` others.
    fn next_item(&mut self, before: usize) {
        let depth = self.context.depth();
        while self.absent.last().is_some_and(|absent| absent.depth == depth && absent.item > 0) {
            self.absent.pop();
        }
        self.change(|open| open.item = before.saturating_add(1));
    }

    fn check_group(&self, before: usize) -> Result<()> {
        let allowed = self.context.policy.limits.items;
        let location = || self.context.location(self.here());
        if before < allowed { Ok(()) } else { Err(self.context.limit(location(), "list length", allowed)) }
    }

    /// Where the next child stands: the same place on both paths, whatever was compared before.
    pub(super) fn here(&self) -> usize {
        let blanks = scan::blank_length(self.rest.as_bytes());
        self.pending.map_or(self.position().saturating_add(blanks), |tag| tag.start)
    }
}
