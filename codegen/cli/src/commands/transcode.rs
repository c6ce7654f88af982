//! `depara transcode`: many messages, read and written again.

use super::decode::Strictness;
use crate::document::{Document, not_decoded};
use crate::failure::{Failure, Outcome};
use crate::phrases as say;
use crate::session::Session;
use crate::wording;
use clap::Args;
use depara::{Policy, Report};
use depara_dsl::diagnostic::Text;
use depara_mappings::Registry;
use indicatif::ProgressBar;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Read messages and write them again, each under its file name
///
/// A message that cannot be read does not stop the others. What is noticed on the way goes to the standard error, a line each.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara transcode --out clean received/*.xml

Exit codes: 0 all is well; 1 a message could not be read or written.")]
pub(crate) struct Transcode {
    /// Folder to write to
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,

    #[command(flatten)]
    strictness: Strictness,

    /// The messages
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Transcode {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let policy = self.strictness.policy();
        std::fs::create_dir_all(&self.out).map_err(|error| session.unwritable(&self.out, &error))?;
        let progress = if session.draws_progress() && self.files.len() > 1 {
            ProgressBar::new(self.files.len() as u64)
        } else {
            ProgressBar::hidden()
        };
        let (mut taken, mut written) = (BTreeSet::new(), 0_usize);
        for file in &self.files {
            match self.transcode(session, file, &policy, &mut taken) {
                Ok(report) => {
                    written = written.saturating_add(1);
                    progress.suspend(|| show(session, file, &report));
                }
                Err(Failure::Input(text) | Failure::Usage(text)) => progress.suspend(|| session.error(text)),
                Err(failure) => return Err(failure),
            }
            progress.inc(1);
        }
        progress.finish_and_clear();
        let summary =
            Text::from(&say::TRANSCODED).with("written", written).with("all", self.files.len()).with("folder", self.out.display());
        let summary = session.text(summary);
        session.aside(summary);
        Ok(Outcome::of(written == self.files.len()))
    }

    fn transcode(
        &self,
        session: &mut Session<'_>,
        file: &Path,
        policy: &Policy,
        taken: &mut BTreeSet<OsString>,
    ) -> Result<Report, Failure> {
        let refuse = |phrase| Failure::Input(session.text(Text::from(phrase).with("path", file.display())));
        let Some(name) = file.file_name() else { return Err(refuse(&say::NO_FILE_NAME)) };
        let target = self.out.join(name);
        if is_same(file, &target) {
            return Err(refuse(&say::OVER_ITSELF));
        }
        if taken.contains(name) {
            return Err(refuse(&say::SAME_NAME));
        }
        let document = Document::read(session, file, policy)?;
        let decoded = document.decode::<Registry>(policy).map_err(|error| not_decoded(session, file, &error))?;
        let text = match document {
            Document::Xml(_) => decoded.value.encode(),
            Document::Json(_) => format!("{:#}\n", decoded.value.to_json()),
        };
        std::fs::write(&target, text).map_err(|error| session.unwritable(&target, &error))?;
        taken.insert(name.to_owned());
        Ok(decoded.report)
    }
}

fn is_same(file: &Path, target: &Path) -> bool {
    matches!((file.canonicalize(), target.canonicalize()), (Ok(file), Ok(target)) if file == target)
}

/// A line for each finding.
pub(super) fn show(session: &mut Session<'_>, file: &Path, report: &Report) {
    for finding in &report.findings {
        let (place, what) = (wording::location(&finding.location, session.language), wording::finding(&finding.kind, session.language));
        let line = session.text(Text::from(&say::FINDING).with("path", file.display()).with("place", place).with("what", what));
        session.note(line);
    }
    if report.more > 0 {
        let more = session.text(Text::from(&say::MORE_FINDINGS).with("count", report.more));
        session.note(format_args!("`{}`: {more}", file.display()));
    }
}
