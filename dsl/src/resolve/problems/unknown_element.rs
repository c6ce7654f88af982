//! DP0106: a path that leaves the message.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;
use crate::syntax::ast::Word;

/// An element of a path is not there.
pub(crate) const CODE: Code = Code("DP0106");

/// `parent` has no such element.
pub(crate) fn unknown_element(name: &Word, parent: &str, near: Option<&str>) -> Diagnostic {
    let message = Text::from(&names::UNKNOWN_ELEMENT).with("name", &**name).with("parent", parent);
    super::replaced(Diagnostic::error(CODE, message, name.span, (&names::NO_SUCH_ELEMENT).into()), name.span, near)
}

/// The path ends at a list wrapper, or goes around it: `whole` is how the list is written.
pub(crate) fn list_unfinished(name: &Word, whole: &str) -> Diagnostic {
    let message = Text::from(&names::LIST_UNFINISHED).with("name", &**name).with("whole", whole);
    let problem = Diagnostic::error(CODE, message, name.span, (&names::HALF_A_LIST).into());
    super::replaced(problem, name.span, Some(whole))
}

/// The path goes on behind an element that holds a value.
pub(crate) fn nothing_inside(name: &Word, parent: &str, place: Span) -> Diagnostic {
    let message = Text::from(&names::NOTHING_INSIDE).with("name", &**name).with("parent", parent);
    let problem = Diagnostic::error(CODE, message, name.span, (&names::NO_SUCH_ELEMENT).into());
    problem.related(place, (&names::HOLDS_A_VALUE).into())
}

/// A condition looks at an element that holds no value.
pub(crate) fn no_value(name: &Word, place: Span) -> Diagnostic {
    let message = Text::from(&names::NO_VALUE_TO_COMPARE).with("name", &**name);
    let problem = Diagnostic::error(CODE, message, name.span, (&names::RECORD_HERE).into());
    problem.related(place, (&names::DEFINED_HERE).into())
}
