//! `depara rows import` and `depara rows export`: rows of lists into a store, and out of it.

use super::Columns;
use crate::failure::{Failure, Outcome};
use crate::lists;
use crate::phrases as say;
use crate::session::Session;
use crate::table::csv_line;
use crate::wording;
use clap::{Args, Subcommand, ValueEnum};
use depara::list::Column;
use depara_dsl::diagnostic::{Language, Text};
use depara_mappings::Registry;
use depara_store::depara::{Cardinality, Space, StoredRow};
use depara_store::exchange::{Importer, ListedPair, NotTaken, Options, Taken, Wanted};
use depara_store::{Settings, Store, StoreError};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// How many rows one transaction takes.
const PORTION: usize = 500;

/// A store that is gone with the program: SQLite's name for it.
const IN_MEMORY: &str = ":memory:";

/// How many rows that are not taken are told one by one.
const MOST_TOLD: u64 = 10_000;

/// What is done with a store.
#[derive(Debug, Subcommand)]
pub(crate) enum Exchange {
    Import(Import),
    Export(Export),
}

/// Take rows of lists into a store
///
/// A list has named columns: those of the De-Para screens of RM (package 1021 or EAI 2.0), of `rows` and `examples`, or of the table XXF; or it
/// is the JSON of the Protheus configurator. Pairs are added; what the list does not name stays as it is, and a key that has another partner
/// keeps it unless --replace is given. Each row that is not taken is shown with its line and the reason, and the others are taken, some
/// hundred in one transaction. Done again, it changes nothing.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara rows import rm.csv --store depara.db --dry-run
  depara rows import rm.csv xxf.csv --store depara.db
  depara rows import depara.json --store postgres://depara@127.0.0.1/base --replace --format json

Exit codes: 0 every row is taken; 1 one is not, or a file or the store cannot be read; 2 the call is wrong.")]
pub(crate) struct Import {
    /// The store: the file of SQLite, or postgres://USER@HOST/BASE
    #[arg(long, value_name = "ADDRESS")]
    store: String,

    /// Say what would be done, and change nothing
    #[arg(long)]
    dry_run: bool,

    /// Give an RM key that has another partner the one of the list
    #[arg(long)]
    replace: bool,

    /// Which keys may have several partners in tables that the store does not know yet
    #[arg(long, value_enum, default_value_t, value_name = "KIND")]
    cardinality: Kind,

    /// What the installation calls the other side, where the list does not say it; else its product name
    #[arg(long, value_name = "NAME")]
    application: Option<String>,

    /// The environment: widths of fields, sharing modes of the tables
    #[arg(long, value_name = "FILE")]
    environment: Option<PathBuf>,

    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: crate::arguments::Format,

    /// The lists
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Print the rows of a store
///
/// The columns `depara` writes (with alias and field), those of the De-Para screens of EAI 2.0 or package 1021, or the JSON of the Protheus
/// configurator (`listadepara`). `rows import` takes all of them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara rows export --store depara.db > rows.csv
  depara rows export --store depara.db --transaction CUSTOMERVENDOR --layout eai2
  depara rows export --store depara.db --format json > depara.json

Exit codes: 0 all is well; 1 the store cannot be read; 2 the call is wrong.")]
pub(crate) struct Export {
    /// The store: the file of SQLite, or postgres://USER@HOST/BASE
    #[arg(long, value_name = "ADDRESS")]
    store: String,

    /// Only rows of this message, such as CUSTOMERVENDOR
    #[arg(long, value_name = "MESSAGE")]
    transaction: Option<String>,

    /// Only rows of this table, such as FCFO
    #[arg(long, value_name = "TABLE")]
    table: Option<String>,

    /// Only rows of this application of the other side
    #[arg(long, value_name = "NAME")]
    application: Option<String>,

    /// Only rows of this product of the other side, such as PROTHEUS
    #[arg(long, value_name = "NAME")]
    system: Option<String>,

    /// Columns of EAI 2.0 or of package 1021; else those of depara
    #[arg(long, value_enum, value_name = "LAYOUT", conflicts_with = "format")]
    layout: Option<Columns>,

    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Form,
}

/// Which keys may have several partners.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Kind {
    #[default]
    OneToOne,
    ManyToOne,
    OneToMany,
}

/// The form of an export.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    #[default]
    Csv,
    Json,
}

impl Exchange {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        match self {
            Self::Import(command) => command.run(session),
            Self::Export(command) => command.run(session),
        }
    }
}

/// What became of the rows.
#[derive(Debug, Default)]
struct Counts {
    added: u64,
    filled: u64,
    replaced: u64,
    unchanged: u64,
    not_taken: u64,
    /// The rows that were not taken, or replaced another, as JSON.
    told: Vec<Value>,
}

