//! `depara load read`: what became of the pairs of a load.

use super::super::decode::Strictness;
use super::super::rows::Columns;
use super::super::transcode;
use crate::document::{Document, not_decoded};
use crate::failure::{Failure, Outcome};
use crate::phrases as say;
use crate::session::Session;
use crate::table::Table;
use crate::wording;
use clap::{Args, ValueEnum};
use depara::envelope::{Body, ResponseMessage, Status};
use depara::load::{Answer, Answered, Load, Position, Sent, Verdict};
use depara::value::Enumeration;
use depara::{Decimal, Messages, Policy};
use depara_dsl::diagnostic::{Phrase, Text};
use depara_mappings::Registry;
use depara_mappings::internal_id_load_1_000::{InternalIdLoad1000, ReturnContent};
use depara_mappings::load;
use std::path::{Path, PathBuf};

/// Say what the answer to a load made of each pair
///
/// Each pair that was sent is recorded, refused or unanswered. A key that has not the form of its entity, or is of another record, and a line
/// of the answer that belongs to no pair are shown with their place. A text beside a recorded pair says that the record was in the De-Para
/// before; the routine does not say with which value of RM.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara load read answer.xml --request load.xml
  depara load read answers/*.xml --request loads/load-001.xml --request loads/load-002.xml
  depara load read answer.xml --request load.xml --rows eai2 --format csv

Exit codes: 0 every pair is recorded; 1 one is not, or a message cannot be read; 2 the call is wrong.")]
pub(crate) struct Read {
    /// What was sent; several times where it was several messages
    #[arg(long, required = true, value_name = "FILE")]
    request: Vec<PathBuf>,

    /// Print the De-Para rows that the answers prove, in these columns, instead of the outcomes
    #[arg(long, value_enum, value_name = "LAYOUT")]
    rows: Option<Columns>,

    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,

    #[command(flatten)]
    strictness: Strictness,

    /// The answers
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// The form of the result.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Format {
    #[default]
    Human,
    Json,
    Csv,
}

/// The lines of all answers, and whether the answers themselves are as they should be.
struct Lines {
    all: Vec<Line>,
    fine: bool,
}

/// A line of an answer; it outlives the message.
struct Line {
    position: Position,
    entity: String,
    origin: String,
    destination: String,
    status: String,
    text: String,
}

impl Read {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let policy = self.strictness.policy();
        let (load, executions) = self.requests(session, &policy)?;
        let lines = self.answers(session, &policy, &executions)?;
        let answer = load.read_answer(Registry::ADAPTERS, lines.all.iter().map(Line::answered));
        let decided = match self.rows {
            Some(columns) => self.print_rows(session, columns, &answer)?,
            None => self.print_outcomes(session, &answer).map(|()| true)?,
        };
        for stray in &answer.strays {
            let text = wording::stray(stray, session.language);
            session.error(text);
        }
        let count = |is: fn(&Verdict) -> bool| answer.sent.iter().filter(|sent| is(&sent.verdict)).count();
        let summary = Text::from(&say::LOAD_SUMMARY)
            .with("recorded", count(|verdict| matches!(verdict, Verdict::Recorded { .. })))
            .with("refused", count(|verdict| matches!(verdict, Verdict::Refused { .. })))
            .with("misfit", count(|verdict| matches!(verdict, Verdict::NotAKey { .. } | Verdict::OtherRecord { .. })))
            .with("unanswered", count(|verdict| matches!(verdict, Verdict::Unanswered)));
        let summary = session.text(summary);
        session.note(summary);
        Ok(Outcome::of(lines.fine && decided && load.problems.is_empty() && answer.is_complete()))
    }

    /// What was sent, and by which numbers of executions.
    fn requests(&self, session: &mut Session<'_>, policy: &Policy) -> Result<(Load, Vec<Decimal>), Failure> {
        let (mut all, mut executions) = (Load::default(), Vec::new());
        for path in &self.request {
            let document = Document::read(session, path, policy)?;
            let decoded = document.decode::<InternalIdLoad1000>(policy).map_err(|error| not_decoded(session, path, &error))?;
            transcode::show(session, path, &decoded.report);
            let content = match &decoded.value.body {
                Body::Business(business) => business.content.as_ref(),
                Body::Response(_) | Body::Receipt(_) => None,
            };
            let content = content.ok_or_else(|| wrong(session, &say::NOT_A_LOAD, path))?;
            let load = load::received(content);
            for problem in &load.problems {
                let problem = wording::load_problem(problem, session.language);
                let text = session.text(Text::from(&say::LOAD_PROBLEM).with("path", path.display()).with("problem", problem));
                session.error(text);
            }
            all.pairs.extend(load.pairs);
            all.problems.extend(load.problems);
            executions.extend(content.execution_identifier);
        }
        Ok((all, executions))
    }

    fn answers(&self, session: &mut Session<'_>, policy: &Policy, executions: &[Decimal]) -> Result<Lines, Failure> {
        let mut lines = Lines { all: Vec::new(), fine: true };
        for path in &self.files {
            let document = Document::read(session, path, policy)?;
            let decoded = document.decode::<InternalIdLoad1000>(policy).map_err(|error| not_decoded(session, path, &error))?;
            let information = &decoded.value.information;
            let transaction = information.transaction.as_deref().unwrap_or_default();
            // An answer to any message has keys; only this one has the lines of a load.
            let is_load = InternalIdLoad1000::find(transaction, information.version.as_deref()).is_ok();
            let response = match &decoded.value.body {
                Body::Response(response) if is_load => response,
                _ => return Err(wrong(session, &say::NOT_A_LOAD_ANSWER, path)),
            };
            transcode::show(session, path, &decoded.report);
            if let Some(text) = refusal(session, response, path) {
                session.error(text);
                lines.fine = false;
            }
            let content = response.return_content.as_ref().and_then(|content| content.content.as_ref());
            if let Some(text) = content.and_then(|content| other_execution(session, content, executions, path)) {
                session.error(text);
                lines.fine = false;
            }
            lines.all.extend(content.into_iter().flat_map(load::answered).map(|answered| Line::of(&answered)));
        }
        Ok(lines)
    }

    fn print_outcomes(&self, session: &mut Session<'_>, answer: &Answer<'_>) -> Result<(), Failure> {
        let titles =
            [&say::COLUMN_ENTITY, &say::COLUMN_INTERNAL, &say::COLUMN_MASK, &say::COLUMN_OUTCOME, &say::COLUMN_KEY, &say::COLUMN_TEXT];
        let for_people = matches!(self.format, Format::Human);
        let mut table = match for_people {
            true => Table::new(titles.map(|title| session.word(title))),
            false => Table::new(["entity", "rm_value", "mask", "outcome", "external_value", "text"]),
        };
        table.rows = answer.sent.iter().map(|sent| cells(session, sent, for_people)).collect();
        self.print(session, &table)
    }

    /// Prints the rows; whether there is one for each recorded pair.
    fn print_rows(&self, session: &mut Session<'_>, columns: Columns, answer: &Answer<'_>) -> Result<bool, Failure> {
        let layout = columns.layout();
        let mut table = Table::new(layout.columns().iter().copied());
        table.rows = answer.rows().map(|row| layout.cells(row).into_iter().map(str::to_owned).collect()).collect();
        self.print(session, &table)?;
        let mut decided = true;
        for Sent { pair, verdict } in &answer.sent {
            let Verdict::Recorded { row: Err(reason), .. } = verdict else { continue };
            decided = false;
            let text = Text::from(&say::NO_ROW).with("entity", pair.entity).with("internal", &pair.internal);
            let text = session.text(text.with("reason", wording::undecided(reason, session.language)));
            session.error(text);
        }
        Ok(decided)
    }

    fn print(&self, session: &mut Session<'_>, table: &Table) -> Result<(), Failure> {
        session.print(match self.format {
            Format::Human => table.aligned(),
            Format::Json => format!("{:#}\n", table.objects()),
            Format::Csv => table.csv(),
        })
    }
}

/// Entity, value of RM, mask, outcome, key, and what there is to say.
fn cells(session: &Session<'_>, Sent { pair, verdict }: &Sent<'_>, for_people: bool) -> Vec<String> {
    let language = session.language;
    let (outcome, key, text) = match verdict {
        Verdict::Recorded { key, text, .. } => (&say::RECORDED, key.clone(), text.clone()),
        Verdict::Refused { status, text, .. } if status.eq_ignore_ascii_case("ERROR") => (&say::REFUSED, String::new(), text.clone()),
        Verdict::Refused { status, text, .. } => (&say::REFUSED, String::new(), format!("{status}: {text}")),
        Verdict::NotAKey { found, source, .. } => (&say::MISFIT, found.clone(), wording::key_error(source, language)),
        Verdict::OtherRecord { found, difference, .. } => (&say::MISFIT, found.clone(), wording::load_problem_kind(difference, language)),
        Verdict::Unanswered => (&say::UNANSWERED, String::new(), String::new()),
    };
    let outcome = if for_people { session.word(outcome) } else { outcome.en };
    vec![pair.entity.to_owned(), pair.internal.clone(), pair.mask(), outcome.to_owned(), key, text]
}

impl Line {
    fn of(answered: &Answered<'_>) -> Self {
        let Answered { position, entity, origin, destination, status, text } = *answered;
        let [entity, origin, destination, status, text] = [entity, origin, destination, status, text].map(str::to_owned);
        Self { position, entity, origin, destination, status, text }
    }

    fn answered(&self) -> Answered<'_> {
        let Self { position, entity, origin, destination, status, text } = self;
        Answered { position: *position, entity, origin, destination, status, text }
    }
}

fn wrong(session: &Session<'_>, phrase: &'static Phrase, path: &Path) -> Failure {
    Failure::Input(session.text(Text::from(phrase).with("path", path.display())))
}

/// Why the message as a whole was refused.
fn refusal(session: &Session<'_>, response: &ResponseMessage<'_, InternalIdLoad1000>, path: &Path) -> Option<String> {
    let processing = response.processing.as_ref();
    let status = processing.and_then(|processing| processing.status.as_ref());
    if status == Some(&Status::Ok) {
        return None;
    }
    let messages = processing.into_iter().flat_map(|processing| processing.messages.iter().flatten());
    let texts: Vec<&str> = messages.filter_map(|message| message.text.as_deref()).collect();
    let status = status.map_or(session.word(&say::NO_STATUS), Enumeration::as_str);
    let text = Text::from(&say::LOAD_REFUSED).with("path", path.display()).with("status", status);
    Some(session.text(text.with("text", texts.join("; "))))
}

/// That an answer is of another execution than what was sent, where both say it.
fn other_execution(session: &Session<'_>, content: &ReturnContent<'_>, executions: &[Decimal], path: &Path) -> Option<String> {
    let found = content.execution_identifier?;
    if executions.is_empty() || executions.contains(&found) {
        return None;
    }
    let fits = executions.iter().map(Decimal::to_string).collect::<Vec<_>>().join(", ");
    Some(session.text(Text::from(&say::OTHER_EXECUTION).with("path", path.display()).with("found", found).with("fits", fits)))
}
