//! `depara load build`: the messages that load a list of pairs.

use super::list::List;
use super::messages;
use crate::failure::{Failure, Outcome};
use crate::phrases as say;
use crate::session::Session;
use crate::wording;
use clap::Args;
use depara::load::Load;
use depara_dsl::diagnostic::Text;
use depara_mappings::load::{self, Execution};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Write the messages that load a list of pairs into the De-Para of Protheus
///
/// The first line of the list names the columns: entity (or rm_table), rm_value and mask; in place of the mask, the key in external_value
/// or the fields of the mask, such as A1_COD and A1_LOJA. The columns that `rows` and `examples` print fit too, between tabs, semicolons or
/// commas. Entities stand in the order of the initial load. A pair that is wrong, repeated or contradictory is shown with its line, and
/// nothing is written.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara load build pairs.csv --execution 17 > load.xml
  depara load build pairs.csv --execution 17 --company 2 --branch 1 --limit 1000 --out loads
  depara load build pairs.csv --execution 17 --partial --json

Exit codes: 0 all is well; 1 a pair has a problem, or the list cannot be read; 2 the call is wrong.")]
pub(crate) struct Build {
    /// Number of the load's execution in RM (ExecutionIdentifier)
    #[arg(long, value_name = "NUMBER")]
    execution: i64,

    /// Coligada of RM that the load is for; 0 or nothing leaves the branch of Protheus as it is
    #[arg(long, default_value = "0", value_name = "COMPANY")]
    company: String,

    /// Branch of RM that the load is for
    #[arg(long, default_value = "", hide_default_value = true, value_name = "BRANCH")]
    branch: String,

    /// Name of the product that sends, with which Protheus writes the rows
    #[arg(long, default_value = "RM", value_name = "NAME")]
    product: String,

    /// Most pairs in one message
    #[arg(long, default_value = "1000", value_name = "COUNT")]
    limit: NonZeroUsize,

    /// Write the JSON form of the messages
    #[arg(long)]
    json: bool,

    /// Write the pairs that are right even where others have a problem
    #[arg(long)]
    partial: bool,

    /// Folder to write to
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,

    /// The list of pairs, or - for the standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Build {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let about = |session: &Session<'_>, phrase| session.text(Text::from(phrase).with("path", self.file.display()));
        let bytes = session.read(&self.file)?;
        let list = List::read(session, &self.file, &bytes)?;
        let pairs = list.with_pairs(|pairs| load::pairs(pairs));
        for problem in &pairs.problems {
            let problem = wording::load_problem(problem, session.language);
            let text = session.text(Text::from(&say::LOAD_PROBLEM).with("path", self.file.display()).with("problem", problem));
            session.error(text);
        }
        if !pairs.problems.is_empty() && !self.partial {
            let text = session.text(Text::from(&say::NOTHING_WRITTEN).with("bad", pairs.problems.len()).with("all", list.len()));
            session.note(text);
            return Ok(Outcome::Problems);
        }
        if pairs.pairs.is_empty() {
            return Err(Failure::Input(about(session, &say::NO_PAIRS)));
        }
        self.write(session, &pairs)?;
        Ok(Outcome::of(pairs.problems.is_empty()))
    }

    fn write(&self, session: &mut Session<'_>, pairs: &Load) -> Result<(), Failure> {
        let execution = Execution { number: self.execution, company: &self.company, branch: &self.branch };
        let messages = messages::texts(pairs, self.limit, &execution, &self.product, self.json);
        let counted = |phrase| Text::from(phrase).with("pairs", pairs.pairs.len()).with("messages", messages.len());
        match (&self.out, messages.as_slice()) {
            (Some(folder), messages) => {
                std::fs::create_dir_all(folder).map_err(|error| session.unwritable(folder, &error))?;
                let extension = if self.json { "json" } else { "xml" };
                for (number, message) in (1..).zip(messages) {
                    let number: usize = number;
                    let path = folder.join(format!("load-{number:03}.{extension}"));
                    std::fs::write(&path, message).map_err(|error| session.unwritable(&path, &error))?;
                }
            }
            (None, [message]) => session.print(message)?,
            (None, _) => return Err(Failure::Usage(session.text(counted(&say::SEVERAL_LOADS).with("limit", self.limit)))),
        }
        let text = session.text(counted(&say::LOAD_WRITTEN));
        session.note(text);
        Ok(())
    }
}
