//! DP0203: a De-Para skips elements quietly and does not say why.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Adapter, DePara, Otherwise};
use crate::resolve::Draft;
use crate::span::Span;

pub(crate) const CODE: Code = Code("DP0203");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    for adapter in &draft.catalog().adapters {
        for depara in &adapter.deparas {
            if let Some(Otherwise::SkipQuietly(reason)) = &depara.otherwise
                && reason.value.trim().is_empty()
            {
                problems.push(silent_skip(adapter, depara, reason.span));
            }
        }
    }
}

fn silent_skip(adapter: &Adapter, depara: &DePara, span: Span) -> Diagnostic {
    let message = Text::from(&phrases::SILENT_SKIP).with("table", &depara.table.value);
    Diagnostic::error(CODE, message, span, Text::from(&phrases::NO_REASON))
        .at(walk::depara_path(adapter, depara))
        .help(Text::from(&phrases::GIVE_REASON))
}
