//! The systems that the gateway speaks with: how it stands with each, and answers that nobody asked for.

use super::explain;
use super::failure::Failure;
use super::fields::{Fields, address};
use super::guard::Visitor;
use super::icons::{Icon, icon};
use super::page::{Follow, Section, cell, next_page, page, table};
use super::queue::COUNTED;
use super::state::Monitor;
use super::time;
use super::words;
use crate::engine::{PeerState, Readiness};
use axum::extract::{RawQuery, State};
use depara_store::Timestamp;
use depara_store::queue::{MessageCount, Status};
use maud::{Markup, html};
use std::sync::Arc;

/// How many answers a page has.
const PAGE: u32 = 30;

/// How much of an answer is shown.
const SHOWN: usize = 20_000;

/// The page with the systems.
pub(super) async fn show(State(monitor): State<Arc<Monitor>>, visitor: Visitor) -> Result<Markup, Failure> {
    let (counts, orphans, now) = monitor
        .read(|transaction| {
            let orphans = transaction.orphan_answers(0, PAGE)?.len();
            Ok((transaction.count_messages(COUNTED)?, orphans, transaction.now()))
        })
        .await?;
    let (peers, readiness) = (monitor.engine.peers(), monitor.readiness().await);
    let follow = Follow { events: Some("/monitor/eventos?ritmo=1".to_owned()), refresh: Some(15) };
    let body = html! {
        h1 { "Sistemas" }
        @if let Readiness::NotReady(why) = &readiness {
            p.note.bad role="status" { "O gateway não está aceitando mensagens: " (why) }
        }
        @if peers.is_empty() { p.empty { "Nenhum sistema está configurado." } }
        div.grid { @for peer in &peers { (card(peer, &counts, now)) } }
        p.lead {
            a href="/monitor/orfas" { "Respostas órfãs" }
            @if orphans == 0 { ": nenhuma." } @else { ": " b { (orphans) @if orphans >= PAGE as usize { "+" } } (if orphans == 1 { " aguarda análise." } else { " aguardam análise." }) }
        }
    };
    Ok(page(&monitor, &visitor, Section::Peers, "Sistemas", &follow, &body))
}

/// Answers that nobody asked for.
pub(super) async fn orphans(State(monitor): State<Arc<Monitor>>, visitor: Visitor, RawQuery(query): RawQuery) -> Result<Markup, Failure> {
    let after = Fields::parse(query.unwrap_or_default().as_bytes()).number("depois").unwrap_or_default();
    let found = monitor.read(move |transaction| transaction.orphan_answers(after, PAGE)).await?;
    let is_full = u32::try_from(found.len()).is_ok_and(|count| count == PAGE);
    let next = found.last().filter(|_| is_full).map(|last| format!("/monitor/orfas?depois={}", last.id));
    let rows = html! {
        @for orphan in &found {
            tr role="row" {
                (cell("Chegou em", time::time(orphan.received_at)))
                (cell("Sistema", html! { b { (orphan.peer) } }))
                (cell("UUID respondido", html! { a.key href=(address("/monitor", &[("texto", &orphan.uuid)])) { (orphan.uuid) } }))
                @if visitor.operates() {
                    (cell("Resposta", html! {
                        details {
                            summary { "Ver documento" }
                            pre tabindex="0" { code { (String::from_utf8_lossy(&orphan.response).chars().take(SHOWN).collect::<String>()) } }
                        }
                    }))
                }
            }
        }
    };
    let columns: &[&str] = if visitor.operates() {
        &["Chegou em", "Sistema", "UUID respondido", "Resposta"]
    } else {
        &["Chegou em", "Sistema", "UUID respondido"]
    };
    let body = html! {
        p.back { a href="/monitor/sistemas" { "Sistemas" } }
        h1 { "Respostas órfãs" }
        p.lead {
            "Respostas a mensagens que este gateway não enviou a esse sistema. Costumam vir de outra instalação que usa o mesmo endereço, ou de um banco de dados restaurado."
        }
        @if found.is_empty() { p.empty { "Nenhuma resposta órfã." } } @else { (table("Respostas órfãs", columns, &rows)) }
        (next_page((after > 0).then_some("/monitor/orfas"), next.as_deref()))
    };
    Ok(page(&monitor, &visitor, Section::Peers, "Respostas órfãs", &Follow::default(), &body))
}

fn card(peer: &PeerState, counts: &[MessageCount], now: Timestamp) -> Markup {
    let of = |status: Status| {
        let those = counts.iter().filter(move |count| count.peer == peer.name && count.status == status);
        let sum = those.clone().map(|count| i64::from(count.count)).sum::<i64>();
        (sum, those.clone().any(|count| count.more), those.map(|count| count.oldest).min())
    };
    let (pending, pending_more, oldest) = of(Status::Pending);
    let (errors, errors_more, _) = of(Status::Error);
    let more = |more: bool| if more { "+" } else { "" };
    html! {
        section.card.peer aria-labelledby={ "s-" (peer.name) } {
            div.head { h2 id={ "s-" (peer.name) } { (peer.name) @if peer.product != peer.name { " " span.faint.sub { (peer.product) } } } (health(peer, now)) }
            dl.facts {
                div { dt { "Último sucesso" } dd { @match peer.last_success { Some(at) => { (time::time(at)) " (" (time::ago(at, now)) ")" }, None => span.faint { "ainda nenhum" } } } }
                div {
                    dt { "Última falha" }
                    dd {
                        @match &peer.last_failure {
                            Some((at, _)) => { (time::time(*at)) " (" (time::ago(*at, now)) ")" },
                            None => span.faint { "nenhuma" },
                        }
                    }
                }
                div { dt { "Na fila" } dd { a href=(address("/monitor", &[("sistema", &peer.name), ("status", "pendente")])) { (words::several(pending, "pendente", "pendentes")) (more(pending_more)) }
                    @if let Some(oldest) = oldest { span.faint { ", a mais antiga " (time::ago(oldest, now)) } } } }
                div { dt { "Com erro" } dd { a href=(address("/monitor", &[("sistema", &peer.name), ("status", "erro")])) { (words::several(errors, "mensagem", "mensagens")) (more(errors_more)) } } }
            }
            @if let Some((_, text)) = &peer.last_failure { @if peer.failures > 0 { (failure(text)) } }
        }
    }
}

/// Whether messages go to a system, in words.
fn health(peer: &PeerState, now: Timestamp) -> Markup {
    let paused = peer.left_alone_until.filter(|until| *until > now);
    html! {
        @if let Some(until) = paused {
            span.badge data-status="erro" { (icon(Icon::Pause)) "Em pausa até " (time::text(until)) }
        } @else if peer.failures > 0 {
            span.badge data-status="waiting" { (icon(Icon::Warning)) (words::several(peer.failures, "falha seguida", "falhas seguidas")) }
        } @else if !peer.has_address {
            span.badge data-status="ignorado" { (icon(Icon::In)) "Só envia para cá" }
        } @else if peer.last_success.is_none() {
            span.badge data-status="pendente" { (icon(Icon::Clock)) "Ainda sem contato" }
        } @else {
            span.badge data-status="processado" { (icon(Icon::Check)) "Respondendo" }
        }
    }
}

fn failure(text: &str) -> Markup {
    let told = explain::way(text);
    html! {
        div.note.bad {
            p { (words::capital(&told.what)) " " (told.meaning) }
            @if !told.next.is_empty() { p { b { "O que fazer: " } (told.next) } }
            p.faint { "Com o sistema em pausa, as mensagens ficam na fila e seguem sozinhas quando ele voltar a responder." }
        }
    }
}
