//! DP0208: for one content of a message the conditions leave open which adapter is chosen.
//!
//! Conditions may overlap on purpose: one content may give two keys. Left open is the choice between an adapter without a condition and
//! any other, and between two adapters with the very same condition.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Adapter, Catalog};
use crate::resolve::Draft;
use crate::span::Span;
use std::collections::BTreeSet;

pub(crate) const CODE: Code = Code("DP0208");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    let catalog = draft.catalog();
    for message in 0..catalog.messages.len() {
        let adapters: Vec<&Adapter> = catalog.adapters.iter().filter(|adapter| adapter.message.value == message).collect();
        if adapters.len() > 1 {
            problems.extend(without_condition(catalog, message, &adapters));
            problems.extend(same_conditions(catalog, message, &adapters));
        }
    }
}

/// One report for a message, at the adapter that came last of those without a condition: the first may well be meant to be alone.
fn without_condition(catalog: &Catalog, message: usize, adapters: &[&Adapter]) -> Option<Diagnostic> {
    let undecided = *adapters.iter().rfind(|adapter| adapter.when.is_none())?;
    let others = adapters.iter().filter(|other| other.name.span != undecided.name.span);
    let problem = Diagnostic::error(CODE, title(catalog, message), undecided.message.span, Text::from(&phrases::NO_CONDITION));
    let problem = problem.at(walk::adapter_path(undecided)).help(Text::from(&phrases::ADD_WHEN));
    Some(others.fold(problem, |problem, other| problem.related(other.message.span, Text::from(&phrases::SAME_MESSAGE))))
}

fn same_conditions(catalog: &Catalog, message: usize, adapters: &[&Adapter]) -> Vec<Diagnostic> {
    let mut seen: Vec<(Condition<'_>, Span)> = Vec::new();
    let mut found = Vec::new();
    for adapter in adapters {
        let Some((condition, span)) = condition(adapter).filter(|((_, values), _)| !values.is_empty()) else { continue };
        match seen.iter().find(|(earlier, _)| *earlier == condition) {
            Some((_, earlier)) => found.push(
                Diagnostic::error(CODE, title(catalog, message), span, Text::from(&phrases::SAME_CONDITION))
                    .at(walk::adapter_path(adapter))
                    .related(*earlier, Text::from(&phrases::FIRST_CONDITION)),
            ),
            None => seen.push((condition, span)),
        }
    }
    found
}

/// The element that is looked at, and the values it may have, whatever their order.
type Condition<'a> = (&'a [String], BTreeSet<&'a str>);

fn condition(adapter: &Adapter) -> Option<(Condition<'_>, Span)> {
    let when = adapter.when.as_ref()?;
    let values = when.values.iter().map(|value| value.value.as_str()).collect();
    let end = when.values.last().map_or(when.path.span, |value| value.span);
    Some(((when.path.elements.as_slice(), values), when.path.span.to(end)))
}

fn title(catalog: &Catalog, message: usize) -> Text {
    let name = catalog.messages.get(message).map(|message| format!("{} {}", message.name.value, message.version)).unwrap_or_default();
    Text::from(&phrases::UNDECIDED).with("message", name)
}
