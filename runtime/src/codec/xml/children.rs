//! Elements that are records, and lists.

use super::leaves::{behind_close, inside_plain};
use super::lengths;
use super::markup::Tag;
use super::source::{Mode, XmlSource};
use crate::codec::{Field, Places, Record, Result};

/// A record as the loop over its children sees it. That loop is compiled once for all records instead of once for each: the code of a large
/// message is larger than what a processor keeps at hand, and every copy pushes another out.
pub(super) trait Children<'a> {
    /// [`Record::read`].
    fn read_all(&mut self, source: &mut XmlSource<'a>) -> Result<()>;

    /// [`Record::PLACES`].
    fn places(&self) -> &'static Places;

    /// [`Record::read_at`].
    fn read_one(&mut self, source: &mut XmlSource<'a>, place: usize) -> Result<()>;

    /// [`Record::complete`].
    fn end(&mut self, source: &mut XmlSource<'a>) -> Result<()>;
}

impl<'a, R: Record<'a>> Children<'a> for R {
    fn read_all(&mut self, source: &mut XmlSource<'a>) -> Result<()> {
        self.read(source)
    }

    fn places(&self) -> &'static Places {
        const { &R::PLACES }
    }

    fn read_one(&mut self, source: &mut XmlSource<'a>, place: usize) -> Result<()> {
        self.read_at(source, place)
    }

    fn end(&mut self, source: &mut XmlSource<'a>) -> Result<()> {
        self.complete(source)
    }
}

impl<'a> XmlSource<'a> {
    /// A single record that may be `ahead`.
    #[inline(never)]
    pub(super) fn record_here<R: Record<'a> + Default>(&mut self, field: &Field, ahead: &'a str, slot: &mut Option<R>) -> Result<()> {
        if slot.is_some() || !self.absent.is_empty() || inside_plain(field, ahead).is_none() {
            return self.any_record(field, slot);
        }
        self.taken = self.taken.wrapping_add(1);
        self.plain_child(field, 0, slot.insert(R::default()))
    }

    #[cold]
    fn any_record<R: Record<'a> + Default>(&mut self, field: &Field, slot: &mut Option<R>) -> Result<()> {
        if self.stands_at(field) && !self.is_left_to_next(field, slot.is_some())? {
            if self.is_attribute_next(field) {
                self.taken = self.taken.wrapping_add(1);
                return self.child_with_attributes(field, 0, slot.insert(R::default()));
            }
            let tag = self.claim(field)?;
            self.taken = self.taken.wrapping_add(1);
            return self.child(field, 0, tag.as_ref(), slot.insert(R::default()));
        }
        Ok(())
    }

    /// Items side by side that may be `ahead`.
    #[inline(never)]
    pub(super) fn items_here(&mut self, field: &Field, ahead: &'a str, slot: &mut dyn List<'a>) -> Result<()> {
        if inside_plain(field, ahead).is_some() { self.plain_items(field, slot) } else { self.any_items(field, slot) }
    }

    /// The same, of which the first has a start tag that is only a name.
    pub(super) fn plain_items(&mut self, field: &Field, slot: &mut dyn List<'a>) -> Result<()> {
        loop {
            slot.read_plain(self, field)?;
            if !self.is_next(field) {
                break;
            }
            if !self.is_only_name(field) {
                self.any_items(field, slot)?;
                break;
            }
        }
        self.lengths.learn(field, slot.length());
        Ok(())
    }

    #[cold]
    pub(super) fn any_items(&mut self, field: &Field, slot: &mut dyn List<'a>) -> Result<()> {
        while self.stands_at(field) {
            slot.read_next(self, field)?;
        }
        Ok(())
    }

    /// Items in an element that may be `ahead`.
    #[inline(never)]
    pub(super) fn list_here<L: List<'a> + Default>(
        &mut self,
        wrapper: &Field,
        field: &Field,
        ahead: &'a str,
        slot: &mut Option<L>,
    ) -> Result<()> {
        if slot.is_some() || !self.absent.is_empty() || inside_plain(wrapper, ahead).is_none() {
            return self.any_list(wrapper, field, slot);
        }
        self.items_inside(wrapper, field, slot.insert(L::default()))
    }

    #[inline(never)]
    fn items_inside(&mut self, wrapper: &Field, field: &Field, items: &mut dyn List<'a>) -> Result<()> {
        self.taken = self.taken.wrapping_add(1);
        self.enter_plain(wrapper, 0)?;
        while self.is_plain_next(field) {
            items.read_plain(self, field)?;
        }
        match behind_close(wrapper, self.rest) {
            Some(rest) => self.rest = rest,
            None => self.more_items(wrapper, field, items)?,
        }
        self.lengths.learn(field, items.length());
        self.leave_plain()
    }

    #[cold]
    fn any_list<L: List<'a> + Default>(&mut self, wrapper: &Field, field: &Field, slot: &mut Option<L>) -> Result<()> {
        if self.stands_at(wrapper) && !self.is_left_to_next(wrapper, slot.is_some())? {
            return self.any_items_inside(wrapper, field, slot.insert(L::default()));
        }
        Ok(())
    }

    #[inline(never)]
    fn any_items_inside(&mut self, wrapper: &Field, field: &Field, items: &mut dyn List<'a>) -> Result<()> {
        let tag = self.claim(wrapper)?;
        self.taken = self.taken.wrapping_add(1);
        match tag {
            None => self.enter_plain(wrapper, 0)?,
            Some(tag) => self.enter(wrapper.name, 0, &tag)?,
        }
        self.more_items(wrapper, field, items)?;
        self.lengths.learn(field, items.length());
        self.leave()
    }

    /// Reads the items of the open list up to the end tag of the element around them.
    fn more_items(&mut self, wrapper: &Field, field: &Field, items: &mut dyn List<'a>) -> Result<()> {
        let name = self.open().name;
        loop {
            if self.open().home == Mode::Fast {
                while self.is_plain_next(field) {
                    items.read_plain(self, field)?;
                }
            }
            if self.is_closed(wrapper) {
                break;
            }
            if self.open().home == Mode::Fast && self.skip_comments() {
                continue;
            }
            if self.open().home == Mode::Fast && self.is_next(field) {
                items.read_next(self, field)?;
                continue;
            }
            let Some(tag) = self.look(name)? else { break };
            if tag.local == field.name {
                items.read_tagged(self, field, Some(&tag))?;
            } else if tag.local.eq_ignore_ascii_case(field.name) {
                self.respelt(&tag, field);
                items.read_tagged(self, field, Some(&tag))?;
            } else {
                self.unknown(tag)?;
            }
        }
        self.unknown_attributes()
    }

    /// One more record at the end of a list, with its number.
    #[inline(always)]
    fn next_record<'l, R: Default>(&mut self, field: &Field, items: &'l mut Vec<R>) -> (usize, Option<&'l mut R>) {
        let number = items.len().saturating_add(1);
        self.taken = self.taken.wrapping_add(1);
        self.make_room(field, items);
        // Made in its place: records are large.
        items.resize_with(number, R::default);
        (number, items.last_mut())
    }

    /// Makes room for one more item, and for those that are likely to follow.
    #[inline(always)]
    fn make_room<T>(&self, field: &Field, items: &mut Vec<T>) {
        if items.len() == items.capacity() {
            self.make_more_room(field, items);
        }
    }

    #[inline(never)]
    fn make_more_room<T>(&self, field: &Field, items: &mut Vec<T>) {
        if items.capacity() == 0 {
            *items = Vec::with_capacity(self.lengths.first::<T>(field));
        } else {
            items.reserve_exact(self.likely_more(items.len()));
        }
    }

    /// How many items are likely to follow those of the open list.
    pub(super) fn likely_more(&self, items: usize) -> usize {
        let read = self.position().saturating_sub(self.start_of_inside());
        lengths::more(items, read, self.rest.len())
    }

    #[inline]
    pub(super) fn check_items(&self, field: &Field, number: usize, tag: Option<&Tag<'a>>) -> Result<()> {
        let allowed = self.context.policy.limits.items;
        if number <= allowed {
            return Ok(());
        }
        let position = tag.map_or(self.position(), |tag| tag.start);
        Err(self.context.limit(self.context.child(field.name, number, position), "list length", allowed))
    }
}

