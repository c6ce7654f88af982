//! An XSD against the JSON schema of the same message version: the XSD leads, and every difference is told.

use crate::draft::{BlockId, Enumeration, Field, Item, Line, Record, Type, TypeRef};
use crate::phrases as say;
use crate::print::scalar_text;
use crate::report::{Finding, FindingKind};
use depara_dsl::diagnostic::Text;
use depara_dsl::ir::Scalar;
use std::collections::{BTreeMap, BTreeSet};

/// How deep two forms are compared.
const MAX_DEPTH: usize = 40;

/// Compares `xsd` with `json`, which is read from the file `path`; takes over from JSON what the XSD does not have: product facts, and
/// names that are spelt otherwise.
pub(crate) fn compare(xsd: &mut Item, json: &Item, blocks: &BTreeMap<BlockId, Item>, path: &str) -> Vec<Finding> {
    let mut comparer =
        Comparer { xsd, json, blocks, path, findings: Vec::new(), place: Vec::new(), open: BTreeSet::new(), gifts: Vec::new() };
    comparer.lines("content", &xsd.content, &json.content, &Owner::Content);
    comparer.lines("return", &xsd.answer, &json.answer, &Owner::Answer);
    let (gifts, findings) = (comparer.gifts, comparer.findings);
    for gift in gifts {
        gift.apply(xsd);
    }
    findings
}

/// Whose lines they are.
#[derive(Debug, Clone)]
enum Owner {
    Content,
    Answer,
    Record(usize),
    /// Of a block of shared types, which other messages use as well.
    Shared,
}

/// What the JSON schema adds to a field of the XSD.
struct Gift {
    owner: Owner,
    field: String,
    json: Option<String>,
    facts: Option<Field>,
}

impl Gift {
    fn apply(self, item: &mut Item) {
        let lines = match self.owner {
            Owner::Content => &mut item.content,
            Owner::Answer => &mut item.answer,
            Owner::Record(place) => match item.records.get_mut(place) {
                Some(record) => &mut record.lines,
                None => return,
            },
            Owner::Shared => return,
        };
        let Some(field) = find_mut(lines, &self.field) else { return };
        if let Some(json) = self.json {
            field.json = Some(json);
        }
        if let Some(from) = self.facts {
            field.facts = from.facts;
            field.allows.extend(from.allows);
        }
    }
}

struct Comparer<'c> {
    xsd: &'c Item,
    json: &'c Item,
    blocks: &'c BTreeMap<BlockId, Item>,
    path: &'c str,
    findings: Vec<Finding>,
    place: Vec<String>,
    /// Pairs of records that are compared already.
    open: BTreeSet<(String, String)>,
    gifts: Vec<Gift>,
}

impl<'c> Comparer<'c> {
    fn lines(&mut self, step: &str, xsd: &'c [Line], json: &'c [Line], owner: &Owner) {
        self.place.push(step.to_owned());
        let (left, right) = (Item::fields(xsd), Item::fields(json));
        let mut by_name: BTreeMap<&str, &Field> = right.iter().map(|field| (element(field), *field)).collect();
        let mut unmatched = Vec::new();
        let mut pairs = Vec::new();
        for field in left {
            match by_name.remove(element(field)) {
                Some(other) => pairs.push((field, other)),
                None => unmatched.push(field),
            }
        }
        for field in unmatched {
            let respelt = by_name.keys().find(|name| name.eq_ignore_ascii_case(element(field))).copied();
            match respelt.and_then(|name| by_name.remove(name)) {
                Some(other) => {
                    self.tell(element(field), other.line, Text::from(&say::CASE_DIFFERS).with("found", element(other)));
                    let json = Some(element(other).to_owned());
                    self.gifts.push(Gift { owner: owner.clone(), field: field.name.clone(), json, facts: None });
                    pairs.push((field, other));
                }
                None => self.tell(element(field), 0, Text::from(&say::ONLY_IN_XSD)),
            }
        }
        for (field, other) in pairs {
            self.field(field, other, owner);
        }
        for (name, other) in by_name {
            self.tell(name, other.line, Text::from(&say::ONLY_IN_JSON));
        }
        self.place.pop();
    }

