//! DP0305: a product's field holds more than the schema lets through.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Fact, Field, FieldKind, Scalar, TextFacets};
use crate::resolve::Draft;

pub(crate) const CODE: Code = Code("DP0305");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    for found in walk::fields(draft.catalog()) {
        let longer = found.field.facts.iter().filter_map(|fact| longer_than_schema(found.field, fact));
        problems.extend(longer.map(|problem| problem.at(found.path())));
    }
}

fn longer_than_schema(field: &Field, fact: &Fact) -> Option<Diagnostic> {
    let limit = limit(&field.kind)?;
    let product = fact.r#type.as_ref()?;
    let size = product.value.size.filter(|size| *size > limit)?;
    let message = Text::from(&phrases::LONGER_THAN_SCHEMA).with("element", &field.name.value).with("limit", limit);
    Some(
        Diagnostic::warning(CODE, message, product.span, Text::from(&phrases::UP_TO).with("size", size))
            .related(field.name.span, Text::from(&phrases::SCHEMA_LIMIT).with("limit", limit))
            .help(Text::from(&phrases::LONGER_HELP)),
    )
}

/// Characters, or digits in all.
fn limit(kind: &FieldKind) -> Option<u32> {
    match kind {
        FieldKind::Scalar(Scalar::Text(TextFacets { max, .. })) => *max,
        FieldKind::Scalar(Scalar::Decimal(Some((digits, _)))) => Some(*digits),
        _ => None,
    }
}
