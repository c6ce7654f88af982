//! DP0115: a record that holds itself, so that no message would ever end.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;

/// A record contains itself.
pub(crate) const CODE: Code = Code("DP0115");

/// The record is at `record`; the fields on the way back to it are at `way`.
pub(crate) fn record_in_itself(name: &str, record: Span, way: &[Span]) -> Diagnostic {
    let message = Text::from(&names::RECORD_IN_ITSELF).with("name", name);
    let problem = Diagnostic::error(CODE, message, record, (&names::HOLDS_ITSELF).into());
    way.iter().fold(problem, |problem, field| problem.related(*field, (&names::ON_THE_WAY).into()))
}
