//! One line a document and operation, means, allocations, goals, and how quiet the machine was.

use crate::allocations::Allocations;
use crate::documents::{self, Document, Kind, Set};
use crate::goals::{self, RATIOS, Standing, Value};
use crate::measure::{Doubt, ENOUGH, Line, Outcome, QUIET, QUIET_RATIO, geometric_mean, median};
use crate::peers::{self, Operation, name};
use crate::{allowance, by_items, compiler, instructions};
use anyhow::Result;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Everything that was measured.
#[derive(Debug, Clone)]
pub struct Summary {
    lines: Vec<(Set, Line)>,
    /// What is allocated, where it could be counted.
    allocations: Option<Allocations>,
    /// The allocations that the lists and escaped texts of a document explain.
    allowed: BTreeMap<String, u64>,
    standings: Vec<Standing>,
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
            for &operation in document.operations() {
                progress(&format!("{} {}", operation.name(), document.name));
                let base = documents::base_of_shuffled(&document.name);
                let in_order = documents.iter().find(|other| Some(other.name.as_str()) == base);
                lines.push((document.set, Line::measure(document, operation, rounds, in_order)));
            }
        }
        let mut standings = ratios(&lines);
        progress("allocations");
        let allowed = documents.iter().filter_map(|document| Some((document.name.clone(), allowance::of(document).ok()?))).collect();
        let allocations = Allocations::counted(folder);
        standings.extend(match &allocations {
            Ok(allocations) => [beyond_allowed(&documents, allocations, &allowed), by_items::memory(allocations.lists)],
            Err(error) => [goals::ALLOCATIONS, goals::MEMORY].map(|goal| Standing::not_measured(goal, format!("{error:#}"))),
        });
        standings.push(Standing::not_measured(goals::ARENA, "the codecs have no arena to decode into"));
        progress("instructions");
        standings.push(instructions_of_bank(&documents, folder));
        progress("a list item by item");
        standings.push(by_items::speed(rounds)?);
        progress("the compiler of mappings");
        standings.extend(compiler::standings()?);
        standings.push(Standing::not_measured(goals::COMPILE, "`depara-bench cost` measures it"));
        Ok(Self { lines, allocations: allocations.ok(), allowed, standings, rounds })
    }

    /// The tables for people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for operation in [Operation::Decode, Operation::Encode] {
            self.table(operation, &mut out);
        }
        for operation in [Operation::Decode, Operation::Encode] {
            self.allocations(operation, &mut out);
        }
        let _ = writeln!(out, "\n{}", Standing::head());
        for standing in &self.standings {
            let _ = writeln!(out, "{}", standing.line());
        }
        self.unable(&mut out);
        self.quiet(&mut out);
        out
    }

    fn table(&self, operation: Operation, out: &mut String) {
        let others: Vec<&str> = peers::all(operation).iter().map(|peer| peer.name).filter(|peer| *peer != name::DEPARA).collect();
        let _ = write!(out, "\n{:<20}{:>10}{:>8}{:>8}", operation.name(), "bytes", "MB/s", "spread");
        for other in &others {
            let _ = write!(out, "{other:>18}");
        }
        out.push('\n');
        for (_, line) in self.lines.iter().filter(|(_, line)| line.operation == operation) {
            let speed = line.megabytes_per_second(name::DEPARA).map_or("-".to_owned(), |speed| format!("{speed:.0}"));
            let spread = line.spread().map_or("-".to_owned(), |spread| format!("{:.1}%", spread * 100.0));
            let _ = write!(out, "{:<20}{:>10}{speed:>8}{spread:>8}", line.document, line.bytes);
            for other in &others {
                let _ = write!(out, "{:>18}", cell(line, other));
            }
            out.push('\n');
        }
        let _ = write!(out, "{:<46}", "geometric mean, main documents");
        for other in &others {
            let mean = geometric_mean(&self.ratios(operation, other));
            let _ = write!(out, "{:>18}", mean.map_or("-".to_owned(), |mean| format!("{mean:.2}x")));
        }
        out.push('\n');
    }

    fn ratios(&self, operation: Operation, peer: &str) -> Vec<f64> {
        values(&self.lines, operation, peer).into_iter().map(|value| value.value).collect()
    }

    /// Allocations of one run of everybody who is seen.
    fn allocations(&self, operation: Operation, out: &mut String) {
        let seen: Vec<&str> = peers::all(operation).iter().filter(|peer| peer.counts_allocations).map(|peer| peer.name).collect();
        let _ = write!(out, "\n{:<24}", format!("allocations, {}", operation.name()));
        if operation == Operation::Decode {
            let _ = write!(out, "{:>18}", "lists, escapes");
        }
        for peer in &seen {
            let _ = write!(out, "{peer:>18}");
        }
        out.push('\n');
        for (_, line) in self.lines.iter().filter(|(_, line)| line.operation == operation) {
            let _ = write!(out, "{:<24}", line.document);
            if operation == Operation::Decode {
                let _ = write!(out, "{:>18}", self.allowed.get(&line.document).map_or("-".to_owned(), u64::to_string));
            }
            for peer in &seen {
                let count = self.allocations.as_ref().and_then(|allocations| allocations.of(operation, &line.document, peer));
                let _ = write!(out, "{:>18}", count.map_or("-".to_owned(), |count| count.to_string()));
            }
            out.push('\n');
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
        let verdict = match (spread <= QUIET, self.rounds >= ENOUGH) {
            (true, true) => "quiet: figures without a mark can be quoted",
            (true, false) => "quiet, but for too few rounds: ratios are a hint, MB/s are not to be quoted",
            (false, _) => "not quiet: ratios are a hint, MB/s are not to be quoted",
        };
        let _ = writeln!(
            out,
            "\n{} rounds in time of the thread; ratios are medians of those within a round, above 1 depara is faster. Spread of rounds (10 % to 90 %, median of \
             all lines) {:.1} %{load}: the machine was {verdict}.\n\
             After a ratio: * it comes from fewer than {ENOUGH} rounds, ~ the ratios of the rounds lie more than {:.0} % apart.",
            self.rounds,
            spread * 100.0,
            QUIET_RATIO * 100.0
        );
    }

    fn spread(&self) -> Option<f64> {
        median(self.lines.iter().filter_map(|(_, line)| line.spread()).collect())
    }

    /// The same for machines.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        let lines: Vec<serde_json::Value> = self
            .lines
            .iter()
            .map(|(set, line)| line_json(*set, line, self.allocations.as_ref(), self.allowed.get(&line.document)))
            .collect();
        let goals: Vec<serde_json::Value> = self.standings.iter().map(Standing::json).collect();
        json!({ "rounds": self.rounds, "spread": self.spread(), "quiet": self.rounds >= ENOUGH && self.spread().is_some_and(|spread| spread <= QUIET), "lines": lines, "goals": goals })
    }
}

