//! `depara doctor rows`: a case is a folder with two files, and what is said of them; where everything can be repaired, the repair is done and
//! a second run finds nothing.

use super::{Run, run, snapshot};
use depara::envelope::Body;
use depara::list::{Column, ListReader};
use depara::load::Position;
use depara::{Environment, Message, Policy};
use depara_mappings::internal_id_load_1_000::InternalIdLoad1000;
use depara_mappings::load;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const CASES: &str = "data/cli/doctor";

/// The files of a case.
struct Case {
    left: PathBuf,
    right: PathBuf,
    environment: Option<PathBuf>,
}

impl Case {
    fn of(folder: &Path) -> Self {
        let file = |stem: &str| {
            let mut found = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            found.find(|path| path.file_stem().is_some_and(|name| name == stem))
        };
        Self { left: file("left").unwrap(), right: file("right").unwrap(), environment: file("environment") }
    }

    fn run(&self, more: &[&str]) -> Run {
        let text = |path: &PathBuf| path.to_str().unwrap().to_owned();
        let mut arguments =
            vec!["doctor".to_owned(), "rows".into(), "--left".into(), text(&self.left), "--right".into(), text(&self.right)];
        arguments.extend(self.environment.iter().flat_map(|path| ["--environment".to_owned(), text(path)]));
        arguments.extend(more.iter().map(|argument| (*argument).to_owned()));
        run(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), b"")
    }
}

fn cases() -> Vec<(String, Case)> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(CASES).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.iter().map(|folder| (folder.file_name().unwrap().to_str().unwrap().to_owned(), Case::of(folder))).collect()
}

#[test]
fn what_is_said_of_each_case() {
    let out = tempfile::tempdir().unwrap();
    for (name, case) in cases() {
        let load = out.path().join(format!("{name}.xml"));
        let load = load.to_str().unwrap();
        for (suffix, arguments) in
            [("", &["--load", load][..]), ("_pt", &["--lang", "pt", "--load", load]), ("_json", &["--format", "json"])]
        {
            let mut result = case.run(arguments);
            result.stderr = result.stderr.replace(load, "LOAD.xml");
            let (shown, call) =
                (format!("doctor_rows_{name}{suffix}"), format!("depara doctor rows … {}", arguments.join(" ").replace(load, "LOAD.xml")));
            snapshot(&shown, &call, &result);
        }
    }
}

/// A file of a case while it is repaired: its columns, and its rows with their lines.
struct Sheet {
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

impl Sheet {
    fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let mut list = ListReader::open(&*bytes).unwrap();
        let columns = list.columns().to_vec();
        let mut rows = Vec::new();
        while let Some(line) = list.next_line().unwrap() {
            rows.push((line.number, line.cells.unwrap().to_vec()));
        }
        Self { columns, rows }
    }

    fn add(&mut self, table: &str, space: (&str, &str), internal: &str, external: &str) {
        let cell = |name: &String| match Column::named(name) {
            Some(Column::Table) => table.to_owned(),
            Some(Column::Alias) => space.0.to_owned(),
            Some(Column::Field) => space.1.to_owned(),
            Some(Column::Internal) => internal.to_owned(),
            Some(Column::External) => external.to_owned(),
            _ => String::new(),
        };
        let row: Vec<String> = self.columns.iter().map(cell).collect();
        let is_it = |(_, found): &(u64, Vec<String>)| {
            let keys = |row: &[String]| -> Vec<String> {
                let columns = self.columns.iter().zip(row);
                let keys = columns.filter(|(name, _)| {
                    matches!(Column::named(name), Some(Column::Table | Column::Alias | Column::Field | Column::Internal | Column::External))
                });
                keys.map(|(_, cell)| cell.clone()).collect()
            };
            keys(found) == keys(&row)
        };
        if !self.rows.iter().any(is_it) {
            self.rows.push((0, row));
        }
    }

    fn write(&self, path: &Path) {
        let lines = std::iter::once(&self.columns).chain(self.rows.iter().map(|(_, row)| row));
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let text: String = lines.map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(";") + "\n").collect();
        std::fs::write(path, text).unwrap();
    }
}

/// The key that Protheus builds: with the branch as the table is shared.
fn built(environment: Option<&Environment>, alias: &str, key: &str) -> String {
    let Some(environment) = environment else { return key.to_owned() };
    let mut segments: Vec<&str> = key.split('|').collect();
    let width = environment.layout().width();
    let branch = environment.branch(alias, &format!("{:<width$}", segments[1])).unwrap();
    segments[1] = branch.trim_end();
    segments.join("|")
}

