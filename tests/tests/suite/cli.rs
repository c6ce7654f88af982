//! The command line: each case is a call, its exit code, and a snapshot of everything it says.

use depara_cli::Io;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

mod convert;
mod doctor;
mod exchange;
mod schemas;

/// A call and what comes of it.
struct Run {
    code: u8,
    stdout: String,
    stderr: String,
}

/// Runs a call in this process; paths are seen from the folder of the tests.
fn run(arguments: &[&str], stdin: &[u8]) -> Run {
    run_with(arguments, stdin, false, &|_| None)
}

fn run_with(arguments: &[&str], mut stdin: &[u8], terminal: bool, variable: &dyn Fn(&str) -> Option<String>) -> Run {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let arguments = std::iter::once("depara").chain(arguments.iter().copied()).map(OsString::from);
    let io = Io {
        stdin: &mut stdin,
        stdout: &mut stdout,
        stderr: &mut stderr,
        stdout_terminal: terminal,
        stderr_terminal: terminal,
        variable,
        password: None,
    };
    let code = depara_cli::run(arguments, io);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code, stdout: text(stdout), stderr: text(stderr) }
}

/// Name of the snapshot, exit code, arguments.
const CASES: &[(&str, u8, &[&str])] = &[
    ("help", 0, &["--help"]),
    ("help_pt", 0, &["--lang", "pt-BR", "--help"]),
    ("help_check", 0, &["check", "--help"]),
    ("help_rows_pt", 0, &["rows", "--help", "--lang=pt-BR"]),
    ("help_key_build", 0, &["key", "build", "-h"]),
    ("serve_without_gateway", 2, &["serve", "--config", "data/cli/nowhere.toml"]),
    ("configure_without_gateway_pt", 2, &["--lang", "pt", "configure", "--set", "profile=Eai2"]),
    ("doctor_without_gateway_pt", 2, &["--lang", "pt", "doctor", "--config", "data/cli/nowhere.toml"]),
    ("usage_nothing", 2, &[]),
    ("usage_unknown_command", 2, &["chek"]),
    ("usage_unknown_command_pt", 2, &["--lang", "pt", "chek"]),
    ("usage_unknown_option", 2, &["check", "--relase", "data/cli/maps"]),
    ("usage_unknown_option_pt", 2, &["--lang", "pt", "check", "--relase", "data/cli/maps"]),
    ("usage_missing_argument_pt", 2, &["--lang", "pt", "check"]),
    ("usage_unknown_value_pt", 2, &["--lang", "pt", "check", "--format", "xml", "data/cli/maps"]),
    ("usage_unknown_language", 2, &["--lang", "fr", "list", "data/cli/maps"]),
    ("usage_conflict_pt", 2, &["--lang", "pt", "decode", "--strict", "--lenient", "-"]),
    ("check", 0, &["check", "data/cli/maps"]),
    ("check_pt", 0, &["--lang", "pt-BR", "check", "data/cli/maps"]),
    ("check_file", 0, &["check", "data/cli/maps/shelf.map"]),
    ("check_twice_named", 0, &["check", "data/cli/maps/shelf.map", "./data/cli/maps"]),
    ("check_errors", 1, &["check", "data/cli/broken"]),
    ("check_errors_pt", 1, &["--lang", "pt", "check", "data/cli/broken"]),
    ("check_errors_elsewhere", 0, &["check", "data/cli/broken/goods.map"]),
    ("check_json", 1, &["check", "--format", "json", "data/cli/broken"]),
    ("check_missing_path", 2, &["check", "data/cli/maps", "data/cli/nowhere"]),
    ("check_without_maps", 2, &["check", "data/cli/messages"]),
    ("fmt_check", 1, &["fmt", "--check", "data/cli/loose/loose.map", "data/cli/maps"]),
    ("fmt_check_formatted", 0, &["fmt", "--check", "data/cli/maps"]),
    ("fmt_missing_path_pt", 2, &["--lang", "pt", "fmt", "data/cli/nowhere"]),
    ("explain", 0, &["explain", "DP0214"]),
    ("explain_short_pt", 0, &["--lang", "pt", "explain", "214"]),
    ("explain_unknown", 2, &["explain", "dp0215"]),
    ("explain_unknown_pt", 2, &["--lang", "pt", "explain", "banana"]),
    ("list", 0, &["list", "data/cli/maps"]),
    ("list_pt", 0, &["--lang", "pt", "list", "--format", "md", "data/cli/maps"]),
    ("list_tsv", 0, &["list", "--format", "tsv", "data/cli/maps"]),
    ("list_json", 0, &["list", "--format", "json", "data/cli/maps/shelf.map"]),
    ("list_broken", 1, &["list", "data/cli/broken"]),
    ("examples", 0, &["examples", "data/cli/maps"]),
    ("examples_json", 0, &["examples", "--format", "json", "data/cli/maps"]),
    ("examples_broken_pt", 1, &["--lang", "pt", "examples", "data/cli/broken"]),
    ("check_environment", 1, &["check", "--environment", "data/cli/shared.toml", "data/cli/profiles"]),
    ("check_environment_pt", 1, &["--lang", "pt", "check", "--environment", "data/cli/shared.toml", "data/cli/profiles/fruit.map"]),
    ("check_environment_broken", 1, &["check", "--environment", "data/cli/shared.toml", "data/cli/broken"]),
    ("list_profile", 0, &["list", "--profile", "Eai2", "data/cli/profiles"]),
    ("list_profile_base_pt", 0, &["--lang", "pt", "list", "--profile", "package1021", "data/cli/profiles"]),
    ("list_profile_json", 0, &["list", "--profile", "Package1012", "--format", "json", "data/cli/profiles"]),
    ("list_profile_shipped", 0, &["list", "--profile", "Eai2", "--format", "md", "../mappings/educacional"]),
    ("list_profile_shipped_pt", 0, &["--lang", "pt", "list", "--profile", "package1021", "../mappings/educacional"]),
    ("list_profile_unknown_pt", 2, &["--lang", "pt", "list", "--profile", "Eai3", "data/cli/profiles"]),
    ("plan", 0, &["plan", "data/cli/profiles"]),
    ("plan_message_json", 0, &["plan", "--format", "json", "fruit", "data/cli/profiles"]),
    ("plan_shipped_pt", 0, &["--lang", "pt", "plan", "FINANCINGTRADING", "../mappings/educacional"]),
    ("plan_unknown_pt", 2, &["--lang", "pt", "plan", "FRUITS", "data/cli/profiles"]),
    ("graph", 0, &["graph", "data/cli/profiles"]),
    ("graph_shipped", 0, &["graph", "../mappings/educacional"]),
    ("graph_json", 0, &["graph", "--format", "json", "data/cli/profiles"]),
    (
        "what_if_rows",
        0,
        &[
            "what-if",
            "ZF1=exclusive",
            "ZF2=EEC",
            "--environment",
            "data/cli/shared.toml",
            "--maps",
            "data/cli/profiles",
            "--rows",
            "data/cli/rows.csv",
        ],
    ),
    (
        "what_if_json",
        0,
        &[
            "what-if",
            "ZF1=CCC",
            "--format=json",
            "--branch=02AM0001",
            "--environment",
            "data/cli/shared.toml",
            "--maps",
            "data/cli/profiles",
            "--rows",
            "data/cli/rows.csv",
        ],
    ),
    ("what_if_shipped", 0, &["what-if", "SA1=exclusive", "--environment", "data/cli/environment.toml"]),
    (
        "what_if_shipped_pt",
        0,
        &["--lang", "pt", "what-if", "CT1=exclusive", "SE1=shared", "SA6=EEC", "--environment", "data/cli/installation.toml"],
    ),
    ("what_if_nothing_pt", 0, &["--lang", "pt", "what-if", "SA6=EEE", "--environment", "data/cli/environment.toml"]),
    ("what_if_no_change_pt", 2, &["--lang", "pt", "what-if", "SA1=CCD", "--environment", "data/cli/environment.toml"]),
    ("what_if_no_rows", 1, &["what-if", "SA1=CCC", "--environment", "data/cli/environment.toml", "--rows", "data/cli/shared.toml"]),
    ("help_import", 0, &["import", "--help"]),
    ("help_new", 0, &["new", "--help"]),
    ("help_new_pt", 0, &["--lang", "pt", "new", "--help"]),
    ("new_other_message", 2, &["new", "Fruta", "--message", "Fruti", "--schema", "data/cli/schemas/Fruit_1_000.xsd"]),
    ("new_other_message_pt", 2, &["--lang", "pt", "new", "Fruta", "--message", "Stall", "--schema", "data/cli/schemas/Fruit_1_000.xsd"]),
    ("new_no_name", 2, &["new", "Feira & Cia", "--message", "Fruit", "--schema", "data/cli/schemas/Fruit_1_000.xsd"]),
    ("new_no_message", 1, &["new", "Fruta", "--message", "Fruit", "--schema", "data/cli/schemas/types/Place_1_000.xsd"]),
    (
        "new_no_schema_pt",
        1,
        &["--lang", "pt", "new", "Vazio", "--message", "Empty", "--schema", "data/cli/schemas/broken/Empty_1_000.json"],
    ),
    ("new_other_file", 1, &["new", "Fruta", "--message", "Fruit", "--schema", "data/cli/rows.csv"]),
    ("new_several_messages", 1, &["new", "Dobro", "--message", "Twice", "--schema", "data/cli/schemas/Twice_1_000.xsd"]),
    ("new_missing_schema", 2, &["new", "Fruta", "--message", "Fruit", "--schema", "data/cli/schemas/Fruits_1_000.xsd"]),
    ("new_folder_as_schema_pt", 2, &["--lang", "pt", "new", "Fruta", "--message", "Fruit", "--schema", "data/cli/schemas"]),
    (
        "new_missing_folder",
        2,
        &["new", "Fruta", "--message", "Fruit", "--schema", "data/cli/schemas/Fruit_1_000.xsd", "--include", "data/cli/nowhere"],
    ),
    ("new_without_message_pt", 2, &["--lang", "pt", "new", "Fruta", "--schema", "data/cli/schemas/Fruit_1_000.xsd"]),
    ("help_what_if_pt", 0, &["--lang", "pt", "what-if", "--help"]),
    ("decode", 0, &["decode", "data/cli/messages/currency.xml"]),
    ("decode_soap", 0, &["decode", "data/cli/messages/soap.xml"]),
    ("decode_envelope", 0, &["decode", "--envelope", "data/cli/messages/unknown_message.xml"]),
    ("decode_unknown_element", 0, &["decode", "data/cli/messages/unknown_element.xml"]),
    ("decode_unknown_element_strict_pt", 1, &["--lang", "pt", "decode", "--strict", "data/cli/messages/unknown_element.xml"]),
    ("decode_unknown_message", 1, &["decode", "data/cli/messages/unknown_message.xml"]),
    ("decode_unknown_version_pt", 1, &["--lang", "pt", "decode", "data/cli/messages/unknown_version.xml"]),
    ("decode_not_carried", 1, &["decode", "data/cli/messages/not_carried.xml"]),
    ("decode_not_carried_pt", 1, &["--lang", "pt", "decode", "data/cli/messages/not_carried.xml"]),
    ("decode_not_carried_lenient_pt", 0, &["--lang", "pt", "decode", "--lenient", "data/cli/messages/not_carried.xml"]),
    ("decode_wrong_value", 1, &["decode", "data/cli/messages/wrong_value.xml"]),
    ("decode_wrong_value_pt", 1, &["--lang", "pt", "decode", "data/cli/messages/wrong_value.xml"]),
    ("decode_truncated_pt", 1, &["--lang", "pt", "decode", "data/cli/messages/truncated.xml"]),
    ("decode_not_xml", 1, &["decode", "data/cli/messages/not_xml.xml"]),
    ("decode_missing_path", 2, &["decode", "data/cli/nowhere.xml"]),
    ("decode_folder", 2, &["decode", "data/cli"]),
    ("encode_not_a_message", 1, &["encode", "data/cli/messages/not_xml.xml"]),
    ("rows", 0, &["rows", "data/cli/messages/answer.xml"]),
    ("rows_1021_json", 0, &["rows", "--layout", "1021", "--format", "json", "data/cli/messages/answer.xml"]),
    ("rows_application", 0, &["rows", "--application", "P12_PRODUCAO", "data/cli/messages/answer.xml"]),
    ("rows_delete_pt", 0, &["--lang", "pt", "rows", "data/cli/messages/answer_delete.xml"]),
    ("rows_not_processed_pt", 0, &["--lang", "pt", "rows", "data/cli/messages/answer_error.xml"]),
    ("rows_without_keys", 0, &["rows", "data/cli/messages/answer_without_keys.xml"]),
    ("rows_undecided", 1, &["rows", "data/cli/messages/answer_bank.xml"]),
    ("rows_undecided_pt", 1, &["--lang", "pt", "rows", "data/cli/messages/answer_bank.xml"]),
    ("rows_not_an_answer", 1, &["rows", "data/cli/messages/currency.xml"]),
    ("key_parse", 0, &["key", "parse", "SA6.A6_COD", "01|02AM0001|341|0777|"]),
    ("key_parse_table", 0, &["key", "parse", "fconta", "2|341|0777 |88442"]),
    ("key_parse_json", 0, &["key", "parse", "--format", "json", "SA1.A1_COD", "01||000000077|01|C"]),
    ("key_parse_misfit_pt", 1, &["--lang", "pt", "key", "parse", "SA1.A1_COD", "01||000000077|01|F"]),
    ("key_parse_too_short", 1, &["key", "parse", "SA1.A1_COD", "01||000000077"]),
    ("key_parse_unknown_pt", 2, &["--lang", "pt", "key", "parse", "FContas", "2|19"]),
    ("key_build", 0, &["key", "build", "SA6.A6_COD", "company=01", "branch=02AM0001", "A6_COD=341", "A6_AGENCIA=0777"]),
    (
        "key_build_environment",
        0,
        &["key", "build", "SA1.A1_COD", "--environment", "data/cli/environment.toml", "--branch", "02AM0001", "A1_COD=77", "A1_LOJA=01"],
    ),
    ("key_build_json", 0, &["key", "build", "--format=json", "FCONVENIO", "CODCOLIGADA=2", "IDCONVENIO=19"]),
    ("key_build_misfit_pt", 1, &["--lang", "pt", "key", "build", "FCONVENIO", "CODCOLIGADA=02", "IDCONVENIO=19"]),
    ("key_build_unknown_part", 2, &["key", "build", "SA6.A6_COD", "A6_CODE=341"]),
    ("key_build_missing_part_pt", 2, &["--lang", "pt", "key", "build", "SA6.A6_COD", "A6_COD=341"]),
    ("key_build_no_pair", 2, &["key", "build", "SA6.A6_COD", "341"]),
    ("key_build_without_environment", 2, &["key", "build", "SA6.A6_COD", "--branch", "02AM0001"]),
    (
        "key_build_wrong_branch_pt",
        1,
        &["--lang", "pt", "key", "build", "CTO.CTO_MOEDA", "--environment", "data/cli/environment.toml", "--branch", "02", "CTO_MOEDA=01"],
    ),
    ("load_build", 0, &["load", "build", "data/cli/load/pairs.csv", "--execution", "17", "--company", "2", "--branch", "1"]),
    ("load_build_json", 0, &["load", "build", "data/cli/load/pairs.csv", "--execution", "17", "--company", "2", "--branch", "1", "--json"]),
    ("load_build_wrong", 1, &["load", "build", "data/cli/load/wrong.csv", "--execution", "17"]),
    ("load_build_wrong_pt", 1, &["--lang", "pt", "load", "build", "data/cli/load/wrong.csv", "--execution", "17"]),
    ("load_build_partial", 1, &["load", "build", "--partial", "data/cli/load/wrong.csv", "--execution", "17"]),
    ("load_build_several_pt", 2, &["--lang", "pt", "load", "build", "data/cli/load/pairs.csv", "--execution", "17", "--limit", "3"]),
    ("load_build_column", 1, &["load", "build", "data/cli/load/column.csv", "--execution", "17"]),
    ("load_build_cells_pt", 1, &["--lang", "pt", "load", "build", "data/cli/load/cells.csv", "--execution", "17"]),
    ("load_build_lacking", 1, &["load", "build", "data/cli/load/lacking.csv", "--execution", "17"]),
    ("load_build_without_execution", 2, &["load", "build", "data/cli/load/pairs.csv"]),
    ("load_read", 0, &["load", "read", "data/cli/load/answer_complete.xml", "--request", "data/cli/load/load.xml"]),
    ("load_read_csv", 0, &["load", "read", "data/cli/load/answer_complete.xml", "--request", "data/cli/load/load.xml", "--format", "csv"]),
    ("load_read_rows", 0, &["load", "read", "data/cli/load/answer_complete.xml", "--request", "data/cli/load/load.xml", "--rows", "eai2"]),
    (
        "load_read_rows_1021_json",
        0,
        &["load", "read", "data/cli/load/answer_complete.xml", "--request", "data/cli/load/load.xml", "--rows", "1021", "--format", "json"],
    ),
    ("load_read_problems", 1, &["load", "read", "data/cli/load/answer.xml", "--request", "data/cli/load/load.xml"]),
    ("load_read_problems_pt", 1, &["--lang", "pt", "load", "read", "data/cli/load/answer.xml", "--request", "data/cli/load/load.xml"]),
    (
        "load_read_refused_pt",
        1,
        &["--lang", "pt", "load", "read", "data/cli/load/answer_refused.xml", "--request", "data/cli/load/load.xml"],
    ),
    ("load_read_not_an_answer", 1, &["load", "read", "data/cli/load/load.xml", "--request", "data/cli/load/load.xml"]),
    ("load_read_not_a_load_pt", 1, &["--lang", "pt", "load", "read", "data/cli/load/answer.xml", "--request", "data/cli/load/answer.xml"]),
    ("load_read_other_message", 1, &["load", "read", "data/cli/messages/answer.xml", "--request", "data/cli/load/load.xml"]),
    ("help_doctor_rows_pt", 0, &["--lang", "pt", "doctor", "rows", "--help"]),
    (
        "doctor_rows_missing_file_pt",
        2,
        &["--lang", "pt", "doctor", "rows", "--left", "data/cli/nowhere.csv", "--right", "data/cli/rows.csv"],
    ),
    ("doctor_rows_no_columns", 1, &["doctor", "rows", "--left", "data/cli/load/lacking.csv", "--right", "data/cli/rows.csv"]),
    (
        "doctor_rows_no_columns_pt",
        1,
        &["--lang", "pt", "doctor", "rows", "--left", "data/cli/load/lacking.csv", "--right", "data/cli/rows.csv"],
    ),
    (
        "doctor_rows_swapped_pt",
        2,
        &["--lang", "pt", "doctor", "rows", "--left", "data/cli/doctor/causes/right.csv", "--right", "data/cli/doctor/causes/left.csv"],
    ),
    ("doctor_rows_folder", 2, &["doctor", "rows", "--left", "data/cli", "--right", "data/cli/rows.csv"]),
    ("help_load_build", 0, &["load", "build", "--help"]),
    ("help_load_read_pt", 0, &["--lang", "pt", "load", "read", "--help"]),
];

