//! What is checked before the first message: configuration, store, peers, adapters; each with what is to be done.

mod adapters;
mod peer;
mod probe;
mod sharing;
mod store;
#[cfg(test)]
mod tests;
mod versions;
mod wsdl;

use crate::config::{Config, ConfigSeverity, Reading};
use crate::transport::HttpCourier;
use depara::AdapterInfo;

/// What was found out of one thing that messages need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at, by a name that stays the same: `peer-connection`.
    pub name: &'static str,
    /// Of which peer, adapter or table; empty where there is but one.
    pub subject: String,
    /// How it stands.
    pub verdict: Verdict,
    /// What was found, in Portuguese.
    pub text: String,
    /// What is to be done, in Portuguese; empty where nothing is.
    pub advice: String,
}

/// How it stands with one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is in order.
    Fine,
    /// Messages may travel, and somebody should look.
    Warning,
    /// Messages do not travel.
    Failure,
    /// No program can find it out: a person must look.
    ByHand,
}

impl Verdict {
    /// The word for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Warning => "warning",
            Self::Failure => "failure",
            Self::ByHand => "by-hand",
        }
    }

    /// The word for people.
    #[must_use]
    pub fn in_portuguese(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Warning => "aviso",
            Self::Failure => "falha",
            Self::ByHand => "a conferir",
        }
    }
}

impl Check {
    fn new(name: &'static str, subject: &str, verdict: Verdict, text: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { name, subject: subject.to_owned(), verdict, text: text.into(), advice: advice.into() }
    }

    fn fine(name: &'static str, subject: &str, text: impl Into<String>) -> Self {
        Self::new(name, subject, Verdict::Fine, text, "")
    }
}

/// What can be said without asking anybody: the configuration, and what the adapters need.
///
/// ```
/// use depara_gateway::config::Config;
/// use depara_gateway::operations::{Verdict, static_checks};
/// use std::path::Path;
///
/// let reading = Config::parse("[peers.RM]\nproduct = 'RM'", Path::new(""), &|_| None);
/// let checks = static_checks(&reading, depara_mappings::Registry::ADAPTERS);
/// assert!(checks.iter().any(|check| check.name == "configuration" && check.verdict == Verdict::Failure));
/// ```
#[must_use]
pub fn static_checks(reading: &Reading, adapters: &[&'static AdapterInfo]) -> Vec<Check> {
    let mut checks: Vec<Check> = reading
        .problems
        .iter()
        .map(|problem| {
            let verdict = match problem.severity() {
                ConfigSeverity::Error => Verdict::Failure,
                ConfigSeverity::Warning => Verdict::Warning,
            };
            let text = format!("{}: {}", problem.place, problem.kind);
            Check::new("configuration", &problem.setting, verdict, text, "corrija a configuração e confira de novo")
        })
        .collect();
    if checks.is_empty() {
        checks.push(Check::fine("configuration", "", "a configuração está certa"));
    }
    if let Some(config) = &reading.config {
        checks.extend(adapters::checks(config, adapters));
    }
    checks
}

/// What is found out by asking the store and the peers. Peers are asked at the same time, since one that is down takes its time.
#[must_use]
pub fn live_checks(config: &Config) -> Vec<Check> {
    let mut checks = store::checks(config);
    let of_peers: Vec<Vec<Check>> = std::thread::scope(|scope| {
        let asked: Vec<_> = config.peers.values().map(|peer| scope.spawn(move || peer::checks(peer))).collect();
        asked.into_iter().map(|asked| asked.join().unwrap_or_default()).collect()
    });
    checks.extend(of_peers.into_iter().flatten());
    checks
}

/// What is found out by asking each peer which messages and versions it speaks (WhoIs).
#[must_use]
pub fn version_checks(config: &Config, adapters: &[&'static AdapterInfo]) -> Vec<Check> {
    versions::checks(config, &HttpCourier::new(config.listen.request_bytes), adapters)
}
