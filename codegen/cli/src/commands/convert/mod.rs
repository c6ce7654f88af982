//! `depara convert`: an installation of package 1021 as EAI 2.0 has it.

mod adapters;
mod files;
mod folder;
mod parameters;
mod rows;

use crate::arguments::Format;
use crate::failure::{Failure, Outcome};
use crate::phrases as say;
use crate::session::Session;
use clap::Args;
use depara::ProfileInfo;
use depara::convert::Conversion;
use depara_dsl::diagnostic::Text;
use depara_mappings::Registry;
use files::Done;
use folder::{Stage, State};
use serde_json::json;
use std::path::PathBuf;

/// Convert De-Para rows, parameters and registered adapters from package 1021 to EAI 2.0
///
/// A folder holds what was exported of the installation: lists of De-Para rows with the columns of package 1021, parameters (columns name
/// and value, or a JSON object), registered adapters (columns of the table XX4, or PacoteEai in JSON), in any number of files, told apart by
/// what stands in them. They are converted where they are; what they were goes to the folder `before`, from which --undo brings it back until
/// --confirm. Whatever cannot be converted stays and is shown with its line. Done again, it changes nothing. --activate is refused while a
/// registered message has no adapter in EAI 2.0.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara convert base --dry-run
  depara convert base --application PROTHEUS_PRD
  depara convert base --activate
  depara convert base --undo

Exit codes: 0 everything is converted; 1 something is not, or a step is refused; 2 the call is wrong.")]
pub(crate) struct Convert {
    /// Name of the other side in EAI 2.0 (Aplicativo); else the integrated system of each row
    #[arg(long, value_name = "NAME")]
    application: Option<String>,

    /// Say what would be done, and change nothing
    #[arg(long, conflicts_with_all = ["undo", "confirm"])]
    dry_run: bool,

    /// Bring back what was there before
    #[arg(long, conflicts_with_all = ["confirm", "activate"])]
    undo: bool,

    /// Remove what was there before: there is no way back then
    #[arg(long, conflicts_with = "activate")]
    confirm: bool,

    /// Say that EAI 2.0 is used from now on, if nothing stands against it
    #[arg(long)]
    activate: bool,

    /// Form of the report
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,

    /// The folder
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

/// A line of the report.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The file, by its name in the folder; empty of what concerns the folder.
    pub(super) file: String,
    /// The line or row in it; zero where it concerns the file.
    pub(super) line: u64,
    pub(super) text: String,
    pub(super) weight: Weight,
}

/// What a line of the report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Something stays as it is.
    Kept,
    /// Something is otherwise afterwards.
    Change,
    /// Somebody has to do something.
    Problem,
}

/// What is reported.
#[derive(Debug, Default)]
pub(super) struct Report(pub(super) Vec<Line>);

impl Report {
    pub(super) fn add(&mut self, file: &str, line: u64, weight: Weight, text: String) {
        self.0.push(Line { file: file.to_owned(), line, text, weight });
    }

    fn count(&self, weight: Weight) -> usize {
        self.0.iter().filter(|line| line.weight == weight).count()
    }
}

impl Weight {
    fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Change => "change",
            Self::Problem => "problem",
        }
    }
}

impl Convert {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let mut state = State::read(session, &self.folder)?;
        let mut report = Report::default();
        if self.undo {
            folder::undo(session, &mut state, &mut report)?;
        } else if self.confirm {
            folder::confirm(session, &mut state, &mut report)?;
        } else {
            let conversion = conversion(session)?;
            let done =
                files::convert(session, &conversion, &mut state, self.application.as_deref(), self.dry_run || self.activate, &mut report)?;
            if self.activate {
                self.activate(session, &conversion, &done, &mut state, &mut report)?;
            }
        }
        let problems = report.count(Weight::Problem);
        self.print(session, &state, &report)?;
        Ok(Outcome::of(problems == 0))
    }

    /// Refuses what stands against EAI 2.0, or notes that it is used.
    fn activate(
        &self,
        session: &Session<'_>,
        conversion: &Conversion<'_>,
        done: &Done,
        state: &mut State,
        report: &mut Report,
    ) -> Result<(), Failure> {
        // What the look at the files has found was said when they were converted; here counts what stands against it.
        report.0.clear();
        for rest in &done.rests {
            report.add(rest, 0, Weight::Kept, session.word(&say::REST_STANDS).to_owned());
        }
        let title = conversion.to().title;
        if done.to_convert > 0 {
            report.add("", 0, Weight::Problem, session.text(Text::from(&say::CONVERT_FIRST).with("files", done.to_convert)));
        }
        if done.registered == 0 {
            report.add("", 0, Weight::Problem, session.text(Text::from(&say::NOTHING_REGISTERED).with("profile", title)));
        }
        for (file, line, message) in &done.not_carried {
            let text = if message.is_empty() {
                Text::from(&say::NO_MESSAGE_REGISTERED).with("profile", title)
            } else {
                Text::from(&say::NOT_CARRIED).with("profile", title).with("message", message)
            };
            report.add(file, *line, Weight::Problem, session.text(text));
        }
        if report.count(Weight::Problem) > 0 {
            return Ok(());
        }
        let is_new = !state.active;
        state.active = true;
        if !self.dry_run {
            state.write(session)?;
        }
        let phrase = if is_new { &say::ACTIVATED } else { &say::ACTIVE_ALREADY };
        report.add("", 0, if is_new { Weight::Change } else { Weight::Kept }, session.text(Text::from(phrase).with("profile", title)));
        Ok(())
    }

    fn print(&self, session: &mut Session<'_>, state: &State, report: &Report) -> Result<(), Failure> {
        let (changes, problems) = (report.count(Weight::Change), report.count(Weight::Problem));
        if self.format == Format::Json {
            let lines: Vec<_> = report
                .0
                .iter()
                .map(|line| json!({ "file": line.file, "line": line.line, "kind": line.weight.name(), "text": line.text }))
                .collect();
            let object = json!({
                "dry_run": self.dry_run,
                "stage": state.stage.name(),
                "active": state.active,
                "changes": changes,
                "problems": problems,
                "lines": lines,
            });
            return session.line(format_args!("{object:#}"));
        }
        for line in &report.0 {
            let place = match (line.file.as_str(), line.line) {
                ("", _) => String::new(),
                (file, 0) => format!("{file}: "),
                (file, line) => format!("{file}:{line}: "),
            };
            let text = format!("{place}{}", line.text);
            if line.weight == Weight::Problem { session.error(text) } else { session.line(text)? }
        }
        let phrase = match (self.dry_run, changes) {
            (true, _) => &say::WOULD_CONVERT,
            (false, 0) => &say::NOTHING_CONVERTED,
            (false, _) => &say::CONVERTED,
        };
        let text = session.text(Text::from(phrase).with("changes", changes).with("problems", problems));
        session.line(text)?;
        if state.stage == Stage::Converted && !self.dry_run {
            session.note(session.word(&say::WAY_BACK));
        }
        Ok(())
    }
}

/// From package 1021 to EAI 2.0, as the mappings that come with depara have them.
fn conversion(session: &Session<'_>) -> Result<Conversion<'static>, Failure> {
    let find = |name: &str| -> Result<&'static ProfileInfo, Failure> {
        let unknown = || Failure::Usage(session.text(Text::from(&say::UNKNOWN_PROFILE).with("name", name)));
        Registry::PROFILES.iter().copied().find(|profile| profile.name == name).ok_or_else(unknown)
    };
    Ok(Conversion::new(Registry::ADAPTERS, find("Package1021")?, find("Eai2")?))
}
