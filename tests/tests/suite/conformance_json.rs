//! The JSON form of every conformance document: it says what the XML says, and is written as it came.

use super::conformance::{Document, documents};
use depara::envelope::json;
use depara::{FindingKind, Message, Policy};
use depara_mappings::Registry;
use depara_tests::{standard_messages, tree};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

#[test]
fn documents_keep_their_content_in_json() {
    let Some(folder) = standard_messages("documents_keep_their_content_in_json") else { return };
    for Document { path, .. } in documents(&folder) {
        let text = fs::read_to_string(&path).expect("a document is readable");
        let message = Message::<Registry>::decode(&text, &Policy::default()).expect("a document is decoded").value;
        let json = message.to_json();
        let back = Message::<Registry>::from_json(&json, &Policy::default()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(back.value.to_json(), json, "{}", path.display());
    }
}

/// A document in `Header` and `Content` form says what its sibling in XML says, and is written as it came.
#[test]
fn json_documents_have_the_content_of_their_xml() {
    let Some(folder) = standard_messages("json_documents_have_the_content_of_their_xml") else { return };
    let mut seen = 0;
    for Document { path, .. } in documents(&folder) {
        let Some(original) = read(&path.with_extension("json")) else { continue };
        let name = path.display();
        let value = json::tree(original.clone());
        let expected = as_the_schema_has_it(original["Content"].clone());
        let decoded = Message::<Registry>::from_json(&value, &Policy::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let lost = |kind: &FindingKind| !matches!(kind, FindingKind::Respelt { .. });
        let lost: Vec<_> = decoded.report.findings.iter().filter(|finding| lost(&finding.kind)).map(ToString::to_string).collect();
        assert!(lost.is_empty(), "{name}: {lost:#?}");

        let xml = fs::read_to_string(&path).expect("a document is readable");
        let sibling = Message::<Registry>::decode(&xml, &Policy::default()).expect("a document is decoded");
        let differences = tree::differences(&content(&sibling.value), &content(&decoded.value), &[]);
        assert!(differences.is_empty(), "{name}:\n{}", differences.join("\n"));

        let written = |message: &Message<'_, Registry>| json::header_and_content(message.to_json())["Content"].clone();
        assert_eq!(written(&decoded.value), expected, "{name}");
        // What came as XML is written in the same form, with the numbers as the XML spells them.
        let mut differences = Vec::new();
        compare("Content", &expected, &written(&sibling.value), &mut differences);
        assert!(differences.is_empty(), "{name}:\n{}", differences.join("\n"));
        seen += 1;
    }
    assert!(seen >= 100, "only {seen} documents");
}

/// The content with `ListOfSourceDocument` as a list. The JSON schemas of AccountPayableDocument and AccountReceivableDocument have a list there and
/// refuse the documents, which have an object around it: whoever wrote them took the number of an item, `SourceDocument`, for the list of that name.
fn as_the_schema_has_it(mut content: Value) -> Value {
    let object = content.get_mut("ListOfSourceDocument").filter(|list| list.is_object());
    if let Some(object) = object {
        *object = object["SourceDocument"].take();
    }
    content
}

/// The content of a message, as it is written in XML.
fn content(message: &Message<'_, Registry>) -> tree::Node {
    let mut tree = tree::parse(&message.encode()).expect("a written document is well formed");
    tree.children.swap_remove(1).children.pop().expect("a business message has a content")
}

/// Where two JSON values differ in more than the spelling of a number: `1E3` of an XML is `1000` in its JSON sibling.
fn compare(place: &str, left: &Value, right: &Value, differences: &mut Vec<String>) {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
            for name in names {
                let [left, right] = [left, right].map(|members| members.get(name).unwrap_or(&Value::Null));
                compare(&format!("{place}/{name}"), left, right, differences);
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (left, right) in left.iter().zip(right) {
                compare(place, left, right, differences);
            }
        }
        (left, right) if left == right => {}
        (left, right) if left.is_number() && number(left).is_some() && number(left) == number(right) => {}
        (left, right) => differences.push(format!("{place}: {left} and {right}")),
    }
}

/// The value of a number; one that JSON cannot spell stands as a text.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}
