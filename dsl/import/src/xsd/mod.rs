//! XSD files: their elements become a [`Schema`]. What stands at the wrong place is read where it can be understood, and told.

mod documentation;
mod simple;
mod structure;
#[cfg(test)]
mod tests;

use crate::names::FileName;
use crate::phrases as say;
use crate::report::{FindingKind, Findings};
use crate::schema::{Body, Form, Include, Kind, Named, Role, Schema};
use crate::text;
use crate::xml::{self, Damage, Element};
use depara_dsl::diagnostic::{Language, Text};
use depara_dsl::ir::Version;
use std::collections::BTreeMap;

/// What a file turned out to be.
pub(crate) enum Read {
    Schema(Box<Schema>),
    /// The envelope, or its documentation.
    Envelope,
    /// No schema at all.
    Nothing,
}

/// Reads the file `name` of the bytes `bytes`.
pub(crate) fn read(path: &str, name: &FileName, version: Version, bytes: &[u8], language: Language, findings: &mut Findings) -> Read {
    let (text, legacy) = text::decode(bytes);
    if legacy {
        findings.damage(0, "", &say::NOT_UTF8);
    }
    let (root, damage) = xml::read(&text);
    for damage in damage {
        match damage {
            Damage::Broken { line, reason } => findings.loss(line, "", Text::from(&say::BROKEN_XML).with("reason", reason)),
            Damage::TooDeep { line } => findings.loss(line, "", &say::TOO_DEEP),
        }
    }
    let Some(root) = root else {
        findings.loss(0, "", &say::NO_XML);
        return Read::Nothing;
    };
    if root.name != "schema" {
        findings.loss(root.line, "", Text::from(&say::NOT_A_SCHEMA).with("found", &root.name));
        return Read::Nothing;
    }
    if is_envelope(&root) {
        return Read::Envelope;
    }
    let mut reader = Reader { findings, types: BTreeMap::new(), order: 0, place: Vec::new(), foreign_documentation: 0, language };
    let schema = reader.schema(path, name, version, &root);
    if reader.foreign_documentation > 0 {
        let count = reader.foreign_documentation;
        reader.findings.damage(0, "", Text::from(&say::DOCUMENTATION_NAMESPACE).with("count", count));
    }
    Read::Schema(Box::new(schema))
}

/// The envelope defines the element around every message, or that of the documentation.
fn is_envelope(root: &Element) -> bool {
    let mut elements = root.all("element").filter_map(|element| element.attribute("name"));
    elements.any(|name| matches!(name, "TOTVSMessage" | "AbstractBusinessContent" | "MessageDocumentation"))
}

/// Reads one file.
struct Reader<'f> {
    findings: &'f mut Findings,
    types: BTreeMap<String, Named>,
    order: usize,
    /// The elements and types that are being read.
    place: Vec<String>,
    /// How many `FieldDocumentation` stand in the namespace of the schema.
    foreign_documentation: usize,
    /// Of the notes.
    language: Language,
}

impl Reader<'_> {
    fn schema(&mut self, path: &str, name: &FileName, version: Version, root: &Element) -> Schema {
        let mut schema = Schema {
            path: path.to_owned(),
            form: Form::Xsd,
            title: name.name.clone(),
            version,
            role: Role::Types,
            description: String::new(),
            remarks: Vec::new(),
            includes: Vec::new(),
            types: BTreeMap::new(),
            content: None,
            answer: None,
            contents: 0,
            damage: 0,
        };
        for child in &root.children {
            match child.name.as_str() {
                "include" | "import" | "redefine" => {
                    let location = child.attribute("schemaLocation").unwrap_or_default().to_owned();
                    schema.includes.push(Include { location, line: child.line });
                }
                "annotation" => self.message_documentation(child, &mut schema),
                "complexType" | "simpleType" => self.named(child),
                "element" => self.root_element(child, &mut schema),
                // Both are unused and empty where they are met; groups are read where they are referred to.
                "group" | "attributeGroup" if child.children.is_empty() => {}
                _ => self.misplaced(child, "schema", false),
            }
        }
        schema.types = std::mem::take(&mut self.types);
        let named = |name: &str| schema.types.contains_key(name).then(|| Kind::Named { file: None, name: name.to_owned(), line: 0 });
        schema.content = schema.content.or_else(|| named("BusinessContentType"));
        schema.answer = schema.answer.or_else(|| named("ReturnContentType"));
        if schema.content.is_some() || schema.answer.is_some() {
            schema.role = Role::Event;
        }
        schema
    }

    /// An element at the top: the business content, or that of the answer.
    fn root_element(&mut self, element: &Element, schema: &mut Schema) {
        let name = element.attribute("name").unwrap_or_default();
        if !matches!(name, "BusinessContent" | "ReturnContent") {
            self.misplaced(element, "schema", false);
            return;
        }
        if element.attribute("substitutionGroup").is_none() {
            self.findings.damage(element.line, name, Text::from(&say::NO_SUBSTITUTION_GROUP).with("name", name));
        }
        if name == "BusinessContent" {
            schema.contents = schema.contents.saturating_add(1);
        }
        let kind = self.kind(element, None);
        let slot = if name == "BusinessContent" { &mut schema.content } else { &mut schema.answer };
        match slot {
            Some(_) => self.findings.loss(element.line, name, Text::from(&say::CONTENT_TWICE).with("name", name)),
            None => *slot = Some(kind),
        }
    }

    /// A type with a name.
    fn named(&mut self, element: &Element) {
        let Some(name) = element.attribute("name") else {
            self.findings.loss(element.line, &self.here(), &say::NO_NAME);
            return;
        };
        self.place.push(name.to_owned());
        let body = match element.name.as_str() {
            "simpleType" => Body::Value(Box::new(self.simple(element))),
            _ => self.complex(element),
        };
        self.place.pop();
        let doc = documentation::doc(element);
        if self.types.contains_key(name) {
            self.findings.loss(element.line, name, Text::from(&say::KEY_TWICE).with("name", name));
        }
        self.types.insert(name.to_owned(), Named { body, doc, order: self.order });
        self.order = self.order.saturating_add(1);
    }

    /// Reports an element that does not belong where it stands.
    fn misplaced(&mut self, element: &Element, parent: &str, is_read: bool) {
        let name = element.attribute("name").map_or_else(|| element.name.clone(), |name| format!("{} {name}", element.name));
        let (kind, phrase) =
            if is_read { (FindingKind::Damage, &say::MISPLACED_READ) } else { (FindingKind::Loss, &say::MISPLACED_LEFT_OUT) };
        let place = self.here();
        self.findings.push(kind, element.line, &place, Text::from(phrase).with("name", name).with("parent", parent));
    }

    /// The place that is being read: `AgencyType/Address`.
    fn here(&self) -> String {
        self.place.join("/")
    }
}
