//! What cargo and the user are told: which files matter, warnings a line each, and problems as rustc shows them.

use depara_dsl::checks::PENDING;
use depara_dsl::diagnostic::{self, Diagnostic, Language, Severity, Style};
use depara_dsl::span::Sources;
use std::path::Path;

/// Cargo runs the build script again when one of these changes; of a folder it watches everything inside.
pub(crate) fn inputs(paths: &[impl AsRef<Path>]) {
    println!("cargo::rerun-if-env-changed=DEPARA_LANG");
    for path in paths {
        println!("cargo::rerun-if-changed={}", path.as_ref().display());
    }
}

/// Cargo watches these files.
pub(crate) fn files(sources: &Sources) {
    for (_, source) in sources.iter() {
        println!("cargo::rerun-if-changed={}", source.name);
    }
}

/// Shows errors whole on stderr, and warnings as a line each, which is all that cargo takes. Pending facts are counted in one line,
/// because every build would repeat the whole list of open questions.
pub(crate) fn problems(problems: &[Diagnostic], sources: &Sources) {
    let language = language();
    let mut pending = 0_usize;
    for problem in problems {
        match problem.severity {
            Severity::Error => eprintln!("{}\n", diagnostic::render(problem, sources, language, Style::default())),
            Severity::Warning if problem.code == PENDING => pending = pending.saturating_add(1),
            Severity::Warning => println!("cargo::warning={}", line(problem, sources, language)),
        }
    }
    if pending > 0 {
        let counted = match language {
            Language::English => "pending facts (`depara check` lists them)",
            Language::Portuguese => "fatos pendentes (`depara check` os lista)",
        };
        println!("cargo::warning={counted}: {pending}");
    }
}

/// How many errors and warnings there are.
pub(crate) fn summary(problems: &[Diagnostic]) -> String {
    diagnostic::summary(problems, language())
}

/// `maps/bank.map:31:38: example does not fit its key [DP0214]`
fn line(problem: &Diagnostic, sources: &Sources, language: Language) -> String {
    let span = problem.primary.span;
    let file = sources.get(span.file).map_or("", |source| source.name.as_str());
    let (line, column) = sources.line_column(span.file, span.start);
    let message = problem.message.to(language).replace(char::is_control, " ");
    format!("{file}:{line}:{column}: {message} [{}]", problem.code)
}

fn language() -> Language {
    std::env::var("DEPARA_LANG").ok().and_then(|tag| Language::from_tag(&tag)).unwrap_or_default()
}
