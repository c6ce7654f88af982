//! `depara list`: which routine sends which message where?

mod effective;

use crate::failure::{Failure, Outcome};
use crate::maps;
use crate::near::nearest;
use crate::phrases as say;
use crate::session::Session;
use crate::table::Table;
use clap::{Args, ValueEnum};
use depara_dsl::diagnostic::{Phrase, Text};
use depara_dsl::ir::{Adapter, Catalog, Operation, Operations};
use serde_json::json;
use std::path::PathBuf;

/// List the adapters of mappings, a line a routine
///
/// The order is that of the integration's routines, as in the adapter table of its manual.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara list maps                        for people
  depara list --format tsv maps           for programs
  depara list --format md maps            for a page of documentation
  depara list --profile Eai2 maps         as EAI 2.0 has them, with delivery, master, locks and parameters

Exit codes: 0 all is well; 1 the mappings have errors, which are shown; 2 the path does not exist.")]
pub(crate) struct List {
    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,

    /// Show the adapters as they are in this profile: what its `in` blocks say and what it inherits is filled in
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,

    /// A folder, or a file with the rest of its folder
    #[arg(value_name = "PATH")]
    path: PathBuf,
}

/// The profile of a name, in any case.
fn profile(session: &Session<'_>, catalog: &Catalog, name: &str) -> Result<usize, Failure> {
    if let Some(place) = catalog.profiles.iter().position(|profile| profile.name.value.eq_ignore_ascii_case(name)) {
        return Ok(place);
    }
    let unknown = session.text(Text::from(&say::UNKNOWN_PROFILE).with("name", name));
    let near = nearest(name, catalog.profiles.iter().map(|profile| profile.name.as_str()));
    let near = near.map(|near| session.text(Text::from(&say::DID_YOU_MEAN).with("near", near)));
    Err(Failure::Usage([Some(unknown), near].into_iter().flatten().collect::<Vec<_>>().join("; ")))
}

/// The form of the result.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Format {
    #[default]
    Table,
    Tsv,
    Json,
    Md,
}

impl List {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let (mut catalog, maps) = maps::compile(session, &self.path)?;
        if let Some(name) = &self.profile {
            let profile = profile(session, &catalog, name)?;
            catalog.adapters = catalog.adapters.iter().filter_map(|adapter| catalog.adapter_in(adapter, profile)).collect();
        }
        let columns = || COLUMNS.iter().chain(PROFILE_COLUMNS.iter().filter(|_| self.profile.is_some()));
        let rows: Vec<Row> = rows(&catalog).into_iter().filter(|row| maps.named.contains(&row.adapter.span.file)).collect();
        let mut table = match self.format {
            Format::Tsv | Format::Json => Table::new(columns().map(|(name, _)| *name)),
            Format::Table | Format::Md => Table::new(columns().map(|(_, title)| session.word(title))),
        };
        let words = match self.format {
            Format::Tsv | Format::Json => Words { yes: "yes", no: "no", all: "all", both: "both", sync: "sync", r#async: "async" },
            Format::Table | Format::Md => {
                let (sync, r#async) = (session.word(&say::SYNCHRONOUS), session.word(&say::ASYNCHRONOUS));
                let (yes, no, all) = (session.word(&say::YES), session.word(&say::NO), session.word(&say::ALL_OPERATIONS));
                Words { yes, no, all, both: session.word(&say::BOTH), sync, r#async }
            }
        };
        table.rows = rows.iter().map(|row| row.cells(&catalog, words)).collect();
        if self.profile.is_some() {
            for (cells, row) in table.rows.iter_mut().zip(&rows) {
                cells.extend(effective::cells(&catalog, row.adapter, words));
            }
        }
        let text = match self.format {
            Format::Table => table.aligned(),
            Format::Tsv => table.tsv(),
            Format::Md => table.markdown(),
            Format::Json => format!("{:#}\n", serde_json::Value::from_iter(rows.iter().map(|row| self.object(&catalog, row)))),
        };
        session.print(text)?;
        Ok(Outcome::Fine)
    }

    fn object(&self, catalog: &Catalog, row: &Row<'_>) -> serde_json::Value {
        let mut object = row.object(catalog);
        if let Some(members) = object.as_object_mut().filter(|_| self.profile.is_some()) {
            members.extend(effective::members(catalog, row.adapter));
        }
        object
    }
}

/// The names of the columns for programs, and their titles for people.
const COLUMNS: [(&str, &Phrase); 11] = [
    ("routine", &say::COLUMN_ROUTINE),
    ("message", &say::COLUMN_MESSAGE),
    ("description", &say::COLUMN_DESCRIPTION),
    ("protheus_sends", &say::COLUMN_PROTHEUS_SENDS),
    ("protheus_receives", &say::COLUMN_PROTHEUS_RECEIVES),
    ("rm_sends", &say::COLUMN_RM_SENDS),
    ("rm_receives", &say::COLUMN_RM_RECEIVES),
    ("channel", &say::COLUMN_CHANNEL),
    ("operations", &say::COLUMN_OPERATIONS),
    ("version", &say::COLUMN_VERSION),
    ("alias", &say::COLUMN_ALIAS),
];

/// The words that stand in cells.
#[derive(Debug, Clone, Copy)]
struct Words {
    yes: &'static str,
    no: &'static str,
    all: &'static str,
    both: &'static str,
    sync: &'static str,
    r#async: &'static str,
}

/// What `--profile` shows besides.
const PROFILE_COLUMNS: [(&str, &Phrase); 4] = [
    ("delivery", &say::COLUMN_DELIVERY),
    ("master", &say::COLUMN_MASTER),
    ("locks", &say::COLUMN_LOCKS),
    ("parameters", &say::COLUMN_PARAMETERS),
];

/// One routine of an adapter.
#[derive(Debug, Clone, Copy)]
struct Row<'c> {
    adapter: &'c Adapter,
    routine: &'c str,
}

/// Every routine: those that the integrations name, in their order, then the others in the order of the catalog.
fn rows(catalog: &Catalog) -> Vec<Row<'_>> {
    let order: Vec<&str> =
        catalog.integrations.iter().flat_map(|integration| &integration.routines).map(|routine| routine.as_str()).collect();
    let place = |row: &Row<'_>| order.iter().position(|named| *named == row.routine).unwrap_or(order.len());
    let mut rows: Vec<Row<'_>> = catalog.adapters.iter().flat_map(Row::of).collect();
    rows.sort_by_key(place);
    rows
}

