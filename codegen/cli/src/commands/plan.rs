//! `depara plan`: in what order does the initial load fill every key?

use crate::arguments::Format;
use crate::failure::{Failure, Outcome};
use crate::maps;
use crate::near::nearest;
use crate::phrases as say;
use crate::session::Session;
use crate::table::Table;
use clap::Args;
use depara_dsl::diagnostic::Text;
use depara_dsl::ir::Catalog;
use depara_dsl::references::{self, Step};
use serde_json::json;
use std::path::PathBuf;

/// Print the order of the initial load: each message after those that it refers to
///
/// What is filled later, as the mapping says with `refers MESSAGE later`, orders nothing and has its own column: those records are sent
/// again once the others are there.
#[derive(Debug, Args)]
#[command(
    allow_missing_positional = true,
    after_help = "\
Examples:
  depara plan maps                        every message
  depara plan ORDER maps                  one message, and what has to be loaded before it
  depara plan --format json maps          for programs

Exit codes: 0 all is well; 1 the mappings have errors, which are shown; 2 there is no such path or message."
)]
pub(crate) struct Plan {
    /// The message that is to be loaded; else all of them
    #[arg(value_name = "MESSAGE")]
    message: Option<String>,

    /// A folder, or a file with the rest of its folder
    #[arg(value_name = "PATH", required = true)]
    path: PathBuf,

    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
}

impl Plan {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let (catalog, _) = maps::compile(session, &self.path)?;
        let goal = self.message.as_deref().map(|name| message(session, &catalog, name)).transpose()?;
        let steps = references::plan(&catalog, goal);
        match self.format {
            Format::Human => {
                let titles = [&say::COLUMN_STEP, &say::COLUMN_MESSAGE, &say::COLUMN_VERSION, &say::COLUMN_AFTER, &say::COLUMN_LATER];
                let mut table = Table::new(titles.map(|title| session.word(title)));
                table.rows = (1..).zip(&steps).map(|(number, step): (usize, _)| cells(&catalog, number, step)).collect();
                session.print(table.aligned())?;
            }
            Format::Json => {
                let all: serde_json::Value = steps.iter().map(|step| object(&catalog, step)).collect();
                session.line(format_args!("{all:#}"))?;
            }
        }
        Ok(Outcome::Fine)
    }
}

/// The newest message of a name, in any case.
fn message(session: &Session<'_>, catalog: &Catalog, name: &str) -> Result<usize, Failure> {
    let named = catalog.messages.iter().enumerate().filter(|(_, message)| message.name.value.eq_ignore_ascii_case(name));
    if let Some((place, _)) = named.max_by_key(|(_, message)| message.version) {
        return Ok(place);
    }
    let unknown = session.text(Text::from(&say::UNKNOWN_MESSAGE).with("name", name));
    let near = nearest(name, catalog.messages.iter().map(|message| message.name.as_str()));
    let near = near.map(|near| session.text(Text::from(&say::DID_YOU_MEAN).with("near", near)));
    Err(Failure::Usage([Some(unknown), near].into_iter().flatten().collect::<Vec<_>>().join("; ")))
}

fn cells(catalog: &Catalog, number: usize, step: &Step) -> Vec<String> {
    let Some(message) = catalog.messages.get(step.message) else { return Vec::new() };
    let after: Vec<&str> = step.after.iter().filter_map(|place| name(catalog, *place)).collect();
    let later: Vec<&str> = step.later.iter().filter_map(|place| name(catalog, *place)).collect();
    vec![number.to_string(), message.name.value.clone(), message.version.to_string(), after.join(", "), later.join(", ")]
}

fn object(catalog: &Catalog, step: &Step) -> serde_json::Value {
    let names = |places: &mut dyn Iterator<Item = usize>| places.filter_map(|place| name(catalog, place)).collect::<Vec<_>>();
    let message = catalog.messages.get(step.message);
    json!({
        "message": message.map(|message| message.name.value.as_str()),
        "version": message.map(|message| message.version.to_string()),
        "after": names(&mut step.after.iter().copied()),
        "later": names(&mut step.later.iter().copied()),
    })
}

fn name(catalog: &Catalog, place: usize) -> Option<&str> {
    Some(catalog.messages.get(place)?.name.as_str())
}
