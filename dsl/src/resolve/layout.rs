//! Which records and enumerations a message or a block of shared types declares, and at which places.

use super::problems::{defined_twice, rust_names_collide};
use super::{facets, naming};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::syntax::ast::{Block, MessageLine, Quoted, RecordLine, ValueLine, Word};
use std::collections::{BTreeMap, BTreeSet};

/// The Rust name of the record behind `content`.
pub(super) const CONTENT: &str = "BusinessContent";
/// The Rust name of the record behind `return`.
pub(super) const RETURN: &str = "ReturnContent";

/// The records and enumerations of a message or a block of shared types, in file order.
#[derive(Debug, Default)]
pub(super) struct Layout<'a> {
    pub(super) records: Vec<RecordDeclaration<'a>>,
    pub(super) enumerations: Vec<EnumerationDeclaration<'a>>,
    /// The place of the record behind `content`, when there is one.
    pub(super) content: Option<usize>,
    /// The place of the record behind `return`, when there is one.
    pub(super) r#return: Option<usize>,
    names: BTreeMap<&'a str, (Declared, Span)>,
    groups: BTreeMap<Span, usize>,
}

/// What a name of a type names, by its place in the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Declared {
    Record(usize),
    Enumeration(usize),
}

/// A record as it is written.
#[derive(Debug)]
pub(super) struct RecordDeclaration<'a> {
    /// The Rust name.
    pub(super) rust_name: String,
    /// As it is called in the business path: `content`, `record Agency`.
    pub(super) step: String,
    /// Where the name stands.
    pub(super) name: Span,
    pub(super) body: &'a Block<RecordLine>,
    pub(super) doc: &'a [Quoted],
}

/// An enumeration as it is written.
#[derive(Debug)]
pub(super) struct EnumerationDeclaration<'a> {
    pub(super) name: &'a Word,
    pub(super) base: Option<&'a Word>,
    pub(super) body: &'a Block<ValueLine>,
    pub(super) doc: &'a [Quoted],
}

impl<'a> Layout<'a> {
    /// The declarations in `body`; names that are taken are reported, as problems of the item that `step` names.
    pub(super) fn new(body: &'a Block<MessageLine>, step: &str, problems: &mut Vec<Diagnostic>) -> Self {
        let mut layout = Self::default();
        let mut found = Vec::new();
        for (line, statement) in body.statements() {
            let doc = line.doc.as_slice();
            match statement {
                MessageLine::Content(body, span) => {
                    let place = layout.record(CONTENT.to_owned(), "content".to_owned(), *span, body, doc);
                    layout.content.get_or_insert(place);
                }
                MessageLine::Return { body, span, .. } => {
                    let place = layout.record(RETURN.to_owned(), "return".to_owned(), *span, body, doc);
                    layout.r#return.get_or_insert(place);
                }
                MessageLine::Record { name, body } => {
                    let place = layout.record(naming::upper_camel(name), format!("record {}", **name), name.span, body, doc);
                    layout.declare(name, Declared::Record(place), &mut found);
                }
                MessageLine::Enumeration { name, base, body } => {
                    layout.enumerations.push(EnumerationDeclaration { name, base: base.as_ref(), body, doc });
                    layout.declare(name, Declared::Enumeration(layout.enumerations.len() - 1), &mut found);
                }
                MessageLine::Title(_)
                | MessageLine::Schema(_)
                | MessageLine::Use { .. }
                | MessageLine::Outside(_)
                | MessageLine::Common(_) => {}
            }
        }
        layout.collisions(&mut found);
        problems.extend(found.into_iter().map(|problem| problem.at([step])));
        layout
    }

    /// What `name` names here.
    pub(super) fn find(&self, name: &str) -> Option<Declared> {
        self.names.get(name).map(|(declared, _)| *declared)
    }

    /// Where `name` is declared.
    pub(super) fn place(&self, name: &str) -> Option<Span> {
        self.names.get(name).map(|(_, span)| *span)
    }

    /// Every name of a type.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.names.keys().copied()
    }

    /// The place of the record that holds one repetition of the group whose body is at `body`.
    pub(super) fn group(&self, body: Span) -> Option<usize> {
        self.groups.get(&body).copied()
    }

    /// Adds a record and those of the groups inside, and says its place.
    fn record(&mut self, rust_name: String, step: String, name: Span, body: &'a Block<RecordLine>, doc: &'a [Quoted]) -> usize {
        let place = self.records.len();
        self.records.push(RecordDeclaration { rust_name, step, name, body, doc });
        self.groups_of(body);
        place
    }

    fn groups_of(&mut self, body: &'a Block<RecordLine>) {
        for (line, statement) in body.statements() {
            match statement {
                RecordLine::Unordered(body) => self.groups_of(body),
                RecordLine::Group { name, body, .. } => {
                    let rust_name = naming::upper_camel(&naming::snake_case(name));
                    let place = self.record(rust_name, format!("group {}", **name), name.span, body, &line.doc);
                    self.groups.insert(body.span, place);
                }
                RecordLine::Field(_) | RecordLine::OneOf(_) | RecordLine::Common(_) => {}
            }
        }
    }

    fn declare(&mut self, name: &'a Word, declared: Declared, found: &mut Vec<Diagnostic>) {
        match self.names.get(name.as_str()) {
            Some((_, first)) => found.push(defined_twice::defined_twice(name, name.span, *first)),
            None if facets::SCALARS.contains(&name.as_str()) => found.push(defined_twice::known_type(name)),
            None => drop(self.names.insert(name, (declared, name.span))),
        }
    }

    /// Different names that are one name in Rust; what was reported already, or will be as a statement given twice, is left out.
    fn collisions(&self, found: &mut Vec<Diagnostic>) {
        let reported: BTreeSet<Span> = found.iter().map(|problem| problem.primary.span).collect();
        let records = self.records.iter().map(|record| (record.rust_name.clone(), record.step.as_str(), record.name));
        let enumerations = self.enumerations.iter().map(|item| (naming::upper_camel(item.name), item.name.as_str(), item.name.span));
        let mut seen: BTreeMap<String, (&str, Span)> = BTreeMap::new();
        for (rust_name, step, span) in records.chain(enumerations) {
            match seen.get(&rust_name) {
                Some((first, _)) if *first == step && matches!(step, "content" | "return") => {}
                Some(_) if reported.contains(&span) => {}
                Some((_, first)) => found.push(rust_names_collide::collide(&rust_name, span, *first)),
                None => drop(seen.insert(rust_name, (step, span))),
            }
        }
    }
}
