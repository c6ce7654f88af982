//! An item as the text of a map.

use crate::draft::{Enumeration, Fact, Field, Item, Line, Record, Type, TypeRef};
use crate::names::{base, identifier, is_identifier};
use crate::schema::Role;
use crate::text::without_controls;
use depara_dsl::ir::{JsonList, JsonValue, Place, Scalar, Space};
use depara_dsl::{format, span::FileId, syntax};
use std::collections::BTreeMap;
use std::fmt::{Display, Write};

/// The map of `item`, in the one form of maps; an error says how many bytes it would have had.
pub(crate) fn map(item: &Item) -> Result<String, usize> {
    let mut printer = Printer { out: "map 1\n\n".to_owned(), item };
    printer.item();
    formatted(&printer.out)
}

/// The map that declares systems.
pub(crate) fn systems(systems: &BTreeMap<String, String>) -> Result<String, usize> {
    formatted(&format!("map 1\n\n{}", declarations(systems)))
}

/// The map of a new adapter: `block` above the message, and the systems that only it knows.
pub(crate) fn scaffold(systems: &BTreeMap<String, String>, block: &str, item: &Item) -> Result<String, usize> {
    let mut printer = Printer { out: format!("map 1\n\n{}\n{block}\n", declarations(systems)), item };
    printer.item();
    formatted(&printer.out)
}

fn declarations(systems: &BTreeMap<String, String>) -> String {
    systems.iter().map(|(name, title)| format!("system {name} {}\n", quoted(title))).collect()
}

fn formatted(text: &str) -> Result<String, usize> {
    if text.len() > syntax::MAX_BYTES {
        return Err(text.len());
    }
    let form = format::format(&syntax::parse(FileId(0), text).file, text);
    if form.len() > syntax::MAX_BYTES { Err(form.len()) } else { Ok(form) }
}

struct Printer<'i> {
    out: String,
    item: &'i Item,
}

impl Printer<'_> {
    fn line(&mut self, text: impl Display) {
        let _ = writeln!(self.out, "{text}");
    }

    fn doc(&mut self, doc: &str) {
        if !doc.is_empty() {
            self.line(format_args!("/// {doc}"));
        }
    }

    fn said(&mut self, keyword: &str, texts: &[String]) {
        for text in texts {
            self.line(format_args!("{keyword} {}", quoted(text)));
        }
    }

    fn item(&mut self) {
        let item = self.item;
        self.doc(&item.description);
        let (title, version) = (identifier(&item.title), item.version);
        match item.role {
            Role::Event => self.line(format_args!("message {} {version} event {{", title.to_uppercase())),
            Role::Request => self.line(format_args!("message {} {version} request {{", title.to_uppercase())),
            Role::Types => self.line(format_args!("types {title} {version} {{")),
        }
        if item.role != Role::Types {
            let title = if is_identifier(&item.title) { item.title.clone() } else { quoted(&item.title) };
            self.line(format_args!("title {title}"));
        }
        let schema = item.sources.first().map(|first| base(first));
        if let Some(schema) = schema {
            self.line(format_args!("schema {}", quoted(schema)));
        }
        for source in item.sources.iter().filter(|source| Some(source.as_str()) != schema) {
            self.line(format_args!("source {}", quoted(source)));
        }
        self.said("note", &item.notes);
        self.said("pending", &item.pending);
        for (name, version) in &item.uses {
            self.line(format_args!("use {name} {version}"));
        }
        if item.role != Role::Types {
            self.line("content {");
            self.lines(&item.content);
            self.line("}");
        }
        if !item.answer.is_empty() {
            self.line(if item.answer_before_keys { "return before keys {" } else { "return {" });
            self.lines(&item.answer);
            self.line("}");
        }
        for Record { name, doc, lines } in &item.records {
            self.doc(doc);
            self.line(format_args!("record {name} {{"));
            self.lines(lines);
            self.line("}");
        }
        for enumeration in &item.enumerations {
            self.enumeration(enumeration);
        }
        self.line("}");
    }

    fn enumeration(&mut self, enumeration: &Enumeration) {
        let Enumeration { name, doc, int, values } = enumeration;
        self.doc(doc);
        self.line(format_args!("enum {name} {}{{", if *int { "int " } else { "" }));
        for value in values {
            let mut text = if is_value_word(&value.value) { value.value.clone() } else { quoted(&value.value) };
            if let Some(name) = &value.name {
                let _ = write!(text, " {name}");
            }
            if !value.label.is_empty() {
                let _ = write!(text, " {}", quoted(&value.label));
            }
            self.line(text);
        }
        self.line("}");
    }

    fn lines(&mut self, lines: &[Line]) {
        for line in lines {
            match line {
                Line::Field(field) => self.field(field),
                Line::Unordered(lines) => {
                    self.line("unordered {");
                    self.lines(lines);
                    self.line("}");
                }
                Line::Group { min, max, name, lines } => {
                    self.line(format_args!("group {} as {name} {{", bounds(*min, *max)));
                    self.lines(lines);
                    self.line("}");
                }
                Line::OneOf(names) => self.line(format_args!("one of {}", names.join(", "))),
            }
        }
    }

    fn field(&mut self, field: &Field) {
        self.doc(&field.doc);
        let place = match (&field.wrapper, field.place) {
            (Some((wrapper, optional)), _) => format!("{wrapper}{}/{}", if *optional { "?" } else { "" }, field.name),
            (None, Place::Element) => field.name.clone(),
            (None, Place::Attribute) => format!("@{}", field.name),
            (None, Place::Text) => "$".to_owned(),
        };
        let mut text = format!("{place} {}{}", self.type_text(&field.r#type), cardinality(field.min, field.max));
        if let Some(name) = &field.rust_name {
            let _ = write!(text, " as {name}");
        }
        if let Some(default) = &field.default {
            let _ = write!(text, " = {}", quoted(default));
        }
        if let Some(form) = json_form(field) {
            let _ = write!(text, " json {form}");
        }
        if let Type::Scalar(Scalar::Text(facets)) = &field.r#type {
            if let Some(pattern) = &facets.pattern {
                let _ = write!(text, " pattern {}", quoted(pattern));
            }
            match facets.space {
                Some(Space::Preserve) => text.push_str(" space preserve"),
                Some(Space::Collapse) => text.push_str(" space collapse"),
                None => {}
            }
        }
        let alone = field.notes.is_empty() && field.pending.is_empty() && field.allows.is_empty();
        match field.facts.as_slice() {
            [] if alone => self.line(text),
            [only] if alone => self.line(format_args!("{text} {}", fact(only))),
            facts => {
                self.line(format_args!("{text} {{"));
                for said in facts {
                    self.line(fact(said));
                }
                self.said("note", &field.notes);
                self.said("pending", &field.pending);
                for (code, because) in &field.allows {
                    self.line(format_args!("allow {code} because {}", quoted(because)));
                }
                self.line("}");
            }
        }
    }

    fn type_text(&self, kind: &Type) -> String {
        let local = |names: Option<&String>| names.cloned().unwrap_or_else(|| "any".to_owned());
        match kind {
            Type::Scalar(scalar) => scalar_text(scalar),
            Type::Record(TypeRef::Local(place)) => local(self.item.records.get(*place).map(|record| &record.name)),
            Type::Enumeration(TypeRef::Local(place)) => local(self.item.enumerations.get(*place).map(|item| &item.name)),
            Type::Record(TypeRef::Shared(_, name)) | Type::Enumeration(TypeRef::Shared(_, name)) => name.clone(),
        }
    }
}

