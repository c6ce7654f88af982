//! What the pairs of a key are and what they were, with when and by what each came and went.

use super::{Space, event_time, source, space_of};
use crate::monitor::failure::Failure;
use crate::monitor::fields::Fields;
use crate::monitor::guard::Visitor;
use crate::monitor::page::{Follow, Section, cell, page, table};
use crate::monitor::state::Monitor;
use crate::monitor::words;
use axum::extract::{RawQuery, State};
use depara_store::depara::{Ended, FoundRow, Side, Wanted};
use maud::{Markup, html};
use std::sync::Arc;

/// How many rows of a key are shown: a record of the ERP has one for each coligada.
const ROWS: u32 = 100;

/// The page with the history of a key.
pub(in crate::monitor) async fn show(
    State(monitor): State<Arc<Monitor>>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Markup, Failure> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let number = fields.number("tabela").unwrap_or_default();
    let side = if fields.get("lado") == Some(Side::External.in_portuguese()) { Side::External } else { Side::Internal };
    let key = fields.raw("chave").to_owned();
    if key.trim().is_empty() {
        return Err(Failure::Bad("O endereço não diz de qual chave é o histórico.".to_owned()));
    }
    let wanted = key.clone();
    let found = monitor
        .read(move |transaction| {
            let Some(space) = space_of(transaction.spaces(&Wanted::default())?, number) else { return Ok(None) };
            let info = space.info();
            let spaces = Wanted {
                transaction: Some(&info.transaction),
                table: Some(&info.table),
                alias: Some(&info.alias),
                application: Some(&info.application),
                system: None,
            };
            let mut rows = transaction.rows_of_key(&spaces, &wanted, ROWS)?;
            rows.retain(|found| found.space.id() == number && key_of(found, side).trim_end() == wanted.trim_end());
            let ended = transaction.history(&space, side, &wanted)?;
            Ok(Some((space, rows, ended)))
        })
        .await?;
    let (space, rows, ended) = found.ok_or_else(|| Failure::NotFound("Não há essa tabela no De-Para.".to_owned()))?;
    let body = body(&space, side, &key, &rows, &ended);
    Ok(page(&monitor, &visitor, Section::Rows, "Histórico de uma chave", &Follow::default(), &body))
}

fn key_of(found: &FoundRow, side: Side) -> &str {
    match side {
        Side::Internal => &found.row.internal,
        Side::External => &found.row.external,
    }
}

fn body(space: &Space, side: Side, key: &str, rows: &[FoundRow], ended: &[Ended]) -> Markup {
    let info = space.info();
    let now = html! {
        @for found in rows {
            tr role="row" {
                (cell("Chave interna", html! { span.key { (found.row.internal) } }))
                (cell("Chave externa", html! { span.key { (found.row.external) } }))
                (cell("Situação", words::row_state(found.row.state)))
                (cell("Desde", event_time(found.row.stamp_at)))
                (cell("Por", source(&found.row.stamp_source)))
            }
        }
    };
    let before = html! {
        @for ended in ended.iter().rev() {
            tr role="row" {
                (cell("Chave interna", html! { span.key { (ended.internal) } }))
                (cell("Chave externa", html! { span.key { (ended.external) } }))
                (cell("De", event_time(ended.stamp_at)))
                (cell("Até", event_time(ended.ended_at)))
                (cell("Terminou por", html! { span { (words::change(&ended.operation)) " " (source(&ended.ended_source)) } }))
            }
        }
    };
    html! {
        p.back { a href={ "/monitor/depara?tabela=" (space.id()) } { "De-Para " (info.table) } }
        h1 { "Histórico da chave " (side.in_portuguese()) " " span.key { (key) } }
        p.faint { (info.table) " (" (info.fields) ") = " (info.alias) "." (info.field) ", transação " (info.transaction) }
        h2 { "Agora" }
        @if rows.is_empty() { p.empty { "A chave não tem linha." } }
        @else { (table("Linhas atuais da chave", &["Chave interna", "Chave externa", "Situação", "Desde", "Por"], &now)) }
        h2 { "Antes" }
        @if ended.is_empty() { p.empty { "A chave não teve outros pares." } }
        @else { (table("Pares anteriores da chave", &["Chave interna", "Chave externa", "De", "Até", "Terminou por"], &before)) }
    }
}
