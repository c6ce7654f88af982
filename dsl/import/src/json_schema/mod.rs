//! JSON schemas: their definitions become a [`Schema`]. Dialects of two drafts and of OpenAPI are met, with spellings of their own.

mod content;
mod documentation;
#[cfg(test)]
mod tests;
mod value;

use crate::json::{self, Damage, Node, Value};
use crate::names::{FileName, base};
use crate::phrases as say;
use crate::report::{Count, Findings};
use crate::schema::{Body, Element, Form, Kind, Named, Particle, Record, Role, Schema};
use crate::text::{self, one_line};
use depara_dsl::diagnostic::Language;
use depara_dsl::diagnostic::Text;
use depara_dsl::ir::Version;
use std::collections::BTreeMap;

/// How often a pointer into a file may lead to another one.
const MAX_POINTERS: usize = 8;

/// Reads the file `name` of the bytes `bytes`; none when it is no schema at all.
pub(crate) fn read(
    path: &str,
    name: &FileName,
    version: Version,
    bytes: &[u8],
    language: Language,
    findings: &mut Findings,
) -> Option<Schema> {
    let (text, legacy) = text::decode(bytes);
    if legacy {
        findings.damage(0, "", &say::NOT_UTF8);
    }
    let (root, damage) = json::read(&text);
    for damage in damage {
        match damage {
            Damage::Broken { line, found } => findings.loss(line, "", Text::from(&say::BROKEN_JSON).with("found", found)),
            Damage::Mended { line, found } => findings.damage(line, "", Text::from(&say::MENDED_JSON).with("found", found)),
            Damage::Twice { line, key } => findings.loss(line, "", Text::from(&say::KEY_TWICE).with("name", key)),
            Damage::TooDeep { line } => findings.loss(line, "", &say::TOO_DEEP),
        }
    }
    let Some(root) = root.filter(|root| !root.members().is_empty()) else {
        findings.loss(0, "", Text::from(&say::NOT_A_SCHEMA).with("found", text.chars().take(20).collect::<String>().trim()));
        return None;
    };
    let mut reader = Reader { root: &root, findings, place: Vec::new(), pointers: 0 };
    let types = reader.definitions();
    if types.is_empty() && root.get("properties").is_none() {
        reader.findings.loss(root.line, "", Text::from(&say::NOT_A_SCHEMA).with("found", "{"));
        return None;
    }
    let mut schema = Schema {
        path: path.to_owned(),
        form: Form::Json,
        title: name.name.clone(),
        version,
        role: Role::Event,
        description: String::new(),
        remarks: Vec::new(),
        includes: Vec::new(),
        types,
        content: None,
        answer: None,
        contents: 1,
        damage: 0,
    };
    documentation::message(&root, &mut schema, language, reader.findings);
    reader.roots(&mut schema, path.split('/').any(|folder| folder == "types"));
    Some(schema)
}

/// Reads one file.
struct Reader<'r, 'f> {
    root: &'r Node,
    findings: &'f mut Findings,
    place: Vec<String>,
    /// How many pointers led here.
    pointers: usize,
}

