//! `WhoIs`: which messages and versions are spoken here.
//!
//! Adapters of Protheus answer it with a list of versions between `|`; what the generic EAI asks and answers in XML is not published, so the
//! answer says both: a `Transaction` element for each message with its versions, and nothing that a reader could not skip.

use super::answer::{Verdict, Writer};
use super::header::Header;
use super::judge::Judge;
use depara::Messages;
use depara_store::queue::ReturnedKey;
use std::collections::BTreeMap;

/// Each message that a product may send here, with its versions between `|`.
pub(super) fn spoken<M: Messages>(judge: &Judge<'_>, product: &str) -> Vec<(String, String)> {
    let mut versions: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for message in M::MESSAGES {
        let sends = |adapter: &&&'static depara::AdapterInfo| {
            judge.is_active(adapter) && judge.rules(adapter).is_some_and(|rules| rules.sends(product) || rules.receives(product))
        };
        if message.adapters.iter().any(|adapter| sends(&adapter)) {
            versions.entry(message.name).or_default().push(message.version.to_string());
        }
    }
    versions.into_iter().map(|(name, versions)| (name.to_owned(), versions.join("|"))).collect()
}

/// The answer: one entry for each message that was asked for, or for all; its versions stand where keys stand in other answers.
pub(super) fn answer<M: Messages>(judge: &Judge<'_>, writer: Writer<'_>, header: &Header, document: &str, product: &str) -> String {
    let asked: Vec<String> = header.keys.iter().map(|(_, value)| value.trim().to_uppercase()).filter(|value| !value.is_empty()).collect();
    let all = spoken::<M>(judge, product).into_iter();
    let entries: Vec<ReturnedKey> = all
        .filter(|(name, _)| asked.is_empty() || asked.contains(name))
        .map(|(name, versions)| ReturnedKey { name, origin: String::new(), destination: versions })
        .collect();
    writer.write(header, document, &Verdict::Processed(&entries))
}
