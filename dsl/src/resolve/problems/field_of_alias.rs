//! DP0108: a Protheus field under an alias that it does not belong to.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::syntax::ast::{FieldName, Word};

/// A field does not belong to its alias.
pub(crate) const CODE: Code = Code("DP0108");

/// Whether a field of this name belongs to the alias: `A6_COD` to `SA6`, `CTO_MOEDA` to `CTO`.
pub(crate) fn belongs(alias: &str, field: &str) -> bool {
    field.strip_prefix(prefix(alias)).is_some_and(|rest| rest.starts_with('_'))
}

/// Whether the field of this name belongs to its alias.
pub(crate) fn fits(name: &FieldName) -> bool {
    belongs(&name.alias, &name.field)
}

/// `field` is written under `alias`.
pub(crate) fn misfit(alias: &Word, field: &Word) -> Diagnostic {
    let message = Text::from(&names::FIELD_OF_ANOTHER_ALIAS).with("field", &**field).with("alias", &**alias);
    let label = Text::from(&names::FIELDS_BEGIN_WITH).with("alias", &**alias).with("prefix", prefix(alias));
    let problem = Diagnostic::error(CODE, message, field.span, label);
    match owner(field) {
        Some(owner) => problem.help(Text::from(&names::FIELD_BELONGS_TO).with("field", &**field).with("alias", owner)),
        None => problem,
    }
}

/// With what the fields of an alias begin: an alias that begins with `S` drops it, as in `SA6` and `A6_COD`.
fn prefix(alias: &str) -> &str {
    match alias.strip_prefix('S') {
        Some(rest) if rest.len() == 2 => rest,
        _ => alias,
    }
}

/// The alias that a field belongs to, by what it begins with.
fn owner(field: &str) -> Option<String> {
    let (prefix, _) = field.split_once('_')?;
    match prefix.len() {
        2 => Some(format!("S{prefix}")),
        3 => Some(prefix.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_aliases() {
        for (alias, field, expected) in [
            ("SA6", "A6_COD", true),
            ("SE1", "E1_NUM", true),
            ("SBM", "BM_GRUPO", true),
            ("CTO", "CTO_MOEDA", true),
            ("NNR", "NNR_CODIGO", true),
            ("FKC", "FKC_CODIGO", true),
            ("SA6", "SA6_COD", false),
            ("SA1", "A6_COD", false),
            ("CTO", "TO_MOEDA", false),
            ("SA6", "A6COD", false),
            ("SA6", "COD", false),
        ] {
            assert_eq!(belongs(alias, field), expected, "{alias}.{field}");
        }
    }

    #[test]
    fn owners() {
        for (field, expected) in [("A6_COD", Some("SA6")), ("FO0_NUMLIQ", Some("FO0")), ("CODIGO", None), ("A_B", None)] {
            assert_eq!(owner(field).as_deref(), expected, "{field}");
        }
    }
}
