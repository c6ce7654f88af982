//! How long lists are: those of one name mostly have the same length, and room that is made at once is neither copied nor wasted.

use crate::codec::Field;

/// The lengths of the lists that were read last.
#[derive(Debug, Clone, Default)]
pub(super) struct Lengths {
    seen: [(usize, usize); SLOTS],
}

const SLOTS: usize = 8;

/// Room for so many items is made before the first is read, at most: a document must not ask for memory that it does not fill.
const MOST: usize = 16;

impl Lengths {
    /// A list of `field` has `length` items.
    #[inline]
    pub(super) fn learn(&mut self, field: &Field, length: usize) {
        let known = self.seen.get(slot(field)).is_some_and(|(seen, known)| *seen == address(field) && *known == length);
        if !known && length > 0 {
            self.learn_other(field, length);
        }
    }

    #[inline(never)]
    fn learn_other(&mut self, field: &Field, length: usize) {
        if let Some((seen, known)) = self.seen.get_mut(slot(field)) {
            // Lengths that differ by a few are all made room for.
            let less = known.saturating_sub(length) / 4;
            *known = if *seen == address(field) && length < *known { known.saturating_sub(less) } else { length };
            *seen = address(field);
        }
    }

    /// Room for a list of `field`, before its first item; of one that was not seen yet as much as a vector takes that grows by itself.
    #[inline]
    pub(super) fn first<T>(&self, field: &Field) -> usize {
        match self.seen.get(slot(field)) {
            Some((seen, length)) if *seen == address(field) => (*length).clamp(1, MOST),
            _ if size_of::<T>() <= 1024 => 4,
            _ => 1,
        }
    }
}

/// More room for a list of which `items` have filled `read` bytes: for those that the `rest` of the document may have, within four times as many.
#[cold]
pub(super) fn more(items: usize, read: usize, rest: usize) -> usize {
    let each = read.checked_div(items).unwrap_or_default().max(1);
    let expected = rest.checked_div(each).unwrap_or_default();
    // One too few would be a copy of all.
    expected.saturating_add(expected / 8).saturating_add(1).min(items.saturating_mul(3)).max(1)
}

/// Fields are told apart by where their names stand; two that share a place only guess wrong.
pub(super) fn address(field: &Field) -> usize {
    field.name.as_ptr().addr()
}

fn slot(field: &Field) -> usize {
    (address(field) >> 2) % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_list_is_as_long_as_the_last() {
        const TAX: Field = crate::field!("Tax");
        const ITEM: Field = crate::field!("Item");
        let mut lengths = Lengths::default();
        assert_eq!((lengths.first::<u8>(&TAX), lengths.first::<[u8; 2048]>(&TAX)), (4, 1));
        lengths.learn(&TAX, 1);
        assert_eq!(lengths.first::<u8>(&TAX), 1);
        lengths.learn(&TAX, 3);
        assert_eq!(lengths.first::<u8>(&TAX), 3);
        lengths.learn(&TAX, 1_000_000);
        assert_eq!(lengths.first::<u8>(&TAX), MOST);
        assert_eq!(lengths.first::<u8>(&ITEM), 4);
    }

    #[test]
    fn one_short_list_is_not_the_rule() {
        const TAX: Field = crate::field!("Tax");
        let mut lengths = Lengths::default();
        lengths.learn(&TAX, 12);
        lengths.learn(&TAX, 10);
        assert_eq!(lengths.first::<u8>(&TAX), 12);
        for _ in 0..20 {
            lengths.learn(&TAX, 2);
        }
        assert_eq!(lengths.first::<u8>(&TAX), 5);
    }

    #[test]
    fn room_grows_with_what_the_document_may_have() {
        // Items of 100 bytes.
        assert_eq!(more(4, 400, 100_000), 12);
        assert_eq!(more(4, 400, 850), 10);
        assert_eq!(more(4, 400, 10), 1);
        assert_eq!(more(0, 0, 10), 1);
        assert_eq!(more(usize::MAX, usize::MAX, usize::MAX), usize::MAX);
    }
}
