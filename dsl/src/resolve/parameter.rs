//! Parameters, masks and the places where keys are looked for: what `profile`, `adapter` and `in` have in common.

use super::context::Context;
use super::definitions::{self, AdapterDefinition, Definition, PROTHEUS};
use super::facets::{self, Facets};
use super::problems::{given_twice, unfit_word, unknown_parameter};
use super::{dictionary, field, remarks, words};
use crate::ir::{Mask, Parameter, Scalar, Take};
use crate::span::Spanned;
use crate::syntax::ast::{self, AdapterLine, ProfileLine, Quoted, Word};
use std::collections::BTreeMap;

/// The parameters that an adapter or a profile can speak of, by name.
#[derive(Default)]
pub(super) struct Known<'a>(BTreeMap<&'a str, &'a ast::Parameter>);

impl<'a> Known<'a> {
    /// Those of every profile.
    pub(super) fn of_profiles(profiles: &[Definition<'a, ProfileLine>]) -> Self {
        let mut known = BTreeMap::new();
        for (_, line) in profiles.iter().flat_map(|profile| profile.body.statements()) {
            if let ProfileLine::Parameter(written) = line {
                known.entry(written.name.as_str()).or_insert(&**written);
            }
        }
        Self(known)
    }

    /// Those of every profile, and those of one adapter.
    pub(super) fn of_adapter(profiles: &[Definition<'a, ProfileLine>], adapter: &AdapterDefinition<'a>) -> Self {
        let Self(mut known) = Self::of_profiles(profiles);
        let mut add = |line: &'a AdapterLine| {
            if let AdapterLine::Parameter(written) = line {
                known.entry(written.name.as_str()).or_insert(written);
            }
        };
        for (_, line) in adapter.item.body.statements() {
            add(line);
            if let AdapterLine::Variant { body, .. } = line {
                body.statements().for_each(|(_, line)| add(&line.0));
            }
        }
        Self(known)
    }

    /// Reports a name that no parameter has; `is_switch` when it must be one that is on or off.
    fn check(&self, cx: &mut Context<'_>, name: &Word, is_switch: bool) {
        match self.0.get(name.as_str()) {
            Some(found) if is_switch && found.r#type.name.value != "bool" => {
                cx.report(unknown_parameter::no_switch(name, found.name.span));
            }
            Some(_) => {}
            None => {
                let near = cx.nearest(name, self.0.keys().copied());
                cx.report_unknown(name, unknown_parameter::unknown_parameter(name, near));
            }
        }
    }
}

/// Resolves a parameter.
pub(super) fn parameter(cx: &mut Context<'_>, written: &ast::Parameter, doc: &[Quoted], known: &Known<'_>) -> Parameter {
    let kind = facets::scalar(cx, &written.r#type, &Facets::default()).unwrap_or_else(|| {
        let name = &written.r#type.name;
        cx.report(unfit_word::unfit_word(name, &facets::SCALARS, cx.nearest(name, facets::SCALARS)));
        Scalar::Any
    });
    if let Some(old) = &written.replaces {
        known.check(cx, old, false);
    }
    Parameter {
        name: written.name.clone(),
        kind,
        default: written.default.clone(),
        replaces: written.replaces.clone(),
        at: text(written.at.as_ref()),
        doc: remarks::with_doc(doc).doc,
        span: written.span,
    }
}

/// Resolves a mask.
pub(super) fn mask(cx: &mut Context<'_>, written: &ast::Mask, doc: &[Quoted], known: &Known<'_>) -> Mask {
    let system = cx.system(&written.system);
    if system == PROTHEUS {
        dictionary::check_field(cx, &written.field);
    }
    if let Some(switch) = &written.unless {
        known.check(cx, switch, true);
    }
    Mask {
        system,
        field: Spanned::new(definitions::field_name(&written.field), written.field.span),
        pattern: text(written.pattern.as_ref()),
        empty_digits: written.empty.as_ref().and_then(|empty| words::size(cx, empty.digits)),
        stays_empty: written.empty.as_ref().is_some_and(|empty| empty.stays.is_some()),
        unless: written.unless.clone(),
        at: text(written.at.as_ref()),
        doc: remarks::with_doc(doc).doc,
        span: written.span,
    }
}

/// Resolves where a key is looked for; none when there is no such key, which was reported.
pub(super) fn take(cx: &mut Context<'_>, written: &ast::Take, doc: &[Quoted], adapter: usize) -> Option<Take> {
    for (place, source) in written.sources.iter().enumerate() {
        if let Some(first) = written.sources.iter().take(place).find(|first| first.value == source.value) {
            cx.report(given_twice::given_twice(source, source.span, first.span));
        }
    }
    let Some(key) = cx.definitions.key(&written.key, |other| other == adapter) else {
        field::report_unknown_key(cx, &written.key);
        return None;
    };
    Some(Take {
        key: Spanned::new(key, written.key.span),
        context: written.context.clone(),
        sources: written.sources.clone(),
        doc: remarks::with_doc(doc).doc,
        span: written.span,
    })
}

fn text(text: Option<&Quoted>) -> Option<String> {
    text.map(|text| text.value.clone())
}
