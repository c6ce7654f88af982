//! How fields of an XSD stand in the JSON form, as the JSON schema of the same message has them.

#[cfg(test)]
mod tests;

use crate::compare::find_mut;
use crate::draft::{BlockId, Enumeration, Field, Item, Line, Record, Type, TypeRef};
use crate::phrases as say;
use crate::print::json_form;
use crate::report::{Finding, FindingKind};
use depara_dsl::diagnostic::Text;
use depara_dsl::ir::{JsonForm, JsonList, JsonValue, Place, Scalar};
use std::collections::BTreeMap;

/// An item, or a block that it uses, in which types are looked up.
#[derive(Clone, Copy)]
pub(crate) struct Home<'c> {
    pub(crate) item: &'c Item,
    /// The block, when the item is one.
    pub(crate) block: Option<&'c BlockId>,
    pub(crate) blocks: &'c BTreeMap<BlockId, Item>,
}

impl<'c> Home<'c> {
    /// The record, with what its own types are looked up in.
    pub(crate) fn record(self, reference: &TypeRef) -> Option<(Self, &'c Record)> {
        let home = self.of(reference)?;
        let record = match reference {
            TypeRef::Local(place) => home.item.records.get(*place),
            TypeRef::Shared(_, name) => home.item.records.iter().find(|record| record.name == *name),
        };
        Some((home, record?))
    }

    /// The enumeration.
    pub(crate) fn enumeration(self, reference: &TypeRef) -> Option<&'c Enumeration> {
        let home = self.of(reference)?;
        match reference {
            TypeRef::Local(place) => home.item.enumerations.get(*place),
            TypeRef::Shared(_, name) => home.item.enumerations.iter().find(|enumeration| enumeration.name == *name),
        }
    }

    fn of(self, reference: &TypeRef) -> Option<Self> {
        match reference {
            TypeRef::Local(_) => Some(self),
            TypeRef::Shared(id, _) => {
                let (block, item) = self.blocks.get_key_value(id)?;
                Some(Self { item, block: Some(block), blocks: self.blocks })
            }
        }
    }
}

