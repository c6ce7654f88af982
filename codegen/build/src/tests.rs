//! What a user meets when something is wrong: one clear line each.

use crate::{Config, Error, read_sources};
use std::fs;
use std::path::Path;

fn message(error: &Error, folder: &Path) -> String {
    let text = error.to_string();
    assert_eq!(format!("{error:?}"), text, "cargo shows the `Debug` form");
    assert!(!text.contains('\n'), "{text}");
    text.replace(&folder.display().to_string(), "DIR")
}

#[test]
fn what_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    fs::create_dir(dir.join("empty")).unwrap();
    fs::write(dir.join("latin.map"), b"map 1\n// S\xe3o Paulo\n").unwrap();
    for (path, expected) in [
        ("missing", "there is no `DIR/missing`: name the folder of the `.map` files, seen from `Cargo.toml`"),
        ("empty", "no `.map` file in `DIR/empty`"),
        ("latin.map", "`DIR/latin.map` cannot be read: stream did not contain valid UTF-8"),
    ] {
        let error = read_sources(&[dir.join(path)]).unwrap_err();
        assert_eq!(message(&error, dir), expected);
    }
}

#[test]
fn maps_of_all_folders_sorted() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    fs::create_dir_all(dir.join("b/.hidden")).unwrap();
    for file in ["c.map", "a.map", "b/d.map", "b/.hidden/e.map", "b/.f.map", "b/g.txt"] {
        fs::write(dir.join(file), "map 1\n").unwrap();
    }
    let sources = read_sources(&[dir.join("c.map"), dir.to_owned()]).unwrap();
    let names: Vec<String> = sources.iter().map(|(_, source)| source.name.replace(&dir.display().to_string(), "DIR")).collect();
    assert_eq!(names, ["DIR/a.map", "DIR/b/d.map", "DIR/c.map"]);
}

#[test]
fn mappings_with_problems_write_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let map = dir.join("country.map");
    fs::write(&map, "map 1\n\nmessage COUNTRY 1.000 event {\n    content {\n        Code  txt?\n    }\n}\n").unwrap();
    let error = Config::new().out_dir(dir.join("out")).compile(&[&map]).unwrap_err();
    assert!(matches!(error, Error::Problems { .. }));
    assert!(message(&error, dir).starts_with("the mappings have problems: 1 "), "{error}");
    assert!(!dir.join("out").exists());

    fs::write(&map, "map 1\n\nmessage COUNTRY 1.000 event {\n    title  Country\n    content {\n        Code  text?\n    }\n}\n").unwrap();
    Config::new().out_dir(dir.join("out")).compile(&[&map]).unwrap();
    let root = fs::read_to_string(dir.join("out/depara/mod.rs")).unwrap();
    assert!(root.contains("pub mod country_1_000 {"), "{root}");
}

#[test]
fn no_out_dir() {
    let error = Config::new().compile(&["maps"]).unwrap_err();
    assert_eq!(
        message(&error, Path::new("DIR")),
        "`OUT_DIR` is not set: call this from `build.rs`, or give a folder with `Config::out_dir`"
    );
}
