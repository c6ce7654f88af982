//! DP0003: an edition of the language that this compiler does not read.

use crate::diagnostic::phrases::syntax as say;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Spanned;

/// An edition that this compiler does not read.
pub(crate) const CODE: Code = Code("DP0003");

/// `map` with another number than `known`.
pub(crate) fn unknown(edition: Spanned<u32>, known: u32) -> Diagnostic {
    let message = Text::from(&say::EDITION_UNKNOWN).with("edition", edition.value);
    Diagnostic::error(CODE, message, edition.span, Text::from(&say::EDITION_UNKNOWN_LABEL).with("known", known)).fix(
        Text::from(&say::EDITION_UNKNOWN_FIX).with("known", known),
        edition.span,
        known.to_string(),
    )
}
