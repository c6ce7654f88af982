//! DP0120: a profile that is not defined, that the adapter is not in, or that extends itself.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;
use crate::syntax::ast::Word;

/// A profile is not there.
pub(crate) const CODE: Code = Code("DP0120");

/// Nothing defines a profile of this name.
pub(crate) fn unknown_profile(name: &Word, near: Option<&str>) -> Diagnostic {
    super::unknown(CODE, &names::UNKNOWN_PROFILE, &**name, name.span, near)
}

/// An `in` block speaks of a profile in which the adapter does not exist: `profiles` says where it does.
pub(crate) fn not_there(name: &str, span: Span, profiles: Span) -> Diagnostic {
    let message = Text::from(&names::NOT_IN_PROFILE).with("name", name);
    Diagnostic::error(CODE, message, span, (&names::NEVER_HOLDS).into()).related(profiles, (&names::ONLY_THERE).into())
}

/// The profile extends itself, by way of what stands at `extends`.
pub(crate) fn extends_itself(name: &Word, extends: Span) -> Diagnostic {
    let message = Text::from(&names::EXTENDS_ITSELF).with("name", &**name);
    Diagnostic::error(CODE, message, extends, (&names::LEADS_BACK).into()).related(name.span, (&names::DEFINED_HERE).into())
}
