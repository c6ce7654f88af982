//! Records: their fields, repeating groups and exclusive fields.

use super::context::Context;
use super::draft::STAND_IN;
use super::layout::RecordDeclaration;
use super::problems::{defined_twice, out_of_bounds, rust_names_collide, unknown_element};
use super::scope::Scope;
use super::{field, naming, remarks};
use crate::ir::{Cardinality, Field, Group, Member, Place, Record, Remarks};
use crate::span::{Span, Spanned};
use crate::syntax::ast::{Block, RecordLine, Word};
use std::collections::BTreeMap;

/// Resolves a record of the message at `message`, or of a block of shared types.
pub(super) fn record<'a>(cx: &mut Context<'a>, scope: &Scope<'a>, declared: &'a RecordDeclaration<'a>, message: Option<usize>) -> Record {
    let mut builder = Builder { scope, message, members: Vec::new(), one_of: Vec::new(), remarks: remarks::with_doc(declared.doc) };
    cx.within(declared.step.clone(), |cx| {
        builder.lines(cx, declared.body, true);
        duplicates(cx, &builder.members);
        let one_of = builder.one_of.iter().map(|words| exclusive(cx, words, &builder.members, &declared.step)).collect();
        Record {
            name: Spanned::new(declared.rust_name.clone(), declared.name),
            members: builder.members,
            one_of,
            remarks: builder.remarks,
            span: declared.name.to(declared.body.span),
        }
    })
}

/// Bounds with room between them.
pub(super) fn cardinality(cx: &mut Context<'_>, written: &Spanned<Cardinality>) -> Cardinality {
    match written.value {
        Cardinality { min, max: Some(max) } if min > max => {
            cx.report(out_of_bounds::range(min, max, written.span));
            Cardinality { min, max: None }
        }
        bounds => bounds,
    }
}

struct Builder<'s, 'a> {
    scope: &'s Scope<'a>,
    message: Option<usize>,
    members: Vec<Member>,
    one_of: Vec<&'a [Word]>,
    remarks: Remarks,
}

impl<'a> Builder<'_, 'a> {
    fn lines(&mut self, cx: &mut Context<'a>, body: &'a Block<RecordLine>, ordered: bool) {
        for (line, statement) in body.statements() {
            match statement {
                RecordLine::Field(written) => {
                    let field = field::field(cx, self.scope, written, self.message);
                    let remarks = Remarks { doc: remarks::with_doc(&line.doc).doc, ..field.remarks };
                    self.members.push(Member::Field(Box::new(Field { remarks, ordered, ..field })));
                }
                RecordLine::Unordered(body) => self.lines(cx, body, false),
                RecordLine::Group { cardinality: written, name, body } => {
                    if written.max == Some(0) {
                        cx.report(out_of_bounds::size(0, written.span));
                    }
                    self.members.push(Member::Group(Group {
                        rust_name: naming::snake_case(name),
                        record: self.scope.own.group(body.span).unwrap_or(STAND_IN),
                        cardinality: cardinality(cx, written),
                        span: name.span.to(body.span),
                    }));
                }
                RecordLine::OneOf(words) => self.one_of.push(words),
                RecordLine::Common(common) => remarks::add(&mut self.remarks, common),
            }
        }
    }
}

/// Reports elements that are there twice, and members that would have one name in Rust.
fn duplicates(cx: &mut Context<'_>, members: &[Member]) {
    let mut elements: BTreeMap<(Option<&str>, &str, Place), Span> = BTreeMap::new();
    let mut rust_names: BTreeMap<&str, Span> = BTreeMap::new();
    for member in members {
        let (rust_name, span) = match member {
            Member::Group(group) => (&group.rust_name, group.span),
            Member::Field(field) => {
                let element = (field::wrapper(field), field.name.as_str(), field.place);
                if let Some(first) = elements.insert(element, field.name.span) {
                    cx.report(defined_twice::defined_twice(&field.name, field.name.span, first));
                    continue;
                }
                (&field.rust_name, field.name.span)
            }
        };
        match rust_names.get(rust_name.as_str()) {
            Some(first) => cx.report(rust_names_collide::collide_inside(rust_name, span, *first)),
            None => drop(rust_names.insert(rust_name, span)),
        }
    }
}

/// The members that `one of` names.
fn exclusive(cx: &mut Context<'_>, words: &[Word], members: &[Member], step: &str) -> Vec<usize> {
    let mut chosen = Vec::new();
    for word in words {
        let place = members.iter().position(|member| match member {
            Member::Field(field) => field.name.value == word.value || field::wrapper(field) == Some(word.as_str()),
            Member::Group(group) => group.rust_name == word.value,
        });
        match place {
            Some(place) => chosen.push(place),
            None => {
                let known = members.iter().filter_map(|member| match member {
                    Member::Field(field) => Some(field.name.as_str()),
                    Member::Group(_) => None,
                });
                let near = cx.nearest(word, known);
                cx.report_unknown(word, unknown_element::unknown_element(word, &format!("`{step}`"), near));
            }
        }
    }
    chosen
}
