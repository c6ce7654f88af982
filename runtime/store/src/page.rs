//! Pages of listings that are searched by what a person types.

use depara::list::plain_letters;

/// How many rows or messages one call looks at, at most, when no index leads to what is wanted.
pub(crate) const EXAMINED: usize = 10_000;

/// Some of the items of a listing, and where to go on.
///
/// ```
/// let page = depara_store::Page { items: vec!["a", "b"], next: Some(7) };
/// assert_eq!(page.next, Some(7));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T, P = i64> {
    /// The items.
    pub items: Vec<T>,
    /// Where the next page goes on; none when this is the last one. There may be a next page although this one is short, because one call
    /// looks at a limited number of items.
    pub next: Option<P>,
}

/// A text that is looked for without regard to case and accents.
pub(crate) struct Needle(String);

impl Needle {
    pub(crate) fn new(text: &str) -> Self {
        Self(plain_letters(text.trim()))
    }

    pub(crate) fn is_in(&self, text: &str) -> bool {
        text.len() >= self.0.len() && plain_letters(text).contains(&self.0)
    }
}