impl Import {
    fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let environment = match &self.environment {
            Some(path) => Some(crate::environment::read(session, path)?.0),
            None => None,
        };
        let mut store = if self.dry_run && is_yet_to_be_made(&self.store) {
            session.note(session.text(Text::from(&say::NO_STORE_YET).with("path", &self.store)));
            open(session, IN_MEMORY, true)?
        } else {
            open(session, &self.store, true)?
        };
        let mut counts = Counts::default();
        for path in &self.files {
            let source = path.display().to_string();
            let cardinality = match self.cardinality {
                Kind::OneToOne => Cardinality::OneToOne,
                Kind::ManyToOne => Cardinality::ManyToOne,
                Kind::OneToMany => Cardinality::OneToMany,
            };
            let (application, replace, dry_run) = (self.application.as_deref(), self.replace, self.dry_run);
            let options = Options { application, cardinality, replace, dry_run, ..Options::new(&source) };
            let mut importer = Importer::new(Registry::ADAPTERS, environment.as_ref(), options);
            self.file(session, path, &mut store, &mut importer, &mut counts)?;
        }
        self.end(session, &counts)?;
        Ok(Outcome::of(counts.not_taken == 0))
    }

    fn file(
        &self,
        session: &mut Session<'_>,
        path: &Path,
        store: &mut Store,
        importer: &mut Importer<'_>,
        counts: &mut Counts,
    ) -> Result<(), Failure> {
        let mut rows = lists::open(session, path, &[Column::Internal, Column::External])?;
        let mut portion: Vec<ListedPair> = Vec::with_capacity(PORTION);
        loop {
            let line = rows.next_row().map_err(|error| wording::list_failure(session, path, &error))?;
            let is_end = line.is_none();
            match line.map(|line| (line.number, line.row)) {
                Some((number, Ok(row))) => portion.push(ListedPair::of(number, &row)),
                Some((number, Err(bad))) => {
                    let text = wording::bad_line(session, path, number, &bad);
                    self.refused(session, path, number, text, counts);
                }
                None => {}
            }
            if portion.len() == PORTION || is_end {
                let outcomes = importer.take(store, &portion).map_err(|error| failure(session, &error))?;
                for (row, outcome) in portion.iter().zip(outcomes) {
                    match outcome {
                        Ok(Taken::Added) => counts.added = counts.added.saturating_add(1),
                        Ok(Taken::Filled) => counts.filled = counts.filled.saturating_add(1),
                        Ok(Taken::Replaced { from }) => self.replaced(session, path, row, &from, counts),
                        Ok(_) => counts.unchanged = counts.unchanged.saturating_add(1),
                        Err(reason) => {
                            let reason = not_taken(&reason, session.language);
                            let text =
                                Text::from(&say::BAD_LINE).with("path", path.display()).with("line", row.line).with("reason", reason);
                            let text = session.text(text);
                            self.refused(session, path, row.line, text, counts);
                        }
                    }
                }
                portion.clear();
            }
            if is_end {
                return Ok(());
            }
        }
    }

    fn refused(&self, session: &mut Session<'_>, path: &Path, line: u64, text: String, counts: &mut Counts) {
        counts.not_taken = counts.not_taken.saturating_add(1);
        match counts.not_taken.cmp(&MOST_TOLD) {
            std::cmp::Ordering::Greater => {}
            std::cmp::Ordering::Equal => session.note(session.word(&say::MORE_NOT_TAKEN)),
            std::cmp::Ordering::Less => {
                session.error(&text);
                counts.told.push(json!({ "file": path.display().to_string(), "line": line, "outcome": "not taken", "reason": text }));
            }
        }
    }

    fn replaced(&self, session: &mut Session<'_>, path: &Path, row: &ListedPair, from: &str, counts: &mut Counts) {
        counts.replaced = counts.replaced.saturating_add(1);
        let text = Text::from(&say::ROW_REPLACED).with("path", path.display()).with("line", row.line).with("key", &row.internal);
        let text = session.text(text.with("from", from).with("to", &row.external));
        session.note(&text);
        counts.told.push(json!({ "file": path.display().to_string(), "line": row.line, "outcome": "replaced", "from": from }));
    }

    fn end(&self, session: &mut Session<'_>, counts: &Counts) -> Result<(), Failure> {
        let Counts { added, filled, replaced, unchanged, not_taken, told } = counts;
        if self.format == crate::arguments::Format::Json {
            let report = json!({
                "dry_run": self.dry_run,
                "added": added,
                "filled": filled,
                "replaced": replaced,
                "unchanged": unchanged,
                "not_taken": not_taken,
                "rows": told,
            });
            return session.line(format_args!("{report:#}"));
        }
        let phrase = if self.dry_run { &say::WOULD_IMPORT } else { &say::IMPORTED };
        let text = Text::from(phrase).with("added", added).with("filled", filled).with("replaced", replaced);
        let text = session.text(text.with("unchanged", unchanged).with("refused", not_taken));
        session.line(text)
    }
}

