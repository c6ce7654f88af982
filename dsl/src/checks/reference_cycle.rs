//! DP0303: messages refer to each other in a circle, so that no order of loading fills every key.
//!
//! A reference that is filled later orders nothing, and breaks the circle. A message that refers to itself (an account and its parent) has an
//! order within its own records and is no circle.

use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::Catalog;
use crate::references::Reference;
use crate::resolve::Draft;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

pub(crate) const CODE: Code = Code("DP0303");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    let catalog = draft.catalog();
    let mut references: BTreeMap<usize, Vec<Reference>> = BTreeMap::new();
    for reference in crate::references::references(catalog).into_iter().filter(|reference| !reference.later) {
        references.entry(reference.from).or_default().push(reference);
    }
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
    let problem = Diagnostic::error(CODE, text, first.span, Text::from(&phrases::REFERS_TO).with("message", name(first.to)))
        .at(first.path.iter().cloned())
        .help(Text::from(&phrases::REFERENCE_CYCLE_HELP));
    Some(rest.iter().fold(problem, |problem, reference| {
        problem.related(reference.span, Text::from(&phrases::REFERS_TO).with("message", name(reference.to)))
    }))
}
