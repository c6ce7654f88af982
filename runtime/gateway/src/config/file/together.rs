//! What has to fit together: paths, names, addresses and passwords of different settings.

use super::reader::Reader;
use crate::config::problem::nearest;
use crate::config::{Config, ConfigProblemKind as Kind, Credentials, User, Weakness};
use std::collections::BTreeMap;

/// The shortest password that is not called short.
const SHORTEST: usize = 12;

pub(super) fn check(reader: &Reader<'_>, config: &Config) {
    peers(reader, config);
    passwords(reader, config);
    for (name, adapter) in &config.adapters {
        let Some(to) = adapter.to.as_ref().filter(|to| !config.peers.contains_key(*to)) else { continue };
        let setting = format!("adapters.{name}.to");
        let known: Vec<String> = config.peers.keys().cloned().collect();
        let near = nearest(to, known.iter().map(String::as_str));
        reader.note(reader.place_of(&setting), setting, Kind::UnknownPeer { found: to.clone(), near, known });
    }
    if !config.listen.address.ip().is_loopback() && config.listen.tls.is_none() {
        let kind = Kind::PlainAddress(config.listen.address.to_string());
        reader.note(reader.place_of("listen.address"), "listen.address", kind);
    }
    users(reader, config.monitor.iter().flat_map(|monitor| &monitor.users));
}

fn peers(reader: &Reader<'_>, config: &Config) {
    let mut paths: BTreeMap<String, &str> = BTreeMap::new();
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for peer in config.peers.values() {
        let setting = format!("peers.{}", peer.name);
        if let Some(other) = paths.insert(peer.path.to_ascii_lowercase(), &peer.name) {
            let kind = Kind::SamePath { path: peer.path.clone(), other: other.to_owned() };
            reader.note(reader.place_of(&format!("{setting}.path")), format!("{setting}.path"), kind);
        }
        if let Some(other) = names.insert(peer.name.to_ascii_uppercase(), &peer.name) {
            reader.note(reader.place_of(&setting), setting.as_str(), Kind::SameName(other.to_owned()));
        }
        // What is there and wrong has a problem of its own.
        if ["url", "callers"].iter().all(|name| !reader.has(&format!("{setting}.{name}"))) {
            reader.note(reader.place_of(&setting), setting, Kind::IdlePeer(peer.name.clone()));
        }
    }
}

fn passwords(reader: &Reader<'_>, config: &Config) {
    let mut seen: Vec<(String, &Credentials)> = Vec::new();
    for peer in config.peers.values() {
        // With what the gateway signs in at the peer is the peer's own matter.
        let Some(callers) = &peer.callers else { continue };
        let setting = format!("peers.{}.callers.password", peer.name);
        let place = || reader.place_of(&setting);
        let password = callers.password.reveal();
        if password.eq_ignore_ascii_case(&callers.user) {
            reader.note(place(), setting.as_str(), Kind::WeakPassword(Weakness::UserName));
        } else if password.chars().count() < SHORTEST {
            reader.note(place(), setting.as_str(), Kind::WeakPassword(Weakness::Short));
        }
        if let Some((other, _)) = seen.iter().find(|(_, other)| other.password.is(password)) {
            reader.note(place(), setting.as_str(), Kind::SharedPassword(other.clone()));
        }
        seen.push((peer.name.clone(), callers));
    }
}

fn users<'c>(reader: &Reader<'_>, users: impl Iterator<Item = &'c User>) {
    let mut seen: Vec<&str> = Vec::new();
    for user in users {
        // Users that could not be read are not among these, so the index of the file is looked for by name.
        if seen.iter().any(|name| name.eq_ignore_ascii_case(&user.name)) {
            reader.note(reader.place_of("monitor.users"), "monitor.users", Kind::SameUser(user.name.clone()));
        }
        seen.push(&user.name);
        if cheap(user.password.reveal()).unwrap_or(true) {
            reader.note(reader.place_of("monitor.users"), "monitor.users", Kind::WeakPassword(Weakness::CheapHash));
        }
    }
}

/// Whether a hash of argon2id costs less than OWASP's least: 19 MiB and two passes, or 46 MiB and one. None where it is no such hash.
fn cheap(hash: &str) -> Option<bool> {
    let mut parts = hash.strip_prefix("$argon2id$")?.split('$').filter(|part| !part.starts_with("v="));
    let mut costs = BTreeMap::new();
    for pair in parts.next()?.split(',') {
        let (name, value) = pair.split_once('=')?;
        costs.insert(name, value.parse::<u64>().ok()?);
    }
    let (memory, passes) = (*costs.get("m")?, *costs.get("t")?);
    Some(memory.saturating_mul(passes) < 2 * 19_456 || memory < 7_168)
}
