//! DP0101: one name, two definitions.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;
use crate::syntax::ast::Word;

/// A name is defined twice.
pub(crate) const CODE: Code = Code("DP0101");

/// The second definition of `name` is at `span`, the first at `first`.
pub(crate) fn defined_twice(name: &str, span: Span, first: Span) -> Diagnostic {
    let message = Text::from(&names::DEFINED_TWICE).with("name", name);
    Diagnostic::error(CODE, message, span, (&names::DEFINED_AGAIN).into()).related(first, (&names::DEFINED_FIRST).into())
}

/// `name` is a system that every mapping knows.
pub(crate) fn known_system(name: &Word) -> Diagnostic {
    let message = Text::from(&names::KNOWN_SYSTEM).with("name", &**name);
    Diagnostic::error(CODE, message, name.span, (&names::DEFINED_AGAIN).into()).help((&names::KNOWN_SYSTEM_HELP).into())
}

/// `name` is a type of the language, so that a definition of this name could never be used.
pub(crate) fn known_type(name: &Word) -> Diagnostic {
    let message = Text::from(&names::KNOWN_TYPE).with("name", &**name);
    Diagnostic::error(CODE, message, name.span, (&names::DEFINED_AGAIN).into()).help((&names::KNOWN_TYPE_HELP).into())
}
