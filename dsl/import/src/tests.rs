//! Whole imports of small schemas.

use crate::{Finding, FindingKind, Import, import};
use depara_dsl::checks::Options;
use depara_dsl::diagnostic::{Language, Severity};
use depara_dsl::span::Sources;
use std::collections::BTreeMap;

/// Imports files and demands that the maps compile.
pub(crate) fn imported(files: &[(&str, &str)]) -> Import {
    let sources: BTreeMap<String, Vec<u8>> = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let import = import(&sources, Language::English);
    let mut maps = Sources::default();
    for (file, text) in &import.files {
        maps.add(file.clone(), text.clone());
    }
    let (_, problems) = depara_dsl::compile(&maps, Options::default());
    let errors: Vec<_> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{:#?}", import.files);
    import
}

/// An event schema with this content and these types.
pub(crate) fn event(content: &str, types: &str) -> String {
    format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n{types}\n\
         <xs:complexType name=\"BusinessContentType\"><xs:sequence>\n{content}\n</xs:sequence></xs:complexType>\n\
         <xs:element name=\"BusinessContent\" type=\"BusinessContentType\" substitutionGroup=\"AbstractBusinessContent\"/>\n</xs:schema>"
    )
}

/// The map of one event schema, its lines without surplus blanks.
pub(crate) fn map(content: &str, types: &str) -> (String, Vec<Finding>) {
    let import = imported(&[("Visit_1_000.xsd", &event(content, types))]);
    (squeezed(&import.files["visit_1_000.map"]), import.report.findings)
}

pub(crate) fn squeezed(text: &str) -> String {
    text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n")
}

#[track_caller]
pub(crate) fn contains(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.lines().any(|found| found == *line), "`{line}` is not in\n{text}");
    }
}

#[test]
fn shared_types_become_blocks_that_messages_use() {
    let place = "<xs:schema><xs:complexType name=\"PlaceType\"><xs:sequence><xs:element name=\"Street\" type=\"xs:string\"/></xs:sequence></xs:complexType></xs:schema>";
    let visit = event(
        "<xs:element name=\"Place\" type=\"PlaceType\" minOccurs=\"0\"/>",
        "<xs:include schemaLocation=\"../types/Place_1_000.xsd\"/>",
    );
    let import = imported(&[("events/Visit_1_000.xsd", &visit), ("types/Place_1_000.xsd", place)]);
    contains(&squeezed(&import.files["types/place_1_000.map"]), &["types Place 1.000 {", "record Place {", "Street text"]);
    contains(&squeezed(&import.files["visit_1_000.map"]), &["use Place 1.000", "Place Place?", "source \"events/Visit_1_000.xsd\""]);
    assert!(import.report.findings.is_empty(), "{:?}", import.report.findings);
}

#[test]
fn a_missing_include_is_a_named_hole() {
    let visit = event(
        "<xs:element name=\"Place\" type=\"PlaceType\" minOccurs=\"0\"/>",
        "<xs:include schemaLocation=\"../types/Place_1_000.xsd\"/>",
    );
    let import = imported(&[("Visit_1_000.xsd", &visit)]);
    contains(&squeezed(&import.files["visit_1_000.map"]), &["Place any? {", "pending \"PlaceType: include not found\""]);
    assert_eq!(import.report.count(FindingKind::Hole), 2);
    assert!(import.report.findings.iter().all(|finding| finding.line > 0), "{:?}", import.report.findings);
}

#[test]
fn a_type_on_two_lines_is_named_on_one() {
    for written in ["Pla\nce", "Pla&#10;ce"] {
        let (text, _) = map(&format!("<xs:element name=\"Place\" type=\"{written}\" minOccurs=\"0\"/>"), "");
        contains(&text, &["pending \"Pla ce: type not defined\""]);
    }
}

#[test]
fn a_file_that_includes_itself_is_harmless() {
    let visit = event("<xs:element name=\"Code\" type=\"xs:string\"/>", "<xs:include schemaLocation=\"Visit_1_000.xsd\"/>");
    let import = imported(&[("Visit_1_000.xsd", &visit)]);
    contains(&squeezed(&import.files["visit_1_000.map"]), &["Code text"]);
}

