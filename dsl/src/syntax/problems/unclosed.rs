//! DP0004: a block or a text that begins and does not end.

use crate::diagnostic::phrases::syntax as say;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;

/// A block or a text that is not closed.
pub(crate) const CODE: Code = Code("DP0004");

/// The block that `brace` opens, of the statement `name`, should end at `end`.
pub(crate) fn block(brace: Span, end: Span, name: &str) -> Diagnostic {
    Diagnostic::error(CODE, Text::from(&say::BLOCK_UNCLOSED).with("name", name), brace, (&say::BLOCK_UNCLOSED_LABEL).into()).fix(
        (&say::BLOCK_UNCLOSED_FIX).into(),
        end,
        "\n}",
    )
}

/// The text from its quote to the end of the statement.
pub(crate) fn text(span: Span) -> Diagnostic {
    Diagnostic::error(CODE, (&say::TEXT_UNCLOSED).into(), span, (&say::TEXT_UNCLOSED_LABEL).into())
        .help((&say::TEXT_UNCLOSED_HELP).into())
        .fix((&say::TEXT_UNCLOSED_FIX).into(), span.after(), "\"")
}
