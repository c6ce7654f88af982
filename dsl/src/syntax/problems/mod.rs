//! What the parser reports: one file a code.

pub(crate) mod doc_without_place;
pub(crate) mod edition_missing;
pub(crate) mod edition_unknown;
pub(crate) mod limits;
pub(crate) mod unclosed;
pub(crate) mod unfit;
pub(crate) mod unknown_statement;
pub(crate) mod unreadable;

/// `a`, `b`, `c`, each in backquotes.
fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
