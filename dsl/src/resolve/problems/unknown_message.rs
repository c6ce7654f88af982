//! DP0102: a message that no file defines, or not in this version.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;
use crate::syntax::ast::Word;

/// A message is not defined.
pub(crate) const CODE: Code = Code("DP0102");

/// No message has this name.
pub(crate) fn unknown_message(name: &Word, near: Option<&str>) -> Diagnostic {
    super::unknown(CODE, &names::UNKNOWN_MESSAGE, &**name, name.span, near)
}

/// The message has no such version; `known` is one that it has.
pub(crate) fn unknown_version(name: &str, version: &Word, known: (&str, Span)) -> Diagnostic {
    let message = Text::from(&names::UNKNOWN_MESSAGE_VERSION).with("name", name).with("version", &**version);
    let problem = Diagnostic::error(CODE, message, version.span, (&names::NOT_DEFINED).into());
    let problem = problem.related(known.1, Text::from(&names::DEFINED_VERSION).with("version", known.0));
    super::replaced(problem, version.span, Some(known.0))
}
