//! One message in the queue's table.

use crate::monitor::explain;
use crate::monitor::page::cell;
use crate::monitor::time;
use crate::monitor::words;
use depara_store::Timestamp;
use depara_store::queue::{MessageRecord, Status};
use maud::{Markup, html};

/// How much of an error the table shows; the message's own page has all of it.
const SHOWN: usize = 140;

/// One message in the queue's table; who may operate can choose it.
pub(in crate::monitor) fn row(record: &MessageRecord, operates: bool, now: Timestamp) -> Markup {
    let id = record.id;
    html! {
        tr role="row" id={ "m" (id) } data-id=(id) data-status=(words::status_name(record.status)) {
            @if operates {
                td.pick role="cell" {
                    @if can_be_tried(record) {
                        input type="checkbox" name="id" value=(id) aria-label={ "Marcar a mensagem " (id) };
                    }
                }
            }
            (cell("Mensagem", html! { a.number href={ "/monitor/mensagens/" (id) } aria-label={ "Abrir a mensagem " (id) } { (id) } }))
            (cell("Status", words::status_of(record)))
            (cell("Chegou em", time::time(record.created_at)))
            (cell("Sentido", words::way(record.direction, &record.peer)))
            (cell("Transação", html! { span { b { (record.transaction) } " " span.faint { (record.version) } } }))
            td.what role="cell" data-label="Cadastro" {
                div {
                    @if let Some(key) = &record.business_key { span.key { (own_key(key, &record.transaction)) } } @else { span.key.faint title="UUID" { (record.uuid) } }
                    @if let Some(text) = summary(record, now) { span.text { (text) } }
                }
            }
        }
    }
}

/// The key of a record without the transaction, which stands beside it.
fn own_key<'k>(key: &'k str, transaction: &str) -> &'k str {
    key.strip_prefix(transaction).map_or(key, |rest| rest.trim_start())
}

/// Whether a person can do something with a message.
pub(in crate::monitor) fn can_be_tried(record: &MessageRecord) -> bool {
    match record.status {
        Status::Error => true,
        Status::Pending => !words::is_waiting(record),
        _ => false,
    }
}

/// What is to be known at once.
fn summary(record: &MessageRecord, now: Timestamp) -> Option<String> {
    let told = match record.status {
        Status::Error | Status::Refused | Status::Ignored => explain::message(record, now).what,
        Status::Pending if words::is_waiting(record) => explain::message(record, now).what,
        Status::Pending if record.due_at.is_none() => "Aguarda a sua vez.".to_owned(),
        _ => return None,
    };
    let told = told.strip_prefix("Erro: ").or_else(|| told.strip_prefix("Recusada: ")).unwrap_or(&told);
    let mut shown: String = told.chars().take(SHOWN).collect();
    if shown.len() < told.len() {
        shown.push('…');
    }
    Some(words::capital(&shown))
}
