//! `depara completions`: what a shell needs to complete the command line.

use crate::failure::{Failure, Outcome};
use crate::help;
use crate::session::Session;
use clap::Args;
use clap_complete::Shell;

/// Print the completions of a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara completions bash > ~/.local/share/bash-completion/completions/depara
  depara completions zsh > ~/.zfunc/_depara
  depara completions fish > ~/.config/fish/completions/depara.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut help::command(session.language), "depara", &mut script);
        session.print(String::from_utf8_lossy(&script))?;
        Ok(Outcome::Fine)
    }
}
