//! Structs with serde's derives, made of a catalog: what somebody without depara would write for the same messages with quick-xml.
//!
//! Where that somebody has a choice, the one that is quicker to read and to compile is taken: enumerations stay texts, and so do floats.
//! Decimals, dates and times are parsed to the types that the codecs parse them to. Also used by the build script.

use depara_dsl::ir::{Catalog, Field, FieldKind, Member, Message, Occurs, Place, Record, Scalar, TypeId};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Whether texts are copied or borrowed from the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Each text is a `String`.
    Owned,
    /// Each text is borrowed unless it has entities.
    Borrowed,
}

/// The one attribute with a prefix, which quick-xml leaves out when it reads.
const SCHEMA_LOCATION: &str = "@xsi:noNamespaceSchemaLocation";

/// The block that a record stands in.
#[derive(Clone, Copy)]
enum Scope<'c> {
    Message(&'c Message),
    Types(usize),
}

/// A module for each message of which `wanted` approves by its name, and one for each block of shared types.
///
/// The text stands in a module beside a module `values` with `Text<'a>` and `Parsed<T>`.
#[must_use]
pub fn generate(catalog: &Catalog, form: Form, wanted: impl Fn(&str) -> bool) -> String {
    let mut generator = Generator { catalog, form, out: String::new() };
    let messages: Vec<&Message> = catalog.messages.iter().filter(|message| wanted(&message.name.value)).collect();
    for message in &messages {
        generator.module(&message_module(message), Scope::Message(message), &message.records, Some(message));
    }
    for used in used(catalog, &messages) {
        if let Some(types) = catalog.types.get(used) {
            generator.module(&types_module(used), Scope::Types(used), &types.records, None);
        }
    }
    generator.out
}

/// The name of the module of a message: `bank_2_001`.
#[must_use]
pub fn message_module(message: &Message) -> String {
    format!("{}_{}_{:03}", message.name.value.to_lowercase(), message.version.major, message.version.minor)
}

fn types_module(types: usize) -> String {
    format!("types_{types}")
}

/// The blocks of shared types that the messages need, and those that these need.
fn used(catalog: &Catalog, messages: &[&Message]) -> BTreeSet<usize> {
    let mut open: Vec<usize> = messages.iter().flat_map(|message| message.uses.iter().copied()).collect();
    let mut used = BTreeSet::new();
    while let Some(next) = open.pop() {
        if used.insert(next) {
            open.extend(catalog.types.get(next).into_iter().flat_map(|types| types.uses.iter().copied()));
        }
    }
    used
}

/// Element or attribute, Rust name, type.
type EnvelopeField<'f> = (&'f str, &'f str, &'f str);

struct Generator<'c> {
    catalog: &'c Catalog,
    form: Form,
    out: String,
}

