//! What is wrong with the pairs of a load or with the answer to it, in Portuguese.

use super::keys;
use depara::KeyError;
use depara::load::{Position, Problem, ProblemKind, Stray, StrayKind};
use std::fmt::Display;

pub(super) fn problem(problem: &Problem) -> String {
    let Problem { position, entity, internal, kind: reason } = problem;
    format!("{} ({entity} `{internal}`): {}", place(*position), kind(reason))
}

pub(super) fn kind(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::UnknownEntity { found, known } => {
            format!("nenhuma carga conhece a entidade `{found}`; conhecidas: {}", listed(known, ", "))
        }
        ProblemKind::Internal(error) => format!("chave interna: {}", keys::error(error)),
        ProblemKind::Mask(errors) => format!("máscara: {}", all(errors)),
        ProblemKind::Key(errors) => format!("chave: {}", all(errors)),
        ProblemKind::NoRecord { forms } => {
            format!("não há máscara, nem chave, nem valores; a máscara é {}", listed(forms, " ou "))
        }
        ProblemKind::MissingValues { fields } => format!("a máscara precisa de {}, que a chave não tem", listed(fields, ", ")),
        ProblemKind::Ambiguous { keys } => format!("pode ser a máscara de {}", listed(keys, ", ")),
        ProblemKind::Disagreement { field, mask, key } => format!("`{field}` é `{mask}` na máscara e `{key}` na chave"),
        ProblemKind::TooLong { found, limit } => {
            format!("a mensagem aceita chaves e máscaras de até {limit} caracteres; esta tem {found}")
        }
        ProblemKind::Repeated { first } => format!("o mesmo par está em: {}", place(*first)),
        ProblemKind::OtherRecord { first, mask } => {
            format!("a mesma chave interna está com o registro `{mask}` em: {}", place(*first))
        }
        ProblemKind::OtherInternal { first, internal } => {
            format!("o mesmo registro está com a chave interna `{internal}`, com a qual o Protheus ficaria, em: {}", place(*first))
        }
        other => other.to_string(),
    }
}

pub(super) fn stray(stray: &Stray) -> String {
    let Stray { position, entity, origin, kind } = stray;
    let reason = match kind {
        StrayKind::NotSent => "esse par não foi enviado".to_owned(),
        StrayKind::Problem { position } => format!("o par foi enviado com um problema próprio, em: {}", place(*position)),
        StrayKind::Again { first } => format!("o par já foi respondido, em: {}", place(*first)),
        other => other.to_string(),
    };
    format!("{} ({entity} `{origin}`): {reason}", place(*position))
}

fn place(position: Position) -> String {
    match position {
        Position::Row(row) => format!("linha {row}"),
        Position::Pair { entity, pair } => format!("entidade {entity}, par {pair}"),
    }
}

fn listed(names: &[impl Display], between: &str) -> String {
    match names {
        [] => "nenhuma".to_owned(),
        names => names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(between),
    }
}

fn all(errors: &[KeyError]) -> String {
    errors.iter().map(keys::error).collect::<Vec<_>>().join("; ou ")
}