/// The rows that the report names are removed, and both systems record what the messages load, as Protheus does it: by the mask, with a key
/// that it builds itself.
#[test]
fn what_was_repaired_is_in_order() {
    for name in ["causes", "shared_loads"] {
        let case = Case::of(&Path::new(CASES).join(name));
        let out = tempfile::tempdir().unwrap();
        let load_path = out.path().join("load.xml");
        let environment: Option<Environment> =
            case.environment.as_ref().map(|path| std::fs::read_to_string(path).unwrap().parse().unwrap());
        let report = case.run(&["--format", "json", "--load", load_path.to_str().unwrap()]);
        assert_eq!(report.code, 1, "{name}: {}", report.stderr);
        let report: Value = serde_json::from_str(&report.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap();

        let (mut left, mut right) = (Sheet::read(&case.left), Sheet::read(&case.right));
        let removed: BTreeSet<(String, u64)> = findings
            .iter()
            .flat_map(|finding| finding["remove"].as_array().unwrap())
            .map(|place| (place["file"].as_str().unwrap().to_owned(), place["line"].as_u64().unwrap()))
            .collect();
        for (sheet, path) in [(&mut left, &case.left), (&mut right, &case.right)] {
            sheet.rows.retain(|(line, _)| !removed.contains(&(path.to_str().unwrap().to_owned(), *line)));
        }

        let files = report["load"]["files"].as_array().unwrap();
        let mut loaded = 0;
        for file in files {
            let text = std::fs::read_to_string(file.as_str().unwrap()).unwrap();
            let message = Message::<InternalIdLoad1000>::decode(&text, &Policy::default()).unwrap().value;
            let Body::Business(business) = &message.body else { panic!("a load") };
            let received = load::received(business.content.as_ref().unwrap());
            assert_eq!(received.problems, []);
            for pair in &received.pairs {
                assert!(matches!(pair.position, Position::Pair { .. }));
                // The record that the mask finds: its key is in the report of this pair.
                let of_pair = findings.iter().map(|finding| &finding["load"]).find(|load| {
                    let key = load["external_value"].as_str().and_then(|key| pair.load.key.shape.parse(key).ok());
                    let has = |field: &str, key: &depara::key::Parts| {
                        let slot = pair.load.key.shape.slots().position(|part| part.name == field);
                        slot.is_some_and(|slot| {
                            pair.load.mask.slots().zip(pair.values.iter()).any(|(part, value)| part.name == field && value == key.get(slot))
                        })
                    };
                    load["rm_value"] == pair.internal.as_str()
                        && key.is_some_and(|key| pair.load.mask.slots().all(|part| has(&part.name, &key)))
                });
                let of_pair = of_pair.unwrap_or_else(|| panic!("{name}: nobody asked for {pair:?}"));
                let alias = pair.load.key.alias;
                let key = built(environment.as_ref(), alias, of_pair["external_value"].as_str().unwrap());
                let table = of_pair["rm_table"].as_str().unwrap();
                left.add(table, (alias, pair.load.key.field), &pair.internal, &key);
                right.add(table, (alias, pair.load.key.field), &pair.internal, &key);
                loaded += 1;
            }
        }
        assert_eq!(loaded, report["load"]["pairs"].as_u64().unwrap());
        assert_eq!(report["load"]["left_out"], Value::Array(Vec::new()), "{name}");

        let again = Case { left: out.path().join("left.csv"), right: out.path().join("right.csv"), environment: case.environment.clone() };
        left.write(&again.left);
        right.write(&again.right);
        let Run { code, stdout, stderr } = again.run(&[]);
        assert_eq!(code, 0, "{name}: {stdout}{stderr}");
    }
}

/// A customer that is a vendor too is one internal key with two records: two messages, because one takes an internal key once.
#[test]
fn a_load_that_one_message_cannot_hold_is_written_to_several() {
    let out = tempfile::tempdir().unwrap();
    let (left, right, load) = (out.path().join("left.csv"), out.path().join("right.csv"), out.path().join("load.xml"));
    std::fs::write(&left, "rm_table,rm_value,external_value\nFCFO,0|1,01||1|01|C\nFCFO,0|1,01||1|01|F\nFCFO,0|2,01||2|01|C\n").unwrap();
    std::fs::write(&right, "XXF_ALIAS,XXF_FIELD,XXF_EXTVAL,XXF_INTVAL\n").unwrap();
    let case = Case { left, right, environment: None };
    let both = case.run(&["--load", load.to_str().unwrap()]);
    assert!(both.stderr.contains("load-001.xml") && both.stderr.contains("load-002.xml"), "{}", both.stderr);
    let limited = case.run(&["--load", load.to_str().unwrap(), "--limit", "1"]);
    assert!(limited.stderr.contains("load-003.xml"), "{}", limited.stderr);
    let text = std::fs::read_to_string(out.path().join("load-003.xml")).unwrap();
    assert!(text.contains("<IntegrationId>01;F1</IntegrationId>"), "{text}");
}

/// Many lines: what is wrong in the middle costs itself alone, and nothing else is said.
#[test]
fn many_lines() {
    use std::fmt::Write;
    let out = tempfile::tempdir().unwrap();
    let (left, right) = (out.path().join("left.csv"), out.path().join("right.csv"));
    let (mut rm, mut protheus) =
        ("rm_table;rm_value;external_value\n".to_owned(), "XXF_ALIAS;XXF_FIELD;XXF_EXTVAL;XXF_INTVAL\n".to_owned());
    for number in 0..60_000 {
        writeln!(rm, "FCFO;0|{number:09};01||{number:09}|01|C").unwrap();
        // The other way round, so that no row meets its partner at once.
        let number = 59_999 - number;
        writeln!(protheus, "SA1;A1_COD;0|{number:09};01||{number:09}|01|C").unwrap();
    }
    let _ = writeln!(rm, "FCFO;{};x", "long".repeat(40_000));
    std::fs::write(&left, rm).unwrap();
    std::fs::write(&right, protheus).unwrap();
    let Run { code, stdout, stderr } = Case { left, right, environment: None }.run(&[]);
    assert_eq!(code, 1);
    assert_eq!(stdout, "rows: 60000 and 60000; the same on both sides: 60000; findings: 0; lines that cannot be read: 1\n");
    assert!(stderr.contains("line 60002: it has more than 65536 bytes"), "{stderr}");
}
