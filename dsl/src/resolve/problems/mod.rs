//! What name resolution reports: each kind of problem is one file with its code and its diagnostics.

pub(crate) mod defined_twice;
pub(crate) mod field_name_too_long;
pub(crate) mod field_of_alias;
pub(crate) mod given_twice;
pub(crate) mod not_there;
pub(crate) mod out_of_bounds;
pub(crate) mod record_in_itself;
pub(crate) mod rust_names_collide;
pub(crate) mod statement_missing;
pub(crate) mod unfit_word;
pub(crate) mod unknown_depara;
pub(crate) mod unknown_element;
pub(crate) mod unknown_key;
pub(crate) mod unknown_load_field;
pub(crate) mod unknown_message;
pub(crate) mod unknown_parameter;
pub(crate) mod unknown_profile;
pub(crate) mod unknown_system;
pub(crate) mod unknown_type;
pub(crate) mod unknown_types;
pub(crate) mod unknown_value;
pub(crate) mod unreadable_version;

use crate::diagnostic::{Code, Diagnostic, Phrase, Text, phrases::names};
use crate::span::Span;
use std::fmt::Display;

/// An error about the one name at `span`, which nothing defines; `near` is what may have been meant.
fn unknown(code: Code, message: &'static Phrase, name: &dyn Display, span: Span, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::error(code, Text::from(message).with("name", name), span, (&names::NOT_DEFINED).into());
    replaced(problem, span, near)
}

/// With the edit that writes `near` at `span`, when there is something near.
fn replaced(problem: Diagnostic, span: Span, near: Option<&str>) -> Diagnostic {
    match near {
        Some(near) => problem.fix(Text::from(&names::WRITE_INSTEAD).with("name", near), span, near),
        None => problem,
    }
}

/// The names in backquotes, with commas between them: for sentences that say what fits.
fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
