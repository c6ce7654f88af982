//! DP0008: `///` lines above a statement that keeps no description.

use crate::diagnostic::phrases::syntax as say;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// `///` lines above a statement that keeps no description.
pub(crate) const CODE: Code = Code("DP0008");

/// The `///` lines at `doc`, of which the first stands at `first`, describe nothing.
pub(crate) fn doc_without_place(doc: Span, first: Span) -> Diagnostic {
    let problem = Diagnostic::warning(CODE, (&say::DOC_WITHOUT_PLACE).into(), first, (&say::DOC_WITHOUT_PLACE_LABEL).into());
    if doc == first {
        let slashes = Span { end: first.start.saturating_add(3), ..first };
        problem.fix((&say::DOC_WITHOUT_PLACE_FIX).into(), slashes, "//")
    } else {
        problem.help((&say::DOC_WITHOUT_PLACE_HELP).into())
    }
}
