//! Elements and attributes with a value. The fast path takes the texts that need no work, and the rest of the file all others.

use super::children::List;
use super::markup::{self, Tag};
use super::scan;
use super::source::{Absent, Mode, XmlSource};
use crate::codec::{DecodeError, Field, FindingKind, Location, Result};
use crate::value::{Form, Leaf, Remarks, Values};
use std::borrow::Cow;

/// Where a value stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// In a child element; items of a list count from one.
    Child(usize),
    /// In an attribute.
    Attribute,
    /// In the open element itself.
    Own,
}

/// What follows the start tag of `field`, with which `ahead` begins, where nothing stands behind its name.
#[inline(always)]
pub(super) fn inside_plain<'a>(field: &Field, ahead: &'a str) -> Option<&'a str> {
    let length = field.open.len();
    if ahead.as_bytes().get(length.wrapping_sub(1)) == Some(&b'>') { ahead.get(length..) } else { None }
}

/// What follows the end tag of `field`, if `text` begins with it as [`Field::is_closed_by`] sees it.
#[inline(always)]
pub(super) fn behind_close<'t>(field: &Field, text: &'t str) -> Option<&'t str> {
    if field.is_closed_by(text.as_bytes()) { text.get(field.close.len()..) } else { None }
}

impl<'a> XmlSource<'a> {
    // Nothing but a return stands behind the calls in these two, so that nothing is kept for later on the way to them.

