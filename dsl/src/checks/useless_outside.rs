//! DP0310: `outside` names an element that is not there, or that says itself whose key it carries.

use super::internal_id::{names, without_message};
use super::walk::{FoundField, Owner};
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Catalog, Outside, OutsideElement};
use crate::resolve::Draft;
use crate::span::{Span, Spanned};

pub(crate) const CODE: Code = Code("DP0310");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    let catalog = draft.catalog();
    for (owner, block, outside) in outsides(catalog) {
        // A block with pieces that could not be read may hold the element.
        let is_read = match block {
            Some(block) => !draft.has_unread(block),
            None => catalog
                .messages
                .iter()
                .map(|message| message.span)
                .chain(catalog.types.iter().map(|types| types.span))
                .all(|block| !draft.has_unread(block)),
        };
        let speaks_of = |element: &Spanned<OutsideElement>| {
            let is_here = |found: &FoundField<'_>| owner.is_none_or(|owner| found.owner == owner);
            without_message(catalog).any(|found| is_here(&found) && names(&element.value, &found))
        };
        problems.extend(outside.elements.iter().filter(|element| is_read && !speaks_of(element)).map(useless_outside));
    }
}

/// Everything that is said to be outside, with the block that it speaks of: none where it speaks of all.
fn outsides(catalog: &Catalog) -> impl Iterator<Item = (Option<Owner>, Option<Span>, &Outside)> {
    let integrations = catalog.integrations.iter().flat_map(|integration| &integration.outsides).map(|outside| (None, None, outside));
    let messages = catalog.messages.iter().enumerate().flat_map(|(place, message)| {
        message.outsides.iter().map(move |outside| (Some(Owner::Message(place)), Some(message.span), outside))
    });
    let types = catalog
        .types
        .iter()
        .enumerate()
        .flat_map(|(place, types)| types.outsides.iter().map(move |outside| (Some(Owner::Types(place)), Some(types.span), outside)));
    integrations.chain(messages).chain(types)
}

fn useless_outside(element: &Spanned<OutsideElement>) -> Diagnostic {
    let OutsideElement { record, name } = &element.value;
    let written = record.iter().chain([name]).map(String::as_str).collect::<Vec<_>>().join("/");
    let message = Text::from(&phrases::USELESS_OUTSIDE).with("element", written);
    Diagnostic::warning(CODE, message, element.span, Text::from(&phrases::NO_SUCH_KEY)).help(Text::from(&phrases::USELESS_OUTSIDE_HELP))
}
