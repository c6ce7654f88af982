//! DP0002: the first statement of a file says the edition of the language, and no other one does.

use crate::diagnostic::phrases::syntax as say;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;
use crate::syntax::EDITION;

/// `map 1` is missing, or does not stand first and once.
pub(crate) const CODE: Code = Code("DP0002");

/// The file begins with `first` and not with its edition.
pub(crate) fn missing(first: Span, start: Span) -> Diagnostic {
    let edition = format!("map {EDITION}");
    let message = Text::from(&say::EDITION_MISSING).with("edition", &edition);
    Diagnostic::error(CODE, message, first, (&say::EDITION_MISSING_LABEL).into()).fix(
        Text::from(&say::EDITION_MISSING_FIX).with("edition", &edition),
        start,
        format!("{edition}\n\n"),
    )
}

/// The edition stands there a second time.
pub(crate) fn repeated(again: Span, first: Span) -> Diagnostic {
    Diagnostic::error(CODE, (&say::EDITION_REPEATED).into(), again, (&say::EDITION_REPEATED_LABEL).into())
        .related(first, (&say::EDITION_FIRST_LABEL).into())
}
