//! What is open in the elements of a new map's message: keys of which nobody has said whose they are, and lengths that contradict each other.

use crate::draft::{Field, Item, Line, Type};
use crate::lower::{longer, longer_text};
use crate::phrases as say;
use depara_dsl::diagnostic::{Language, Text};
use depara_dsl::ir::Place;

/// How the elements end that carry a key.
const ENDINGS: [&str; 2] = ["InternalId", "InternalID"];
/// What carries the company and the branch, which no message describes.
const COMPANY: &str = "Company";

/// Marks it as pending, so that a new map has one kind of open fact alone.
pub(super) fn mark(item: &mut Item) {
    let records = item.records.iter_mut().map(|record| &mut record.lines);
    [&mut item.content, &mut item.answer].into_iter().chain(records).for_each(|lines| mark_lines(lines));
}

fn mark_lines(lines: &mut [Line]) {
    for line in lines {
        match line {
            Line::Field(field) => mark_field(field),
            Line::Unordered(lines) | Line::Group { lines, .. } => mark_lines(lines),
            Line::OneOf(_) => {}
        }
    }
}

fn mark_field(field: &mut Field) {
    if let Some(owner) = key_of(field) {
        let missing = if owner.is_empty() { &say::PENDING_KEY } else { &say::PENDING_REFERENCE };
        field.pending.push(Text::from(missing).to(Language::Portuguese));
    }
    let longer = field.facts.iter().filter_map(|fact| longer(fact, &field.r#type).map(|(size, limit)| (fact, size, limit)));
    let open: Vec<String> = longer.map(|(fact, size, limit)| longer_text(fact, size, limit).to(Language::Portuguese)).collect();
    if !open.is_empty() {
        field.pending.extend(open);
        field.allows.push(("DP0305", Text::from(&say::BECAUSE_PENDING).to(Language::Portuguese)));
    }
}

/// Whose key an element carries, by its name: `Bank` of `BankInternalId`, nothing of `InternalId`; none of an element that carries no key.
fn key_of(field: &Field) -> Option<&str> {
    let is_value = field.place == Place::Element && !matches!(field.r#type, Type::Record(_));
    let owner = ENDINGS.iter().find_map(|ending| field.name.strip_suffix(ending));
    owner.filter(|owner| is_value && *owner != COMPANY)
}