    fn field(&mut self, xsd: &'c Field, json: &'c Field, owner: &Owner) {
        let name = element(xsd);
        let line = json.line;
        let required = |field: &Field| field.wrapper.as_ref().map_or(field.min > 0, |(_, optional)| !optional);
        let repeats = |field: &Field| field.wrapper.is_some() || field.max.is_none_or(|max| max > 1);
        for (left, right, phrase) in
            [(required(xsd), required(json), &say::REQUIRED_DIFFERS), (repeats(xsd), repeats(json), &say::REPEATS_DIFFERS)]
        {
            if left != right {
                self.tell(name, line, Text::from(phrase).with("form", if left { "XSD" } else { "JSON" }));
            }
        }
        if xsd.facts.is_empty() && !json.facts.is_empty() {
            self.tell(name, line, Text::from(&say::FACTS_FROM_JSON));
            self.gifts.push(Gift { owner: owner.clone(), field: xsd.name.clone(), json: None, facts: Some(json.clone()) });
        }
        match (&xsd.r#type, &json.r#type) {
            (Type::Record(left), Type::Record(right)) => self.records(name, left, right),
            (Type::Enumeration(left), Type::Enumeration(right)) => {
                let (left, right) = (enumeration(self.xsd, self.blocks, left), enumeration(self.json, self.blocks, right));
                if let Some((left, right)) = left.zip(right)
                    && values(left) != values(right)
                {
                    let (left, right) = (values(left).join(" "), values(right).join(" "));
                    self.tell(name, line, Text::from(&say::VALUES_DIFFER).with("xsd", left).with("json", right));
                }
            }
            (Type::Scalar(left), Type::Scalar(right)) => self.scalars(name, line, left, right),
            (left, right) => {
                let text = Text::from(&say::TYPE_DIFFERS).with("xsd", kind(left)).with("json", kind(right));
                self.tell(name, line, text);
            }
        }
    }

    fn scalars(&mut self, name: &str, line: u32, xsd: &Scalar, json: &Scalar) {
        let phrase = match (xsd, json) {
            (Scalar::Text(left), Scalar::Text(right)) if (left.min, left.max) == (right.min, right.max) => return,
            (Scalar::Text(_), Scalar::Text(_)) | (Scalar::Int(..), Scalar::Int(..)) => &say::LENGTH_DIFFERS,
            (Scalar::Decimal(_), Scalar::Decimal(_)) => &say::DIGITS_DIFFER,
            _ => &say::TYPE_DIFFERS,
        };
        if xsd != json {
            self.tell(name, line, Text::from(phrase).with("xsd", scalar_text(xsd)).with("json", scalar_text(json)));
        }
    }

    fn records(&mut self, name: &str, xsd: &TypeRef, json: &TypeRef) {
        if xsd == json && matches!(xsd, TypeRef::Shared(..)) {
            return;
        }
        let (left, right) = (record(self.xsd, self.blocks, xsd), record(self.json, self.blocks, json));
        let Some((left, right)) = left.zip(right) else { return };
        if self.place.len() > MAX_DEPTH || !self.open.insert((left.name.clone(), right.name.clone())) {
            return;
        }
        let owner = match xsd {
            TypeRef::Local(place) => Owner::Record(*place),
            TypeRef::Shared(..) => Owner::Shared,
        };
        self.lines(name, &left.lines, &right.lines, &owner);
    }

    fn tell(&mut self, name: &str, line: u32, text: Text) {
        let place = self.place.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join("/");
        self.findings.push(Finding { file: self.path.to_owned(), line, kind: FindingKind::Contradiction, place, text });
    }
}

/// The element that a field begins with: its wrapper, or itself.
fn element(field: &Field) -> &str {
    field.wrapper.as_ref().map_or(field.name.as_str(), |(wrapper, _)| wrapper)
}

fn kind(kind: &Type) -> String {
    match kind {
        Type::Scalar(scalar) => scalar_text(scalar),
        Type::Record(_) => "record".to_owned(),
        Type::Enumeration(_) => "enum".to_owned(),
    }
}

fn values(enumeration: &Enumeration) -> Vec<&str> {
    enumeration.values.iter().map(|value| value.value.as_str()).collect()
}

fn record<'i>(item: &'i Item, blocks: &'i BTreeMap<BlockId, Item>, reference: &TypeRef) -> Option<&'i Record> {
    match reference {
        TypeRef::Local(place) => item.records.get(*place),
        TypeRef::Shared(id, name) => blocks.get(id)?.records.iter().find(|record| record.name == *name),
    }
}

fn enumeration<'i>(item: &'i Item, blocks: &'i BTreeMap<BlockId, Item>, reference: &TypeRef) -> Option<&'i Enumeration> {
    match reference {
        TypeRef::Local(place) => item.enumerations.get(*place),
        TypeRef::Shared(id, name) => blocks.get(id)?.enumerations.iter().find(|enumeration| enumeration.name == *name),
    }
}

fn find_mut<'l>(lines: &'l mut [Line], name: &str) -> Option<&'l mut Field> {
    lines.iter_mut().find_map(|line| match line {
        Line::Field(field) => (field.name == name).then_some(field.as_mut()),
        Line::Unordered(lines) | Line::Group { lines, .. } => find_mut(lines, name),
        Line::OneOf(_) => None,
    })
}
