//! How a command ends.

use std::io;

/// How a command ends that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing is wrong: exit code 0.
    Fine,
    /// The input has problems, which have been shown: exit code 1.
    Problems,
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments do not fit, or help was asked for.
    Arguments(clap::Error),
    /// The call names something that is not there: exit code 2.
    Usage(String),
    /// The input cannot be read or understood: exit code 1.
    Input(String),
    /// A result cannot be written.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Outcome {
    /// [`Outcome::Fine`] if `fine`.
    pub(crate) fn of(fine: bool) -> Self {
        if fine { Self::Fine } else { Self::Problems }
    }
}
