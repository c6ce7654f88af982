//! DP0206: a De-Para has no example, so that nothing proves how its rows look.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Adapter, DePara, Mode};
use crate::resolve::Draft;

pub(crate) const CODE: Code = Code("DP0206");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    for adapter in &draft.catalog().adapters {
        for depara in &adapter.deparas {
            if depara.mode == Mode::Rows && depara.examples.is_empty() && !draft.has_unread(depara.span) {
                problems.push(no_example(adapter, depara));
            }
        }
    }
}

fn no_example(adapter: &Adapter, depara: &DePara) -> Diagnostic {
    let message = Text::from(&phrases::NO_EXAMPLE).with("table", &depara.table.value);
    Diagnostic::warning(CODE, message, depara.table.span, Text::from(&phrases::NOTHING_PROVED))
        .at(walk::depara_path(adapter, depara))
        .help(Text::from(&phrases::ADD_EXAMPLE))
}
