//! The fields of a record by their names, for elements that stand in any order.

use super::Field;
use super::xml::scan;
use std::num::NonZero;

/// The fields of a record by their names: a table that the compiler fills, so that an element out of order costs one look.
///
/// ```
/// use depara::codec::{Field, Places, StartTags};
///
/// const CODE: Field = depara::field!("Code");
/// const NAME: Field = depara::field!("Name");
/// static PLACES: Places = Places::new(const { &StartTags::of([&CODE, &NAME]) });
/// assert_eq!(PLACES.find(b"<Name>Banco do Vale</Name>"), Some(1));
/// assert_eq!(PLACES.find(b"<Names/>"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    fields: &'static [&'static Field],
    tags: &'static [Tag],
    /// The number of the field whose name has this slot, with [`ALIKE`] where others begin like it; zero where there is none.
    table: [u8; SLOTS],
    /// With which the hashes of the names are made, so that no two of the record share a slot.
    factor: u64,
}

/// The place of a field in the list of its record, as the number of the field: counted from one, so that none is a number as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::codec) struct Place(NonZero<usize>);

impl Place {
    /// The place with this number; none for zero.
    #[inline(always)]
    pub(in crate::codec) fn of_number(number: usize) -> Option<Self> {
        NonZero::new(number).map(Self)
    }

    #[inline(always)]
    pub(in crate::codec) fn number(self) -> usize {
        self.0.get()
    }

    /// The index of the field.
    #[inline(always)]
    pub(in crate::codec) fn index(self) -> usize {
        self.0.get().wrapping_sub(1)
    }
}

/// The places of some fields of a record. As an iterator it gives them in the order of the schema, and each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::codec) struct PlaceSet([u64; 2]);

impl PlaceSet {
    /// Adds a place, if it is one that a table has.
    #[inline(always)]
    pub(in crate::codec) fn insert(&mut self, place: Place) {
        if let Some(part) = self.0.get_mut(place.index() / 64) {
            *part |= 1 << (place.index() % 64);
        }
    }

    /// Visits the places in the order of the schema: as the iterator does, with what it has left in registers.
    #[inline(always)]
    pub(in crate::codec) fn try_each<E>(self, mut visit: impl FnMut(Place) -> Result<(), E>) -> Result<(), E> {
        for (first, mut part) in [1, 65].into_iter().zip(self.0) {
            while part != 0 {
                if let Some(place) = Place::of_number(first + part.trailing_zeros() as usize) {
                    visit(place)?;
                }
                part &= part.wrapping_sub(1);
            }
        }
        Ok(())
    }

    /// Takes a place away.
    pub(in crate::codec) fn remove(&mut self, place: Place) {
        if let Some(part) = self.0.get_mut(place.index() / 64) {
            *part &= !(1 << (place.index() % 64));
        }
    }
}

impl Iterator for PlaceSet {
    type Item = Place;

    #[inline(always)]
    fn next(&mut self) -> Option<Place> {
        let (first, part) = [1, 65].into_iter().zip(&mut self.0).find(|(_, part)| **part != 0)?;
        let place = Place::of_number(first + part.trailing_zeros() as usize);
        *part &= part.wrapping_sub(1);
        place
    }
}

/// The fields of a record with their start tags, from which [`Places`] are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartTags<const N: usize> {
    fields: [&'static Field; N],
    tags: [Tag; N],
}

/// A start tag with zeros behind, so that a comparison does not depend on how long it is; nothing but zeros where it is longer than nearly all.
pub(in crate::codec) type Tag = [u8; 32];

