//! `depara configure`: writes a configuration of the gateway, or changes one.

#[cfg(feature = "gateway")]
mod change;
#[cfg(feature = "gateway")]
mod questions;
#[cfg(feature = "gateway")]
mod secret;
#[cfg(test)]
#[cfg(feature = "gateway")]
mod tests;
#[cfg(feature = "gateway")]
mod write;

use crate::failure::{Failure, Outcome};
use crate::session::Session;
use clap::Args;
use std::path::PathBuf;

/// Write a configuration of the gateway, or change one
///
/// At a terminal and without settings it asks, in Portuguese; an empty answer keeps what is there. Comments and everything that is not spoken of stay as they
/// are, and a second run with the same answers changes nothing. A setting that does not fit is refused and nothing is written. Passwords never
/// stand in the configuration: they come from variables, or from files that it writes for their owner alone.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara configure                        asks, and writes depara.toml
  depara configure --set store.address=depara.db --set listen.address=127.0.0.1:8080
  depara configure --set peers.RM.product=RM --set peers.RM.url=http://rm.example:8051/wsEAI/IwsEAI
  depara configure --set 'peers.RM.callers={ user = \"rm\", password = { env = \"RM_PASSWORD\" } }'
  depara configure --secret-file peers.RM.credentials.password=secrets/rm < password.txt
  depara configure --set monitor.users.maria.role=operate --secret-file monitor.users.maria.password=secrets/maria
  depara configure --hash-password < password.txt

Exit codes: 0 the configuration is complete; 1 something is missing or wrong in it; 2 the call is wrong.")]
pub(crate) struct Configure {
    /// The configuration; it is made where it is not there
    #[arg(long, value_name = "FILE", default_value = "depara.toml")]
    config: PathBuf,

    /// A setting: its place in the file, and a value of TOML or a text
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,

    /// Remove a setting
    #[arg(long, value_name = "KEY")]
    unset: Vec<String>,

    /// Write a secret (asked for, or a line of the standard input) to a file for its owner alone, and name it in a setting
    #[arg(long, value_name = "KEY=FILE")]
    secret_file: Vec<String>,

    /// Print the hash of a password (asked for, or a line of the standard input), for a user of the monitor
    #[arg(long, conflicts_with_all = ["set", "unset", "secret_file"])]
    hash_password: bool,
}

#[cfg(not(feature = "gateway"))]
impl Configure {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        Err(super::without_gateway(session))
    }
}

#[cfg(feature = "gateway")]
impl Configure {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        use crate::phrases as say;
        if self.hash_password {
            let password = secret::ask(session, "Senha do usuário do monitor:")?;
            let hash = secret::hash(session, &password)?;
            session.line(hash)?;
            return Ok(Outcome::Fine);
        }
        let mut file = write::File::read(session, &self.config)?;
        let mut changes = self.changes(session)?;
        if changes.is_empty() {
            if !session.can_ask() {
                return Err(Failure::Usage(session.word(&say::NOTHING_TO_CONFIGURE).to_owned()));
            }
            changes = questions::ask(session, &file)?;
        }
        file.change(session, &changes)?;
        file.write(session, &changes)
    }

    /// What the call says, in the order in which it is done.
    fn changes(&self, session: &mut Session<'_>) -> Result<Vec<change::Change>, Failure> {
        let mut changes: Vec<change::Change> = self.unset.iter().map(|key| change::Change::Remove { key: key.clone() }).collect();
        for text in &self.set {
            let (key, value) = change::pair(session, text)?;
            changes.push(change::Change::set(key, value));
        }
        for text in &self.secret_file {
            let (key, file) = change::pair(session, text)?;
            let secret = secret::ask(session, format_args!("Segredo de `{key}`:"))?;
            changes.push(change::Change::of_secret(session, key, file, secret)?);
        }
        Ok(changes)
    }
}
