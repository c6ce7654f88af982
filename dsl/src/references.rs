//! Which message refers to which, and in what order the initial load fills every key.

use crate::checks::walk::{self, FoundField, Owner};
use crate::ir::Catalog;
use crate::span::{Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// From one message to another, with the field that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The message that holds the field, as an index of [`Catalog::messages`].
    pub from: usize,
    /// The message whose key the field carries.
    pub to: usize,
    /// Whether the field is filled when both records are there already.
    pub later: bool,
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
    /// The messages that have to be loaded before it: it refers to them.
    pub after: BTreeSet<usize>,
    /// The messages that it refers to later alone: they are filled when both are loaded, and order nothing.
    pub later: BTreeSet<usize>,
}

/// The references to other messages, those of the shared types that a message uses among them. A message that refers to itself has an
/// order within its own records, and no reference here.
#[must_use]
pub fn references(catalog: &Catalog) -> Vec<Reference> {
    let mut all = Vec::new();
    for found in walk::fields(catalog) {
        let FoundField { field, owner, .. } = found;
        let Some(refers) = &field.refers else { continue };
        let users = match owner {
            Owner::Message(message) => vec![message],
            Owner::Types(types) => users(catalog, types),
        };
        for from in users {
            let Spanned { value: to, span } = refers.message;
            if from != to && catalog.messages.get(to).is_some() {
                all.push(Reference { from, to, later: refers.later, field: field.name.value.clone(), span, path: found.path() });
            }
        }
    }
    all
}

/// The order of the initial load: each message after those that it refers to, otherwise in the order of the catalog. What is filled later
/// orders nothing; a circle of the other references is an error of the mappings, so a catalog has none.
///
/// With `goal`, only that message and what it needs.
#[must_use]
pub fn plan(catalog: &Catalog, goal: Option<usize>) -> Vec<Step> {
    let no_step = |message| Step { message, after: BTreeSet::new(), later: BTreeSet::new() };
    let mut waiting: BTreeMap<usize, Step> = (0..catalog.messages.len()).map(|message| (message, no_step(message))).collect();
    for reference in references(catalog) {
        let step = waiting.entry(reference.from).or_insert(no_step(reference.from));
        if reference.later {
            step.later.insert(reference.to)
        } else {
            step.after.insert(reference.to)
        };
    }
    for step in waiting.values_mut() {
        step.later.retain(|message| !step.after.contains(message));
    }
    if let Some(goal) = goal {
        let wanted = needed(&waiting, goal);
        waiting.retain(|message, _| wanted.contains(message));
    }
    let mut steps = Vec::new();
    while let Some(next) = ready(&waiting) {
        steps.extend(waiting.remove(&next));
    }
    steps
}

/// The first message of which everything is done that it refers to.
fn ready(waiting: &BTreeMap<usize, Step>) -> Option<usize> {
    let is_ready = |step: &&Step| step.after.iter().all(|needed| !waiting.contains_key(needed));
    let next = waiting.values().find(is_ready).or_else(|| waiting.values().next())?;
    Some(next.message)
}

/// `goal` and every message that it cannot be loaded without.
fn needed(steps: &BTreeMap<usize, Step>, goal: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::from([goal]);
    let mut open = vec![goal];
    while let Some(message) = open.pop() {
        let after = steps.get(&message).map(|step| &step.after);
        open.extend(after.into_iter().flatten().copied().filter(|next| found.insert(*next)));
    }
    found
}

/// The messages that use a block of shared types, through other blocks too.
pub(crate) fn users(catalog: &Catalog, types: usize) -> Vec<usize> {
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

    /// The plan for messages of one letter, each with the letters that it refers to, in small letters what it refers to later.
    fn planned(messages: &[(&str, &str)], goal: Option<usize>) -> String {
        let field = |to: char| match to.is_lowercase() {
            true => format!("{to}LaterInternalId text? refers {} later\n", to.to_uppercase()),
            false => format!("{to}InternalId text? refers {to}\n"),
        };
        let message = |(name, refers): &(&str, &str)| {
            let fields: String = refers.chars().map(field).collect();
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
        let name = |place: usize| catalog.messages[place].name.value.as_str();
        let step = |step: &Step| {
            let later: String = step.later.iter().map(|place| name(*place).to_lowercase()).collect();
            format!("{}{later}", name(step.message))
        };
        plan(&catalog, goal).iter().map(step).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_referred_to_comes_first_and_the_rest_keeps_its_order() {
        assert_eq!(planned(&[("A", ""), ("B", ""), ("C", "")], None), "A B C");
        assert_eq!(planned(&[("A", "C"), ("B", ""), ("C", "")], None), "B C A");
        assert_eq!(planned(&[("A", "BC"), ("B", "D"), ("C", ""), ("D", "")], None), "C D B A");
        assert_eq!(planned(&[("A", "A"), ("B", "A")], None), "A B");
        assert_eq!(planned(&[("A", "C"), ("B", ""), ("C", "")], Some(0)), "C A");
    }

    #[test]
    fn what_is_filled_later_orders_nothing() {
        assert_eq!(planned(&[("A", "BC"), ("B", "D"), ("C", ""), ("D", "a")], None), "C Da B A");
        assert_eq!(planned(&[("A", "b"), ("B", "A")], None), "Ab B");
        assert_eq!(planned(&[("A", "bB"), ("B", "")], None), "B A");
        assert_eq!(planned(&[("A", "b"), ("B", ""), ("C", "")], Some(0)), "Ab");
    }
}
