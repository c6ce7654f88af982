//! DP0401: a fact is marked as pending: the sources do not settle it.

use super::{Options, walk};
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::resolve::Draft;
use crate::span::Spanned;

/// The code of pending facts, which a build counts instead of listing.
pub const CODE: Code = Code("DP0401");

pub(crate) fn check(draft: &Draft, options: Options, problems: &mut Problems) {
    for block in walk::blocks(draft.catalog()) {
        problems.extend(block.remarks.pending.iter().map(|fact| pending(fact, options).at(block.path.clone())));
    }
}

fn pending(fact: &Spanned<String>, options: Options) -> Diagnostic {
    let message = Text::from(&phrases::PENDING).with("fact", &fact.value);
    let label = Text::from(&phrases::NOT_SETTLED);
    if options.release {
        Diagnostic::error(CODE, message, fact.span, label).help(Text::from(&phrases::PENDING_RELEASE))
    } else {
        Diagnostic::warning(CODE, message, fact.span, label)
    }
}
