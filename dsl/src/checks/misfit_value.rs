//! DP0308: a default, or a value of an enumeration, does not fit its type.

use super::walk::{self, Owner};
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Phrase, Problems, Text};
use crate::ir::{Catalog, Enumeration, FieldKind, Record, Scalar, TextFacets, TypeId};
use crate::resolve::Draft;
use crate::span::Spanned;

pub(crate) const CODE: Code = Code("DP0308");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    let catalog = draft.catalog();
    for found in walk::fields(catalog) {
        let Some(default) = &found.field.default else { continue };
        let fits = match &found.field.kind {
            FieldKind::Scalar(scalar) => misfit(scalar, &default.value),
            FieldKind::Enumeration(id) => enumeration(catalog, found.owner, *id).and_then(|all| not_listed(all, &default.value)),
            FieldKind::Record(id) => record(catalog, found.owner, *id).map(|_| Text::from(&phrases::FITS_NOTHING)),
        };
        problems.extend(fits.map(|fits| misfit_default(&found.field.name.value, default, fits).at(found.path())));
    }
    for (path, parameter) in walk::parameters(catalog) {
        let Some(default) = &parameter.default else { continue };
        let fits = misfit(&parameter.kind, &default.value);
        problems.extend(fits.map(|fits| misfit_default(&parameter.name.value, default, fits).at(path.clone())));
    }
    for (path, all) in walk::enumerations(catalog) {
        let wrong = all.values.iter().filter(|value| all.int && value.value.value.parse::<i64>().is_err());
        problems.extend(wrong.map(|value| misfit_value(all, &value.value).at(path.clone())));
    }
}

fn misfit_default(name: &str, default: &Spanned<String>, fits: Text) -> Diagnostic {
    let message = Text::from(&phrases::MISFIT_DEFAULT).with("value", &default.value).with("element", name);
    Diagnostic::error(CODE, message, default.span, fits)
}

fn misfit_value(all: &Enumeration, value: &Spanned<String>) -> Diagnostic {
    let message = Text::from(&phrases::MISFIT_VALUE).with("value", &value.value).with("enumeration", &all.name.value);
    Diagnostic::error(CODE, message, value.span, Text::from(&phrases::FITS_INT))
        .related(all.name.span, Text::from(&phrases::SAYS_INT))
        .help(Text::from(&phrases::LEAVE_INT_OUT))
}

/// What fits instead, when `text` does not.
fn misfit(scalar: &Scalar, text: &str) -> Option<Text> {
    let (fits, expected): (bool, &'static Phrase) = match scalar {
        Scalar::Text(facets) => return misfit_length(facets, text),
        Scalar::Decimal(limits) => (fits_decimal(*limits, text), &phrases::FITS_DECIMAL),
        Scalar::Float => (text.parse::<f64>().is_ok_and(f64::is_finite), &phrases::FITS_NUMBER),
        Scalar::Int(min, max) => {
            let within = |number: i64| min.is_none_or(|min| min <= number) && max.is_none_or(|max| number <= max);
            return (!text.parse().is_ok_and(within)).then(|| whole_number(*min, *max));
        }
        Scalar::Date => (fits_date(text), &phrases::FITS_DATE),
        Scalar::DateTime => (text.split_once('T').is_some_and(|(date, time)| fits_date(date) && fits_time(time)), &phrases::FITS_DATETIME),
        Scalar::Time => (fits_time(text), &phrases::FITS_TIME),
        Scalar::Bool => (matches!(text, "true" | "false" | "1" | "0"), &phrases::FITS_BOOL),
        Scalar::Any => return None,
    };
    (!fits).then(|| Text::from(expected))
}

fn whole_number(min: Option<i64>, max: Option<i64>) -> Text {
    let bound = |bound: Option<i64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    match (min, max) {
        (None, None) => Text::from(&phrases::FITS_INT),
        _ => Text::from(&phrases::FITS_RANGE).with("range", format!("{}..{}", bound(min), bound(max))),
    }
}

fn misfit_length(facets: &TextFacets, text: &str) -> Option<Text> {
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    match (facets.min, facets.max) {
        (_, Some(max)) if length > max => Some(Text::from(&phrases::FITS_AT_MOST).with("count", max)),
        (Some(min), _) if length < min => Some(Text::from(&phrases::FITS_AT_LEAST).with("count", min)),
        _ => None,
    }
}

fn fits_decimal(limits: Option<(u32, Option<u32>)>, text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole_length, scale) = (whole.trim_start_matches('0').len(), fraction.len());
    let within = |(total, after): (u32, Option<u32>)| {
        after.is_none_or(|after| scale <= after as usize) && whole_length.saturating_add(scale) <= total as usize
    };
    digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty()) && limits.is_none_or(within)
}

