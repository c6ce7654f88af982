//! DP0504: a table is shared otherwise than its mapping recommends.

use super::{Installation, letters, same};
use crate::diagnostic::phrases::environment as phrases;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::ir::Sharing;
use crate::span::Spanned;

pub(crate) const CODE: Code = Code("DP0504");

/// Where a mapping lists what is allowed, a mode outside of the list is more than a matter of advice.
pub(super) fn check(alias: &str, mode: Spanned<[bool; 3]>, rules: &[&Sharing], installation: &Installation) -> Option<Diagnostic> {
    if rules.is_empty()
        || rules.iter().any(|rule| !rule.recommended)
        || rules.iter().any(|rule| same(installation, rule.exclusive, mode.value))
    {
        return None;
    }
    let message = Text::from(&phrases::MODE_NOT_RECOMMENDED).with("table", alias).with("mode", letters(mode.value));
    let problem = Diagnostic::warning(CODE, message, mode.span, Text::from(&phrases::NOT_RECOMMENDED));
    let problem = rules.iter().fold(problem, |problem, rule| {
        problem.related(rule.span, Text::from(&phrases::RECOMMENDED_HERE).with("mode", letters(rule.exclusive)))
    });
    Some(problem.help(Text::from(&phrases::RECOMMENDED_HELP).with("table", alias)))
}
