//! `depara import`: official schemas become maps.

use crate::arguments::Format;
use crate::failure::{Failure, Outcome};
use crate::session::Session;
use clap::Args;
use depara_import::{FindingKind, Import as Imported};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Import official XSD and JSON schemas as mappings
///
/// Each message version becomes one map, each file of shared types another one in the folder `types`. What cannot be carried over, what is a
/// guess and what the schemas contradict is in the report. Give the schemas together with the files that they include.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara import schemas --out maps                          every .xsd and .json file of a folder
  depara import Bank_2_001.xsd types --out maps             one message, with the types it includes
  depara import schemas --out maps --report import.txt      the report in a file
  depara import schemas --out maps --report r.json --format json

The report says, for each file and line: loss, what is in no map because the file is damaged; damage, what was understood all the same; \
hole, a reference to what is not there, whose elements are untyped and pending in the map; skipped, what has no place in a map; guess \
and contradiction. The report for people counts the last three by what they say, with the first few of each; --pedantic and the JSON form \
have them all.

Exit codes: 0 each file gave a map, belongs to another one or has nothing to import; 1 something was lost; 2 a path does not exist.")]
pub(crate) struct Import {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Folder to write to
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,

    /// File for the report; without it, losses, damage and holes are shown
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Every finding in the report for people, also of classes that have many
    #[arg(long)]
    pedantic: bool,

    /// Form of the report
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

impl Import {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let mut sources = BTreeMap::new();
        for path in &self.paths {
            let kind = std::fs::metadata(path).map_err(|error| session.unreadable(path, &error))?;
            if kind.is_dir() {
                folder(session, path, &mut sources)?;
            } else {
                sources.insert(name(path), session.read(path)?);
            }
        }
        let imported = depara_import::import(&sources, session.language);
        for (file, text) in &imported.files {
            write(session, &self.out.join(file), text)?;
        }
        self.tell(session, &imported)?;
        Ok(Outcome::of(imported.report.count(FindingKind::Loss) == 0))
    }

    /// The report: into its file, or what matters most onto the screen.
    fn tell(&self, session: &mut Session<'_>, imported: &Imported) -> Result<(), Failure> {
        let (report, language) = (&imported.report, session.language);
        let text = match self.format {
            Format::Human if self.pedantic => report.to_text(language),
            Format::Human => report.to_digest(language),
            Format::Json => format!("{:#}\n", report.to_json(language)),
        };
        match &self.report {
            Some(file) => write(session, file, &text)?,
            None if self.pedantic || self.format == Format::Json => return session.print(text),
            None => {
                for finding in report.findings.iter().filter(|finding| finding.kind.is_severe()) {
                    session.line(finding.to_text(language))?;
                }
            }
        }
        session.line(report.summary(language))
    }
}

/// Every schema of a folder and of the folders in it.
fn folder(session: &mut Session<'_>, path: &Path, sources: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Failure> {
    let entries = std::fs::read_dir(path).map_err(|error| session.unreadable(path, &error))?;
    for entry in entries {
        let inner = entry.map_err(|error| session.unreadable(path, &error))?.path();
        if inner.is_dir() {
            folder(session, &inner, sources)?;
        } else if inner.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xsd") || extension.eq_ignore_ascii_case("json"))
        {
            sources.insert(name(&inner), session.read(&inner)?);
        }
    }
    Ok(())
}

/// A path with `/` between its folders, on every system.
pub(super) fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Writes a file whose text changes, and the folders around it.
pub(super) fn write(session: &Session<'_>, path: &Path, text: &str) -> Result<(), Failure> {
    let unwritable = |error| session.unwritable(path, &error);
    if std::fs::read(path).is_ok_and(|before| before == text.as_bytes()) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(unwritable)?;
    }
    std::fs::write(path, text).map_err(unwritable)
}
