//! `depara rows import` and `rows export`: lists into a store, and out of it. Each story is a row of calls on one store, with one snapshot.

use super::{Run, run};
use std::path::Path;

/// Name of the snapshot, and the calls: exit code and arguments; `STORE` stands for the store, and a call after `>` writes to the file `OUT`.
const STORIES: &[(&str, &[(u8, &str)])] = &[
    (
        "import",
        &[
            (1, "rows import data/cli/exchange/rm_1021.csv --store STORE --dry-run"),
            (1, "rows import data/cli/exchange/rm_1021.csv --store STORE"),
            (0, "rows export --store STORE"),
            (1, "rows import data/cli/exchange/rm_1021.csv --store STORE --dry-run"),
            (0, "rows import data/cli/exchange/eai2.csv --store STORE"),
            (0, "rows export --store STORE --layout eai2 --transaction currency"),
            (0, "rows export --store STORE --layout 1021 --application p12"),
        ],
    ),
    (
        "import_nothing_replaced",
        &[
            (1, "rows import data/cli/exchange/rm_1021.csv --store STORE"),
            (1, "--lang pt rows import data/cli/exchange/xxf.csv --store STORE --dry-run"),
            (1, "--lang pt rows import data/cli/exchange/xxf.csv --store STORE"),
            (0, "rows export --store STORE --table FCFO"),
            (1, "rows import data/cli/exchange/xxf.csv --store STORE --replace --format json"),
            (0, "rows export --store STORE --table FCFO"),
        ],
    ),
    (
        "export",
        &[
            (2, "rows export --store STORE"),
            (0, "rows import data/cli/exchange/eai2.csv --store STORE --application P13"),
            (0, "rows export --store STORE --format json"),
            (0, "rows export --store STORE --format json --table FCFO"),
            (2, "rows export --store STORE --format json --layout eai2"),
            (2, "--lang pt rows import --store STORE"),
        ],
    ),
    ("help_import", &[(0, "rows import --help"), (0, "--lang pt rows export --help")]),
];

#[test]
fn each_story_goes_as_its_snapshot_says() {
    for (name, calls) in STORIES {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("depara.db");
        let store = store.to_str().unwrap();
        let mut told = String::new();
        for (expected, call) in *calls {
            let arguments: Vec<&str> = call.split(' ').map(|word| if word == "STORE" { store } else { word }).collect();
            let Run { code, stdout, stderr } = run(&arguments, b"");
            told.push_str(&format!("$ depara {call}\n----- {code}\n{stdout}-----\n{stderr}\n").replace(store, "STORE"));
            assert_eq!(code, *expected, "{told}");
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../../data/cli/snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(format!("rows_{name}"), told));
    }
}

/// What is exported is imported into another store, and is the same there.
#[test]
fn what_is_exported_can_be_imported() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let import = |store: &str, files: &[&str]| {
        let arguments: Vec<&str> = ["rows", "import", "--store", store].into_iter().chain(files.iter().copied()).collect();
        run(&arguments, b"")
    };
    let export = |store: &str, more: &[&str]| {
        let arguments: Vec<&str> = ["rows", "export", "--store", store].into_iter().chain(more.iter().copied()).collect();
        let Run { code, stdout, stderr } = run(&arguments, b"");
        assert_eq!(code, 0, "{stderr}");
        stdout
    };
    let first = path("first.db");
    let lists = ["data/cli/exchange/rm_1021.csv", "data/cli/exchange/xxf.csv", "data/cli/exchange/eai2.csv"];
    assert_eq!(import(&first, &lists).code, 1);
    let whole = export(&first, &[]);
    assert_eq!(whole.lines().count(), 10, "{whole}");
    for (name, more) in [("own", &[][..]), ("json", &["--format", "json"]), ("eai2", &["--layout", "eai2"])] {
        let (file, second) = (path(name), path(&format!("{name}.db")));
        std::fs::write(&file, export(&first, more)).unwrap();
        let Run { code, stdout, stderr } = import(&second, &[&file]);
        assert_eq!((code, stderr.as_str()), (0, ""), "{name}: {stdout}");
        assert_eq!(export(&second, &[]), whole, "{name}");
        assert!(Path::new(&second).exists());
        let again = import(&second, &[&file]);
        assert_eq!(again.stdout, "added: 0; waiting codes filled: 0; replaced: 0; unchanged: 9; not taken: 0\n", "{name}");
    }
}
