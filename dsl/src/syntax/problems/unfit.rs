//! DP0006: something is missing, or does not fit, inside a statement that is known.

use super::list;
use crate::diagnostic::phrases::syntax as say;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;

/// Something is missing or does not fit inside a statement.
pub(crate) const CODE: Code = Code("DP0006");

/// In the statement that begins with `word`, `found` stands where only `fits` can; nothing is found where the statement ends too early.
pub(crate) fn unfit(word: &str, found: &str, span: Span, fits: &[&str], may_end: bool) -> Diagnostic {
    let fitting = list(fits.iter().copied());
    if found.is_empty() {
        let message = Text::from(&say::ENDS_EARLY).with("word", word).with("fits", &fitting);
        return Diagnostic::error(CODE, message, span, (&say::ENDS_EARLY_LABEL).into());
    }
    if !may_end && !fits.is_empty() {
        let message = Text::from(&say::UNFIT).with("word", word).with("found", found);
        return Diagnostic::error(CODE, message, span, Text::from(&say::UNFIT_LABEL).with("fits", fitting));
    }
    let message = Text::from(&say::SURPLUS).with("word", word).with("found", found);
    let problem = Diagnostic::error(CODE, message, span, (&say::SURPLUS_LABEL).into());
    if fits.is_empty() { problem } else { problem.help(Text::from(&say::SURPLUS_HELP).with("fits", fitting)) }
}

/// The statement `word` needs a block, which should begin at `end`.
pub(crate) fn block_missing(word: &str, end: Span) -> Diagnostic {
    let message = Text::from(&say::BLOCK_MISSING).with("word", word);
    Diagnostic::error(CODE, message, end, (&say::BLOCK_MISSING_LABEL).into()).fix((&say::BLOCK_MISSING_FIX).into(), end, " {\n}")
}

/// The lines of the statement `name` follow, but its `{` is missing at `end`.
pub(crate) fn block_not_opened(end: Span, name: &str) -> Diagnostic {
    let message = Text::from(&say::BLOCK_NOT_OPENED).with("name", name);
    Diagnostic::error(CODE, message, end, (&say::BLOCK_NOT_OPENED_LABEL).into()).fix((&say::BLOCK_NOT_OPENED_FIX).into(), end, " {")
}

/// The statement `name` takes no block.
pub(crate) fn block_surplus(name: &str, brace: Span) -> Diagnostic {
    let message = Text::from(&say::BLOCK_SURPLUS).with("name", name);
    Diagnostic::error(CODE, message, brace, (&say::BLOCK_SURPLUS_LABEL).into())
}

/// The word, the text or the sign that `rest` begins with, as far as it is worth quoting.
pub(crate) fn first_piece(rest: &str) -> &str {
    let mut chars = rest.char_indices();
    let Some((_, first)) = chars.next() else { return "" };
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let end = match first {
        '"' => chars.find(|(_, c)| *c == '"').map_or(rest.len(), |(quote, _)| quote.saturating_add(1)),
        _ if is_word(first) => chars.find(|(_, c)| !is_word(*c)).map_or(rest.len(), |(end, _)| end),
        _ => first.len_utf8(),
    };
    let piece = rest.get(..end).unwrap_or(rest);
    piece.char_indices().nth(LONGEST).and_then(|(end, _)| piece.get(..end)).unwrap_or(piece)
}

/// More characters than this help nobody to find the place.
const LONGEST: usize = 40;
