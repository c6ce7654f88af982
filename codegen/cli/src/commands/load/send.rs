//! `depara load send`: the initial load, from a folder or a query to a system.

use crate::arguments::Format;
use crate::commands::serve::Installation;
use crate::failure::{Failure, Outcome};
use crate::session::Session;
use clap::Args;
use std::num::{NonZeroU32, NonZeroU64, NonZeroUsize};
use std::path::PathBuf;

/// Send every message of a folder or of a query to a system, in the order of the initial load
///
/// Each message is read first: what cannot be sent is shown, with its reason. A message goes when those that it refers to have come to an end
/// (`depara plan` shows the order). A load that was interrupted is simply run again: what is in the queue already is not sent twice, and what has failed is tried once more.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara load send records --to PROTHEUS --config depara.toml
  depara load send records --to PROTHEUS --config depara.toml --dry-run
  depara load send --query \"SELECT document FROM export ORDER BY id\" --to RM --config depara.toml --a-second 20

Exit codes: 0 everything was processed; 1 something was not, or could not be sent; 2 the call is wrong.")]
pub(crate) struct Send {
    #[command(flatten)]
    installation: Installation,

    /// The system, by its name in the configuration
    #[arg(long, value_name = "NAME")]
    to: String,

    /// Take the documents from the first column of a query on the store's data base
    #[arg(long, value_name = "SQL", conflicts_with = "folder", required_unless_present = "folder")]
    query: Option<String>,

    /// How many messages are on their way at a time
    #[arg(long, default_value = "200", value_name = "COUNT")]
    at_a_time: NonZeroUsize,

    /// How many are sent a second, at most
    #[arg(long, value_name = "COUNT")]
    a_second: Option<NonZeroU32>,

    /// After how many errors the load stops
    #[arg(long, default_value = "100", value_name = "COUNT")]
    errors: NonZeroU64,

    /// Only say what would be sent
    #[arg(long)]
    dry_run: bool,

    /// How the report is shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// The folder with the messages: *.xml and *.json, also in folders inside
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

#[cfg(not(feature = "gateway"))]
impl Send {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        Err(crate::commands::without_gateway(session))
    }
}

#[cfg(feature = "gateway")]
mod sending {
    use super::{Failure, Format, Outcome, Send, Session};
    use crate::phrases as say;
    use depara_dsl::diagnostic::Text;
    use depara_gateway::engine::Engine;
    use depara_gateway::load::{Documents, Folder, Load, LoadReport, Pace, Progress, Query, StageReport};
    use depara_gateway::transport::HttpCourier;
    use depara_mappings::internal_id_load_1_000::INFO;
    use depara_mappings::{Registry, load};
    use indicatif::{ProgressBar, ProgressStyle};
    use serde_json::json;
    use std::sync::Arc;

    impl Send {
        pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
            let reading = self.installation.read(session, &[]);
            for problem in &reading.problems {
                session.aside(problem);
            }
            let Some(config) = reading.config.map(Arc::new) else { return Ok(Outcome::Problems) };
            let cannot =
                |session: &Session<'_>, reason: String| Failure::Input(session.text(Text::from(&say::CANNOT_LOAD).with("reason", reason)));
            let courier = Arc::new(HttpCourier::new(config.listen.request_bytes));
            let engine = Engine::<Registry>::new(Arc::clone(&config), courier, Registry::ADAPTERS, Registry::PROFILES);
            let engine = engine.map_err(|error| cannot(session, error.to_string()))?;
            let engine = Arc::new(engine.taught_by(INFO.name, load::rows));
            let pace =
                Pace { at_a_time: self.at_a_time.get(), a_second: self.a_second.map(std::num::NonZeroU32::get), errors: self.errors.get() };
            let sending = Load::new(&*engine, Registry::LOAD_ORDER, &self.to, pace).map_err(|error| Failure::Usage(error.to_string()))?;
            let documents: Box<dyn Documents + '_> = match (&self.folder, &self.query) {
                (Some(folder), _) => Box::new(Folder::open(folder).map_err(|error| cannot(session, error.to_string()))?),
                (None, query) => Box::new(Query::new(engine.pool(), query.clone().unwrap_or_default())),
            };
            let mut bar = Bar::new(session.draws_progress());
            let report = if self.dry_run {
                sending.survey(&*documents, &mut bar)
            } else {
                let workers = engine.start().map_err(|error| cannot(session, error.to_string()))?;
                let report = sending.run(&*documents, &mut bar);
                engine.stop();
                workers.join();
                report
            };
            bar.0.finish_and_clear();
            let report = report.map_err(|error| cannot(session, error.to_string()))?;
            match self.format {
                Format::Human => human(session, &report)?,
                Format::Json => session.line(format_args!("{:#}", document(&report)))?,
            }
            Ok(Outcome::of(if self.dry_run { report.problems.is_empty() } else { report.is_complete() }))
        }
    }

    /// A bar for each message, on a terminal.
    struct Bar(ProgressBar);

    impl Bar {
        fn new(is_drawn: bool) -> Self {
            let bar = if is_drawn { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
            Self(bar)
        }
    }

    impl Progress for Bar {
        fn surveyed(&mut self, documents: u64) {
            self.0.set_position(documents);
        }

        fn stage(&mut self, message: &str, documents: u64) {
            // The template is a constant; a bar without it looks plain and counts all the same.
            if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} {per_sec} {eta}") {
                self.0.set_style(style);
            }
            self.0.reset();
            self.0.set_length(documents);
            self.0.set_message(message.to_owned());
        }

        fn ended(&mut self, documents: u64, _: u64) {
            self.0.set_position(documents);
        }
    }

    fn human(session: &mut Session<'_>, report: &LoadReport) -> Result<(), Failure> {
        for problem in &report.problems {
            session.aside(format_args!("{}: {}", problem.document, problem.reason));
        }
        for stage in report.stages.iter().filter(|stage| stage.documents > 0) {
            for failure in &stage.failures {
                session.aside(format_args!("{}: {}", failure.document, failure.reason));
            }
            let line = Text::from(&say::LOADED)
                .with("message", &stage.message)
                .with("documents", stage.documents)
                .with("processed", stage.processed)
                .with("failed", stage.failed)
                .with("known", stage.known);
            session.line(session.text(line))?;
        }
        let total = Text::from(&say::LOADED_IN_ALL)
            .with("documents", report.documents())
            .with("failed", report.errors())
            .with("problems", report.problems.len());
        session.line(session.text(total))?;
        if report.stopped {
            session.note(session.word(&say::LOAD_STOPPED));
        }
        Ok(())
    }

    fn document(report: &LoadReport) -> serde_json::Value {
        let problem = |problem: &depara_gateway::load::Problem| json!({ "document": problem.document, "reason": problem.reason });
        let stage = |stage: &StageReport| {
            let StageReport { message, documents, enqueued, known, processed, failed, failures } = stage;
            json!({
                "message": message, "documents": documents, "enqueued": enqueued, "known": known, "processed": processed, "failed": failed,
                "failures": failures.iter().map(problem).collect::<Vec<_>>(),
            })
        };
        json!({
            "complete": report.is_complete(),
            "stopped": report.stopped,
            "messages": report.stages.iter().filter(|stage| stage.documents > 0).map(stage).collect::<Vec<_>>(),
            "problems": report.problems.iter().map(problem).collect::<Vec<_>>(),
        })
    }
}
