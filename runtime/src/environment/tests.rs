//! Environments as people write them: what is read, what is refused and where.

use super::{Coligada, Environment, EnvironmentError};
use crate::key::{Part, Segment, Shape, Value};

const START: &str = "company = \"01\"\nbranch = \"EEUUFFFF\"\n";

fn environment(rest: &str) -> Result<Environment, EnvironmentError> {
    format!("{START}{rest}").parse()
}

/// The branch of `alias` for `01AM0001`, or the error.
fn check(rest: &str, alias: &str, expected: &str) {
    let found = environment(rest).and_then(|environment| environment.branch(alias, "01AM0001"));
    assert_eq!(found.unwrap_or_else(|error| error.to_string()), expected, "{rest}");
}

#[test]
fn branches() {
    check("sharing = { SA1 = 'shared' }", "SA1", "        ");
    check("sharing = { SA1 = 'exclusive' }", "SA1", "01AM0001");
    check("sharing = { SA1 = 'EEC' }", "SA1", "01AM    ");
    check("sharing = { SA1 = 'ECC' }", "SA1", "01      ");
    check("sharing = { SA1 = 'CCE' }", "SA1", "    0001");
    check("sharing = { SA1 = { company = 'shared', unit = 'exclusive', branch = 'shared' } }", "SA1", "  AM    ");
    check("sharing = { default = 'EEC', SA1 = 'shared' }", "FO0", "01AM    ");
    check("[sharing]", "SA1", "no sharing mode for table `SA1`: write it, or a `default`, under `[sharing]`; known: none");
}

#[test]
fn blanks_within_a_branch_stay() {
    let environment: Environment =
        "company = 'T1'\nbranch = { company = 2, unit = 3, branch = 3 }\nsharing.SA1 = 'EEC'".parse().expect("it is right");
    assert_eq!(environment.branch("SA1", "D MG 01 ").as_deref(), Ok("D MG    "));
    let error = environment.branch("SA1", "D MG 01").expect_err("the last blank is missing");
    assert_eq!(error.to_string(), "a branch has 8 characters in the layout `EEUUUFFF`; found `D MG 01`, which has 7");
}

#[test]
fn refusals() {
    let sharing = "sharing.SA1 = 'shared'\n";
    let mode = "a sharing mode is `shared`, `exclusive`, or a letter each for company, unit and branch, `E` exclusive or `C` shared, \
                such as `EEC`";
    check("", "SA1", "line 1, column 1: missing field `sharing`");
    check("sharing.SA1 = 'EE'", "SA1", &format!("line 3, column 15: {mode}; found `EE`"));
    check("[sharing]\nSA1 = 'Shared'", "SA1", &format!("line 4, column 7: {mode}; found `Shared`"));
    check(
        "sharing.SA1 = 1",
        "SA1",
        "line 3, column 15: invalid type: integer `1`, expected \"shared\", \"exclusive\", letters such as \"EEC\", \
         or a mode each for company, unit and branch",
    );
    check("sharing.SA1 = { company = 'shared', unit = 'shared' }", "SA1", "line 3, column 15: missing field `branch`");
    check(
        "sharing.SA1 = { company = 'C', unit = 'shared' }",
        "SA1",
        "line 3, column 27: unknown variant `C`, expected `shared` or `exclusive`",
    );
    check(
        "sharing.sa1 = 'shared'",
        "SA1",
        "line 3, column 9: a table has three upper-case letters or digits, such as `SA1`, or it is `default`; found `sa1`",
    );
    check(
        &format!("{sharing}group = '01'"),
        "SA1",
        "line 4, column 1: unknown field `group`, expected one of `company`, `branch`, `sharing`, `fields`, `rm`",
    );
    check(&format!("{sharing}fields.A1_COD = 0"), "SA1", "line 4, column 17: a field has at least one character; found 0");
    check(
        &format!("{sharing}[fields]\na1_cod = 9"),
        "SA1",
        "line 5, column 1: a field has upper-case letters, digits and `_`, such as `A1_COD`; found `a1_cod`",
    );
    check("sharing.SA1 = 'shared'\nsharing.SA1 = 'exclusive'", "SA1", "line 4, column 9: duplicate key");
}

#[test]
fn refused_starts() {
    let check = |text: &str, expected: &str| {
        let found = format!("{text}\nsharing.SA1 = 'shared'").parse::<Environment>().map_err(|error| error.to_string());
        assert_eq!(found, Err(expected.to_owned()), "{text}");
    };
    let layout = "a branch layout is `E` for the company, `U` for the unit, `F` for the branch, in this order, \
                  1 to 12 in all with at least one `F`, such as `EEUUFFFF`; found";
    check("branch = 'FF'", "line 1, column 1: missing field `company`");
    check("branch = 'FF'\ncompany = '001'", "line 2, column 11: a company group is two letters or digits, such as `01`; found `001`");
    check("company = '01'\nbranch = 'EEFFUU'", &format!("line 2, column 10: {layout} `EEFFUU`"));
    check("company = '01'\nbranch = 'EE'", &format!("line 2, column 10: {layout} `EE`"));
    check("company = '01'\nbranch = { company = 9, unit = 2, branch = 2 }", &format!("line 2, column 10: {layout} `EEEEEEEEEUUFF`"));
    check("company = '01'\nbranch = { company = 2, branch = 2 }", "line 2, column 10: missing field `unit`");
}

#[test]
fn what_the_coligada_stands_for() {
    let coligada = |text: &str| environment(text).map(|environment| environment.coligada()).map_err(|error| error.to_string());
    assert_eq!(coligada("sharing.SA1 = 'shared'"), Ok(None));
    assert_eq!(coligada("sharing.SA1 = 'shared'\nrm.coligada = 'group'"), Ok(Some(Coligada::Group)));
    assert_eq!(coligada("sharing.SA1 = 'shared'\n[rm]\ncoligada = 'company'"), Ok(Some(Coligada::Company)));
    assert_eq!(coligada("sharing.SA1 = 'shared'\nrm.coligada = 'unit'"), Ok(Some(Coligada::Unit)));
    let wrong = "line 4, column 15: unknown variant `filial`, expected one of `group`, `company`, `unit`";
    assert_eq!(coligada("sharing.SA1 = 'shared'\nrm.coligada = 'filial'"), Err(wrong.to_owned()));
    let unknown = "line 4, column 4: unknown field `filial`, expected `coligada`";
    assert_eq!(coligada("sharing.SA1 = 'shared'\nrm.filial = 'branch'"), Err(unknown.to_owned()));
}

#[test]
fn widths_of_the_installation() {
    let environment = environment("sharing.default = 'shared'\nfields.A1_COD = 9\nfields.A1_LOJA = 4").expect("it is right");
    let fields =
        [Part::field("A1_COD", Value::Char(6)), Part::field("A1_LOJA", Value::Text).keep(), Part::field("A1_NOME", Value::Char(40))];
    let shape = Shape::new(
        "SA1.A1_COD",
        [Part::company(), Part::branch("SA1").keep()].into_iter().chain(fields).map(Segment::of).collect::<Vec<_>>(),
    );
    let shape = environment.shape(&shape);
    assert_eq!(shape.to_string(), "company | branch(SA1) keep | A1_COD char(9) | A1_LOJA char(4) keep | A1_NOME char(40)");
    assert_eq!(shape.format(&[Some("01"), Some(""), Some("1"), Some("01"), Some("Ana")]).as_deref(), Ok("01|        |1|01  |Ana"));
    // One blank left of four, as a web page shows it.
    assert!(shape.parse("01|01AM |1|01  |Ana").is_err());
}
