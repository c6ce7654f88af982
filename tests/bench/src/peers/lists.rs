//! The lists of a message: what decoding may allocate for them.

use super::{Subject, by_kind, text};
use crate::documents::Document;
use anyhow::Result;
use depara::codec::{Field, Record, Sink};
use depara::envelope::Body;
use depara::value::{Any, Leaf, Values};
use depara::{Message, Policy};

/// The allocations of vectors that grow item by item to the lists of a document: those of its content, and what identifies its event.
///
/// # Errors
/// When depara does not read the document.
pub fn allocations(document: &Document) -> Result<u64> {
    by_kind!(document, allocations_as)
}

fn allocations_as<S: Subject>(document: &Document) -> Result<u64> {
    let text = text(document)?;
    let message = Message::<S::Message>::decode(&text, &Policy::default())?.value;
    let mut lists = Lists(0);
    if let Body::Business(business) = &message.body {
        if let Some(event) = &business.event {
            event.write(&mut lists);
        }
        if let Some(content) = &business.content {
            content.write(&mut lists);
        }
    }
    Ok(lists.0)
}

/// A sink that writes nothing and counts what every list that it is given has allocated.
struct Lists(u64);

impl Lists {
    fn note<T>(&mut self, items: &[T]) {
        // As the standard library lets a vector grow: it has room for four items of up to 1,024 bytes, or for one, and then for twice as many.
        let mut room: usize = if size_of::<T>() <= 1024 { 4 } else { 1 };
        if !items.is_empty() {
            self.0 = self.0.saturating_add(1);
        }
        while room < items.len() {
            room = room.saturating_mul(2);
            self.0 = self.0.saturating_add(1);
        }
    }

    /// Of values the first has room in its record.
    fn note_values<T>(&mut self, values: &[T]) {
        if values.len() > 1 {
            self.note(values);
        }
    }
}

impl Sink for Lists {
    fn leaf<'a, T: Leaf<'a>>(&mut self, _: &Field, _: &Option<T>) {}

    fn leaves<'a, T: Leaf<'a>>(&mut self, _: &Field, slot: &[T]) {
        self.note_values(slot);
    }

    fn record<'a, R: Record<'a>>(&mut self, _: &Field, slot: &Option<R>) {
        if let Some(record) = slot {
            record.write(self);
        }
    }

    fn records<'a, R: Record<'a>>(&mut self, _: &Field, slot: &[R]) {
        self.group(slot);
    }

    fn list<'a, R: Record<'a>>(&mut self, _: &Field, _: &Field, slot: &Option<Vec<R>>) {
        self.group(slot.as_deref().unwrap_or_default());
    }

    fn leaf_list<'a, T: Leaf<'a>>(&mut self, _: &Field, _: &Field, slot: &Option<Values<T>>) {
        self.note_values(slot.as_deref().unwrap_or_default());
    }

    fn group<'a, R: Record<'a>>(&mut self, slot: &[R]) {
        self.note(slot);
        for record in slot {
            record.write(self);
        }
    }

    fn attribute<'a, T: Leaf<'a>>(&mut self, _: &Field, _: &Option<T>) {}

    fn element<'a, R: Record<'a>>(&mut self, _: &Field, record: &R) {
        record.write(self);
    }

    fn inner(&mut self, _: &Option<Any<'_>>) {}

    fn text<'a, T: Leaf<'a>>(&mut self, _: &Field, _: &Option<T>) {}
}
