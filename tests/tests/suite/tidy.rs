//! Order in the repository: each code has one file, one page in two languages and one case; each phrase has two languages.

use depara_dsl::diagnostic::{Language, phrases};
use depara_dsl::explain;
use depara_tests::workspace;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// How a file of a problem or of a check names its code.
const DECLARATION: &str = "const CODE: Code = Code(\"";

#[test]
fn each_code_is_declared_in_one_file() {
    let doubled: BTreeMap<_, _> = declared().into_iter().filter(|(_, files)| files.len() != 1).collect();
    assert_eq!(doubled, BTreeMap::new());
}

#[test]
fn each_code_has_its_page_and_each_page_its_code() {
    let declared: BTreeSet<String> = declared().into_keys().collect();
    let explained: BTreeSet<String> = explain::codes().map(str::to_owned).collect();
    assert_eq!(declared, explained);

    let pages: BTreeSet<String> = stems("dsl/pages", "md").into_iter().collect();
    assert_eq!(explained, pages);
}

#[test]
fn each_page_has_two_languages_an_example_and_a_fitting_length() {
    let mut wrong = Vec::new();
    for code in explain::codes() {
        let [english, portuguese] = [Language::English, Language::Portuguese].map(|language| explain::page(code, language).unwrap());
        for (language, page) in [("English", english), ("Portuguese", portuguese)] {
            let length = page.trim().lines().count();
            if !page.starts_with(&format!("# {code}: ")) || !page.contains("```map\n") || !(12..=36).contains(&length) {
                wrong.push(format!("{code} in {language}, {length} lines"));
            }
        }
        if english.matches("```").count() != portuguese.matches("```").count() {
            wrong.push(format!("{code} has other examples in the other language"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn each_code_has_a_case_and_each_case_a_code() {
    let cases = stems("tests/data/ui", "map");
    let shown: BTreeSet<String> = cases.iter().map(|case| case[..6].to_uppercase()).collect();
    let declared: BTreeSet<String> = declared().into_keys().collect();
    assert_eq!(declared, shown);
    assert_eq!(stems("tests/data/ui", "snap"), cases, "a snapshot for each case and no other");
}

#[test]
fn each_phrase_is_whole_in_both_languages() {
    let mut wrong = Vec::new();
    for (name, phrase) in phrases::all() {
        for text in [phrase.en, phrase.pt] {
            if text.trim().is_empty() || text.ends_with('.') || text.starts_with(char::is_uppercase) && !text.starts_with("De-Para") {
                wrong.push(format!("{name}: {text:?} is a piece in lower case without a full stop"));
            }
        }
        if placeholders(phrase.en) != placeholders(phrase.pt) {
            wrong.push(format!("{name}: {:?} and {:?} take the same arguments", phrase.en, phrase.pt));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn each_phrase_is_said_somewhere() {
    let folder = workspace().join("dsl/src");
    let table = folder.join("diagnostic/phrases");
    let code: String =
        files(&folder).iter().filter(|file| !file.starts_with(&table)).map(|file| fs::read_to_string(file).unwrap()).collect();
    let words: BTreeSet<&str> = code.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').collect();
    let unsaid: Vec<&str> = phrases::all().map(|(name, _)| name).filter(|name| !words.contains(name)).collect();
    assert_eq!(unsaid, Vec::<&str>::new());
}

/// Each declared code with the files that declare it.
fn declared() -> BTreeMap<String, Vec<PathBuf>> {
    let mut codes: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for file in files(&workspace().join("dsl/src")) {
        let text = fs::read_to_string(&file).unwrap();
        for (at, _) in text.match_indices(DECLARATION) {
            let code = text[at + DECLARATION.len()..].split('"').next().unwrap();
            codes.entry(code.to_owned()).or_default().push(file.clone());
        }
    }
    codes
}

/// Every file under `folder`, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The names of the files of `folder` that end in `extension`, without it.
fn stems(folder: &str, extension: &str) -> Vec<String> {
    let matching = files(&workspace().join(folder)).into_iter().filter(|path| path.extension().is_some_and(|found| found == extension));
    matching.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

/// The names in braces, in alphabetical order.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
