//! The keys that the shipped mappings describe, by name: `SA6.A6_COD` of the ERP, `FConta` of the internal system.

use crate::failure::Failure;
use crate::near::nearest;
use crate::phrases as say;
use crate::session::Session;
use depara::Messages;
use depara::key::Shape;
use depara_dsl::diagnostic::Text;
use depara_mappings::Registry;
use std::collections::BTreeMap;

/// Every key and the forms it has. One name may have several forms, where several adapters use it in different ways.
pub(crate) fn all() -> BTreeMap<String, Vec<&'static Shape>> {
    let mut keys: BTreeMap<String, Vec<&'static Shape>> = BTreeMap::new();
    let mut add = |name: String, shape: &'static Shape| {
        let shapes = keys.entry(name).or_default();
        if !shapes.contains(&shape) {
            shapes.push(shape);
        }
    };
    for adapter in Registry::MESSAGES.iter().flat_map(|message| message.adapters) {
        for key in adapter.keys {
            add(format!("{}.{}", key.alias, key.field), key.shape);
        }
        for depara in adapter.deparas {
            add(depara.table.to_owned(), depara.internal);
        }
    }
    keys
}

/// A key by its name, in any case, and the forms it has: at least one.
pub(crate) fn find(session: &Session<'_>, name: &str) -> Result<(String, Vec<&'static Shape>), Failure> {
    let mut keys = all();
    let exact = keys.keys().find(|known| known.eq_ignore_ascii_case(name)).cloned();
    if let Some((name, shapes)) = exact.and_then(|exact| keys.remove_entry(&exact)) {
        return Ok((name, shapes));
    }
    let unknown = session.text(Text::from(&say::UNKNOWN_KEY).with("name", name));
    let near = nearest(name, keys.keys().map(String::as_str)).map(|near| session.text(Text::from(&say::DID_YOU_MEAN).with("near", near)));
    let known = keys.into_keys().collect::<Vec<_>>().join(", ");
    let known = session.text(Text::from(&say::KNOWN).with("known", known));
    Err(Failure::Usage([Some(unknown), near, Some(known)].into_iter().flatten().collect::<Vec<_>>().join("; ")))
}
