//! DP0118: `like` names a De-Para that the adapter does not have.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::syntax::ast::Word;

/// The De-Para of a `like` is not there.
pub(crate) const CODE: Code = Code("DP0118");

/// The adapter has no De-Para of this name.
pub(crate) fn unknown_depara(name: &Word, near: Option<&str>) -> Diagnostic {
    super::unknown(CODE, &names::UNKNOWN_DEPARA, &**name, name.span, near)
}

/// The De-Para takes over its own lines, by way of `like`.
pub(crate) fn like_itself(name: &Word) -> Diagnostic {
    let message = Text::from(&names::DEPARA_LIKE_ITSELF).with("name", &**name);
    Diagnostic::error(CODE, message, name.span, (&names::BACK_HERE).into())
}
