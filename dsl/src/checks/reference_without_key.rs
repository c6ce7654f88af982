//! DP0302: a field refers to a message whose adapters define no key, so that the reference cannot be translated.

use super::walk::{self, FoundField};
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Adapter, Message};
use crate::resolve::Draft;
use crate::span::Span;

pub(crate) const CODE: Code = Code("DP0302");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    let catalog = draft.catalog();
    for found in walk::fields(catalog) {
        let Some(refers) = found.field.refers.map(|refers| refers.message) else { continue };
        let Some(message) = catalog.messages.get(refers.value) else { continue };
        let may_have_key = |adapter: &Adapter| !adapter.keys.is_empty() || draft.has_unread(adapter.span);
        let has_key = catalog.adapters.iter().any(|adapter| adapter.message.value == refers.value && may_have_key(adapter));
        if !has_key && !draft.is_unread(&message.name.value) {
            problems.push(reference_without_key(found, refers.span, message));
        }
    }
}

fn reference_without_key(found: FoundField<'_>, span: Span, message: &Message) -> Diagnostic {
    let text = Text::from(&phrases::REFERENCE_WITHOUT_KEY).with("message", &message.name.value);
    Diagnostic::error(CODE, text, span, Text::from(&phrases::NO_KEY_THERE))
        .at(found.path())
        .related(message.name.span, Text::from(&phrases::NO_ADAPTER_KEY))
        .help(Text::from(&phrases::REFERENCE_WITHOUT_KEY_HELP))
}