    /// A single leaf that may be `ahead`.
    #[inline(never)]
    pub(super) fn leaf_here<T: Leaf<'a>>(&mut self, field: &Field, ahead: &'a str, slot: &mut Option<T>) -> Result<()> {
        let Some(inside) = inside_plain(field, ahead) else { return self.perhaps_leaf(field, slot) };
        if slot.is_some() || !self.absent.is_empty() {
            return self.any_leaf(field, slot);
        }
        match scan::short_plain_length(inside.as_bytes()) {
            Some(length) => self.leaf_of(field, inside, length, slot),
            None => self.long_leaf(field, inside, slot),
        }
    }

    /// The same with a text that is longer than most.
    #[inline(never)]
    fn long_leaf<T: Leaf<'a>>(&mut self, field: &Field, inside: &'a str, slot: &mut Option<T>) -> Result<()> {
        let length = scan::more_plain_length(inside.as_bytes());
        if length > self.context.policy.limits.text {
            return self.any_leaf(field, slot);
        }
        self.leaf_of(field, inside, length, slot)
    }

    /// The first single leaf of its name, with so many bytes of text that needs no work.
    #[inline(always)]
    fn leaf_of<T: Leaf<'a>>(&mut self, field: &Field, inside: &'a str, length: usize, slot: &mut Option<T>) -> Result<()> {
        if inside.as_bytes().get(length) != Some(&b'<') {
            return self.escaped_leaf(field, inside, length, slot);
        }
        let read = inside.split_at_checked(length).filter(|(_, rest)| field.is_closed_by(rest.as_bytes()));
        let Some((text, rest)) = read else { return self.any_leaf(field, slot) };
        let Some(value) = T::plain_start(inside, length, field) else { return self.read_plain_leaf(field, text, slot) };
        *slot = Some(value);
        self.taken = self.taken.wrapping_add(1);
        self.stand_behind_first(rest, field.close.len())
    }

    /// The first single leaf of its name, when its text is plain up to `length` alone.
    #[inline(never)]
    fn escaped_leaf<T: Leaf<'a>>(&mut self, field: &Field, inside: &'a str, length: usize, slot: &mut Option<T>) -> Result<()> {
        let Some(value) = self.escaped_value(field, inside, length) else { return self.any_leaf(field, slot) };
        *slot = Some(value);
        Ok(())
    }

    /// The value of such a text, when nothing is to be said of it; the cursor moves behind its element then.
    #[inline(always)]
    fn escaped_value<T: Leaf<'a>>(&mut self, field: &Field, inside: &'a str, length: usize) -> Option<T> {
        if !T::KEEPS_TEXT {
            return None;
        }
        let (text, rest) = self.resolved_text(field, inside, length)?;
        let value = T::plain_owned(text, field)?;
        self.go_behind(rest);
        Some(value)
    }

    /// The same for an item of a list.
    #[inline(never)]
    fn escaped_item<T: Leaf<'a>>(&mut self, field: &Field, inside: &'a str, length: usize) -> Option<T> {
        self.escaped_value(field, inside, length)
    }

    /// A text that is plain up to `length`, with all behind that resolved, and what follows its element.
    #[inline(always)]
    fn resolved_text(&self, field: &Field, inside: &'a str, length: usize) -> Option<(String, &'a str)> {
        let behind = inside.get(length..)?;
        let end = length.wrapping_add(scan::text_length(behind.as_bytes()));
        let rest = behind_close(field, inside.get(end..)?).filter(|_| end <= self.context.policy.limits.text)?;
        Some((markup::resolved_from(inside, length, end).ok()?, rest))
    }

    /// The same when its value is not, or something has to be said of it.
    #[cold]
    fn read_plain_leaf<T: Leaf<'a>>(&mut self, field: &Field, text: &'a str, slot: &mut Option<T>) -> Result<()> {
        let length = field.open.len().saturating_add(text.len()).saturating_add(field.close.len());
        let rest = self.rest.get(length..).unwrap_or_default();
        self.keep_value(field, text.into(), rest, slot)
    }

    /// Keeps the value of a text, and goes behind its element.
    #[inline(always)]
    fn keep_value<T: Leaf<'a>>(&mut self, field: &Field, text: Cow<'a, str>, rest: &'a str, slot: &mut Option<T>) -> Result<()> {
        *slot = self.resolved_value(field, 0, text, rest)?;
        self.note_absent(field, slot.is_none());
        Ok(())
    }

    /// A single leaf that may stand here, with something behind its name or offered.
    #[inline(never)]
    fn perhaps_leaf<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if !self.stands_at(field) {
            return Ok(());
        }
        if slot.is_none()
            && self.absent.is_empty()
            && let Some(rest) = self.behind_empty(field)
        {
            self.rest = rest;
            self.taken = self.taken.wrapping_add(1);
            *slot = self.value(field, Place::Child(0), Cow::Borrowed(""), self.position())?;
            self.note_absent(field, slot.is_none());
            return self.stand_behind(rest);
        }
        self.any_leaf(field, slot)
    }

    /// What follows `<Name/>`, if that stands at the cursor: what many systems write for each field without a value.
    #[inline(always)]
    fn behind_empty(&self, field: &Field) -> Option<&'a str> {
        let behind_name = self.rest.get(field.open.len().wrapping_sub(1)..).filter(|_| self.mode == Mode::Fast)?;
        behind_name.strip_prefix("/>")
    }

    /// A single leaf that was looked up by its name, and is not plain.
    #[inline(never)]
    pub(super) fn other_found<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        match self.mode {
            Mode::Fast if self.is_next(field) => self.leaf_here(field, self.rest, slot),
            Mode::Fast => Ok(()),
            Mode::Offer | Mode::Wait => self.perhaps_leaf(field, slot),
        }
    }

    /// A single leaf that is not plain, or whose value is not.
    #[cold]
    fn any_leaf<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if self.is_left_to_next(field, slot.is_some())? {
            return Ok(());
        }
        let tag = self.claim(field)?;
        *slot = self.read_leaf(field, 0, tag.as_ref())?;
        self.note_absent(field, slot.is_none());
        Ok(())
    }

    /// Notes a single element that was there without a value.
    pub(super) fn note_absent(&mut self, field: &Field, absent: bool) {
        if absent {
            self.absent.push(Absent { depth: self.context.depth(), item: self.open().item, name: field.name });
        }
    }

    /// Goes behind an element that a call has taken, and what white space follows it.
    #[inline(always)]
    fn go_behind(&mut self, rest: &'a str) {
        self.rest = self.indent.skip(rest);
        self.taken = self.taken.wrapping_add(1);
    }

    /// Values side by side that may be `ahead`.
    #[inline(never)]
    pub(super) fn leaves_here<T: Leaf<'a>>(&mut self, field: &Field, ahead: &'a str, slot: &mut Values<T>) -> Result<()> {
        let Some(inside) = inside_plain(field, ahead) else { return self.any_items(field, slot) };
        // Most lists of values have one.
        if slot.is_empty()
            && let Some(value) = self.plain_item(field, inside, 0)
        {
            slot.push(value);
            if !self.is_next(field) {
                return Ok(());
            }
            if !self.is_only_name(field) {
                return self.any_items(field, slot);
            }
        }
        self.plain_items(field, slot)
    }

    /// Makes room for those that are likely to follow.
    #[inline(never)]
    fn make_room_for_values<T>(&self, field: &Field, items: &mut Values<T>) {
        let likely = if items.len() == 1 { self.lengths.first::<T>(field).saturating_sub(1).max(1) } else { self.likely_more(items.len()) };
        items.make_room(likely);
    }

    /// The next value of a list behind `before` others, when nothing is to be said of it; the cursor moves behind its element then.
    #[inline(always)]
    fn plain_item<T: Leaf<'a>>(&mut self, field: &Field, inside: &'a str, before: usize) -> Option<T> {
        let limits = self.context.policy.limits;
        if before >= limits.items {
            return None;
        }
        let length = scan::plain_length(inside.as_bytes());
        if inside.as_bytes().get(length) != Some(&b'<') {
            return self.escaped_item(field, inside, length);
        }
        let rest = inside.get(length..).filter(|rest| length <= limits.text && field.is_closed_by(rest.as_bytes()))?;
        let value = T::plain_start(inside, length, field)?;
        self.taken = self.taken.wrapping_add(1);
        self.rest = self.indent.skip(rest.get(field.close.len()..).unwrap_or_default());
        Some(value)
    }

    /// Reads a child element with a value. Its start tag is at the cursor, or was read and is `tag`.
    fn read_leaf<T: Leaf<'a>>(&mut self, field: &Field, number: usize, tag: Option<&Tag<'a>>) -> Result<Option<T>> {
        if tag.is_none() {
            let start = self.text_start(field);
            if let Some(text) = self.rest.get(field.open.len()..).and_then(|inside| self.plain_leaf(field, inside)) {
                if let Some(value) = T::plain(text, field) {
                    return Ok(Some(value));
                }
                return self.value(field, Place::Child(number), Cow::Borrowed(text), start);
            }
            if T::FORM != Form::Raw
                && let Some((text, rest)) = self.resolved_leaf(field)
            {
                return self.resolved_value(field, number, text, rest);
            }
        }
        if let Some(tag) = tag
            && T::FORM != Form::Raw
            && let Some(text) = self.bare_text(tag)
        {
            return self.value(field, Place::Child(number), Cow::Borrowed(text), tag.end);
        }
        self.careful_leaf(field, number, tag)
    }

    /// Reads what is left of an element behind its start tag, when that is only a name and nothing in the text needs work.
    fn bare_text(&mut self, tag: &Tag<'a>) -> Option<&'a str> {
        let (text, rest) = self.plain_text(self.rest).filter(|_| tag.is_bare() && !self.careful)?;
        self.go_behind(markup::behind_end(rest, tag.name)?);
        Some(text)
    }

    /// Reads an element when nothing in its text needs work; `inside` follows its start tag.
    #[inline(always)]
    fn plain_leaf(&mut self, field: &Field, inside: &'a str) -> Option<&'a str> {
        let (text, rest) = self.plain_text(inside)?;
        self.go_behind(scan::behind(rest, field.close)?);
        Some(text)
    }

    /// The same where references or CR have to be resolved, or all of the text is one section of CDATA; `None` as well where they cannot be, for
    /// the careful path to say why.
    #[cold]
    fn resolved_leaf(&self, field: &Field) -> Option<(Cow<'a, str>, &'a str)> {
        let inside = self.rest.get(field.open.len()..)?;
        let limit = self.context.policy.limits.text;
        if let Some(inside) = inside.strip_prefix("<![CDATA[") {
            // The whole text is one section.
            let text = markup::before(inside, "]]>").filter(|text| text.len() <= limit)?;
            let rest = inside.get(text.len()..)?.strip_prefix("]]>")?;
            return Some((markup::line_ends(text), scan::behind(rest, field.close)?));
        }
        let length = scan::text_length(inside.as_bytes());
        let rest = scan::behind(inside.get(length..)?, field.close).filter(|_| length <= limit)?;
        Some((markup::resolved_before(inside, length).ok()?, rest))
    }

    /// Makes a value of a text that was resolved, and goes behind its element.
    #[inline]
    fn resolved_value<T: Leaf<'a>>(&mut self, field: &Field, number: usize, text: Cow<'a, str>, rest: &'a str) -> Result<Option<T>> {
        let value = self.value(field, Place::Child(number), text, self.text_start(field))?;
        self.go_behind(rest);
        Ok(value)
    }

    /// The byte behind the start tag at the cursor, which is only a name.
    fn text_start(&self, field: &Field) -> usize {
        self.position().saturating_add(field.open.len())
    }

    #[cold]
    fn careful_leaf<T: Leaf<'a>>(&mut self, field: &Field, number: usize, tag: Option<&Tag<'a>>) -> Result<Option<T>> {
        let tag = match tag {
            Some(tag) => *tag,
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
    pub(super) fn plain_text(&self, inside: &'a str) -> Option<(&'a str, &'a str)> {
        let length = scan::plain_length(inside.as_bytes());
        let fits = inside.as_bytes().get(length) == Some(&b'<') && length <= self.context.policy.limits.text;
        if fits { inside.split_at_checked(length) } else { None }
    }

    /// Makes a value of a text.
    pub(super) fn value<T: Leaf<'a>>(&mut self, field: &Field, place: Place, text: Cow<'a, str>, position: usize) -> Result<Option<T>> {
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

    /// The attribute of `field` among those of the open element.
    #[inline(always)]
    pub(super) fn attribute_of_open<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if self.attributes.len() == self.open().attributes_from || slot.is_some() { Ok(()) } else { self.read_attribute(field, slot) }
    }

    fn read_attribute<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        let from = self.open().attributes_from;
        let own = self.attributes.get_mut(from..).unwrap_or_default();
        let exact = own.iter().position(|attribute| attribute.is_named(field.name));
        let found = exact.or_else(|| own.iter().position(|attribute| attribute.is_like(field.name)));
        let Some(attribute) = found.and_then(|index| own.get_mut(index)).filter(|attribute| !attribute.taken) else { return Ok(()) };
        attribute.taken = true;
        if let (Some(_), Cow::Borrowed(text)) = (exact, &attribute.value) {
            *slot = T::plain(text, field);
            if slot.is_some() {
                return Ok(());
            }
        }
        let (found, value, position) = (attribute.name, std::mem::take(&mut attribute.value), attribute.position);
        if exact.is_none() && !self.ignore_case {
            let location = self.context.child(&format!("@{}", field.name), 0, position);
            self.context.remark(location, [FindingKind::Respelt { found: found.to_owned(), read_as: field.name.to_owned() }])?;
        }
        *slot = self.value(field, Place::Attribute, value, position)?;
        Ok(())
    }
}

impl<'a, T: Leaf<'a>> List<'a> for Values<T> {
    fn length(&self) -> usize {
        self.len()
    }

    fn read_plain(&mut self, source: &mut XmlSource<'a>, field: &Field) -> Result<()> {
        let inside = source.rest.get(field.open.len()..).unwrap_or_default();
        match source.plain_item(field, inside, self.len()) {
            Some(value) => {
                if self.is_full() {
                    source.make_room_for_values(field, self);
                }
                self.push(value);
                Ok(())
            }
            None => self.read_tagged(source, field, None),
        }
    }

    #[cold]
    fn read_tagged(&mut self, source: &mut XmlSource<'a>, field: &Field, tag: Option<&Tag<'a>>) -> Result<()> {
        let number = self.len().saturating_add(1);
        source.check_items(field, number, tag)?;
        self.extend(source.read_leaf(field, number, tag)?);
        Ok(())
    }
}
