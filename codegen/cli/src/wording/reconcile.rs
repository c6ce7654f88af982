//! What is not in order between two De-Paras, in both languages.

use super::keys;
use crate::near::nearest;
use crate::phrases as say;
use crate::session::Session;
use depara::reconcile::{Cause, Difference, Misfit, UnknownName};
use depara::rows::NotOne;
use depara_dsl::diagnostic::{Language, Phrase, Text};
use std::path::Path;

/// Where two keys differ, and why.
pub(crate) fn difference(difference: &Difference, language: Language) -> String {
    let Difference { cause, external, segment } = difference;
    let cause: &'static Phrase = match cause {
        Cause::SegmentCount => &say::CAUSE_SEGMENT_COUNT,
        Cause::RoleSwapped => &say::CAUSE_ROLE_SWAPPED,
        Cause::BranchFilled => &say::CAUSE_BRANCH_FILLED,
        Cause::Coligada => &say::CAUSE_COLIGADA,
        Cause::LostZero => &say::CAUSE_LOST_ZERO,
        Cause::Case => &say::CAUSE_CASE,
        _ => &say::CAUSE_BLANK,
    };
    let key = if *external { &say::EXTERNAL_KEY } else { &say::INTERNAL_KEY };
    let place = Text::from(key).with("segment", segment).to(language);
    format!("{place}: {}", Text::from(cause).to(language))
}

/// Why a key is not what it should be.
pub(crate) fn misfit(misfit: &Misfit, language: Language) -> String {
    match (language, misfit) {
        (Language::Portuguese, Misfit::Internal(error)) => format!("chave interna: {}", keys::error(error)),
        (Language::Portuguese, Misfit::External(error)) => format!("chave externa: {}", keys::error(error)),
        (Language::Portuguese, Misfit::Branch { alias, branch, sharing }) => {
            format!("a filial `{branch}` não combina: a tabela `{alias}` tem o compartilhamento `{sharing}`")
        }
        (_, other) => other.to_string(),
    }
}

/// Why a row is not compared, with its place.
pub(crate) fn unknown_name(session: &Session<'_>, path: &Path, line: u64, unknown: &UnknownName) -> String {
    super::bad_place(session, path, line, &unknown_reason(unknown, session.language))
}

/// Why a row is of no De-Para, or of several.
pub(crate) fn not_one(reason: &NotOne, language: Language) -> String {
    match reason {
        NotOne::Unknown(unknown) => unknown_reason(unknown, language),
        NotOne::Misfit(reason) => misfit(reason, language),
        NotOne::Several(tables) => Text::from(&say::SEVERAL_TABLES).with("tables", tables.join(", ")).to(language),
        other => other.to_string(),
    }
}

fn unknown_reason(UnknownName { found, known }: &UnknownName, language: Language) -> String {
    let hint = match nearest(found, known.iter().map(String::as_str)) {
        Some(near) => Text::from(&say::DID_YOU_MEAN).with("near", near),
        None => Text::from(&say::KNOWN).with("known", known.join(", ")),
    };
    format!("{}; {}", Text::from(&say::UNKNOWN_NAME).with("name", found).to(language), hint.to(language))
}