fn progress(text: &str) {
    eprintln!("{text}");
}

/// The ratios to a peer on the main documents; shuffled ones are compared with themselves in order.
fn values(lines: &[(Set, Line)], operation: Operation, peer: &str) -> Vec<Value> {
    let lines = lines.iter().filter(|(set, line)| line.operation == operation && (*set == Set::Main || peer == name::IN_ORDER));
    let value = |line: &Line| {
        let ratio = line.ratio(peer)?;
        Some(Value { value: ratio.value, on: line.document.clone(), doubt: ratio.doubt() })
    };
    lines.filter_map(|(_, line)| value(line)).collect()
}

/// How the goals stand that are ratios to peers.
fn ratios(lines: &[(Set, Line)]) -> Vec<Standing> {
    let standing = |(operation, peer, goal): (Operation, &str, goals::Goal)| {
        let known = peer == name::IN_ORDER || peers::all(operation).iter().any(|known| known.name == peer);
        let reason = match peers::feature_of(peer) {
            Some(feature) if !known => format!("this program was built without the feature `{feature}`"),
            _ => "no document could be measured".to_owned(),
        };
        Standing::of(goal, values(lines, operation, peer), reason)
    };
    RATIOS.into_iter().map(standing).collect()
}

/// What decoding the main documents allocates besides lists and escaped texts.
fn beyond_allowed(documents: &[Document], allocations: &Allocations, allowed: &BTreeMap<String, u64>) -> Standing {
    let value = |document: &Document| {
        let counted = allocations.of(Operation::Decode, &document.name, name::DEPARA)?;
        let beyond = u32::try_from(counted.saturating_sub(*allowed.get(&document.name)?)).unwrap_or(u32::MAX);
        Some(Value { value: f64::from(beyond), on: document.name.clone(), doubt: None })
    };
    let main = documents.iter().filter(|document| document.set == Set::Main);
    Standing::of(goals::ALLOCATIONS, main.filter_map(value).collect(), "depara reads none of the documents")
}

/// Instructions of decoding the documents of a bank.
fn instructions_of_bank(documents: &[Document], folder: Option<&Path>) -> Standing {
    if !instructions::is_installed() {
        return Standing::not_measured(goals::INSTRUCTIONS, "valgrind is not installed (Debian package valgrind)");
    }
    let depara = peers::all(Operation::Decode).into_iter().find(|peer| peer.name == name::DEPARA);
    let banks = documents.iter().filter(|document| document.set == Set::Main && document.kind == Kind::Bank);
    let mut values = Vec::new();
    for (peer, document) in depara.iter().flat_map(|peer| banks.clone().map(move |document| (*peer, document))) {
        match instructions::per_byte(document, peer, folder) {
            Ok(value) => values.push(Value { value, on: document.name.clone(), doubt: None }),
            Err(error) => return Standing::not_measured(goals::INSTRUCTIONS, format!("{error:#}")),
        }
    }
    Standing::of(goals::INSTRUCTIONS, values, "there is no document of a bank")
}

fn cell(line: &Line, peer: &str) -> String {
    line.ratio(peer).map_or("-".to_owned(), |ratio| format!("{:.2}x{}", ratio.value, ratio.doubt().map_or("", Doubt::mark)))
}

fn line_json(set: Set, line: &Line, allocations: Option<&Allocations>, allowed: Option<&u64>) -> serde_json::Value {
    let peer_json = |(peer, outcome): &(peers::Peer, Outcome)| match outcome {
        Outcome::Measured(_) => {
            let ratio = line.ratio(peer.name);
            json!({
                "peer": peer.name, "mb_per_s": line.megabytes_per_second(peer.name),
                "allocations": allocations.and_then(|allocations| allocations.of(line.operation, &line.document, peer.name)),
                "ratio": ratio.map(|ratio| ratio.value), "ratio_rounds": ratio.map(|ratio| ratio.rounds),
                "ratio_spread": ratio.map(|ratio| ratio.spread), "doubt": ratio.and_then(|ratio| ratio.doubt()).map(Doubt::words),
            })
        }
        Outcome::Unable(reason) => json!({ "peer": peer.name, "unable": reason }),
    };
    let peers: Vec<serde_json::Value> = line.results.iter().map(peer_json).collect();
    let set = match set {
        Set::Main => "main",
        Set::Shuffled => "shuffled",
        Set::Fallback => "fallback",
    };
    json!({
        "document": line.document, "set": set, "operation": line.operation.name(), "bytes": line.bytes, "spread": line.spread(),
        "allocations_explained": allowed.filter(|_| line.operation == Operation::Decode), "peers": peers,
    })
}
