//! What the runtime says of messages, keys and rows, in both languages. Its own texts are the English ones; the Portuguese ones stand here,
//! because a service that only logs has no use for them.

mod convert;
mod fragments;
mod keys;
mod list;
mod load;
mod messages;
mod reconcile;

pub(crate) use convert::change;
pub(crate) use fragments::in_portuguese as fragment;
pub(crate) use list::{bad_line, bad_line_reason, bad_place, list_failure};
pub(crate) use reconcile::{difference, misfit, not_one, unknown_name};

use depara::load::{Problem, ProblemKind, Stray};
use depara::rows::Reason;
use depara::{DecodeError, EnvironmentError, FindingKind, KeyError, Location};
use depara_dsl::diagnostic::Language;

/// Why a document cannot be read.
pub(crate) fn decode_error(error: &DecodeError, language: Language) -> String {
    match language {
        Language::English => error.to_string(),
        Language::Portuguese => format!("{}: {}", messages::location(&error.location), messages::error(&error.kind)),
    }
}

/// A place in a document.
pub(crate) fn location(location: &Location, language: Language) -> String {
    match language {
        Language::English => location.to_string(),
        Language::Portuguese => messages::location(location),
    }
}

/// What was noticed in a document.
pub(crate) fn finding(kind: &FindingKind, language: Language) -> String {
    match language {
        Language::English => kind.to_string(),
        Language::Portuguese => messages::finding(kind),
    }
}

/// The kind of a finding for programs; the same in both languages.
pub(crate) fn finding_name(kind: &FindingKind) -> &'static str {
    match kind {
        FindingKind::UnknownElement { .. } => "unknown-element",
        FindingKind::UnknownAttribute { .. } => "unknown-attribute",
        FindingKind::StrayText { .. } => "stray-text",
        FindingKind::UnknownValue { .. } => "unknown-value",
        FindingKind::Respelt { .. } => "respelt",
        FindingKind::MissingElement { .. } => "missing-element",
        FindingKind::Count { .. } => "count",
        FindingKind::NotOneOf { .. } => "not-one-of",
        FindingKind::Duplicate { .. } => "duplicate",
        FindingKind::Empty { .. } => "empty",
        FindingKind::Facet { .. } => "facet",
        FindingKind::BadValue { .. } => "bad-value",
        FindingKind::Operation { .. } => "operation",
        FindingKind::Note { .. } => "note",
        _ => "other",
    }
}

/// Why a text is not the key it should be.
pub(crate) fn key_error(error: &KeyError, language: Language) -> String {
    match language {
        Language::English => error.to_string(),
        Language::Portuguese => keys::error(error),
    }
}

/// Why a pair of keys proves no row.
pub(crate) fn undecided(reason: &Reason, language: Language) -> String {
    match language {
        Language::English => reason.to_string(),
        Language::Portuguese => keys::undecided(reason),
    }
}

/// Why a pair cannot be loaded, with its place.
pub(crate) fn load_problem(problem: &Problem, language: Language) -> String {
    match language {
        Language::English => problem.to_string(),
        Language::Portuguese => load::problem(problem),
    }
}

/// Why a pair cannot be loaded, or how two keys of a record differ.
pub(crate) fn load_problem_kind(kind: &ProblemKind, language: Language) -> String {
    match language {
        Language::English => kind.to_string(),
        Language::Portuguese => load::kind(kind),
    }
}

/// Why a line of an answer to a load belongs to no pair.
pub(crate) fn stray(stray: &Stray, language: Language) -> String {
    match language {
        Language::English => stray.to_string(),
        Language::Portuguese => load::stray(stray),
    }
}

/// Why an environment cannot be used.
pub(crate) fn environment_error(error: &EnvironmentError, language: Language) -> String {
    match language {
        Language::English => error.to_string(),
        Language::Portuguese => keys::environment(error),
    }
}
