//! DP0306: a product wants an element that the schema leaves out freely. Common, so reported only when asked for.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Field, Occurs};
use crate::resolve::Draft;

pub(crate) const CODE: Code = Code("DP0306");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    for found in walk::fields(draft.catalog()) {
        if !may_be_missing(found.field) {
            continue;
        }
        for required in found.field.facts.iter().filter_map(|fact| fact.required) {
            let message = Text::from(&phrases::REQUIRED_BY_PRODUCT).with("element", &found.field.name.value);
            let problem = Diagnostic::warning(CODE, message, required, Text::from(&phrases::PRODUCT_WANTS));
            problems.push(problem.at(found.path()).related(found.field.name.span, Text::from(&phrases::SCHEMA_OPTIONAL)));
        }
    }
}

fn may_be_missing(field: &Field) -> bool {
    match &field.occurs {
        Occurs::Once { required } => !required,
        Occurs::Many(cardinality) => cardinality.min == 0,
        Occurs::Wrapped { required, cardinality, .. } => !required || cardinality.min == 0,
        Occurs::Never => false,
    }
}
