//! The `.map` language of depara: text becomes a tree, the tree becomes a catalog, and every problem is data.
//!
//! This crate is pure: no file, clock, environment or hash order. See `LANGUAGE.md` for the language itself.

pub mod checks;
pub mod diagnostic;
pub mod explain;
pub mod format;
pub mod ir;
pub mod parallel;
pub mod references;
pub mod resolve;
pub mod span;
pub mod syntax;

mod near;

use checks::Options;
use diagnostic::Diagnostic;
use ir::Catalog;
use span::Sources;

/// Compiles mapping files: all problems, and the catalog unless an error is among them.
///
/// Neither depends on the order in which the files were added, only on their names.
///
/// ```
/// # use depara_dsl::{checks::Options, compile, span::Sources};
/// let mut sources = Sources::default();
/// sources.add("country.map", "map 1\n\nmessage COUNTRY 1.000 event {\n    content {\n        Code  txt?\n    }\n}\n");
/// let (catalog, problems) = compile(&sources, Options::default());
/// assert!(catalog.is_none());
/// assert_eq!(problems[0].code.to_string(), "DP0103");
/// ```
#[must_use]
pub fn compile(sources: &Sources, options: Options) -> (Option<Catalog>, Vec<Diagnostic>) {
    let mut by_name: Vec<_> = sources.iter().collect();
    by_name.sort_by_key(|(_, source)| &source.name);

    let mut problems = Vec::new();
    let mut files = Vec::new();
    for parse in parallel::each(&by_name, |(id, source)| syntax::parse(*id, &source.text)) {
        problems.extend(parse.problems);
        files.push(parse.file);
    }
    let (draft, found) = resolve::resolve(&files, sources);
    problems.extend(found);
    let problems = checks::check(&draft, problems, options);

    let (catalog, mut problems) = draft.finish(problems);
    problems.sort_by_key(|problem| sources.get(problem.primary.span.file).map(|source| source.name.as_str()));
    (catalog, problems)
}
