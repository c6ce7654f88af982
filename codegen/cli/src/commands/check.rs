//! `depara check`: is everything in these mappings right?

use crate::arguments::Format;
use crate::environment;
use crate::failure::{Failure, Outcome};
use crate::maps::{self, Maps};
use crate::phrases as say;
use crate::session::Session;
use clap::Args;
use depara_dsl::checks::Options;
use depara_dsl::diagnostic::{self, Diagnostic, Phrase, Severity, Text};
use depara_dsl::ir::Catalog;
use serde_json::json;
use std::path::PathBuf;

/// Check mappings: names, keys, examples, directions, sources
///
/// Every problem is shown with its place, its reason and, where there is one, the edit that settles it. Folders are read with the folders in
/// them and compiled as one. A file is checked together with the other files of its folder, whose own problems are not shown.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara check maps                       every .map file of a folder
  depara check maps/bank.map              one file; the rest of its folder is known
  depara check --format json maps         for editors and pipelines
  depara check --release maps             before a delivery: nothing may be pending
  depara check --environment env.toml maps
                                          does this installation share its tables as they need it?

Exit codes: 0 no errors; 1 errors; 2 a path does not exist.")]
pub(crate) struct Check {
    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,

    /// Refuse facts that are still pending
    #[arg(long)]
    release: bool,

    /// Show also what is common and rarely matters
    #[arg(long)]
    pedantic: bool,

    /// Check also how this environment shares the tables of the mappings
    #[arg(long, value_name = "FILE")]
    environment: Option<PathBuf>,

    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Check {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let mut maps = maps::read(session, &self.paths)?;
        let environment = self.environment.as_deref().map(|path| environment::read(session, path)).transpose()?;
        let options = Options { release: self.release, pedantic: self.pedantic };
        let (catalog, mut problems) = depara_dsl::compile(&maps.sources, options);
        if let Some(((environment, text), path)) = environment.zip(self.environment.as_deref()) {
            let file = maps.sources.add(path.display().to_string(), text.as_str());
            match &catalog {
                Some(catalog) => {
                    let installation = environment::installation(catalog, &environment, (file, &text));
                    // What is said of the environment is shown whichever file was named.
                    maps.beside.insert(file);
                    problems.extend(depara_dsl::checks::environment::check(catalog, &installation));
                }
                None => session.note(session.word(&say::ENVIRONMENT_NOT_CHECKED)),
            }
        }
        let (shown, others): (Vec<_>, Vec<_>) = problems.into_iter().partition(|problem| maps.shows(problem.primary.span.file));
        let counts = catalog.as_ref().map(|catalog| Counts::of(catalog, &maps));
        match self.format {
            Format::Human => human(session, &maps, &shown, counts)?,
            Format::Json => {
                let document = document(session, &maps, &shown, counts);
                session.line(format_args!("{document:#}"))?;
            }
        }
        let elsewhere: Vec<_> = others.into_iter().filter(|problem| problem.severity == Severity::Error).collect();
        if !elsewhere.is_empty() {
            let summary = diagnostic::summary(&elsewhere, session.language);
            let text = session.text(Text::from(&say::ERRORS_ELSEWHERE).with("summary", summary));
            session.note(text);
        }
        Ok(Outcome::of(count(&shown, Severity::Error) == 0))
    }
}

/// What the files define.
#[derive(Debug, Clone, Copy)]
struct Counts {
    adapters: usize,
    messages: usize,
    examples: usize,
}

impl Counts {
    fn of(catalog: &Catalog, maps: &Maps) -> Self {
        let adapters = || catalog.adapters.iter().filter(|adapter| maps.named.contains(&adapter.span.file));
        let examples = |adapter: &depara_dsl::ir::Adapter| {
            let keys: usize = adapter.keys.iter().map(|key| key.examples.len()).sum();
            let rows: usize = adapter.deparas.iter().map(|depara| depara.examples.len()).sum();
            keys.saturating_add(rows)
        };
        Self {
            adapters: adapters().count(),
            messages: catalog.messages.iter().filter(|message| maps.named.contains(&message.span.file)).count(),
            examples: adapters().map(examples).sum(),
        }
    }
}

fn human(session: &mut Session<'_>, maps: &Maps, problems: &[Diagnostic], counts: Option<Counts>) -> Result<(), Failure> {
    for problem in problems {
        let rendered = session.render(problem, &maps.sources, false);
        session.line(format_args!("{rendered}\n"))?;
    }
    let part = |session: &Session<'_>, count: usize, one: &'static Phrase, many: &'static Phrase| {
        session.text(Text::from(if count == 1 { one } else { many }).with("count", count))
    };
    let mut parts = vec![part(session, maps.named.len(), &say::ONE_FILE, &say::FILES)];
    if let Some(Counts { adapters, messages, examples }) = counts {
        parts.push(part(session, adapters, &say::ONE_ADAPTER, &say::ADAPTERS));
        parts.push(part(session, messages, &say::ONE_MESSAGE, &say::MESSAGES));
        parts.push(part(session, examples, &say::ONE_EXAMPLE_PROVED, &say::EXAMPLES_PROVED));
    }
    session.line(format_args!("{}: {}", parts.join(", "), diagnostic::summary(problems, session.language)))
}

fn document(session: &Session<'_>, maps: &Maps, problems: &[Diagnostic], counts: Option<Counts>) -> serde_json::Value {
    let diagnostics: Vec<_> = problems.iter().map(|problem| diagnostic::to_json(problem, &maps.sources, session.language)).collect();
    json!({
        "diagnostics": diagnostics,
        "summary": {
            "files": maps.named.len(),
            "adapters": counts.map(|counts| counts.adapters),
            "messages": counts.map(|counts| counts.messages),
            "examples": counts.map(|counts| counts.examples),
            "errors": count(problems, Severity::Error),
            "warnings": count(problems, Severity::Warning),
        },
    })
}

fn count(problems: &[Diagnostic], severity: Severity) -> usize {
    problems.iter().filter(|problem| problem.severity == severity).count()
}