#[test]
fn each_call_says_what_its_snapshot_holds() {
    let mut wrong = Vec::new();
    for (name, code, arguments) in CASES {
        let run = run(arguments, b"");
        if run.code != *code {
            wrong.push(format!("{name}: exit code {} instead of {code}", run.code));
        }
        snapshot(name, &format!("depara {}", arguments.join(" ")), &run);
    }
    assert_eq!(wrong, Vec::<String>::new());
}

fn snapshot(name: &str, call: &str, Run { code, stdout, stderr }: &Run) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../data/cli/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, format!("$ {call}\n----- {code}\n{stdout}-----\n{stderr}")));
}

/// What is said of an installation that breaks each of the rules, without the facts that are pending.
#[test]
fn an_installation_that_breaks_the_rules_of_the_shipped_mappings() {
    let arguments = ["--lang", "pt", "check", "--environment", "data/cli/grouped.toml", "../mappings/educacional"];
    let mut result = run(&arguments, b"");
    let pieces = result.stdout.split("\n\n").filter(|piece| !piece.contains("[DP0401]"));
    result.stdout = pieces.collect::<Vec<_>>().join("\n\n");
    snapshot("check_environment_shipped_pt", &format!("depara {}", arguments.join(" ")), &result);
    assert_eq!(result.code, 1);
}

