//! Secrets: they come from a variable or a file, and never stand in the configuration itself.

use super::reader::{Setting, Value, reason};
use crate::config::{ConfigProblemKind as Kind, Secret};
use std::path::Path;

impl Setting<'_> {
    /// A secret, from a variable or a file; `literal` says whether a text may stand in the file itself because it is none.
    pub(super) fn secret(&self, literal: impl Fn(&str) -> bool) -> Option<Secret> {
        let value = match &self.value {
            Value::Variable(text) => return Some(Secret::new(text.as_str())),
            Value::File(value) => value,
        };
        if let Some(text) = value.as_str() {
            if literal(text) {
                return Some(Secret::new(text));
            }
            self.note(Kind::LiteralSecret);
            return None;
        }
        if !value.is_table() {
            self.note(Kind::LiteralSecret);
            return None;
        }
        let mut settings = self.section().known(&self.path, &["env", "file"]);
        match (settings.take("env"), settings.take("file")) {
            (Some(variable), None) => variable.secret_of_variable(),
            (None, Some(file)) => file.secret_of_file(),
            (None, None) => {
                settings.missing("env", "de onde vem o segredo: `env` (uma variável) ou `file` (um arquivo)");
                None
            }
            (Some(_), Some(file)) => {
                file.bad("env e file", "só um dos dois");
                None
            }
        }
    }

    fn secret_of_variable(&self) -> Option<Secret> {
        let name = self.text()?;
        let value = self.reader.variable(&name);
        value.map(Secret::new).or_else(|| {
            self.note(Kind::NoVariable(name));
            None
        })
    }

    fn secret_of_file(&self) -> Option<Secret> {
        let file = self.reader.resolve(&self.text()?);
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) => {
                self.note(Kind::Unreadable { file, reason: reason(&error) });
                return None;
            }
        };
        let text = text.trim_end_matches(['\r', '\n']);
        if text.trim().is_empty() {
            self.note(Kind::EmptySecret(file));
            return None;
        }
        if readable_by_all(&file) {
            self.note(Kind::ReadableByAll(file));
        }
        Some(Secret::new(text))
    }
}

#[cfg(unix)]
fn readable_by_all(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).is_ok_and(|data| data.permissions().mode() & 0o004 != 0)
}

#[cfg(not(unix))]
fn readable_by_all(_: &Path) -> bool {
    false
}
