//! Files with many errors of mixed kinds: each is found where it was planted, and nothing else is.

use super::compiled::check;
use std::fs;

/// A line with a planted problem ends in this and the code.
const MARK: &str = "//~ ";

#[test]
fn ten_planted_errors_give_exactly_ten_diagnostics_at_their_places() {
    insta::glob!("../../data/planted", "*.map", |path| {
        let text = fs::read_to_string(path).unwrap();
        let compiled = check("planted.map", &text);

        let planted: Vec<(usize, &str)> =
            (1..).zip(text.lines()).filter_map(|(line, text)| Some((line, text.split_once(MARK)?.1))).collect();
        let place = |problem: &depara_dsl::diagnostic::Diagnostic| {
            let span = problem.primary.span;
            (compiled.sources.line_column(span.file, span.start).0, problem.code.0)
        };
        let found: Vec<(usize, &str)> = compiled.problems.iter().map(place).collect();
        assert_eq!(found, planted);
        assert_eq!(found.len(), 10);
    });
}
