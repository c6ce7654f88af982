//! What is wrong with a document, in Portuguese: it ends up in the monitor of the system that sent it.

use super::header::BRASILIA;
use depara::{DecodeError, DecodeErrorKind, Finding, FindingKind};
use depara_store::Timestamp;

/// A time as people here write it, in Brasília.
pub(super) fn time(at: Timestamp) -> String {
    let local = jiff::Timestamp::from_microsecond(at.micros()).map(|at| BRASILIA.to_datetime(at));
    local.map_or_else(|_| at.to_string(), |local| local.strftime("%d/%m/%Y %H:%M:%S").to_string())
}

/// What is wrong with a document, and where.
pub(super) fn decode_error(error: &DecodeError) -> String {
    let path = &error.location.path;
    let place = if path.is_empty() { "documento" } else { path };
    format!("{place} (byte {}): {}", error.location.position, kind(&error.kind))
}

fn kind(kind: &DecodeErrorKind) -> String {
    match kind {
        DecodeErrorKind::Encoding { encoding } => format!("os bytes não são {encoding}; outra codificação precisa estar na declaração XML"),
        DecodeErrorKind::Xml { reason } => format!("o XML está malformado: {reason}"),
        DecodeErrorKind::Json { reason } => format!("não é JSON: {reason}"),
        DecodeErrorKind::Doctype => "DOCTYPE não é aceito".to_owned(),
        DecodeErrorKind::Truncated { element } => format!("o documento termina dentro de `{element}`"),
        DecodeErrorKind::MismatchedEnd { open, found } => format!("`{open}` é fechado por `{found}`"),
        DecodeErrorKind::WrongRoot { found, .. } => format!("a raiz é `{found}`; uma mensagem é um `TOTVSMessage`"),
        DecodeErrorKind::UnknownMessage { found, known } => format!("a mensagem `{found}` não é conhecida; conhecidas: {known}"),
        DecodeErrorKind::UnknownVersion { message, found, known } => {
            format!("a versão {found} de `{message}` não é conhecida; conhecidas: {known}")
        }
        DecodeErrorKind::Operation { event, message, carried } => {
            format!("o evento `{event}` da mensagem `{message}` não é tratado; tratados: {carried}")
        }
        DecodeErrorKind::Missing { element } => format!("falta `{element}`"),
        DecodeErrorKind::Value { found, expected } => format!("`{found}` não é {}", value(expected)),
        DecodeErrorKind::Facet { found, expected } => format!("{}; o esquema aceita {}", count(found), count(expected)),
        DecodeErrorKind::Duplicate { element } => format!("`{element}` está repetido"),
        DecodeErrorKind::Unknown { element } => format!("o elemento `{element}` não é conhecido"),
        DecodeErrorKind::Limit { limit, allowed } => format!("{} passa do limite de {allowed}", self::limit(limit)),
        other => other.to_string(),
    }
}

/// What was noticed while a document was read, and where.
pub(super) fn finding(finding: &Finding) -> String {
    let what = match &finding.kind {
        FindingKind::UnknownElement { element, .. } => format!("o elemento desconhecido `{element}` foi ignorado"),
        FindingKind::UnknownAttribute { name, value } => format!("o atributo desconhecido `{name}` com `{value}` foi ignorado"),
        FindingKind::StrayText { text } => format!("um texto entre elementos foi ignorado: `{text}`"),
        FindingKind::UnknownValue { value } => format!("`{value}` não é um dos valores conhecidos e foi mantido"),
        FindingKind::Respelt { found, read_as } => format!("`{found}` foi lido como `{read_as}`"),
        FindingKind::MissingElement { element } => format!("falta `{element}`"),
        FindingKind::Count { element, found, expected } => {
            format!("`{element}` aparece {found} vezes; o esquema aceita {}", count(expected))
        }
        FindingKind::NotOneOf { elements } => format!("só um destes pode aparecer: {elements}"),
        FindingKind::Duplicate { element } => format!("`{element}` está repetido; vale o último"),
        FindingKind::Empty { expected } => format!("o texto está vazio; o esquema pede {}", count(expected)),
        FindingKind::Facet { found, expected } => format!("{}; o esquema aceita {}", count(found), count(expected)),
        FindingKind::BadValue { found, expected } => format!("`{found}` não é {} e foi mantido como texto", value(expected)),
        FindingKind::Operation { event, carried } => format!("o evento `{event}` não é tratado; tratados: {carried}"),
        other => other.to_string(),
    };
    format!("{}: {what}", finding.location.path)
}

/// What a value should have been. An expectation that is not in the table is shown as the codec says it: better in English than not at all.
fn value(expected: &str) -> &str {
    match expected {
        "a date and time such as `2024-06-07T14:32:11`" => "uma data e hora como `2024-06-07T14:32:11`",
        "a date such as `2024-06-07`" => "uma data como `2024-06-07`",
        "a decimal number such as `1250.00`" => "um número decimal como `1250.00`",
        "a time such as `14:32:11`" => "uma hora como `14:32:11`",
        other => other,
    }
}

/// `42 characters`, `at most 40 characters`.
fn count(text: &str) -> String {
    let mut text = text.to_owned();
    for (english, portuguese) in [
        ("at most", "no máximo"),
        ("at least", "no mínimo"),
        ("characters", "caracteres"),
        ("character", "caractere"),
        ("digits", "dígitos"),
        ("digit", "dígito"),
    ] {
        text = text.replace(english, portuguese);
    }
    text
}

fn limit(limit: &str) -> &str {
    match limit {
        "document length" => "o tamanho do documento",
        "element depth" => "a profundidade dos elementos",
        "text length" => "o tamanho de um texto",
        "list length" => "o número de itens de uma lista",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::decode_error;
    use depara::{Message, Policy};
    use depara_mappings::Registry;

    fn error(document: &str) -> String {
        decode_error(&Message::<Registry>::decode(document, &Policy::default()).unwrap_err())
    }

    fn content(version: &str, content: &str) -> String {
        format!(
            "<TOTVSMessage><MessageInformation version=\"{version}\"><Transaction>CustomerVendor</Transaction></MessageInformation>\
             <BusinessMessage><BusinessContent>{content}</BusinessContent></BusinessMessage></TOTVSMessage>"
        )
    }

    #[test]
    fn times_are_those_of_brasilia() {
        assert_eq!(super::time(depara_store::Timestamp::from_micros(1_790_000_000_000_000)), "21/09/2026 11:13:20");
    }

    #[test]
    fn what_the_codec_says_is_said_in_portuguese() {
        assert!(error("<Outro/>").ends_with("a raiz é `Outro`; uma mensagem é um `TOTVSMessage`"));
        let wrong = error(&content("2.002", "<RegisterDate>ontem</RegisterDate>"));
        assert!(wrong.ends_with("`ontem` não é uma data como `2024-06-07`"), "{wrong}");
        let unknown = error(&content("9.999", ""));
        assert!(unknown.contains("a versão 9.999 de `CUSTOMERVENDOR` não é conhecida; conhecidas: 2.002"), "{unknown}");
    }
}
