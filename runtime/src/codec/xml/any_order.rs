//! Children that stand in any order: each is looked up by its name.
//!
//! Which call takes a child is known late, behind a hash of its name, and no processor foresees it. So the text of the child is found before
//! that call, by its own tags alone: the way through the document never waits for a name.

use super::children::Children;
use super::markup::Tag;
use super::order::Order;
use super::plain_element::{self, PlainElement};
use super::scan;
use super::source::{Mode, Open, XmlSource};
use crate::codec::{Field, Places, Result};
use crate::value::Leaf;

/// The child at the cursor, when it is only a name and a text that needs no work.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Found<'a> {
    /// Nothing where the child is something else.
    name: &'a [u8],
    /// What follows its start tag, and how much of that is its text.
    inside: &'a str,
    length: usize,
}

/// The length of the tag that `text` begins with, and the only place of its field.
#[inline(always)]
fn tag_and_place(places: &Places, text: &str) -> Option<(usize, usize)> {
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
    fn expected_children(&mut self, record: &mut dyn Children<'a>, order: &mut Order) -> Result<Option<usize>> {
        while let Some(place) = self.order.expected(order) {
            if !self.child_at(record, place, Found::default())? {
                break;
            }
            self.order.note(order, place);
        }
        Ok(None)
    }

    /// Offers the child at the cursor to the call of this place, with its text if that was found; says whether it was taken.
    #[inline(always)]
    fn child_at(&mut self, record: &mut dyn Children<'a>, place: usize, found: Found<'a>) -> Result<bool> {
        // Each time: what was found before may be of a child inside another one.
        self.found = found;
        let taken = self.taken;
        record.read_one(self, place)?;
        Ok(self.taken != taken)
    }

    /// Reads the plain children from the cursor on, up to one that is not, or that no call takes. Gives the only place of that one, if it is known.
    fn plain_children(&mut self, record: &mut dyn Children<'a>, order: &mut Order) -> Result<Option<usize>> {
        let places = record.places();
        let mut child = tag_and_place(places, self.rest);
        // A copy, which stays in registers.
        let mut so_far = *order;
        let other = loop {
            let Some((tag, place)) = child else { break None };
            let Some(PlainElement { name, inside, text, length }) = PlainElement::at(self.rest, tag) else { break Some(place) };
            let behind = scan::behind_blanks(self.rest.get(length..).unwrap_or_default());
            // The next child is looked up before this one is read, for which no processor knows where to go.
            child = tag_and_place(places, behind);
            if !self.child_at(record, place, Found { name, inside, length: text })? {
                break Some(place);
            }
            so_far.note(place);
            if !self.found.name.is_empty() {
                break None;
            }
            self.rest = behind;
        };
        *order = so_far;
        Ok(other)
    }

    /// Reads the child at the cursor, whatever it is; says whether there was none.
    fn other_child(
        &mut self,
        field: &Field,
        record: &mut dyn Children<'a>,
        place: Option<usize>,
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
                && self.child_at(record, place, Found::default())?
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

    /// A single leaf that was looked up by its name.
    #[inline(never)]
    pub(super) fn text_of_found<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        if slot.is_none()
            && self.absent.is_empty()
            && let Some(value) = T::plain_start(self.found.inside, self.found.length, field)
        {
            *slot = Some(value);
            self.taken = self.taken.wrapping_add(1);
            // The cursor is moved by who found it.
            self.found.name = &[];
            return Ok(());
        }
        self.other_found(field, slot)
    }

    /// Whether the child at the cursor is one of `field` whose text was found.
    #[inline(always)]
    pub(super) fn is_found(&self, field: &Field) -> bool {
        self.found.name == field.name.as_bytes()
    }

    /// Offers a tag to the calls of `record`: to the one of its name, to all by their exact name, then in any case. What nobody takes is unknown.
    #[cold]
    fn offer(&mut self, tag: Tag<'a>, record: &mut dyn Children<'a>) -> Result<()> {
        self.pending = Some(tag);
        if !self.careful
            && let Some(place) = record.places().find_name(tag.local)
        {
            (self.mode, self.exact) = (Mode::Offer, true);
            self.child_at(record, place, Found::default())?;
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
