//! One line a document and operation, means, goals, and how quiet the machine was.

use crate::documents::{self, Document, Set};
use crate::goals::GOALS;
use crate::measure::{Line, Outcome, geometric_mean, median};
use crate::peers::{self, Operation, name};
use anyhow::Result;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;

/// The spread of rounds up to which a machine counts as quiet.
const QUIET: f64 = 0.05;

/// Everything that was measured.
#[derive(Debug, Clone)]
pub struct Summary {
    lines: Vec<(Set, Line)>,
    rounds: usize,
}

impl Summary {
    /// Measures the documents of the crate, or those of a folder.
    ///
    /// # Errors
    /// When the documents cannot be made or read.
    pub fn measure(rounds: usize, folder: Option<&Path>) -> Result<Self> {
        let documents = folder.map_or_else(documents::all, documents::of_folder)?;
        let mut lines = Vec::new();
        for document in &documents {
            for operation in operations(document) {
                eprintln!("{} {}", operation.name(), document.name);
                let base = documents::base_of_shuffled(&document.name);
                let in_order = documents.iter().find(|other| Some(other.name.as_str()) == base);
                lines.push((document.set, Line::measure(document, operation, rounds, in_order)));
            }
        }
        Ok(Self { lines, rounds })
    }

    /// The table for people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for operation in [Operation::Decode, Operation::Encode] {
            self.table(operation, &mut out);
        }
        self.goals(&mut out);
        self.unable(&mut out);
        self.quiet(&mut out);
        out
    }

    fn table(&self, operation: Operation, out: &mut String) {
        let others: Vec<&str> = peers::all(operation).iter().map(|peer| peer.name).filter(|peer| *peer != name::DEPARA).collect();
        let _ = write!(out, "\n{:<20}{:>10}{:>8}{:>8}{:>8}", operation.name(), "bytes", "MB/s", "spread", "allocs");
        for other in &others {
            let _ = write!(out, "{other:>18}");
        }
        out.push('\n');
        for (_, line) in self.lines.iter().filter(|(_, line)| line.operation == operation) {
            let own = line.figures(name::DEPARA);
            let allocations = own.and_then(|own| own.allocations).map_or("-".to_owned(), |count| count.to_string());
            let speed = line.megabytes_per_second(name::DEPARA).map_or("-".to_owned(), |speed| format!("{speed:.0}"));
            let spread = line.spread().map_or("-".to_owned(), |spread| format!("{:.1}%", spread * 100.0));
            let _ = write!(out, "{:<20}{:>10}{speed:>8}{spread:>8}{allocations:>8}", line.document, line.bytes);
            for other in &others {
                let _ = write!(out, "{:>18}", cell(line, other));
            }
            out.push('\n');
        }
        let _ = write!(out, "{:<54}", "geometric mean, main documents");
        for other in &others {
            let mean = geometric_mean(&self.ratios(operation, other));
            let _ = write!(out, "{:>18}", mean.map_or("-".to_owned(), |mean| format!("{mean:.2}x")));
        }
        out.push('\n');
    }

    fn ratios(&self, operation: Operation, peer: &str) -> Vec<f64> {
        let main = self.lines.iter().filter(|(set, line)| *set == Set::Main && line.operation == operation);
        main.filter_map(|(_, line)| line.ratio(peer)).collect()
    }

    fn goals(&self, out: &mut String) {
        let _ = writeln!(out, "\n{:<36}{:>9}{:>10}  {:<22}{:>6}{:>8}", "goal", "at least", "lowest", "on", "goal", "mean");
        for goal in GOALS {
            let standing = goal.standing(&self.lines);
            let (lowest, on) = standing.worst.clone().map_or(("-".to_owned(), String::new()), |(worst, on)| (format!("{worst:.2}"), on));
            let mean = standing.mean.map_or("-".to_owned(), |mean| format!("{mean:.2}"));
            let verdict = match (standing.is_met(), standing.is_reached()) {
                (None, _) | (_, None) => "not measured",
                (Some(false), _) => "NOT MET",
                (Some(true), Some(false)) => "met; goal not reached",
                (Some(true), Some(true)) => "met; goal reached",
            };
            let _ = writeln!(out, "{:<36}{:>9}{lowest:>10}  {on:<22}{:>6}{mean:>8}  {verdict}", goal.title(), goal.at_least, goal.goal);
        }
    }

    /// Who could not do what, and why.
    fn unable(&self, out: &mut String) {
        let mut heading = "\nnot measured:\n";
        for (_, line) in &self.lines {
            for (peer, outcome) in &line.results {
                if let Outcome::Unable(reason) = outcome {
                    out.push_str(std::mem::take(&mut heading));
                    let _ = writeln!(out, "  {} {} by {}: {reason}", line.operation.name(), line.document, peer.name);
                }
            }
        }
    }

    fn quiet(&self, out: &mut String) {
        let spread = self.spread().unwrap_or_default();
        let load = std::fs::read_to_string("/proc/loadavg").ok();
        let load = load.as_deref().and_then(|load| load.split(' ').next()).map_or(String::new(), |load| format!("; load average {load}"));
        let verdict =
            if spread <= QUIET { "quiet: figures can be quoted" } else { "not quiet: ratios are a hint, MB/s are not to be quoted" };
        let _ = writeln!(
            out,
            "\n{} rounds in time of the thread; ratios are medians of those within a round, above 1 depara is faster. Spread of rounds (10 % to 90 %, median of \
             all lines) {:.1} %{load}: the machine was {verdict}.",
            self.rounds,
            spread * 100.0
        );
    }

    fn spread(&self) -> Option<f64> {
        median(self.lines.iter().filter_map(|(_, line)| line.spread()).collect())
    }

    /// The same for machines.
    #[must_use]
    pub fn json(&self) -> Value {
        let lines: Vec<Value> = self.lines.iter().map(|(set, line)| line_json(*set, line)).collect();
        let goals: Vec<Value> = GOALS
            .iter()
            .map(|goal| {
                let standing = goal.standing(&self.lines);
                json!({
                    "goal": goal.title(), "at_least": goal.at_least, "lowest": standing.worst.as_ref().map(|(worst, _)| worst),
                    "lowest_on": standing.worst.as_ref().map(|(_, on)| on), "met": standing.is_met(),
                    "mean_goal": goal.goal, "mean": standing.mean, "reached": standing.is_reached(),
                })
            })
            .collect();
        json!({ "rounds": self.rounds, "spread": self.spread(), "quiet": self.spread().is_some_and(|spread| spread <= QUIET), "lines": lines, "goals": goals })
    }
}

/// Decoding of every document; encoding of those that look as an encoder writes them.
fn operations(document: &Document) -> Vec<Operation> {
    if document.is_minified() { vec![Operation::Decode, Operation::Encode] } else { vec![Operation::Decode] }
}

fn cell(line: &Line, peer: &str) -> String {
    line.ratio(peer).map_or("-".to_owned(), |ratio| format!("{ratio:.2}x"))
}

fn line_json(set: Set, line: &Line) -> Value {
    let peers: Vec<Value> = line
        .results
        .iter()
        .map(|(peer, outcome)| match outcome {
            Outcome::Measured(figures) => json!({
                "peer": peer.name, "mb_per_s": line.megabytes_per_second(peer.name), "ratio": line.ratio(peer.name),
                "allocations": figures.allocations,
            }),
            Outcome::Unable(reason) => json!({ "peer": peer.name, "unable": reason }),
        })
        .collect();
    let set = match set {
        Set::Main => "main",
        Set::Shuffled => "shuffled",
        Set::Fallback => "fallback",
    };
    json!({ "document": line.document, "set": set, "operation": line.operation.name(), "bytes": line.bytes, "spread": line.spread(), "peers": peers })
}
