//! Keys that the vendor's documentation prints, built from their values and the installation, and taken apart again.

use super::{Part, Segment, Shape, Value};
use crate::environment::{Environment, KeyContext};

/// The installations of the documentation's examples, and the branch each works in.
const SHARED_BY_BRANCH: (&str, &str) = (
    "company = '01'\nbranch = 'EEUUFFFF'\nsharing = { default = 'exclusive', SA1 = 'shared', SA2 = 'shared', CTO = 'shared', CT1 = 'EEC', CTD = 'EEC' }",
    "01AM0001",
);
const OTHER_COMPANY: (&str, &str) = (SHARED_BY_BRANCH.0, "02AM0001");
const TWO_DIGITS: (&str, &str) = ("company = '01'\nbranch = 'FF'\nsharing.default = 'exclusive'", "01");
const WITH_BLANKS: (&str, &str) = ("company = 'T1'\nbranch = 'EEUUUFFF'\nsharing = { FO0 = 'exclusive', SA1 = 'EEC' }", "D MG 01 ");
const WITHOUT_LAST_BLANK: (&str, &str) = ("company = 'T1'\nbranch = 'EEUUUFF'\nsharing.FKC = 'exclusive'", "D MG 01");
const OTHER_GROUP: (&str, &str) = ("company = 'T2'\nbranch = 'EEUUUFFF'\nsharing.SAH = 'EEC'", "L MG 01 ");

fn field(name: &'static str) -> Segment {
    Segment::of(Part::field(name, Value::Text))
}

fn literal(text: &'static str) -> Segment {
    Segment::of(Part::literal(text))
}

/// The segments of a key after company and branch.
fn fields(alias: &str) -> Vec<Segment> {
    match alias {
        "SA1" => vec![field("A1_COD"), field("A1_LOJA"), literal("C")],
        "SA2" => vec![field("A2_COD"), field("A2_LOJA"), literal("F")],
        "SA6" => vec![Segment::of(Part::field("A6_COD", Value::Char(3))), field("A6_AGENCIA"), field("A6_NUMCON").optional()],
        "SE1" => vec![field("E1_PREFIXO").optional(), field("E1_NUM"), field("E1_PARCELA").optional(), field("E1_TIPO")],
        "SE2" => {
            let title = [field("E2_PREFIXO").optional(), field("E2_NUM"), field("E2_PARCELA").optional(), field("E2_TIPO")];
            title.into_iter().chain([field("E2_FORNECE"), field("E2_LOJA")]).collect()
        }
        "SC5" => vec![field("C5_NUM"), literal("2")],
        "FO0" => vec![field("FO0_PROCES"), field("FO0_VERSAO")],
        "CTO" => vec![Segment::of(Part::field("CTO_MOEDA", Value::Char(2)))],
        "CTD" => vec![Segment::of(Part::field("CTD_ITEM", Value::Text).keep())],
        "CT1" => vec![field("CT1_CONTA")],
        "FKC" => vec![field("FKC_CODIGO")],
        "SAH" => vec![field("AH_UNIMED")],
        other => panic!("no key of {other}"),
    }
}

/// The key of `alias`; the branch keeps its blanks in those keys whose builders in the ERP keep them.
fn shape(alias: &'static str) -> Shape {
    let branch = if ["CT1", "CTD", "FKC"].contains(&alias) { Part::branch(alias).keep() } else { Part::branch(alias) };
    let start = [Part::company(), branch].map(Segment::of);
    Shape::new(alias, start.into_iter().chain(fields(alias)).collect::<Vec<_>>())
}

/// Builds the key of `alias` in an installation and takes it apart again.
fn check((environment, branch): (&str, &str), alias: &'static str, values: &[&str], expected: &str) {
    let environment: Environment = environment.parse().expect("the installation is well written");
    let context = KeyContext::new(&environment, branch);
    let branch = context.branch(alias).expect("the table has a sharing mode");
    let values: Vec<_> = [context.company(), &branch].into_iter().chain(values.iter().copied()).map(Some).collect();
    for shape in [shape(alias), environment.shape(&shape(alias))] {
        let parts = shape.build(&values).unwrap_or_else(|error| panic!("{expected}: {error}"));
        assert_eq!(shape.text(&parts), expected);
        assert_eq!(shape.parse(expected), Ok(parts), "{expected}");
    }
}

