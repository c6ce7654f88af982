//! DP0103: the type of a field is neither a scalar nor a record or enumeration that the message sees.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;
use crate::syntax::ast::Word;

/// A record or enumeration is not defined.
pub(crate) const CODE: Code = Code("DP0103");

/// Nothing has this name.
pub(crate) fn unknown_type(name: &Word, near: Option<&str>) -> Diagnostic {
    super::unknown(CODE, &names::UNKNOWN_TYPE, &**name, name.span, near)
}

/// A block of shared types that the message does not use has it, at `place`.
pub(crate) fn not_used(name: &Word, block: &str, place: Span) -> Diagnostic {
    let help = Text::from(&names::USE_BLOCK).with("block", block);
    unknown_type(name, None).related(place, (&names::DEFINED_HERE).into()).help(help)
}

/// Two blocks of shared types have it, at these places.
pub(crate) fn in_two_blocks(name: &Word, places: [Span; 2]) -> Diagnostic {
    let message = Text::from(&names::TYPE_IN_TWO_BLOCKS).with("name", &**name);
    let [first, second] = places.map(|place| (place, Text::from(&names::DEFINED_HERE)));
    Diagnostic::error(CODE, message, name.span, (&names::WHICH_ONE).into()).related(first.0, first.1).related(second.0, second.1)
}

/// An attribute or the text of an element holds a record.
pub(crate) fn not_a_value(name: &Word) -> Diagnostic {
    let message = Text::from(&names::RECORD_AS_VALUE).with("name", &**name);
    Diagnostic::error(CODE, message, name.span, (&names::RECORD_HERE).into()).help((&names::VALUE_WANTED).into())
}
