//! Records: their particles become lines, in the order of the schema.

use super::{Lowerer, Made};
use crate::draft::{Field, Line, Record, Type};
use crate::names::Unique;
use crate::phrases as say;
use crate::report::FindingKind;
use crate::schema::{self, Body, Order, Particle};
use crate::world::Target;
use depara_dsl::diagnostic::Text;
use depara_dsl::ir::{JsonForm, Place, Scalar, TextFacets};
use depara_dsl::resolve::naming;
use std::collections::BTreeSet;

/// How the elements of a group may be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    AsWritten,
    Optional,
    Never,
}

impl<'s> Lowerer<'_, 's> {
    /// The record of a type, under a free name.
    pub(super) fn made_record(
        &mut self,
        scope: usize,
        name: Option<&'s str>,
        record: &'s schema::Record,
        doc: &str,
        wish: &str,
        parent: &str,
    ) -> Made {
        let free = self.name(scope, name, wish, parent);
        if let Some(name) = name {
            self.made.insert((scope, name), Made::Open);
        }
        // Its place is before those of the records in it, so that a map reads from the outside to the inside.
        let place = self.records.len();
        self.records.push(Record { name: free.clone(), doc: doc.to_owned(), lines: Vec::new() });
        let lines = self.record_lines(scope, record, &free);
        if let Some(made) = self.records.get_mut(place) {
            made.lines = lines;
        }
        if let Some(name) = name {
            self.made.insert((scope, name), Made::Record(place));
        }
        Made::Record(place)
    }

    /// The lines of a record that is called `name`.
    pub(super) fn record_lines(&mut self, scope: usize, record: &'s schema::Record, name: &str) -> Vec<Line> {
        let mut lines = Vec::new();
        self.parts(scope, record, name, &mut lines);
        self.settle(scope, &mut lines);
        lines
    }

    fn parts(&mut self, scope: usize, record: &'s schema::Record, name: &str, lines: &mut Vec<Line>) {
        for base in &record.bases {
            match self.world.target(scope, base) {
                Target::Body { scope, body: Body::Record(base), .. } if self.depth < super::MAX_DEPTH => {
                    self.depth = self.depth.saturating_add(1);
                    self.parts(scope, base, name, lines);
                    self.depth = self.depth.saturating_sub(1);
                }
                Target::Missing { name, line, include } => {
                    let pending = self.hole(scope, &name, line, include);
                    if let Some(Line::Field(field)) = lines.last_mut() {
                        field.pending.push(pending);
                    }
                }
                Target::Body { .. } | Target::Untyped => {}
            }
        }
        for attribute in &record.attributes {
            lines.push(self.field_line(scope, attribute, name, Place::Attribute));
        }
        if let Some(kind) = &record.text {
            lines.push(self.text_line(scope, kind, record.line));
        }
        for particle in &record.particles {
            self.particle(scope, particle, name, Presence::AsWritten, lines);
        }
    }

    fn particle(&mut self, scope: usize, particle: &'s Particle, name: &str, presence: Presence, lines: &mut Vec<Line>) {
        match particle {
            // Every answer carries it, and the envelope reads it.
            Particle::Element(element) if self.path == [super::ANSWER] && element.name.eq_ignore_ascii_case("ListOfInternalId") => {
                self.answer_before_keys |= !lines.is_empty();
            }
            Particle::Element(element) => {
                let mut line = self.field_line(scope, element, name, Place::Element);
                apply(&mut line, presence);
                lines.push(line);
            }
            Particle::Group(group) => self.group(scope, group, name, presence, lines),
        }
    }

    fn group(&mut self, scope: usize, group: &'s schema::Group, name: &str, presence: Presence, lines: &mut Vec<Line>) {
        let alone = group.order == Order::Choice && group.particles.iter().all(is_single_element);
        let inner = match (presence, group.max, group.order) {
            (Presence::Never, ..) | (_, Some(0), _) => Presence::Never,
            (Presence::Optional, ..) | (.., Order::Choice) => Presence::Optional,
            _ if group.min == 0 && group.max == Some(1) => Presence::Optional,
            _ => Presence::AsWritten,
        };
        if group.order == Order::Choice && !alone {
            self.note(FindingKind::Skipped, scope, group.line, Text::from(&say::CHOICE));
        } else if group.order != Order::Choice && group.min == 0 && group.max == Some(1) && group.particles.iter().any(is_required) {
            self.note(FindingKind::Skipped, scope, group.line, Text::from(&say::OPTIONAL_GROUP));
        }
        let mut parts = Vec::new();
        for particle in &group.particles {
            self.particle(scope, particle, name, inner, &mut parts);
        }
        if group.max.is_none_or(|max| max > 1) && !parts.is_empty() {
            match parts.as_mut_slice() {
                [Line::Field(field)] if field.wrapper.is_none() => {
                    field.min = field.min.saturating_mul(group.min);
                    field.max = field.max.zip(group.max).map(|(one, many)| one.saturating_mul(many));
                    lines.append(&mut parts);
                }
                _ => {
                    let wish = naming::upper_camel(&naming::snake_case(&format!("{name}Rows")));
                    let taken = self.names.take([wish]);
                    self.local.insert(taken.clone());
                    self.settle(scope, &mut parts);
                    lines.push(Line::Group { min: group.min, max: group.max, name: naming::snake_case(&taken), lines: parts });
                }
            }
            return;
        }
        let names: Vec<String> = parts.iter().filter_map(member_name).collect();
        match group.order {
            Order::All if parts.len() > 1 => lines.push(Line::Unordered(parts)),
            Order::Choice if alone && names.len() > 1 => {
                lines.append(&mut parts);
                lines.push(Line::OneOf(names));
            }
            Order::All | Order::Choice | Order::Sequence => lines.append(&mut parts),
        }
    }

    /// The text of an element with attributes.
    fn text_line(&mut self, scope: usize, kind: &'s schema::Kind, line: u32) -> Line {
        let mut field = Field {
            wrapper: None,
            name: "$".to_owned(),
            place: Place::Text,
            r#type: Type::Scalar(Scalar::Text(TextFacets::default())),
            min: 1,
            max: Some(1),
            rust_name: None,
            default: None,
            json: JsonForm::default(),
            list_of_lists: false,
            doc: String::new(),
            facts: Vec::new(),
            notes: Vec::new(),
            pending: Vec::new(),
            allows: Vec::new(),
            line,
        };
        if let Target::Body { scope, body: Body::Value(value), .. } = self.world.target(scope, kind) {
            self.scalar_type(scope, value, "", &mut field);
        }
        Line::Field(Box::new(field))
    }

    /// Makes the lines of one record fit one another: no element twice, no two of one name in Rust.
    fn settle(&mut self, scope: usize, lines: &mut Vec<Line>) {
        let mut seen = BTreeSet::new();
        self.drop_twice(scope, lines, &mut seen);
        let mut names = Unique::fields();
        rust_names(lines, &mut names);
    }

    fn drop_twice(&mut self, scope: usize, lines: &mut Vec<Line>, seen: &mut BTreeSet<(Option<String>, String, Place)>) {
        let mut kept = Vec::with_capacity(lines.len());
        for mut line in std::mem::take(lines) {
            match &mut line {
                Line::Field(field) => {
                    let wrapper = field.wrapper.as_ref().map(|(wrapper, _)| wrapper.clone());
                    if !seen.insert((wrapper, field.name.clone(), field.place)) {
                        let text = Text::from(&say::ELEMENT_TWICE).with("name", &field.name);
                        self.note(FindingKind::Skipped, scope, field.line, text);
                        continue;
                    }
                }
                Line::Unordered(inner) => self.drop_twice(scope, inner, seen),
                // The members of a group are a record of their own.
                Line::Group { .. } => {}
                Line::OneOf(names) => {
                    names.sort();
                    names.dedup();
                    if names.len() < 2 {
                        continue;
                    }
                }
            }
            kept.push(line);
        }
        *lines = kept;
    }
}

