//! Start tags whose attributes stand in the order of the schema: each is read where it stands, by the call that asks for it, and none is kept.
//!
//! The cursor stays inside the start tag while that goes well. No call for a child finds anything there, so nothing but the first attribute
//! that is not the expected one has to be noticed: then the tag is read as a whole, and the attributes that calls have taken are marked.

use super::scan;
use super::source::{Mode, Open, XmlSource};
use crate::codec::{Field, Record, Result};
use crate::value::Leaf;

/// The element whose start tag is being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct StartTag {
    name: &'static str,
    /// The item of a list that it is, counted from one; zero elsewhere.
    number: usize,
    /// How many of its attributes calls have taken.
    taken: usize,
}

impl<'a> XmlSource<'a> {
    /// Whether an attribute follows the name of `field`, whose start tag stands at the cursor, and the element is within the limits.
    pub(super) fn is_attribute_next(&self, field: &Field) -> bool {
        let behind_name = self.rest.as_bytes().get(field.open.len().wrapping_sub(1)..);
        self.mode == Mode::Fast
            && matches!(behind_name, Some([b' ', b'A'..=b'Z' | b'a'..=b'z', ..]))
            && self.context.depth() < self.context.policy.limits.depth
    }

    /// Reads a child element of which [`XmlSource::is_attribute_next`] holds.
    pub(super) fn child_with_attributes<R: Record<'a>>(&mut self, field: &Field, number: usize, record: &mut R) -> Result<()> {
        let rest = self.rest.get(field.open.len().wrapping_sub(1)..).unwrap_or_default();
        let attributes_from = self.attributes.len();
        let open = Open { name: field.name, left: rest.len(), attributes_from, untouched: true, ..Open::DOCUMENT };
        self.context.push(field.name, number, open);
        self.start_tag = Some(StartTag { name: field.name, number, taken: 0 });
        self.rest = rest;
        record.read(self)?;
        self.finish_element(field, record)?;
        record.complete(self)?;
        self.leave()
    }

    /// Reads the attribute of `field` in the start tag at the cursor.
    #[inline(never)]
    pub(super) fn attribute_at_cursor<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        let Some((value, rest)) = self.expected_attribute(field).filter(|_| slot.is_none()) else {
            self.whole_start_tag()?;
            return self.attribute_of_open(field, slot);
        };
        *slot = Some(value);
        match rest.as_bytes() {
            [b'>', ..] => {
                let inside = rest.get(1..).unwrap_or_default();
                self.start_tag = None;
                self.change(|open| open.left = inside.len());
                self.stand_behind(inside)
            }
            [b'/', b'>', ..] => {
                self.rest = rest.get(2..).unwrap_or_default();
                self.start_tag = None;
                let left = self.rest.len();
                self.change(|open| (open.left, open.home, open.empty) = (left, Mode::Wait, true));
                self.mode = Mode::Wait;
                Ok(())
            }
            next => {
                self.rest = rest;
                let is_space = next.first() == Some(&b' ');
                self.start_tag.iter_mut().for_each(|tag| tag.taken = tag.taken.wrapping_add(1));
                if is_space { Ok(()) } else { self.whole_start_tag() }
            }
        }
    }

    /// The value of the next attribute, if that is the one of `field` and nothing is to be said of it, and what follows it.
    #[inline(always)]
    fn expected_attribute<T: Leaf<'a>>(&self, field: &Field) -> Option<(T, &'a str)> {
        let (name, rest) = self.rest.strip_prefix(' ')?.split_at_checked(field.name.len())?;
        if !scan::same(name.as_bytes(), field.name.as_bytes()) {
            return None;
        }
        let inside = rest.strip_prefix("=\"")?;
        let (text, rest) = inside.split_at_checked(scan::value_length(inside.as_bytes(), b'"'))?;
        Some((T::plain(text, field)?, rest.strip_prefix('"')?))
    }

    /// Reads the start tag at the cursor as a whole, if it is not read yet.
    #[inline]
    pub(super) fn whole_start_tag(&mut self) -> Result<()> {
        match self.start_tag.take() {
            Some(tag) => self.read_start_tag(tag),
            None => Ok(()),
        }
    }

    #[cold]
    fn read_start_tag(&mut self, tag: StartTag) -> Result<()> {
        let StartTag { name, number, taken } = tag;
        // As if the element had not been entered: errors in the tag belong to the one around it.
        let left = self.context.pop().map_or(0, |open| open.left);
        let length = name.len().saturating_add(1);
        self.go_to(self.text.len().saturating_sub(left).saturating_sub(length));
        let tag = self.tag_of(length)?;
        self.enter(name, number, &tag)?;
        let from = self.open().attributes_from;
        let own = self.attributes.get_mut(from..).unwrap_or_default();
        own.iter_mut().take(taken).for_each(|attribute| attribute.taken = true);
        Ok(())
    }
}
