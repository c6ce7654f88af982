//! What products document becomes facts where it can be read, and notes where it cannot.

use super::Lowerer;
use crate::draft::{Fact, Field, Type};
use crate::phrases as say;
use crate::product::{DictionaryField, LONGEST_FIELD, ProductDoc, dictionary_field, is_placeholder, product_type, required};
use crate::report::{Count, FindingKind};
use crate::text::{folded, one_line};
use depara_dsl::diagnostic::Text;
use depara_dsl::ir::Scalar;

impl Lowerer<'_, '_> {
    /// Adds to `field` what products say of it.
    pub(super) fn facts(&mut self, scope: usize, products: &[ProductDoc], field: &mut Field) {
        for doc in products {
            self.fact(scope, doc, field);
        }
    }

    fn fact(&mut self, scope: usize, doc: &ProductDoc, field: &mut Field) {
        for text in [&doc.field, &doc.kind, &doc.length, &doc.required, &doc.note] {
            if !text.trim().is_empty() && is_placeholder(text) {
                self.findings.count(Count::Placeholders);
            }
        }
        let said = |text: &str| Some(one_line(text)).filter(|text| !is_placeholder(text));
        let mut note = said(&doc.note);
        if note.as_deref().is_some_and(|note| folded(note) == folded(&field.doc)) {
            self.findings.count(Count::Repeated);
            note = None;
        }
        if doc.unavailable {
            let text = self.sentence(Text::from(&say::NOT_AVAILABLE));
            note = Some(note.map_or(text.clone(), |note| format!("{text}; {note}")));
        }
        let wanted = required(&doc.required);
        if said(&doc.field).is_none() && said(&doc.kind).is_none() && said(&doc.length).is_none() && wanted == Some(false) && note.is_none()
        {
            return;
        }
        let Some(system) = self.system(&doc.product, scope, doc.line) else {
            // Nobody knows whose documentation it is.
            self.findings.count(Count::Placeholders);
            return;
        };
        let name = dictionary_field(&system.name, &doc.field);
        let kind = product_type(&doc.kind, &doc.length);
        let fact = match (name, kind, wanted) {
            (DictionaryField::Unread, ..) | (_, Err(()), _) | (.., None) => None,
            (name, Ok(kind), Some(required)) => Some(Fact {
                system: system.name.clone(),
                field: match name {
                    DictionaryField::Known(alias, field) => Some((alias, field)),
                    DictionaryField::None | DictionaryField::Unread => None,
                },
                r#type: kind,
                required,
                note: note.clone(),
            }),
        };
        let empty = |fact: &Fact| fact.field.is_none() && fact.r#type.is_none() && !fact.required && fact.note.is_none();
        match fact {
            Some(fact) if empty(&fact) => {}
            Some(fact) if !field.facts.iter().any(|earlier| earlier.system == fact.system && earlier.field == fact.field) => {
                self.lints(scope, doc.line, &fact, field);
                field.facts.push(fact);
            }
            Some(fact) if field.facts.contains(&fact) => self.findings.count(Count::Repeated),
            _ => {
                let parts = [said(&doc.field), typed(&doc.kind, &doc.length), self.required_text(doc), note];
                let text = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
                field.notes.push(format!("{}: {text}", system.name));
            }
        }
    }

    fn required_text(&self, doc: &ProductDoc) -> Option<String> {
        match required(&doc.required) {
            Some(true) => Some(self.sentence(Text::from(&say::REQUIRED_NOTE))),
            Some(false) => None,
            None => Some(one_line(&doc.required)),
        }
    }

    /// What a product says against what the schema says.
    fn lints(&mut self, scope: usize, line: u32, fact: &Fact, field: &mut Field) {
        if let Some((size, limit)) = longer(fact, &field.r#type) {
            self.note(FindingKind::Contradiction, scope, line, longer_text(fact, size, limit));
        }
        if fact.required && field.min == 0 {
            self.note(FindingKind::Contradiction, scope, line, Text::from(&say::PRODUCT_REQUIRES).with("product", &fact.system));
        }
        let too_long = fact.field.as_ref().map(|(_, name)| name.chars().count()).filter(|count| *count > LONGEST_FIELD);
        if let Some(count) = too_long.filter(|_| fact.system == "protheus" && field.allows.is_empty()) {
            let because = self.sentence(Text::from(&say::BECAUSE_TOO_LONG).with("found", count));
            field.allows.push(("DP0109", because));
        }
    }
}

/// The size of a product's field and what the schema lets through, where that is less.
pub(crate) fn longer(fact: &Fact, kind: &Type) -> Option<(u32, u32)> {
    let limit = match kind {
        Type::Scalar(Scalar::Text(facets)) => facets.max,
        Type::Scalar(Scalar::Decimal(Some((digits, _)))) => Some(*digits),
        Type::Scalar(_) | Type::Record(_) | Type::Enumeration(_) => None,
    };
    let size = fact.r#type.as_ref().and_then(|kind| kind.size);
    size.zip(limit).filter(|(size, limit)| size > limit)
}

/// What is to be said of it.
pub(crate) fn longer_text(fact: &Fact, size: u32, limit: u32) -> Text {
    Text::from(&say::PRODUCT_LONGER).with("product", &fact.system).with("found", size).with("limit", limit)
}

/// Type and length as they are written.
fn typed(kind: &str, length: &str) -> Option<String> {
    let said = |text: &str| Some(one_line(text)).filter(|text| !is_placeholder(text));
    match (said(kind), said(length)) {
        (None, None) => None,
        (kind, length) => Some(format!("{}{}", kind.unwrap_or_default(), length.map(|length| format!("({length})")).unwrap_or_default())),
    }
}
