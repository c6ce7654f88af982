//! The sentences that every block may hold.

use crate::ir::{Allow, Remarks};
use crate::syntax::ast::{Common, Quoted};

/// The remarks of a block with these `///` lines above.
pub(super) fn with_doc(doc: &[Quoted]) -> Remarks {
    Remarks { doc: joined(doc, "\n"), ..Remarks::default() }
}

/// Adds a sentence of the block.
pub(super) fn add(remarks: &mut Remarks, common: &Common) {
    match common {
        Common::Source(text) => remarks.sources.push(text.clone()),
        Common::Note(text) => remarks.notes.push(text.clone()),
        Common::Pending(text) => remarks.pending.push(text.clone()),
        Common::Allow { code, because } => remarks.allows.push(Allow { code: code.clone(), because: because.value.clone() }),
    }
}

/// The description in quotes, or else the `///` lines above.
pub(super) fn title(title: Option<&Quoted>, doc: &[Quoted]) -> String {
    title.map_or_else(|| joined(doc, " "), |title| title.value.clone())
}

fn joined(doc: &[Quoted], between: &str) -> String {
    doc.iter().map(|line| line.as_str()).collect::<Vec<_>>().join(between)
}
