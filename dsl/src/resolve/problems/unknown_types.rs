//! DP0112: a block of shared types that no file defines, or not in this version.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;
use crate::syntax::ast::Word;

/// A block of shared types is not defined.
pub(crate) const CODE: Code = Code("DP0112");

/// No block has this name.
pub(crate) fn unknown_types(name: &Word, near: Option<&str>) -> Diagnostic {
    super::unknown(CODE, &names::UNKNOWN_TYPES, &**name, name.span, near)
}

/// The block has no such version; `known` is one that it has.
pub(crate) fn unknown_version(name: &str, version: &Word, known: (&str, Span)) -> Diagnostic {
    let message = Text::from(&names::UNKNOWN_TYPES_VERSION).with("name", name).with("version", &**version);
    let problem = Diagnostic::error(CODE, message, version.span, (&names::NOT_DEFINED).into());
    let problem = problem.related(known.1, Text::from(&names::DEFINED_VERSION).with("version", known.0));
    super::replaced(problem, version.span, Some(known.0))
}
