//! What a profile makes of an adapter, beside what every listing shows.

use super::{Words, operation};
use depara_dsl::ir::{Adapter, Catalog, Delivery, Lock, Master, Operation, Parameter};
use serde_json::{Value, json};

/// What a lock of `all` forbids.
const EVERY_OPERATION: [Operation; 4] = [Operation::Insert, Operation::Update, Operation::Upsert, Operation::Delete];

/// The cells of `PROFILE_COLUMNS`.
pub(super) fn cells(catalog: &Catalog, adapter: &Adapter, words: Words) -> [String; 4] {
    let delivery = match adapter.delivery.value {
        Delivery::Sync => words.sync,
        Delivery::Async => words.r#async,
    };
    let master = match &adapter.master {
        Some(Master::System(place)) => system(catalog, *place),
        Some(Master::Both) => words.both,
        None => "-",
    };
    let lock = |lock: &Lock| {
        let every = EVERY_OPERATION.iter().all(|operation| lock.operations.contains(operation));
        let operations = if every { words.all.to_owned() } else { operations(lock).join(", ") };
        format!("{}: {operations}", system(catalog, lock.system.value))
    };
    let parameter = |parameter: &Parameter| match &parameter.default {
        Some(default) => format!("{} = \"{}\"", parameter.name.value, default.value),
        None => parameter.name.value.clone(),
    };
    let or_dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    [
        delivery.to_owned(),
        master.to_owned(),
        or_dash(adapter.locks.iter().map(lock).collect::<Vec<_>>().join("; ")),
        or_dash(adapter.parameters.iter().map(parameter).collect::<Vec<_>>().join("; ")),
    ]
}

/// The same for programs.
pub(super) fn members(catalog: &Catalog, adapter: &Adapter) -> [(String, Value); 4] {
    let delivery = match adapter.delivery.value {
        Delivery::Sync => "sync",
        Delivery::Async => "async",
    };
    let master = adapter.master.as_ref().map(|master| match master {
        Master::System(place) => system(catalog, *place),
        Master::Both => "both",
    });
    let locks = adapter.locks.iter().map(|lock| json!({ "system": system(catalog, lock.system.value), "operations": operations(lock) }));
    let parameters = adapter.parameters.iter().map(|parameter| {
        json!({
            "name": parameter.name.value,
            "default": parameter.default.as_ref().map(|default| default.value.as_str()),
            "replaces": parameter.replaces.as_ref().map(|old| old.value.as_str()),
            "at": parameter.at,
        })
    });
    [
        ("delivery".to_owned(), delivery.into()),
        ("master".to_owned(), master.into()),
        ("locks".to_owned(), locks.collect()),
        ("parameters".to_owned(), parameters.collect()),
    ]
}

fn operations(lock: &Lock) -> Vec<&'static str> {
    lock.operations.iter().copied().map(operation).collect()
}

fn system(catalog: &Catalog, place: usize) -> &str {
    catalog.systems.get(place).map_or("-", |system| system.name.as_str())
}
