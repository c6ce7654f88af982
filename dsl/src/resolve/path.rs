//! Paths through a message: `ListOfAgency/Agency/Number`, wrappers included.

use super::context::Context;
use super::field;
use super::problems::{unknown_element, unknown_value};
use crate::ir::{Enumeration, Field, FieldKind, Member, Message, Path, Place, Record, TypeId, Types, When};
use crate::span::Spanned;
use crate::syntax::ast::{self, Word};

/// The messages and shared types that paths lead through.
#[derive(Clone, Copy)]
pub(super) struct Bodies<'c> {
    pub(super) messages: &'c [Message],
    pub(super) types: &'c [Types],
}

/// A record, or what stands where there is none.
#[derive(Clone, Copy)]
pub(super) enum Position<'c> {
    /// Inside this record.
    Record(Owner, &'c Record),
    /// Behind this element, which holds a value.
    Value(Owner, &'c Field),
    /// Behind something that was reported: nothing more can be said.
    Unknown,
}

/// What a record belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Message(usize),
    Types(usize),
}

impl<'c> Bodies<'c> {
    /// The content of the message at `message`.
    pub(super) fn content(self, message: usize) -> Position<'c> {
        match self.messages.get(message) {
            Some(found) => self.record(Owner::Message(message), found.content.0),
            None => Position::Unknown,
        }
    }

    fn record(self, owner: Owner, place: usize) -> Position<'c> {
        let records = match owner {
            Owner::Message(message) => self.messages.get(message).map(|message| &message.records),
            Owner::Types(types) => self.types.get(types).map(|types| &types.records),
        };
        records.and_then(|records| records.get(place)).map_or(Position::Unknown, |record| Position::Record(owner, record))
    }

    fn enumeration(self, owner: Owner, id: TypeId) -> Option<&'c Enumeration> {
        match (id, owner) {
            (TypeId::Local(place), Owner::Message(message)) => self.messages.get(message)?.enumerations.get(place),
            (TypeId::Local(place), Owner::Types(types)) | (TypeId::Shared(types, place), _) => {
                self.types.get(types)?.enumerations.get(place)
            }
        }
    }

    /// Where one is behind `field` of a record of `owner`.
    fn behind(self, owner: Owner, field: &'c Field) -> Position<'c> {
        match field.kind {
            FieldKind::Record(TypeId::Local(place)) => self.record(owner, place),
            FieldKind::Record(TypeId::Shared(types, place)) => self.record(Owner::Types(types), place),
            FieldKind::Scalar(_) | FieldKind::Enumeration(_) => Position::Value(owner, field),
        }
    }

    /// The element of a record (or of its groups) that `word` names, with the members that lead to it, the last one first, and
    /// how many words after `word` belong to it.
    fn find(self, owner: Owner, record: &'c Record, word: &Word, next: Option<&Word>) -> Option<(Vec<usize>, &'c Field, usize)> {
        record.members.iter().enumerate().find_map(|(place, member)| match member {
            Member::Field(field) => {
                let used = match (field::wrapper(field), next) {
                    (Some(wrapper), Some(next)) => (wrapper == word.value && is_named(field, next)).then_some(1),
                    (Some(_), None) => None,
                    (None, _) => is_named(field, word).then_some(0),
                };
                Some((vec![place], &**field, used?))
            }
            Member::Group(group) => {
                let Position::Record(owner, inner) = self.record(owner, group.record) else { return None };
                let (mut way, field, used) = self.find(owner, inner, word, next)?;
                way.push(place);
                Some((way, field, used))
            }
        })
    }

    /// The elements right inside a record, those of its groups included.
    fn elements(self, owner: Owner, record: &'c Record) -> Vec<&'c Field> {
        let mut elements = Vec::new();
        for member in &record.members {
            match member {
                Member::Field(field) => elements.push(&**field),
                Member::Group(group) => {
                    if let Position::Record(owner, inner) = self.record(owner, group.record) {
                        elements.extend(self.elements(owner, inner));
                    }
                }
            }
        }
        elements
    }
}

/// Resolves a path from `start` on, and says where it ends. A path that was reported has no fields.
pub(super) fn path<'c>(cx: &mut Context<'_>, bodies: Bodies<'c>, start: Position<'c>, written: &ast::Path) -> (Path, Position<'c>) {
    let elements = written.elements.iter().map(|word| word.value.clone()).collect();
    let mut walk = Walk { bodies, fields: Vec::new(), position: start };
    let mut words = written.elements.as_slice();
    while let [word, rest @ ..] = words {
        match walk.step(cx, word, rest) {
            Some(used) => words = rest.get(used..).unwrap_or_default(),
            None => {
                let nowhere = Path { elements, fields: Vec::new(), span: written.span };
                return (nowhere, Position::Unknown);
            }
        }
    }
    (Path { elements, fields: walk.fields, span: written.span }, walk.position)
}