impl<const N: usize> StartTags<N> {
    /// Those of `fields`.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "only the compiler runs this, and a place beyond the end would be an error of the build")]
    pub const fn of(fields: [&'static Field; N]) -> Self {
        let mut tags = [[0; size_of::<Tag>()]; N];
        let mut place = 0;
        while place < N {
            tags[place] = tag(fields[place]);
            place += 1;
        }
        Self { fields, tags }
    }
}

/// The start tag of a field.
#[expect(clippy::indexing_slicing, reason = "only the compiler runs this, and a place beyond the end would be an error of the build")]
pub(in crate::codec) const fn tag(field: &Field) -> Tag {
    let (mut tag, open) = ([0; size_of::<Tag>()], field.open.as_bytes());
    let mut at = 0;
    while at < open.len() && open.len() <= tag.len() {
        tag[at] = open[at];
        at += 1;
    }
    tag
}

/// A slot of a name has one byte. So many are free that nearly every factor will do for a hundred names.
const SLOTS: usize = 1 << SLOT_BITS;

const SLOT_BITS: u32 = 11;

/// The first factor that is tried, and the others are its powers: each is odd, so no bit of a name gets lost.
const FIRST_FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// So many factors are tried, hundreds of times what the largest record needs.
const MOST_FACTORS: usize = 10_000;

/// Names beyond these are not in the table.
pub(in crate::codec) const MOST_PLACES: usize = 127;

/// Names further on in the list begin with the same bytes.
const ALIKE: u8 = 0x80;

impl Places {
    /// No field at all.
    pub const NONE: Self = Self { fields: &[], tags: &[], table: [0; SLOTS], factor: FIRST_FACTOR };

    /// The table of `fields`, of which each has its place in the list. What goes beyond 127 is found in another way.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "only the compiler runs this, and a place beyond the end would be an error of the build")]
    pub const fn new<const N: usize>(fields: &'static StartTags<N>) -> Self {
        let StartTags { fields, tags } = fields;
        let count = if fields.len() < MOST_PLACES { fields.len() } else { MOST_PLACES };
        let mut heads = [0; MOST_PLACES];
        let mut place = 0;
        while place < count {
            heads[place] = head(fields[place].name.as_bytes());
            place += 1;
        }
        let mut places = Self { fields, tags, ..Self::NONE };
        let mut tries = 0;
        while tries < MOST_FACTORS {
            if places.fill(&heads, count) {
                return places;
            }
            places.table = Self::NONE.table;
            places.factor = places.factor.wrapping_mul(FIRST_FACTOR);
            tries += 1;
        }
        // All fields are found in another way then.
        places
    }

    /// Gives each name its slot; says whether no two share one.
    #[expect(clippy::indexing_slicing, reason = "only the compiler runs this, and a place beyond the end would be an error of the build")]
    const fn fill(&mut self, heads: &[u128; MOST_PLACES], count: usize) -> bool {
        let mut place = 0;
        while place < count {
            let slot = slot_of(heads[place], self.factor);
            let before = self.table[slot] & !ALIKE;
            if before == 0 {
                self.table[slot] = place as u8 + 1;
            } else if heads[before as usize - 1] == heads[place] {
                self.table[slot] |= ALIKE;
            } else {
                return false;
            }
            place += 1;
        }
        true
    }

    /// Whether there is no field.
    #[inline]
    pub(in crate::codec) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The field at `place`.
    pub(in crate::codec) fn field(&self, place: Place) -> Option<&'static Field> {
        self.fields.get(place.index()).copied()
    }

    /// The start tag of the field at `place`.
    #[inline(always)]
    pub(in crate::codec) fn tag(&self, place: Place) -> Option<&'static Tag> {
        self.tags.get(place.index())
    }

    /// The place of the field whose start tag `text` begins with.
    #[must_use]
    pub fn find(&self, text: &[u8]) -> Option<usize> {
        let place = self.guess(text)?.index();
        starts_with_tag(text, self.fields.get(place)?).then_some(place)
    }

    /// The only place at which the field may be whose start tag `text` begins with: for a caller who compares the name himself.
    #[inline]
    pub(in crate::codec) fn guess(&self, text: &[u8]) -> Option<Place> {
        self.guess_by(scan::head(text), text)
    }

    /// The same where [`scan::head`] is known.
    #[inline(always)]
    pub(in crate::codec) fn guess_by(&self, head: u128, text: &[u8]) -> Option<Place> {
        let found = self.entry(head)?;
        if found & ALIKE == 0 { Place::of_number(usize::from(found)) } else { self.find_from(found, |field| starts_with_tag(text, field)) }
    }

    /// The place of the field of this name.
    pub(in crate::codec) fn find_name(&self, name: &str) -> Option<Place> {
        self.find_from(self.entry(head(name.as_bytes()))?, |field| field.name == name)
    }

    /// What the table has for a tag that begins so.
    #[inline(always)]
    fn entry(&self, head: u128) -> Option<u8> {
        self.table.get(slot_of(head, self.factor)).copied()
    }

    /// Looks from an entry of the table on, for names that begin alike; they mostly stand side by side.
    #[inline(never)]
    fn find_from(&self, entry: u8, is_wanted: impl Fn(&Field) -> bool) -> Option<Place> {
        let first = Place::of_number(usize::from(entry & !ALIKE))?;
        let mut fields = self.fields.get(first.index()..)?.iter();
        let further = fields.position(|field| is_wanted(field))?;
        Place::of_number(first.number().wrapping_add(further))
    }
}