impl Export {
    fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let mut store = open(session, &self.store, false)?;
        let wanted = Wanted {
            transaction: self.transaction.as_deref(),
            table: self.table.as_deref(),
            application: self.application.as_deref(),
            system: self.system.as_deref(),
            alias: None,
        };
        match self.format {
            Form::Csv => self.csv(session, &mut store, &wanted)?,
            Form::Json => json_form(session, &mut store, &wanted)?,
        }
        Ok(Outcome::Fine)
    }

    fn csv(&self, session: &mut Session<'_>, store: &mut Store, wanted: &Wanted<'_>) -> Result<(), Failure> {
        match self.layout.map(Columns::layout) {
            Some(layout) => {
                session.print(csv_line(layout.columns()))?;
                all(session, store, wanted, |session, space, row| session.print(csv_line(&row.cells(space, layout))))
            }
            None => {
                session.print(csv_line(&OWN.map(Column::name)))?;
                all(session, store, wanted, |session, space, row| {
                    let info = space.info();
                    session.print(csv_line(&[
                        info.table.as_str(),
                        &info.fields,
                        &row.internal,
                        &row.external,
                        &info.transaction,
                        &info.application,
                        &info.alias,
                        &info.field,
                        &row.global_identifier,
                    ]))
                })
            }
        }
    }
}

/// The columns that `depara` writes.
const OWN: [Column; 9] = [
    Column::Table,
    Column::Fields,
    Column::Internal,
    Column::External,
    Column::Transaction,
    Column::Application,
    Column::Alias,
    Column::Field,
    Column::Identifier,
];

/// What the configurator of Protheus answers at `/EAIDEPARAREST`, row by row: nothing is checked there, so the diagnosis is -1. Table, alias and
/// field stand in each row, because `adapter` and `alias` alone do not always say of which De-Para a row is.
fn json_form(session: &mut Session<'_>, store: &mut Store, wanted: &Wanted<'_>) -> Result<(), Failure> {
    let mut open: Option<(String, String)> = None;
    session.print("{\"listadepara\": [")?;
    all(session, store, wanted, |session, space, row| {
        let info = space.info();
        let group = (info.transaction.clone(), info.alias.clone());
        if open.as_ref() == Some(&group) {
            session.print(",")?;
        } else {
            session.print(if open.is_some() { "\n]},\n" } else { "\n" })?;
            session.print(format_args!("{{\"adapter\": {}, \"alias\": {}, \"depara\": [", json!(group.0), json!(group.1)))?;
            open = Some(group);
        }
        let row = json!({
            "XXF_ALIAS": info.alias,
            "XXF_FIELD": info.field,
            "XXF_EXTVAL": row.internal,
            "XXF_INTVAL": row.external,
            "rm_table": info.table,
            "application": info.application,
            "global_identifier": row.global_identifier,
            "diagnostico": { "status": -1 },
        });
        session.print(format_args!("\n  {row}"))
    })?;
    session.print(if open.is_some() { "\n]}\n]}\n" } else { "]}\n" })
}

/// What ends an export.
enum Ended {
    Store(StoreError),
    Output(Failure),
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Does something with each row.
fn all(
    session: &mut Session<'_>,
    store: &mut Store,
    wanted: &Wanted<'_>,
    mut each: impl FnMut(&mut Session<'_>, &Space, &StoredRow) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let done = store.export(wanted, |space, row| each(session, space, row).map_err(Ended::Output));
    done.map_err(|ended| match ended {
        Ended::Store(error) => failure(session, &error),
        Ended::Output(failure) => failure,
    })
}

/// Opens a store. A file that is not there is made only by what is to write to it.
fn open(session: &Session<'_>, address: &str, may_make: bool) -> Result<Store, Failure> {
    if !is_server(address) && !may_make && !Path::new(address).exists() {
        return Err(Failure::Usage(session.text(Text::from(&say::NO_SUCH_PATH).with("path", address))));
    }
    Store::open(address, Settings::default()).map_err(|error| match failure(session, &error) {
        // What is said of a file names it; the address of a server may have a password.
        Failure::Input(reason) if !is_server(address) => {
            Failure::Input(session.text(Text::from(&say::NO_STORE).with("path", address).with("reason", reason)))
        }
        failure => failure,
    })
}

fn is_server(address: &str) -> bool {
    address.starts_with("postgres://") || address.starts_with("postgresql://")
}

/// Whether an import would make the file of the store.
fn is_yet_to_be_made(address: &str) -> bool {
    let path = Path::new(address);
    let is_in_a_folder = path.parent().is_none_or(|folder| folder.as_os_str().is_empty() || folder.is_dir());
    !is_server(address) && !path.exists() && is_in_a_folder
}

fn failure(session: &Session<'_>, error: &StoreError) -> Failure {
    Failure::Input(match session.language {
        Language::English => error.to_string(),
        Language::Portuguese => error.in_portuguese(),
    })
}

fn not_taken(reason: &NotTaken, language: Language) -> String {
    match (reason, language) {
        (NotTaken::NotOne(reason), _) => wording::not_one(reason, language),
        (reason, Language::Portuguese) => reason.in_portuguese().unwrap_or_else(|| reason.to_string()),
        (reason, Language::English) => reason.to_string(),
    }
}