#[test]
fn the_shipped_mappings_are_right() {
    let installed = ["check", "--environment", "data/cli/installation.toml", "../mappings"];
    for arguments in [&["check", "../mappings"][..], &["fmt", "--check", "../mappings"], &installed] {
        let Run { code, stdout, stderr } = run(arguments, b"");
        assert_eq!(code, 0, "{arguments:?}\n{stdout}{stderr}");
    }
}

/// The header of a table, and its rows of these messages.
fn rows_of(table: &str, column: usize, messages: &[&str]) -> String {
    let named = |line: &&str| line.split('\t').nth(column).is_some_and(|message| messages.contains(&message));
    let rows = table.lines().skip(1).filter(named);
    table.lines().take(1).chain(rows).map(|line| format!("{line}\n")).collect()
}

#[test]
fn list_and_examples_print_the_facts() {
    let messages = ["CURRENCY", "BANK", "CUSTOMERVENDOR"];
    let Some(facts) = depara_tests::shared("facts", "list_and_examples_print_the_facts") else { return };
    for (file, column, arguments) in [
        ("adapters.tsv", 1, &["list", "--format", "tsv", "../mappings/educacional"]),
        ("depara-examples.tsv", 4, &["examples", "--format", "tsv", "../mappings/educacional"]),
    ] {
        let expected = rows_of(&std::fs::read_to_string(facts.join(file)).unwrap(), column, &messages);
        assert_eq!(rows_of(&run(arguments, b"").stdout, column, &messages), expected, "{file}");
    }
}

