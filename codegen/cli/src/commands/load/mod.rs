//! `depara load`: the load of the De-Para, from a list to messages and from answers to rows, and the initial load of all records.

mod build;
mod list;
pub(crate) mod messages;
mod read;
mod send;

use crate::failure::{Failure, Outcome};
use crate::session::Session;
use clap::Subcommand;

/// Load De-Para rows and records: write the messages of a load, read what was answered, send all records
#[derive(Debug, Subcommand)]
pub(crate) enum Load {
    Build(build::Build),
    Read(read::Read),
    Send(Box<send::Send>),
}

impl Load {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        match self {
            Self::Build(command) => command.run(session),
            Self::Read(command) => command.run(session),
            Self::Send(command) => command.run(session),
        }
    }
}
