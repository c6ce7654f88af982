//! Children in any order that wait to be read in the order of the schema.

use super::plain_element::PlainElement;
use crate::codec::Places;
use crate::codec::places::{MOST_PLACES, Place, PlaceSet};

/// The plain children of the open element that wait, each by its place.
#[derive(Debug, Clone)]
pub(super) struct Gathered<'a> {
    /// The document from the first of them on.
    document: &'a str,
    /// Of the child of each place, where its text begins in the document and how long that is; [`NONE`] or [`APART`] where none was gathered.
    texts: [u32; MOST_PLACES],
    waiting: PlaceSet,
}

/// No child of this place was gathered.
const NONE: u32 = 0;

/// None is to be.
const APART: u32 = 1;

/// So many bits say how long a text is, and the others where it begins: which is never the start of the document, where a tag stands.
const LENGTH_BITS: u32 = u8::BITS;

/// The text of a child that was found before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FoundText<'a> {
    /// The document from its first byte on.
    pub(super) document: &'a str,
    /// How many bytes it has.
    pub(super) length: usize,
}

impl<'a> Gathered<'a> {
    /// None yet, of the children that `document` begins with. Those of the places `apart` will not be gathered.
    #[inline(always)]
    pub(super) fn new(document: &'a str, apart: PlaceSet) -> Self {
        // Filled where it stays, because it is large.
        let mut gathered = Self { document, texts: [NONE; MOST_PLACES], waiting: PlaceSet::default() };
        for place in apart {
            if let Some(text) = gathered.texts.get_mut(place.index()) {
                *text = APART;
            }
        }
        gathered
    }

    /// Notes a child that stands at `rest`; says whether it waits now: not when another one of its place was gathered.
    #[inline(always)]
    pub(super) fn note(&mut self, place: Place, rest: &str, element: PlainElement) -> bool {
        let start = self.document.len().wrapping_sub(rest.len()).wrapping_add(element.text_start);
        let fits = start >> (u32::BITS - LENGTH_BITS) == 0;
        match self.texts.get_mut(place.index()) {
            Some(text) if *text == NONE && fits => {
                *text = (start as u32) << LENGTH_BITS | u32::from(element.text_length);
                self.waiting.insert(place);
                true
            }
            _ => false,
        }
    }

    /// Whether a child of this place was gathered.
    pub(super) fn has(&self, place: Place) -> bool {
        self.texts.get(place.index()).is_some_and(|text| !matches!(*text, NONE | APART))
    }

    /// The places of those that wait, which do so no longer.
    #[inline(always)]
    pub(super) fn take(&mut self) -> PlaceSet {
        std::mem::take(&mut self.waiting)
    }

    /// Where the text of the child of this place begins, which was gathered.
    pub(super) fn start(&self, place: Place) -> usize {
        self.texts.get(place.index()).map_or(0, |text| *text >> LENGTH_BITS) as usize
    }

    /// The document from the child of this place on, which was gathered.
    pub(super) fn child(&self, place: Place, places: &Places) -> &'a str {
        let tag = places.field(place).map_or(0, |field| field.open.len());
        self.document.get(self.start(place).saturating_sub(tag)..).unwrap_or_default()
    }

    /// The text of the child of this place, which was gathered.
    #[inline(always)]
    pub(super) fn text(&self, place: Place) -> Option<FoundText<'a>> {
        let text = *self.texts.get(place.index())?;
        let document = self.document.get((text >> LENGTH_BITS) as usize..)?;
        Some(FoundText { document, length: usize::from(text as u8) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(index: usize) -> Place {
        Place::of_number(index + 1).unwrap()
    }

    #[test]
    fn children_are_given_by_their_places() {
        let document = "<B>two</B><A></A><C>three</C>";
        let mut gathered = Gathered::new(document, PlaceSet::default());
        for (index, at, text_length) in [(126, 0, 3), (0, 10, 0), (64, 17, 5)] {
            assert!(gathered.note(place(index), &document[at..], PlainElement { text_start: 3, text_length, length: 0 }));
        }
        let waiting = gathered.take();
        let texts = waiting.map(|place| gathered.text(place).map(|text| &text.document[..text.length]));
        assert_eq!(texts.collect::<Vec<_>>(), [Some(""), Some("three"), Some("two")]);
        assert_eq!(gathered.take(), PlaceSet::default());
    }

    #[test]
    fn what_is_not_gathered() {
        let document = format!("<A>text</A>{}", " ".repeat(1 << 24));
        let apart = {
            let mut apart = PlaceSet::default();
            apart.insert(place(5));
            apart
        };
        let mut gathered = Gathered::new(&document, apart);
        let element = PlainElement { text_start: 3, text_length: 4, length: 11 };
        // A place that is read apart, one beyond the table, and a child that stands too far.
        assert!(!gathered.note(place(5), &document, element));
        assert!(!gathered.note(place(127), &document, element));
        assert!(!gathered.note(place(6), &document[1 << 24..], element));
        assert!(![5, 6, 127].map(place).into_iter().any(|place| gathered.has(place)));
        // Another one of its place.
        assert!(gathered.note(place(6), &document, element) && gathered.has(place(6)));
        assert!(!gathered.note(place(6), &document, element) && gathered.has(place(6)));
    }
}
