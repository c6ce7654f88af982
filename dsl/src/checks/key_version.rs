//! DP0204: the ERP's builder of a key does not know the message version that the adapter speaks.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Adapter, Key, Version};
use crate::resolve::Draft;

pub(crate) const CODE: Code = Code("DP0204");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    let catalog = draft.catalog();
    for adapter in &catalog.adapters {
        let Some(message) = catalog.messages.get(adapter.message.value) else { continue };
        let narrower = adapter.keys.iter().filter(|key| key.versions.iter().all(|known| known.value != message.version));
        problems.extend(narrower.filter_map(|key| unknown_version(adapter, key, message.version)));
    }
}

fn unknown_version(adapter: &Adapter, key: &Key, version: Version) -> Option<Diagnostic> {
    let message = Text::from(&phrases::KEY_VERSION).with("name", &key.name.value).with("version", version);
    let known = key.versions.first()?.span.to(key.versions.last()?.span);
    Some(
        Diagnostic::error(CODE, message, known, Text::from(&phrases::NOT_AMONG_THEM).with("version", version))
            .at(walk::key_path(adapter, key))
            .related(adapter.message.span, Text::from(&phrases::SPOKEN_HERE).with("version", version))
            .help(Text::from(&phrases::KEY_VERSION_HELP)),
    )
}
