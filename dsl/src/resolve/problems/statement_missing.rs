//! DP0110: a block without a statement that it cannot do without.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::span::Span;
use crate::syntax::ast::Word;

/// A statement is missing.
pub(crate) const CODE: Code = Code("DP0110");

/// A statement that a block cannot do without, and how it may look.
pub(crate) struct Wanted {
    block: &'static str,
    statement: &'static str,
    example: &'static str,
}

/// `message` of an adapter.
pub(crate) const ADAPTER_MESSAGE: Wanted = Wanted { block: "adapter", statement: "message", example: "message BANK 2.001" };
/// `routine` of an adapter.
pub(crate) const ADAPTER_ROUTINE: Wanted = Wanted { block: "adapter", statement: "routine", example: "routine MATA070" };
/// Who sends and who receives.
pub(crate) const ADAPTER_DIRECTION: Wanted = Wanted { block: "adapter", statement: "protheus …", example: "protheus sends" };
/// The template of a key.
pub(crate) const KEY_TEMPLATE: Wanted =
    Wanted { block: "key", statement: "protheus …", example: "protheus company | branch(SA6) | A6_COD" };
/// The form of a load.
pub(crate) const KEY_LOAD: Wanted = Wanted { block: "key", statement: "load", example: "load A1_LOJA ; \"C\" + A1_COD" };
/// The template of a De-Para.
pub(crate) const DEPARA_TEMPLATE: Wanted = Wanted { block: "depara", statement: "rm …", example: "rm CODCOLIGADA int | CODCXA" };
/// `external` of a De-Para.
pub(crate) const DEPARA_EXTERNAL: Wanted = Wanted { block: "depara", statement: "external", example: "external SA6.A6_COD" };
/// `content` of a message.
pub(crate) const MESSAGE_CONTENT: Wanted = Wanted { block: "message", statement: "content", example: "content { Code text? }" };
/// The values of an enumeration.
pub(crate) const ENUMERATION_VALUE: Wanted = Wanted { block: "enum", statement: "value", example: "1 Registered \"Registrada\"" };

/// The block named at `name` lacks the statement.
pub(crate) fn missing(name: Span, wanted: &Wanted) -> Diagnostic {
    let message = Text::from(&names::STATEMENT_MISSING).with("block", wanted.block).with("statement", wanted.statement);
    let label = Text::from(&names::LACKS_STATEMENT).with("statement", wanted.statement);
    Diagnostic::error(CODE, message, name, label).help(Text::from(&names::LINE_SUCH_AS).with("example", wanted.example))
}

/// A value of an enumeration is no name itself and has none.
pub(crate) fn value_name(value: &Word) -> Diagnostic {
    let message = Text::from(&names::VALUE_NAME_MISSING).with("value", &**value);
    let problem = Diagnostic::error(CODE, message, value.span, (&names::LACKS_NAME).into());
    problem.help((&names::VALUE_NAME_HELP).into())
}
