//! One mapping compiled the way a user sees it.

use depara::environment::{Coligada, Mode};
use depara_dsl::checks::Options;
use depara_dsl::checks::environment::{Grouping, Installation};
use depara_dsl::compile;
use depara_dsl::diagnostic::{Diagnostic, Language, Style, render};
use depara_dsl::span::Sources;

/// One mapping, and everything that the compiler says of it.
pub(crate) struct Compiled {
    /// The one file.
    pub(crate) sources: Sources,
    /// What the compiler says, in source order.
    pub(crate) problems: Vec<Diagnostic>,
}

/// Compiles `text` with every check, the pedantic ones too.
pub(crate) fn check(name: &str, text: &str) -> Compiled {
    let mut sources = Sources::default();
    sources.add(name, text);
    let (_, problems) = compile(&sources, Options { pedantic: true, ..Options::default() });
    Compiled { sources, problems }
}

/// The same for an installation with this environment.
pub(crate) fn check_installed(name: &str, text: &str, (environment_name, environment): (&str, &str)) -> Compiled {
    let mut sources = Sources::default();
    sources.add(name, text);
    let (catalog, mut problems) = compile(&sources, Options { pedantic: true, ..Options::default() });
    if let Some(catalog) = catalog {
        let file = sources.add(environment_name, environment);
        let read: depara::Environment = environment.parse().unwrap();
        let layout = read.layout();
        let levels = [layout.company(), layout.unit(), layout.branch()].map(|width| width > 0);
        let mode = |alias: &str| {
            let sharing = read.sharing(alias).ok()?;
            Some([sharing.company, sharing.unit, sharing.branch].map(|mode| mode == Mode::Exclusive))
        };
        let grouping = read.coligada().map(|coligada| match coligada {
            Coligada::Group => Grouping::Group,
            Coligada::Company => Grouping::Company,
            Coligada::Unit => Grouping::Unit,
        });
        let installation = Installation::new(&catalog, (file, environment), levels, mode).grouped(grouping);
        problems.extend(depara_dsl::checks::environment::check(&catalog, &installation));
    }
    Compiled { sources, problems }
}

impl Compiled {
    /// The problems as a terminal without colour shows them.
    pub(crate) fn rendered(&self, language: Language) -> String {
        let shown = self.problems.iter().map(|problem| render(problem, &self.sources, language, Style::default()));
        shown.collect::<Vec<_>>().join("\n\n")
    }
}