/// Gives a Rust name where the usual one is taken.
fn rust_names(lines: &mut [Line], names: &mut Unique) {
    for line in lines {
        match line {
            Line::Field(field) => {
                let usual = match (&field.wrapper, field.place) {
                    (Some((wrapper, _)), _) => naming::snake_case(wrapper),
                    (None, Place::Text) => "text".to_owned(),
                    (None, Place::Element | Place::Attribute) => naming::snake_case(&field.name),
                };
                let taken = names.take([usual.clone()]);
                field.rust_name = (taken != usual).then_some(taken);
            }
            Line::Unordered(inner) => rust_names(inner, names),
            Line::Group { name, .. } => *name = names.take([name.clone()]),
            Line::OneOf(_) => {}
        }
    }
}

fn apply(line: &mut Line, presence: Presence) {
    let Line::Field(field) = line else { return };
    match presence {
        Presence::AsWritten => {}
        Presence::Never => (field.min, field.max) = (0, Some(0)),
        Presence::Optional => match &mut field.wrapper {
            Some((_, optional)) => *optional = true,
            None => field.min = 0,
        },
    }
}

fn is_single_element(particle: &Particle) -> bool {
    matches!(particle, Particle::Element(element) if element.max == Some(1))
}

fn is_required(particle: &Particle) -> bool {
    match particle {
        Particle::Element(element) => element.min > 0,
        Particle::Group(group) => group.min > 0 && group.particles.iter().any(is_required),
    }
}

fn member_name(line: &Line) -> Option<String> {
    match line {
        Line::Field(field) => Some(field.wrapper.as_ref().map_or_else(|| field.name.clone(), |(wrapper, _)| wrapper.clone())),
        Line::Unordered(_) | Line::Group { .. } | Line::OneOf(_) => None,
    }
}
