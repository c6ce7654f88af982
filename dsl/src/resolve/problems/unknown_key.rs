//! DP0104: a De-Para name space for which no adapter has a key.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;
use crate::syntax::ast::FieldName;

/// A key is not defined.
pub(crate) const CODE: Code = Code("DP0104");

/// No adapter has a key of this name.
pub(crate) fn unknown_key(name: &FieldName, near: Option<&str>) -> Diagnostic {
    let written = format!("{}.{}", *name.alias, *name.field);
    super::unknown(CODE, &names::UNKNOWN_KEY, &written, name.span, near)
}

/// The key at `key` takes over its own template, by way of `like`.
pub(crate) fn like_itself(name: &FieldName, like: Span) -> Diagnostic {
    let message = Text::from(&names::KEY_LIKE_ITSELF).with("name", format!("{}.{}", *name.alias, *name.field));
    Diagnostic::error(CODE, message, like, (&names::BACK_HERE).into()).help((&names::KEY_LIKE_ITSELF_HELP).into())
}
