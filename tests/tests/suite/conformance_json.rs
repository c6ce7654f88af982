//! The JSON form of every conformance document: it says what the XML says, and is written as it came.

use super::conformance::{Document, documents};
use depara::Policy;
use depara::envelope::json;
use depara_tests::{standard_messages, tree};
use depara_tests_imported::Transcoded;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Reads a document's JSON form.
fn decode(document: &Document, value: &Value) -> Transcoded {
    (document.codecs.read_json)(value, &Policy::default()).unwrap_or_else(|error| panic!("{}: {error}", document.path.display()))
}

#[test]
fn documents_keep_their_content_in_json() {
    let Some(folder) = standard_messages("documents_keep_their_content_in_json") else { return };
    for document in documents(&folder) {
        let json = document.transcode().1.json;
        assert_eq!(decode(&document, &json).json, json, "{}", document.path.display());
    }
}

/// A document in `Header` and `Content` form says what its sibling in XML says, and is written as it came.
#[test]
fn json_documents_have_the_content_of_their_xml() {
    let Some(folder) = standard_messages("json_documents_have_the_content_of_their_xml") else { return };
    let (mut seen, mut different) = (0, Vec::new());
    for document in documents(&folder) {
        let Some(original) = read(&document.path.with_extension("json")) else { continue };
        let expected = as_the_schema_has_it(original["Content"].clone());
        let copy = decode(&document, &json::tree(original));
        document.nothing_is_lost(&copy);
        let sibling = document.transcode().1;
        let mut differences = tree::differences(&content(&sibling.xml), &content(&copy.xml), &[]);

        let written = |copy: &Transcoded| json::header_and_content(copy.json.clone())["Content"].clone();
        compare("again", &expected, &written(&copy), &mut differences);
        // What came as XML is written in the same form, with the numbers as the XML spells them.
        compare("Content", &expected, &written(&sibling), &mut differences);
        different.extend(differences.iter().map(|difference| format!("{}: {difference}", document.path.display())));
        seen += 1;
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
    assert!(seen >= 280, "only {seen} documents");
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

/// The content of a message in XML.
fn content(xml: &str) -> tree::Node {
    let mut tree = tree::parse(xml).expect("a written document is well formed");
    tree.children.swap_remove(1).children.pop().expect("a business message has a content")
}

/// Where two JSON values differ in more than the spelling of a number, as `1E3` of an XML is `1000` in its JSON sibling.
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
        // A record whose only child repeats: no items are no member, and the documents write an empty array.
        (Value::Array(items), Value::Null) if items.is_empty() => {}
        (left, right) if left.is_number() && number(left).is_some() && number(left) == number(right) => {}
        (left, right) => differences.push(format!("{place}: {left} and {right}")),
    }
}

/// The value of a number; one that JSON cannot spell stands as a text.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}
