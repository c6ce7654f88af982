//! The gateway beside a bare handler that writes the same bytes to the same store: ratios of one run, with the load from a second process.
//!
//! ```text
//! cargo bench -p depara-gateway --bench figures -- [--messages N] [--rounds N] [--memory N] [--postgres postgres://USER@HOST:PORT]
//! ```
//!
//! Without `--postgres` it measures SQLite in a temporary folder (`TMPDIR`). It exits with 1 when a goal is not met.

mod load;
mod measure;
mod memory;
mod servers;

use measure::Outcome;
use servers::{Base, Server};
use std::process::ExitCode;

/// What the command line says.
pub(crate) struct Choices {
    /// Messages of a round.
    messages: usize,
    /// How many rounds.
    rounds: usize,
    /// Messages that go through while the memory is watched.
    memory: usize,
    /// The server; none for SQLite.
    postgres: Option<String>,
}

/// How many senders there are, each with one connection.
const SENDERS: usize = 16;
/// How many connections there are that nobody uses.
const IDLE: usize = 1_000;
/// How many senders need a second for each byte.
const SLOW: usize = 100;
/// Accepted messages a second, beside the bare handler.
const GOAL: f64 = 0.6;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.first().map(String::as_str) {
        Some("load") => load::as_child(&arguments).map(|()| true),
        Some("serve") => memory::as_child(&arguments).map(|()| true),
        _ => choices(arguments.into_iter()).and_then(|choices| run(&choices)),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn choices(mut arguments: impl Iterator<Item = String>) -> Outcome<Choices> {
    let mut choices = Choices { messages: 2_000, rounds: 7, memory: 36_000, postgres: None };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("`{argument}` takes a value"));
        match argument.as_str() {
            // What cargo says to every benchmark.
            "--bench" => {}
            "--messages" => choices.messages = value()?.parse()?,
            "--rounds" => choices.rounds = value()?.parse()?,
            "--memory" => choices.memory = value()?.parse()?,
            "--postgres" => choices.postgres = Some(value()?),
            other => return Err(format!("`{other}` is none of --messages, --rounds, --memory, --postgres").into()),
        }
    }
    Ok(choices)
}

/// Whether every goal was met.
fn run(choices: &Choices) -> Outcome<bool> {
    let base = || Base::new(choices.postgres.as_deref());
    let (of_gateway, of_bare, of_memory) = (base()?, base()?, base()?);
    println!("{}, {} messages, {} rounds; above 1 the gateway is faster", of_gateway.name(), choices.messages, choices.rounds);
    let (gateway, bare) = (Server::gateway(&of_gateway)?, Server::bare(&of_bare)?);
    let compare = |what: &str, goal: Option<f64>| {
        measure::compare(what, goal, choices.rounds, || gateway.load(SENDERS, choices.messages), || bare.load(SENDERS, choices.messages))
    };
    let mut met = compare("messages accepted", Some(GOAL))?;
    let idle = load::idle(gateway.address(), IDLE)?;
    met &= compare(&format!("with {IDLE} idle connections"), Some(GOAL))?;
    met &= measure::tell_count("idle connections that are still there", load::alive(&idle), IDLE);
    drop(idle);
    let slow = load::slow(gateway.address(), SLOW)?;
    met &= compare(&format!("with {SLOW} senders of a byte a second"), Some(GOAL))?;
    drop(slow);
    met &= memory::watch(&of_memory, choices.memory)?;
    Ok(met)
}
