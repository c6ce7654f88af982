//! DP0307: one field says the same fact of a product twice, with different values.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Fact, FieldName, ProductType};
use crate::resolve::Draft;

pub(crate) const CODE: Code = Code("DP0307");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    for found in walk::fields(draft.catalog()) {
        let mut earlier: Vec<&Fact> = Vec::new();
        for fact in &found.field.facts {
            let same = earlier.iter().find(|first| topic(first) == topic(fact));
            match same {
                Some(first) if reading(first) != reading(fact) => problems.push(two_readings(first, fact).at(found.path())),
                Some(_) => {}
                None => earlier.push(fact),
            }
        }
    }
}

fn two_readings(first: &Fact, second: &Fact) -> Diagnostic {
    let name = second.field.as_ref().map(|field| field.value.to_string()).unwrap_or_default();
    Diagnostic::error(CODE, Text::from(&phrases::TWO_READINGS).with("name", name), second.span, Text::from(&phrases::SECOND_READING))
        .related(first.span, Text::from(&phrases::FIRST_READING))
        .help(Text::from(&phrases::TWO_READINGS_HELP))
}

/// What a fact is about.
fn topic(fact: &Fact) -> (usize, Option<&FieldName>) {
    (fact.system, fact.field.as_ref().map(|field| &field.value))
}

/// What it says of it.
fn reading(fact: &Fact) -> (Option<&ProductType>, bool) {
    (fact.r#type.as_ref().map(|product| &product.value), fact.required.is_some())
}
