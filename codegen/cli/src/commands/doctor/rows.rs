//! `depara doctor rows`: do both sides of a De-Para have the same pairs?

use super::{repair, report};
use crate::arguments::Format;
use crate::environment;
use crate::failure::{Failure, Outcome};
use crate::lists;
use crate::phrases as say;
use crate::session::Session;
use crate::wording;
use clap::Args;
use depara::list::Column;
use depara::reconcile::{Reconciler, Side};
use depara_dsl::diagnostic::Text;
use depara_mappings::Registry;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// How many lines without a row are told one by one.
const MOST_BAD_LINES: usize = 1000;

/// Compare the De-Para of RM with that of Protheus: orphans, duplicates, near misses
///
/// Both files are lists with named columns, or the JSON of the Protheus configurator: what the De-Para screens of RM show (package 1021 or
/// EAI 2.0), what `rows` and `examples` print, or the table XXF with XXF_ALIAS, XXF_FIELD, XXF_EXTVAL and XXF_INTVAL; UTF-8 or Windows-1252,
/// between tabs, semicolons or commas. Rows that nearly match are shown by the cause of the difference, each with its line and what to do. A
/// line that cannot be read is shown with the reason, and the others are compared. Memory holds the rows of the left file, and of the right
/// one those without an exact partner.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara doctor rows --left rm.csv --right xxf.csv
  depara doctor rows --left rm.csv --right xxf.csv --environment env.toml --load load.xml
  depara doctor rows --left rm.csv --right depara.json --format json

Exit codes: 0 both sides have the same pairs; 1 something is not in order, or a file cannot be read; 2 the call is wrong.")]
pub(crate) struct Rows {
    /// The De-Para rows of RM
    #[arg(long, value_name = "FILE")]
    left: PathBuf,

    /// The De-Para rows of Protheus
    #[arg(long, value_name = "FILE")]
    right: PathBuf,

    /// The environment: widths of fields, sharing modes of the tables
    #[arg(long, value_name = "FILE")]
    environment: Option<PathBuf>,

    /// Write the load (message INTERNALIDLOAD) that repairs what can be repaired; several files with numbers where one message is too small
    #[arg(long, value_name = "FILE")]
    load: Option<PathBuf>,

    /// Number of the load's execution in RM (ExecutionIdentifier)
    #[arg(long, default_value = "1", value_name = "NUMBER")]
    execution: i64,

    /// Coligada of RM that the load is for; 0 leaves the branch of Protheus as it is
    #[arg(long, default_value = "0", value_name = "COMPANY")]
    company: String,

    /// Branch of RM that the load is for
    #[arg(long, default_value = "", hide_default_value = true, value_name = "BRANCH")]
    branch: String,

    /// Most pairs in one message
    #[arg(long, default_value = "1000", value_name = "COUNT")]
    limit: NonZeroUsize,

    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

/// What one file has beside its rows.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Lines that have no row.
    pub(super) bad: u64,
    /// Why: the first of them.
    pub(super) reasons: Vec<String>,
    /// Whether its rows are named by tables, as those of RM, and not by alias alone, as those of Protheus.
    has_tables: Option<bool>,
}

impl Rows {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let environment = match &self.environment {
            Some(path) => Some(environment::read(session, path)?.0),
            None => None,
        };
        let mut reconciler = Reconciler::new(Registry::ADAPTERS, environment.as_ref());
        let left = self.read(session, Side::Left, &mut reconciler)?;
        let right = self.read(session, Side::Right, &mut reconciler)?;
        if (left.has_tables, right.has_tables) == (Some(false), Some(true)) {
            let text = Text::from(&say::SIDES_SWAPPED).with("left", self.left.display()).with("right", self.right.display());
            return Err(Failure::Usage(session.text(text)));
        }
        let found = reconciler.finish();
        let report = report::Report { left: (&self.left, &left), right: (&self.right, &right), found: &found };
        let repair = match &self.load {
            Some(path) => Some(repair::write(session, &report, path, &self.sender())?),
            None => None,
        };
        match self.format {
            Format::Human => report.human(session, repair.as_ref())?,
            Format::Json => report.json(session, repair.as_ref())?,
        }
        Ok(Outcome::of(found.is_clean() && left.bad == 0 && right.bad == 0))
    }

    fn sender(&self) -> repair::Sender<'_> {
        let execution = depara_mappings::load::Execution { number: self.execution, company: &self.company, branch: &self.branch };
        repair::Sender { execution, limit: self.limit }
    }

    /// Hands the rows of a file to the comparison.
    fn read(&self, session: &mut Session<'_>, side: Side, reconciler: &mut Reconciler) -> Result<Read, Failure> {
        let path = if side == Side::Left { &self.left } else { &self.right };
        let mut rows = lists::open(session, path, &[Column::Internal, Column::External])?;
        let mut read = Read::default();
        loop {
            let line = match rows.next_row() {
                Ok(Some(line)) => line,
                Ok(None) => return Ok(read),
                Err(error) => return Err(wording::list_failure(session, path, &error)),
            };
            let outcome = match line.row {
                Err(bad) => Err(wording::bad_line(session, path, line.number, &bad)),
                Ok(row) => {
                    read.has_tables.get_or_insert(!row.table.is_empty());
                    match side {
                        Side::Left => reconciler.left(line.number, &row),
                        Side::Right => reconciler.right(line.number, &row),
                    }
                    .map_err(|unknown| wording::unknown_name(session, path, line.number, &unknown))
                }
            };
            if let Err(text) = outcome {
                read.bad = read.bad.saturating_add(1);
                if read.reasons.len() < MOST_BAD_LINES {
                    session.error(&text);
                    read.reasons.push(text);
                } else if read.reasons.len() == MOST_BAD_LINES {
                    let text = session.text(Text::from(&say::MORE_BAD_LINES).with("path", path.display()));
                    session.note(&text);
                    read.reasons.push(text);
                }
            }
        }
    }
}
