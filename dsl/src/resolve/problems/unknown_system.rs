//! DP0105: a system that nobody declared.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::syntax::ast::Word;

/// A system is not declared.
pub(crate) const CODE: Code = Code("DP0105");

/// No system has this name.
pub(crate) fn unknown_system(name: &Word, near: Option<&str>) -> Diagnostic {
    let problem = super::unknown(CODE, &names::UNKNOWN_SYSTEM, &**name, name.span, near);
    match near {
        Some(_) => problem,
        None => problem.help(Text::from(&names::DECLARE_SYSTEM).with("name", &**name)),
    }
}
