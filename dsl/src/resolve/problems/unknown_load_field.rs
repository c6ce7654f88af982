//! DP0131: a field in the form of a load that neither the key nor a table knows.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::syntax::ast::Word;

/// Nothing says how wide a field of a load is.
pub(crate) const CODE: Code = Code("DP0131");

/// `field` has no type, and neither the key nor a table gives it one.
pub(crate) fn unknown_load_field(field: &Word, near: Option<&str>) -> Diagnostic {
    let message = Text::from(&names::UNKNOWN_LOAD_FIELD).with("name", &**field);
    let problem = Diagnostic::error(CODE, message, field.span, (&names::WIDTH_UNKNOWN).into());
    super::replaced(problem.help(Text::from(&names::UNKNOWN_LOAD_FIELD_HELP).with("name", &**field)), field.span, near)
}
