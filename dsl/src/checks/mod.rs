//! What is proved of a draft: each check is one file with its code, its diagnostic and its reasoning.

mod allow;
mod collision;

pub mod environment;
pub mod shape;
pub(crate) mod walk;

pub(crate) mod ambiguous_key;
pub(crate) mod content_line;
pub(crate) mod delivery_of_profile;
pub(crate) mod example;
pub(crate) mod internal_id;
pub(crate) mod json_form;
pub(crate) mod key_version;
pub(crate) mod load_identifies;
pub(crate) mod longer_than_schema;
pub(crate) mod merging_trim;
pub(crate) mod misfit_value;
pub(crate) mod never_sent;
pub(crate) mod no_example;
pub(crate) mod pending;
pub(crate) mod reference_cycle;
pub(crate) mod reference_without_key;
pub(crate) mod require_alone;
pub(crate) mod required_by_product;
pub(crate) mod shared_name_space;
pub(crate) mod silent_skip;
pub(crate) mod two_readings;
pub(crate) mod undecided_adapter;
pub(crate) mod useless_allow;
pub(crate) mod useless_outside;

pub use pending::CODE as PENDING;

use crate::diagnostic::{Code, Diagnostic, Problems, Severity};
use crate::resolve::Draft;
use std::collections::BTreeSet;

/// How strict the checks are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Pending facts are errors.
    pub release: bool,
    /// Differences between a product and the schema that are common are reported too.
    pub pedantic: bool,
}

/// The problems that were found `before`, and everything that can be proved of `draft`, without what its `allow` statements silence.
#[must_use]
pub fn check(draft: &Draft, before: Vec<Diagnostic>, options: Options) -> Vec<Diagnostic> {
    let mut problems = Problems::default();
    for check in CHECKS {
        check(draft, &mut problems);
    }
    pending::check(draft, options, &mut problems);
    let mut found = problems.into_sorted();

    // A template or a row that is taken over with `like` is checked where it is used and reported once, where it is written.
    let mut seen = BTreeSet::new();
    found.retain(|problem| seen.insert((problem.code, problem.primary.span)));

    found.extend(before);
    let mut found = allow::apply(draft, found);
    if !options.pedantic {
        found.retain(|problem| problem.severity == Severity::Error || !PEDANTIC.contains(&problem.code));
    }
    found
}

/// Whose warnings are reported on request alone.
const PEDANTIC: &[Code] = &[required_by_product::CODE, internal_id::CODE];

/// The checks that depend on the draft alone.
const CHECKS: &[fn(&Draft, &mut Problems)] = &[
    ambiguous_key::check,
    shared_name_space::check,
    silent_skip::check,
    key_version::check,
    content_line::check,
    no_example::check,
    load_identifies::check,
    require_alone::check,
    undecided_adapter::check,
    example::check,
    merging_trim::check,
    never_sent::check,
    reference_without_key::check,
    reference_cycle::check,
    delivery_of_profile::check,
    internal_id::check,
    useless_outside::check,
    longer_than_schema::check,
    required_by_product::check,
    two_readings::check,
    misfit_value::check,
    json_form::check,
];

#[cfg(test)]
mod tests;