impl<'c> Row<'c> {
    /// The routines of an adapter.
    fn of(adapter: &'c Adapter) -> impl Iterator<Item = Self> {
        adapter.routines.iter().map(move |routine| Self { adapter, routine })
    }

    fn cells(&self, catalog: &Catalog, Words { yes, no, all, .. }: Words) -> Vec<String> {
        let yes = |said: bool| if said { yes } else { no }.to_owned();
        let ((protheus_sends, protheus_receives), (rm_sends, rm_receives)) =
            (self.direction(catalog, "protheus"), self.direction(catalog, "rm"));
        vec![
            self.routine.to_owned(),
            self.message(catalog),
            self.adapter.title.clone(),
            yes(protheus_sends),
            yes(protheus_receives),
            yes(rm_sends),
            yes(rm_receives),
            self.adapter.channel.clone(),
            self.operations(all),
            self.version(catalog),
            self.adapter.alias.as_ref().map_or_else(|| "-".to_owned(), |alias| alias.value.clone()),
        ]
    }

    /// The same for programs that know more than text.
    fn object(&self, catalog: &Catalog) -> serde_json::Value {
        let ((protheus_sends, protheus_receives), (rm_sends, rm_receives)) =
            (self.direction(catalog, "protheus"), self.direction(catalog, "rm"));
        json!({
            "routine": self.routine,
            "message": self.message(catalog),
            "description": self.adapter.title,
            "protheus_sends": protheus_sends,
            "protheus_receives": protheus_receives,
            "rm_sends": rm_sends,
            "rm_receives": rm_receives,
            "channel": self.adapter.channel,
            "operations": self.operations("all"),
            "version": self.version(catalog),
            "alias": self.adapter.alias.as_ref().map(|alias| alias.value.as_str()),
        })
    }

    fn message(&self, catalog: &Catalog) -> String {
        catalog.messages.get(self.adapter.message.value).map_or_else(String::new, |message| message.name.value.clone())
    }

    fn version(&self, catalog: &Catalog) -> String {
        catalog.messages.get(self.adapter.message.value).map_or_else(String::new, |message| message.version.to_string())
    }

    /// The word for all of them, or the words of the mapping between commas.
    fn operations(&self, all: &str) -> String {
        match &self.adapter.operations {
            Operations::All => all.to_owned(),
            Operations::Only(operations) => operations.iter().copied().map(operation).collect::<Vec<_>>().join(","),
        }
    }

    /// Whether a system sends and receives the message.
    fn direction(&self, catalog: &Catalog, system: &str) -> (bool, bool) {
        let of = |index: usize| catalog.systems.get(index).is_some_and(|found| found.name == system);
        let direction = self.adapter.directions.iter().find(|direction| of(direction.system.value));
        direction.map_or((false, false), |direction| (direction.sends, direction.receives))
    }
}

/// The word of the mapping.
fn operation(operation: Operation) -> &'static str {
    match operation {
        Operation::Insert => "insert",
        Operation::Update => "update",
        Operation::Upsert => "upsert",
        Operation::Delete => "delete",
    }
}