#[test]
fn decode_and_encode_go_there_and_back() {
    for file in ["currency.xml", "answer.xml", "answer_bank.xml", "answer_error.xml"] {
        let decoded = run(&["decode", &format!("data/cli/messages/{file}")], b"");
        assert_eq!((decoded.code, decoded.stderr.as_str()), (0, ""), "{file}");
        let encoded = run(&["encode", "-"], decoded.stdout.as_bytes());
        assert_eq!((encoded.code, encoded.stderr.as_str()), (0, ""), "{file}");
        let again = run(&["decode", "-"], encoded.stdout.as_bytes());
        assert_eq!(again.stdout, decoded.stdout, "{file}");
    }
}

#[test]
fn transcode_goes_on_after_a_message_that_it_cannot_read() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().to_str().unwrap();
    let files = ["currency.xml", "truncated.xml", "unknown_element.xml", "nowhere.xml", "answer.xml"]
        .map(|file| format!("data/cli/messages/{file}"));
    let arguments: Vec<&str> = ["transcode", "--out", folder].into_iter().chain(files.iter().map(String::as_str)).collect();
    let mut result = run(&arguments, b"");
    result.stderr = result.stderr.replace(folder, "OUT");
    snapshot("transcode", "depara transcode --out OUT …", &result);
    assert_eq!(result.code, 1);
    let mut written: Vec<String> =
        std::fs::read_dir(out.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    written.sort();
    assert_eq!(written, ["answer.xml", "currency.xml", "unknown_element.xml"]);

    // The same files again, from where they were written: nothing is written over itself.
    let own = out.path().join("currency.xml");
    let again = run(&["transcode", "--out", folder, own.to_str().unwrap()], b"");
    assert_eq!(again.code, 1);
    assert!(again.stderr.contains("over itself"), "{}", again.stderr);
}