/// Resolves a condition on a value below `start`.
pub(super) fn when<'c>(cx: &mut Context<'_>, bodies: Bodies<'c>, start: Position<'c>, written: &ast::When) -> When {
    let (path, end) = path(cx, bodies, start, &written.path);
    let as_written = || written.values.clone();
    let values = match end {
        Position::Value(owner, field) => match &field.kind {
            FieldKind::Enumeration(id) => match bodies.enumeration(owner, *id) {
                Some(enumeration) => written.values.iter().filter_map(|word| value(cx, enumeration, word)).collect(),
                None => as_written(),
            },
            FieldKind::Scalar(_) | FieldKind::Record(_) => as_written(),
        },
        Position::Record(_, record) => {
            if let Some(last) = written.path.elements.last() {
                cx.report(unknown_element::no_value(last, record.name.span));
            }
            as_written()
        }
        Position::Unknown => as_written(),
    };
    When { path, values }
}

/// The value of an enumeration that a word of a condition names, as it stands in a message.
fn value(cx: &mut Context<'_>, enumeration: &Enumeration, word: &Word) -> Option<Spanned<String>> {
    let found = enumeration.values.iter().find(|value| value.rust_name == word.value || value.value.value == word.value);
    if found.is_none() {
        let known: Vec<&str> = enumeration.values.iter().map(|value| value.rust_name.as_str()).filter(|name| !name.is_empty()).collect();
        let near = cx.nearest(word, known.iter().copied());
        cx.report_unknown(word, unknown_value::unknown_value(word, (&enumeration.name, enumeration.name.span), &known, near));
    }
    found.map(|value| Spanned::new(value.value.value.clone(), word.span))
}

/// A way through a message, step by step.
struct Walk<'c> {
    bodies: Bodies<'c>,
    fields: Vec<usize>,
    position: Position<'c>,
}

impl Walk<'_> {
    /// Goes to the element `word`, and says how many of the words in `rest` it took besides; none when it was reported.
    fn step(&mut self, cx: &mut Context<'_>, word: &Word, rest: &[Word]) -> Option<usize> {
        let (owner, record) = match self.position {
            Position::Record(owner, record) => (owner, record),
            Position::Unknown => return None,
            Position::Value(_, field) => {
                cx.report(unknown_element::nothing_inside(word, &field.name, field.name.span));
                return None;
            }
        };
        match self.bodies.find(owner, record, word, rest.first()) {
            Some((way, field, used)) => {
                self.fields.extend(way.into_iter().rev());
                self.position = self.bodies.behind(owner, field);
                Some(used)
            }
            None => {
                if cx.has_advice() {
                    report(cx, word, rest, record, &self.bodies.elements(owner, record));
                } else {
                    let parent = format!("`{}`", as_written(&record.name));
                    cx.report_unknown(word, unknown_element::unknown_element(word, &parent, None));
                }
                None
            }
        }
    }
}

/// Reports that no element fits: a list that is written by half, or an element that is not there.
fn report(cx: &mut Context<'_>, word: &Word, rest: &[Word], record: &Record, elements: &[&Field]) {
    let lists = || elements.iter().filter_map(|field| Some((field::wrapper(field)?, field.name.as_str())));
    let children: Vec<&str> = lists().filter(|(wrapper, _)| *wrapper == word.value).map(|(_, child)| child).collect();
    match (children.as_slice(), rest.first()) {
        ([child, ..], None) => cx.report(unknown_element::list_unfinished(word, &format!("{}/{child}", word.value))),
        ([_, ..], Some(next)) => {
            let near = cx.nearest(next, children.iter().copied());
            cx.report_unknown(next, unknown_element::unknown_element(next, &format!("`{}`", word.value), near));
        }
        ([], _) => match lists().find(|(_, child)| *child == word.value) {
            Some((wrapper, child)) => cx.report(unknown_element::list_unfinished(word, &format!("{wrapper}/{child}"))),
            None => {
                let known = elements.iter().map(|field| field::wrapper(field).unwrap_or(&field.name));
                let parent = format!("`{}`", as_written(&record.name));
                cx.report_unknown(word, unknown_element::unknown_element(word, &parent, cx.nearest(word, known)));
            }
        },
    }
}

/// Whether a word of a path names this field; attributes may be written with their `@`.
fn is_named(field: &Field, word: &Word) -> bool {
    let name = if field.place == Place::Attribute { word.strip_prefix('@').unwrap_or(word) } else { word };
    field.name.value == name
}

/// The name of a record as the file has it.
fn as_written(rust_name: &str) -> &str {
    match rust_name {
        super::layout::CONTENT => "content",
        super::layout::RETURN => "return",
        name => name,
    }
}
