//! The calls of generated code on an XML document, with the fast path.

use super::markup::{self, Tag};
use super::scan;
use super::source::{Absent, Mode, XmlSource};
use crate::codec::{DecodeError, DecodeErrorKind, Field, FindingKind, Location, Policy, Record, Result, Source};
use crate::value::{Any, Form, Leaf, Remarks};
use std::borrow::Cow;

impl<'a> Source<'a> for XmlSource<'a> {
    // The comparison with a constant tag is a few instructions where it is inlined, and a call to `memcmp` where it is not.
    #[inline(always)]
    fn leaf<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if self.stands_at(field) { self.single_leaf(field, slot) } else { Ok(()) }
    }

    #[inline]
    fn leaves<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Vec<T>) -> Result<()> {
        while self.stands_at(field) {
            let tag = self.claim(field)?;
            self.leaf_item(field, tag, slot)?;
        }
        Ok(())
    }

    #[inline]
    fn record<R: Record<'a> + Default>(&mut self, field: &Field, slot: &mut Option<R>) -> Result<()> {
        if self.stands_at(field) && !self.is_left_to_next(field, slot.is_some())? {
            let tag = self.claim(field)?;
            self.taken = self.taken.wrapping_add(1);
            return self.child(field, 0, tag, slot.insert(R::default()));
        }
        Ok(())
    }

    #[inline]
    fn element<R: Record<'a>>(&mut self, field: &Field, record: &mut R) -> Result<bool> {
        let stands = self.stands_at(field);
        if stands {
            let tag = self.claim(field)?;
            self.taken = self.taken.wrapping_add(1);
            self.child(field, 0, tag, record)?;
        }
        Ok(stands)
    }

    fn inner(&mut self, slot: &mut Option<Any<'a>>) -> Result<()> {
        if !std::mem::take(&mut self.untouched) {
            return Ok(());
        }
        let source = if self.empty { "" } else { self.source(self.name)? };
        *slot = Any::read(source.into(), &INNER, &mut Remarks::default()).ok().flatten();
        Ok(())
    }

    #[inline]
    fn records<R: Record<'a> + Default>(&mut self, field: &Field, slot: &mut Vec<R>) -> Result<()> {
        while self.stands_at(field) {
            let tag = self.claim(field)?;
            self.record_item(field, tag, slot)?;
        }
        Ok(())
    }

    #[inline]
    fn list<R: Record<'a> + Default>(&mut self, wrapper: &Field, field: &Field, slot: &mut Option<Vec<R>>) -> Result<()> {
        if self.stands_at(wrapper) && !self.is_left_to_next(wrapper, slot.is_some())? {
            let tag = self.claim(wrapper)?;
            self.taken = self.taken.wrapping_add(1);
            *slot = Some(self.items(wrapper, field, tag, Self::record_item)?);
        }
        Ok(())
    }

    #[inline]
    fn leaf_list<T: Leaf<'a>>(&mut self, wrapper: &Field, field: &Field, slot: &mut Option<Vec<T>>) -> Result<()> {
        if self.stands_at(wrapper) && !self.is_left_to_next(wrapper, slot.is_some())? {
            let tag = self.claim(wrapper)?;
            self.taken = self.taken.wrapping_add(1);
            *slot = Some(self.items(wrapper, field, tag, Self::leaf_item)?);
        }
        Ok(())
    }

    fn group<R: Record<'a> + Default>(&mut self, slot: &mut Vec<R>) -> Result<()> {
        let outer = self.item;
        loop {
            let taken = self.taken;
            self.full = false;
            self.item = slot.len();
            if let Some(last) = slot.last_mut() {
                last.read(self)?;
                if self.taken != taken {
                    continue;
                }
                if !self.full {
                    break;
                }
            }
            // A new item, if something of it stands here.
            self.next_item(slot.len());
            let mut item = R::default();
            item.read(self)?;
            if self.taken == taken {
                break;
            }
            self.check_group(slot.len())?;
            slot.push(item);
        }
        self.item = outer;
        Ok(())
    }

    #[inline]
    fn attribute<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if self.attributes.len() == self.attributes_from || slot.is_some() { Ok(()) } else { self.read_attribute(field, slot) }
    }

    fn text<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if !std::mem::take(&mut self.untouched) {
            return Ok(());
        }
        let position = self.position();
        let nil = self.is_nil();
        let text = if self.empty {
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
            let tag = match self.claim(field)? {
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
        let fits = found >= min && max.is_none_or(|max| found <= max);
        if fits { Ok(()) } else { self.context.miscount(field, found, min, max, self.position()) }
    }

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

/// Where a value stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// In a child element; items of a list count from one.
    Child(usize),
    /// In an attribute.
    Attribute,
    /// In the open element itself.
    Own,
}

