//! Which elements have their children in another order than that of the schema: where the last one of a name had them so, the next will too.

use super::lengths;
use crate::codec::Field;
use crate::codec::places::{Place, PlaceSet};

/// What the last element told whose children did not keep to the order of the schema.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LearntOrder {
    /// The address of its field; zero for none.
    field: usize,
    /// The places whose children are lists or records, or had values that need work.
    apart: PlaceSet,
}

/// In which order the children of the open element came so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Order {
    /// The number of the place of the child that came last.
    last: usize,
    /// A child came behind one that the schema has further on.
    is_shuffled: bool,
}

impl Order {
    /// The child of this place came next.
    #[inline(always)]
    pub(super) fn note(&mut self, place: Place) {
        self.is_shuffled |= place.number() < self.last;
        self.last = place.number();
    }
}

impl LearntOrder {
    /// Whether the children of the last element of `field` came in another order than that of the schema: then those of this one will too, and
    /// each is looked up by its name from the start.
    #[inline(always)]
    pub(super) fn is_of(&self, field: &Field) -> bool {
        self.field == lengths::address(field)
    }

    /// The places whose children cannot be read with others, in elements of `field`.
    pub(super) fn apart(&self, field: &Field) -> PlaceSet {
        if self.is_of(field) { self.apart } else { PlaceSet::default() }
    }

    /// The child of this place could not be read with others, in an element of `field`.
    pub(super) fn set_apart(&mut self, field: &Field, place: Place) {
        if self.is_of(field) {
            self.apart.insert(place);
        }
    }

    /// An element of `field` is over.
    pub(super) fn end(&mut self, field: &Field, order: Order) {
        match (self.is_of(field), order.is_shuffled) {
            (false, false) | (true, true) => {}
            (true, false) => *self = Self::default(),
            (false, true) => *self = Self { field: lengths::address(field), ..Self::default() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELD: Field = crate::field!("Item");

    fn place(index: usize) -> Place {
        Place::of_number(index + 1).unwrap()
    }

    /// Reads an element whose children come so.
    fn element(learnt: &mut LearntOrder, places: &[usize]) {
        let mut order = Order::default();
        places.iter().for_each(|index| order.note(place(*index)));
        learnt.end(&FIELD, order);
    }

    #[test]
    fn an_element_tells_the_order_of_the_next() {
        let mut learnt = LearntOrder::default();
        element(&mut learnt, &[0, 1, 2, 126]);
        assert!(!learnt.is_of(&FIELD));
        element(&mut learnt, &[3, 1, 0, 2, 126]);
        assert!(learnt.is_of(&FIELD));
        element(&mut learnt, &[0, 1, 2, 126]);
        assert!(!learnt.is_of(&FIELD));
    }

    #[test]
    fn places_apart_are_those_of_one_field() {
        let mut learnt = LearntOrder::default();
        learnt.set_apart(&FIELD, place(0));
        element(&mut learnt, &[1, 0]);
        assert_eq!(learnt.apart(&FIELD), PlaceSet::default());
        learnt.set_apart(&FIELD, place(2));
        learnt.set_apart(&FIELD, place(100));
        element(&mut learnt, &[1, 0]);
        assert_eq!(learnt.apart(&FIELD).collect::<Vec<_>>(), [place(2), place(100)]);
        assert_eq!(learnt.apart(&crate::field!("Other")), PlaceSet::default());
    }
}
