//! What the JSON schema of a message hands over to the fields of its XSD.

use crate::tests::{contains, event, imported, squeezed};
use crate::{FindingKind, Import};
use depara_dsl::diagnostic::Language;

/// An XSD element with this content.
fn element(name: &str, max: &str, content: &str) -> String {
    format!(
        "<xs:element name=\"{name}\" minOccurs=\"0\" maxOccurs=\"{max}\"><xs:complexType><xs:sequence>{content}</xs:sequence></xs:complexType>\
         </xs:element>"
    )
}

fn json(properties: &str, definitions: &str) -> String {
    format!(
        r#"{{"info": {{"x-totvs": {{"transactionDefinition": {{"subType": "event"}}}}}}, "definitions": {{{definitions}
        "BusinessContentType": {{"type": "object", "properties": {{{properties}}}}}}}}}"#
    )
}

fn lines_of(import: &Import, file: &str) -> String {
    squeezed(&import.files[file])
}

#[test]
fn forms_of_lists() {
    let text = "<xs:element name=\"Mark\" type=\"xs:string\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>";
    let halt = element("Halt", "unbounded", "<xs:element name=\"Name\" type=\"xs:string\" minOccurs=\"0\"/>");
    let xsd: String = ["Marks", "ListOfMark", "ListOfTag"]
        .iter()
        .map(|name| element(name, "1", text))
        .chain(["ListOfHalt", "ListOfRow", "ListOfCell"].map(|name| element(name, "unbounded", &halt)))
        .collect();
    let xsd = event(&(xsd + &element("ListOfStop", "1", &halt)), "");
    let json = json(
        r#""marks": {"type": "object", "properties": {"mark": {"type": "array", "items": {"type": "string"}}}},
            "ListOfMark": {"type": "array", "items": {"type": "string"}},
            "ListOfTag": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
            "ListOfHalt": {"type": "array", "items": {"type": "array", "items": {"type": "object", "properties": {"Name": {"type": "string"}}}}},
            "ListOfRow": {"type": "array", "items": {"type": "object", "properties": {"Name": {"type": "string"}}}},
            "ListOfCell": {"type": "array", "items": {"type": "object", "properties": {"Halt": {"type": "array", "items": {"type": "object", "properties": {"Name": {"type": "string"}}}}}}},
            "ListOfStop": {"type": "object", "properties": {"Halt": {"type": "array", "items": {"type": "object", "properties": {"Name": {"type": "string"}}}}}}"#,
        "",
    );
    let import = imported(&[("xsd/Visit_1_000.xsd", &xsd), ("json/Visit_1_000.json", &json)]);
    contains(
        &lines_of(&import, "visit_1_000.map"),
        &[
            "Marks?/Mark text* json \"marks/mark\"",
            "ListOfMark?/Mark text*",
            // The converter makes two lists of a wrapper: documents have one.
            "ListOfTag?/Mark text*",
            "ListOfHalt ListOfHalt* json nested",
            "ListOfRow ListOfRow* json nested",
            "ListOfCell ListOfCell*",
            "ListOfStop?/Halt ContentHalt* json \"ListOfStop/Halt\"",
        ],
    );
    let told: Vec<String> = import.report.findings.iter().map(|finding| finding.to_text(Language::English)).collect();
    assert_eq!(told.len(), 1, "the name alone is told: {told:#?}");
    assert!(told.iter().any(|line| line.ends_with("content/Marks: the JSON schema writes `marks`")), "{told:#?}");
}

#[test]
fn forms_of_values() {
    let integers = "<xs:simpleType name=\"KindType\"><xs:restriction base=\"xs:integer\"><xs:enumeration value=\"1\"/>\
        <xs:enumeration value=\"2\"/></xs:restriction></xs:simpleType>";
    let of = |name: &str, kind: &str| format!("<xs:element name=\"{name}\" type=\"{kind}\" minOccurs=\"0\"/>");
    let xsd = [
        ("Kind", "KindType"),
        ("Total", "xs:decimal"),
        ("Paid", "xs:boolean"),
        ("Tin", "xs:string"),
        ("Since", "xs:date"),
        ("Days", "xs:integer"),
    ];
    let xsd: String = xsd.iter().map(|(name, kind)| of(name, kind)).collect();
    let xsd = event(&(xsd + "<xs:element name=\"Free\" minOccurs=\"0\"/>"), integers);
    let json = json(
        r#""Kind": {"type": "string", "enum": ["1", "2"]}, "Total": {"type": "string"}, "Paid": {"type": "string"},
            "Tin": {"type": "integer"}, "Since": {"type": "string"}, "Days": {"type": "integer"}, "Free": {"type": "number"}"#,
        "",
    );
    let import = imported(&[("xsd/Visit_1_000.xsd", &xsd), ("json/Visit_1_000.json", &json)]);
    contains(
        &lines_of(&import, "visit_1_000.map"),
        &[
            "Kind Kind? json text",
            "Total decimal? json text",
            "Paid bool? json text",
            "Tin text? json number",
            "Since date?",
            "Days int?",
            "Free any? json number",
        ],
    );
}

