//! `depara doctor`: what is not in order in an installation, and what to do about it.

#[cfg(feature = "gateway")]
mod installation;
mod repair;
mod report;
mod rows;

use super::serve::Installation;
use crate::arguments::Format;
use crate::failure::{Failure, Outcome};
use crate::session::Session;
use clap::{Args, Subcommand};

/// Say what is not in order in an installation, and what to do about it
///
/// With --config: the configuration of the gateway, its store, each peer (name, connection, TLS, credentials, the names of its WSDL, its clock), how the
/// tables are shared, and what persons must set up. Nothing is changed. What is found is said in Portuguese.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    arg_required_else_help = true,
    after_help = "\
Examples:
  depara doctor --config depara.toml
  depara doctor --config depara.toml --offline
                                          without asking store and peers
  depara doctor --config depara.toml --format json
  depara doctor rows --left rm.csv --right xxf.csv

Exit codes: 0 nothing is in the way of messages; 1 something is; 2 the call is wrong."
)]
pub(crate) struct Doctor {
    #[command(flatten)]
    installation: Installation,

    /// Ask each peer also which messages and versions it speaks (WhoIs)
    #[arg(long)]
    ask_versions: bool,

    /// Ask neither store nor peers
    #[arg(long, conflicts_with = "ask_versions")]
    offline: bool,

    /// Form of the result
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,

    #[command(subcommand)]
    what: Option<What>,
}

/// What else can be examined.
#[derive(Debug, Subcommand)]
enum What {
    Rows(rows::Rows),
}

impl Doctor {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        match self.what {
            Some(What::Rows(command)) => command.run(session),
            #[cfg(feature = "gateway")]
            None => installation::run(session, &self.installation, self.format, (self.offline, self.ask_versions)),
            #[cfg(not(feature = "gateway"))]
            None => Err(super::without_gateway(session)),
        }
    }
}
