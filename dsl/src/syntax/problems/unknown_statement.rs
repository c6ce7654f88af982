//! DP0005: a statement that begins with a word which its block does not take.

use super::list;
use crate::diagnostic::phrases::syntax as say;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;

/// No statement of the block begins with this word.
pub(crate) const CODE: Code = Code("DP0005");

/// `word` is a slip of `meant`.
pub(crate) fn misspelt(word: &str, span: Span, meant: &str) -> Diagnostic {
    Diagnostic::error(CODE, message(word), span, Text::from(&say::MISSPELT_LABEL).with("meant", meant)).fix(
        Text::from(&say::MISSPELT_FIX).with("meant", meant),
        span,
        meant,
    )
}

/// The block takes `words`; blocks of the kinds `homes` take a statement that begins so.
pub(crate) fn unknown(word: &str, span: Span, words: &[&str], homes: &[&str]) -> Diagnostic {
    let problem = Diagnostic::error(CODE, message(word), span, (&say::UNKNOWN_STATEMENT_LABEL).into());
    if homes.is_empty() {
        problem.help(Text::from(&say::UNKNOWN_STATEMENT_HELP).with("words", list(words.iter().copied())))
    } else {
        problem.help(Text::from(&say::MISPLACED_STATEMENT_HELP).with("word", word).with("homes", list(homes.iter().copied())))
    }
}

fn message(word: &str) -> Text {
    Text::from(&say::UNKNOWN_STATEMENT).with("word", word)
}
