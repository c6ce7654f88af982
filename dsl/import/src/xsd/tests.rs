//! What XSD has and what becomes of it.

use crate::report::FindingKind;
use crate::tests::{contains, event, imported, map, squeezed};

fn simple(base: &str, facets: &str) -> String {
    format!(
        "<xs:element name=\"V\" minOccurs=\"0\"><xs:simpleType><xs:restriction base=\"xs:{base}\">{facets}</xs:restriction></xs:simpleType></xs:element>"
    )
}

#[test]
fn scalars() {
    for (base, facets, expected) in [
        ("string", "<xs:maxLength value='40'/>", "V text(40)?"),
        ("string", "<xs:minLength value='1'/><xs:maxLength value='40'/>", "V text(1..40)?"),
        ("string", "<xs:length value='9'/>", "V text(9..9)?"),
        ("string", "<xs:minLength value='0'/>", "V text?"),
        ("string", "<xs:pattern value='CIF|FOB'/><xs:whiteSpace value='collapse'/>", "V text? pattern \"CIF|FOB\" space collapse"),
        ("decimal", "<xs:totalDigits value='20'/><xs:fractionDigits value='8'/>", "V decimal(20,8)?"),
        ("decimal", "<xs:totalDigits value='12'/>", "V decimal(12)?"),
        ("int", "<xs:minInclusive value='0'/><xs:maxInclusive value='99'/>", "V int(0..99)?"),
        ("integer", "<xs:totalDigits value='3'/>", "V int(-999..999)?"),
        ("nonNegativeInteger", "", "V int(0..)?"),
        ("double", "", "V float?"),
        ("dateTime", "", "V datetime?"),
        ("boolean", "", "V bool?"),
    ] {
        contains(&map(&simple(base, facets), "").0, &[expected]);
    }
    contains(&map("<xs:element name=\"V\"/>", "").0, &["V any"]);
}

#[test]
fn what_has_no_form_is_a_note_and_a_finding() {
    let (text, findings) = map(&simple("decimal", "<xs:minInclusive value='0.01'/>"), "");
    contains(&text, &["V decimal? {", "note \"minInclusive: 0.01\""]);
    assert!(matches!(findings.as_slice(), [finding] if finding.kind == FindingKind::Skipped), "{findings:?}");
}

#[test]
fn enumerations_keep_their_texts_and_find_their_labels() {
    let values = |values: &[&str]| values.iter().map(|value| format!("<xs:enumeration value=\"{value}\"/>")).collect::<String>();
    let (text, _) = map(&simple("string", &values(&["001", "002", ""])), "");
    contains(&text, &["V V?", "enum V {", "001 Value001", "\"\" Empty"]);
    let (text, _) = map(&simple("int", &values(&["1", "2"])), "");
    contains(&text, &["enum V int {", "1 Value1"]);
    let listed = simple("string", &values(&["1", "2"])).replace(
        "<xs:simpleType>",
        "<xs:annotation><xs:documentation>1 = Em pé; 2 = Sentado</xs:documentation></xs:annotation><xs:simpleType>",
    );
    contains(&map(&listed, "").0, &["1 EmPe \"Em pé\"", "2 Sentado \"Sentado\""]);
}

#[test]
fn cardinality_and_wrappers() {
    let list = |name: &str, child: &str| {
        format!(
            "<xs:element name=\"{name}\" minOccurs=\"0\"><xs:complexType><xs:sequence><xs:element name=\"{child}\" maxOccurs=\"unbounded\">\
             <xs:complexType><xs:sequence><xs:element name=\"Code\" type=\"xs:string\"/></xs:sequence></xs:complexType></xs:element>\
             </xs:sequence></xs:complexType></xs:element>"
        )
    };
    let (text, _) = map(
        &format!(
            "{}{}{}<xs:element name=\"Gone\" type=\"xs:string\" maxOccurs=\"0\"/><xs:element name=\"Few\" type=\"xs:string\" minOccurs=\"2\" maxOccurs=\"5\"/>",
            list("ListOfStop", "Halt"),
            list("Taxes", "Tax"),
            list("Papers", "Id")
        ),
        "",
    );
    contains(&text, &["ListOfStop?/Halt Halt+", "Taxes?/Tax Tax+", "Papers Papers?", "Id Id+", "Gone text[0]", "Few text[2..5]"]);
}

#[test]
fn groups() {
    let field = |name: &str| format!("<xs:element name=\"{name}\" type=\"xs:string\"/>");
    let (text, _) = map(&format!("<xs:sequence maxOccurs=\"31\">{}{}</xs:sequence>", field("Day"), field("Rate")), "");
    contains(&text, &["group [1..31] as content_rows {", "Day text"]);
    let free = event("", "").replace("<xs:sequence>\n\n</xs:sequence>", &format!("<xs:all>{}{}</xs:all>", field("A"), field("B")));
    contains(&squeezed(&imported(&[("Visit_1_000.xsd", &free)]).files["visit_1_000.map"]), &["unordered {", "A text"]);
    let (text, _) = map(&format!("<xs:choice>{}{}</xs:choice>", field("A"), field("B")), "");
    contains(&text, &["A text?", "B text?", "one of A, B"]);
    let (text, findings) = map(&format!("<xs:sequence minOccurs=\"0\">{}</xs:sequence>", field("A")), "");
    contains(&text, &["A text?"]);
    assert_eq!(findings.len(), 1);
}

