//! `depara key`: keys, taken apart and put together.

mod build;
mod parse;

use crate::failure::{Failure, Outcome};
use crate::session::Session;
use crate::wording;
use clap::Subcommand;
use depara::KeyError;
use depara::key::{Parts, Shape};
use serde_json::{Map, Value, json};

/// Take keys apart and put them together
#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    Parse(parse::Parse),
    Build(build::Build),
}

impl Key {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        match self {
            Self::Parse(command) => command.run(session),
            Self::Build(command) => command.run(session),
        }
    }
}

/// A key and its values for programs.
fn object(name: &str, shape: &Shape, parts: &Parts, text: &str) -> Value {
    let values: Map<String, Value> = shape.slots().zip(parts.iter()).map(|(part, value)| (part.name.to_string(), value.into())).collect();
    json!({ "key": name, "form": shape.to_string(), "text": text, "values": values })
}

/// Why a text is not a key, with the place in the text under it.
fn not_a_key(session: &Session<'_>, error: &KeyError, text: &str) -> Failure {
    let span = error.span();
    let before = text.get(..span.start).unwrap_or(text).chars().count();
    let marked = text.get(span.clone()).unwrap_or_default().chars().count().max(1);
    let marks = format!("{}{}", " ".repeat(before), "^".repeat(marked));
    Failure::Input(format!("{}\n  |\n  | {}\n  | {marks}", wording::key_error(error, session.language), printable(text)))
}

/// `text` on one line, with as many characters as before.
fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '�' } else { character }).collect()
}
