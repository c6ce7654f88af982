//! The binary `depara`: hands the arguments and the streams of the process to [`depara_cli::run`].

use depara_cli::Io;
use std::io::{self, BufWriter, IsTerminal};
use std::process::ExitCode;

fn main() -> ExitCode {
    let terminals = (io::stdout().is_terminal(), io::stderr().is_terminal());
    let asks = io::stdin().is_terminal() && terminals.1;
    ExitCode::from(depara_cli::run(
        std::env::args_os(),
        Io {
            stdin: &mut io::stdin().lock(),
            stdout: &mut BufWriter::new(io::stdout().lock()),
            // Not locked: `serve` has threads whose log goes there too.
            stderr: &mut io::stderr(),
            stdout_terminal: terminals.0,
            stderr_terminal: terminals.1,
            variable: &|name| std::env::var(name).ok(),
            password: asks.then_some(&password),
        },
    ))
}

/// Reads a password from the terminal, without showing it.
fn password() -> io::Result<String> {
    #[cfg(feature = "gateway")]
    return rpassword::read_password();
    #[cfg(not(feature = "gateway"))]
    Err(io::ErrorKind::Unsupported.into())
}
