//! The command line of depara as a function of its arguments and its streams, so that tests run it without a process.

mod arguments;
mod commands;
mod document;
mod environment;
mod failure;
mod fingerprint;
mod help;
mod keys;
mod lists;
mod maps;
mod near;
mod phrases;
mod session;
mod table;
mod wording;

use arguments::Arguments;
use clap::FromArgMatches;
use failure::{Failure, Outcome};
use session::Session;
use std::ffi::OsString;
use std::io::{self, Read, Write};

/// What a run reads, writes and asks of its surroundings.
pub struct Io<'io> {
    /// Where `-` is read from.
    pub stdin: &'io mut dyn Read,
    /// Where results go.
    pub stdout: &'io mut dyn Write,
    /// Where problems, reports and progress go.
    pub stderr: &'io mut dyn Write,
    /// Whether results go to a terminal: they may have colours.
    pub stdout_terminal: bool,
    /// Whether problems go to a terminal: they may have colours, and there may be progress.
    pub stderr_terminal: bool,
    /// The environment variables.
    pub variable: &'io dyn Fn(&str) -> Option<String>,
    /// How a password is read without being shown; none where nobody sits at a terminal, so nothing can be asked.
    pub password: Option<&'io dyn Fn() -> io::Result<String>>,
}

/// Runs the command line; `arguments` begins with the name of the program. The result is the exit code: 0 all is well, 1 the input has
/// errors or differs, 2 the call cannot be understood.
///
/// ```
/// let mut out = Vec::new();
/// let code = depara_cli::run(
///     ["depara", "key", "parse", "FCxa", "2|012453"].map(Into::into),
///     depara_cli::Io {
///         stdin: &mut std::io::empty(),
///         stdout: &mut out,
///         stderr: &mut std::io::sink(),
///         stdout_terminal: false,
///         stderr_terminal: false,
///         variable: &|_| None,
///         password: None,
///     },
/// );
/// assert_eq!(code, 0);
/// assert!(String::from_utf8_lossy(&out).contains("CODCXA"));
/// ```
pub fn run(arguments: impl IntoIterator<Item = OsString>, io: Io<'_>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut session = Session::new(&arguments, io);
    let outcome = parse(&arguments, &session).and_then(|arguments| arguments.command.run(&mut session));
    let outcome = outcome.and_then(|outcome| Ok(session.flush().map(|()| outcome)?));
    match outcome {
        Ok(Outcome::Fine) => 0,
        Ok(Outcome::Problems) => 1,
        Err(failure) => session.fail(failure),
    }
}

fn parse(arguments: &[OsString], session: &Session<'_>) -> Result<Arguments, Failure> {
    let command = help::command(session.language);
    let matches = command.try_get_matches_from(arguments).map_err(Failure::Arguments)?;
    Arguments::from_arg_matches(&matches).map_err(Failure::Arguments)
}

/// Whether a write failed because the reader has gone, as `depara list … | head` does: that is no problem of ours.
fn reader_has_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}
