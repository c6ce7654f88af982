//! `depara load`: the load of the De-Para, from a list to messages and from answers to rows.

mod build;
mod list;
pub(crate) mod messages;
mod read;

use crate::failure::{Failure, Outcome};
use crate::session::Session;
use clap::Subcommand;

/// Load De-Para rows: write the messages of a load, and read what was answered
#[derive(Debug, Subcommand)]
pub(crate) enum Load {
    Build(build::Build),
    Read(read::Read),
}

impl Load {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        match self {
            Self::Build(command) => command.run(session),
            Self::Read(command) => command.run(session),
        }
    }
}
