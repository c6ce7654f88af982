//! Environments as the user names them, and what the checks of mappings ask of them.

use crate::failure::Failure;
use crate::phrases as say;
use crate::session::Session;
use crate::wording;
use depara::Environment;
use depara::environment::{Coligada, Mode, Sharing};
use depara_dsl::checks::environment::{Grouping, Installation};
use depara_dsl::diagnostic::{Phrase, Text};
use depara_dsl::ir::Catalog;
use depara_dsl::span::FileId;
use std::path::Path;

/// Reads an environment; its text comes with it, to show places in it.
pub(crate) fn read(session: &mut Session<'_>, path: &Path) -> Result<(Environment, String), Failure> {
    let bytes = session.read(path)?;
    let refuse = |phrase: &'static Phrase, reason: String| {
        Failure::Input(session.text(Text::from(phrase).with("path", path.display()).with("reason", reason)))
    };
    let text = String::from_utf8(bytes).map_err(|_| refuse(&say::NOT_UTF8, String::new()))?;
    match text.parse() {
        Ok(environment) => Ok((environment, text)),
        Err(error) => Err(refuse(&say::NOT_AN_ENVIRONMENT, wording::environment_error(&error, session.language))),
    }
}

/// How the environment, the file of this id and text, shares the tables of the mappings.
pub(crate) fn installation(catalog: &Catalog, environment: &Environment, (file, text): (FileId, &str)) -> Installation {
    let layout = environment.layout();
    let levels = [layout.company(), layout.unit(), layout.branch()].map(|width| width > 0);
    let grouping = environment.coligada().map(|coligada| match coligada {
        Coligada::Group => Grouping::Group,
        Coligada::Company => Grouping::Company,
        Coligada::Unit => Grouping::Unit,
    });
    Installation::new(catalog, (file, text), levels, |alias| environment.sharing(alias).ok().map(exclusive)).grouped(grouping)
}

/// Whether a table is exclusive at each level.
pub(crate) fn exclusive(Sharing { company, unit, branch }: Sharing) -> [bool; 3] {
    [company, unit, branch].map(|mode| mode == Mode::Exclusive)
}
