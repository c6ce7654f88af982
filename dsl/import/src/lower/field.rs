//! Elements and attributes: list wrappers are told from records, types are looked up, and what does not fit is kept as a note.

use super::Lowerer;
use crate::draft::{Field, Line, Type};
use crate::names::{identifier, is_identifier};
use crate::phrases as say;
use crate::report::FindingKind;
use crate::schema::{self, Body, Element, Form, Kind, Particle};
use crate::world::Target;
use depara_dsl::diagnostic::Text;
use depara_dsl::ir::{JsonForm, JsonList, Place, Scalar};

impl<'s> Lowerer<'_, 's> {
    /// The line of an element or attribute in a record that is called `parent`.
    pub(super) fn field_line(&mut self, scope: usize, element: &'s Element, parent: &str, place: Place) -> Line {
        self.path.push(element.name.clone());
        let field = self.field(scope, element, parent, place);
        self.path.pop();
        Line::Field(Box::new(field))
    }

    fn field(&mut self, scope: usize, element: &'s Element, parent: &str, place: Place) -> Field {
        let name = identifier(&element.name);
        let mut field = Field {
            wrapper: None,
            json: JsonForm::default(),
            list_of_lists: false,
            place,
            r#type: Type::Scalar(Scalar::Any),
            min: element.min,
            max: element.max,
            rust_name: None,
            default: None,
            doc: element.doc.clone(),
            facts: Vec::new(),
            notes: Vec::new(),
            pending: Vec::new(),
            allows: Vec::new(),
            line: element.line,
            name,
        };
        if !is_identifier(&element.name) {
            let text = Text::from(&say::RENAMED).with("found", &element.name).with("name", &field.name);
            self.note(FindingKind::Guess, scope, element.line, text);
            // In a map, `/` is between two names.
            let kept = self.is_json(scope) && !element.name.contains('/');
            field.json.name = Some(crate::text::without_controls(&element.name)).filter(|_| kept);
        }
        match self.world.target(scope, &element.kind) {
            Target::Untyped => {}
            Target::Missing { name, line, include } => {
                let line = if line == 0 { element.line } else { line };
                let pending = self.hole(scope, &name, line, include);
                field.pending.push(pending);
            }
            Target::Body { scope: inner, name, body, doc } => self.typed(inner, name, body, doc, element, parent, &mut field),
        }
        self.facts(scope, &element.products, &mut field);
        if let Some(default) = &element.default {
            self.default(scope, default, element.line, &mut field);
        }
        if field.place != Place::Element {
            field.wrapper = None;
            field.max = field.max.map(|max| max.min(1)).or(Some(1));
            field.min = field.min.min(1);
            if matches!(field.r#type, Type::Record(_)) {
                field.r#type = Type::Scalar(Scalar::Any);
            }
        }
        field
    }

    /// Gives `field` the type `body`, which the schema `scope` has under `name`.
    #[expect(clippy::too_many_arguments, reason = "a type is known by its scope, name, body and description")]
    fn typed(
        &mut self,
        scope: usize,
        name: Option<&'s str>,
        body: &'s Body,
        doc: &str,
        element: &'s Element,
        parent: &str,
        field: &mut Field,
    ) {
        match body {
            Body::Value(value) => {
                let doc = if doc.is_empty() { &element.doc } else { doc };
                let shared = if value.values.is_empty() { None } else { self.type_of(scope, name, body, doc, &element.name, parent) };
                match shared {
                    Some(kind) => field.r#type = kind,
                    None => self.scalar_type(scope, value, &element.doc, field),
                }
            }
            Body::Record(record) if record.is_empty() => {
                let text = Text::from(&say::EMPTY_RECORD).with("name", &element.name);
                self.note(FindingKind::Skipped, scope, element.line, text);
            }
            Body::Record(record) => match wrapped(record, element) {
                Some(child) => self.wrapper(scope, child, parent, field),
                None => {
                    if let Some(kind) = self.type_of(scope, name, body, doc, &element.name, parent) {
                        field.r#type = kind;
                    }
                }
            },
            Body::List(item) => self.list(scope, item, element, parent, field),
        }
    }

    /// A list in an element around it: the field of the child, with the wrapper's own name and description.
    fn wrapper(&mut self, scope: usize, child: &'s Element, parent: &str, field: &mut Field) {
        let Line::Field(inner) = self.field_line(scope, child, parent, Place::Element) else { return };
        if inner.wrapper.is_some() {
            return;
        }
        field.wrapper = Some((std::mem::replace(&mut field.name, inner.name.clone()), field.min == 0));
        if self.is_json(scope) {
            field.json.list = JsonList::Object(inner.json.name.clone().unwrap_or_else(|| inner.name.clone()));
        }
        (field.min, field.max) = if field.max == Some(0) { (0, Some(0)) } else { (inner.min, inner.max) };
        field.r#type = inner.r#type.clone();
        if field.doc.is_empty() {
            field.doc.clone_from(&inner.doc);
        }
        field.facts.extend(inner.facts.iter().cloned());
        field.notes.extend(inner.notes.iter().cloned());
        field.pending.extend(inner.pending.iter().cloned());
        field.allows.extend(inner.allows.iter().cloned());
    }

    /// A list of a JSON schema: repeated elements, in a wrapper where the name speaks of a list.
    fn list(&mut self, scope: usize, item: &'s Kind, element: &'s Element, parent: &str, field: &mut Field) {
        let (mut scope, mut item) = (scope, item);
        let mut target = self.world.target(scope, item);
        // Lists of lists are one list: the converter made two out of a wrapper. Where the wrapper repeats, `compare` makes them two.
        for _ in 0..8 {
            let Target::Body { scope: inner_scope, body: Body::List(inner), .. } = &target else { break };
            (scope, item) = (*inner_scope, inner);
            target = self.world.target(scope, item);
            field.list_of_lists = true;
        }
        if field.max == Some(1) {
            field.max = None;
        }
        let child = singular(&element.name);
        let wish = child.clone().unwrap_or_else(|| element.name.clone());
        match target {
            Target::Untyped => {}
            Target::Missing { name, line, include } => {
                let pending = self.hole(scope, &name, line, include);
                field.pending.push(pending);
            }
            Target::Body { scope, name, body: Body::Value(value), doc } => {
                let body = match self.world.target(scope, item) {
                    Target::Body { body, .. } => Some(body),
                    Target::Untyped | Target::Missing { .. } => None,
                };
                let listed = body.filter(|_| !value.values.is_empty());
                match listed.and_then(|body| self.type_of(scope, name, body, doc, &wish, parent)) {
                    Some(kind) => field.r#type = kind,
                    None => self.scalar_type(scope, value, &element.doc, field),
                }
            }
            Target::Body { body: Body::Record(record), .. } if record.is_empty() => {
                let text = Text::from(&say::EMPTY_RECORD).with("name", &element.name);
                self.note(FindingKind::Skipped, scope, element.line, text);
            }
            Target::Body { scope, name, body, doc } => {
                if let Some(kind) = self.type_of(scope, name, body, doc, &wish, parent) {
                    field.r#type = kind;
                }
            }
        }
        if let Some(child) = child.filter(|_| field.place == Place::Element && field.max != Some(0)) {
            let text = Text::from(&say::CHILD_GUESSED).with("wrapper", &element.name).with("name", &child);
            self.note(FindingKind::Guess, scope, element.line, text);
            let optional = field.min == 0;
            field.min = field.min.min(1);
            field.wrapper = Some((std::mem::replace(&mut field.name, identifier(&child)), optional));
        }
    }

    pub(super) fn is_json(&self, scope: usize) -> bool {
        self.world.schemas.get(scope).is_some_and(|schema| schema.form == Form::Json)
    }
}

