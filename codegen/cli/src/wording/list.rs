//! What is wrong with a list that a person or a table program wrote, in both languages.

use crate::failure::Failure;
use crate::phrases as say;
use crate::session::Session;
use depara::list::{BadLine, ListError};
use depara_dsl::diagnostic::{Language, Text};
use std::path::Path;

/// Why a list cannot be read.
pub(crate) fn list_failure(session: &Session<'_>, path: &Path, error: &ListError) -> Failure {
    if let ListError::Io(error) = error {
        return session.unreadable(path, error);
    }
    let reason = match session.language {
        Language::English => error.to_string(),
        Language::Portuguese => list_error(error),
    };
    Failure::Input(session.text(Text::from(&say::NOT_A_LIST).with("path", path.display()).with("reason", reason)))
}

/// Why a line of a list is left out, with its place.
pub(crate) fn bad_line(session: &Session<'_>, path: &Path, line: u64, bad: &BadLine) -> String {
    bad_place(session, path, line, &bad_line_reason(bad, session.language))
}

/// What is wrong with a line, with its place.
pub(crate) fn bad_place(session: &Session<'_>, path: &Path, line: u64, reason: &str) -> String {
    session.text(Text::from(&say::BAD_LINE).with("path", path.display()).with("line", line).with("reason", reason))
}

/// Why a line of a list is left out.
pub(crate) fn bad_line_reason(bad: &BadLine, language: Language) -> String {
    match language {
        Language::English => bad.to_string(),
        Language::Portuguese => bad_line_in_portuguese(bad),
    }
}

fn list_error(error: &ListError) -> String {
    match error {
        ListError::Empty => "está vazio; a primeira linha dá nome às colunas".to_owned(),
        ListError::Utf16 => "está em UTF-16; grave-o em UTF-8 ou Windows-1252".to_owned(),
        ListError::Columns(bad) => format!("a linha das colunas: {}", bad_line_in_portuguese(bad)),
        ListError::Lacking { missing, found } => {
            let missing: Vec<String> = missing.iter().map(|name| name.replace(" or ", " ou ").replace(" with ", " com ")).collect();
            format!("faltam as colunas {}; há {}", missing.join(", "), found.join(", "))
        }
        ListError::Json(reason) => {
            format!("é JSON de outra forma que a `listadepara` do configurador do Protheus ou uma lista de linhas: {reason}")
        }
        other => other.to_string(),
    }
}

fn bad_line_in_portuguese(bad: &BadLine) -> String {
    match bad {
        BadLine::NotClosed => "há aspas abertas que não se fecham".to_owned(),
        BadLine::TooManyCells { found, fits, separator } => {
            let separator = separator.escape_default();
            format!("tem {found} células e há {fits} colunas; uma célula que contém `{separator}` fica entre aspas")
        }
        BadLine::TooLong { limit } => format!("tem mais de {limit} bytes"),
        BadLine::EmptyCell { column } => format!("`{column}` está vazio"),
        BadLine::LongCell { column, found, limit } => format!("`{column}` tem {found} bytes; uma chave tem no máximo {limit}"),
        BadLine::ControlCharacter { column, character } => format!("`{column}` contém o caractere de controle {character:?}"),
        other => other.to_string(),
    }
}
