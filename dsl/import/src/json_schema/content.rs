//! Which definition of a JSON schema is the business content: the one that is named, or the one that looks like it.

use super::Reader;
use crate::json::{Node, Value};
use crate::phrases as say;
use crate::schema::{Body, Kind, Named, Role, Schema};
use depara_dsl::diagnostic::Text;

/// Names that a business content has where nothing is said.
const CONTENTS: [&str; 3] = ["BusinessContentType", "BusinessContent", "RequestType"];
/// Names that the content of an answer has.
const ANSWERS: [&str; 3] = ["ReturnContentType", "ReturnContent", "ResponseType"];
/// What is no business content although it is a record.
const OTHERS: [&str; 6] = ["paging", "paged", "messagebase", "listofmessages", "error", "return"];

impl Reader<'_, '_> {
    /// Finds the contents, and whether the message is an event or a request.
    pub(super) fn roots(&mut self, schema: &mut Schema, are_types: bool) {
        let definition = self.root.at(&["info", "x-totvs", "transactionDefinition"]);
        let kind = definition.and_then(|node| node.get("subType")).and_then(Node::text).unwrap_or_default();
        let named = |key: &str| definition.and_then(|node| node.get(key)?.get("$ref")?.text()).filter(|text| !text.trim().is_empty());
        if are_types {
            schema.role = Role::Types;
            return;
        }
        let content = match named("businessContentType") {
            Some(reference) => Some(self.reference(reference, 0)).filter(|kind| is_there(kind, schema)),
            None => None,
        };
        let answer = named("returnContentType").map(|reference| self.reference(reference, 0)).filter(|kind| is_there(kind, schema));
        schema.answer = answer.or_else(|| ANSWERS.iter().find_map(|name| own(name, schema)));
        schema.content = content.or_else(|| CONTENTS.iter().find_map(|name| own(name, schema)));
        if schema.content.is_none() {
            schema.content = self.guessed(schema);
        }
        schema.role = match kind {
            "request" => Role::Request,
            "event" => Role::Event,
            other => {
                self.findings.guess(0, "", Text::from(&say::KIND_GUESSED).with("found", other));
                Role::Event
            }
        };
    }

    /// The record that is called like the message, or else the first one.
    fn guessed(&mut self, schema: &Schema) -> Option<Kind> {
        if self.root.get("properties").is_some_and(|node| matches!(node.value, Value::Object(_))) {
            return Some(self.kind(self.root));
        }
        let title = schema.title.to_lowercase();
        let mut records: Vec<(&String, &Named)> = schema.types.iter().filter(|(name, named)| is_record(name, named)).collect();
        records.sort_by_key(|(name, named)| {
            let lower = name.to_lowercase();
            let likeness = ["", "info", "type", "body", "model"].iter().position(|ending| lower == format!("{title}{ending}"));
            (likeness.unwrap_or(if lower.starts_with(&title) { 10 } else { 20 }), named.order)
        });
        let (name, _) = records.first()?;
        self.findings.guess(0, "", Text::from(&say::CONTENT_GUESSED).with("name", name));
        own(name, schema)
    }
}

fn is_record(name: &str, named: &Named) -> bool {
    let lower = name.to_lowercase();
    let filled = match &named.body {
        Body::Record(record) => !record.is_empty(),
        Body::Value(_) | Body::List(_) => false,
    };
    filled && !OTHERS.iter().any(|other| lower.starts_with(other))
}

fn own(name: &str, schema: &Schema) -> Option<Kind> {
    schema.types.contains_key(name).then(|| Kind::Named { file: None, name: name.to_owned(), line: 0 })
}

/// Whether a reference leads into another file or to a definition of this one.
fn is_there(kind: &Kind, schema: &Schema) -> bool {
    match kind {
        Kind::Named { file: None, name, .. } => schema.types.contains_key(name),
        Kind::Named { .. } | Kind::Inline(_) => true,
        Kind::Untyped => false,
    }
}
