//! DP0114: an integration lists something that is not there.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::syntax::ast::Word;

/// An integration lists something that is not there.
pub(crate) const CODE: Code = Code("DP0114");

/// No adapter has this routine.
pub(crate) fn routine(name: &Word, near: Option<&str>) -> Diagnostic {
    let message = Text::from(&names::ROUTINE_NOT_THERE).with("name", &**name);
    super::replaced(Diagnostic::error(CODE, message, name.span, (&names::NO_ADAPTER).into()), name.span, near)
}

/// No file defines this message.
pub(crate) fn section(name: &Word, near: Option<&str>) -> Diagnostic {
    let message = Text::from(&names::SECTION_NOT_THERE).with("name", &**name);
    super::replaced(Diagnostic::error(CODE, message, name.span, (&names::NO_MESSAGE).into()), name.span, near)
}
