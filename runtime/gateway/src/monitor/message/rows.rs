//! The keys of a message, and the De-Para rows that have them, in both layouts.

use crate::monitor::depara::layouts;
use crate::monitor::page::{cell, table};
use depara_store::depara::{FoundRow, RowState, Wanted};
use depara_store::queue::ReturnedKey;
use depara_store::{StoreError, Transaction};
use maud::{Markup, html};

/// How many keys of a message are looked for in the De-Para.
const KEYS: usize = 12;

/// How many rows of a key are shown: a record of the ERP has one for each coligada.
const ROWS: u32 = 20;

/// The rows that have one of the keys.
pub(super) fn of_keys(
    transaction: &mut Transaction<'_>,
    named: &[(String, String)],
    returned: &[ReturnedKey],
) -> Result<Vec<FoundRow>, StoreError> {
    let returned = returned.iter().flat_map(|key| [&key.origin, &key.destination]);
    let mut keys: Vec<&str> =
        named.iter().map(|(_, key)| key).chain(returned).map(|key| key.trim_end()).filter(|key| !key.is_empty()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut rows: Vec<FoundRow> = Vec::new();
    for key in keys.into_iter().take(KEYS) {
        let found = transaction.rows_of_key(&Wanted::default(), key, ROWS)?;
        let is_there = |found: &FoundRow| found.row.state != RowState::Removed;
        let is_new = |rows: &[FoundRow], found: &FoundRow| rows.iter().all(|known| known.row.id != found.row.id);
        for found in found.into_iter().filter(is_there) {
            if is_new(&rows, &found) {
                rows.push(found);
            }
        }
    }
    Ok(rows)
}

/// Keys and rows.
pub(super) fn section(named: &[(String, String)], returned: &[ReturnedKey], rows: &[FoundRow]) -> Markup {
    let keys = html! {
        @for (name, key) in named {
            tr role="row" { (cell("Chave", html! { (name) })) (cell("Valor", html! { span.key { (key) } })) }
        }
    };
    let answered = html! {
        @for key in returned {
            tr role="row" {
                (cell("Nome", html! { (key.name) }))
                (cell("Origem", html! { span.key { (key.origin) } }))
                (cell("Destino", html! { span.key { (key.destination) } }))
            }
        }
    };
    html! {
        section.card aria-labelledby="chaves" {
            h2 id="chaves" { "Chaves e De-Para" }
            @if named.is_empty() && returned.is_empty() { p.faint { "A mensagem não traz chaves." } }
            @if !named.is_empty() { h3 { "Chaves da mensagem" } (table("Chaves da mensagem", &["Chave", "Valor"], &keys)) }
            @if !returned.is_empty() {
                h3 { "Chaves devolvidas na resposta" }
                (table("Chaves devolvidas na resposta", &["Nome", "Origem", "Destino"], &answered))
            }
            @if !rows.is_empty() { (layouts(rows)) }
            @else if !(named.is_empty() && returned.is_empty()) { p.faint { "Nenhuma destas chaves tem par no De-Para ainda." } }
        }
    }
}
