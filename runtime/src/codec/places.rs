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
            let (tag, _) = fields[place].open.as_bytes().split_at(fields[place].open.len() - 1);
            let mut slot = number(tag);
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
    #[inline]
    pub fn find(&self, text: &[u8]) -> Option<usize> {
        if self.fields.is_empty() {
            return None;
        }
        let length = scan::name_length(text);
        let (tag, rest) = text.split_at_checked(length)?;
        if rest.is_empty() {
            return None;
        }
        let mut slot = number(tag);
        loop {
            let place = usize::from(*self.table.get(slot)?).checked_sub(1)?;
            let open = self.fields.get(place)?.open.as_bytes();
            if open.len() == length.wrapping_add(1) && scan::same(open.get(..length)?, tag) {
                return Some(place);
            }
            slot = slot.wrapping_add(1) % SLOTS;
        }
    }
}

/// The slot of a tag: from its length, its first letter and its last three, because names of one record begin alike.
const fn number(tag: &[u8]) -> usize {
    let letters = match tag {
        [_, first, .., one, two, three] => [*first, *one, *two, *three],
        [.., last] => [*last, 0, 0, 0],
        [] => [0; 4],
    };
    let [first, one, two, three] = letters;
    let sum = (first as usize).wrapping_mul(5).wrapping_add((one as usize).wrapping_mul(3));
    let sum = sum.wrapping_add((two as usize).wrapping_mul(17)).wrapping_add((three as usize).wrapping_mul(31));
    sum.wrapping_add(tag.len().wrapping_mul(7)) % SLOTS
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
