//! What is wrong with the arguments of a call, in both languages.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use depara_dsl::diagnostic::Language;

/// What is wrong with the arguments: clap says it in English, we in Portuguese.
pub(crate) fn misuse(error: &clap::Error, language: Language) -> StyledStr {
    let shows_help = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    match sentence(error) {
        Some(sentence) if language == Language::Portuguese && !shows_help => {
            let advice = advice(error).map(|advice| format!("\n\n  dica: {advice}")).unwrap_or_default();
            StyledStr::from(format!("erro: {sentence}{advice}\n\nPara saber mais, use '--help'.\n"))
        }
        _ => error.render(),
    }
}

/// The problem; none for the kinds that our command line does not know.
fn sentence(error: &clap::Error) -> Option<String> {
    let of = |kind| error.get(kind).map(text).unwrap_or_default();
    Some(match error.kind() {
        ErrorKind::UnknownArgument => format!("argumento inesperado `{}`", of(ContextKind::InvalidArg)),
        ErrorKind::InvalidSubcommand => format!("não existe o comando `{}`", of(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("falta informar {}", of(ContextKind::InvalidArg)),
        ErrorKind::MissingSubcommand => "falta informar o comando".to_owned(),
        ErrorKind::InvalidValue if of(ContextKind::InvalidValue).is_empty() => {
            format!("falta o valor de `{}`", of(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("`{}` não é um valor de `{}`", of(ContextKind::InvalidValue), of(ContextKind::InvalidArg))
        }
        ErrorKind::ArgumentConflict if error.get(ContextKind::PriorArg).is_some() => {
            format!("`{}` não combina com `{}`", of(ContextKind::InvalidArg), of(ContextKind::PriorArg))
        }
        ErrorKind::ArgumentConflict => format!("`{}` aparece duas vezes", of(ContextKind::InvalidArg)),
        ErrorKind::TooManyValues => format!("`{}` é um valor a mais para `{}`", of(ContextKind::InvalidValue), of(ContextKind::InvalidArg)),
        _ => return None,
    })
}

/// What fits, or what was probably meant.
fn advice(error: &clap::Error) -> Option<String> {
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(near) = suggested.into_iter().find_map(|kind| error.get(kind)) {
        return Some(format!("você quis dizer `{}`?", text(near)));
    }
    let valid = text(error.get(ContextKind::ValidValue)?);
    (!valid.is_empty()).then(|| format!("valores possíveis: {valid}"))
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(values) => values.join(", "),
        ContextValue::None => String::new(),
        value => value.to_string(),
    }
}
