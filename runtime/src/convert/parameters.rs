//! Parameters from one profile to the next.

use super::{Change, Conversion};
use crate::rules::{ParameterInfo, ParameterKind, ProfileInfo};

/// What becomes of a parameter in a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterStep {
    /// It stays.
    Keep,
    /// It has this name and value now.
    Set {
        /// The name.
        name: &'static str,
        /// The value.
        value: String,
    },
    /// It goes, because another one says the same.
    Remove,
}

impl Conversion<'_> {
    /// What becomes of each parameter, in the order in which they came, with what is to be said of it; and what is to be said of parameters
    /// that only the new profile has.
    ///
    /// ```
    /// use depara::convert::{Conversion, ParameterStep};
    /// use depara::rules::{ParameterInfo, ProfileInfo};
    ///
    /// static OLD: ProfileInfo = ProfileInfo {
    ///     parameters: &[ParameterInfo::bool("AUTOINCNATUREZAFISCAL")],
    ///     ..ProfileInfo::new("Package1021", "Pacote 1021")
    /// };
    /// static NEW: ProfileInfo = ProfileInfo {
    ///     parameters: &[ParameterInfo::bool("NATUREZAFINANCEIRAAUTOINC").replaces("AUTOINCNATUREZAFISCAL")],
    ///     ..ProfileInfo::new("Eai2", "EAI 2.0")
    /// };
    /// let (steps, _) = Conversion::new(&[], &OLD, &NEW).parameters(&[("AUTOINCNATUREZAFISCAL".into(), "Sim".into())]);
    /// assert_eq!(steps[0].0, ParameterStep::Set { name: "NATUREZAFINANCEIRAAUTOINC", value: "true".into() });
    /// assert_eq!(steps[0].1[0].to_string(), "parameter `AUTOINCNATUREZAFISCAL` is now `NATUREZAFINANCEIRAAUTOINC`, with the value `true`");
    /// ```
    #[must_use]
    pub fn parameters(&self, found: &[(String, String)]) -> (Vec<(ParameterStep, Vec<Change>)>, Vec<Change>) {
        let (old, new) = (self.parameters_of(self.from), self.parameters_of(self.to));
        let named = |list: &[&'static ParameterInfo], name: &str| list.iter().copied().find(|info| info.name.eq_ignore_ascii_case(name));
        let value_of =
            |name: &str| found.iter().find(|(found, _)| found.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str());
        let step = |(name, value): &(String, String)| {
            let name = name.trim();
            let heir = new.iter().copied().find(|info| info.replaces.is_some_and(|old| old.eq_ignore_ascii_case(name)));
            match (heir, named(&new, name)) {
                (Some(heir), _) => renamed(name, value, heir, value_of(heir.name)),
                (None, Some(info)) => kept(name, value, info),
                (None, None) if named(&old, name).is_some() => (ParameterStep::Keep, vec![Change::ParameterKept { name: name.to_owned() }]),
                (None, None) => (ParameterStep::Keep, vec![Change::UnknownParameter { name: name.to_owned() }]),
            }
        };
        let steps = found.iter().map(step).collect();
        let is_set = |info: &ParameterInfo| value_of(info.name).is_some() || info.replaces.is_some_and(|old| value_of(old).is_some());
        let unset = new.iter().filter(|info| named(&old, info.name).is_none() && !is_set(info));
        let defaults = unset.filter_map(|info| Some(Change::DefaultHolds { name: info.name, default: info.default? })).collect();
        (steps, defaults)
    }

    /// The parameters of a profile and of every adapter in it, each once.
    fn parameters_of(&self, profile: &'static ProfileInfo) -> Vec<&'static ParameterInfo> {
        let of_adapters = self.adapters.iter().filter_map(|adapter| adapter.in_profile(profile.name)).flat_map(|rules| rules.parameters);
        let mut parameters: Vec<&'static ParameterInfo> = Vec::new();
        for info in profile.parameters.iter().chain(of_adapters) {
            if !parameters.iter().any(|known| known.name == info.name) {
                parameters.push(info);
            }
        }
        parameters
    }
}

fn renamed(name: &str, value: &str, heir: &'static ParameterInfo, is_there: Option<&str>) -> (ParameterStep, Vec<Change>) {
    let from = name.to_owned();
    let spelt = spelt(heir, value);
    if let Err(error) = heir.value(Some(spelt)) {
        return (ParameterStep::Keep, vec![Change::BadValue { name: from, error }]);
    }
    match is_there {
        None => {
            let renamed = Change::Renamed { from, to: heir.name, value: spelt.to_owned() };
            (ParameterStep::Set { name: heir.name, value: spelt.to_owned() }, vec![renamed])
        }
        // Two spellings of one value are no conflict: `1` and `true`.
        Some(new) if heir.value(Some(self::spelt(heir, new))) == heir.value(Some(spelt)) => {
            (ParameterStep::Remove, vec![Change::Superseded { from, to: heir.name }])
        }
        Some(new) => {
            let conflict = Change::Conflict { from, to: heir.name, old: value.to_owned(), new: new.to_owned() };
            (ParameterStep::Keep, vec![conflict])
        }
    }
}

fn kept(name: &str, value: &str, info: &'static ParameterInfo) -> (ParameterStep, Vec<Change>) {
    let spelt = spelt(info, value);
    if let Err(error) = info.value(Some(spelt)) {
        return (ParameterStep::Keep, vec![Change::BadValue { name: name.to_owned(), error }]);
    }
    match word(value).filter(|word| info.kind == ParameterKind::Bool && *word != value) {
        Some(to) => {
            let respelt = Change::Respelt { name: name.to_owned(), from: value.to_owned(), to };
            (ParameterStep::Set { name: info.name, value: to.to_owned() }, vec![respelt])
        }
        None => (ParameterStep::Keep, vec![Change::ParameterKept { name: name.to_owned() }]),
    }
}

/// A value as the parameter takes it.
fn spelt<'v>(info: &ParameterInfo, value: &'v str) -> &'v str {
    match word(value).filter(|_| info.kind == ParameterKind::Bool) {
        Some(word) => word,
        None => value,
    }
}

/// On or off, as people and the ERP write it; none where it is written as parameters take it, or is something else.
fn word(value: &str) -> Option<&'static str> {
    match value.trim().to_lowercase().as_str() {
        "sim" | "s" | "t" | ".t." | "verdadeiro" | "yes" | "y" | "ligado" => Some("true"),
        "não" | "nao" | "n" | "f" | ".f." | "falso" | "no" | "desligado" => Some("false"),
        _ => None,
    }
}
