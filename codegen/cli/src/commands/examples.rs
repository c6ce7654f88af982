//! `depara examples`: the De-Para rows that the mappings prove.

use crate::failure::{Failure, Outcome};
use crate::maps::{self, Maps};
use crate::session::Session;
use crate::table::Table;
use clap::{Args, ValueEnum};
use depara_dsl::ir::{Adapter, Catalog, DePara, PartKind, Template};
use std::path::PathBuf;

/// Print the De-Para rows that the examples of mappings prove
///
/// An example that does not fit its keys is an error of the mapping: what is printed here is proved.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara examples maps
  depara examples --format json maps

Exit codes: 0 all is well; 1 the mappings have errors, which are shown; 2 the path does not exist.")]
pub(crate) struct Examples {
    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,

    /// A folder, or a file with the rest of its folder
    #[arg(value_name = "PATH")]
    path: PathBuf,
}

/// The form of the result.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Format {
    #[default]
    Tsv,
    Json,
}

impl Examples {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let (catalog, maps) = maps::compile(session, &self.path)?;
        let table = rows(&catalog, &maps);
        session.print(match self.format {
            Format::Tsv => table.tsv(),
            Format::Json => format!("{:#}\n", table.objects()),
        })?;
        Ok(Outcome::Fine)
    }
}

/// Messages in the order of the integration's sections; within a message everything as it stands in the files.
fn rows(catalog: &Catalog, maps: &Maps) -> Table {
    let mut table = Table::new(["rm_table", "rm_fields", "rm_value", "external_value", "transaction"]);
    for (index, message) in catalog.messages.iter().enumerate() {
        let named = |adapter: &&Adapter| adapter.message.value == index && maps.named.contains(&adapter.span.file);
        let mut adapters: Vec<&Adapter> = catalog.adapters.iter().filter(named).collect();
        adapters.sort_by_key(|adapter| adapter.span);
        for depara in adapters.iter().flat_map(|adapter| &adapter.deparas) {
            table.rows.extend(examples(depara, &message.name.value));
        }
    }
    table
}

fn examples<'d>(depara: &'d DePara, transaction: &'d str) -> impl Iterator<Item = Vec<String>> + 'd {
    let row = move |row: &depara_dsl::ir::Row| {
        let (internal, external) = (row.internal.value.clone(), row.external.value.clone());
        vec![depara.table.value.clone(), fields(&depara.internal), internal, external, transaction.to_owned()]
    };
    depara.examples.iter().map(row)
}

/// The names of the fields of a key, as the De-Para screen shows them: `CODCOLIGADA|CODCFO`.
fn fields(template: &Template) -> String {
    let name = |kind: &PartKind| match kind {
        PartKind::Company => "company".to_owned(),
        PartKind::Branch(alias) => format!("branch({alias})"),
        PartKind::Field(name) | PartKind::Literal(name) => name.clone(),
    };
    let segments = template.segments().map(|segment| segment.parts.iter().map(|part| name(&part.kind)).collect::<Vec<_>>().join("+"));
    segments.collect::<Vec<_>>().join("|")
}