#[test]
fn attributes_and_text() {
    let (text, _) = map(
        "<xs:element name=\"Id\"><xs:complexType><xs:simpleContent><xs:extension base=\"xs:string\">\
         <xs:attribute name=\"scope\" type=\"xs:string\" use=\"required\"/><xs:attribute name=\"day\" type=\"xs:date\"/>\
         </xs:extension></xs:simpleContent></xs:complexType></xs:element>",
        "",
    );
    contains(&text, &["Id Id", "@scope text", "@day date?", "$ text"]);
}

#[test]
fn names_that_collide() {
    let field = |name: &str, inner: &str| format!("<xs:element name=\"{name}\">{inner}</xs:element>");
    let record = |name: &str| {
        format!("<xs:complexType><xs:sequence><xs:element name=\"{name}\" type=\"xs:string\"/></xs:sequence></xs:complexType>")
    };
    let content = [
        field("Cgc", ""),
        field("CGC", ""),
        field("type", ""),
        field("text", &record("A")),
        field("Rows", &record("B").replace("name=\"B\" type=\"xs:string\"/>", &format!("name=\"text\">{}</xs:element>", record("C")))),
    ];
    let (text, _) = map(&content.concat(), "");
    contains(&text, &["Cgc any", "CGC any as cgc_2", "type any", "text Text", "record RowsText {"]);
}

#[test]
fn product_documentation() {
    let documented = |docs: &str, limit: u32| {
        format!(
            "<xs:element name=\"Code\" minOccurs=\"0\"><xs:annotation><xs:documentation>Código</xs:documentation><xs:appinfo>{docs}</xs:appinfo></xs:annotation>\
             <xs:simpleType><xs:restriction base=\"xs:string\"><xs:maxLength value=\"{limit}\"/></xs:restriction></xs:simpleType></xs:element>"
        )
    };
    let doc = |product: &str, field: &str, required: &str, kind: &str, length: &str, note: &str| {
        format!(
            "<FieldDocumentation product=\"{product}\"><Field>{field}</Field><Required>{required}</Required><Type>{kind}</Type><Lenght>{length}</Lenght>\
             <Description>{note}</Description></FieldDocumentation>"
        )
    };
    let (text, findings) = map(&documented(&doc("Prothues", "ZZ1.ZZ1_CODE", "sim", "Char", "06", "código"), 4), "");
    contains(&text, &["Code text(4)? protheus ZZ1.ZZ1_CODE char(6) required"]);
    let contradictions = findings.iter().filter(|finding| finding.kind == FindingKind::Contradiction).count();
    assert_eq!(contradictions, 2, "{findings:?}");
    let several = [
        doc("PROTHEUS", "tabela.campo", "sim/não", "...", "", ""),
        doc("RM", "ZTABLE.CODE", "não", "varchar", "4", "Só leitura"),
        doc("PROTHEUS", "ZZ1_CODE + ZZ1_SHOP", "sim", "char", "4", ""),
        doc("PROTHEUS", "ZZ1.ZZ1_VERYLONG", "não", "", "", ""),
        doc("PIMS", "", "", "", "", "Nada"),
    ];
    let import = imported(&[("Visit_1_000.xsd", &event(&documented(&several.concat(), 9), ""))]);
    let text = squeezed(&import.files["visit_1_000.map"]);
    contains(
        &text,
        &[
            "rm ZTABLE.CODE varchar(4) \"Só leitura\"",
            "protheus ZZ1.ZZ1_VERYLONG",
            "pims \"Nada\"",
            "note \"protheus: ZZ1_CODE + ZZ1_SHOP; char(4); required\"",
        ],
    );
    assert!(text.contains("allow DP0109 because"), "{text}");
    contains(&squeezed(&import.files["systems.map"]), &["system pims \"PIMS\""]);
}

#[test]
fn what_stands_at_the_wrong_place_is_read_and_told() {
    let misplaced = "<xs:sequence><xs:complexType name=\"HaltType\"><xs:sequence><xs:element name=\"Code\" type=\"xs:string\"/></xs:sequence></xs:complexType></xs:sequence>\
                     <xs:element name=\"Halt\" type=\"HaltType\"/>\
                     <xs:element name=\"Both\" type=\"xs:string\"><xs:simpleType><xs:restriction base=\"xs:string\"><xs:maxLength value=\"3\"/></xs:restriction></xs:simpleType></xs:element>";
    let (text, findings) = map(misplaced, "");
    contains(&text, &["Halt Halt", "Code text", "Both text(3)"]);
    assert_eq!(findings.iter().filter(|finding| finding.kind.is_damage()).count(), 2, "{findings:?}");
}

#[test]
fn answers_leave_out_what_the_envelope_reads() {
    let answer = |fields: &str| {
        event(
            "<xs:element name=\"Code\" type=\"xs:string\"/>",
            &format!("<xs:complexType name=\"ReturnContentType\"><xs:sequence>{fields}</xs:sequence></xs:complexType>"),
        )
    };
    let ids = "<xs:element name=\"ListOfInternalId\" type=\"NowhereType\" minOccurs=\"0\"/>";
    let import = imported(&[("Visit_1_000.xsd", &answer(ids))]);
    assert!(!import.files["visit_1_000.map"].contains("return"));
    let import = imported(&[("Visit_1_000.xsd", &answer(&format!("{ids}<xs:element name=\"Batch\" type=\"xs:string\"/>")))]);
    contains(&squeezed(&import.files["visit_1_000.map"]), &["return {", "Batch text"]);
}
