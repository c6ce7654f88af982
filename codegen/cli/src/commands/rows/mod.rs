//! `depara rows`: which De-Para rows does this answer prove? `rows import` and `rows export`: rows into a store and out of it.

#[cfg(feature = "store")]
mod store;

use super::decode::Strictness;
use crate::document::{Document, not_decoded};
use crate::failure::{Failure, Outcome};
use crate::phrases as say;
use crate::session::Session;
use crate::table::Table;
use crate::wording;
use clap::{Args, ValueEnum};
use depara::envelope::{Body, BusinessMessage, Event, MessageInformation, ResponseMessage, Status, Untyped};
use depara::rows::{Layout, Pair, Proof, proved_rows};
use depara::value::Enumeration;
use depara::{AdapterInfo, DecodeError, Location, Message, Messages, Policy};
use depara_dsl::diagnostic::{Phrase, Text};
use depara_mappings::Registry;
use std::path::{Path, PathBuf};

/// Print the De-Para rows that an answer proves
///
/// Only an answer with status OK proves rows. Which table a pair of keys belongs to is decided by the form of the keys and, where several
/// fit, by the name that the answer gives; a pair that stays undecided is shown with the reason, never guessed.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "\
Examples:
  depara rows answer.xml
  depara rows --layout 1021 --format json answer.xml
  depara rows import rm.csv --store depara.db --dry-run
  depara rows export --store depara.db --transaction CUSTOMERVENDOR

Exit codes: 0 all is well; 1 a pair is undecided, or the answer cannot be read; 2 the file does not exist."
)]
pub(crate) struct Rows {
    #[cfg(feature = "store")]
    #[command(subcommand)]
    exchange: Option<store::Exchange>,

    /// Columns of EAI 2.0 or of package 1021
    #[arg(long, value_enum, default_value_t, value_name = "LAYOUT")]
    layout: Columns,

    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,

    /// What the installation calls the other side, for the application column of EAI 2.0; else its product name
    #[arg(long, value_name = "NAME")]
    application: Option<String>,

    #[command(flatten)]
    strictness: Strictness,

    /// The answer, or - for the standard input
    #[arg(value_name = "FILE", required = true)]
    file: Option<PathBuf>,
}

/// The columns.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(super) enum Columns {
    #[default]
    Eai2,
    #[value(name = "1021")]
    Package1021,
}

impl Columns {
    pub(super) fn layout(self) -> Layout {
        match self {
            Self::Eai2 => Layout::Eai2,
            Self::Package1021 => Layout::Package1021,
        }
    }
}

/// The form of the result.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Format {
    #[default]
    Tsv,
    Json,
}

impl Rows {
    pub(crate) fn run(mut self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        #[cfg(feature = "store")]
        if let Some(command) = self.exchange {
            return command.run(session);
        }
        // Without a command there is a file: the arguments say so.
        let file = self.file.take().unwrap_or_else(|| PathBuf::from("-"));
        self.proved(session, &file)
    }

    fn proved(&self, session: &mut Session<'_>, file: &Path) -> Result<Outcome, Failure> {
        let policy = self.strictness.policy();
        let document = Document::read(session, file, &policy)?;
        let fail = |session: &Session<'_>, error| not_decoded(session, file, &error);
        // The keys of an answer are the same for every message; what else it says does not matter here.
        let message = document.decode::<Untyped>(&policy).map_err(|error| fail(session, error))?.value;
        let Body::Response(response) = &message.body else {
            return Err(Failure::Input(about(session, file, &say::NOT_AN_ANSWER)));
        };
        let adapters = adapters(&message.information).map_err(|error| fail(session, error))?;
        if let Some(reason) = proves_nothing(response, &policy) {
            let text = match reason {
                Nothing::Status(status) => {
                    let status = if status.is_empty() { session.word(&say::NO_STATUS) } else { status };
                    session.text(Text::from(&say::NOT_PROCESSED).with("path", file.display()).with("status", status))
                }
                Nothing::Deleted => about(session, file, &say::ROWS_REMOVED),
                Nothing::Keyless => about(session, file, &say::NO_KEYS),
            };
            session.note(text);
            self.print(session, &Proof::default())?;
            return Ok(Outcome::Fine);
        }
        let pairs = response.return_content.iter().flat_map(|content| content.pairs());
        let pairs = pairs.map(|(name, origin, destination)| Pair { name: name.unwrap_or_default(), origin, destination });
        let proof = proved_rows(adapters, pairs, answered_by_internal(adapters, &message.information));
        self.print(session, &proof)?;
        for undecided in &proof.undecided {
            let Pair { origin, destination, .. } = undecided.pair;
            let reason = wording::undecided(&undecided.reason, session.language);
            let text = Text::from(&say::UNDECIDED).with("origin", origin).with("destination", destination);
            let text = session.text(text.with("reason", reason));
            session.error(text);
        }
        Ok(Outcome::of(proof.undecided.is_empty()))
    }

