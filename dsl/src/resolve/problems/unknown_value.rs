//! DP0107: a condition compares with a value that the enumeration lacks.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;
use crate::syntax::ast::Word;

/// A value is not in its enumeration.
pub(crate) const CODE: Code = Code("DP0107");

/// The enumeration at `place` holds only the values `known`.
pub(crate) fn unknown_value(value: &Word, enumeration: (&str, Span), known: &[&str], near: Option<&str>) -> Diagnostic {
    let message = Text::from(&names::UNKNOWN_VALUE).with("value", &**value).with("name", enumeration.0);
    let problem = Diagnostic::error(CODE, message, value.span, (&names::NO_SUCH_VALUE).into());
    let problem = problem.related(enumeration.1, (&names::DEFINED_HERE).into());
    match near {
        Some(_) => super::replaced(problem, value.span, near),
        None => problem.help(Text::from(&names::WHAT_FITS).with("fits", super::listed(known.iter().copied()))),
    }
}
