//! What the checks find in small mappings: one line of the table, one case.

use super::Options;
use crate::compile;
use crate::diagnostic::{Diagnostic, Language};
use crate::span::Sources;

/// Every problem of an adapter with these lines, and of a message with these fields.
fn problems(lines: &str, fields: &str, options: Options) -> Vec<Diagnostic> {
    let mut sources = Sources::default();
    let text = format!(
        "map 1\nadapter Bank \"Banco\" {{\nmessage BANK 2.001\nroutine MATA070\nalias SA6\n{lines}\n}}\n\
         message BANK 2.001 event {{\ncontent {{\n{fields}\n}}\n}}\n"
    );
    sources.add("bank.map", text);
    compile(&sources, options).1
}

fn codes(lines: &str, fields: &str, options: Options) -> Vec<&'static str> {
    problems(lines, fields, options).iter().map(|problem| problem.code.0).collect()
}

const SENT: &str = "protheus sends\nrm receives\n";
const CODE: &str = "Code text?";

#[test]
fn a_key_that_can_be_split_again_is_told_from_one_that_cannot() {
    let check = |template: &str, expected: &str| {
        let lines = format!("{SENT}key SA6.A6_COD {{\nprotheus {template}\n}}");
        let found = problems(&lines, CODE, Options::default());
        let said = found.iter().map(|problem| problem.help.as_ref().map(|help| help.to(Language::English)).unwrap_or_default());
        assert_eq!(said.collect::<Vec<_>>().join("\n"), expected, "{template}");
    };
    let rules =
        "groups belong at the end and hold a field, `any` is last, and in a segment of several parts all but one have a fixed width";

    check("company | branch(SA6) | A6_COD char(3) | A6_NUMCON?", "");
    check("company | A6_COD? | A6_AGENCIA", "");
    check("company | \"L\" + A6_COD char(6)", "");
    check("A6_COD char(3) keep + A6_AGENCIA", "");
    check("A6_COD + \"-\" + A6_AGENCIA char(5) keep", "");
    check("company | A6_COD | [ A6_AGENCIA | A6_NUMCON ]", "");
    check("company | A6_COD | [ A6_AGENCIA ] | [ A6_NUMCON any ]", "");

    check("A6_COD + A6_AGENCIA", "`A6_COD=1, A6_AGENCIA=23` and `A6_COD=12, A6_AGENCIA=3` both give `123`");
    check("A6_COD + \"-\" + A6_AGENCIA", "`A6_COD=1, A6_AGENCIA=2-3` and `A6_COD=1-2, A6_AGENCIA=3` both give `1-2-3`");
    check("A6_COD any | [ A6_AGENCIA ]", "`A6_COD=1, A6_AGENCIA=2` and `A6_COD=1|2, A6_AGENCIA –` both give `1|2`");
    check("A6_COD any | A6_AGENCIA any", "`A6_COD=1, A6_AGENCIA=2|3` and `A6_COD=1|2, A6_AGENCIA=3` both give `1|2|3`");
    check("[ A6_COD ] | A6_NUMCON | [ A6_AGENCIA ]", "`A6_COD –, A6_AGENCIA=1` and `A6_COD=1, A6_AGENCIA –` both give `1|1`");
    check("A6_COD any | A6_AGENCIA", rules);
    check("company | [ A6_COD ] | A6_AGENCIA", rules);
    check("company | A6_COD | [ \"C\" ]", rules);
}

#[test]
fn an_allow_silences_its_code_in_its_block_alone() {
    let example = "example \"3|1\" = \"01||341\"";
    let check = |allow_adapter: &str, allow_depara: &str, lines: &str, expected: &[&str]| {
        let lines = format!(
            "{SENT}{allow_adapter}\nkey SA6.A6_COD {{\nprotheus company | branch(SA6) | A6_COD\n}}\n\
             depara FCxa \"Caixa\" {{\n{allow_depara}\nrm CODCOLIGADA int | CODCXA\nexternal SA6.A6_COD\n{lines}\n}}"
        );
        assert_eq!(codes(&lines, CODE, Options::default()), expected);
    };
    check("", "", "", &["DP0206"]);
    check("", "", example, &[]);
    check("", "allow DP0206 because \"not seen yet\"", "", &[]);
    check("allow DP0206 because \"not seen yet\"", "", "", &[]);
    check("", "allow DP0301 because \"not seen yet\"", "", &["DP0206", "DP0402"]);
    check("", "allow DP0206 because \"not seen yet\"", example, &["DP0402"]);
    check("", "allow DP0214 because \"the manual says so\"", "example \"x|1\" = \"01||341\"", &["DP0214"]);
}

#[test]
fn an_allow_in_a_block_with_unreadable_lines_is_left_alone() {
    let lines = "protheus receives\nrm sneds\nallow DP0301 because \"nobody yet\"";
    assert!(!codes(lines, CODE, Options::default()).contains(&"DP0402"));
    let unreadable = "protheus sends\nallow DP0301 because \"nobody yet\"\n= = =";
    assert!(!codes(unreadable, CODE, Options::default()).contains(&"DP0402"));
}

#[test]
fn a_release_refuses_pending_facts_that_an_allow_hides_before() {
    let lines = format!("{SENT}pending \"Which routine?\"\nallow DP0401 because \"we asked the vendor\"");
    assert_eq!(codes(&lines, CODE, Options::default()), [""; 0]);
    assert_eq!(codes(&lines, CODE, Options { release: true, ..Options::default() }), ["DP0401"]);
}

