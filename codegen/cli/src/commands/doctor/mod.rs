//! `depara doctor`: what is not in order in an installation, and what to do about it.

mod repair;
mod report;
mod rows;

use crate::failure::{Failure, Outcome};
use crate::session::Session;
use clap::Subcommand;

/// Say what is not in order in an installation, and what to do about it
#[derive(Debug, Subcommand)]
pub(crate) enum Doctor {
    Rows(rows::Rows),
}

impl Doctor {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        match self {
            Self::Rows(command) => command.run(session),
        }
    }
}
