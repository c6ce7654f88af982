//! `depara gen`: the Rust of mappings, for those who commit generated code.

use crate::failure::{Failure, Outcome};
use crate::maps;
use crate::phrases as say;
use crate::session::Session;
use clap::Args;
use depara_build::generate_to;
use depara_dsl::diagnostic::Text;
use std::path::PathBuf;

/// Generate the Rust of mappings, for those who commit generated code
///
/// In a build.rs, `depara_build::compile` does the same. Only files whose text changes are written.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara gen maps --out src/maps
  depara gen --check maps --out src/maps  in a pipeline: is the committed code up to date?

Exit codes: 0 all is well; 1 the mappings have errors, or the code differs (--check); 2 the path does not exist.")]
pub(crate) struct Gen {
    /// Write nothing; list the files that differ
    #[arg(long)]
    check: bool,

    /// A folder of mappings
    #[arg(value_name = "PATH")]
    path: PathBuf,

    /// Folder to write to
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
}

impl Gen {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let (catalog, maps) = maps::compile(session, &self.path)?;
        let changes = generate_to(&catalog, &maps.sources, &self.out, self.check).map_err(|error| maps::failure(session, error))?;
        let changed = changes.written.iter().map(|name| (&say::GENERATED, name));
        for (phrase, name) in changed.chain(changes.removed.iter().map(|name| (&say::REMOVED, name))) {
            let path = self.out.join(name);
            let line = if self.check { path.display().to_string() } else { session.text(Text::from(phrase).with("path", path.display())) };
            session.line(line)?;
        }
        let stale = self.check && !changes.is_empty();
        if stale {
            session.error(session.word(&say::STALE));
        }
        Ok(Outcome::of(!stale))
    }
}