impl<'c> Generator<'c> {
    fn module(&mut self, name: &str, scope: Scope<'c>, records: &'c [Record], message: Option<&Message>) {
        let before = std::mem::take(&mut self.out);
        for record in records {
            self.record(scope, record);
        }
        if message.is_some() {
            self.envelope();
        }
        let items = std::mem::replace(&mut self.out, before);
        self.line(&format!("pub mod {name} {{"));
        if items.contains("Parsed<") || items.contains("Text<") {
            self.line("use super::super::values::*;");
        }
        self.out.push_str(&items);
        self.line("}");
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn record(&mut self, scope: Scope<'c>, record: &'c Record) {
        let name = &record.name.value;
        let mut wrappers = String::new();
        let lifetime = self.lifetime(self.record_borrows(scope, record));
        self.open(name, lifetime);
        self.members(scope, record, name, &mut wrappers);
        self.line("}");
        self.out.push_str(&wrappers);
    }

    fn open(&mut self, name: &str, lifetime: &str) {
        self.line("#[derive(Debug, Clone, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]");
        self.line(&format!("pub struct {name}{lifetime} {{"));
    }

    /// The fields of a record. serde has no groups: the fields of a group become lists side by side.
    fn members(&mut self, scope: Scope<'c>, record: &'c Record, name: &str, wrappers: &mut String) {
        for member in &record.members {
            match member {
                Member::Field(field) => self.field(scope, field, name, false, wrappers),
                Member::Group(group) => {
                    let fields = self.records(scope).get(group.record).into_iter().flat_map(|record| &record.members);
                    for member in fields {
                        if let Member::Field(field) = member {
                            self.field(scope, field, name, true, wrappers);
                        }
                    }
                }
            }
        }
    }

    fn field(&mut self, scope: Scope<'c>, field: &'c Field, record: &str, many: bool, wrappers: &mut String) {
        let borrows = self.field_borrows(scope, field);
        let value = self.value(scope, field);
        let (name, r#type) = match &field.occurs {
            Occurs::Never => return,
            Occurs::Once { .. } if !many => (element(field), format!("Option<{value}>")),
            Occurs::Once { .. } | Occurs::Many(_) => (element(field), format!("Vec<{value}>")),
            Occurs::Wrapped { wrapper, .. } => {
                let list = format!("{record}{}List", wrapper.value);
                self.wrapper(&list, field, &value, borrows, wrappers);
                (wrapper.value.clone(), format!("Option<{list}{}>", self.lifetime(borrows)))
            }
        };
        self.declare(&name, &field.rust_name, &r#type, borrows);
    }

    /// The struct that stands for the element around a list.
    fn wrapper(&mut self, list: &str, field: &Field, value: &str, borrows: bool, wrappers: &mut String) {
        let before = std::mem::take(&mut self.out);
        self.open(list, self.lifetime(borrows));
        self.declare(&field.name.value, "items", &format!("Vec<{value}>"), borrows);
        self.line("}");
        wrappers.push_str(&std::mem::replace(&mut self.out, before));
    }

    fn declare(&mut self, name: &str, rust_name: &str, r#type: &str, borrows: bool) {
        let absent = if r#type.starts_with("Vec<") { "Vec::is_empty" } else { "Option::is_none" };
        let borrow = if borrows && self.form == Form::Borrowed { ", borrow" } else { "" };
        let rename = match name {
            SCHEMA_LOCATION => format!("rename(serialize = {SCHEMA_LOCATION:?}, deserialize = \"@noNamespaceSchemaLocation\")"),
            name => format!("rename = {name:?}"),
        };
        let _ = writeln!(self.out, "#[serde({rename}, default, skip_serializing_if = \"{absent}\"{borrow})]");
        // Raw names may be keywords.
        let _ = writeln!(self.out, "pub r#{rust_name}: {type},");
    }

    fn value(&self, scope: Scope<'c>, field: &Field) -> String {
        let text = match self.form {
            Form::Owned => "String",
            Form::Borrowed => "Text<'a>",
        };
        match &field.kind {
            FieldKind::Scalar(scalar) => match scalar {
                Scalar::Text(_) | Scalar::Float | Scalar::Any => text,
                Scalar::Decimal(_) => "Parsed<::depara::Decimal>",
                Scalar::Int(..) => "i64",
                Scalar::Date => "Parsed<::depara::Date>",
                Scalar::DateTime => "Parsed<::depara::DateTime>",
                Scalar::Time => "Parsed<::depara::Time>",
                Scalar::Bool => "bool",
            }
            .to_owned(),
            FieldKind::Enumeration(_) => text.to_owned(),
            FieldKind::Record(id) => {
                let (place, index) = locate(scope, *id);
                let Some(record) = self.records(place).get(index) else { return "Missing".to_owned() };
                let module = match (scope, place) {
                    (Scope::Message(_), Scope::Types(types)) => format!("super::{}::", types_module(types)),
                    (Scope::Types(from), Scope::Types(types)) if from != types => format!("super::{}::", types_module(types)),
                    _ => String::new(),
                };
                format!("{module}{}{}", record.name.value, self.lifetime(self.record_borrows(place, record)))
            }
        }
    }

    fn records(&self, scope: Scope<'c>) -> &'c [Record] {
        match scope {
            Scope::Message(message) => &message.records,
            Scope::Types(types) => self.catalog.types.get(types).map_or(&[], |types| &types.records),
        }
    }

    fn lifetime(&self, borrows: bool) -> &'static str {
        if borrows && self.form == Form::Borrowed { "<'a>" } else { "" }
    }

    /// Whether any value of the record is a text. Records of maps do not contain themselves.
    fn record_borrows(&self, scope: Scope<'c>, record: &'c Record) -> bool {
        record.members.iter().any(|member| match member {
            Member::Field(field) => field.occurs != Occurs::Never && self.field_borrows(scope, field),
            Member::Group(group) => self.records(scope).get(group.record).is_some_and(|record| self.record_borrows(scope, record)),
        })
    }

    fn field_borrows(&self, scope: Scope<'c>, field: &Field) -> bool {
        match &field.kind {
            FieldKind::Scalar(scalar) => matches!(scalar, Scalar::Text(_) | Scalar::Float | Scalar::Any),
            FieldKind::Enumeration(_) => true,
            FieldKind::Record(id) => {
                let (place, index) = locate(scope, *id);
                self.records(place).get(index).is_some_and(|record| self.record_borrows(place, record))
            }
        }
    }

    /// The envelope around the content, which the maps do not describe: the elements that the documents have.
    fn envelope(&mut self) {
        let (text, lifetime) = match self.form {
            Form::Owned => ("String", ""),
            Form::Borrowed => ("Text<'a>", "<'a>"),
        };
        let content = format!("BusinessContent{lifetime}");
        let records: [(&str, &[EnvelopeField<'_>]); 7] = [
            (
                "TOTVSMessage",
                &[
                    ("@xmlns:xsi", "xsi", text),
                    (SCHEMA_LOCATION, "schema_location", text),
                    ("MessageInformation", "information", &format!("MessageInformation{lifetime}")),
                    ("BusinessMessage", "business", &format!("BusinessMessage{lifetime}")),
                ],
            ),
            (
                "MessageInformation",
                &[
                    ("@version", "version", text),
                    ("UUID", "uuid", text),
                    ("Type", "message_type", text),
                    ("Transaction", "transaction", text),
                    ("StandardVersion", "standard_version", text),
                    ("SourceApplication", "source_application", text),
                    ("CompanyId", "company_id", text),
                    ("BranchId", "branch_id", text),
                    ("UserId", "user_id", text),
                    ("Enterprise", "enterprise", text),
                    ("BusinessUnit", "business_unit", text),
                    ("CompanySharingMode", "company_sharing_mode", text),
                    ("BusinessUnitSharingMode", "business_unit_sharing_mode", text),
                    ("BranchSharingMode", "branch_sharing_mode", text),
                    ("Product", "product", &format!("Product{lifetime}")),
                    ("GeneratedOn", "generated_on", "Parsed<::depara::DateTime>"),
                    ("ContextName", "context_name", text),
                    ("DeliveryType", "delivery_type", text),
                ],
            ),
            ("Product", &[("@name", "name", text), ("@version", "version", text)]),
            (
                "BusinessMessage",
                &[("BusinessEvent", "event", &format!("BusinessEvent{lifetime}")), ("BusinessContent", "content", &content)],
            ),
            (
                "BusinessEvent",
                &[
                    ("Entity", "entity", text),
                    ("Event", "event", text),
                    ("Identification", "identification", &format!("Identification{lifetime}")),
                ],
            ),
            ("Identification", &[("key", "keys", &format!("IdentificationKey{lifetime}"))]),
            ("IdentificationKey", &[("@name", "name", text), ("$text", "value", text)]),
        ];
        for (name, fields) in records {
            self.open(name, lifetime);
            for (element, rust_name, value) in fields {
                let around = if *rust_name == "keys" { "Vec" } else { "Option" };
                self.declare(element, rust_name, &format!("{around}<{value}>"), value.ends_with("<'a>"));
            }
            self.line("}");
        }
    }
}

/// The name of a field as serde's data model of quick-xml has it.
fn element(field: &Field) -> String {
    match field.place {
        Place::Attribute => format!("@{}", field.name.value),
        Place::Text => "$text".to_owned(),
        Place::Element => field.name.value.clone(),
    }
}

fn locate(scope: Scope<'_>, id: TypeId) -> (Scope<'_>, usize) {
    match id {
        TypeId::Local(index) => (scope, index),
        TypeId::Shared(types, index) => (Scope::Types(types), index),
    }
}