#[test]
fn forms_of_json_alone() {
    let json = json(
        r##""Marks": {"type": "object", "properties": {"Mark": {"type": "array", "items": {"type": "integer"}}}},
            "Tags": {"type": "array", "items": {"type": "string"}}, "Rows": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}}"##,
        "",
    );
    let import = imported(&[("Visit_1_000.json", &json)]);
    contains(&lines_of(&import, "visit_1_000.map"), &["Marks?/Mark int* json \"Marks/Mark\"", "Tags text*", "Rows text*"]);
}

#[test]
fn shared_types_take_what_all_their_messages_say() {
    let place = "<xs:schema><xs:complexType name=\"PlaceType\"><xs:sequence>\
        <xs:element name=\"Number\" type=\"xs:integer\" minOccurs=\"0\"/><xs:element name=\"Floor\" type=\"xs:integer\" minOccurs=\"0\"/>\
        <xs:element name=\"Code\" type=\"CodeType\" minOccurs=\"0\"/></xs:sequence></xs:complexType>\
        <xs:complexType name=\"CodeType\"><xs:sequence><xs:element name=\"Id\" type=\"xs:integer\" minOccurs=\"0\"/></xs:sequence></xs:complexType></xs:schema>";
    let message = event(
        "<xs:element name=\"Place\" type=\"PlaceType\" minOccurs=\"0\"/>",
        "<xs:include schemaLocation=\"../types/Place_1_000.xsd\"/>",
    );
    let form = |floor: &str| {
        json(
            &format!(
                r#""Place": {{"type": "object", "properties": {{"Number": {{"type": "string"}}, "Floor": {{"type": "{floor}"}},
                "Code": {{"type": "object", "properties": {{"Id": {{"type": "string"}}}}}}}}}}"#
            ),
            "",
        )
    };
    let import = imported(&[
        ("types/Place_1_000.xsd", place),
        ("xsd/Visit_1_000.xsd", &message),
        ("xsd/Stay_1_000.xsd", &message),
        ("json/Visit_1_000.json", &form("string")),
        ("json/Stay_1_000.json", &form("integer")),
    ]);
    contains(&lines_of(&import, "types/place_1_000.map"), &["Number int? json text", "Floor int?", "Id int? json text"]);
    let told = import.report.findings.iter().filter(|finding| finding.kind == FindingKind::Contradiction);
    let told: Vec<String> =
        told.map(|finding| finding.to_text(Language::English)).filter(|text| text.contains("1.000/Place/Floor")).collect();
    let [told] = told.as_slice() else { panic!("{told:#?}") };
    assert!(told.ends_with("`json \"Floor\"` (json/Stay_1_000.json); `json text` (json/Visit_1_000.json)"), "{told}");
}

#[test]
fn a_json_schema_that_takes_a_shared_type_as_it_is_has_a_say() {
    let place = "<xs:schema><xs:complexType name=\"PlaceType\"><xs:sequence><xs:element name=\"Number\" type=\"xs:integer\" minOccurs=\"0\"/>\
        </xs:sequence></xs:complexType></xs:schema>";
    let message = event(
        "<xs:element name=\"Place\" type=\"PlaceType\" minOccurs=\"0\"/>",
        "<xs:include schemaLocation=\"../types/Place_1_000.xsd\"/>",
    );
    let own = json(r#""Place": {"type": "object", "properties": {"number": {"type": "integer"}}}"#, "");
    let shared = json(r##""Place": {"$ref": "types/Place_1_000.json#/definitions/PlaceType"}"##, "");
    let types = r#"{"definitions": {"PlaceType": {"type": "object", "properties": {"Number": {"type": "integer"}}}}}"#;
    let files = [
        ("types/Place_1_000.xsd", place),
        ("xsd/Visit_1_000.xsd", &message),
        ("json/Visit_1_000.json", &own),
        ("xsd/Stay_1_000.xsd", &message),
        ("json/Stay_1_000.json", &shared),
        ("json/types/Place_1_000.json", types),
    ];
    let import = imported(&files[..3]);
    contains(&lines_of(&import, "types/place_1_000.map"), &["Number int? json \"number\""]);
    let import = imported(&files);
    contains(&lines_of(&import, "types/place_1_000.map"), &["Number int?"]);
    let told = import.report.findings.iter().map(|finding| finding.to_text(Language::English));
    assert_eq!(told.filter(|text| text.contains("Place 1.000/Place/Number")).count(), 1);
}
