//! What JSON schemas have and what becomes of it.

use crate::report::{Finding, FindingKind};
use crate::tests::{contains, imported, squeezed};

fn map(properties: &str, definitions: &str) -> (String, Vec<Finding>) {
    let json = format!(
        r#"{{"info": {{"x-totvs": {{"transactionDefinition": {{"subType": "request"}}}}}},
        "definitions": {{ {definitions} "BusinessContentType": {{"type": "object", "required": ["Needed"], "properties": {{ {properties} }}}} }}}}"#
    );
    let import = imported(&[("Visit_1_000.json", &json)]);
    (squeezed(&import.files["visit_1_000.map"]), import.report.findings)
}

#[test]
fn scalars() {
    for (property, expected) in [
        (r#"{"type": "string", "maxLength": 40}"#, "V text(40)?"),
        (r#"{"type": "String", "maxLength": "40"}"#, "V text(40)?"),
        (r#"{"type": "string", "format": "date"}"#, "V date?"),
        (r#"{"type": "datetime"}"#, "V datetime?"),
        (r#"{"type": "number", "multipleOf": 0.01, "minimum": -9999.99, "maximum": 9999.99}"#, "V decimal(6,2)?"),
        (r#"{"type": "decimal"}"#, "V decimal?"),
        (r#"{"type": "integer", "minimum": 0, "maximum": 9}"#, "V int(0..9)?"),
        (r#"{"type": ["null", "boolean"]}"#, "V bool?"),
        (r#"{"type": "1"}"#, "V any?"),
        (r#"{}"#, "V any?"),
        (r#"{"type": "string", "required": true}"#, "V text"),
    ] {
        contains(&map(&format!("\"V\": {property}"), "").0, &[expected]);
    }
}

#[test]
fn requests_lists_and_references() {
    let (text, findings) = map(
        r##""Needed": {"$ref": "#/definitions/HaltType", "type": "object"},
            "ListOfStops": {"type": "array", "items": {"$ref": "#/definitions/ListOfStopType"}},
            "Marks": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "string", "enum": ["A", "B"]}},
            "Unit Price": {"type": "number"},
            "Gone": {"$ref": "https://example.invalid/Nowhere_1_000.json#/definitions/NowhereType"}"##,
        r##""HaltType": {"allOf": [{"$ref": "#/definitions/BaseType"}, {"properties": {"Code": {"type": "string"}}}]},
            "BaseType": {"properties": {"Name": {"type": "string"}}},
            "ListOfStopType": {"type": "array", "items": {"$ref": "#/definitions/HaltType"}},"##,
    );
    contains(
        &text,
        &[
            "message VISIT 1.000 request {",
            "Needed Halt",
            "Name text?",
            "Code text?",
            "ListOfStops?/Stop Halt*",
            "Marks Marks[..3]",
            "Unit_Price decimal? json \"Unit Price\"",
            "pending \"NowhereType: include not found\"",
        ],
    );
    assert_eq!(findings.iter().filter(|finding| finding.kind == FindingKind::Guess).count(), 2, "{findings:?}");
}

#[test]
fn the_content_is_guessed_where_nothing_names_it() {
    let json = r#"{"definitions": {"Paging": {"properties": {"hasNext": {"type": "boolean"}}}, "VisitInfo": {"properties": {"code": {"type": "string"}}}}}"#;
    let import = imported(&[("Visit_1_000.json", json)]);
    contains(&squeezed(&import.files["visit_1_000.map"]), &["message VISIT 1.000 event {", "code text?"]);
    assert_eq!(import.report.count(FindingKind::Guess), 2);
}

#[test]
fn broken_files_are_read_as_far_as_they_go() {
    let json = "{\"definitions\": {\"BusinessContentType\": {\"properties\": {\n\"Code\": {\"type\": \"string\"},\n}}}, oops";
    let import = imported(&[("Visit_1_000.json", json)]);
    contains(&squeezed(&import.files["visit_1_000.map"]), &["Code text?"]);
    let lines: Vec<u32> = import.report.findings.iter().filter(|finding| finding.kind.is_damage()).map(|finding| finding.line).collect();
    assert_eq!(lines, [3, 3]);
}

#[test]
fn product_documentation() {
    let (text, _) = map(
        r#""V": {"type": "string", "description": "Código", "x-totvs": [
            {"product": "protheus ", "Field": "ZZ1_CODE", "required": true, "type": "char", "Lengh": "6", "noe": "Texto", "available": true, "canUpdate": true},
            {"product": "RM", "field": "", "required": false, "type": "", "length": "", "note": "", "available": false}]}"#,
        "",
    );
    contains(&text, &["protheus ZZ1.ZZ1_CODE char(6) required \"Texto\"", "rm \"not available\""]);
}
