//! What becomes of the parts of an installation, in both languages.

use super::fragment;
use depara::convert::Change;
use depara::rules::ParameterError;
use depara_dsl::diagnostic::Language;

/// What becomes of a part of an installation.
pub(crate) fn change(change: &Change, language: Language) -> String {
    match language {
        Language::English => change.to_string(),
        Language::Portuguese => in_portuguese(change),
    }
}

fn in_portuguese(change: &Change) -> String {
    match change {
        Change::Renamed { from, to, value } => format!("o parâmetro `{from}` agora é `{to}`, com o valor `{value}`"),
        Change::Superseded { from, to } => format!("o parâmetro `{from}` foi excluído: `{to}` já tem o seu valor"),
        Change::Respelt { name, from, to } => format!("parâmetro `{name}`: `{from}` agora se escreve `{to}`"),
        Change::Conflict { from, to, old, new } => {
            format!("os parâmetros `{from}` (`{old}`) e `{to}` (`{new}`) dizem coisas diferentes; os dois ficam: exclua o errado")
        }
        Change::BadValue { error, .. } => format!("{}; fica como está: corrija o valor", parameter_error(error)),
        Change::UnknownParameter { name } => format!("o parâmetro `{name}` não está em nenhum mapeamento; fica como está"),
        Change::ParameterKept { name } => format!("o parâmetro `{name}` fica como está"),
        Change::DefaultHolds { name, default } => format!("o parâmetro `{name}` não foi informado; vale o padrão `{default}`"),
        Change::AdapterChanged { message, column, from, to } => format!("{message}: {column} é `{from}` e passa a `{to}`"),
        Change::NewerVersion { message, found, known } => {
            format!("{message}: a versão {found} é mais nova que {known}, a dos mapeamentos; fica como está")
        }
        Change::NoVersion { message, found } => format!("{message}: `{found}` não é uma versão; fica como está: corrija"),
        Change::OtherRoutine { message, found, known } => {
            format!("{message}: a rotina `{found}` não é uma de {}; fica como está", known.join(", "))
        }
        Change::AdapterKept { message } => format!("{message}: fica como está"),
        Change::NotCarried { message, profile } => {
            format!("{message}: o {profile} não tem adapter para ela; fica como está, e o {profile} não pode ser ativado")
        }
        Change::NoMessage { profile } => format!("não dá nome a nenhuma mensagem; fica como está, e o {profile} não pode ser ativado"),
        other => other.to_string(),
    }
}

fn parameter_error(error: &ParameterError) -> String {
    match error {
        ParameterError::Type { name, source } => {
            format!("parâmetro `{name}`: `{}` não é {}", source.found, fragment(source.expected))
        }
        ParameterError::Rule { name, found, expected, text } => {
            format!("parâmetro `{name}`: {}; cabe {}; veio `{text}`", fragment(found), fragment(expected))
        }
        other => other.to_string(),
    }
}
