//! Commands that make maps of schemas: what they say, and what they write.

use super::{Run, run, snapshot};
use std::fs;
use std::path::Path;

/// Runs a call in which `OUT` stands for a folder that is made for it; the folder's own name does not reach the result.
fn run_into(folder: &Path, arguments: &[&str]) -> Run {
    let out = folder.to_str().unwrap();
    let arguments: Vec<String> = arguments.iter().map(|argument| argument.replace("OUT", out)).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut run = run(&arguments, b"");
    for text in [&mut run.stdout, &mut run.stderr] {
        *text = text.replace(out, "OUT");
    }
    run
}

/// Every file below a folder with its text, in order.
fn written(folder: &Path) -> String {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let text = |path: &std::path::PathBuf| {
        if path.is_dir() {
            written(path)
        } else {
            format!("\n===== {}\n{}", path.file_name().unwrap().display(), fs::read_to_string(path).unwrap())
        }
    };
    paths.iter().map(text).collect()
}

/// Name of the snapshot, exit code, arguments; the snapshot holds what is written, too.
const CASES: &[(&str, u8, &[&str])] = &[
    (
        "new",
        0,
        &[
            "new",
            "Fruta",
            "--message",
            "fruit",
            "--schema",
            "data/cli/schemas/Fruit_1_000.xsd",
            "--include",
            "data/cli/schemas/types",
            "--out",
            "OUT",
        ],
    ),
    ("new_request", 0, &["new", "Banca", "--message", "STALL", "--schema", "data/cli/schemas/Stall_1_001.json", "--out", "OUT"]),
    (
        "new_hole_pt",
        0,
        &["--lang", "pt", "new", "Furo", "--message", "Hole", "--schema", "data/cli/schemas/broken/Hole_1_000.xsd", "--out", "OUT"],
    ),
    ("new_cut", 1, &["new", "Corte", "--message", "Cut", "--schema", "data/cli/schemas/broken/Cut_1_000.xsd", "--out", "OUT"]),
    (
        "import",
        0,
        &["import", "data/cli/schemas/Fruit_1_000.xsd", "data/cli/schemas/types", "data/cli/schemas/Stall_1_001.json", "--out", "OUT"],
    ),
    ("import_broken_pt", 1, &["--lang", "pt", "import", "data/cli/schemas/broken", "--out", "OUT/maps", "--report", "OUT/report.txt"]),
    ("import_hole", 0, &["import", "data/cli/schemas/broken/Hole_1_000.xsd", "--out", "OUT"]),
    ("import_classes", 0, &["import", "data/cli/schemas/Many_1_000.xsd", "--out", "OUT", "--report", "OUT/report.txt"]),
    ("import_pedantic", 0, &["import", "data/cli/schemas/Many_1_000.xsd", "--out", "OUT", "--pedantic"]),
    ("import_json", 0, &["import", "data/cli/schemas/Many_1_000.xsd", "--out", "OUT", "--format", "json"]),
];

