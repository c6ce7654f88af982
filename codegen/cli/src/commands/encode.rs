//! `depara encode`: the JSON of `decode` as XML again.

use super::decode::Strictness;
use crate::document::{Document, not_decoded};
use crate::failure::{Failure, Outcome};
use crate::session::Session;
use clap::Args;
use depara::envelope::Untyped;
use depara::{Messages, Policy};
use depara_mappings::Registry;
use std::path::PathBuf;

/// Write the JSON that `decode` prints as XML
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara encode message.json
  depara decode message.xml | depara encode -

Exit codes: 0 all is well; 1 the JSON is no message; 2 the file does not exist.")]
pub(crate) struct Encode {
    /// The content is text, as `decode --envelope` prints it
    #[arg(long)]
    envelope: bool,

    #[command(flatten)]
    strictness: Strictness,

    /// The JSON that `decode` prints, or - for the standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Encode {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let policy = self.strictness.policy();
        if self.envelope { self.write::<Untyped>(session, &policy) } else { self.write::<Registry>(session, &policy) }
    }

    fn write<M: Messages>(&self, session: &mut Session<'_>, policy: &Policy) -> Result<Outcome, Failure> {
        let document = Document::read(session, &self.file, policy)?;
        let decoded = document.decode::<M>(policy).map_err(|error| not_decoded(session, &self.file, &error))?;
        session.line(decoded.value.encode())?;
        Ok(Outcome::Fine)
    }
}
