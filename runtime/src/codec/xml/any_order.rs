//! Children that stand in any order: each is looked up by its name.
//!
//! Which call takes a child is known late, behind a hash of its name, and no processor foresees it. So the text of the child is found before
//! that call, by its own tags alone: the way through the document never waits for a name.

use super::children::Children;
use super::markup::Tag;
use super::order::Order;
use super::plain_element::{self, PlainElement};
use super::source::{Mode, Open, XmlSource};
use crate::codec::places::Place;
use crate::codec::{Field, Places, Result};
use crate::value::Leaf;

/// The length of the tag that `text` begins with, and the only place of its field.
#[inline(always)]
fn tag_and_place(places: &Places, text: &str) -> Option<(usize, Place)> {
    let (tag, head) = plain_element::tag(text.as_bytes())?;
    Some((tag, places.guess_by(head, text.as_bytes())?))
}

impl<'a> XmlSource<'a> {
    /// Offers the children of the open element to `record` until the end tag, when one call of `read` was not enough.
    pub(super) fn children(&mut self, field: &Field, record: &mut dyn Children<'a>) -> Result<()> {
        let mut order = self.order.begin(field);
        // Where the record was not offered the children in schema order yet, it still can be.
        let mut offered = self.order.is_of(field).then(|| self.taken.wrapping_sub(1));
        loop {
            let place = match self.open().home {
                Mode::Fast if order.learns() => self.expected_children(record, &mut order)?,
                Mode::Fast => self.plain_children(record, &mut order)?,
                Mode::Offer | Mode::Wait => None,
            };
            if self.other_child(field, record, place, &mut order, &mut offered)? {
                return Ok(());
            }
        }
    }

    /// Reads children as long as they come in the order that was learnt. The place of the one that does not is not known.
    fn expected_children(&mut self, record: &mut dyn Children<'a>, order: &mut Order) -> Result<Option<Place>> {
        while let Some(place) = self.order.expected(order) {
            if !self.child_at(record, place, None)? {
                break;
            }
            self.order.note(order, place);
        }
        Ok(None)
    }

    /// Offers the child at the cursor to the call of this place, with the length of its text if that was found; says whether it was taken.
    #[inline(always)]
    fn child_at(&mut self, record: &mut dyn Children<'a>, place: Place, found: Option<u8>) -> Result<bool> {
        // Each time: what was found before may be of a child inside another one.
        self.found = found;
        let taken = self.taken;
        record.read_one(self, place.index())?;
        Ok(self.taken != taken)
    }

    /// Reads the children from the cursor on, up to one that no call takes at once. Gives the only place of that one, if it is known.
    fn plain_children(&mut self, record: &mut dyn Children<'a>, order: &mut Order) -> Result<Option<Place>> {
        let places = record.places();
        let mut child = tag_and_place(places, self.rest);
        // A copy, which stays in registers.
        let mut so_far = *order;
        let other = loop {
            let Some((tag, place)) = child else { break None };
            let here = self.rest;
            let Some(PlainElement { text, length }) = PlainElement::at(here, tag) else {
                if !self.child_at(record, place, None)? {
                    break Some(place);
                }
                so_far.note(place);
                child = tag_and_place(places, self.rest);
                continue;
            };
            let behind = self.indent.skip(here.get(length..).unwrap_or_default());
            // The next child is looked up before this one is read, for which no processor knows where to go.
            child = tag_and_place(places, behind);
            if !self.child_at(record, place, Some(text))? {
                break Some(place);
            }
            so_far.note(place);
            if self.rest.len() == here.len() {
                self.rest = behind;
            } else {
                // Not a leaf, or not as simple: its call went on by itself, perhaps over more than this child.
                child = tag_and_place(places, self.rest);
            }
        };
        *order = so_far;
        Ok(other)
    }

    /// Reads the child at the cursor, whatever it is; says whether there was none.
    fn other_child(
        &mut self,
        field: &Field,
        record: &mut dyn Children<'a>,
        place: Option<Place>,
        order: &mut Order,
        offered: &mut Option<usize>,
    ) -> Result<bool> {
        let Open { name, home, exact, .. } = *self.open();
        if home == Mode::Fast {
            let skipped = match self.rest.as_bytes() {
                [b'<', b'/', ..] if self.is_closed(field) => {
                    self.order.end(field, order);
                    return Ok(true);
                }
                [b'<', b'!' | b'?', ..] => self.skip_all_comments(),
                _ => false,
            };
            if let Some(place) = place.or_else(|| record.places().guess(self.rest.as_bytes()))
                && self.child_at(record, place, None)?
            {
                self.order.note(order, place);
                return Ok(false);
            }
            // As long as calls take something, the rest may follow the schema as well; where elements have prefixes none will.
            if skipped || (exact && offered.is_some_and(|offered| offered != self.taken)) {
                *offered = Some(self.taken);
                record.read_all(self)?;
                return Ok(false);
            }
            *offered = Some(self.taken);
        }
        let Some(tag) = self.look(name)? else { return Ok(true) };
        self.offer(tag, record)?;
        Ok(false)
    }

    /// A single leaf that stands at the cursor, where its text was found.
    #[inline(never)]
    pub(super) fn text_of_found<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if slot.is_none()
            && self.absent.is_empty()
            && let Some(length) = self.found
            && let Some(inside) = self.rest.get(field.open.len()..)
            && let Some(value) = T::plain_start(inside, usize::from(length), field)
        {
            *slot = Some(value);
            self.taken = self.taken.wrapping_add(1);
            // The cursor stays, and is moved by who found the text.
            return Ok(());
        }
        self.other_found(field, slot)
    }

    /// Whether the plain start tag of `field` stands at the cursor.
    #[inline(always)]
    pub(super) fn is_found(&self, field: &Field) -> bool {
        self.rest.as_bytes().starts_with(field.open.as_bytes())
    }

    /// Offers a tag to the calls of `record`: to the one of its name, to all by their exact name, then in any case. What nobody takes is unknown.
    #[cold]
    fn offer(&mut self, tag: Tag<'a>, record: &mut dyn Children<'a>) -> Result<()> {
        self.pending = Some(tag);
        if !self.careful
            && let Some(place) = record.places().find_name(tag.local)
        {
            (self.mode, self.exact) = (Mode::Offer, true);
            self.child_at(record, place, None)?;
        }
        for exact in [true, false] {
            if self.pending.is_some() {
                self.mode = Mode::Offer;
                self.exact = exact;
                record.read_all(self)?;
            }
        }
        self.mode = self.open().home;
        match self.pending.take() {
            Some(tag) => self.unknown(tag),
            None => Ok(()),
        }
    }
}
