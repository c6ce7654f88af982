//! Every official schema becomes a map that compiles; nothing is lost without a line in the report.

use depara_dsl::checks::Options;
use depara_dsl::diagnostic::{Language, Severity};
use depara_dsl::span::{FileId, Sources};
use depara_dsl::{format, syntax};
use depara_import::{Import, import};
use depara_tests::{schemas, standard_messages};
use std::collections::BTreeSet;

/// Events that no XSD processor loads, as far as the folder has them: the damage is in the report, the message is imported.
const DAMAGED: [&str; 5] = [
    "AccountPayableDocument_2_003",
    "ItemCosting_1_001",
    "LeasingContract_2_000",
    "ListOfAccountReceivableSettlements_1_005",
    "MarketSegment_2_000",
];

/// The errors of the imported maps, and the number of messages in them.
fn compiled(imported: &Import) -> usize {
    let mut sources = Sources::default();
    for (file, text) in &imported.files {
        sources.add(file.clone(), text.clone());
    }
    let (catalog, problems) = depara_dsl::compile(&sources, Options::default());
    let errors: Vec<String> = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .take(5)
        .map(|problem| depara_dsl::diagnostic::render(problem, &sources, Language::English, depara_dsl::diagnostic::Style::default()))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    catalog.expect("maps without errors give a catalog").messages.len()
}

#[test]
fn every_official_schema_becomes_a_map_that_compiles() {
    let Some(root) = standard_messages("every_official_schema_becomes_a_map_that_compiles") else { return };
    let sources = schemas(&root, &["xsd", "xsd/events", "xsd/types", "json", "json/types"]).unwrap();
    assert!(sources.len() > 1200, "only {} schemas", sources.len());
    let imported = import(&sources, Language::English);
    assert_eq!(compiled(&imported), imported.report.messages);

    // Each file leads a map, stands beside the leading file of one, or has a line that says why not.
    let cited: BTreeSet<&str> = imported
        .files
        .values()
        .flat_map(|text| text.lines())
        .filter_map(|line| line.trim().strip_prefix("source ")?.trim().strip_prefix('"')?.strip_suffix('"'))
        .collect();
    let told: BTreeSet<&str> =
        imported.report.findings.iter().filter(|finding| finding.line <= 1).map(|finding| finding.file.as_str()).collect();
    let lost: Vec<&String> = sources.keys().filter(|path| !cited.contains(path.as_str()) && !told.contains(path.as_str())).collect();
    assert!(lost.is_empty(), "{lost:?}");

    let events = sources.keys().filter(|path| path.starts_with("xsd/events/"));
    let missing: Vec<&String> = events.filter(|path| !cited.contains(path.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    for name in DAMAGED {
        let file = format!("xsd/events/{name}.xsd");
        let told = imported.report.findings.iter().any(|finding| finding.file == file && finding.line > 0 && finding.kind.is_severe());
        assert!(told, "{name} is damaged, and the report does not say so");
    }
}

#[test]
fn an_import_has_one_form() {
    let Some(root) = standard_messages("an_import_has_one_form") else { return };
    let sources = schemas(&root, &["xsd", "xsd/events", "xsd/types"]).unwrap();
    let (first, second) = (import(&sources, Language::Portuguese), import(&sources, Language::Portuguese));
    assert_eq!(first.report, second.report);
    assert_eq!(first.files, second.files);
    for (file, text) in &first.files {
        let form = format::format(&syntax::parse(FileId(0), text).file, text);
        assert_eq!(form, *text, "{file}");
    }
    assert_eq!(first.report.to_json(Language::English)["findings"].as_array().map(Vec::len), Some(first.report.findings.len()));
}

#[test]
fn the_repaired_schemas_win_over_the_damaged_ones() {
    let Some(root) = standard_messages("the_repaired_schemas_win_over_the_damaged_ones") else { return };
    let sources = schemas(&root, &["xsd", "xsd/events", "xsd/events_patched", "xsd/types"]).unwrap();
    let imported = import(&sources, Language::English);
    compiled(&imported);
    let map = &imported.files["itemcosting_1_001.map"];
    assert!(map.contains("xsd/events_patched/ItemCosting_1_001.xsd"), "{map}");
}
