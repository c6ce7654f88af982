//! DP0119: a size, range or facet that no value can keep, or that its type does not take.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;
use std::fmt::Display;

/// A facet or size is out of its bounds.
pub(crate) const CODE: Code = Code("DP0119");

/// A size below one, or too large to be counted.
pub(crate) fn size(found: impl Display, span: Span) -> Diagnostic {
    let message = Text::from(&names::SIZE_OUT_OF_BOUNDS).with("found", found);
    Diagnostic::error(CODE, message, span, (&names::AT_LEAST_ONE).into())
}

/// A size that no field of the ERP has.
pub(crate) fn too_wide(found: impl Display, limit: u32, span: Span) -> Diagnostic {
    let message = Text::from(&names::TOO_WIDE).with("found", found);
    Diagnostic::error(CODE, message, span, Text::from(&names::AT_MOST_SIZE).with("limit", limit))
}

/// The least is greater than the greatest.
pub(crate) fn range(min: impl Display, max: impl Display, span: Span) -> Diagnostic {
    let message = Text::from(&names::RANGE_UPSIDE_DOWN).with("min", min).with("max", max);
    Diagnostic::error(CODE, message, span, (&names::NOTHING_FITS).into())
}

/// More digits after the point than in all.
pub(crate) fn scale(digits: impl Display, scale: impl Display, span: Span) -> Diagnostic {
    let message = Text::from(&names::SCALE_OUT_OF_BOUNDS).with("digits", digits).with("scale", scale);
    Diagnostic::error(CODE, message, span, (&names::AT_MOST_ALL_DIGITS).into())
}

/// What stands in the parentheses of a type is not what it takes: `forms` says how it may be written.
pub(crate) fn arguments(name: &str, span: Span, forms: &[&str]) -> Diagnostic {
    let message = Text::from(&names::TYPE_ARGUMENTS).with("name", name);
    let label = Text::from(&names::WHAT_FITS).with("fits", super::listed(forms.iter().copied()));
    Diagnostic::error(CODE, message, span, label)
}

/// A facet of texts stands behind another type.
pub(crate) fn text_only(facet: &str, span: Span) -> Diagnostic {
    let message = Text::from(&names::FACET_OF_TEXT).with("facet", facet);
    Diagnostic::error(CODE, message, span, (&names::NOT_A_TEXT).into())
}

/// An attribute or the text of an element is there more than once.
pub(crate) fn at_most_once(name: &str, span: Span) -> Diagnostic {
    let message = Text::from(&names::AT_MOST_ONCE).with("name", name);
    Diagnostic::error(CODE, message, span, (&names::REPEATED_HERE).into())
}