#[test]
fn the_xsd_leads_and_differences_are_told() {
    let xsd = event(
        "<xs:element name=\"Code\" type=\"xs:string\"/><xs:element name=\"Cgc\" type=\"xs:string\" minOccurs=\"0\"/>\
         <xs:element name=\"ListOfStop\" minOccurs=\"0\"><xs:complexType><xs:sequence>\
         <xs:element name=\"Halt\" type=\"xs:string\" maxOccurs=\"unbounded\"/></xs:sequence></xs:complexType></xs:element>",
        "",
    );
    let json = r#"{"info": {"x-totvs": {"transactionDefinition": {"subType": "event"}}}, "definitions": {"BusinessContentType": {"type": "object",
        "properties": {
            "Code": {"type": "string", "maxLength": 6, "x-totvs": [{"product": "PROTHEUS", "field": "ZZ1_CODE", "type": "char", "length": "6"}]},
            "CGC": {"type": "string"},
            "ListOfStop": {"type": "array", "items": {"type": "string"}},
            "More": {"type": "integer"}
        }}}}"#;
    let import = imported(&[("xsd/Visit_1_000.xsd", &xsd), ("json/Visit_1_000.json", json)]);
    assert_eq!(import.files.len(), 1);
    let map = squeezed(&import.files["visit_1_000.map"]);
    contains(
        &map,
        &[
            "Code text protheus ZZ1.ZZ1_CODE char(6)",
            "Cgc text? json \"CGC\"",
            "ListOfStop?/Halt text+",
            "source \"json/Visit_1_000.json\"",
        ],
    );
    let told: Vec<String> = import.report.findings.iter().map(|finding| finding.to_text(Language::English)).collect();
    for expected in [
        "content/Code: required by the XSD alone",
        "content/Code: length text in the XSD, text(6) in the JSON schema",
        "content/Cgc: the JSON schema writes `CGC`",
        "content/More: only in the JSON schema",
    ] {
        assert!(told.iter().any(|line| line.ends_with(expected)), "{expected}: {told:#?}");
    }
    assert!(!told.iter().any(|line| line.contains("ListOfStop")), "{told:#?}");
}

#[test]
fn damage_is_told_and_the_rest_is_imported() {
    let broken = event("<xs:element name=\"Code\" type=\"xs:string\"/>", "").replace("</xs:schema>", "");
    let import = imported(&[
        ("Visit_1_000.xsd", &broken),
        ("Bench_1_000.json", "<html>"),
        ("Stall_1_000.xsd", "<html/>"),
        ("Stall_1_001.xsd", ""),
        ("readme.txt", "text"),
    ]);
    assert_eq!(import.files.keys().collect::<Vec<_>>(), ["visit_1_000.map"]);
    let files: Vec<&str> = import.report.findings.iter().map(|finding| finding.file.as_str()).collect();
    for file in ["Visit_1_000.xsd", "Bench_1_000.json", "Stall_1_000.xsd", "Stall_1_001.xsd", "readme.txt"] {
        assert!(files.contains(&file), "{file}: {files:?}");
    }
}

#[test]
fn of_two_files_of_one_version_the_sounder_one_counts() {
    let good = event("<xs:element name=\"Code\" type=\"xs:string\"/>", "");
    let bad = event("<xs:element/><xs:element name=\"Other\" type=\"xs:string\"/>", "");
    let import = imported(&[("a/Visit_1_000.xsd", &bad), ("b/Visit_1_000.xsd", &good)]);
    contains(&squeezed(&import.files["visit_1_000.map"]), &["source \"b/Visit_1_000.xsd\""]);
    assert!(import.report.findings.iter().any(|finding| finding.file.starts_with("a/") && finding.kind == FindingKind::Skipped));
}

#[test]
fn hostile_files_are_read_without_harm() {
    let deep = format!("{}{}", "<a>".repeat(50_000), "</a>".repeat(50_000));
    let chain: String = (0..500)
        .map(|n| {
            format!(
                "<xs:complexType name=\"T{n}\"><xs:sequence><xs:element name=\"E\" type=\"T{}\"/></xs:sequence></xs:complexType>",
                n + 1
            )
        })
        .collect();
    let circle =
        "<xs:complexType name=\"A\"><xs:sequence><xs:element name=\"B\" type=\"A\" minOccurs=\"0\"/></xs:sequence></xs:complexType>";
    let import = imported(&[
        ("Deep_1_000.xsd", &deep),
        ("Chain_1_000.xsd", &event("<xs:element name=\"E\" type=\"T0\"/>", &chain)),
        ("Circle_1_000.xsd", &event("<xs:element name=\"A\" type=\"A\"/>", circle)),
        (
            "Text_1_000.xsd",
            &event(
                "<xs:element name=\"Q\" type=\"xs:string\" default=\"&quot;\\ {\"><xs:annotation><xs:documentation>{ // &quot; } \\</xs:documentation></xs:annotation></xs:element>",
                "",
            ),
        ),
        ("Deep_1_000.json", &"{\"a\":".repeat(50_000)),
        ("types/X_1_000.json", "{\"definitions\": {\"A\": {\"$ref\": \"#/definitions/A\"}}}"),
    ]);
    assert!(import.files.contains_key("circle_1_000.map"));
    contains(&squeezed(&import.files["text_1_000.map"]), &["/// { // \" } \\", "Q text = \"\\\"\\\\ {\""]);
}

#[test]
fn every_report_has_both_languages_and_a_form_for_machines() {
    let import = imported(&[("Visit.xsd", &event("<xs:element name=\"A b\" type=\"xs:string\"/>", ""))]);
    let (english, portuguese) = (import.report.to_text(Language::English), import.report.to_text(Language::Portuguese));
    assert!(english.contains("Visit.xsd:4: guess: content/A b: `A b` is no name of an element; called `A_b`"), "{english}");
    assert!(portuguese.contains("suposição"), "{portuguese}");
    let json = import.report.to_json(Language::English);
    assert_eq!(json["findings"][0]["kind"], "guess");
    assert_eq!(json["summary"]["messages"], 1);
}
