//! DP0311: the JSON form that a field declares does not fit what the field is.

use super::misfit_value::{enumeration, record};
use super::walk::{self, FoundField};
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Phrase, Problems, Text};
use crate::ir::{Catalog, Field, FieldKind, JsonForm, JsonList, JsonValue, Member, Occurs, Place, Record, Scalar};
use crate::resolve::Draft;
use crate::span::Spanned;

pub(crate) const CODE: Code = Code("DP0311");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    let catalog = draft.catalog();
    for found in walk::fields(catalog) {
        let Some(form) = &found.field.json else { continue };
        let wrong = [misfit_name(found.field, form), misfit_list(catalog, &found, form), misfit_form(catalog, &found, form)];
        problems.extend(wrong.into_iter().flatten().map(|problem| problem.at(found.path())));
    }
}

/// A name that is empty, or a path that is not two names.
fn misfit_name(field: &Field, form: &Spanned<JsonForm>) -> Option<Diagnostic> {
    let name = form.name.as_deref()?;
    let (path, child) = match &form.list {
        JsonList::Object(child) => (format!("{name}/{child}"), Some(child)),
        JsonList::Array | JsonList::Nested => (name.to_owned(), None),
    };
    if name.is_empty() || child.is_some_and(|child| child.is_empty() || child.contains('/')) {
        let message = Text::from(&phrases::JSON_NO_PATH).with("path", path);
        return Some(Diagnostic::error(CODE, message, form.span, Text::from(&phrases::JSON_PATH_FITS)));
    }
    if child.is_none() || matches!(field.occurs, Occurs::Wrapped { .. }) {
        return None;
    }
    let message = Text::from(&phrases::JSON_NO_WRAPPER).with("element", &field.name.value);
    let help = Text::from(&phrases::JSON_NO_WRAPPER_HELP).with("path", format!("{name}/{}", field.name.value));
    Some(Diagnostic::error(CODE, message, form.span, Text::from(&phrases::JSON_NAME_ALONE)).help(help))
}

/// `nested` where there are not two lists.
fn misfit_list(catalog: &Catalog, found: &FoundField<'_>, form: &Spanned<JsonForm>) -> Option<Diagnostic> {
    let fits = match &found.field.occurs {
        _ if form.list != JsonList::Nested => true,
        Occurs::Wrapped { .. } => true,
        Occurs::Many(_) => match &found.field.kind {
            FieldKind::Record(id) => record(catalog, found.owner, *id).is_none_or(is_one_list),
            FieldKind::Scalar(_) | FieldKind::Enumeration(_) => false,
        },
        Occurs::Once { .. } | Occurs::Never => false,
    };
    let message = Text::from(&phrases::JSON_NO_LIST).with("element", &found.field.name.value);
    (!fits).then(|| {
        Diagnostic::error(CODE, message, form.span, Text::from(&phrases::JSON_NOT_NESTED)).help(Text::from(&phrases::JSON_NO_LIST_HELP))
    })
}

/// Whether the record is one element that repeats, and nothing else.
fn is_one_list(record: &Record) -> bool {
    match record.members.as_slice() {
        [Member::Field(only)] => only.place == Place::Element && matches!(only.occurs, Occurs::Many(_)),
        _ => false,
    }
}

/// A form of the values that they have already, or cannot have.
fn misfit_form(catalog: &Catalog, found: &FoundField<'_>, form: &Spanned<JsonForm>) -> Option<Diagnostic> {
    let (name, label): (_, &'static Phrase) = match form.value.value? {
        JsonValue::Text => ("text", &phrases::JSON_TEXT_OF),
        JsonValue::Number => ("number", &phrases::JSON_NUMBER_OF),
    };
    let other = match &found.field.kind {
        FieldKind::Scalar(scalar) => other_form(scalar),
        FieldKind::Enumeration(id) => Some(if enumeration(catalog, found.owner, *id)?.int { JsonValue::Text } else { JsonValue::Number }),
        FieldKind::Record(id) => record(catalog, found.owner, *id).map(|_| None)?,
    };
    let message = Text::from(&phrases::JSON_SAME_VALUE).with("element", &found.field.name.value).with("form", name);
    let help = Text::from(&phrases::JSON_SAME_VALUE_HELP).with("form", name);
    (form.value.value != other).then(|| Diagnostic::error(CODE, message, form.span, Text::from(label)).help(help))
}

/// The form in JSON that is not the value's own.
fn other_form(scalar: &Scalar) -> Option<JsonValue> {
    match scalar {
        Scalar::Decimal(_) | Scalar::Float | Scalar::Int(..) | Scalar::Bool => Some(JsonValue::Text),
        Scalar::Text(_) | Scalar::Any => Some(JsonValue::Number),
        Scalar::Date | Scalar::DateTime | Scalar::Time => None,
    }
}
