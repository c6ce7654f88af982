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
        if self.mode != Mode::Fast {
            return self.offered_leaf(field, slot);
        }
        match self.behind_name(field) {
            None => Ok(()),
            Some([b'>', inside @ ..]) => self.fast_leaf(field, inside, slot),
            Some(rest) => {
                if ends_name(rest) {
                    self.any_leaf(field, slot)
                } else {
                    Ok(())
                }
            }
        }
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
        if !self.change(|open| std::mem::take(&mut open.untouched)) {
            return Ok(());
        }
        self.go_to(self.open().inside);
        let source = if self.open().empty { "" } else { self.source(self.open().name)? };
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
        if self.attributes.len() == self.open().attributes_from || slot.is_some() { Ok(()) } else { self.read_attribute(field, slot) }
    }

    fn text<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if !self.change(|open| std::mem::take(&mut open.untouched)) {
            return Ok(());
        }
        self.go_to(self.open().inside);
        let position = self.open().inside;
        let nil = self.is_nil();
        let text = if self.open().empty {
            Cow::Borrowed("")
        } else if let Some((text, rest)) = self.plain_text(self.rest).filter(|(_, rest)| rest.starts_with(b"</")) {
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

/// Whether the name of a start tag ends where `rest` begins.
#[cold]
fn ends_name(rest: &[u8]) -> bool {
    matches!(rest.first(), Some(b'>' | b'/' | b' ' | b'\n' | b'\r' | b'\t'))
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

    /// Whether a start tag with the name of `field` stands at the cursor; attributes may follow the name.
    #[inline(always)]
    pub(super) fn is_next(&self, field: &Field) -> bool {
        let length = field.open.len().wrapping_sub(1);
        let (name, found) = (field.open.as_bytes().get(..length), self.rest.split_at_checked(length));
        let behind = name.zip(found).filter(|(name, (found, _))| scan::same(found, name));
        behind.is_some_and(|(_, (_, rest))| rest.first() == Some(&b'>') || ends_name(rest))
    }

    /// What stands behind the name of `field`, when a start tag at the cursor begins with it.
    #[inline(always)]
    fn behind_name(&self, field: &Field) -> Option<&'a [u8]> {
        let (_, name) = field.open.as_bytes().split_last()?;
        self.rest.strip_prefix(name)
    }

    /// Goes over white space.
    #[inline(always)]
    pub(super) fn skip_blanks(&mut self) {
        if self.rest.first().is_some_and(|byte| *byte <= b' ') {
            self.rest = self.rest.get(scan::blank_length(self.rest)..).unwrap_or_default();
        }
    }

    /// Goes behind `tag` if it stands at the cursor; an empty one never does.
    #[inline]
    pub(super) fn takes(&mut self, tag: &str) -> bool {
        let rest = scan::behind(self.rest, tag).filter(|_| !tag.is_empty());
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    #[inline]
    fn is_left_to_next(&mut self, field: &Field, present: bool) -> Result<bool> {
        if present || !self.absent.is_empty() { self.is_left(field, present, self.here()) } else { Ok(false) }
    }

    /// A single leaf whose start tag is only a name; `inside` stands behind it.
    fn fast_leaf<T: Leaf<'a>>(&mut self, field: &Field, inside: &'a [u8], slot: &mut Option<T>) -> Result<()> {
        if slot.is_none() && self.absent.is_empty() {
            let start = self.rest;
            if let Some(text) = self.plain_leaf(field, inside) {
                *slot = T::plain(text, field);
                if slot.is_some() {
                    return Ok(());
                }
                self.go_back(start);
            }
        }
        self.any_leaf(field, slot)
    }

    #[cold]
    fn offered_leaf<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if self.is_offered(field) { self.any_leaf(field, slot) } else { Ok(()) }
    }

    /// A single leaf that is not plain, or whose value is not.
    #[cold]
    fn any_leaf<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if self.is_left_to_next(field, slot.is_some())? {
            return Ok(());
        }
        let tag = self.claim(field)?;
        *slot = self.read_leaf(field, 0, tag)?;
        if slot.is_none() {
            self.absent.push(Absent { depth: self.context.depth(), item: self.open().item, name: field.name });
        }
        Ok(())
    }

    /// Goes behind an element that a call has taken, and what white space follows it.
    #[inline(always)]
    fn go_behind(&mut self, rest: &'a [u8]) {
        self.rest = rest;
        self.taken = self.taken.wrapping_add(1);
        self.skip_blanks();
    }

    /// Goes back to an element that the call has to look at more carefully.
    #[cold]
    fn go_back(&mut self, start: &'a [u8]) {
        self.rest = start;
        self.taken = self.taken.wrapping_sub(1);
    }

    fn leaf_item<T: Leaf<'a>>(&mut self, field: &Field, tag: Option<Tag<'a>>, items: &mut Vec<T>) -> Result<()> {
        let number = items.len().saturating_add(1);
        self.check_items(field, number, tag)?;
        if tag.is_none()
            && let Some(inside) = self.rest.get(field.open.len()..)
        {
            let start = self.rest;
            if let Some(text) = self.plain_leaf(field, inside) {
                if let Some(value) = T::plain(text, field) {
                    items.push(value);
                    return Ok(());
                }
                self.go_back(start);
            }
        }
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
            if let Some(inside) = self.rest.get(field.open.len()..)
                && let Some(text) = self.plain_leaf(field, inside)
            {
                return self.value(field, Place::Child(number), Cow::Borrowed(text), start);
            }
            if T::FORM != Form::Raw
                && let Some((text, rest)) = self.resolved_leaf(field)
            {
                let value = self.value(field, Place::Child(number), text, start)?;
                self.go_behind(rest);
                return Ok(value);
            }
        }
        self.careful_leaf(field, number, tag)
    }

    /// Reads the element at the cursor when nothing in its text needs work; `inside` stands behind its start tag. Not generic, because every
    /// type of value shares it.
    fn plain_leaf(&mut self, field: &Field, inside: &'a [u8]) -> Option<&'a str> {
        let length = scan::plain_length(inside);
        let rest = scan::behind(inside.get(length..)?, field.close)?;
        let start = self.text.len().wrapping_sub(inside.len());
        let text = self.text.get(start..start.wrapping_add(length)).filter(|text| text.len() <= self.context.policy.limits.text)?;
        self.go_behind(rest);
        Some(text)
    }

    /// The same where references or CR have to be resolved; `None` as well where they cannot be, for the careful path to say why.
    #[cold]
    fn resolved_leaf(&self, field: &Field) -> Option<(Cow<'a, str>, &'a [u8])> {
        let from = self.position().checked_add(field.open.len())?;
        let inside = self.text.as_bytes().get(from..)?;
        let length = memchr::memchr(b'<', inside).filter(|length| *length <= self.context.policy.limits.text)?;
        let rest = inside.get(length..)?.strip_prefix(field.close.as_bytes())?;
        let text = self.text.get(from..from.checked_add(length)?)?;
        Some((markup::resolved(text).ok()?, rest))
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
        let value = if content.nil { None } else { self.value(field, Place::Child(number), content.text, position)? };
        self.skip_blanks();
        Ok(value)
    }

    /// Text that needs no work, up to the next `<`, and what follows it; `None` where a reference or a CR stands in it.
    #[inline]
    fn plain_text(&self, inside: &'a [u8]) -> Option<(&'a str, &'a [u8])> {
        let length = scan::plain_length(inside);
        let rest = inside.get(length..)?;
        let start = self.text.len().wrapping_sub(inside.len());
        let text = self.text.get(start..start.wrapping_add(length))?;
        (rest.first() == Some(&b'<') && length <= self.context.policy.limits.text).then_some((text, rest))
    }

    /// Makes a value of a text.
    fn value<T: Leaf<'a>>(&mut self, field: &Field, place: Place, text: Cow<'a, str>, position: usize) -> Result<Option<T>> {
        let mut remarks = Remarks::default();
        let value =
            T::read(text, field, &mut remarks).map_err(|error| DecodeError::new(self.place(field, place, position), error.into()))?;
        if !remarks.is_empty() {
            let location = self.place(field, place, position);
            self.context.remark(location, remarks)?;
        }
        Ok(value)
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
        let from = self.open().attributes_from;
        let own = self.attributes.get_mut(from..).unwrap_or_default();
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
        self.change(|open| open.item = before.saturating_add(1));
    }

    fn check_group(&self, before: usize) -> Result<()> {
        let allowed = self.context.policy.limits.items;
        let location = || self.context.location(self.here());
        if before < allowed { Ok(()) } else { Err(self.context.limit(location(), "list length", allowed)) }
    }

    #[inline]
    pub(super) fn check_items(&self, field: &Field, number: usize, tag: Option<Tag<'a>>) -> Result<()> {
        let allowed = self.context.policy.limits.items;
        if number <= allowed {
            return Ok(());
        }
        let position = tag.map_or(self.position(), |tag| tag.start);
        Err(self.context.limit(self.context.child(field.name, number, position), "list length", allowed))
    }

    /// Where the next child stands: the same place on both paths, whatever was compared before.
    fn here(&self) -> usize {
        let blanks = scan::blank_length(self.rest);
        self.pending.map_or(self.position().saturating_add(blanks), |tag| tag.start)
    }
}