    fn print(&self, session: &mut Session<'_>, proof: &Proof<'_>) -> Result<(), Failure> {
        let layout = self.layout.layout();
        let mut table = Table::new(layout.columns().iter().copied());
        for row in &proof.rows {
            let mut row = row.clone();
            if let Some(application) = &self.application {
                row.application.clone_from(application);
            }
            table.rows.push(layout.cells(&row).into_iter().map(str::to_owned).collect());
        }
        session.print(match self.format {
            Format::Tsv => table.tsv(),
            Format::Json => format!("{:#}\n", table.objects()),
        })
    }
}

fn about(session: &Session<'_>, file: &Path, phrase: &'static Phrase) -> String {
    session.text(Text::from(phrase).with("path", file.display()))
}

/// Why an answer proves no row.
enum Nothing<'m> {
    /// It does not say that the message was processed; what it says.
    Status(&'m str),
    /// The message was a deletion.
    Deleted,
    /// It carries no keys.
    Keyless,
}

fn proves_nothing<'m>(response: &'m ResponseMessage<'_, Untyped>, policy: &Policy) -> Option<Nothing<'m>> {
    let status = response.processing.as_ref().and_then(|processing| processing.status.as_ref());
    if status != Some(&Status::Ok) {
        return Some(Nothing::Status(status.map_or("", Enumeration::as_str)));
    }
    if answers_deletion(response, policy) {
        return Some(Nothing::Deleted);
    }
    let has_keys = response.return_content.as_ref().is_some_and(|content| content.pairs().next().is_some());
    (!has_keys).then_some(Nothing::Keyless)
}

/// Whether the message that is answered was a deletion: the answer names the event, or carries the whole message.
fn answers_deletion(response: &ResponseMessage<'_, Untyped>, policy: &Policy) -> bool {
    let Some(received) = &response.received else { return false };
    if let Some(event) = &received.event {
        return event.trim().eq_ignore_ascii_case("delete");
    }
    let Some(original) = received.message_content.as_deref() else { return false };
    let Ok(original) = Message::<Untyped>::decode(original.trim(), policy) else { return false };
    let Body::Business(BusinessMessage { event: Some(event), .. }) = original.value.body else { return false };
    event.event == Some(Event::Delete)
}

/// The adapters of the message that an answer belongs to.
fn adapters(information: &MessageInformation<'_>) -> Result<&'static [&'static AdapterInfo], DecodeError> {
    let transaction = information.transaction.as_deref().unwrap_or_default();
    let location = || Location { path: "TOTVSMessage/MessageInformation".to_owned(), position: 0 };
    let message = Registry::find(transaction, information.version.as_deref()).map_err(|kind| DecodeError::new(location(), kind))?;
    Ok(message.adapters)
}

/// Whether the system whose tables the rows belong to has answered, where the answer says which product sent it.
fn answered_by_internal(adapters: &[&AdapterInfo], information: &MessageInformation<'_>) -> Option<bool> {
    let product = information.product.as_ref()?.name.as_deref()?.trim();
    let deparas = || adapters.iter().flat_map(|adapter| adapter.deparas);
    let is = |system: &str| system.eq_ignore_ascii_case(product);
    match (deparas().any(|depara| is(depara.system)), deparas().any(|depara| is(depara.external.system))) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}
