//! What an adapter says for some profiles alone.

use super::adapter::Lines;
use super::context::Context;
use super::definitions::AdapterDefinition;
use super::parameter::Known;
use super::path::Bodies;
use super::problems::{given_twice, unknown_profile};
use super::{profile, remarks};
use crate::ir::Variant;
use crate::span::{Span, Spanned};
use crate::syntax::ast::{AdapterLine, Block, Quoted, VariantLine, Word};

/// Resolves the `in` blocks of an adapter that exists in `profiles`.
pub(super) fn variants(
    cx: &mut Context<'_>,
    definition: &AdapterDefinition<'_>,
    adapter: usize,
    bodies: Bodies<'_>,
    known: &Known<'_>,
    profiles: &[Spanned<usize>],
) -> Vec<Variant> {
    let mut variants: Vec<Variant> = Vec::new();
    for (line, statement) in definition.item.body.statements() {
        let AdapterLine::Variant { profiles: names, body } = statement else { continue };
        let step = format!("in {}", names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", "));
        let variant = cx.within(step, |cx| {
            let there = named(cx, names, profiles, &variants);
            let mut lines = Lines::new(names.first().map_or(body.span, |name| name.span), adapter, known);
            for (line, statement) in body.statements() {
                lines.read(cx, &statement.0, &line.doc, bodies);
            }
            lines.into_variant(there, body, &line.doc)
        });
        variants.push(variant);
    }
    variants
}

impl Lines<'_> {
    fn into_variant(self, profiles: Vec<Spanned<usize>>, body: &Block<VariantLine>, doc: &[Quoted]) -> Variant {
        let mut remarks = remarks::with_doc(doc);
        for (_, line) in body.statements() {
            if let AdapterLine::Common(common) = &line.0 {
                remarks::add(&mut remarks, common);
            }
        }
        Variant {
            profiles,
            operations: self.operations.take(),
            directions: self.directions,
            delivery: self.delivery.take(),
            master: self.master.take().flatten(),
            locks: self.locks,
            requirements: self.requirements,
            prerequisites: self.prerequisites,
            sharing: self.sharing,
            parameters: self.parameters,
            masks: self.masks,
            takes: self.takes,
            remarks,
            span: body.span,
        }
    }
}

/// The profiles that a block names: those in which the adapter exists, and that no block before it names.
fn named(cx: &mut Context<'_>, names: &[Word], profiles: &[Spanned<usize>], earlier: &[Variant]) -> Vec<Spanned<usize>> {
    let definitions = cx.definitions;
    let all: Option<Span> = profiles.first().zip(profiles.last()).map(|(first, last)| first.span.to(last.span));
    let mut there = Vec::new();
    for place in profile::listed(cx, names) {
        let first = earlier.iter().flat_map(|variant| &variant.profiles).find(|named| named.value == place.value);
        let name = definitions.profiles.get(place.value).map_or("", |profile| profile.name.as_str());
        if let Some(first) = first {
            cx.report(given_twice::given_twice(&format!("in {name}"), place.span, first.span));
            continue;
        }
        let holds = profiles.iter().any(|listed| definitions.extends(listed.value, place.value));
        match all.filter(|_| !holds) {
            Some(all) => cx.report(unknown_profile::not_there(name, place.span, all)),
            None => there.push(place),
        }
    }
    there
}
