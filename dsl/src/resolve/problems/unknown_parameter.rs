//! DP0121: a parameter that is not defined, or that cannot be a switch.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;
use crate::syntax::ast::Word;

/// A parameter is not there.
pub(crate) const CODE: Code = Code("DP0121");

/// Neither the adapter nor a profile has a parameter of this name.
pub(crate) fn unknown_parameter(name: &Word, near: Option<&str>) -> Diagnostic {
    super::unknown(CODE, &names::UNKNOWN_PARAMETER, &**name, name.span, near)
}

/// The parameter defined at `place` is not on or off.
pub(crate) fn no_switch(name: &Word, place: Span) -> Diagnostic {
    let message = Text::from(&names::NO_SWITCH).with("name", &**name);
    Diagnostic::error(CODE, message, name.span, (&names::ON_OR_OFF).into()).related(place, (&names::DEFINED_HERE).into())
}
