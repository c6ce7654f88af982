//! The fields of a record by their names, for elements that stand in any order.

use super::Field;
use super::xml::scan;

/// The fields of a record by their names: a table that the compiler fills, so that an element out of order costs one look.
///
/// ```
/// use depara::codec::{Field, Places};
///
/// const CODE: Field = depara::field!("Code");
/// const NAME: Field = depara::field!("Name");
/// static PLACES: Places = Places::new(&[&CODE, &NAME]);
/// assert_eq!(PLACES.find(b"<Name>Banco do Vale</Name>"), Some(1));
/// assert_eq!(PLACES.find(b"<Names/>"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    fields: &'static [&'static Field],
    /// One more than the place of the field whose name has this number, or of one that found its own taken; zero where there is none.
    table: [u8; SLOTS],
}

/// A number of names has one byte.
const SLOTS: usize = 256;

/// Names beyond these are not in the table: it stays half empty, so that looks are short.
const MOST: usize = 128;

impl Places {
    /// No field at all.
    pub const NONE: Self = Self { fields: &[], table: [0; SLOTS] };

    /// The table of `fields`, of which each has its place in the list. What goes beyond 128 is found in another way.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "only the compiler runs this, and a place beyond the end would be an error of the build")]
    pub const fn new(fields: &'static [&'static Field]) -> Self {
        let mut table = [0; SLOTS];
        let mut place = 0;
        while place < fields.len() && place < MOST {
            let mut slot = slot_of(head(fields[place].name.as_bytes()));
            while table[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            place += 1;
            table[slot] = place as u8;
        }
        Self { fields, table }
    }

    /// The place of the field whose start tag `text` begins with.
    #[must_use]
    pub fn find(&self, text: &[u8]) -> Option<usize> {
        if self.fields.is_empty() { None } else { self.find_from(slot_of(scan::head(text)), text) }
    }

    /// The same for a caller who compares the name himself: where one field alone may stand here, it is taken without a look at all of its name.
    #[inline]
    pub(in crate::codec) fn guess(&self, text: &[u8]) -> Option<usize> {
        if self.fields.is_empty() {
            return None;
        }
        let slot = slot_of(scan::head(text));
        let place = usize::from(*self.table.get(slot)?).checked_sub(1)?;
        if self.table.get(slot.wrapping_add(1) % SLOTS) == Some(&0) { Some(place) } else { self.find_from(slot, text) }
    }

    /// Looks from the slot of a tag on.
    fn find_from(&self, slot: usize, text: &[u8]) -> Option<usize> {
        let mut slot = slot;
        loop {
            let place = usize::from(*self.table.get(slot)?).checked_sub(1)?;
            let (_, tag) = self.fields.get(place)?.open.as_bytes().split_last()?;
            let (found, rest) = text.split_at_checked(tag.len())?;
            if scan::same(found, tag) && rest.first().is_some_and(|byte| scan::is_name_end(*byte)) {
                return Some(place);
            }
            slot = slot.wrapping_add(1) % SLOTS;
        }
    }
}

/// The start tag of `name` up to its sixteenth byte, without what may stand behind the name: what [`scan::head`] finds in a document.
#[expect(clippy::indexing_slicing, reason = "only the compiler runs this, and a place beyond the end would be an error of the build")]
const fn head(name: &[u8]) -> u128 {
    let mut head = [0; 16];
    head[0] = b'<';
    let mut place = 1;
    while place < head.len() && place <= name.len() {
        head[place] = name[place - 1];
        place += 1;
    }
    u128::from_le_bytes(head)
}

/// The slot of a tag. Names of one record begin alike or end alike, so each byte counts.
#[inline(always)]
const fn slot_of(head: u128) -> usize {
    let folded = (head as u64) ^ ((head >> 64) as u64).rotate_left(29);
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALIKE: [Field; 6] = [
        crate::field!("CustomerCode"),
        crate::field!("CustomerCore"),
        crate::field!("A"),
        crate::field!("B"),
        crate::field!("CustomerInternalId"),
        crate::field!("CustumerInternalId"),
    ];
    static PLACES: Places = Places::new(&[&ALIKE[0], &ALIKE[1], &ALIKE[2], &ALIKE[3], &ALIKE[4], &ALIKE[5]]);

    #[test]
    fn every_field_has_its_place() {
        for (place, field) in ALIKE.iter().enumerate() {
            for end in [">", "/>", " a=\"\">", "\n>"] {
                let tag = format!("<{}{end}", field.name);
                assert_eq!(PLACES.find(tag.as_bytes()), Some(place), "{tag}");
            }
        }
    }

    #[test]
    fn nothing_else_has_one() {
        for text in ["", "<", "<A", "<C>", "<>", "<CustomerCodes>", "</CustomerCode>", "<a>", "<ns:A>"] {
            assert_eq!(PLACES.find(text.as_bytes()), None, "{text}");
            assert_eq!(Places::NONE.find(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn more_fields_than_slots_are_no_loop() {
        const MANY: [&Field; 300] = [&ALIKE[0]; 300];
        static FULL: Places = Places::new(&MANY);
        assert_eq!(FULL.find(b"<CustomerCode>"), Some(0));
        assert_eq!(FULL.find(b"<CustomerCore>"), None);
    }
}
