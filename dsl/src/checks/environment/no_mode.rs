//! DP0505: the environment says nothing of how a table in use is shared, so its keys cannot be built.

use super::Installation;
use crate::diagnostic::phrases::environment as phrases;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;

pub(crate) const CODE: Code = Code("DP0505");

pub(super) fn no_mode(alias: &str, used: Span, installation: &Installation) -> Diagnostic {
    let message = Text::from(&phrases::NO_MODE).with("table", alias);
    Diagnostic::error(CODE, message, installation.span, Text::from(&phrases::MODE_MISSING))
        .related(used, Text::from(&phrases::USED_HERE))
        .help(Text::from(&phrases::NO_MODE_HELP).with("table", alias))
}