/// [`Source::inner`] has no field of its own.
const INNER: Field = Field::new("", "", "");

impl<'a> XmlSource<'a> {
    /// Whether an element of `field` stands at the cursor, or is the one that is offered.
    #[inline(always)]
    fn stands_at(&mut self, field: &Field) -> bool {
        match self.mode {
            Mode::Fast => self.is_next(field),
            Mode::Offer => self.is_offered(field),
            Mode::Wait => false,
        }
    }

    /// Whether a start tag with the name of `field` stands at the cursor, behind white space; attributes may follow the name.
    #[inline(always)]
    pub(super) fn is_next(&mut self, field: &Field) -> bool {
        self.skip_blanks();
        let Some((_, name)) = field.open.as_bytes().split_last() else { return false };
        let Some(rest) = self.rest.as_bytes().strip_prefix(name) else { return false };
        matches!(rest.first(), Some(b'>' | b'/' | b' ' | b'\n' | b'\r' | b'\t'))
    }

    /// Goes over white space.
    #[inline(always)]
    fn skip_blanks(&mut self) {
        if self.rest.as_bytes().first().is_some_and(|byte| *byte <= b' ') {
            self.skip_more_blanks();
        }
    }

    fn skip_more_blanks(&mut self) {
        self.rest = self.rest.get(scan::blank_length(self.rest.as_bytes())..).unwrap_or_default();
    }

    /// Goes behind `tag` if it stands at the cursor.
    #[inline]
    pub(super) fn takes(&mut self, tag: &str) -> bool {
        self.skip_blanks();
        let rest = self.rest.strip_prefix(tag);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    #[inline]
    fn is_left_to_next(&mut self, field: &Field, present: bool) -> Result<bool> {
        if present || !self.absent.is_empty() { self.is_left(field, present, self.here()) } else { Ok(false) }
    }

    fn single_leaf<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if self.mode == Mode::Fast
            && slot.is_none()
            && self.absent.is_empty()
            && let Some(text) = self.plain_leaf(field)
        {
            self.value_into(field, Place::Child(0), Cow::Borrowed(text), self.behind(field, text), slot)?;
        } else {
            if self.is_left_to_next(field, slot.is_some())? {
                return Ok(());
            }
            let tag = self.claim(field)?;
            *slot = self.read_leaf(field, 0, tag)?;
        }
        if slot.is_none() {
            self.absent.push(Absent { depth: self.context.depth(), item: self.item, name: field.name });
        }
        Ok(())
    }

