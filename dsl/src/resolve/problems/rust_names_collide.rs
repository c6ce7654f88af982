//! DP0113: two names of a mapping that would be one name in Rust.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;

/// Two names are one in Rust.
pub(crate) const CODE: Code = Code("DP0113");

/// What stands at `span` would be called as what stands at `first`.
pub(crate) fn collide(rust_name: &str, span: Span, first: Span) -> Diagnostic {
    let message = Text::from(&names::RUST_NAMES_COLLIDE).with("name", rust_name);
    let label = || Text::from(&names::CALLED_IN_RUST).with("name", rust_name);
    Diagnostic::error(CODE, message, span, label()).related(first, label())
}

/// Two members of a record, or two values of an enumeration, of which one can be given another name.
pub(crate) fn collide_inside(rust_name: &str, span: Span, first: Span) -> Diagnostic {
    collide(rust_name, span, first).help((&names::GIVE_ANOTHER_NAME).into())
}