#[test]
fn a_load_of_several_messages_is_written_and_read_back() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().to_str().unwrap();
    let built = run(&["load", "build", "data/cli/load/pairs.csv", "--execution", "17", "--limit", "3", "--out", folder], b"");
    assert_eq!((built.code, built.stderr.as_str()), (0, "note: pairs written: 4; messages: 2\n"));
    let [one, two] = ["load-001.xml", "load-002.xml"].map(|name| out.path().join(name));
    let requests = ["--request", one.to_str().unwrap(), "--request", two.to_str().unwrap()];
    let arguments = [&["load", "read", "data/cli/load/answer_complete.xml"][..], &requests].concat();
    let read = run(&arguments, b"");
    assert_eq!((read.code, read.stdout.matches("recorded").count()), (0, 4), "{}{}", read.stdout, read.stderr);

    // The rows that were proved are a list for the same load again, where their keys have what their masks need.
    let rows = run(&[&arguments[..], &["--rows", "eai2", "--format", "csv"]].concat(), b"").stdout;
    let of_customers: String =
        rows.lines().filter(|line| line.contains("Campos RM") || line.contains("FCFO")).map(|line| format!("{line}\n")).collect();
    let again = run(&["load", "build", "-", "--execution", "18"], of_customers.as_bytes());
    assert_eq!(again.code, 0, "{}", again.stderr);
    assert!(again.stdout.contains("<IntegrationId>02;F000000078</IntegrationId>"), "{}", again.stdout);
}

