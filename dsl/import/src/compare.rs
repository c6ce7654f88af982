//! An XSD against the JSON schema of the same message version: the XSD leads, and every difference is told.

use crate::draft::{BlockId, Enumeration, Field, Item, Line, Record, Type, TypeRef};
use crate::forms::{self, Home, Said, SharedForms};
use crate::phrases as say;
use crate::print::scalar_text;
use crate::report::{Finding, FindingKind};
use depara_dsl::diagnostic::Text;
use depara_dsl::ir::{JsonForm, JsonList, Scalar};
use std::collections::{BTreeMap, BTreeSet};

/// How deep two forms are compared.
const MAX_DEPTH: usize = 40;

/// Compares `xsd` with `json`, which is read from the file `path`; takes over from JSON what the XSD does not have: product facts, names
/// that are spelt otherwise, and the forms of lists and values. What concerns types that messages share goes into `shared`.
pub(crate) fn compare(xsd: &mut Item, json: &Item, blocks: &BTreeMap<BlockId, Item>, path: &str, shared: &mut SharedForms) -> Vec<Finding> {
    let (left, right) = (Home { item: xsd, block: None, blocks }, Home { item: json, block: None, blocks });
    let mut comparer = Comparer { path, findings: Vec::new(), place: Vec::new(), open: BTreeSet::new(), gifts: Vec::new(), shared };
    comparer.lines("content", Lines { home: left, lines: &xsd.content }, Lines { home: right, lines: &json.content }, &Owner::Content);
    comparer.lines("return", Lines { home: left, lines: &xsd.answer }, Lines { home: right, lines: &json.answer }, &Owner::Answer);
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
    /// Of a block of shared types, which other messages use as well: the block and the record.
    Shared(BlockId, String),
}

/// What the JSON schema adds to a field of the XSD, which is known by its element.
struct Gift {
    owner: Owner,
    element: String,
    form: JsonForm,
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
            Owner::Shared(..) => return,
        };
        let Some(field) = find_mut(lines, &self.element) else { return };
        field.json = self.form;
        if let Some(from) = self.facts {
            field.facts = from.facts;
            field.allows.extend(from.allows);
        }
    }
}

/// Lines with what their types are looked up in.
#[derive(Clone, Copy)]
struct Lines<'c> {
    home: Home<'c>,
    lines: &'c [Line],
}

struct Comparer<'c, 's> {
    path: &'c str,
    findings: Vec<Finding>,
    place: Vec<String>,
    /// Pairs of records that are compared already.
    open: BTreeSet<(String, String)>,
    gifts: Vec<Gift>,
    shared: &'s mut SharedForms,
}

