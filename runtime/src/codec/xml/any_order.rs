//! Children that stand in any order: each is looked up by its name.
//!
//! Which call takes a child no processor foresees, and finding out costs as much as reading it. So children are gathered first, each by its place, and
//! then read in the order of the schema, in which the last element was read too. Those that are no plain leaves are read as they come.

use super::children::Children;
use super::gathered::{FoundText, Gathered};
use super::markup::Tag;
use super::order::Order;
use super::plain_element::{Ends, PlainElement};
use super::source::{Mode, Open, XmlSource};
use crate::codec::places::{Place, PlaceSet};
use crate::codec::{Field, Result};
use crate::value::{Leaf, Remarks};
use std::borrow::Cow;

impl<'a> XmlSource<'a> {
    /// Offers the children of the open element to `record` until the end tag, when one call of `read` was not enough.
    pub(super) fn children(&mut self, field: &Field, record: &mut dyn Children<'a>) -> Result<()> {
        let mut order = Order::default();
        // Where the record was not offered the children in schema order yet, it still can be.
        let mut offered = self.order.is_of(field).then(|| self.taken.wrapping_sub(1));
        loop {
            let place = match self.open().home {
                Mode::Fast if !record.places().is_empty() => self.plain_children(field, record, &mut order)?,
                Mode::Fast | Mode::Offer | Mode::Wait => None,
            };
            if self.other_child(field, record, place, &mut order, &mut offered)? {
                return Ok(());
            }
        }
    }

    /// Offers the child at the cursor to the call of this place; says whether it was taken.
    #[inline(always)]
    fn child_at(&mut self, record: &mut dyn Children<'a>, place: Place) -> Result<bool> {
        let taken = self.taken;
        record.read_one(self, place.index())?;
        Ok(self.taken != taken)
    }

    /// Reads the children from the cursor on, up to one that no call takes at once. Gives the only place of that one, if it is known.
    fn plain_children(&mut self, field: &Field, record: &mut dyn Children<'a>, order: &mut Order) -> Result<Option<Place>> {
        let mut gathered = Gathered::new(self.rest, self.order.apart(field));
        let depth = self.context.depth();
        let other = self.gather(record, order, &mut gathered);
        if other.is_err() {
            self.leave_to(depth)?;
        }
        let rest = self.rest.len();
        // These stand before whatever it is that was not gathered, and an error in them before one in that.
        let left = self.read_gathered(record, &mut gathered)?;
        if left != PlaceSet::default() {
            self.read_left(field, record, &gathered, left)?;
        }
        Ok(other?.filter(|_| self.rest.len() == rest))
    }

    /// Leaves the elements in which an error was found, up to one that is so deep.
    #[cold]
    fn leave_to(&mut self, depth: usize) -> Result<()> {
        (self.pending, self.start_tag) = (None, None);
        while self.context.depth() > depth {
            self.leave()?;
        }
        Ok(())
    }

    /// Gathers plain children and reads others, up to one that no call takes at once, or that has to be read behind one that waits.
    fn gather(&mut self, record: &mut dyn Children<'a>, order: &mut Order, gathered: &mut Gathered<'a>) -> Result<Option<Place>> {
        let places = record.places();
        // Copies, which stay in registers.
        let (mut rest, mut so_far) = (self.rest, *order);
        let other = loop {
            let bytes = rest.as_bytes();
            if let Some(ends) = Ends::find(bytes)
                && let Some(place) = places.guess_by(ends.head, bytes)
                && let Some(tag) = places.tag(place)
                && let Some(element) = PlainElement::named(bytes, ends, tag)
                && gathered.note(place, rest, element)
            {
                rest = self.indent.skip(rest.get(element.length..).unwrap_or_default());
                so_far.note(place);
                continue;
            }
            let Some(place) = places.guess(bytes) else { break Ok(None) };
            self.rest = rest;
            match if gathered.has(place) { Ok(false) } else { self.child_at(record, place) } {
                Ok(true) => rest = self.rest,
                Ok(false) => break Ok(Some(place)),
                Err(error) => break Err(error),
            }
            so_far.note(place);
        };
        (self.rest, *order) = (rest, so_far);
        other
    }

    /// Reads the children that wait, by their texts alone. Gives the places of those that could not be read so.
    fn read_gathered(&mut self, record: &mut dyn Children<'a>, gathered: &mut Gathered<'a>) -> Result<PlaceSet> {
        let mut left = PlaceSet::default();
        // Only calls for leaves look at what was found; for others nothing stands at the cursor.
        self.mode = Mode::Wait;
        gathered.take().try_each(|place| {
            self.found = gathered.text(place);
            record.read_one(self, place.index())?;
            if self.found.is_some() {
                left.insert(place);
            }
            Ok(())
        })?;
        self.found = None;
        self.mode = Mode::Fast;
        Ok(left)
    }

    /// Reads the children of these places, which were gathered, as they stand in the document.
    #[cold]
    fn read_left(&mut self, field: &Field, record: &mut dyn Children<'a>, gathered: &Gathered<'a>, mut left: PlaceSet) -> Result<()> {
        let (behind, name) = (self.rest, self.open().name);
        while let Some(place) = left.min_by_key(|place| gathered.start(*place)) {
            left.remove(place);
            self.order.set_apart(field, place);
            self.rest = gathered.child(place, record.places());
            if !self.child_at(record, place)?
                && let Some(tag) = self.look(name)?
            {
                self.offer(tag, record)?;
            }
        }
        // The last one may be the first of a list, of which the others were read as well.
        if behind.len() < self.rest.len() {
            self.rest = behind;
        }
        Ok(())
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
                    self.order.end(field, *order);
                    return Ok(true);
                }
                [b'<', b'!' | b'?', ..] => self.skip_all_comments(),
                _ => false,
            };
            if let Some(place) = place.or_else(|| record.places().guess(self.rest.as_bytes()))
                && self.child_at(record, place)?
            {
                order.note(place);
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
    pub(super) fn leaf_by_name<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        let Some(text) = self.found else { return self.other_found(field, slot) };
        if slot.is_some() || self.is_absent(field) {
            return Ok(());
        }
        let Some(value) = T::plain_start(text.document, text.length, field) else { return self.other_text(field, slot) };
        *slot = Some(value);
        self.found = None;
        self.taken = self.taken.wrapping_add(1);
        Ok(())
    }

    /// The same where the value is not plain, but nothing is to be said of it; or there is none.
    #[inline(never)]
    fn other_text<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        let mut remarks = Remarks::default();
        if let Some(FoundText { document, length }) = self.found
            && let Some(text) = document.get(..length)
            && let Ok(value) = T::read(Cow::Borrowed(text), field, &mut remarks)
            && remarks.is_empty()
        {
            self.note_absent(field, value.is_none());
            *slot = value;
            self.found = None;
            self.taken = self.taken.wrapping_add(1);
        }
        Ok(())
    }

    /// Offers a tag to the calls of `record`: to the one of its name, to all by their exact name, then in any case. What nobody takes is unknown.
    #[cold]
    fn offer(&mut self, tag: Tag<'a>, record: &mut dyn Children<'a>) -> Result<()> {
        self.pending = Some(tag);
        if !self.careful
            && let Some(place) = record.places().find_name(tag.local)
        {
            (self.mode, self.exact) = (Mode::Offer, true);
            self.child_at(record, place)?;
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
