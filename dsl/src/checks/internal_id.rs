//! DP0309: an `…InternalId` element says neither which message it refers to nor that it is the message's own key.
//!
//! Such an element goes through the De-Para; without a reference neither the order of the initial load nor a forecast of missing rows knows
//! of it. In a message that an adapter carries this is an error. The schema alone does not say whose key it is, so in a message that no
//! adapter carries yet, such as an imported one, it is a warning on request. `CompanyInternalId` is the company and the branch, which no
//! message carries.

use super::walk::{self, FoundField, Owner};
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Catalog, FieldKind, Outside, OutsideElement, Place};
use crate::references;
use crate::resolve::Draft;
use std::collections::BTreeSet;

pub(crate) const CODE: Code = Code("DP0309");

/// How the elements end that carry a key.
const ENDINGS: [&str; 2] = ["InternalId", "InternalID"];
/// What carries the company and the branch.
const COMPANY: &str = "Company";

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    let catalog = draft.catalog();
    let carried: BTreeSet<usize> = catalog.adapters.iter().map(|adapter| adapter.message.value).collect();
    for found in without_message(catalog) {
        let name = &found.field.name;
        let is_company = ENDINGS.iter().any(|ending| name.value.strip_suffix(ending) == Some(COMPANY));
        // Where it is pending, DP0401 says so.
        let is_pending = !found.field.remarks.pending.is_empty();
        // A `refers` or `key` whose name is not defined was reported and is not there; an `outside` that cannot be read may name it.
        let is_open = is_company || is_pending || !draft.is_whole(found.field.span) || draft.is_unread(&name.value);
        if is_open || outsides(catalog, found.owner).any(|outside| outside.elements.iter().any(|element| names(&element.value, &found))) {
            continue;
        }
        let is_carried = match found.owner {
            Owner::Message(message) => carried.contains(&message),
            Owner::Types(types) => references::users(catalog, types).iter().any(|message| carried.contains(message)),
        };
        let message = Text::from(&phrases::INTERNAL_ID).with("element", &name.value);
        let problem = if is_carried { Diagnostic::error } else { Diagnostic::warning };
        problems.push(
            problem(CODE, message, name.span, Text::from(&phrases::NO_REFERENCE))
                .at(found.path())
                .help(Text::from(&phrases::INTERNAL_ID_HELP).with("element", &name.value)),
        );
    }
}

/// Every element that carries a key and does not say of which message.
pub(super) fn without_message(catalog: &Catalog) -> impl Iterator<Item = FoundField<'_>> {
    walk::fields(catalog).filter(|FoundField { field, .. }| {
        let is_key = ENDINGS.iter().any(|ending| field.name.value.ends_with(ending));
        let is_value = field.place == Place::Element && !matches!(field.kind, FieldKind::Record(_));
        is_key && is_value && field.refers.is_none() && field.keys.is_empty()
    })
}

/// What is said to be outside in the block of a field, and in the integrations, which speak of every block.
fn outsides(catalog: &Catalog, owner: Owner) -> impl Iterator<Item = &Outside> {
    let own = match owner {
        Owner::Message(message) => catalog.messages.get(message).map(|message| &message.outsides),
        Owner::Types(types) => catalog.types.get(types).map(|types| &types.outsides),
    };
    own.into_iter().chain(catalog.integrations.iter().map(|integration| &integration.outsides)).flatten()
}

/// Whether the name, and the record before it where there is one, are those of the field.
pub(super) fn names(element: &OutsideElement, found: &FoundField<'_>) -> bool {
    element.name == found.field.name.value && element.record.as_deref().is_none_or(|wanted| found.record_name() == wanted)
}
