//! Compiles depara mappings in a build script: the whole `build.rs` of a user is one call.
//!
//! ```no_run
//! fn main() -> Result<(), depara_build::Error> {
//!     depara_build::compile("maps")
//! }
//! ```
//!
//! Problems are shown on the mapping, in the look of rustc; the crate includes the result with `depara::include_mappings!();`.

mod error;
mod output;
mod report;
mod sources;

pub use error::Error;
pub use output::{Changes, generate_to};
pub use sources::read_sources;

use depara_codegen::rust::{Options, generate};
use depara_dsl::checks;
use depara_dsl::diagnostic::Severity;
use depara_dsl::span::Sources;
use std::path::{Path, PathBuf};

/// The folder of `OUT_DIR` that holds the generated files; `depara::include_mappings!` looks there.
const FOLDER: &str = "depara";

/// Compiles every `.map` file of `folder` and of the folders in it, and writes Rust to `OUT_DIR`.
///
/// # Errors
/// When a mapping has errors, which stand on stderr then, or a file cannot be read or written.
pub fn compile(folder: impl AsRef<Path>) -> Result<(), Error> {
    Config::new().compile(&[folder])
}

/// What [`compile`] leaves at its usual value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    out_dir: Option<PathBuf>,
    runtime: Option<String>,
    checks: Checks,
    quiet: bool,
}

/// How strict the checks are, as [`checks::Options`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Checks {
    release: bool,
    pedantic: bool,
}

impl Config {
    /// Everything at its usual value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes below this folder instead of `OUT_DIR`.
    #[must_use]
    pub fn out_dir(self, folder: impl Into<PathBuf>) -> Self {
        Self { out_dir: Some(folder.into()), ..self }
    }

    /// The name of the crate `depara` where the generated code stands, as after `depara = { package = … }`.
    #[must_use]
    pub fn runtime(self, name: impl Into<String>) -> Self {
        Self { runtime: Some(name.into()), ..self }
    }

    /// Refuses mappings with `pending` facts.
    #[must_use]
    pub fn release(self, release: bool) -> Self {
        Self { checks: Checks { release, ..self.checks }, ..self }
    }

    /// Reports common differences between products and schemas too.
    #[must_use]
    pub fn pedantic(self, pedantic: bool) -> Self {
        Self { checks: Checks { pedantic, ..self.checks }, ..self }
    }

    /// Shows errors and no warnings, for maps that nobody is going to edit, such as imported ones.
    #[must_use]
    pub fn quiet(self, quiet: bool) -> Self {
        Self { quiet, ..self }
    }

    /// Compiles these files, and every `.map` file of these folders and of the folders in them.
    ///
    /// # Errors
    /// When a mapping has errors, which stand on stderr then, or a file cannot be read or written.
    pub fn compile(self, paths: &[impl AsRef<Path>]) -> Result<(), Error> {
        report::inputs(paths);
        // Outside of a build script nothing else is worth saying.
        self.folder()?;
        let sources = read_sources(paths)?;
        report::files(&sources);
        self.compile_sources(&sources)
    }

    /// Compiles maps that the build script holds already, such as those that it has just imported. Cargo is not told what to watch.
    ///
    /// # Errors
    /// When a mapping has errors, which stand on stderr then, or a file cannot be written.
    pub fn compile_sources(self, sources: &Sources) -> Result<(), Error> {
        let folder = self.folder()?;
        let Checks { release, pedantic } = self.checks;
        let (catalog, mut problems) = depara_dsl::compile(sources, checks::Options { release, pedantic });
        problems.retain(|problem| !self.quiet || problem.severity == Severity::Error);
        report::problems(&problems, sources);
        let catalog = catalog.ok_or_else(|| Error::Problems { summary: report::summary(&problems) })?;
        let mut options = Options::new(sources).in_out_dir(FOLDER);
        options.runtime = self.runtime.unwrap_or(options.runtime);
        output::write(&folder, &generate(&catalog, &options)).map(drop)
    }

    /// Where the generated files go.
    fn folder(&self) -> Result<PathBuf, Error> {
        let folder = self.out_dir.clone().or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from));
        folder.map(|folder| folder.join(FOLDER)).ok_or(Error::NoOutDir)
    }
}

#[cfg(test)]
mod tests;
