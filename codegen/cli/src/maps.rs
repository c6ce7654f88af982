//! Mapping files as the user names them: files, folders, and the folder around a file.

use crate::failure::Failure;
use crate::phrases as say;
use crate::session::Session;
use depara_build::read_sources;
use depara_dsl::checks::Options;
use depara_dsl::diagnostic::{self, Severity, Text};
use depara_dsl::ir::Catalog;
use depara_dsl::span::{FileId, Sources};
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The files of one compilation, and which of them the user named.
#[derive(Debug)]
pub(crate) struct Maps {
    /// All files, sorted by name.
    pub(crate) sources: Sources,
    /// Those that were named, or stand in a folder that was; the others are only known to them.
    pub(crate) named: BTreeSet<FileId>,
    /// Files that are no mappings and of which something is said.
    pub(crate) beside: BTreeSet<FileId>,
}

impl Maps {
    /// Whether the problems of a file are shown.
    pub(crate) fn shows(&self, file: FileId) -> bool {
        self.named.contains(&file) || self.beside.contains(&file)
    }
}

/// Reads files and folders. A file comes with the other `.map` files of its folder.
pub(crate) fn read(session: &Session<'_>, paths: &[PathBuf]) -> Result<Maps, Failure> {
    let named = read_named(session, paths)?;
    let names: BTreeSet<&str> = named.iter().map(|(_, source)| source.name.as_str()).collect();
    let mut all = paths.to_vec();
    for path in paths.iter().filter(|path| path.is_file()) {
        all.extend(neighbours(path).map_err(|error| session.unreadable(path, &error))?);
    }
    let sources = read_named(session, &all)?;
    let named = sources.iter().filter(|(_, source)| names.contains(source.name.as_str())).map(|(file, _)| file).collect();
    Ok(Maps { sources, named, beside: BTreeSet::new() })
}

/// Reads files and folders, and nothing beside them.
pub(crate) fn read_named(session: &Session<'_>, paths: &[PathBuf]) -> Result<Sources, Failure> {
    let found = read_sources(paths).map_err(|error| failure(session, error))?;
    // One file may be named twice, as `maps` and `./maps/bank.map` do.
    let (mut sources, mut names) = (Sources::default(), BTreeSet::new());
    for (_, source) in found.iter().filter(|(_, source)| names.insert(source.name.as_str())) {
        sources.add(&source.name, &source.text);
    }
    Ok(sources)
}

/// Reads and compiles a folder, or a file with the rest of its folder. Errors are shown, and then there is nothing to go on with.
pub(crate) fn compile(session: &mut Session<'_>, path: &Path) -> Result<(Catalog, Maps), Failure> {
    let maps = read(session, &[path.to_owned()])?;
    let (catalog, problems) = depara_dsl::compile(&maps.sources, Options::default());
    if let Some(catalog) = catalog {
        return Ok((catalog, maps));
    }
    let errors: Vec<_> = problems.into_iter().filter(|problem| problem.severity == Severity::Error).collect();
    for problem in &errors {
        let rendered = session.render(problem, &maps.sources, true);
        session.aside(format_args!("{rendered}\n"));
    }
    let summary = diagnostic::summary(&errors, session.language);
    Err(Failure::Input(session.text(Text::from(&say::NOT_COMPILED).with("summary", summary))))
}

/// What the build helper says, in the language of this run, with what it means for the exit code.
pub(crate) fn failure(session: &Session<'_>, error: depara_build::Error) -> Failure {
    let with_path = |phrase, path: &Path| session.text(Text::from(phrase).with("path", path.display()));
    match error {
        depara_build::Error::NotFound { path } => Failure::Usage(with_path(&say::NO_SUCH_PATH, &path)),
        depara_build::Error::NoMappings { paths } => {
            let paths: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
            Failure::Usage(session.text(Text::from(&say::NO_MAPS).with("path", paths.join("`, `"))))
        }
        depara_build::Error::Read { path, source } if source.kind() == ErrorKind::InvalidData => {
            Failure::Input(with_path(&say::NOT_UTF8, &path))
        }
        depara_build::Error::Read { path, source } => session.unreadable(&path, &source),
        depara_build::Error::Write { path, source } => session.unwritable(&path, &source),
        error => Failure::Input(error.to_string()),
    }
}

/// The `.map` files in the folder of a file.
fn neighbours(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "map") && file.is_file() {
            files.push(file);
        }
    }
    Ok(files)
}
