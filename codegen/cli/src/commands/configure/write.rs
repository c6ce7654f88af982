//! The configuration while it is changed, and what may be written of it.

use super::change::Change;
use super::secret;
use crate::failure::{Failure, Outcome};
use crate::phrases as say;
use crate::session::Session;
use depara_dsl::diagnostic::Text;
use depara_gateway::config::{Config, ConfigProblem, ConfigProblemKind, ConfigSeverity};
use depara_mappings::Registry;
use std::path::{Path, PathBuf};
use toml_edit::{DocumentMut, Item};

/// The configuration while it is changed.
pub(super) struct File {
    path: PathBuf,
    before: String,
    /// Comments of a configuration without a setting: they would come to stand behind the settings.
    head: String,
    document: DocumentMut,
}

/// How a configuration begins that was not there before.
const START: &str = "\
# Configuração do gateway, escrita por `depara configure`.
# `depara doctor --config` confere a instalação; o exemplo que acompanha o depara (depara.toml) explica todas as chaves.

";

impl File {
    /// Reads the configuration; one that is not there is empty.
    pub(super) fn read(session: &Session<'_>, path: &Path) -> Result<Self, Failure> {
        let before = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(session.unreadable(path, &error)),
        };
        let text = if before.is_empty() { START } else { &before };
        let document = text.parse::<DocumentMut>().map_err(|error| {
            let text = Text::from(&say::NOT_TOML).with("path", path.display()).with("reason", error.to_string().trim_end());
            Failure::Input(session.text(text))
        })?;
        let (head, document) = if document.is_empty() { (text.to_owned(), DocumentMut::new()) } else { (String::new(), document) };
        Ok(Self { path: path.to_owned(), before, head, document })
    }

    /// What a setting says, as a person would write it.
    pub(super) fn says(&self, key: &str) -> Option<String> {
        let mut item: &Item = self.document.as_item();
        for part in key.split('.') {
            item = item.as_table_like()?.get(part)?;
        }
        match item.as_str() {
            Some(text) => Some(text.to_owned()),
            None => item.as_value().map(|value| value.to_string().trim().to_owned()),
        }
    }

    /// The names of the users of the monitor.
    pub(super) fn has_users(&self) -> bool {
        let users = self.document.get("monitor").and_then(|monitor| monitor.get("users"));
        users.and_then(Item::as_array_of_tables).is_some_and(|users| !users.is_empty())
    }

    pub(super) fn change(&mut self, session: &Session<'_>, changes: &[Change]) -> Result<(), Failure> {
        for change in changes {
            let refuse = |_| Failure::Usage(session.text(Text::from(&say::NO_PLACE).with("key", change.key())));
            change.apply(&mut self.document).map_err(refuse)?;
        }
        Ok(())
    }

    /// Writes it, unless one of the changes does not fit; tells what else is missing or wrong.
    pub(super) fn write(self, session: &mut Session<'_>, changes: &[Change]) -> Result<Outcome, Failure> {
        let settings = self.document.to_string();
        let text = if self.head.is_empty() { settings } else { format!("{}{}", self.head, settings.trim_start()) };
        let base = self.path.parent().unwrap_or(Path::new("")).to_owned();
        let problems = Config::parse(&text, &base, &|name| session.variable(name)).with_adapters(Registry::ADAPTERS).problems;
        let refused: Vec<&ConfigProblem> =
            problems.iter().filter(|problem| is_of(problem, changes) && !is_yet_to_be_written(problem, changes, &base)).collect();
        if !refused.is_empty() {
            for problem in refused {
                session.error(format_args!("`{}`: {}", problem.setting, problem.kind));
            }
            return Err(Failure::Input(session.word(&say::NOT_CONFIGURED).to_owned()));
        }
        for change in changes {
            if let Change::Secret { file, secret, .. } = change {
                let path = base.join(file);
                secret::write(&path, secret).map_err(|error| session.unwritable(&path, &error))?;
            }
        }
        let path = self.path.display();
        if text == self.before {
            session.line(session.text(Text::from(&say::CONFIGURED_ALREADY).with("path", path)))?;
        } else {
            std::fs::write(&self.path, &text).map_err(|error| session.unwritable(&self.path, &error))?;
            session.line(session.text(Text::from(&say::CONFIGURED).with("path", path)))?;
        }
        // The files of secrets are there now.
        let reading = Config::read(&self.path, &|name| session.variable(name)).with_adapters(Registry::ADAPTERS);
        for problem in &reading.problems {
            session.aside(problem);
        }
        let incomplete = |problem: &ConfigProblem| problem.severity() == ConfigSeverity::Error && !is_of_surroundings(problem);
        Ok(Outcome::of(!reading.problems.iter().any(incomplete)))
    }
}

/// Whether a problem is the fault of one of the changes, and not of what is still to be said or set up.
fn is_of(problem: &ConfigProblem, changes: &[Change]) -> bool {
    let is_fault = problem.severity() == ConfigSeverity::Error && !matches!(problem.kind, ConfigProblemKind::Missing(_));
    let touched = changes.iter().any(|change| {
        let key = change.key();
        let shorter = key.rsplit_once('.').map_or("", |(outer, _)| outer);
        let is_user = key.starts_with("monitor.users.") && problem.setting.starts_with("monitor.users");
        let below = problem.setting.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        // A key that nobody knows is told of the table around it.
        let unknown = matches!(&problem.kind, ConfigProblemKind::UnknownKey { found, .. } if key.rsplit('.').next() == Some(found));
        below || is_user || (unknown && problem.setting == shorter)
    });
    is_fault && touched && !is_of_surroundings(problem)
}

/// Whether a problem is that the file of a secret is not there, which is about to be written.
fn is_yet_to_be_written(problem: &ConfigProblem, changes: &[Change], base: &Path) -> bool {
    let ConfigProblemKind::Unreadable { file: missing, .. } = &problem.kind else { return false };
    changes.iter().any(|change| matches!(change, Change::Secret { file, .. } if base.join(file) == *missing))
}

/// Whether a problem goes away without the file being changed: a variable that the service will have.
fn is_of_surroundings(problem: &ConfigProblem) -> bool {
    matches!(problem.kind, ConfigProblemKind::NoVariable(_))
}
