//! `depara new` on every official message: the map has no error, nothing but pending facts is said of it, and it has the one form.

use depara_dsl::checks::Options;
use depara_dsl::diagnostic::{Diagnostic, Language, Style, render};
use depara_dsl::span::{FileId, Sources};
use depara_dsl::{format, syntax};
use depara_import::{Order, Refusal, references, scaffold};
use depara_tests::{schemas, standard_messages};
use std::collections::{BTreeMap, BTreeSet};

/// Files without a definition: there is nothing to make a map of.
const EMPTY: [&str; 1] = ["json/CargoDelivery_v1_000.json"];

/// The name of a file without its folders, in small letters.
fn base(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_lowercase()
}

/// Of a message and version that come in several files, one: `Bank_2_001`.
fn stem(path: &str) -> String {
    base(path).rsplit_once('.').map(|(stem, _)| stem.to_owned()).unwrap_or_default()
}

/// The message and what it includes, directly or not.
fn with_references(path: &str, all: &BTreeMap<String, Vec<u8>>, by_base: &BTreeMap<String, &String>) -> BTreeMap<String, Vec<u8>> {
    let mut found: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut open = vec![path.to_owned()];
    while let Some(path) = open.pop() {
        let bytes = all[&path].clone();
        let more = references(&path, &bytes).into_iter().filter_map(|location| by_base.get(&base(&location)));
        open.extend(more.filter(|path| !found.contains_key(**path)).map(|path| (*path).clone()));
        found.insert(path, bytes);
    }
    found
}

#[test]
fn every_official_message_becomes_an_adapter_to_fill_in() {
    let Some(root) = standard_messages("every_official_message_becomes_an_adapter_to_fill_in") else { return };
    let all = schemas(&root, &["xsd/events", "xsd/types", "json", "json/types"]).unwrap();
    let types = all.keys().filter(|path| path.contains("/types/")).map(|path| (base(path), path)).collect();
    let xsds: Vec<&String> = all.keys().filter(|path| path.starts_with("xsd/events/")).collect();
    assert!(xsds.len() >= 324, "only {} events", xsds.len());
    let known: BTreeSet<String> = xsds.iter().map(|path| stem(path)).collect();
    let jsons = all.keys().filter(|path| path.starts_with("json/") && !path.contains("/types/") && !known.contains(&stem(path)));

    let (mut wrong, mut made) = (Vec::new(), 0_usize);
    for path in xsds.iter().copied().chain(jsons) {
        let title = path.rsplit('/').next().unwrap_or_default();
        let message = message_of(title);
        let sources = with_references(path, &all, &types);
        let order = Order { adapter: "Novo", message: &message, schema: path, systems: &BTreeSet::new() };
        match scaffold(&sources, order) {
            Ok(new) => {
                made += 1;
                wrong.extend(faults(&new.text).into_iter().map(|fault| format!("{path}: {fault}")));
            }
            Err(Refusal::NoSchema(_)) if EMPTY.contains(&path.as_str()) => {}
            Err(refusal) => wrong.push(format!("{path}: {refusal:?}")),
        }
    }
    assert!(wrong.is_empty(), "{} of {made}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(made > 900, "only {made} messages");
}

/// The name of the message in the name of its file, as the importer reads it.
fn message_of(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let numbers = |part: &str| part.trim_start_matches(['v', 'V']).bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty();
    let Some((front, _)) = stem.rsplit_once(['_', '.']).filter(|(_, minor)| numbers(minor)) else { return stem.to_owned() };
    let Some((name, _)) = front.rsplit_once(['_', ' ']).filter(|(_, major)| numbers(major)) else { return stem.to_owned() };
    name.trim_end_matches(['_', ' ']).to_owned()
}

/// What is wrong with a new map: anything but pending facts, and another form than the one of the formatter.
fn faults(text: &str) -> Vec<String> {
    let mut sources = Sources::default();
    sources.add("novo.map", text);
    let (_, problems) = depara_dsl::compile(&sources, Options { pedantic: true, ..Options::default() });
    // What a product wants and the schema does not is told on request alone, and is no question to be answered.
    let other = |problem: &&Diagnostic| !problem.code.0.starts_with("DP04") && problem.code.0 != "DP0306";
    let mut faults: Vec<String> =
        problems.iter().filter(other).map(|problem| render(problem, &sources, Language::English, Style::default())).collect();
    let pending = problems.iter().filter(|problem| problem.code.0 == "DP0401").count();
    if pending < 10 {
        faults.push(format!("{pending} pending facts"));
    }
    if format::format(&syntax::parse(FileId(0), text).file, text) != text {
        faults.push("not in the form of the formatter".to_owned());
    }
    faults
}
