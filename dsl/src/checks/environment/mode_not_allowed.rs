//! DP0503: a table is shared in a way that its mapping does not allow.

use super::{Installation, letters, same};
use crate::diagnostic::phrases::environment as phrases;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::ir::Sharing;
use crate::span::Spanned;

pub(crate) const CODE: Code = Code("DP0503");

/// Where a mapping lists what is allowed, that and what it recommends fit, and nothing else.
pub(super) fn check(alias: &str, mode: Spanned<[bool; 3]>, rules: &[&Sharing], installation: &Installation) -> Option<Diagnostic> {
    let first = rules.iter().find(|rule| !rule.recommended)?;
    if rules.iter().any(|rule| same(installation, rule.exclusive, mode.value)) {
        return None;
    }
    let fits: Vec<String> = rules.iter().map(|rule| format!("`{}`", letters(rule.exclusive))).collect();
    let message = Text::from(&phrases::MODE_NOT_ALLOWED).with("table", alias).with("mode", letters(mode.value));
    Some(
        Diagnostic::error(CODE, message, mode.span, Text::from(&phrases::NOT_ALLOWED))
            .related(first.span, Text::from(&phrases::ALLOWED_HERE))
            .help(Text::from(&phrases::WHAT_IS_ALLOWED).with("fits", fits.join(", "))),
    )
}
