//! DP0109: a field name that the Protheus dictionary cannot hold.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::syntax::ast::Word;

/// A Protheus field name is too long.
pub(crate) const CODE: Code = Code("DP0109");

/// How many letters the dictionary (SX3) gives to the name of a field.
pub(crate) const LONGEST: usize = 10;

/// The name has more letters than the dictionary gives.
pub(crate) fn too_long(field: &Word) -> Diagnostic {
    let message =
        Text::from(&names::FIELD_NAME_TOO_LONG).with("field", &**field).with("found", field.chars().count()).with("limit", LONGEST);
    Diagnostic::warning(CODE, message, field.span, (&names::TOO_LONG).into())
}
