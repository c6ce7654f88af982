//! A catalog as far as it could be made: what the checks look at, and what becomes a [`Catalog`] when nothing is wrong.

use super::unread::Unread;
use crate::diagnostic::{Diagnostic, Problems, Severity};
use crate::ir::{Catalog, Path, Template};
use crate::span::Span;

/// The place of a definition that is not there: an index for which every `get` answers `None`.
pub(crate) const STAND_IN: usize = usize::MAX;

/// A catalog as far as it could be made.
///
/// Names that are not defined were reported by [`super::resolve`]; where the catalog needs an index all the same, it holds a
/// stand-in that points at nothing, so that the rest of the definition can still be checked. A template that is missing has no
/// elements, and a path that leads nowhere has no fields.
#[derive(Debug, Clone)]
pub struct Draft {
    catalog: Catalog,
    unread: Unread,
    reported: Vec<Span>,
}

impl Draft {
    /// `problems` are those of the names.
    pub(super) fn new(catalog: Catalog, unread: Unread, problems: &[Diagnostic]) -> Self {
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
        Self { catalog, unread, reported: errors.map(|problem| problem.primary.span).collect() }
    }

    /// What could be made, stand-ins among it.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Whether this index stands for a message that is not defined.
    #[must_use]
    pub fn is_stand_in_message(&self, index: usize) -> bool {
        self.catalog.messages.get(index).is_none()
    }

    /// Whether this index stands for a system that is not known.
    #[must_use]
    pub fn is_stand_in_system(&self, index: usize) -> bool {
        self.catalog.systems.get(index).is_none()
    }

    /// Whether this place (adapter, key) stands for a key that is not defined.
    #[must_use]
    pub fn is_stand_in_key(&self, (adapter, key): (usize, usize)) -> bool {
        self.catalog.adapters.get(adapter).and_then(|adapter| adapter.keys.get(key)).is_none()
    }

    /// Whether this template stands for one that is missing.
    #[must_use]
    pub fn is_stand_in_template(&self, template: &Template) -> bool {
        template.elements.is_empty()
    }

    /// Whether this path leads nowhere.
    #[must_use]
    pub fn is_stand_in_path(&self, path: &Path) -> bool {
        path.fields.is_empty()
    }

    /// Whether a piece inside this block could not be read: what seems to be missing from it may stand there.
    #[must_use]
    pub fn has_unread(&self, block: Span) -> bool {
        self.unread.within(block)
    }

    /// Whether everything inside this block was read and resolved: what a check does not find in it is really not there.
    #[must_use]
    pub fn is_whole(&self, block: Span) -> bool {
        let inside = |place: &Span| place.file == block.file && block.start <= place.start && place.end <= block.end;
        !self.has_unread(block) && !self.reported.iter().any(inside)
    }

    /// Whether a piece that could not be read mentions this name: what seems to be undefined may stand there.
    #[must_use]
    pub fn is_unread(&self, name: &str) -> bool {
        self.unread.mentions(name)
    }

    /// Ends a compilation: the catalog unless an error was reported, and the problems in source order.
    #[must_use]
    pub fn finish(self, found: Vec<Diagnostic>) -> (Option<Catalog>, Vec<Diagnostic>) {
        let mut problems = Problems::default();
        problems.extend(found);
        problems.finish(self.catalog)
    }
}