/// Whether `text` begins with the start tag of `field`.
fn starts_with_tag(text: &[u8], field: &Field) -> bool {
    let Some((_, tag)) = field.open.as_bytes().split_last() else { return false };
    let behind = text.split_at_checked(tag.len());
    behind.is_some_and(|(found, rest)| scan::same(found, tag) && rest.first().is_some_and(|byte| scan::is_name_end(*byte)))
}

/// The start tag of `name` up to its sixteenth byte, without what may stand behind the name: what [`scan::head`] finds in a document.
#[expect(clippy::indexing_slicing, reason = "the loop ends before both the name and the sixteen bytes do")]
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
const fn slot_of(head: u128, factor: u64) -> usize {
    let folded = (head as u64) ^ ((head >> 64) as u64).rotate_left(29);
    (folded.wrapping_mul(factor) >> (u64::BITS - SLOT_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [Field; 8] = [
        crate::field!("CustomerCode"),
        crate::field!("CustomerCore"),
        crate::field!("A"),
        crate::field!("B"),
        crate::field!("CustomerInternalId"),
        crate::field!("CustumerInternalId"),
        crate::field!("CustomerInternalIdentity"),
        crate::field!("CustomerInternalIdOfParent"),
    ];
    static PLACES: Places = Places::new(const { &StartTags::of(each(&NAMES)) });

    const fn each(fields: &'static [Field; 8]) -> [&'static Field; 8] {
        let [a, b, c, d, e, f, g, h] = fields;
        [a, b, c, d, e, f, g, h]
    }

    #[test]
    fn a_full_table_finds_each() {
        let leak = |text: String| -> &'static str { text.leak() };
        let field = |number: usize| -> &'static Field {
            Box::leak(Box::new(Field::new(leak(format!("Name{number}")), leak(format!("<Name{number}>")), "")))
        };
        let full = Places::new(Box::leak(Box::new(StartTags::<MOST_PLACES>::of(std::array::from_fn(field)))));
        for number in 0..MOST_PLACES {
            assert_eq!(full.find(format!("<Name{number}>").as_bytes()), Some(number));
        }
    }

    #[test]
    fn every_field_has_its_place() {
        for (place, field) in NAMES.iter().enumerate() {
            for end in [">", "/>", " a=\"\">", "\n>"] {
                let tag = format!("<{}{end}", field.name);
                assert_eq!(PLACES.find(tag.as_bytes()), Some(place), "{tag}");
            }
        }
    }

    #[test]
    fn a_set_gives_its_places_in_order() {
        let place = |index: usize| Place::of_number(index + 1).unwrap();
        let mut set = PlaceSet::default();
        for index in [126, 3, 64, 0, 63, 3, 127, 128, usize::MAX / 2] {
            set.insert(place(index));
        }
        assert_eq!(set.map(Place::index).collect::<Vec<_>>(), [0, 3, 63, 64, 126, 127]);
    }

    #[test]
    fn a_tag_is_whole_or_not_there() {
        for field in NAMES {
            let found = String::from_utf8(tag(&field).to_vec()).unwrap();
            assert_eq!(found.trim_end_matches('\0'), field.open);
        }
        const LONG: Field = crate::field!("CustomerInternalIdOfTheParentOfTheParent");
        assert_eq!(tag(&LONG), [0; 32]);
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
        const MANY: [&Field; 300] = [&NAMES[0]; 300];
        static FULL: Places = Places::new(const { &StartTags::of(MANY) });
        assert_eq!(FULL.find(b"<CustomerCode>"), Some(0));
        assert_eq!(FULL.find(b"<CustomerCore>"), None);
    }
}