/// What stands behind `json`; nothing where the form is the usual one.
pub(crate) fn json_form(field: &Field) -> Option<String> {
    let form = &field.json;
    let is_list = field.max != Some(0) && field.place == Place::Element;
    let name = match &form.list {
        JsonList::Object(child) if is_list => Some(format!("{}/{child}", form.name.as_deref().unwrap_or_else(|| field.element()))),
        JsonList::Object(_) | JsonList::Array | JsonList::Nested => form.name.clone(),
    };
    let nested = (form.list == JsonList::Nested && is_list).then(|| "nested".to_owned());
    let value = form.value.map(|value| match value {
        JsonValue::Text => "text".to_owned(),
        JsonValue::Number => "number".to_owned(),
    });
    let words: Vec<String> = name.map(|name| quoted(&name)).into_iter().chain(nested).chain(value).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A scalar with its sizes.
pub(crate) fn scalar_text(scalar: &Scalar) -> String {
    let range = |min: Option<String>, max: Option<String>| match (&min, &max) {
        (None, None) => String::new(),
        _ => format!("({}..{})", min.unwrap_or_default(), max.unwrap_or_default()),
    };
    match scalar {
        Scalar::Text(facets) => match (facets.min, facets.max) {
            (None, Some(max)) => format!("text({max})"),
            (min, max) => format!("text{}", range(min.map(|min| min.to_string()), max.map(|max| max.to_string()))),
        },
        Scalar::Decimal(Some((digits, Some(scale)))) => format!("decimal({digits},{scale})"),
        Scalar::Decimal(Some((digits, None))) => format!("decimal({digits})"),
        Scalar::Decimal(None) => "decimal".to_owned(),
        Scalar::Float => "float".to_owned(),
        Scalar::Int(min, max) => format!("int{}", range(min.map(|min| min.to_string()), max.map(|max| max.to_string()))),
        Scalar::Date => "date".to_owned(),
        Scalar::DateTime => "datetime".to_owned(),
        Scalar::Time => "time".to_owned(),
        Scalar::Bool => "bool".to_owned(),
        Scalar::Any => "any".to_owned(),
    }
}

/// `protheus SA6.A6_COD char(3) required "…"`.
pub(crate) fn fact(fact: &Fact) -> String {
    let mut text = fact.system.clone();
    if let Some((alias, field)) = &fact.field {
        let _ = write!(text, " {alias}.{field}");
    }
    if let Some(kind) = &fact.r#type {
        let _ = write!(text, " {}", kind.name);
        match (kind.size, kind.scale) {
            (Some(size), Some(scale)) => drop(write!(text, "({size},{scale})")),
            (Some(size), None) => drop(write!(text, "({size})")),
            (None, _) => {}
        }
    }
    if fact.required {
        text.push_str(" required");
    }
    if let Some(note) = &fact.note {
        let _ = write!(text, " {}", quoted(note));
    }
    text
}

fn cardinality(min: u32, max: Option<u32>) -> String {
    match (min, max) {
        (1, Some(1)) => String::new(),
        (0, Some(1)) => "?".to_owned(),
        (0, None) => "*".to_owned(),
        (1, None) => "+".to_owned(),
        (_, Some(0)) => "[0]".to_owned(),
        _ => bounds(min, max),
    }
}

fn bounds(min: u32, max: Option<u32>) -> String {
    let text = |number: u32| if number == 0 { String::new() } else { number.to_string() };
    format!("[{}..{}]", text(min), max.map(|max| max.to_string()).unwrap_or_default())
}

/// A text in quotes. It ends on its line, whatever characters a schema has by reference.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", without_controls(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether a value can stand without quotes.
fn is_value_word(value: &str) -> bool {
    let plain = value.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'));
    plain && !value.is_empty() && !matches!(value, "source" | "note" | "pending" | "allow" | "also" | "or")
}
