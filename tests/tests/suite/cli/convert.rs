//! `depara convert`: a case is a folder; it is copied, converted, converted again, and what stands in it then is part of the snapshot.

use super::{Run, run};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const CASES: &str = "data/cli/convert";

/// Every file of a folder and of the folders in it, as bytes.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                all.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    all
}

/// A copy of a case that may be changed.
fn copy(case: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base");
    std::fs::create_dir(&base).unwrap();
    for (name, bytes) in contents(&Path::new(CASES).join(case)) {
        std::fs::write(base.join(name), bytes).unwrap();
    }
    (folder, base)
}

fn convert(base: &Path, more: &[&str]) -> Run {
    let arguments: Vec<&str> = ["convert", base.to_str().unwrap()].into_iter().chain(more.iter().copied()).collect();
    run(&arguments, b"")
}

fn told(call: &str, Run { code, stdout, stderr }: &Run) -> String {
    format!("$ depara convert base {call}\n----- {code}\n{stdout}-----\n{stderr}\n")
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../data/cli/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("convert_{name}"), text));
}

#[test]
fn each_case_goes_there_and_back() {
    let mut cases: Vec<String> = std::fs::read_dir(CASES).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    cases.sort();
    for case in cases {
        let (_folder, base) = copy(&case);
        let original = contents(&base);
        let mut text = String::new();

        let dry = convert(&base, &["--dry-run"]);
        text += &told("--dry-run", &dry);
        assert_eq!(contents(&base), original, "{case}: a dry run changes nothing");
        let first = convert(&base, &[]);
        text += &told("", &first);
        assert_eq!(dry.code, first.code, "{case}");
        let converted = contents(&base);
        let second = convert(&base, &["--lang", "pt"]);
        text += &told("--lang pt", &second);
        assert_eq!(contents(&base), converted, "{case}: a second run changes nothing");
        let activated = convert(&base, &["--activate", "--format", "json"]);
        text += &told("--activate --format json", &activated);

        for (name, bytes) in converted.iter().filter(|(name, _)| !name.starts_with("before/")) {
            let (kept, now) = (original.get(name), encoding(bytes));
            text += &match kept == Some(bytes) {
                true => format!("===== {name}: as it was\n"),
                false => format!("===== {name}\n{now}"),
            };
        }
        let back = convert(&base, &["--undo"]);
        text += &told("--undo", &back);
        assert_eq!(contents(&base), original, "{case}: everything is as it was");
        snapshot(&case, &text);
    }
}

fn encoding(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// As many rows as before, and each key as it was.
#[test]
fn no_row_and_no_key_is_lost() {
    use depara::list::{Column, RowList};
    let rows = |files: &[PathBuf]| {
        let mut found = Vec::new();
        for path in files.iter().filter(|path| path.exists()) {
            let bytes = std::fs::read(path).unwrap();
            let mut list = RowList::open(&*bytes, &[Column::Internal, Column::External]).unwrap();
            while let Some(line) = list.next_row().unwrap() {
                let line = line.row.map(|row| (row.table.to_owned(), row.internal.to_owned(), row.external.to_owned()));
                found.push(line.map_err(|bad| bad.to_string()));
            }
        }
        found.sort_by_key(|row| format!("{row:?}"));
        found
    };
    let (_folder, base) = copy("base");
    let files = [base.join("rows.csv"), base.join("rows.rest.csv")];
    let before = rows(&files);
    assert!(before.len() > 10);
    assert_eq!(convert(&base, &[]).code, 1);
    assert_eq!(rows(&files), before);
}

#[test]
fn what_is_confirmed_has_no_way_back() {
    let (_folder, base) = copy("complete");
    let code = |more: &[&str]| convert(&base, more).code;
    assert_eq!(code(&["--confirm"]), 1, "there is nothing to confirm yet");
    assert_eq!(code(&["--activate"]), 1, "the files are not converted yet");
    assert_eq!(code(&[]), 0);
    assert_eq!(code(&["--activate"]), 0);
    assert_eq!(code(&["--activate"]), 0, "once more is no mistake");
    assert_eq!(code(&["--confirm"]), 0);
    let confirmed = contents(&base);
    assert!(!confirmed.keys().any(|name| name.starts_with("before")), "{:?}", confirmed.keys());
    assert_eq!(code(&["--confirm"]), 0);
    assert_eq!(code(&["--undo"]), 1);
    assert_eq!(code(&[]), 0);
    assert_eq!(contents(&base), confirmed);
}

#[test]
fn what_was_changed_since_is_not_lost() {
    let (_folder, base) = copy("complete");
    let original = contents(&base);
    assert_eq!(convert(&base, &[]).code, 0);
    std::fs::write(base.join("parameters.json"), "{\"CODLOJADEFAULT\": \"07\"}").unwrap();
    let back = convert(&base, &["--undo"]);
    assert!(back.stdout.contains("parameters.json.changed"), "{}", back.stdout);
    let mut now = contents(&base);
    assert_eq!(now.remove("parameters.json.changed").as_deref(), Some(&b"{\"CODLOJADEFAULT\": \"07\"}"[..]));
    assert_eq!(now, original);
}

#[test]
fn a_state_that_is_damaged_is_refused() {
    let (_folder, base) = copy("complete");
    for (state, code) in [("{", 1), ("{\"stage\": \"new\"}", 1), ("{\"stage\": \"converted\", \"files\": [{\"name\": \"../x\"}]}", 1)] {
        std::fs::write(base.join("conversion.json"), state).unwrap();
        assert_eq!(convert(&base, &["--undo"]).code, code, "{state}");
    }
    assert_eq!(convert(&base.join("nowhere"), &[]).code, 2);
    assert_eq!(convert(&base.join("rows.csv"), &[]).code, 2);
}
