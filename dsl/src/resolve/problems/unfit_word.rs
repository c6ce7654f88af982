//! DP0116: a word that does not fit where only a few do.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::syntax::ast::Word;

/// A word does not fit.
pub(crate) const CODE: Code = Code("DP0116");

/// Only the words `fits` stand here.
pub(crate) fn unfit_word(word: &Word, fits: &[&str], near: Option<&str>) -> Diagnostic {
    let message = Text::from(&names::UNFIT_WORD).with("word", &**word);
    let label = Text::from(&names::WHAT_FITS).with("fits", super::listed(fits.iter().copied()));
    super::replaced(Diagnostic::error(CODE, message, word.span, label), word.span, near)
}

/// `all` and `none` stand alone.
pub(crate) fn not_alone(word: &Word) -> Diagnostic {
    let message = Text::from(&names::NOT_ALONE).with("word", &**word);
    Diagnostic::error(CODE, message, word.span, (&names::SAYS_IT_ALL).into())
}