#[test]
fn printed_keys() {
    check(SHARED_BY_BRANCH, "SA1", &["000000001", "01"], "01||000000001|01|C");
    check(SHARED_BY_BRANCH, "SA2", &["000000110", "01"], "01||000000110|01|F");
    check(OTHER_COMPANY, "SA6", &["001", "0455", "012453"], "01|02AM0001|001|0455|012453");
    check(SHARED_BY_BRANCH, "SA6", &["033", "4268", "01001459"], "01|01AM0001|033|4268|01001459");
    check(SHARED_BY_BRANCH, "SA6", &["033", "4268", ""], "01|01AM0001|033|4268|");
    check(SHARED_BY_BRANCH, "CTO", &["01"], "01||01");
    check(SHARED_BY_BRANCH, "CTO", &["02"], "01||02");
    check(SHARED_BY_BRANCH, "SE1", &["", "68", "1", "002"], "01|01AM0001||68|1|002");
    check(SHARED_BY_BRANCH, "SE1", &["", "69", "2", "002"], "01|01AM0001||69|2|002");
    check(SHARED_BY_BRANCH, "CTD", &["02"], "01|01AM    |02");
    check(SHARED_BY_BRANCH, "CTD", &["03"], "01|01AM    |03");
    check(SHARED_BY_BRANCH, "CT1", &["10"], "01|01AM    |10");
    check(SHARED_BY_BRANCH, "CT1", &["11"], "01|01AM    |11");
    check(TWO_DIGITS, "SA1", &["00001", "01"], "01|01|00001|01|C");
    check(TWO_DIGITS, "SA2", &["00001", "01"], "01|01|00001|01|F");
    check(TWO_DIGITS, "SE1", &["PHT", "001", "1", "RA"], "01|01|PHT|001|1|RA");
    check(TWO_DIGITS, "SE2", &["TIT", "000000001", "01", "DP", "00001", "01"], "01|01|TIT|000000001|01|DP|00001|01");
    check(TWO_DIGITS, "SC5", &["0001"], "01|01|0001|2");
    check(WITHOUT_LAST_BLANK, "FKC", &["000001"], "T1|D MG 01|000001");
    check(WITH_BLANKS, "FO0", &["000000000000124", "0001"], "T1|D MG 01|000000000000124|0001");
    check(WITH_BLANKS, "SA1", &["FTC009", "01"], "T1|D MG|FTC009|01|C");
    check(OTHER_GROUP, "SAH", &["AR"], "T2|L MG|AR");
}

#[test]
fn printed_keys_of_the_internal_system() {
    let int = |name| Segment::of(Part::field(name, Value::Int));
    let agency = Segment::of(Part::field("NUMAGENCIA", Value::Text).keep());
    let accounts = Shape::new("FConta", [int("CODCOLIGADA"), field("NUMBANCO"), agency, field("NROCONTA")]);
    let pair = |table, code| Shape::new(table, [int("CODCOLIGADA"), code]);
    let cases = [
        (pair("FCFO", field("CODCFO")), &["0|000000001", "0|000000110"][..]),
        (accounts, &["2|001|0455 |012453", "2|033|4268 |01001459"]),
        (pair("FCxa", field("CODCXA")), &["2|01001459", "2|012453"]),
        (pair("FCONVENIO", int("IDCONVENIO")), &["2|19", "2|22"]),
        (Shape::new("GMOEDA", [field("SIMBOLO")]), &["R$", "US$"]),
        (pair("FLAN", int("IDLAN")), &["2|1380", "2|1381"]),
        (pair("SITEMCONTABILPROTHEUS", int("IDITEMCONTABIL")), &["2|10", "2|11"]),
        (pair("CCONTA", field("CODCONTA")), &["2|10", "2|11"]),
    ];
    for (shape, keys) in cases {
        for key in keys {
            let parts = shape.parse(key).unwrap_or_else(|error| panic!("{key}: {error}"));
            assert_eq!(shape.text(&parts), *key, "{shape}");
        }
    }
}
