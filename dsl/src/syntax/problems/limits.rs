//! DP0007: a file that is too large, or blocks that stand too deep in one another.

use crate::diagnostic::phrases::syntax as say;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::span::Span;

/// A file beyond the limits.
pub(crate) const CODE: Code = Code("DP0007");

/// The file has `size` bytes, and may have `limit`.
pub(crate) fn file_too_large(start: Span, size: usize, limit: usize) -> Diagnostic {
    let message = Text::from(&say::FILE_TOO_LARGE).with("size", size).with("limit", limit);
    Diagnostic::error(CODE, message, start, (&say::FILE_TOO_LARGE_LABEL).into()).help((&say::FILE_TOO_LARGE_HELP).into())
}

/// The block that `brace` opens has as many blocks around it as there may be.
pub(crate) fn too_deep(brace: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(CODE, Text::from(&say::TOO_DEEP).with("limit", limit), brace, (&say::TOO_DEEP_LABEL).into())
}