    fn leaf_item<T: Leaf<'a>>(&mut self, field: &Field, tag: Option<Tag<'a>>, items: &mut Vec<T>) -> Result<()> {
        let number = items.len().saturating_add(1);
        self.check_items(field, number, tag)?;
        items.extend(self.read_leaf(field, number, tag)?);
        Ok(())
    }

    fn record_item<R: Record<'a> + Default>(&mut self, field: &Field, tag: Option<Tag<'a>>, items: &mut Vec<R>) -> Result<()> {
        let number = items.len().saturating_add(1);
        self.check_items(field, number, tag)?;
        self.taken = self.taken.wrapping_add(1);
        items.push(R::default());
        items.last_mut().map_or(Ok(()), |item| self.child(field, number, tag, item))
    }

    /// Reads a child element with a value. Its start tag is at the cursor, or was read and is `tag`.
    fn read_leaf<T: Leaf<'a>>(&mut self, field: &Field, number: usize, tag: Option<Tag<'a>>) -> Result<Option<T>> {
        if tag.is_none() {
            let start = self.position().saturating_add(field.open.len());
            if let Some(text) = self.plain_leaf(field) {
                return self.value(field, Place::Child(number), Cow::Borrowed(text), start);
            }
            if T::FORM != Form::Raw
                && let Some(text) = self.resolved_leaf(field)
            {
                return self.value(field, Place::Child(number), text, start);
            }
        }
        self.careful_leaf(field, number, tag)
    }

    /// The text of an element whose start tag is only a name, when nothing in it needs work and the end tag follows.
    #[inline]
    fn plain_leaf(&mut self, field: &Field) -> Option<&'a str> {
        let inside = self.rest.get(field.open.len()..).filter(|_| self.is_only_name(field))?;
        let (text, rest) = self.plain_text(inside)?;
        self.rest = rest.strip_prefix(field.close)?;
        self.taken = self.taken.wrapping_add(1);
        Some(text)
    }

    /// The same where references or CR have to be resolved; `None` as well where they cannot be, for the careful path to say why.
    #[cold]
    fn resolved_leaf(&mut self, field: &Field) -> Option<Cow<'a, str>> {
        let inside = self.rest.get(field.open.len()..)?;
        let (text, _) = inside.split_once('<').filter(|(text, _)| text.len() <= self.context.policy.limits.text)?;
        let rest = inside.get(text.len()..)?.strip_prefix(field.close)?;
        let text = markup::resolved(text).ok()?;
        self.rest = rest;
        self.taken = self.taken.wrapping_add(1);
        Some(text)
    }

    /// Where the text of a plain leaf stood that was read just now.
    fn behind(&self, field: &Field, text: &str) -> usize {
        self.position().saturating_sub(field.close.len()).saturating_sub(text.len())
    }

    #[cold]
    fn careful_leaf<T: Leaf<'a>>(&mut self, field: &Field, number: usize, tag: Option<Tag<'a>>) -> Result<Option<T>> {
        let tag = match tag {
            Some(tag) => tag,
            None => self.tag()?,
        };
        self.taken = self.taken.wrapping_add(1);
        let position = self.position();
        let content = self.content(field, number, &tag, T::FORM == Form::Raw)?;
        if content.nil { Ok(None) } else { self.value(field, Place::Child(number), content.text, position) }
    }

    /// Text that needs no work, up to the next `<`; `None` where a reference or a CR stands in it.
    #[inline]
    fn plain_text(&self, inside: &'a str) -> Option<(&'a str, &'a str)> {
        let length = scan::plain_length(inside.as_bytes());
        let (text, rest) = inside.split_at_checked(length)?;
        (rest.starts_with('<') && length <= self.context.policy.limits.text).then_some((text, rest))
    }

    /// Makes a value of a text.
    fn value<T: Leaf<'a>>(&mut self, field: &Field, place: Place, text: Cow<'a, str>, position: usize) -> Result<Option<T>> {
        let mut value = None;
        self.value_into(field, place, text, position, &mut value)?;
        Ok(value)
    }

    /// The same, into its place.
    #[inline]
    fn value_into<T: Leaf<'a>>(
        &mut self,
        field: &Field,
        place: Place,
        text: Cow<'a, str>,
        position: usize,
        slot: &mut Option<T>,
    ) -> Result<()> {
        let mut remarks = Remarks::default();
        match T::read(text, field, &mut remarks) {
            Ok(value) => *slot = value,
            Err(error) => return Err(DecodeError { location: self.place(field, place, position), kind: error.into() }),
        }
        if remarks.is_empty() {
            return Ok(());
        }
        let location = self.place(field, place, position);
        self.context.remark(location, remarks)
    }

    #[cold]
    fn place(&self, field: &Field, place: Place, position: usize) -> Location {
        match place {
            Place::Child(number) => self.context.child(field.name, number, position),
            Place::Attribute => self.context.child(&format!("@{}", field.name), 0, position),
            Place::Own => self.context.location(position),
        }
    }

    #[cold]
    fn read_attribute<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        let own = self.attributes.get_mut(self.attributes_from..).unwrap_or_default();
        let exact = own.iter().position(|attribute| attribute.is_named(field.name, str::eq));
        let found = exact.or_else(|| own.iter().position(|attribute| attribute.is_named(field.name, str::eq_ignore_ascii_case)));
        let Some(attribute) = found.and_then(|index| own.get_mut(index)).filter(|attribute| !attribute.taken) else { return Ok(()) };
        attribute.taken = true;
        let (found, value, position) = (attribute.name, std::mem::take(&mut attribute.value), attribute.position);
        if exact.is_none() && !self.ignore_case {
            let location = self.context.child(&format!("@{}", field.name), 0, position);
            self.context.remark(location, [FindingKind::Respelt { found: found.to_owned(), read_as: field.name.to_owned() }])?;
        }
        *slot = self.value(field, Place::Attribute, value, position)?;
        Ok(())
    }

    /// Starts an item of a group behind `before` others.
    fn next_item(&mut self, before: usize) {
        let depth = self.context.depth();
        while self.absent.last().is_some_and(|absent| absent.depth == depth && absent.item > 0) {
            self.absent.pop();
        }
        self.item = before.saturating_add(1);
    }

    fn check_group(&self, before: usize) -> Result<()> {
        let allowed = self.context.policy.limits.items;
        let location = || self.context.location(self.here());
        if before < allowed { Ok(()) } else { Err(self.context.limit(location(), "list length", allowed)) }
    }

    #[inline]
    fn check_items(&self, field: &Field, number: usize, tag: Option<Tag<'a>>) -> Result<()> {
        let allowed = self.context.policy.limits.items;
        if number <= allowed {
            return Ok(());
        }
        let position = tag.map_or(self.position(), |tag| tag.start);
        Err(self.context.limit(self.context.child(field.name, number, position), "list length", allowed))
    }

    /// Where the next child stands: the same place on both paths, whatever was compared before.
    fn here(&self) -> usize {
        let blanks = scan::blank_length(self.rest.as_bytes());
        self.pending.map_or(self.position().saturating_add(blanks), |tag| tag.start)
    }
}