impl<'c> Comparer<'c, '_> {
    fn lines(&mut self, step: &str, xsd: Lines<'c>, json: Lines<'c>, owner: &Owner) {
        self.place.push(step.to_owned());
        let (left, right) = (Item::fields(xsd.lines), Item::fields(json.lines));
        let mut by_name: BTreeMap<&str, &Field> = right.iter().map(|field| (field.element(), *field)).collect();
        let mut unmatched = Vec::new();
        let mut pairs = Vec::new();
        for field in left {
            match by_name.remove(field.element()) {
                Some(other) => pairs.push((field, other)),
                None => unmatched.push(field),
            }
        }
        for field in unmatched {
            let respelt = by_name.keys().find(|name| name.eq_ignore_ascii_case(field.element())).copied();
            match respelt.and_then(|name| by_name.remove(name)) {
                Some(other) => {
                    self.tell(field.element(), other.line, Text::from(&say::CASE_DIFFERS).with("found", other.element()));
                    pairs.push((field, other));
                }
                None => self.tell(field.element(), 0, Text::from(&say::ONLY_IN_XSD)),
            }
        }
        for (field, other) in pairs {
            self.field((field, xsd.home), (other, json.home), owner);
        }
        for (name, other) in by_name {
            self.tell(name, other.line, Text::from(&say::ONLY_IN_JSON));
        }
        self.place.pop();
    }

    fn field(&mut self, (xsd, xsd_home): (&'c Field, Home<'c>), (json, json_home): (&'c Field, Home<'c>), owner: &Owner) {
        let (name, line) = (xsd.element(), json.line);
        let required = |field: &Field| field.wrapper.as_ref().map_or(field.min > 0, |(_, optional)| !optional);
        let repeats = |field: &Field| field.wrapper.is_some() || field.max.is_none_or(|max| max > 1);
        for (left, right, phrase) in
            [(required(xsd), required(json), &say::REQUIRED_DIFFERS), (repeats(xsd), repeats(json), &say::REPEATS_DIFFERS)]
        {
            if left != right {
                self.tell(name, line, Text::from(phrase).with("form", if left { "XSD" } else { "JSON" }));
            }
        }
        let facts = (xsd.facts.is_empty() && !json.facts.is_empty()).then(|| {
            self.tell(name, line, Text::from(&say::FACTS_FROM_JSON));
            json.clone()
        });
        let form = forms::of((xsd, xsd_home), (json, json_home));
        if let Owner::Shared(block, record) = owner {
            self.shared.add(block, record, name, Said { form: form.clone(), path: self.path.to_owned(), line });
        }
        let is_list_of_lists = form.list == JsonList::Nested && xsd.wrapper.is_none();
        self.gifts.push(Gift { owner: owner.clone(), element: name.to_owned(), form, facts });
        match (&xsd.r#type, &json.r#type) {
            // The record that is one list has no name in JSON: what is in the list is compared.
            (Type::Record(left), _) if is_list_of_lists => {
                if let Some((home, only)) = xsd_home.record(left).and_then(|(home, record)| Some((home, forms::only_list(record)?))) {
                    self.types((only, home), (json, json_home));
                }
            }
            _ => self.types((xsd, xsd_home), (json, json_home)),
        }
    }

    /// Compares the types of two fields.
    fn types(&mut self, (xsd, xsd_home): (&'c Field, Home<'c>), (json, json_home): (&'c Field, Home<'c>)) {
        let (name, line) = (xsd.element(), json.line);
        match (&xsd.r#type, &json.r#type) {
            (Type::Record(left), Type::Record(right)) => self.records(name, (left, xsd_home), (right, json_home)),
            (Type::Enumeration(left), Type::Enumeration(right)) => {
                if let Some((left, right)) = xsd_home.enumeration(left).zip(json_home.enumeration(right))
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

    fn records(&mut self, name: &str, (xsd, xsd_home): (&'c TypeRef, Home<'c>), (json, json_home): (&'c TypeRef, Home<'c>)) {
        let Some(((xsd_home, left), (json_home, right))) = xsd_home.record(xsd).zip(json_home.record(json)) else { return };
        if xsd == json && matches!(xsd, TypeRef::Shared(..)) {
            self.taken_as_it_is(xsd_home, left);
            return;
        }
        if self.place.len() > MAX_DEPTH || !self.open.insert((left.name.clone(), right.name.clone())) {
            return;
        }
        let owner = match (xsd_home.block, xsd) {
            (Some(block), _) => Owner::Shared(block.clone(), left.name.clone()),
            (None, TypeRef::Local(place)) => Owner::Record(*place),
            (None, TypeRef::Shared(block, _)) => Owner::Shared(block.clone(), left.name.clone()),
        };
        self.lines(name, Lines { home: xsd_home, lines: &left.lines }, Lines { home: json_home, lines: &right.lines }, &owner);
    }

    /// The JSON schema takes a shared record as the block has it: that is what it says of its form.
    fn taken_as_it_is(&mut self, home: Home<'c>, record: &'c Record) {
        let Some(block) = home.block.filter(|_| self.open.insert((record.name.clone(), record.name.clone()))) else { return };
        for field in Item::fields(&record.lines) {
            let said = Said { form: JsonForm::default(), path: self.path.to_owned(), line: 0 };
            self.shared.add(block, &record.name, field.element(), said);
            if let Type::Record(reference) = &field.r#type
                && let Some((home, record)) = home.record(reference)
            {
                self.taken_as_it_is(home, record);
            }
        }
    }

    fn tell(&mut self, name: &str, line: u32, text: Text) {
        let place = self.place.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join("/");
        self.findings.push(Finding { file: self.path.to_owned(), line, kind: FindingKind::Contradiction, place, text });
    }
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

/// The field that begins with `element`.
pub(crate) fn find_mut<'l>(lines: &'l mut [Line], element: &str) -> Option<&'l mut Field> {
    lines.iter_mut().find_map(|line| match line {
        Line::Field(field) => (field.element() == element).then_some(field.as_mut()),
        Line::Unordered(lines) | Line::Group { lines, .. } => find_mut(lines, element),
        Line::OneOf(_) => None,
    })
}
