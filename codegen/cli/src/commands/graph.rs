//! `depara graph`: which message refers to which?

use crate::failure::{Failure, Outcome};
use crate::maps;
use crate::session::Session;
use clap::{Args, ValueEnum};
use depara_dsl::ir::Catalog;
use depara_dsl::references::references;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Print which message refers to which, for Graphviz or for programs
///
/// An arrow goes from the message that holds the reference to the one that has to be there before it, with the elements that say so. It is
/// dashed where every one of them is filled later.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara graph maps | dot -Tsvg > references.svg
  depara graph --format json maps

Exit codes: 0 all is well; 1 the mappings have errors, which are shown; 2 the path does not exist.")]
pub(crate) struct Graph {
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
    Dot,
    Json,
}

impl Graph {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let (catalog, _) = maps::compile(session, &self.path)?;
        let edges = edges(&catalog);
        match self.format {
            Format::Dot => session.print(dot(&catalog, &edges))?,
            Format::Json => session.line(format_args!("{:#}", object(&catalog, &edges)))?,
        }
        Ok(Outcome::Fine)
    }
}

/// What leads from one message to another.
#[derive(Debug, Default)]
struct Edge {
    /// The elements.
    fields: BTreeSet<String>,
    /// Whether one of them has to be filled at once.
    at_once: bool,
}

/// The edge of each pair of messages.
type Edges = BTreeMap<(usize, usize), Edge>;

fn edges(catalog: &Catalog) -> Edges {
    let mut edges = Edges::new();
    for reference in references(catalog) {
        let edge = edges.entry((reference.from, reference.to)).or_default();
        edge.fields.insert(reference.field);
        edge.at_once |= !reference.later;
    }
    edges
}

/// The names are words and numbers, which Graphviz takes in quotes as they are.
fn dot(catalog: &Catalog, edges: &Edges) -> String {
    let nodes = (0..catalog.messages.len()).map(|place| format!("    \"{}\";\n", name(catalog, place)));
    let arrows = edges.iter().map(|((from, to), edge)| {
        let style = if edge.at_once { "" } else { ", style=dashed" };
        let label = edge.fields.iter().map(String::as_str).collect::<Vec<_>>().join("\\n");
        format!("    \"{}\" -> \"{}\" [label=\"{label}\"{style}];\n", name(catalog, *from), name(catalog, *to))
    });
    let lines: String = nodes.chain(arrows).collect();
    format!("digraph references {{\n    rankdir=LR;\n    node [shape=box];\n{lines}}}\n")
}

fn object(catalog: &Catalog, edges: &Edges) -> serde_json::Value {
    let messages: Vec<String> = (0..catalog.messages.len()).map(|place| name(catalog, place)).collect();
    let references: Vec<_> = edges
        .iter()
        .map(|((from, to), edge)| json!({ "from": name(catalog, *from), "to": name(catalog, *to), "fields": edge.fields, "later": !edge.at_once }))
        .collect();
    json!({ "messages": messages, "references": references })
}

/// `BANK 2.001`.
fn name(catalog: &Catalog, place: usize) -> String {
    catalog.messages.get(place).map(|message| format!("{} {}", message.name.value, message.version)).unwrap_or_default()
}
