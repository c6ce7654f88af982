//! `depara fmt`: gives mappings their one form.

use crate::failure::{Failure, Outcome};
use crate::maps;
use crate::phrases as say;
use crate::session::Session;
use clap::Args;
use depara_dsl::diagnostic::Text;
use depara_dsl::span::{FileId, Sources};
use depara_dsl::{format, syntax};
use std::path::{Path, PathBuf};

/// Format mappings: one form for every file
///
/// Columns are aligned and comments stay where they are. A file is written only when its text changes. What cannot be read stays as it is;
/// the problems are shown.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara fmt maps                         every .map file of a folder
  depara fmt --check maps                 only say which files would change
  depara fmt - < bank.map                 from the standard input to the standard output

Exit codes: 0 all is well; 1 a file would change (--check) or cannot be read; 2 a path does not exist.")]
pub(crate) struct Fmt {
    /// Change nothing; list the files that would change
    #[arg(long)]
    check: bool,

    /// Files and folders, or - for the standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Fmt {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        if let [path] = self.paths.as_slice()
            && path.as_os_str() == "-"
        {
            return self.filter(session);
        }
        let sources = maps::read_named(session, &self.paths)?;
        let (mut readable, mut changed) = (true, 0_usize);
        for (file, source) in sources.iter() {
            let (text, problems) = formatted(session, file, &sources);
            readable &= problems == 0;
            if text != source.text {
                changed = changed.saturating_add(1);
                if !self.check {
                    let path = Path::new(&source.name);
                    std::fs::write(path, text).map_err(|error| session.unwritable(path, &error))?;
                }
                session.line(&source.name)?;
            }
        }
        Ok(Outcome::of(readable && !(self.check && changed > 0)))
    }

    /// From the standard input to the standard output.
    fn filter(&self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let name = session.word(&say::STANDARD_INPUT);
        let bytes = session.read("-".as_ref())?;
        let not_utf8 = |_| Failure::Input(session.text(Text::from(&say::NOT_UTF8).with("path", name)));
        let mut sources = Sources::default();
        let file = sources.add(name, String::from_utf8(bytes).map_err(not_utf8)?);
        let (text, problems) = formatted(session, file, &sources);
        let same = sources.get(file).is_some_and(|source| source.text == text);
        if !self.check {
            session.print(&text)?;
        } else if !same {
            session.line(name)?;
        }
        Ok(Outcome::of(problems == 0 && (same || !self.check)))
    }
}

/// The text of a file in its one form, and how many problems were found and shown.
fn formatted(session: &mut Session<'_>, file: FileId, sources: &Sources) -> (String, usize) {
    let source = sources.get(file).map_or("", |source| source.text.as_str());
    let parse = syntax::parse(file, source);
    for problem in &parse.problems {
        let rendered = session.render(problem, sources, true);
        session.aside(format_args!("{rendered}\n"));
    }
    (format::format(&parse.file, source), parse.problems.len())
}