#[test]
fn a_difference_that_is_common_is_reported_on_request() {
    let fields = "Code text? protheus SA6.A6_COD required";
    let pedantic = Options { pedantic: true, ..Options::default() };
    assert_eq!(codes(SENT, fields, Options::default()), [""; 0]);
    assert_eq!(codes(SENT, fields, pedantic), ["DP0306"]);
    let allowed = format!("{fields} {{\nallow DP0306 because \"the sender fills it\"\n}}");
    assert_eq!(codes(SENT, &allowed, Options::default()), [""; 0]);
    assert_eq!(codes(SENT, &allowed, pedantic), [""; 0]);
}

#[test]
fn a_key_without_a_message_is_an_error_where_an_adapter_carries_it() {
    let city = "CityInternalId text?";
    assert_eq!(codes(SENT, city, Options::default()), ["DP0309"]);
    let allowed = format!("{city} {{\nallow DP0309 because \"cities are the same\"\n}}");
    assert_eq!(codes(SENT, &allowed, Options::default()), ["DP0309"]);

    let alone = |options| {
        let mut sources = Sources::default();
        sources.add("city.map", format!("map 1\nmessage CITY 1.000 event {{\ncontent {{\n{city}\n}}\n}}\n"));
        let (catalog, problems) = compile(&sources, options);
        (catalog.is_some(), problems.iter().map(|problem| problem.code.0).collect::<Vec<_>>())
    };
    assert_eq!(alone(Options::default()), (true, vec![]));
    assert_eq!(alone(Options { pedantic: true, ..Options::default() }), (true, vec!["DP0309"]));
}

#[test]
fn what_is_wrong_with_a_name_is_not_reported_again_by_a_check() {
    let key = "key SA6.A6_COD {\nprotheus company | A6_COD\n}\n";
    let row = "rm CODCXA\nexample \"1\" = \"01|1|2\"\n";
    for (lines, fields, expected) in [
        (format!("{SENT}{key}depara FCxa \"Caixa\" {{\nexternal SA6.A6_CODE\n{row}}}"), CODE, "DP0104"),
        (format!("{SENT}{key}depara FCxa \"Caixa\" {{\nexternal SA6.A6_COD\nexample \"1\" = \"01|1\"\n}}"), CODE, "DP0110"),
        (SENT.to_owned(), "Code txt(3)? = \"12345\"", "DP0103"),
        (SENT.to_owned(), "Code text? refers BNAK", "DP0102"),
        ("protheus receives\nmr sends\n".to_owned(), CODE, "DP0105"),
    ] {
        assert_eq!(codes(&lines, fields, Options::default()), [expected], "{lines}\n{fields}");
    }
}

#[test]
fn a_json_form_fits_its_field() {
    let types = "}\nrecord R { A int }\nrecord L { I R* }\nrecord T { I text* N int? }\nenum N int { 1 One \"um\" }\nenum W { Um \"um\" }\nrecord Last {";
    for (field, expected) in [
        ("L/C text* json \"a\"", ""),
        ("L/C text* json \"a/b\"", ""),
        ("L/C N* json \"a/b\" text", ""),
        ("L/C R* json nested", ""),
        ("L/C int* json nested text", ""),
        ("C L* json \"c\" nested", ""),
        ("C int? json text", ""),
        ("C decimal? json text", ""),
        ("C float? json text", ""),
        ("C bool? json text", ""),
        ("C N? json text", ""),
        ("C text? json number", ""),
        ("C W? json number", ""),
        ("C any? json number", ""),
        ("@c int? json text", ""),
        ("C text[0] json \"c\"", ""),
        ("C text? json \"a/b\"", "DP0311"),
        ("C text* json \"a/b\"", "DP0311"),
        ("L/C text* json \"a/b/c\"", "DP0311"),
        ("L/C text* json \"/b\"", "DP0311"),
        ("L/C text* json \"a/\"", "DP0311"),
        ("C text? json \"\"", "DP0311"),
        ("C text? json \"a/\"", "DP0311"),
        ("C L? json nested", "DP0311"),
        ("C R* json nested", "DP0311"),
        ("C T* json nested", "DP0311"),
        ("C text* json nested", "DP0311"),
        ("C text? json text", "DP0311"),
        ("C int? json number", "DP0311"),
        ("C bool? json number", "DP0311"),
        ("C N? json number", "DP0311"),
        ("C W? json text", "DP0311"),
        ("C time? json text", "DP0311"),
        ("C any? json text", "DP0311"),
        ("C R? json text", "DP0311"),
        ("L/C R* json number", "DP0311"),
        ("C txt? json number", "DP0103"),
        ("C int? json txt", "DP0116"),
        ("C int? json text text", "DP0111"),
        ("L/C int* json \"a/b\" nested", "DP0111"),
        ("C int? json \"c\" json text", "DP0111"),
    ] {
        let fields = format!("{field}\n{types}").replace("{ ", "{\n").replace(" }", "\n}").replace(" N int?", "\nN int?");
        assert_eq!(codes(SENT, &fields, Options::default()).join(" "), expected, "{field}");
    }
}

#[test]
fn a_pending_reference_is_said_once() {
    let pedantic = Options { pedantic: true, ..Options::default() };
    let found = |field: &str, options| codes(SENT, &format!("{CODE}\n{field}"), options);
    assert_eq!(found("CityInternalId text?", pedantic), ["DP0309"]);
    let pending = "CityInternalId text? {\npending \"Which message carries cities?\"\n}";
    assert_eq!(found(pending, pedantic), ["DP0401"]);
    assert_eq!(found(pending, Options::default()), ["DP0401"]);
}
