//! Each `data/ui/dpNNNN_name.map` shows one diagnostic; the snapshot beside it holds the question and the answer.

use super::compiled::{check, check_installed};
use depara_dsl::diagnostic::Language;
use std::fs;

#[test]
fn each_case_shows_its_own_diagnostic_alone() {
    let mut wrong = Vec::new();
    insta::glob!("../../data/ui", "*.map", |path| {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(path).unwrap();
        // What an installation does wrong is shown by its environment beside the map.
        let environment = fs::read_to_string(path.with_extension("toml")).ok();
        let compiled = match &environment {
            Some(environment) => check_installed(&format!("{stem}.map"), &text, (&format!("{stem}.toml"), environment)),
            None => check(&format!("{stem}.map"), &text),
        };
        let text = environment.map_or_else(|| text.clone(), |environment| format!("{text}-----\n{environment}"));

        let mut settings = insta::Settings::clone_current();
        settings.remove_snapshot_suffix();
        settings.set_snapshot_path(path.parent().unwrap());
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(stem, format!("{text}-----\n{}", compiled.rendered(Language::English))));

        let codes: Vec<&str> = compiled.problems.iter().map(|problem| problem.code.0).collect();
        if codes != [stem[..6].to_uppercase()] {
            wrong.push(format!("{stem}: {codes:?}"));
        }
    });
    assert_eq!(wrong, Vec::<String>::new());
}
