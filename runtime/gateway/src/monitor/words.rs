//! The words of the pages for what the store and the mappings name: statuses, directions, operations, what persons did.

use super::icons::{self, Icon};
use depara::Delivery;
use depara::key::Shape;
use depara::rules::{AdapterRules, Master, Operation};
use depara_store::depara::{Cardinality, RowState};
use depara_store::queue::{Form, MessageRecord, QueueDirection, Status};
use maud::{Markup, html};

/// A status as icon and word, so that no colour has to be told from another.
pub(super) fn badge(status: Status) -> Markup {
    html! { span.badge data-status=(status_name(status)) { (icons::icon(status_icon(status))) (capital(status.in_portuguese())) } }
}

/// The status of a message; one that waits for a person says so.
pub(super) fn status_of(record: &MessageRecord) -> Markup {
    if is_waiting(record) {
        html! { span.badge data-status="waiting" { (icons::icon(Icon::Hand)) "Aguarda De-Para" } }
    } else {
        badge(record.status)
    }
}

/// Whether a message waits until a person maps a code.
pub(super) fn is_waiting(record: &MessageRecord) -> bool {
    record.status == Status::Pending && record.waits > 0
}

/// The word for a status in addresses and styles.
pub(super) fn status_name(status: Status) -> &'static str {
    match status {
        Status::Pending => "pendente",
        Status::Processing => "processando",
        Status::Sent => "enviado",
        Status::Processed => "processado",
        Status::Error => "erro",
        Status::Refused => "recusado",
        Status::Ignored => "ignorado",
    }
}

/// The status of a word in an address.
pub(super) fn status_named(name: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| status_name(*status) == name)
}

pub(super) fn status_icon(status: Status) -> Icon {
    match status {
        Status::Pending => Icon::Clock,
        Status::Processing => Icon::Gear,
        Status::Sent => Icon::Send,
        Status::Processed => Icon::Check,
        Status::Error => Icon::Warning,
        Status::Refused => Icon::Forbidden,
        Status::Ignored => Icon::Aside,
    }
}

pub(super) fn direction(direction: QueueDirection) -> &'static str {
    match direction {
        QueueDirection::Inbound => "Entrada",
        QueueDirection::Outbound => "Saída",
    }
}

/// `Entrada de RM`, with an arrow.
pub(super) fn way(way: QueueDirection, peer: &str) -> Markup {
    let (icon, word) = match way {
        QueueDirection::Inbound => (Icon::In, "Entrada de "),
        QueueDirection::Outbound => (Icon::Out, "Saída para "),
    };
    html! { span.way { (icons::icon(icon)) span { (word) b { (peer) } } } }
}

pub(super) fn delivery(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Sync => "Síncrona (quem envia espera a resposta)",
        Delivery::Async => "Assíncrona (a resposta vem depois)",
    }
}

pub(super) fn form(form: Form) -> &'static str {
    match form {
        Form::Xml => "XML",
        Form::Json => "JSON",
    }
}

/// What a person or a peer did, as the store's audit names it.
pub(super) fn action(action: &str) -> &str {
    match action {
        "process" => "Mandou processar",
        "reprocess" => "Mandou reprocessar",
        "put aside" => "Colocou de lado",
        "sent again" => "Enviou de novo",
        other => other,
    }
}

pub(super) fn row_state(state: RowState) -> Markup {
    let (icon, word, name) = match state {
        RowState::Paired => (Icon::Check, "Relacionado", "processado"),
        RowState::Waiting => (Icon::Hand, "Aguarda", "waiting"),
        RowState::Removed => (Icon::Aside, "Excluído", "ignorado"),
    };
    html! { span.badge data-status=(name) { (icons::icon(icon)) (word) } }
}

/// What an operation of the De-Para's history is called.
pub(super) fn change(operation: &str) -> &str {
    match operation {
        "add" => "Inclusão",
        "link" => "Vínculo",
        "update" => "Alteração",
        "remove" => "Exclusão",
        "populate or get" => "Inclusão se não houver",
        other => other,
    }
}

pub(super) fn cardinality(cardinality: Cardinality) -> &'static str {
    match cardinality {
        Cardinality::OneToOne => "uma chave para uma chave",
        Cardinality::ManyToOne => "várias chaves internas para uma externa",
        Cardinality::OneToMany => "uma chave interna para várias externas",
    }
}

pub(super) fn operation(operation: Operation) -> &'static str {
    match operation {
        Operation::Insert => "inclusão",
        Operation::Update => "alteração",
        Operation::Upsert => "inclusão/alteração",
        Operation::Delete => "exclusão",
    }
}

pub(super) fn operations(operations: &[Operation]) -> String {
    operations.iter().map(|found| operation(*found)).collect::<Vec<_>>().join(", ")
}

/// What an adapter carries.
pub(super) fn carried(rules: &AdapterRules) -> String {
    if rules.operations.is_empty() { "Todas".to_owned() } else { capital(&operations(rules.operations)) }
}

pub(super) fn master(master: Option<Master>) -> &'static str {
    match master {
        Some(Master::System(name)) => name,
        Some(Master::Both) => "Os dois sistemas",
        None => "Não definido",
    }
}

/// The form of a key in words of people: `empresa | filial(SA1) | A1_COD texto(9)`.
pub(super) fn shape(shape: &Shape) -> String {
    const WORDS: [(&str, &str); 7] = [
        ("company", "empresa"),
        ("branch(", "filial("),
        (" char(", " texto("),
        (" int", " inteiro"),
        (" date", " data"),
        (" trim both", " sem brancos"),
        (" keep", " com brancos"),
    ];
    WORDS.iter().fold(shape.to_string(), |text, (english, portuguese)| text.replace(english, portuguese))
}

/// With a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `1 mensagem`, `2 mensagens`.
pub(super) fn several(count: impl Into<i64>, one: &str, many: &str) -> String {
    match count.into() {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_has_a_name_of_its_own() {
        for status in Status::ALL {
            assert_eq!(status_named(status_name(status)), Some(status));
        }
        assert_eq!(status_named("error"), None);
        assert_eq!((capital("pendente").as_str(), capital("").as_str()), ("Pendente", ""));
        assert_eq!((several(1, "mensagem", "mensagens"), several(0, "mensagem", "mensagens")), ("1 mensagem".into(), "0 mensagens".into()));
    }
}