/// The one repeated child of a list wrapper.
fn wrapped<'s>(record: &'s schema::Record, element: &Element) -> Option<&'s Element> {
    if !record.bases.is_empty()
        || !record.attributes.is_empty()
        || record.text.is_some()
        || element.max != Some(1) && element.max != Some(0)
    {
        return None;
    }
    let child = only_element(&record.particles)?;
    (child.max.is_none_or(|max| max > 1) && is_wrapper_name(&element.name, &child.name)).then_some(child)
}

/// The only element in `particles`, through groups that add nothing.
fn only_element(particles: &[Particle]) -> Option<&Element> {
    match particles {
        [Particle::Element(element)] => Some(element),
        [Particle::Group(group)] if group.min == 1 && group.max == Some(1) => only_element(&group.particles),
        _ => None,
    }
}

/// Whether an element of this name is a list of such children: it says so, or is their plural.
fn is_wrapper_name(wrapper: &str, child: &str) -> bool {
    let plural = wrapper.strip_suffix(['s', 'S']).is_some_and(|stem| child.starts_with(stem.trim_end_matches(['e', 'i'])));
    is_identifier(child) && (says_list(wrapper) || plural && wrapper.len() > 3)
}

fn says_list(name: &str) -> bool {
    name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("ListOf"))
}

/// What an element of the list `name` may be called: `ListOfAgencies` gives `Agency`.
fn singular(name: &str) -> Option<String> {
    let items = name.get(6..).filter(|items| says_list(name) && !items.is_empty())?;
    let singular = match items {
        _ if items.ends_with("ies") && items.len() > 4 => format!("{}y", items.trim_end_matches("ies")),
        _ if items.ends_with("ses") || items.ends_with("xes") => items.trim_end_matches("es").to_owned(),
        _ if items.ends_with('s') && !items.ends_with("ss") && !items.ends_with("us") => items.trim_end_matches('s').to_owned(),
        _ => items.to_owned(),
    };
    (!singular.is_empty()).then_some(singular)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        for (wrapper, child, expected) in [
            ("ListOfBench", "Bench", true),
            ("Taxes", "Tax", true),
            ("ListOfTaxes", "Levy", true),
            ("Government", "Id", false),
            ("Cities", "City", true),
        ] {
            assert_eq!(is_wrapper_name(wrapper, child), expected, "{wrapper}/{child}");
        }
        for (name, expected) in [
            ("ListOfAgencies", Some("Agency")),
            ("ListOfTaxes", Some("Tax")),
            ("listOfBench", Some("Bench")),
            ("ListOf", None),
            ("Items", None),
        ] {
            assert_eq!(singular(name).as_deref(), expected, "{name}");
        }
    }
}
