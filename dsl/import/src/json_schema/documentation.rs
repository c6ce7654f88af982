//! The documentation inside JSON schemas, under `x-totvs`.

use crate::json::{Node, Value};
use crate::product::{ProductDoc, is_placeholder};
use crate::report::{Count, Findings};
use crate::schema::Schema;
use crate::text::one_line;
use depara_dsl::diagnostic::Language;

/// What products say of a property.
pub(super) fn products(node: &Node, findings: &mut Findings) -> Vec<ProductDoc> {
    let Some(said) = node.get("x-totvs") else { return Vec::new() };
    let all = match &said.value {
        Value::List(items) => items.iter().collect(),
        _ => vec![said],
    };
    all.into_iter().filter(|one| !one.members().is_empty()).map(|one| product(one, findings)).collect()
}

fn product(node: &Node, findings: &mut Findings) -> ProductDoc {
    let mut doc = ProductDoc { line: node.line, ..ProductDoc::default() };
    for (key, value) in node.members() {
        let text = value.scalar().unwrap_or_default();
        match key.trim().to_ascii_lowercase().as_str() {
            "product" => doc.product = text,
            "field" => doc.field = text,
            "type" => doc.kind = text,
            "length" | "lenght" | "lengh" => doc.length = text,
            "required" => doc.required = text,
            "available" => doc.unavailable = text == "false",
            "canupdate" => {
                if text == "true" {
                    findings.count(Count::CanUpdate);
                }
            }
            _ if text.trim().is_empty() => {}
            _ => {
                if !doc.note.is_empty() {
                    doc.note.push(' ');
                }
                doc.note.push_str(&text);
            }
        }
    }
    doc
}

/// What the file says of the message.
pub(super) fn message(root: &Node, schema: &mut Schema, language: Language, findings: &mut Findings) {
    let Some(info) = root.get("info") else { return };
    let text = |path: &[&str]| info.at(path).and_then(Node::text).map(one_line).filter(|text| !is_placeholder(text));
    let described = [text(&["x-totvs", "messageDocumentation", "description"]), text(&["description"]), text(&["title"])];
    schema.description = described.into_iter().flatten().next().unwrap_or_default();
    if let Some(segment) = text(&["x-totvs", "messageDocumentation", "segment"]) {
        schema.remarks.push(crate::remark::segment(&segment, language));
    }
    for product in info.at(&["x-totvs", "productInformation"]).map(Node::items).unwrap_or_default() {
        let text = |key: &str| product.get(key).and_then(Node::scalar).map(|text| one_line(&text)).filter(|text| !is_placeholder(text));
        if text("contact").is_some() {
            findings.count(Count::Contacts);
        }
        let name = text("product");
        let mut parts: Vec<String> = text("adapter").map(|adapter| format!("adapter {adapter}")).into_iter().collect();
        parts.extend(["note", "description"].iter().filter_map(|key| text(key)));
        if let Some(name) = name.filter(|_| !parts.is_empty()) {
            schema.remarks.push(format!("{name}: {}", parts.join("; ")));
        }
    }
}
