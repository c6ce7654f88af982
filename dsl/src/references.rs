//! Which message refers to which, and in what order the initial load fills every key.

use crate::checks::walk::{self, FoundField, Owner};
use crate::ir::Catalog;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// From one message to another, with the field that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The message that holds the field, as an index of [`Catalog::messages`].
    pub from: usize,
    /// The message whose key the field carries.
    pub to: usize,
    /// The element.
    pub field: String,
    /// Where `refers` names the message.
    pub span: Span,
    /// Where in the business the field is.
    pub path: Vec<String>,
}

/// A message in the order of the initial load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The message, as an index of [`Catalog::messages`].
    pub message: usize,
    /// The messages that it refers to.
    pub after: BTreeSet<usize>,
    /// The messages of the circle that it is in, itself included; empty when it is in none.
    pub circle: Vec<usize>,
}

/// The references to other messages, those of the shared types that a message uses among them. A message that refers to itself has an
/// order within its own records, and no reference here.
#[must_use]
pub fn references(catalog: &Catalog) -> Vec<Reference> {
    let mut all = Vec::new();
    for FoundField { field, owner, path } in walk::fields(catalog) {
        let Some(refers) = &field.refers else { continue };
        let users = match owner {
            Owner::Message(message) => vec![message],
            Owner::Types(types) => users(catalog, types),
        };
        for from in users {
            if from != refers.value && catalog.messages.get(refers.value).is_some() {
                let field = field.name.value.clone();
                all.push(Reference { from, to: refers.value, field, span: refers.span, path: path.clone() });
            }
        }
    }
    all
}

/// The order of the initial load: each message after those that it refers to, otherwise in the order of the catalog. The messages of a
/// circle stand together, where everything else that they refer to is done.
///
/// With `goal`, only that message and what it needs.
#[must_use]
pub fn plan(catalog: &Catalog, goal: Option<usize>) -> Vec<Step> {
    let mut after: BTreeMap<usize, BTreeSet<usize>> = (0..catalog.messages.len()).map(|message| (message, BTreeSet::new())).collect();
    for reference in references(catalog) {
        after.entry(reference.from).or_default().insert(reference.to);
    }
    if let Some(goal) = goal {
        let wanted = reachable(&after, goal);
        after.retain(|message, _| *message == goal || wanted.contains(message));
    }
    let reach: BTreeMap<usize, BTreeSet<usize>> = after.keys().map(|message| (*message, reachable(&after, *message))).collect();
    let mut waiting: BTreeSet<usize> = after.keys().copied().collect();
    let mut steps = Vec::new();
    while let Some(next) = ready(&reach, &waiting) {
        let in_circle = |other: &usize| reach.get(other).is_some_and(|reach| reach.contains(&next));
        let circle: Vec<usize> = reach.get(&next).into_iter().flatten().copied().filter(in_circle).collect();
        let together = if circle.is_empty() { vec![next] } else { circle.clone() };
        for message in together {
            waiting.remove(&message);
            steps.push(Step { message, after: after.get(&message).cloned().unwrap_or_default(), circle: circle.clone() });
        }
    }
    steps
}

/// The first message of which everything is done that it refers to, but for its own circle.
fn ready(reach: &BTreeMap<usize, BTreeSet<usize>>, waiting: &BTreeSet<usize>) -> Option<usize> {
    let leads_back = |from: usize, to: usize| reach.get(&from).is_some_and(|reach| reach.contains(&to));
    let is_ready = |message: &usize| {
        reach.get(message).is_none_or(|reach| reach.iter().all(|needed| !waiting.contains(needed) || leads_back(*needed, *message)))
    };
    waiting.iter().copied().find(is_ready)
}

/// Every message that `start` leads to; itself when it is in a circle.
fn reachable(after: &BTreeMap<usize, BTreeSet<usize>>, start: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = vec![start];
    while let Some(message) = open.pop() {
        open.extend(after.get(&message).into_iter().flatten().copied().filter(|next| found.insert(*next)));
    }
    found
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Sources;

    /// The plan for messages of one letter, each with the letters that it refers to; a circle in brackets.
    fn planned(messages: &[(&str, &str)], goal: Option<usize>) -> String {
        let message = |(name, refers): &(&str, &str)| {
            let fields: String = refers.chars().map(|to| format!("{to}InternalId text? refers {to}\n")).collect();
            format!("message {name} 1.000 event {{\ncontent {{\nCode text?\n{fields}}}\n}}\n")
        };
        let keys = messages.iter().map(|(name, _)| {
            format!("adapter {name} {{\nmessage {name} 1.000\nroutine R{name}\nprotheus sends\nkey Z{name}1.Z{name}1_COD {{\nprotheus company\n}}\n}}\n")
        });
        let text = format!("map 1\n{}{}", messages.iter().map(message).collect::<String>(), keys.collect::<String>());
        let mut sources = Sources::default();
        sources.add("plan.map", text);
        let (catalog, problems) = crate::compile(&sources, crate::checks::Options::default());
        let catalog = catalog.unwrap_or_else(|| panic!("{problems:?}"));
        let step = |step: &Step| {
            let name = &catalog.messages[step.message].name.value;
            if step.circle.is_empty() { name.clone() } else { format!("[{name}]") }
        };
        plan(&catalog, goal).iter().map(step).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_referred_to_comes_first_and_the_rest_keeps_its_order() {
        assert_eq!(planned(&[("A", ""), ("B", ""), ("C", "")], None), "A B C");
        assert_eq!(planned(&[("A", "C"), ("B", ""), ("C", "")], None), "B C A");
        assert_eq!(planned(&[("A", "BC"), ("B", "D"), ("C", ""), ("D", "A")], None), "C [A] [B] [D]");
        assert_eq!(planned(&[("A", "A"), ("B", "A")], None), "A B");
        assert_eq!(planned(&[("A", "C"), ("B", ""), ("C", "")], Some(0)), "C A");
        assert_eq!(planned(&[("A", "B"), ("B", "A"), ("C", "D"), ("D", "C"), ("E", "AC")], None), "[A] [B] [C] [D] E");
    }
}
