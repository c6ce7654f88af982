//! Rows of made-up banks and customers, and what answers prove of them.

use super::{Layout, Pair, Row, proved_rows};
use crate::info::{AdapterInfo, DeParaInfo, DeParaMode, KeyInfo, Version};
use crate::key::{Part, Segment, Shape, Value};
use crate::rules::AdapterRules;

/// Keeps a table of the generated code's kind for the whole run.
fn keep<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn depara(table: &'static str, title: &'static str, fields: &[Part], external: &'static KeyInfo, mode: DeParaMode) -> &'static DeParaInfo {
    let internal = keep(Shape::new(table, fields.iter().cloned().map(Segment::of).collect::<Vec<_>>()));
    keep(DeParaInfo { table, title, system: "RM", transaction: "BANK", internal, external, mode })
}

fn adapter(deparas: Vec<&'static DeParaInfo>) -> AdapterInfo {
    let keys = keep(deparas.iter().map(|depara| depara.external).collect::<Vec<_>>());
    AdapterInfo {
        name: "MATA070",
        title: "Bancos",
        routines: &["MATA070"],
        message: "BANK",
        version: Version::new(2, 1),
        alias: "SA6",
        channel: "EAI",
        rules: AdapterRules::NONE,
        profiles: &[],
        keys,
        loads: &[],
        deparas: keep(deparas),
    }
}

fn external(alias: &'static str, field: &'static str, parts: &[Part]) -> &'static KeyInfo {
    let segments: Vec<_> = parts.iter().cloned().map(Segment::of).collect();
    keep(KeyInfo { alias, field, system: "PROTHEUS", shape: keep(Shape::new(format!("{alias}.{field}"), segments)) })
}

fn coligada() -> Part {
    Part::field("CODCOLIGADA", Value::Int)
}

/// Two adapters: banks with three De-Paras of one key, customers and vendors with one De-Para each of the same table.
fn adapters() -> [AdapterInfo; 2] {
    let text = |name| Part::field(name, Value::Text);
    let bank = [Part::company(), Part::branch("SA6"), Part::field("A6_COD", Value::Char(3)), text("A6_AGENCIA"), text("A6_NUMCON")];
    let bank = external("SA6", "A6_COD", &bank);
    let partner = |alias, field, letter| {
        external(alias, field, &[Part::company(), Part::branch(alias), Part::field(field, Value::Char(9)), Part::literal(letter)])
    };
    let number = Part::field("IDCONVENIO", Value::Int);
    let agency = Part::field("NUMAGENCIA", Value::Char(6)).keep();
    let banks = adapter(vec![
        depara("FConta", "Conta corrente", &[coligada(), text("NUMBANCO"), agency, text("NROCONTA")], bank, DeParaMode::Rows),
        depara("FCxa", "Conta caixa", &[coligada(), text("CODCXA")], bank, DeParaMode::Rows),
        depara("FCONVENIO", "Convênio", &[coligada(), number], bank, DeParaMode::Ask),
        depara("FBANCO", "Banco", &[text("NUMBANCO")], bank, DeParaMode::Identical),
    ]);
    let customer = depara("FCFO", "Cliente", &[coligada(), text("CODCFO")], partner("SA1", "A1_COD", "C"), DeParaMode::Rows);
    let vendor = depara("FCFO", "Fornecedor", &[coligada(), text("CODCFO")], partner("SA2", "A2_COD", "F"), DeParaMode::Rows);
    [banks, adapter(vec![customer, vendor])]
}

/// What one pair proves: the row in the columns of package 1021, or the reason why none.
fn check(answered_by_internal: Option<bool>, name: &str, origin: &str, destination: &str, expected: &str) {
    let adapters = adapters();
    let proof = proved_rows(&adapters.each_ref(), [Pair { name, origin, destination }], answered_by_internal);
    let rows = proof.rows.iter().map(|row| Layout::Package1021.cells(row).join(" "));
    let found: Vec<_> = rows.chain(proof.undecided.iter().map(|undecided| undecided.reason.to_string())).collect();
    assert_eq!(found, [expected], "{name}: {origin}, {destination}");
}