/// A list that is being read.
pub(super) trait List<'a> {
    /// How many items it has.
    fn length(&self) -> usize;

    /// Reads one more, whose start tag is at the cursor and only a name.
    fn read_plain(&mut self, source: &mut XmlSource<'a>, field: &Field) -> Result<()>;

    /// Reads one more. Its start tag is at the cursor, or was read and is `tag`.
    fn read_tagged(&mut self, source: &mut XmlSource<'a>, field: &Field, tag: Option<&Tag<'a>>) -> Result<()>;

    /// Reads one more, which stands at the cursor or is offered.
    fn read_next(&mut self, source: &mut XmlSource<'a>, field: &Field) -> Result<()> {
        let tag = source.claim(field)?;
        self.read_tagged(source, field, tag.as_ref())
    }
}

impl<'a, R: Record<'a> + Default> List<'a> for Vec<R> {
    fn length(&self) -> usize {
        self.len()
    }

    fn read_plain(&mut self, source: &mut XmlSource<'a>, field: &Field) -> Result<()> {
        if self.len() >= source.context.policy.limits.items {
            return self.read_tagged(source, field, None);
        }
        let (number, item) = source.next_record(field, self);
        item.map_or(Ok(()), |item| source.plain_child(field, number, item))
    }

    fn read_tagged(&mut self, source: &mut XmlSource<'a>, field: &Field, tag: Option<&Tag<'a>>) -> Result<()> {
        source.check_items(field, self.len().saturating_add(1), tag)?;
        let (number, item) = source.next_record(field, self);
        item.map_or(Ok(()), |item| source.child(field, number, tag, item))
    }

    fn read_next(&mut self, source: &mut XmlSource<'a>, field: &Field) -> Result<()> {
        if self.len() < source.context.policy.limits.items && source.is_attribute_next(field) {
            let (number, item) = source.next_record(field, self);
            return item.map_or(Ok(()), |item| source.child_with_attributes(field, number, item));
        }
        let tag = source.claim(field)?;
        self.read_tagged(source, field, tag.as_ref())
    }
}
