//! DP0303: messages refer to each other in a circle, so that no order of loading fills every key.
//!
//! A message that refers to itself (an account and its parent) has an order within its own records and is no circle.

use super::walk::{self, FoundField, Owner};
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::Catalog;
use crate::resolve::Draft;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

pub(crate) const CODE: Code = Code("DP0303");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    let catalog = draft.catalog();
    let references = references(catalog);
    let mut reported = BTreeSet::new();
    for message in 0..catalog.messages.len() {
        if !reported.contains(&message)
            && let Some(circle) = circle(&references, message)
        {
            reported.extend(circle.iter().map(|reference| reference.from));
            problems.extend(reference_cycle(catalog, &circle));
        }
    }
}

/// From one message to another, with the place that says so.
struct Reference {
    from: usize,
    to: usize,
    span: Span,
    path: Vec<String>,
}

/// The references of each message to other messages, those of the shared types that it uses among them.
fn references(catalog: &Catalog) -> BTreeMap<usize, Vec<Reference>> {
    let mut all: BTreeMap<usize, Vec<Reference>> = BTreeMap::new();
    for FoundField { field, owner, path } in walk::fields(catalog) {
        let Some(refers) = &field.refers else { continue };
        let users = match owner {
            Owner::Message(message) => vec![message],
            Owner::Types(types) => users(catalog, types),
        };
        for from in users {
            if from != refers.value && catalog.messages.get(refers.value).is_some() {
                all.entry(from).or_default().push(Reference { from, to: refers.value, span: refers.span, path: path.clone() });
            }
        }
    }
    all
}

/// The messages that use a block of shared types, through other blocks too.
fn users(catalog: &Catalog, types: usize) -> Vec<usize> {
    let mut blocks = BTreeSet::from([types]);
    loop {
        let more = catalog.types.iter().enumerate().filter(|(_, block)| block.uses.iter().any(|used| blocks.contains(used)));
        let more: Vec<usize> = more.map(|(index, _)| index).filter(|index| !blocks.contains(index)).collect();
        if more.is_empty() {
            break;
        }
        blocks.extend(more);
    }
    let uses = |uses: &[usize]| uses.iter().any(|used| blocks.contains(used));
    catalog.messages.iter().enumerate().filter(|(_, message)| uses(&message.uses)).map(|(index, _)| index).collect()
}

/// The shortest way from `start` back to itself.
fn circle(references: &BTreeMap<usize, Vec<Reference>>, start: usize) -> Option<Vec<&Reference>> {
    let mut arrived: BTreeMap<usize, &Reference> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(message) = queue.pop_front() {
        for reference in references.get(&message).into_iter().flatten() {
            if arrived.contains_key(&reference.to) {
                continue;
            }
            arrived.insert(reference.to, reference);
            queue.push_back(reference.to);
        }
    }
    let mut way = vec![*arrived.get(&start)?];
    while let Some(first) = way.last().filter(|first| first.from != start) {
        way.push(*arrived.get(&first.from)?);
    }
    way.reverse();
    Some(way)
}

fn reference_cycle(catalog: &Catalog, circle: &[&Reference]) -> Option<Diagnostic> {
    let (first, rest) = circle.split_first()?;
    let name = |message: usize| catalog.messages.get(message).map_or("", |message| message.name.value.as_str());
    let names: Vec<&str> = circle.iter().map(|reference| name(reference.from)).chain([name(first.from)]).collect();
    let text = Text::from(&phrases::REFERENCE_CYCLE).with("circle", names.join(" → "));
    let problem = Diagnostic::warning(CODE, text, first.span, Text::from(&phrases::REFERS_TO).with("message", name(first.to)))
        .at(first.path.iter().cloned())
        .help(Text::from(&phrases::REFERENCE_CYCLE_HELP));
    Some(rest.iter().fold(problem, |problem, reference| {
        problem.related(reference.span, Text::from(&phrases::REFERS_TO).with("message", name(reference.to)))
    }))
}