#[test]
fn fmt_writes_only_what_changes() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["loose.map", "unreadable.map"] {
        std::fs::copy(Path::new("data/cli/loose").join(file), folder.path().join(file)).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    let first = run(&["fmt", path], b"");
    assert_eq!((first.code, first.stdout.lines().count()), (1, 2), "{}{}", first.stdout, first.stderr);
    assert!(first.stderr.contains("DP0001"), "{}", first.stderr);
    let second = run(&["fmt", path], b"");
    assert_eq!((second.code, second.stdout.as_str()), (1, ""));

    let formatted = std::fs::read_to_string(folder.path().join("loose.map")).unwrap();
    let filtered = run(&["fmt", "-"], &std::fs::read("data/cli/loose/loose.map").unwrap());
    assert_eq!((filtered.code, filtered.stdout), (0, formatted));
}

#[test]
fn gen_check_finds_what_is_stale() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().to_str().unwrap();
    let check = || run(&["gen", "--check", "data/cli/maps", "--out", folder], b"");
    assert_eq!(check().code, 1);
    assert_eq!(run(&["gen", "data/cli/maps", "--out", folder], b"").code, 0);
    assert_eq!((check().code, check().stdout), (0, String::new()));
    std::fs::write(out.path().join("mod.rs"), "// @generated by depara 0.0.1 from nothing\n").unwrap();
    let stale = check();
    assert_eq!((stale.code, stale.stdout.replace(folder, "OUT")), (1, "OUT/mod.rs\n".to_owned()));
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let Run { code, stdout, .. } = run(&["completions", shell], b"");
        assert!(code == 0 && stdout.contains("transcode"), "{shell}");
    }
}

