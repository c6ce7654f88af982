//! The store beside the bare statements that it stands on: ratios of one run, in interleaved rounds.
//!
//! ```text
//! cargo bench -p depara-store --bench figures -- [--rows N] [--grown N] [--rounds N] [--only PART] [--keep NAME]
//!     [--postgres postgres://USER@HOST:PORT]
//! ```
//!
//! `--keep` leaves the tables of the look-ups where they are, filled, for the next run: in the folder NAME for SQLite, in data bases
//! `depara_figures_NAME_…` on PostgreSQL. `--only tables` fills them and measures nothing.
//!
//! Without `--postgres` it measures SQLite in a temporary folder (`TMPDIR`). A ratio of 1 is as fast as the bare statement, 0.5 half as fast.

mod bare;
mod measure;
mod queue;
mod rows;

use measure::Outcome;
use std::process::ExitCode;

/// What the command line says.
pub(crate) struct Choices {
    /// How many rows the table has.
    pub(crate) rows: i64,
    /// How many it has when it has grown; none for no second table.
    pub(crate) grown: Option<i64>,
    /// How many rounds.
    pub(crate) rounds: usize,
    /// Where, or under what name, filled tables stay for the next run; none when they are gone in the end.
    pub(crate) keep: Option<String>,
    /// The only part that is measured: `tables` for none, `look-ups`, `inserts`, `queue` or `workers`; none for all.
    pub(crate) only: Option<String>,
    /// The server; none for SQLite.
    pub(crate) postgres: Option<String>,
}

fn main() -> ExitCode {
    match choices(std::env::args().skip(1)).and_then(|choices| run(&choices)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn choices(mut arguments: impl Iterator<Item = String>) -> Outcome<Choices> {
    let mut choices = Choices { rows: 1_000_000, grown: None, rounds: 15, keep: None, only: None, postgres: None };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("`{argument}` takes a value"));
        match argument.as_str() {
            // What cargo says to every benchmark.
            "--bench" => {}
            "--rows" => choices.rows = value()?.parse()?,
            "--grown" => choices.grown = Some(value()?.parse()?),
            "--rounds" => choices.rounds = value()?.parse()?,
            "--keep" => choices.keep = Some(value()?),
            "--only" => choices.only = Some(value()?),
            "--postgres" => choices.postgres = Some(value()?),
            other => return Err(format!("`{other}` is none of --rows, --grown, --rounds, --keep, --only, --postgres").into()),
        }
    }
    Ok(choices)
}

/// Measures something, and whether its goals were met.
type Part = fn(&bare::Bases, &Choices) -> Outcome<bool>;

/// Whether every goal was met.
fn run(choices: &Choices) -> Outcome<bool> {
    let bases = bare::Bases::new(choices.postgres.as_deref(), choices.keep.as_deref())?;
    println!("{} with {} rows, {} rounds; above 1 the store is faster", bases.name(), choices.rows, choices.rounds);
    let parts: [(&str, Part); 5] = [
        ("tables", rows::tables),
        ("look-ups", rows::look_ups),
        ("inserts", rows::inserts),
        ("queue", queue::messages),
        ("workers", queue::two_workers),
    ];
    let mut met = true;
    let mut known = false;
    for (name, measure) in parts {
        if choices.only.as_deref().is_none_or(|only| only == name) {
            known = true;
            met &= measure(&bases, choices)?;
        }
    }
    if known { Ok(met) } else { Err("--only takes tables, look-ups, inserts, queue or workers".into()) }
}