impl<'r> Reader<'r, '_> {
    /// Every definition, wherever a dialect puts them.
    fn definitions(&mut self) -> BTreeMap<String, Named> {
        let root = self.root;
        let places = [root.get("definitions"), root.at(&["components", "schemas"]), root.get("schemas")];
        let listed = places.into_iter().flatten().flat_map(|node| node.members());
        // A few files have their definitions at the top.
        let beside = root.members().iter().filter(|(name, node)| {
            !matches!(name.as_str(), "info" | "definitions" | "components" | "schemas" | "properties" | "paths" | "servers" | "parameters")
                && ["type", "properties", "allOf"].iter().any(|key| node.get(key).is_some())
        });
        let mut types = BTreeMap::new();
        for (order, (name, node)) in listed.chain(beside).enumerate() {
            if types.contains_key(name) || node.members().is_empty() {
                continue;
            }
            self.place.push(name.clone());
            let body = match self.kind(node) {
                Kind::Inline(body) => *body,
                other => Body::Record(Record { bases: vec![other], line: node.line, ..Record::default() }),
            };
            self.place.pop();
            types.insert(name.clone(), Named { body, doc: description(node), order });
        }
        types
    }

    /// The type that `node` describes.
    fn kind(&mut self, node: &'r Node) -> Kind {
        if let Some(reference) = node.get("$ref").and_then(Node::text).filter(|reference| !reference.trim().is_empty()) {
            if node.get("type").is_some() {
                self.findings.count(Count::TypeBesideRef);
            }
            return self.reference(reference.trim(), node.line);
        }
        if node.get("properties").is_some() || ["allOf", "oneOf", "anyOf"].iter().any(|key| node.get(key).is_some()) {
            return Kind::Inline(Box::new(Body::Record(self.record(node))));
        }
        let kind = node.get("type").and_then(type_name).unwrap_or_default();
        let folded = kind.trim().to_ascii_lowercase();
        match folded.as_str() {
            "array" | "object[]" | "array[objects]" | "array[object]" => {
                self.unless_plain(&kind, "array", node.line);
                Kind::Inline(Box::new(Body::List(Box::new(self.items(node)))))
            }
            "object" => {
                self.unless_plain(&kind, "object", node.line);
                Kind::Inline(Box::new(Body::Record(Record { line: node.line, ..Record::default() })))
            }
            "" if node.get("items").is_some() => Kind::Inline(Box::new(Body::List(Box::new(self.items(node))))),
            "" if node.get("enum").is_none() && node.get("maxLength").is_none() => Kind::Untyped,
            _ => Kind::Inline(Box::new(Body::Value(Box::new(self.value(&kind, node))))),
        }
    }

    fn items(&mut self, node: &'r Node) -> Kind {
        match node.get("items") {
            Some(items) => match items.items().first() {
                Some(first) => self.kind(first),
                None => self.kind(items),
            },
            None => Kind::Untyped,
        }
    }

    /// A type with properties, and those of the types it is composed of.
    fn record(&mut self, node: &'r Node) -> Record {
        let mut record = Record { line: node.line, ..Record::default() };
        for key in ["allOf", "oneOf", "anyOf"] {
            let Some(parts) = node.get(key) else { continue };
            if key != "allOf" && parts.items().len() > 1 {
                self.findings.skipped(parts.line, &self.place.join("/"), &say::CHOICE);
            }
            for part in parts.items() {
                match self.kind(part) {
                    Kind::Inline(body) => match *body {
                        Body::Record(inner) => {
                            record.bases.extend(inner.bases);
                            record.particles.extend(inner.particles);
                        }
                        other => record.bases.push(Kind::Inline(Box::new(other))),
                    },
                    Kind::Untyped => {}
                    named => record.bases.push(named),
                }
            }
        }
        let required: Vec<&str> = node.get("required").map(|list| list.items().iter().filter_map(Node::text).collect()).unwrap_or_default();
        for (name, property) in node.get("properties").map(Node::members).unwrap_or_default() {
            if let Some(element) = self.property(name, property, &required) {
                record.particles.push(Particle::Element(Box::new(element)));
            }
        }
        record
    }

    fn property(&mut self, name: &str, node: &'r Node, required: &[&str]) -> Option<Element> {
        if !matches!(node.value, Value::Object(_)) {
            let text = Text::from(&say::NOT_A_DEFINITION).with("found", name).with("name", "any");
            self.findings.damage(node.line, &self.place.join("/"), text);
        }
        self.place.push(name.to_owned());
        let kind = self.kind(node);
        let said = node.get("required").map(|said| said.scalar().unwrap_or_default());
        if said.as_deref() == Some("false") {
            self.findings.count(Count::RequiredFalse);
        }
        if ["example", "examples", "exemple"].iter().any(|key| node.get(key).is_some()) {
            self.findings.count(Count::Examples);
        }
        let is_required = required.contains(&name) || said.as_deref() == Some("true");
        let is_list = matches!(&kind, Kind::Inline(body) if matches!(**body, Body::List(_)));
        let count = |key: &str| node.get(key).and_then(Node::scalar).and_then(|text| text.trim().parse::<u32>().ok());
        let (min, max) = if is_list {
            (if is_required { count("minItems").unwrap_or(1) } else { 0 }, count("maxItems").filter(|max| *max > 0))
        } else {
            (u32::from(is_required), Some(1))
        };
        let element = Element {
            name: name.to_owned(),
            line: node.line,
            min: max.map_or(min, |max| min.min(max)),
            max,
            kind,
            default: node.get("default").and_then(Node::scalar).filter(|text| !text.is_empty()),
            doc: description(node),
            products: documentation::products(node, self.findings),
        };
        self.place.pop();
        Some(element)
    }

    /// What a reference leads to: a definition of this file or of another, or any place of this file.
    fn reference(&mut self, reference: &str, line: u32) -> Kind {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let file = (!file.is_empty() && !crate::names::base(&self.findings.file).eq_ignore_ascii_case(base(file))).then(|| file.to_owned());
        let segments: Vec<&str> = pointer.split('/').filter(|segment| !segment.is_empty()).collect();
        let name = segments.last().copied().unwrap_or_default().to_owned();
        let usual = matches!(segments.as_slice(), [] | [_] | ["definitions" | "schemas", _] | ["components", "schemas", _]);
        if file.is_none()
            && !usual
            && self.pointers < MAX_POINTERS
            && let Some(node) = self.root.at(&segments)
        {
            self.pointers = self.pointers.saturating_add(1);
            let kind = self.kind(node);
            self.pointers = self.pointers.saturating_sub(1);
            return kind;
        }
        Kind::Named { file, name, line }
    }

    /// Reports a spelling that JSON Schema does not have.
    fn unless_plain(&mut self, found: &str, name: &str, line: u32) {
        if found != name {
            let text = Text::from(&say::UNKNOWN_JSON_TYPE).with("found", found).with("name", name);
            self.findings.damage(line, &self.place.join("/"), text);
        }
    }
}

/// The name of a type; of several, the first that is not `null`.
fn type_name(node: &Node) -> Option<String> {
    match &node.value {
        Value::List(items) => items.iter().filter_map(Node::text).find(|name| *name != "null").map(str::to_owned),
        _ => node.scalar(),
    }
}

/// The description of a definition or a property, on one line.
fn description(node: &Node) -> String {
    ["description", "title"].iter().filter_map(|key| node.get(key)?.text()).map(one_line).find(|text| !text.is_empty()).unwrap_or_default()
}
