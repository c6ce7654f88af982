//! What is wrong with a message, or was noticed in it, in Portuguese.

use super::fragment;
use depara::{DecodeErrorKind, FindingKind, Location};

pub(super) fn location(location: &Location) -> String {
    let path = if location.path.is_empty() { "documento" } else { &location.path };
    format!("{path} (byte {})", location.position)
}

pub(super) fn error(kind: &DecodeErrorKind) -> String {
    match kind {
        DecodeErrorKind::Encoding { encoding } => {
            format!("os bytes não são {encoding}; um documento em outra codificação diz o nome dela na declaração XML")
        }
        DecodeErrorKind::Xml { reason } => format!("XML malformado: {}", fragment(reason)),
        DecodeErrorKind::Json { reason } => format!("não é JSON: {reason}"),
        DecodeErrorKind::Doctype => "um DOCTYPE não é aceito".to_owned(),
        DecodeErrorKind::Truncated { element } => format!("o documento termina dentro de `{element}`"),
        DecodeErrorKind::MismatchedEnd { open, found } => format!("`{open}` é fechado por `{found}`"),
        DecodeErrorKind::WrongRoot { found, hint } => format!("a raiz é `{found}`; uma mensagem é um `TOTVSMessage`{}", fragment(hint)),
        DecodeErrorKind::UnknownMessage { found, known } => format!("a mensagem `{found}` não é conhecida aqui; conhecidas: {known}"),
        DecodeErrorKind::UnknownVersion { message, found, known } => {
            let found = if found == "(none)" { "(nenhuma)" } else { found };
            format!("a versão {found} de `{message}` não é conhecida aqui; conhecidas: {known}")
        }
        DecodeErrorKind::Operation { event, message, carried } => {
            format!("nenhum adapter aceita o evento `{event}` da mensagem `{message}`; operações aceitas: {}", fragment(carried))
        }
        DecodeErrorKind::Missing { element } => format!("falta {}", alternatives(element)),
        DecodeErrorKind::Value { found, expected } => format!("`{found}` não é {}", fragment(expected)),
        DecodeErrorKind::Facet { found, expected } => format!("{}; o esquema aceita {}", fragment(found), fragment(expected)),
        DecodeErrorKind::Duplicate { element } => format!("`{element}` aparece duas vezes"),
        DecodeErrorKind::Unknown { element } => format!("o elemento `{element}` não é conhecido"),
        DecodeErrorKind::Schema { what } => fragment(what),
        DecodeErrorKind::Limit { limit, allowed } => format!("{}: o limite é {allowed}", fragment(limit)),
        other => other.to_string(),
    }
}

pub(super) fn finding(kind: &FindingKind) -> String {
    match kind {
        FindingKind::UnknownElement { element, .. } => format!("o elemento desconhecido `{element}` foi ignorado"),
        FindingKind::UnknownAttribute { name, value } => format!("o atributo desconhecido `{name}`, com `{value}`, foi ignorado"),
        FindingKind::StrayText { text } => format!("texto entre elementos foi ignorado: `{text}`"),
        FindingKind::UnknownValue { value } => format!("`{value}` não é um dos valores conhecidos e foi mantido"),
        FindingKind::Respelt { found, read_as } => format!("`{found}` foi lido como `{read_as}`"),
        FindingKind::MissingElement { element } => format!("falta `{element}`"),
        FindingKind::Count { element, found, expected } => {
            format!("`{element}` aparece {found} {}; o esquema aceita {}", if *found == 1 { "vez" } else { "vezes" }, fragment(expected))
        }
        FindingKind::NotOneOf { elements } => format!("cabe apenas um destes: {elements}"),
        FindingKind::Duplicate { element } => format!("`{element}` aparece duas vezes; vale o último"),
        FindingKind::Empty { expected } => format!("o texto está vazio; o esquema aceita {}", fragment(expected)),
        FindingKind::Facet { found, expected } => format!("{}; o esquema aceita {}", fragment(found), fragment(expected)),
        FindingKind::BadValue { found, expected } => format!("`{found}` não é {} e foi mantido como texto", fragment(expected)),
        FindingKind::Operation { event, carried } => {
            format!("nenhum adapter aceita o evento `{event}`; operações aceitas: {}", fragment(carried))
        }
        FindingKind::Note { text } => fragment(text),
        other => other.to_string(),
    }
}

/// `A, B or C` with each name in backquotes.
fn alternatives(elements: &str) -> String {
    let name = |name: &str| if name.contains(' ') { fragment(name) } else { format!("`{name}`") };
    match elements.split_once(" or ") {
        Some((first, last)) => {
            let first: Vec<String> = first.split(", ").map(name).collect();
            format!("{} ou {}", first.join(", "), name(last))
        }
        None => name(elements),
    }
}