#[test]
fn the_side_that_fits() {
    let row = "FConta CODCOLIGADA|NUMBANCO|NUMAGENCIA|NROCONTA 2|999|0001  |12345 PROTHEUS 01|02AM0001|999|0001|12345";
    for answered_by_internal in [None, Some(true)] {
        check(answered_by_internal, "Bank", "01|02AM0001|999|0001|12345", "2|999|0001  |12345", row);
    }
    for answered_by_internal in [None, Some(false)] {
        check(answered_by_internal, "Bank", "2|999|0001  |12345", "01|02AM0001|999|0001|12345", row);
    }
    let reversed = "external key of De-Para `FConta`: key `SA6.A6_COD` has 5 segments; found 4: segment 5 `A6_NUMCON` is missing";
    let counts = "internal key of De-Para `FConta`: key `FConta` has 4 segments; found 5: segment 5 is one too many";
    check(Some(true), "FConta", "2|999|0001  |12345", "01|02AM0001|999|0001|12345", counts);
    check(Some(false), "FConta", "2|999|0001  |12345", "2|999|0001  |12345", reversed);
}

#[test]
fn the_literal_decides() {
    check(None, "CustomerVendor", "01||7|C", "0|7", "FCFO CODCOLIGADA|CODCFO 0|7 PROTHEUS 01||7|C");
    check(None, "CustomerVendor", "01||7|F", "0|7", "FCFO CODCOLIGADA|CODCFO 0|7 PROTHEUS 01||7|F");
}

#[test]
fn the_name_decides_among_several() {
    let key = "01|02AM0001|999|0001|12345";
    let contract = format!("FCONVENIO CODCOLIGADA|IDCONVENIO 2|19 PROTHEUS {key}");
    check(None, "fconvenio", key, "2|19", &contract);
    check(None, "CONVÊNIO", key, "2|19", &contract);
    let open = format!("it can be a row of `FCxa` (`2|19` = `{key}`) or `FCONVENIO` (`2|19` = `{key}`)");
    check(None, "Bank", key, "2|19", &open);
    check(None, "Bank", key, "2|A19", &format!("FCxa CODCOLIGADA|CODCXA 2|A19 PROTHEUS {key}"));
}

#[test]
fn the_nearest_error() {
    let short = "internal key of De-Para `FConta`: segment 3 `NUMAGENCIA` of key `FConta` takes exactly 6 characters, \
                 blanks included; found `0001 `, which has 5";
    check(None, "Bank", "01|02AM0001|999|0001|12345", "2|999|0001 |12345", short);
    let letter = "external key of De-Para `FCFO`: segment 4 `F` of key `SA2.A2_COD` is always `F`; found `X`";
    check(None, "Fornecedor", "01||7|X", "0|7", letter);
}

#[test]
fn rows_come_once_and_in_order() {
    let adapters = adapters();
    let pair = |origin, destination| Pair { name: "CustomerVendor", origin, destination };
    let pairs = [pair("01||9|C", "0|9"), pair("", ""), pair("01||7|C", "0|7"), pair("01||9|C   ", "0|9")];
    let proof = proved_rows(&adapters.each_ref(), pairs, None);
    assert_eq!(proof.rows.iter().map(|row| &*row.internal).collect::<Vec<_>>(), ["0|9", "0|7"]);
    assert_eq!(proof.undecided.iter().map(|undecided| undecided.pair).collect::<Vec<_>>(), [pair("", "")]);
}

#[test]
fn layouts() {
    let adapters = adapters();
    let row = adapters[1].deparas[0].row("0|7", "01||7|C  ").expect("both keys fit");
    let sample = |layout: Layout| {
        layout.columns().iter().zip(layout.cells(&row)).map(|(title, cell)| format!("{title}: {cell}")).collect::<Vec<_>>()
    };
    let eai2 = [
        "Aplicativo: PROTHEUS",
        "Tabela RM: FCFO",
        "Campos RM: CODCOLIGADA|CODCFO",
        "Valor RM: 0|7",
        "Valores Externos: 01||7|C",
        "Transação: BANK",
        "Identificador Global: 0|7",
    ];
    assert_eq!(sample(Layout::Eai2), eai2);
    let package = [
        "Tabela RM: FCFO",
        "Chave Primária RM: CODCOLIGADA|CODCFO",
        "Valor Chave Primária RM: 0|7",
        "Sistema Integrado: PROTHEUS",
        "Valor Chave Integração: 01||7|C",
    ];
    assert_eq!(sample(Layout::Package1021), package);
    let named = Row { global_identifier: "urn:example:7".into(), ..row };
    assert_eq!(Layout::Eai2.cells(&named).last(), Some(&"urn:example:7"));
    let error = adapters[0].deparas[3].row("999", "01||999|0001|1").expect_err("identical codes");
    assert_eq!(error.to_string(), "De-Para `FBANCO` has no rows: both systems use one code");
}