#[test]
fn each_call_writes_what_its_snapshot_holds() {
    let mut wrong = Vec::new();
    for (name, code, arguments) in CASES {
        let folder = tempfile::tempdir().unwrap();
        let mut run = run_into(folder.path(), arguments);
        if run.code != *code {
            wrong.push(format!("{name}: exit code {} instead of {code}", run.code));
        }
        run.stderr.push_str(&written(folder.path()));
        snapshot(name, &format!("depara {}", arguments.join(" ")), &run);
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_new_adapter_has_pending_facts_alone_and_its_form() {
    let folder = tempfile::tempdir().unwrap();
    let schemas = ["Fruit_1_000.xsd", "Stall_1_001.json", "broken/Hole_1_000.xsd"].map(|file| format!("data/cli/schemas/{file}"));
    for (adapter, message, schema) in [("Fruta", "Fruit", &schemas[0]), ("Banca", "Stall", &schemas[1]), ("Furo", "Hole", &schemas[2])] {
        let run = run_into(
            folder.path(),
            &["new", adapter, "--message", message, "--schema", schema, "--include", "data/cli/schemas/types", "--out", "OUT"],
        );
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    }
    // A system that one map declares is not declared again, so that the maps of a folder compile together.
    let check = run_into(folder.path(), &["check", "OUT"]);
    assert_eq!(check.code, 0, "{}", check.stdout);
    let codes: Vec<&str> = check.stdout.lines().filter(|line| line.starts_with("warning[") || line.starts_with("error[")).collect();
    assert!(codes.len() > 30 && codes.iter().all(|line| line.starts_with("warning[DP0401]")), "{codes:#?}");
    assert_eq!(run_into(folder.path(), &["check", "--release", "OUT"]).code, 1);
    let form = run_into(folder.path(), &["fmt", "--check", "OUT"]);
    assert_eq!((form.code, form.stdout.as_str()), (0, ""));
}

#[test]
fn a_map_that_exists_is_kept_unless_it_is_forced() {
    let folder = tempfile::tempdir().unwrap();
    let call = |adapter: &str, more: &[&str]| {
        let arguments = ["new", adapter, "--message", "Fruit", "--schema", "data/cli/schemas/Fruit_1_000.xsd", "--out", "OUT/maps"];
        run_into(folder.path(), &[&arguments, more].concat())
    };
    assert_eq!(call("Fruta", &[]).code, 0);
    let map = folder.path().join("maps/fruta.map");
    fs::write(&map, "map 1\n").unwrap();
    let again = call("Fruta", &[]);
    assert_eq!(
        (again.code, again.stderr.as_str()),
        (2, "error: `OUT/maps/fruta.map` exists already; give another adapter or folder, or `--force` to write over it\n")
    );
    assert_eq!(fs::read_to_string(&map).unwrap(), "map 1\n");
    assert_eq!(call("Fruta", &["--force"]).code, 0);
    assert!(fs::read_to_string(&map).unwrap().contains("adapter Fruta"));

    // The message is in the folder: a second map of it would not compile with the first.
    let other = call("Pomar", &[]);
    assert_eq!(other.code, 2);
    assert!(other.stderr.contains("describes message FRUIT 1.000 already"), "{}", other.stderr);
    fs::rename(&map, folder.path().join("maps/other.map")).unwrap();
    let same = call("Fruta", &[]);
    assert_eq!(same.code, 2);
    assert!(same.stderr.contains("`OUT/maps/other.map` has an adapter `Fruta` already"), "{}", same.stderr);
}

#[test]
fn included_files_are_found_where_they_lie() {
    let (event, place) = ("data/cli/schemas/Fruit_1_000.xsd", "data/cli/schemas/types/Place_1_000.xsd");
    // The schema says `../../types/Place_1_000.xsd`.
    for (schema, included, options, found) in [
        ("xsd/general/events", "xsd/types", &[][..], true),
        ("xsd", "xsd", &[], true),
        ("xsd", "other/deep", &["--include", "OUT/other"], true),
        ("xsd", "other/deep", &[], false),
    ] {
        let folder = tempfile::tempdir().unwrap();
        for (from, to) in [(event, schema), (place, included)] {
            fs::create_dir_all(folder.path().join(to)).unwrap();
            fs::copy(from, folder.path().join(to).join(Path::new(from).file_name().unwrap())).unwrap();
        }
        let schema = format!("OUT/{schema}/Fruit_1_000.xsd");
        let call = [&["new", "Fruta", "--message", "Fruit", "--schema", &schema, "--out", "OUT/maps"], options].concat();
        let run = run_into(folder.path(), &call);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(run.stderr.contains("include not found"), !found, "{included}: {}", run.stderr);
        let map = fs::read_to_string(folder.path().join("maps/fruta.map")).unwrap();
        assert_eq!((map.contains("record Place {"), map.contains("PlaceType: include não encontrado")), (found, !found), "{included}");
    }
}
