//! DP0001: a piece that begins with nothing that the language knows.

use crate::diagnostic::phrases::syntax as say;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// A piece that begins with nothing that the language knows.
pub(crate) const CODE: Code = Code("DP0001");

/// A statement that begins with no word.
pub(crate) fn statement(span: Span) -> Diagnostic {
    Diagnostic::error(CODE, (&say::UNREADABLE).into(), span, (&say::UNREADABLE_LABEL).into()).help((&say::UNREADABLE_HELP).into())
}

/// A `}` that closes nothing.
pub(crate) fn surplus_brace(span: Span) -> Diagnostic {
    let first = Span { end: span.start.saturating_add(1), ..span };
    Diagnostic::error(CODE, (&say::SURPLUS_BRACE).into(), first, (&say::SURPLUS_BRACE_LABEL).into()).fix(
        (&say::SURPLUS_BRACE_FIX).into(),
        span,
        "",
    )
}