#[test]
fn colours_only_where_they_are_wanted() {
    let none = |_: &str| None;
    let no_color = |name: &str| (name == "NO_COLOR").then(|| "1".to_owned());
    let colored = |option: &str, terminal, variable: &dyn Fn(&str) -> Option<String>| {
        let run = run_with(&["--color", option, "check", "data/cli/broken"], b"", terminal, variable);
        run.stdout.contains('\u{1b}')
    };
    assert!(colored("auto", true, &none));
    assert!(!colored("auto", false, &none));
    assert!(!colored("auto", true, &no_color));
    assert!(colored("always", false, &no_color));
    assert!(!colored("never", true, &none));
}

#[test]
fn the_language_may_come_from_the_surroundings() {
    let portuguese = |name: &str| (name == "DEPARA_LANG").then(|| "pt_BR.UTF-8".to_owned());
    let said = |arguments: &[&str]| run_with(arguments, b"", false, &portuguese).stderr;
    assert_eq!(said(&["check", "data/cli/nowhere"]), "erro: `data/cli/nowhere` não existe\n");
    assert_eq!(said(&["check", "data/cli/nowhere", "--lang", "en"]), "error: `data/cli/nowhere` does not exist\n");
}

/// A reader that has gone, as with `depara list … | head`.
struct Gone;

impl Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_has_gone_is_no_error() {
    for arguments in [&["list", "data/cli/maps"][..], &["--help"], &["explain"]] {
        let mut stderr = Vec::new();
        let io = Io {
            stdin: &mut io::empty(),
            stdout: &mut Gone,
            stderr: &mut stderr,
            stdout_terminal: false,
            stderr_terminal: false,
            variable: &|_| None,
            password: None,
        };
        let arguments = std::iter::once("depara").chain(arguments.iter().copied()).map(OsString::from);
        assert_eq!((depara_cli::run(arguments, io), stderr), (0, Vec::new()));
    }
}
