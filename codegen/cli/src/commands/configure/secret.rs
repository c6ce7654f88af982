//! Passwords: asked for without being shown, hashed, or written to files for their owner alone.

use crate::failure::Failure;
use crate::phrases as say;
use crate::session::Session;
use argon2::{Argon2, PasswordHasher};
use depara_dsl::diagnostic::Text;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

/// The shortest password of a user that is hashed.
const SHORTEST: usize = 12;

/// Asks for a secret: twice at a terminal, where nobody sees what is typed; else it is a line of the standard input.
pub(super) fn ask(session: &mut Session<'_>, question: impl Display) -> Result<String, Failure> {
    let unreadable =
        |session: &Session<'_>, reason: io::Error| Failure::Input(session.text(Text::from(&say::NO_SECRET).with("reason", reason)));
    if !session.can_ask() {
        let line = session.input_line().map_err(|error| unreadable(session, error))?;
        return line.filter(|line| !line.is_empty()).ok_or_else(|| unreadable(session, io::ErrorKind::UnexpectedEof.into()));
    }
    loop {
        let first = session.ask_password(&question).map_err(|error| unreadable(session, error))?;
        if first.is_empty() {
            return Err(unreadable(session, io::ErrorKind::UnexpectedEof.into()));
        }
        let second = session.ask_password("Outra vez:").map_err(|error| unreadable(session, error))?;
        if first == second {
            return Ok(first);
        }
        session.error(session.word(&say::SECRETS_DIFFER));
    }
}

/// The hash of a password of a user of the monitor, by argon2id as it is recommended.
pub(super) fn hash(session: &Session<'_>, password: &str) -> Result<String, Failure> {
    if password.chars().count() < SHORTEST {
        return Err(Failure::Input(session.text(Text::from(&say::SHORT_PASSWORD).with("least", SHORTEST))));
    }
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| Failure::Input(session.text(Text::from(&say::NO_SECRET).with("reason", error))))
}

/// Writes a secret to a file that only its owner may read.
pub(super) fn write(path: &Path, secret: &str) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    // A file that was there keeps its mode when it is opened.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    writeln!(file, "{secret}")
}
