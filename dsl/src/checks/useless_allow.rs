//! DP0402: an `allow` silences nothing: the warning is gone, or never was.

use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::ir::Allow;

pub(crate) const CODE: Code = Code("DP0402");

/// Reported where the `allow` statements are applied.
pub(super) fn useless_allow(allow: &Allow, path: &[String]) -> Diagnostic {
    let message = Text::from(&phrases::USELESS_ALLOW).with("code", &allow.code.value);
    Diagnostic::warning(CODE, message, allow.code.span, Text::from(&phrases::NOTHING_SILENCED))
        .at(path.iter().cloned())
        .help(Text::from(&phrases::USELESS_ALLOW_HELP))
}
