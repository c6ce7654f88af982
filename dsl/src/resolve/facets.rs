//! Scalar types, with their sizes and facets.

use super::context::Context;
use super::problems::out_of_bounds;
use crate::ir::{Scalar, Space, TextFacets};
use crate::span::{Span, Spanned};
use crate::syntax::ast::{FieldType, TypeArguments};

/// The names of the scalar types.
pub(super) const SCALARS: [&str; 9] = ["text", "decimal", "float", "int", "date", "datetime", "time", "bool", "any"];

/// The facets that stand behind a type.
#[derive(Default)]
pub(super) struct Facets {
    pub(super) pattern: Option<Spanned<String>>,
    pub(super) space: Option<Spanned<Space>>,
}

/// The scalar that `written` names; none when it is no scalar.
pub(super) fn scalar(cx: &mut Context<'_>, written: &FieldType, facets: &Facets) -> Option<Scalar> {
    let arguments = written.arguments.as_ref();
    let scalar = match written.name.as_str() {
        "text" => {
            let (min, max) = length(cx, written);
            let pattern = facets.pattern.as_ref().map(|pattern| pattern.value.clone());
            return Some(Scalar::Text(TextFacets { min, max, pattern, space: facets.space.map(|space| space.value) }));
        }
        "decimal" => {
            text_only(cx, facets);
            return Some(Scalar::Decimal(digits(cx, written)));
        }
        "int" => {
            text_only(cx, facets);
            let (min, max) = bounds(cx, written);
            return Some(Scalar::Int(min, max));
        }
        "float" => Scalar::Float,
        "date" => Scalar::Date,
        "datetime" => Scalar::DateTime,
        "time" => Scalar::Time,
        "bool" => Scalar::Bool,
        "any" => Scalar::Any,
        _ => return None,
    };
    text_only(cx, facets);
    if arguments.is_some() {
        no_arguments(cx, written);
    }
    Some(scalar)
}

/// Reports sizes behind a type that takes none.
pub(super) fn no_arguments(cx: &mut Context<'_>, written: &FieldType) {
    if written.arguments.is_some() {
        cx.report(out_of_bounds::arguments(&written.name, written.span, &[&written.name]));
    }
}

/// Reports facets of texts behind another type.
pub(super) fn text_only(cx: &mut Context<'_>, facets: &Facets) {
    if let Some(pattern) = &facets.pattern {
        cx.report(out_of_bounds::text_only("pattern", pattern.span));
    }
    if let Some(space) = &facets.space {
        cx.report(out_of_bounds::text_only("space", space.span));
    }
}

fn length(cx: &mut Context<'_>, written: &FieldType) -> (Option<u32>, Option<u32>) {
    match &written.arguments {
        None => (None, None),
        Some(TypeArguments::One(max)) => (None, count(cx, max, 1)),
        Some(TypeArguments::Range(min, max)) => {
            let (least, most) = (min.as_ref().and_then(|min| count(cx, min, 0)), max.as_ref().and_then(|max| count(cx, max, 1)));
            ordered(cx, least, most, written.span)
        }
        Some(TypeArguments::Two(..)) => {
            cx.report(out_of_bounds::arguments("text", written.span, &["text", "text(40)", "text(1..40)"]));
            (None, None)
        }
    }
}

fn digits(cx: &mut Context<'_>, written: &FieldType) -> Option<(u32, Option<u32>)> {
    match &written.arguments {
        None => None,
        Some(TypeArguments::One(digits)) => Some((count(cx, digits, 1)?, None)),
        Some(TypeArguments::Two(digits, scale)) => {
            let (all, behind) = (count(cx, digits, 1)?, count(cx, scale, 0)?);
            if behind > all {
                cx.report(out_of_bounds::scale(all, behind, scale.span));
            }
            (behind <= all).then_some((all, Some(behind)))
        }
        Some(TypeArguments::Range(..)) => {
            cx.report(out_of_bounds::arguments("decimal", written.span, &["decimal", "decimal(12)", "decimal(12,2)"]));
            None
        }
    }
}

fn bounds(cx: &mut Context<'_>, written: &FieldType) -> (Option<i64>, Option<i64>) {
    match &written.arguments {
        None => (None, None),
        Some(TypeArguments::Range(min, max)) => {
            ordered(cx, min.as_ref().map(|min| min.value), max.as_ref().map(|max| max.value), written.span)
        }
        Some(TypeArguments::One(_) | TypeArguments::Two(..)) => {
            cx.report(out_of_bounds::arguments("int", written.span, &["int", "int(0..99)"]));
            (None, None)
        }
    }
}

/// A number of characters or digits; none when it was reported.
fn count(cx: &mut Context<'_>, written: &Spanned<i64>, least: u32) -> Option<u32> {
    let count = u32::try_from(written.value).ok().filter(|count| *count >= least);
    if count.is_none() {
        cx.report(out_of_bounds::size(written.value, written.span));
    }
    count
}

/// Both bounds, unless they were reported to leave no room.
fn ordered<T: PartialOrd + Copy + std::fmt::Display>(
    cx: &mut Context<'_>,
    min: Option<T>,
    max: Option<T>,
    span: Span,
) -> (Option<T>, Option<T>) {
    match (min, max) {
        (Some(least), Some(most)) if least > most => {
            cx.report(out_of_bounds::range(least, most, span));
            (None, None)
        }
        bounds => bounds,
    }
}