/// The form that the field `xsd` has in JSON, where it stands as the field `json`.
pub(crate) fn of((xsd, xsd_home): (&Field, Home<'_>), (json, json_home): (&Field, Home<'_>)) -> JsonForm {
    let respelt = (json.element() != xsd.element()).then(|| json.element().to_owned());
    let list = list((xsd, xsd_home), (json, json_home));
    let inner = list_type(json, json_home, &list);
    JsonForm { name: json.json.name.clone().or(respelt), list, value: value((&xsd.r#type, xsd_home), inner) }
}

/// How the list `xsd` stands in JSON.
fn list((xsd, xsd_home): (&Field, Home<'_>), (json, json_home): (&Field, Home<'_>)) -> JsonList {
    let is_list = xsd.max != Some(0) && xsd.place == Place::Element;
    match (&xsd.wrapper, &xsd.r#type) {
        (Some(_), _) if is_list && json.wrapper.is_some() => json.json.list.clone(),
        // Not every wrapper has a name that says so.
        (Some(_), _) if is_list => match record(json, json_home).and_then(only_list) {
            Some(only) => JsonList::Object(only.json.name.clone().unwrap_or_else(|| only.element().to_owned())),
            None => JsonList::Array,
        },
        (None, Type::Record(_)) if is_list && xsd.max != Some(1) => {
            let only = record(xsd, xsd_home).and_then(only_list);
            if only.is_some_and(|only| leaves_out(only, json, json_home)) { JsonList::Nested } else { JsonList::Array }
        }
        _ => JsonList::Array,
    }
}

/// Whether the list `json` holds what is in `only`, with no object between them: each item of the outer list is then a list itself.
fn leaves_out(only: &Field, json: &Field, home: Home<'_>) -> bool {
    let repeats = json.wrapper.is_some() || json.max != Some(1);
    let has_object = record(json, home)
        .is_some_and(|record| Item::fields(&record.lines).iter().any(|field| field.element().eq_ignore_ascii_case(only.element())));
    let is_typed = json.r#type != Type::Scalar(Scalar::Any);
    json.list_of_lists || repeats && is_typed && !has_object
}

/// The type of the values in the list, which a record around it may hold.
fn list_type<'c>(json: &'c Field, home: Home<'c>, list: &JsonList) -> (&'c Type, Home<'c>) {
    let around = match (&json.r#type, list) {
        (Type::Record(reference), JsonList::Object(_)) if json.wrapper.is_none() => home.record(reference),
        _ => None,
    };
    match around.and_then(|(home, record)| Some((&only_list(record)?.r#type, home))) {
        Some(inner) => inner,
        None => (&json.r#type, home),
    }
}

fn record<'c>(field: &Field, home: Home<'c>) -> Option<&'c Record> {
    match &field.r#type {
        Type::Record(reference) => home.record(reference).map(|(_, record)| record),
        Type::Scalar(_) | Type::Enumeration(_) => None,
    }
}

/// The field of a record that is one element that repeats, and nothing else.
pub(crate) fn only_list(record: &Record) -> Option<&Field> {
    match record.lines.as_slice() {
        [Line::Field(only)] => {
            let repeats = only.max.is_none_or(|max| max > 1);
            (only.place == Place::Element && only.wrapper.is_none() && repeats).then_some(only.as_ref())
        }
        _ => None,
    }
}

/// The form of a value in JSON where it is not that of its type.
fn value((xsd, xsd_home): (&Type, Home<'_>), (json, json_home): (&Type, Home<'_>)) -> Option<JsonValue> {
    match (natural(xsd, xsd_home)?, natural(json, json_home)?) {
        (Natural::Number | Natural::Bool, Natural::Text | Natural::Moment) => Some(JsonValue::Text),
        (Natural::Text | Natural::Any, Natural::Number) => Some(JsonValue::Number),
        _ => None,
    }
}

/// What a value is in JSON.
#[derive(Debug, Clone, Copy)]
enum Natural {
    Text,
    /// A text that is never a number.
    Moment,
    Number,
    Bool,
    Any,
}

fn natural(kind: &Type, home: Home<'_>) -> Option<Natural> {
    Some(match kind {
        Type::Record(_) => return None,
        Type::Enumeration(reference) if home.enumeration(reference)?.int => Natural::Number,
        Type::Enumeration(_) | Type::Scalar(Scalar::Text(_)) => Natural::Text,
        Type::Scalar(Scalar::Date | Scalar::DateTime | Scalar::Time) => Natural::Moment,
        Type::Scalar(Scalar::Decimal(_) | Scalar::Float | Scalar::Int(..)) => Natural::Number,
        Type::Scalar(Scalar::Bool) => Natural::Bool,
        Type::Scalar(Scalar::Any) => Natural::Any,
    })
}

/// What one JSON schema says of the form of a field.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) form: JsonForm,
    pub(crate) path: String,
    pub(crate) line: u32,
}

/// What the JSON schemas of messages say of the types that they share: block, record and element.
#[derive(Debug, Default)]
pub(crate) struct SharedForms(BTreeMap<(BlockId, String, String), Vec<Said>>);

impl SharedForms {
    pub(crate) fn add(&mut self, block: &BlockId, record: &str, element: &str, said: Said) {
        self.0.entry((block.clone(), record.to_owned(), element.to_owned())).or_default().push(said);
    }

    /// Takes over what all say alike; the rest is told.
    pub(crate) fn apply(self, blocks: &mut BTreeMap<BlockId, Item>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for ((id, record, element), said) in self.0 {
            let Some(first) = said.first() else { continue };
            let lines = blocks.get_mut(&id).and_then(|block| block.records.iter_mut().find(|found| found.name == record));
            let Some(field) = lines.and_then(|record| find_mut(&mut record.lines, &element)) else { continue };
            if said.iter().all(|other| other.form == first.form) {
                field.json = first.form.clone();
                continue;
            }
            let mut forms: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for one in &said {
                let form = json_form(&Field { json: one.form.clone(), ..field.clone() }).unwrap_or_else(|| format!("\"{element}\""));
                forms.entry(format!("`json {form}`")).or_default().push(&one.path);
            }
            let named = |paths: &[&str]| match paths {
                [first, second, third, _, ..] => format!("{first}, {second}, {third}, …"),
                few => few.join(", "),
            };
            let forms: Vec<String> = forms.iter().map(|(form, paths)| format!("{form} ({})", named(paths))).collect();
            findings.push(Finding {
                file: first.path.clone(),
                line: first.line,
                kind: FindingKind::Contradiction,
                place: format!("{} {}/{record}/{element}", id.0, id.1),
                text: Text::from(&say::FORMS_DIFFER).with("forms", forms.join("; ")),
            });
        }
        findings
    }
}