/// `2024-02-29`, with or without an offset.
fn fits_date(text: &str) -> bool {
    let Some((date, offset)) = text.split_at_checked(10) else { return false };
    fits_pattern(date, "0000-00-00") && (offset.is_empty() || fits_offset(offset))
}

/// `14:30:00`, with or without a fraction and an offset.
fn fits_time(text: &str) -> bool {
    let Some((time, rest)) = text.split_at_checked(8) else { return false };
    let rest = rest.strip_prefix('.').map_or(rest, |fraction| fraction.trim_start_matches(|digit: char| digit.is_ascii_digit()));
    fits_pattern(time, "00:00:00") && (rest.is_empty() || fits_offset(rest))
}

fn fits_offset(text: &str) -> bool {
    text == "Z" || text.strip_prefix(['+', '-']).is_some_and(|offset| fits_pattern(offset, "00:00"))
}

/// Whether `text` has a digit wherever `pattern` has one, and the same characters elsewhere.
fn fits_pattern(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text.bytes().zip(pattern.bytes()).all(|(found, fits)| found == fits || fits == b'0' && found.is_ascii_digit())
}

fn not_listed(all: &Enumeration, text: &str) -> Option<Text> {
    let listed = all.values.iter().any(|value| value.value.value == text || value.also.iter().any(|also| also.value == text));
    (!listed).then(|| Text::from(&phrases::FITS_ENUMERATION).with("enumeration", &all.name.value))
}

pub(super) fn enumeration(catalog: &Catalog, owner: Owner, id: TypeId) -> Option<&Enumeration> {
    match (id, owner) {
        (TypeId::Shared(types, index), _) | (TypeId::Local(index), Owner::Types(types)) => {
            catalog.types.get(types)?.enumerations.get(index)
        }
        (TypeId::Local(index), Owner::Message(message)) => catalog.messages.get(message)?.enumerations.get(index),
    }
}

pub(super) fn record(catalog: &Catalog, owner: Owner, id: TypeId) -> Option<&Record> {
    match (id, owner) {
        (TypeId::Shared(types, index), _) | (TypeId::Local(index), Owner::Types(types)) => catalog.types.get(types)?.records.get(index),
        (TypeId::Local(index), Owner::Message(message)) => catalog.messages.get(message)?.records.get(index),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;

    fn check(scalar: &Scalar, cases: &[(&str, bool)]) {
        for (text, fits) in cases {
            let found = misfit(scalar, text).map(|expected| expected.to(Language::English));
            assert_eq!(found.is_none(), *fits, "{scalar:?} and {text:?}: {found:?}");
        }
    }

    #[test]
    fn texts_have_a_length_in_characters() {
        let facets = TextFacets { min: Some(2), max: Some(3), ..TextFacets::default() };
        check(&Scalar::Text(facets), &[("a", false), ("ab", true), ("ção", true), ("abcd", false)]);
    }

    #[test]
    fn numbers_keep_their_bounds() {
        check(&Scalar::Int(Some(0), Some(99)), &[("0", true), ("99", true), ("100", false), ("-1", false), ("x", false)]);
        check(&Scalar::Int(None, None), &[("-5", true), ("1.0", false), ("", false)]);
        check(
            &Scalar::Decimal(Some((5, Some(2)))),
            &[("123.45", true), ("-0.5", true), ("00123.4", true), ("1234.5", true), ("1.234", false)],
        );
        check(&Scalar::Decimal(Some((5, Some(2)))), &[("12345.6", false), ("", false), (".", false), ("1,5", false)]);
        check(&Scalar::Decimal(Some((5, None))), &[("12345", true), ("1.2345", true), ("1.23456", false), ("123456", false)]);
        check(&Scalar::Float, &[("1.5e3", true), ("inf", false), ("x", false)]);
    }

    #[test]
    fn dates_and_times_are_written_as_in_a_message() {
        check(&Scalar::Date, &[("2024-02-29", true), ("2024-02-29-03:00", true), ("29/02/2024", false), ("2024-2-9", false)]);
        check(&Scalar::Time, &[("14:30:00", true), ("14:30:00.250Z", true), ("14:30", false), ("14:30:00x", false)]);
        check(&Scalar::DateTime, &[("2024-02-29T14:30:00-03:00", true), ("2024-02-29", false), ("2024-02-29 14:30:00", false)]);
        check(&Scalar::Bool, &[("true", true), ("0", true), ("yes", false)]);
    }
}
