//! Elements that are records, and lists.

use super::lengths;
use super::markup::Tag;
use super::scan;
use super::source::XmlSource;
use crate::codec::{Field, Record, Result};

impl<'a> XmlSource<'a> {
    /// A single record whose start tag is only a name.
    pub(super) fn plain_record<R: Record<'a> + Default>(&mut self, field: &Field, slot: &mut Option<R>) -> Result<()> {
        if slot.is_some() || !self.absent.is_empty() {
            return self.any_record(field, slot);
        }
        self.taken = self.taken.wrapping_add(1);
        self.plain_child(field, 0, slot.insert(R::default()))
    }

    #[cold]
    pub(super) fn any_record<R: Record<'a> + Default>(&mut self, field: &Field, slot: &mut Option<R>) -> Result<()> {
        if self.stands_at(field) && !self.is_left_to_next(field, slot.is_some())? {
            let tag = self.claim(field)?;
            self.taken = self.taken.wrapping_add(1);
            return self.child(field, 0, tag.as_ref(), slot.insert(R::default()));
        }
        Ok(())
    }

    /// Records side by side, of which the first has a start tag that is only a name.
    pub(super) fn plain_records<R: Record<'a> + Default>(&mut self, field: &Field, slot: &mut Vec<R>) -> Result<()> {
        loop {
            self.plain_record_item(field, slot)?;
            if !self.is_next(field) {
                break;
            }
            if !self.is_only_name(field) {
                self.any_items(field, slot, Self::record_item)?;
                break;
            }
        }
        self.lengths.learn(field, slot.len());
        Ok(())
    }

    #[cold]
    pub(super) fn any_items<T>(
        &mut self,
        field: &Field,
        slot: &mut Vec<T>,
        read: impl Fn(&mut Self, &Field, Option<&Tag<'a>>, &mut Vec<T>) -> Result<()>,
    ) -> Result<()> {
        while self.stands_at(field) {
            let tag = self.claim(field)?;
            read(self, field, tag.as_ref(), slot)?;
        }
        Ok(())
    }

    /// Items in an element whose start tag is only a name.
    pub(super) fn plain_list<T>(
        &mut self,
        wrapper: &Field,
        field: &Field,
        slot: &mut Option<Vec<T>>,
        plain: impl Fn(&mut Self, &Field, &mut Vec<T>) -> Result<()>,
        any: impl Fn(&mut Self, &Field, Option<&Tag<'a>>, &mut Vec<T>) -> Result<()>,
    ) -> Result<()> {
        if slot.is_some() || !self.absent.is_empty() {
            return self.any_list(wrapper, field, slot, plain, any);
        }
        self.taken = self.taken.wrapping_add(1);
        self.enter_plain(wrapper, 0)?;
        let items = slot.insert(Vec::new());
        while self.is_plain_next(field) {
            plain(self, field, items)?;
        }
        match scan::behind_short(self.rest, wrapper.close) {
            Some(rest) => self.rest = rest,
            None => self.more_items(wrapper, field, items, plain, any)?,
        }
        self.lengths.learn(field, items.len());
        self.leave_plain()
    }

    #[cold]
    pub(super) fn any_list<T>(
        &mut self,
        wrapper: &Field,
        field: &Field,
        slot: &mut Option<Vec<T>>,
        plain: impl Fn(&mut Self, &Field, &mut Vec<T>) -> Result<()>,
        any: impl Fn(&mut Self, &Field, Option<&Tag<'a>>, &mut Vec<T>) -> Result<()>,
    ) -> Result<()> {
        if self.stands_at(wrapper) && !self.is_left_to_next(wrapper, slot.is_some())? {
            let tag = self.claim(wrapper)?;
            self.taken = self.taken.wrapping_add(1);
            match tag {
                None => self.enter_plain(wrapper, 0)?,
                Some(tag) => self.enter(wrapper, 0, &tag)?,
            }
            let items = slot.insert(Vec::new());
            self.more_items(wrapper, field, items, plain, any)?;
            self.lengths.learn(field, items.len());
            self.leave()?;
        }
        Ok(())
    }

    pub(super) fn plain_record_item<R: Record<'a> + Default>(&mut self, field: &Field, items: &mut Vec<R>) -> Result<()> {
        let number = items.len().saturating_add(1);
        if number > self.context.policy.limits.items {
            return self.record_item(field, None, items);
        }
        self.taken = self.taken.wrapping_add(1);
        self.make_room(field, items);
        // Made in its place: records are large.
        items.resize_with(number, R::default);
        items.last_mut().map_or(Ok(()), |item| self.plain_child(field, number, item))
    }

    pub(super) fn record_item<R: Record<'a> + Default>(&mut self, field: &Field, tag: Option<&Tag<'a>>, items: &mut Vec<R>) -> Result<()> {
        let number = items.len().saturating_add(1);
        self.check_items(field, number, tag)?;
        self.taken = self.taken.wrapping_add(1);
        self.make_room(field, items);
        // Made in its place: records are large.
        items.resize_with(number, R::default);
        items.last_mut().map_or(Ok(()), |item| self.child(field, number, tag, item))
    }

    /// Makes room for one more item, and for those that are likely to follow.
    #[inline(always)]
    pub(super) fn make_room<T>(&self, field: &Field, items: &mut Vec<T>) {
        if items.len() == items.capacity() {
            self.make_more_room(field, items);
        }
    }

    #[inline(never)]
    pub(super) fn make_more_room<T>(&self, field: &Field, items: &mut Vec<T>) {
        if items.capacity() == 0 {
            *items = Vec::with_capacity(self.lengths.first::<T>(field));
        } else {
            let read = self.position().saturating_sub(self.start_of_inside());
            items.reserve_exact(lengths::more(items.len(), read, self.rest.len()));
        }
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
