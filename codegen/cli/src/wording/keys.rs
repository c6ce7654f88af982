//! What is wrong with a key, a row or an environment, in Portuguese.

use depara::key::Place;
use depara::rows::{Reason, RowError};
use depara::{EnvironmentError, KeyError};

pub(super) fn error(error: &KeyError) -> String {
    let takes = |place: &Place, what: &str, found: &str| format!("{} aceita {what}; veio `{found}`", part(place));
    let length = |found: &str| match found.chars().count() {
        1 => "1 caractere".to_owned(),
        count => format!("{count} caracteres"),
    };
    match error {
        KeyError::SegmentCount { place, found, fits } => {
            let fits: Vec<String> = fits.iter().map(usize::to_string).collect();
            let gap = if place.segment > *found {
                format!("falta o segmento {} `{}`", place.segment, place.name)
            } else {
                format!("o segmento {} está sobrando", place.segment)
            };
            let found = if *found == 1 { "veio 1".to_owned() } else { format!("vieram {found}") };
            format!("a chave `{}` tem {} segmentos; {found}: {gap}", place.key, fits.join(" ou "))
        }
        KeyError::Literal { place, found, fits } => format!("{} é sempre `{fits}`; veio `{found}`", part(place)),
        KeyError::TooLong { place, found, limit } => {
            format!("{}, que tem {}", takes(place, &format!("no máximo {limit} caracteres"), found), length(found))
        }
        KeyError::WrongWidth { place, found, width } => {
            format!("{}, que tem {}", takes(place, &format!("exatamente {width} caracteres, com os espaços"), found), length(found))
        }
        KeyError::Empty { place, found } => takes(place, "um valor que não seja vazio", found),
        KeyError::NotInt { place, found } => takes(place, "um número inteiro sem zeros à esquerda", found),
        KeyError::NotDate { place, found } => takes(place, "um dia em oito dígitos, com o ano primeiro, como `20260131`", found),
        KeyError::Separator { place, found, separator } => {
            takes(place, &format!("caracteres que não sejam `{separator}`, que separa os segmentos"), found)
        }
        KeyError::ControlCharacter { place, found, character } => {
            format!("{} aceita caracteres imprimíveis; veio {character:?} em {found:?}", part(place))
        }
        KeyError::Missing { place } => format!("{} precisa de um valor; não veio nenhum", part(place)),
        KeyError::ValueCount { place, found, fits } => format!("a chave `{}` tem {fits} valores; vieram {found}", place.key),
        other => other.to_string(),
    }
}

pub(super) fn undecided(reason: &Reason) -> String {
    match reason {
        Reason::Ambiguous { candidates } => {
            let candidates: Vec<String> =
                candidates.iter().map(|row| format!("`{}` (`{}` = `{}`)", row.table, row.internal, row.external)).collect();
            format!("pode ser uma linha de {}", candidates.join(" ou "))
        }
        Reason::NoFit(RowError::Internal { table, source }) => format!("chave interna do De-Para `{table}`: {}", error(source)),
        Reason::NoFit(RowError::External { table, source }) => format!("chave externa do De-Para `{table}`: {}", error(source)),
        Reason::NoFit(RowError::Identical { table }) => {
            format!("o De-Para `{table}` não tem linhas: os dois sistemas usam o mesmo código")
        }
        Reason::NoTable => "os adapters não têm De-Para com linhas".to_owned(),
        other => other.to_string(),
    }
}

pub(super) fn environment(error: &EnvironmentError) -> String {
    match error {
        EnvironmentError::File { line, column, message } => format!("linha {line}, coluna {column}: {message}"),
        EnvironmentError::UnknownTable { alias, known } => {
            let known = known.join(", ");
            format!("falta o compartilhamento da tabela `{alias}`: informe-o, ou um `default`, em `[sharing]`; conhecidas: {known}")
        }
        EnvironmentError::BranchWidth { found, layout } => {
            let (width, count) = (layout.width(), found.chars().count());
            format!("uma filial tem {width} caracteres no leiaute `{layout}`; veio `{found}`, que tem {count}")
        }
        other => other.to_string(),
    }
}

fn part(place: &Place) -> String {
    format!("o segmento {} `{}` da chave `{}`", place.segment, place.name, place.key)
}
