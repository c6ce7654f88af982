//! Start tags whose attributes stand in the order of the schema: each is read where it stands, by the call that asks for it, and none is kept.
//!
//! The cursor stays inside the start tag while that goes well. No call for a child finds anything there, so nothing but the first attribute
//! that is not the expected one has to be noticed: then the tag is read as a whole, and the attributes that calls have taken are marked.

use super::children::Children;
use super::scan;
use super::source::{Mode, Open, XmlSource};
use crate::codec::{Field, Result};
use crate::value::Leaf;

/// The element whose start tag is being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct StartTag {
    name: &'static str,
    /// The item of a list that it is, counted from one; zero elsewhere.
    number: usize,
    /// How many of its attributes calls have taken, with the one that no call asks for.
    taken: usize,
}

/// The attribute with which the roots of most messages begin, and of which there is nothing to say.
const INSTANCE: &str = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

impl<'a> XmlSource<'a> {
    /// Whether an attribute follows the name of `field`, whose start tag stands at the cursor, and the element is within the limits.
    pub(super) fn is_attribute_next(&self, field: &Field) -> bool {
        let behind_name = self.rest.as_bytes().get(field.open.len().wrapping_sub(1)..);
        self.mode == Mode::Fast
            && matches!(behind_name, Some([b' ', b'A'..=b'Z' | b'a'..=b'z', ..]))
            && self.context.depth() < self.context.policy.limits.depth
    }

    /// Reads a child element of which [`XmlSource::is_attribute_next`] holds.
    pub(super) fn child_with_attributes(&mut self, field: &Field, number: usize, record: &mut dyn Children<'a>) -> Result<()> {
        let rest = self.rest.get(field.open.len().wrapping_sub(1)..).unwrap_or_default();
        let attributes_from = self.attributes.len();
        let open = Open { name: field.name, left: rest.len(), attributes_from, untouched: true, ..Open::DOCUMENT };
        self.context.push(field.name, number, open);
        let behind_namespace = scan::behind(rest, INSTANCE);
        self.start_tag = Some(StartTag { name: field.name, number, taken: usize::from(behind_namespace.is_some()) });
        self.rest = behind_namespace.unwrap_or(rest);
        record.read_all(self)?;
        self.finish_element(field, record)?;
        record.end(self)?;
        self.leave()
    }

    /// Reads the attribute of `field` in the start tag at the cursor.
    #[inline(never)]
    pub(super) fn attribute_at_cursor<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if slot.is_none()
            && let Some((text, rest)) = self.expected_attribute(field)
            && let Some(value) = T::plain(text, field)
        {
            *slot = Some(value);
            return self.go_behind_attribute(rest);
        }
        self.whole_start_tag()?;
        self.attribute_of_open(field, slot)
    }

    /// The text of the next attribute, if that is the one of `field`, and what follows it.
    #[inline(never)]
    fn expected_attribute(&self, field: &Field) -> Option<(&'a str, &'a str)> {
        let equals = field.name.len().wrapping_add(1);
        let bytes = self.rest.as_bytes();
        let is_expected = matches!(bytes.get(equals..), Some([b'=', b'"', ..])) && scan::same(bytes.get(1..equals)?, field.name.as_bytes());
        let inside = self.rest.get(equals.wrapping_add(2)..).filter(|_| is_expected && bytes.first() == Some(&b' '))?;
        let length = scan::value_length(inside.as_bytes(), b'"');
        let rest = inside.get(length.wrapping_add(1)..).filter(|_| inside.as_bytes().get(length) == Some(&b'"'))?;
        Some((inside.get(..length)?, rest))
    }

    /// Goes behind an attribute that a call has taken.
    #[inline(never)]
    fn go_behind_attribute(&mut self, rest: &'a str) -> Result<()> {
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
