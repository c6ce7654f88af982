//! DP0207: a De-Para requires elements and does not say what happens when one is missing.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Adapter, DePara};
use crate::resolve::Draft;

pub(crate) const CODE: Code = Code("DP0207");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    for adapter in &draft.catalog().adapters {
        let readable = adapter.deparas.iter().filter(|depara| !draft.has_unread(depara.span));
        problems.extend(readable.filter_map(|depara| require_alone(adapter, depara)));
    }
}

fn require_alone(adapter: &Adapter, depara: &DePara) -> Option<Diagnostic> {
    let (first, last) = (depara.require.first()?, depara.require.last()?);
    if depara.otherwise.is_some() {
        return None;
    }
    let message = Text::from(&phrases::REQUIRE_ALONE).with("table", &depara.table.value);
    Some(
        Diagnostic::error(CODE, message, first.span.to(last.span), Text::from(&phrases::OR_WHAT))
            .at(walk::depara_path(adapter, depara))
            .help(Text::from(&phrases::ADD_OTHERWISE)),
    )
}
