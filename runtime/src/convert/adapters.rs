//! Registered adapters from one profile to the next.

use super::{Change, Conversion};
use crate::info::Version;
use crate::list::folded;
use crate::rules::Delivery;

/// A value of a registered adapter.
///
/// The names are those of the table XX4 of Protheus, of `PacoteEai` of its configurator, and those of the manual's table; case, accents, and
/// `_` for a blank make no difference.
///
/// ```
/// use depara::convert::AdapterColumn;
///
/// assert_eq!(AdapterColumn::named("XX4_SNDVER"), Some(AdapterColumn::Version));
/// assert_eq!(AdapterColumn::named("Versao"), Some(AdapterColumn::Version));
/// assert_eq!(AdapterColumn::named("XX4_EXPFIL"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AdapterColumn {
    /// The message: `CUSTOMERVENDOR`.
    Message,
    /// The routine: `MATA030`.
    Routine,
    /// The version of the message: `2.002`.
    Version,
    /// The alias: `SA1`.
    Alias,
    /// Whether Protheus sends: `1` yes, `2` no.
    Sends,
    /// Whether Protheus receives: `1` yes, `2` no.
    Receives,
    /// Both at once: `1` receives, `2` sends, anything else both.
    Mode,
    /// Whether the sender waits: `1` yes, `2` no.
    Delivery,
}

const NAMES: &[(AdapterColumn, &[&str])] = &[
    (AdapterColumn::Message, &["XX4_MODEL", "adapter", "mensagem", "message"]),
    (AdapterColumn::Routine, &["XX4_ROTINA", "rotina", "routine"]),
    (AdapterColumn::Version, &["XX4_SNDVER", "versão", "version"]),
    (AdapterColumn::Alias, &["XX4_ALIASP", "alias"]),
    (AdapterColumn::Sends, &["XX4_SENDER", "envia", "protheus envia", "sends", "protheus sends"]),
    (AdapterColumn::Receives, &["XX4_RECEIV", "recebe", "protheus recebe", "receives", "protheus receives"]),
    (AdapterColumn::Mode, &["modo", "mode"]),
    (AdapterColumn::Delivery, &["XX4_METODO", "método", "entrega", "delivery"]),
];

impl AdapterColumn {
    /// The column that has this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = folded(name);
        NAMES.iter().find(|(_, names)| names.iter().any(|known| folded(known) == name)).map(|(column, _)| *column)
    }
}

/// The values of one registration, wherever they are kept.
pub trait Fields {
    /// What a column is called there; none where there is no such column.
    fn name(&self, column: AdapterColumn) -> Option<String>;

    /// A value; none where there is no such column.
    fn get(&self, column: AdapterColumn) -> Option<String>;

    /// Gives a column that is there another value.
    fn set(&mut self, column: AdapterColumn, value: &str);
}

impl Conversion<'_> {
    /// Brings a registered adapter to what the new profile has: the version of the message, who sends and receives, and the method where the
    /// profile takes one only. Everything else stays. What is said of it is never nothing.
    pub fn adapter(&self, fields: &mut dyn Fields) -> Vec<Change> {
        let text = |fields: &dyn Fields, column| fields.get(column).unwrap_or_default().trim().to_owned();
        let message = text(fields, AdapterColumn::Message).to_uppercase();
        if message.is_empty() {
            return vec![Change::NoMessage { profile: self.to.title }];
        }
        let mut changes = Vec::new();
        let routine = text(fields, AdapterColumn::Routine);
        let carrying: Vec<_> = self.carrying(&message).collect();
        let has_routine = |adapter: &&&crate::AdapterInfo| adapter.routines.iter().any(|known| known.eq_ignore_ascii_case(&routine));
        let Some(adapter) = carrying.iter().find(has_routine).or(carrying.first()).copied() else {
            return vec![Change::NotCarried { message, profile: self.to.title }];
        };
        if !routine.is_empty() && !has_routine(&&adapter) {
            let known = carrying.iter().flat_map(|adapter| adapter.routines).copied().collect();
            changes.push(Change::OtherRoutine { message: message.clone(), found: routine.clone(), known });
        }
        let Some(rules) = adapter.in_profile(self.to.name) else { return changes };

        let mut wanted: Vec<(AdapterColumn, String)> = Vec::new();
        let found = text(fields, AdapterColumn::Version);
        match version(&found) {
            Some(found) if found > adapter.version => {
                changes.push(Change::NewerVersion { message: message.clone(), found, known: adapter.version });
            }
            Some(_) => wanted.push((AdapterColumn::Version, adapter.version.to_string())),
            None if found.is_empty() => wanted.push((AdapterColumn::Version, adapter.version.to_string())),
            None => changes.push(Change::NoVersion { message: message.clone(), found }),
        }
        let (sends, receives) = (rules.sends("PROTHEUS"), rules.receives("PROTHEUS"));
        for (column, is) in [(AdapterColumn::Sends, sends), (AdapterColumn::Receives, receives)] {
            let found = text(fields, column);
            wanted.push((column, if yes(&found) == Some(is) { found } else { answer(&found, is).to_owned() }));
        }
        let mode = text(fields, AdapterColumn::Mode);
        let fits = match mode.as_str() {
            "1" => (sends, receives) == (false, true),
            "2" => (sends, receives) == (true, false),
            _ => sends && receives,
        };
        let code = if sends && receives {
            "3"
        } else if sends {
            "2"
        } else {
            "1"
        };
        wanted.push((AdapterColumn::Mode, if fits { mode } else { code.to_owned() }));
        if self.to.takes(Delivery::Sync) && !self.to.takes(Delivery::Async) {
            let found = text(fields, AdapterColumn::Delivery);
            let is_sync = found == "1" || folded(&found).starts_with("sinc") || folded(&found).starts_with("sync");
            wanted.push((AdapterColumn::Delivery, if is_sync { found } else { "1".to_owned() }));
        }
        for (column, to) in wanted {
            let Some(from) = fields.get(column) else { continue };
            if from.trim() != to {
                fields.set(column, &to);
                let column = fields.name(column).unwrap_or_default();
                changes.push(Change::AdapterChanged { message: message.clone(), column, from: from.trim().to_owned(), to });
            }
        }
        if changes.is_empty() {
            changes.push(Change::AdapterKept { message });
        }
        changes
    }
}

/// A version as it is registered; tables that lose zeros have `2.1`, which nobody can read.
fn version(text: &str) -> Option<Version> {
    text.parse().ok()
}

fn yes(text: &str) -> Option<bool> {
    match folded(text).as_str() {
        "1" | "sim" | "s" | "yes" | "true" => Some(true),
        "2" | "0" | "nao" | "n" | "no" | "false" | "" => Some(false),
        _ => None,
    }
}

/// Yes or no in the words of what stood there.
fn answer(found: &str, is: bool) -> &'static str {
    let found = folded(found);
    match (found.as_str(), is) {
        ("sim" | "nao" | "s" | "n", true) => "sim",
        ("sim" | "nao" | "s" | "n", false) => "não",
        ("yes" | "no", true) => "yes",
        ("yes" | "no", false) => "no",
        ("true" | "false", true) => "true",
        ("true" | "false", false) => "false",
        (_, true) => "1",
        (_, false) => "2",
    }
}
