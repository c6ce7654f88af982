//! The store beside the bare statements that it stands on: ratios of one run, in interleaved rounds.
//!
//! ```text
//! cargo bench -p depara-store --bench figures -- [--rows N] [--grown N] [--rounds N] [--postgres postgres://USER@HOST:PORT]
//! ```
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
    let mut choices = Choices { rows: 1_000_000, grown: None, rounds: 15, postgres: None };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("`{argument}` takes a value"));
        match argument.as_str() {
            // What cargo says to every benchmark.
            "--bench" => {}
            "--rows" => choices.rows = value()?.parse()?,
            "--grown" => choices.grown = Some(value()?.parse()?),
            "--rounds" => choices.rounds = value()?.parse()?,
            "--postgres" => choices.postgres = Some(value()?),
            other => return Err(format!("`{other}` is none of --rows, --grown, --rounds, --postgres").into()),
        }
    }
    Ok(choices)
}

/// Whether every goal was met.
fn run(choices: &Choices) -> Outcome<bool> {
    let bases = bare::Bases::new(choices.postgres.as_deref())?;
    println!("{} with {} rows, {} rounds; above 1 the store is faster", bases.name(), choices.rows, choices.rounds);
    let mut met = rows::look_ups(&bases, choices)?;
    met &= rows::inserts(&bases, choices)?;
    met &= queue::messages(&bases, choices)?;
    met &= queue::two_workers(&bases, choices)?;
    Ok(met)
}
