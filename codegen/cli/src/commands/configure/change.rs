//! One change of a configuration: which setting, and what it is to say.

use super::secret;
use crate::failure::Failure;
use crate::phrases as say;
use crate::session::Session;
use depara_dsl::diagnostic::Text;
use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// One change of a configuration.
pub(super) enum Change {
    /// The setting says this.
    Set { key: String, value: Value },
    /// The setting is gone, and its default holds.
    Remove { key: String },
    /// The setting names a file, which holds a secret.
    Secret { key: String, file: String, secret: String },
}

/// A setting cannot stand where it is to stand: something on its way is no table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoPlace;

/// `KEY=VALUE` in its parts.
pub(super) fn pair<'t>(session: &Session<'_>, text: &'t str) -> Result<(&'t str, &'t str), Failure> {
    let parts = text.split_once('=').map(|(key, value)| (key.trim(), value.trim())).filter(|(key, _)| is_key(key));
    parts.ok_or_else(|| Failure::Usage(session.text(Text::from(&say::NOT_A_SETTING).with("text", text))))
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.split('.').all(|part| !part.is_empty() && !part.contains(char::is_whitespace))
}

impl Change {
    /// A value of TOML, else the text as it is.
    pub(super) fn set(key: &str, text: &str) -> Self {
        let value = text.parse::<Value>().unwrap_or_else(|_| Value::from(text));
        Self::Set { key: key.to_owned(), value }
    }

    /// A secret in a file; of the password of a user of the monitor only the hash is kept.
    pub(super) fn of_secret(session: &Session<'_>, key: &str, file: &str, secret: String) -> Result<Self, Failure> {
        let secret = if key.starts_with(USERS) { secret::hash(session, &secret)? } else { secret };
        Ok(Self::Secret { key: key.to_owned(), file: file.to_owned(), secret })
    }

    pub(super) fn key(&self) -> &str {
        match self {
            Self::Set { key, .. } | Self::Remove { key } | Self::Secret { key, .. } => key,
        }
    }

    /// Changes the document; the file of a secret is written by others.
    pub(super) fn apply(&self, document: &mut DocumentMut) -> Result<(), NoPlace> {
        let parts: Vec<&str> = self.key().split('.').collect();
        let Some((name, tables)) = parts.split_last() else { return Err(NoPlace) };
        let value = match self {
            Self::Set { value, .. } => value.clone(),
            Self::Secret { file, .. } => {
                let mut table = InlineTable::new();
                table.insert("file", Value::from(file.as_str()));
                Value::InlineTable(table)
            }
            Self::Remove { .. } => {
                if let Some(table) = found(document.as_table_mut(), "", tables) {
                    table.remove(name);
                }
                return Ok(());
            }
        };
        put(made(document.as_table_mut(), "", tables)?, name, value);
        Ok(())
    }
}

/// Where users of the monitor are addressed by their names: `monitor.users.maria.role`.
const USERS: &str = "monitor.users.";

/// Writes a value where it differs; what stands around the old one, such as a comment behind it, stays.
fn put(table: &mut dyn TableLike, name: &str, mut value: Value) {
    if let Some(old) = table.get_mut(name).and_then(Item::as_value_mut) {
        if shown(old) != shown(&value) {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        return;
    }
    table.insert(name, Item::Value(value));
}

/// A value without what stands around it.
fn shown(value: &Value) -> String {
    value.clone().decorated("", "").to_string()
}

/// The table at the end of the path, if it is there.
fn found<'d>(table: &'d mut dyn TableLike, path: &str, rest: &[&str]) -> Option<&'d mut dyn TableLike> {
    let Some((name, rest)) = rest.split_first() else { return Some(table) };
    let path = format!("{path}{name}.");
    let item = table.get_mut(name)?;
    if path == USERS {
        let (user, rest) = rest.split_first()?;
        return found(of_user(item.as_array_of_tables_mut()?, user)?, &path, rest);
    }
    found(item.as_table_like_mut()?, &path, rest)
}

/// The table at the end of the path, made where it is not there.
fn made<'d>(table: &'d mut dyn TableLike, path: &str, rest: &[&str]) -> Result<&'d mut dyn TableLike, NoPlace> {
    let Some((name, rest)) = rest.split_first() else { return Ok(table) };
    let path = format!("{path}{name}.");
    let item = table.entry(name).or_insert_with(|| new_item(&path));
    if path == USERS {
        let (user, rest) = rest.split_first().ok_or(NoPlace)?;
        let users = item.as_array_of_tables_mut().ok_or(NoPlace)?;
        if of_user(users, user).is_none() {
            let mut new = Table::new();
            new.insert("name", toml_edit::value(*user));
            new.decor_mut().set_prefix("\n");
            users.push(new);
        }
        return made(of_user(users, user).ok_or(NoPlace)?, &path, rest);
    }
    made(item.as_table_like_mut().ok_or(NoPlace)?, &path, rest)
}

fn of_user<'d>(users: &'d mut ArrayOfTables, name: &str) -> Option<&'d mut Table> {
    users.iter_mut().find(|user| user.get("name").and_then(Item::as_str) == Some(name))
}

/// What stands at a path of tables that is not there yet: blocks for the large ones, tables in one line for the small.
fn new_item(path: &str) -> Item {
    let parts: Vec<&str> = path.trim_end_matches('.').split('.').collect();
    match parts.as_slice() {
        ["monitor", "users"] => Item::ArrayOfTables(ArrayOfTables::new()),
        ["peers" | "adapters"] => {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        }
        [_] | ["peers" | "adapters", _] | ["peers", _, "dialect"] => {
            let mut table = Table::new();
            table.decor_mut().set_prefix("\n");
            Item::Table(table)
        }
        _ => Item::Value(Value::InlineTable(InlineTable::new())),
    }
}
