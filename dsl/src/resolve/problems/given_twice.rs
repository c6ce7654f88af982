//! DP0111: a statement that a block takes once is there twice.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;

/// A statement is given twice.
pub(crate) const CODE: Code = Code("DP0111");

/// The statement is at `first`, and again at `span`.
pub(crate) fn given_twice(keyword: &str, span: Span, first: Span) -> Diagnostic {
    let message = Text::from(&names::GIVEN_TWICE).with("statement", keyword);
    Diagnostic::error(CODE, message, span, (&names::GIVEN_AGAIN).into()).related(first, (&names::GIVEN_FIRST).into())
}
