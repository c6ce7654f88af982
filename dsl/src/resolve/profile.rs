//! Profiles: what each says, and what it takes over from the one that it extends.

use super::context::{Context, Once};
use super::definitions::{Definition, Definitions};
use super::parameter::{self, Known};
use super::problems::{given_twice, unknown_profile};
use super::{adapter, remarks, words};
use crate::ir::{Identifier, Parameter, Profile, RowColumn, add_parameters};
use crate::span::Spanned;
use crate::syntax::ast::{ProfileLine, Word};

/// The columns of De-Para rows, as they are written.
const COLUMNS: [(&str, RowColumn); 8] = [
    ("application", RowColumn::Application),
    ("table", RowColumn::Table),
    ("fields", RowColumn::Fields),
    ("value", RowColumn::Value),
    ("system", RowColumn::System),
    ("external", RowColumn::External),
    ("transaction", RowColumn::Transaction),
    ("identifier", RowColumn::Identifier),
];

/// Resolves every profile.
pub(super) fn profiles(cx: &mut Context<'_>) -> Vec<Profile> {
    let definitions = cx.definitions;
    let known = Known::of_profiles(&definitions.profiles);
    let own: Vec<Profile> = definitions.profiles.iter().map(|item| profile(cx, item, &known)).collect();
    (0..own.len()).map(|place| inherited(cx, definitions, &own, place)).collect::<Option<_>>().unwrap_or_default()
}

/// The profile of this name, by its place.
pub(super) fn named(cx: &mut Context<'_>, name: &Word) -> Option<usize> {
    let definitions = cx.definitions;
    let place = definitions.profiles.iter().position(|profile| profile.name.value == name.value);
    if place.is_none() {
        let near = cx.nearest(name, definitions.profiles.iter().map(|profile| profile.name.as_str()));
        cx.report_unknown(name, unknown_profile::unknown_profile(name, near));
    }
    place
}

/// The profiles of these names, each once.
pub(super) fn listed(cx: &mut Context<'_>, names: &[Word]) -> Vec<Spanned<usize>> {
    let mut places: Vec<Spanned<usize>> = Vec::new();
    for name in names {
        let Some(place) = named(cx, name) else { continue };
        match places.iter().find(|listed| listed.value == place) {
            Some(first) => cx.report(given_twice::given_twice(name, name.span, first.span)),
            None => places.push(Spanned::new(place, name.span)),
        }
    }
    places
}

/// What a profile says itself.
fn profile(cx: &mut Context<'_>, item: &Definition<'_, ProfileLine>, known: &Known<'_>) -> Profile {
    cx.within(format!("profile {}", item.name.value), |cx| {
        let base = item.base.and_then(|base| named(cx, base));
        let mut remarks = remarks::with_doc(item.doc);
        let (mut rows, mut identifier) = (Once::new("rows"), Once::new("identifier"));
        let (mut deliveries, mut master) = (Once::new("delivery"), Once::new("master"));
        let mut parameters: Vec<Parameter> = Vec::new();
        for (line, statement) in item.body.statements() {
            match statement {
                ProfileLine::Rows(words) => {
                    let columns = chosen(cx, words, &COLUMNS).into_iter().map(|column| column.value).collect();
                    rows.set(cx, words::words_span(words).unwrap_or(item.name.span), columns);
                }
                ProfileLine::Identifier(words) => {
                    let choices = [("global", Identifier::Global), ("value", Identifier::Value)];
                    let found = chosen(cx, words, &choices).into_iter().map(|choice| choice.value).collect();
                    identifier.set(cx, words::words_span(words).unwrap_or(item.name.span), found);
                }
                ProfileLine::Delivery(words) => {
                    let found = chosen(cx, words, &words::DELIVERIES);
                    deliveries.set(cx, words::words_span(words).unwrap_or(item.name.span), found);
                }
                ProfileLine::Master(word) => {
                    let found = adapter::master(cx, word);
                    master.set(cx, word.span, found);
                }
                ProfileLine::Parameter(written) => {
                    let found = parameter::parameter(cx, written, &line.doc, known);
                    match parameters.iter().find(|parameter| parameter.name.value == found.name.value) {
                        Some(first) => cx.report(given_twice::given_twice(&found.name, found.name.span, first.name.span)),
                        None => parameters.push(found),
                    }
                }
                ProfileLine::Common(common) => remarks::add(&mut remarks, common),
            }
        }
        Profile {
            name: item.name.clone(),
            title: remarks::title(item.title, item.doc),
            base,
            rows: rows.take().unwrap_or_default(),
            identifier: identifier.take().unwrap_or_default(),
            deliveries: deliveries.take().unwrap_or_default(),
            master: master.take().flatten(),
            parameters,
            remarks,
            span: item.span(),
        }
    })
}

/// The profile at `place` with what its bases say and it does not. A circle is reported once, at the first of its profiles, and is cut.
fn inherited(cx: &mut Context<'_>, definitions: &Definitions<'_>, own: &[Profile], place: usize) -> Option<Profile> {
    let mut merged = own.get(place)?.clone();
    let mut way = vec![place];
    let mut next = merged.base;
    let mut ancestors = Vec::new();
    while let Some(base) = next {
        if way.contains(&base) {
            let (written, is_first) = (definitions.profiles.get(place)?, base == place && way.iter().all(|other| place <= *other));
            if let Some(extends) = written.base.filter(|_| is_first) {
                cx.report(unknown_profile::extends_itself(written.name, extends.span));
            }
            if base == place {
                merged.base = None;
            }
            break;
        }
        way.push(base);
        let ancestor = own.get(base)?;
        ancestors.push(ancestor);
        next = ancestor.base;
    }
    let mut parameters = Vec::new();
    for ancestor in ancestors.iter().rev() {
        add_parameters(&mut parameters, &ancestor.parameters);
    }
    add_parameters(&mut parameters, &merged.parameters);
    merged.parameters = parameters;
    for ancestor in ancestors {
        fill(&mut merged.rows, &ancestor.rows);
        fill(&mut merged.identifier, &ancestor.identifier);
        fill(&mut merged.deliveries, &ancestor.deliveries);
        merged.master = merged.master.or_else(|| ancestor.master.clone());
    }
    Some(merged)
}

fn fill<T: Clone>(list: &mut Vec<T>, from: &[T]) {
    if list.is_empty() {
        list.extend_from_slice(from);
    }
}

/// What the words of a list mean, each once.
fn chosen<T: Copy + PartialEq>(cx: &mut Context<'_>, words: &[Word], choices: &[(&str, T)]) -> Vec<Spanned<T>> {
    let mut found: Vec<Spanned<T>> = Vec::new();
    for word in words {
        let Some(choice) = words::choose(cx, word, choices) else { continue };
        match found.iter().find(|earlier| earlier.value == choice) {
            Some(first) => cx.report(given_twice::given_twice(word, word.span, first.span)),
            None => found.push(Spanned::new(choice, word.span)),
        }
    }
    found
}
