//! In which order the children of elements come, where it is not that of the schema: most systems keep to one of their own.

use super::lengths;
use crate::codec::Field;
use crate::codec::places::{MOST_PLACES, Place};

/// So many children may come in another order than the learnt one, whatever their number is: single ones are not always there.
const FEW: usize = 2;

/// The order in which the children of the last element came that did not keep to the schema.
#[derive(Debug, Clone)]
pub(super) struct LearntOrder {
    /// The address of its field; zero for none.
    field: usize,
    /// What came behind the child of each place, and first of all: the number of its place, and zero where that is not known.
    next: [u8; MOST_PLACES + 1],
    /// The elements may keep to this order.
    is_steady: bool,
}

impl Default for LearntOrder {
    fn default() -> Self {
        Self { field: 0, next: [0; MOST_PLACES + 1], is_steady: false }
    }
}

/// In which order the children of the open element came so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Order {
    /// The number of the place of the child that was read last.
    last: usize,
    /// A child came behind one that the schema has further on.
    is_shuffled: bool,
    /// The order is compared with the learnt one.
    learns: bool,
    children: usize,
    surprises: usize,
}

impl Order {
    /// The child of this place came next.
    #[inline(always)]
    pub(super) fn note(&mut self, place: Place) {
        self.is_shuffled |= place.number() < self.last;
        self.last = place.number();
    }

    /// Whether children are expected in a learnt order.
    pub(super) fn learns(&self) -> bool {
        self.learns
    }
}

impl LearntOrder {
    /// Whether the children of the last element of `field` came in another order than that of the schema: then those of this one will too, and
    /// each is looked up by its name from the start.
    #[inline(always)]
    pub(super) fn is_of(&self, field: &Field) -> bool {
        self.field == lengths::address(field)
    }

    /// An element of `field` begins.
    pub(super) fn begin(&self, field: &Field) -> Order {
        Order { learns: self.is_steady && self.is_of(field), ..Order::default() }
    }

    /// The place of the child that is expected next.
    pub(super) fn expected(&self, order: &Order) -> Option<Place> {
        if order.learns { Place::of_number(usize::from(*self.next.get(order.last)?)) } else { None }
    }

    /// The child of this place came next: so it will again.
    pub(super) fn note(&mut self, order: &mut Order, place: Place) {
        if order.learns
            && let Some(known) = self.next.get_mut(order.last)
        {
            order.children = order.children.wrapping_add(1);
            if usize::from(*known) != place.number() {
                order.surprises = order.surprises.wrapping_add(usize::from(*known != 0));
                *known = u8::try_from(place.number()).unwrap_or_default();
            }
            // Where one of four is another, each is rather looked up than tried.
            if order.surprises > FEW && order.surprises > order.children / 4 {
                (order.learns, self.is_steady) = (false, false);
            }
        }
        order.note(place);
    }

    /// The element is over.
    pub(super) fn end(&mut self, field: &Field, order: &Order) {
        match (self.is_of(field), order.is_shuffled) {
            (false, false) | (true, true) => {}
            (true, false) => *self = Self::default(),
            (false, true) => *self = Self { field: lengths::address(field), is_steady: true, ..Self::default() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELD: Field = crate::field!("Item");

    /// Reads an element whose children come so; says how many of them were expected.
    fn element(learnt: &mut LearntOrder, places: &[usize]) -> usize {
        let mut order = learnt.begin(&FIELD);
        let mut expected = 0;
        for place in places {
            let place = Place::of_number(place + 1).unwrap();
            expected += usize::from(learnt.expected(&order) == Some(place));
            learnt.note(&mut order, place);
        }
        learnt.end(&FIELD, &order);
        expected
    }

    #[test]
    fn the_third_element_of_an_order_is_expected() {
        let mut learnt = LearntOrder::default();
        let found: Vec<usize> = (0..4).map(|_| element(&mut learnt, &[3, 1, 0, 2, 126])).collect();
        assert_eq!(found, [0, 0, 5, 5]);
        assert!(learnt.is_of(&FIELD));
    }

    #[test]
    fn a_child_that_is_missing_is_one_surprise() {
        let mut learnt = LearntOrder::default();
        element(&mut learnt, &[3, 1, 0, 2, 5, 4]);
        element(&mut learnt, &[3, 1, 0, 2, 5, 4]);
        assert_eq!(element(&mut learnt, &[3, 1, 2, 5, 4]), 4);
        assert_eq!(element(&mut learnt, &[3, 1, 0, 2, 5, 4]), 5);
    }

    #[test]
    fn no_order_is_expected_where_each_element_has_its_own() {
        let mut learnt = LearntOrder::default();
        for step in 2..12 {
            let places: Vec<usize> = (1..13).map(|child| child * step % 13).collect();
            element(&mut learnt, &places);
        }
        let order = learnt.begin(&FIELD);
        assert!(!order.learns());
        assert_eq!(learnt.expected(&order), None);
        assert!(learnt.is_of(&FIELD));
    }

    #[test]
    fn an_element_in_the_order_of_the_schema_ends_it() {
        let mut learnt = LearntOrder::default();
        element(&mut learnt, &[1, 0]);
        element(&mut learnt, &[0, 1]);
        assert!(!learnt.is_of(&FIELD));
        assert_eq!(learnt.expected(&learnt.begin(&FIELD)), None);
    }

    #[test]
    fn places_beyond_the_table_are_not_learnt() {
        let mut learnt = LearntOrder::default();
        for _ in 0..3 {
            element(&mut learnt, &[1000, 0, 500]);
        }
        assert!(learnt.is_of(&FIELD));
    }
}
