//! The queue: which messages there are, newest first, with what has become of them.

mod filter;
mod row;

pub(super) use filter::Filter;
pub(super) use row::{can_be_tried, row};

use super::failure::Failure;
use super::fields::Fields;
use super::guard::Visitor;
use super::icons::{Icon, icon};
use super::page::{Follow, Section, next_page, page, table};
use super::state::Monitor;
use super::words;
use axum::extract::{RawQuery, State};
use depara_store::queue::{MessageCount, QueueDirection, Status};
use maud::{Markup, html};
use std::sync::Arc;

/// How many messages a page has.
const PAGE: u32 = 50;

/// How far messages of a status are counted.
pub(super) const COUNTED: u32 = 999;

/// The page with the queue.
pub(super) async fn show(State(monitor): State<Arc<Monitor>>, visitor: Visitor, RawQuery(query): RawQuery) -> Result<Markup, Failure> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let (filter, before) = (Filter::of(&fields), fields.number("antes"));
    let wanted = filter.clone();
    let (found, counts, now) = monitor
        .read(move |transaction| {
            let found = wanted.with_query(|query| transaction.find_messages(query, before, PAGE))?;
            Ok((found, transaction.count_messages(COUNTED)?, transaction.now()))
        })
        .await?;
    let operates = visitor.operates();
    let rows = html! { @for record in &found.items { (row(record, operates, now)) } };
    let follow = Follow {
        // Older pages are not followed: what happens there is told by the counts of the first one.
        events: before.is_none().then(|| filter.address("/monitor/eventos", &[("desde", &now.micros().to_string())])),
        refresh: None,
    };
    let next = found.next.map(|next| filter.address("/monitor", &[("antes", &next.to_string())]));
    let first = before.is_some().then(|| filter.address("/monitor", &[]));
    let body = html! {
        div.head { h1 { "Fila de mensagens" } }
        div id="contagem" { (chips(&filter, &counts)) }
        (filter.form(&peers(&monitor, &counts), &transactions(&monitor)))
        form.queue method="get" action="/monitor/confirmar" {
            (table("Mensagens, as mais novas primeiro", columns(operates), &html! { (rows) }))
            p.empty id="vazia" hidden[!found.items.is_empty()] { (nothing(&filter, found.next.is_some())) }
            @if operates {
                div.bulk {
                    button type="submit" { (icon(Icon::Again)) "Processar as selecionadas" }
                    span.faint id="selecao" { "Marque mensagens pendentes ou com erro." }
                }
            }
        }
        (next_page(first.as_deref(), next.as_deref()))
    };
    Ok(page(&monitor, &visitor, Section::Queue, "Fila", &follow, &body))
}

/// How many messages there are of each status, as ways to them.
pub(super) fn chips(filter: &Filter, counts: &[MessageCount]) -> Markup {
    let of = |status: Option<Status>| {
        let those = counts.iter().filter(|count| filter.counts(count) && status.is_none_or(|status| status == count.status));
        let (sum, more) = those.fold((0_u32, false), |(sum, more), count| (sum.saturating_add(count.count), more || count.more));
        format!("{sum}{}", if more { "+" } else { "" })
    };
    html! {
        nav.chips aria-label="Mensagens por status" {
            ul {
                li { a href=(filter.with_status(None)) aria-current=[filter.statuses.is_empty().then_some("true")] { "Todas " b { (of(None)) } } }
                @for status in ORDER {
                    @let is_chosen = filter.statuses == [status];
                    li {
                        a data-status=(words::status_name(status)) href=(filter.with_status(Some(status)))
                            aria-current=[is_chosen.then_some("true")] {
                            (icon(words::status_icon(status))) (words::capital(status.in_portuguese())) " " b { (of(Some(status))) }
                        }
                    }
                }
            }
        }
    }
}

/// What needs somebody comes first.
const ORDER: [Status; 7] =
    [Status::Error, Status::Pending, Status::Processing, Status::Sent, Status::Refused, Status::Ignored, Status::Processed];

fn columns(operates: bool) -> &'static [&'static str] {
    const ALL: [&str; 7] = ["Marcar", "Mensagem", "Status", "Chegou em", "Sentido", "Transação", "Cadastro e situação"];
    if operates { &ALL } else { ALL.get(1..).unwrap_or_default() }
}

fn nothing(filter: &Filter, has_more: bool) -> &'static str {
    match (filter.is_all(), has_more) {
        (_, true) => "Nenhuma mensagem nesta parte da fila; continue em “Mais antigas”.",
        (true, _) => "Ainda não há mensagens na fila.",
        (false, _) => "Nenhuma mensagem corresponde ao filtro.",
    }
}

/// Every system that is configured or has messages.
fn peers(monitor: &Monitor, counts: &[MessageCount]) -> Vec<String> {
    let configured = monitor.engine.config().peers.keys().cloned();
    let mut peers: Vec<String> = configured.chain(counts.iter().map(|count| count.peer.clone())).collect();
    peers.sort_unstable();
    peers.dedup();
    peers
}

fn transactions(monitor: &Monitor) -> Vec<&'static str> {
    let mut names: Vec<&str> = monitor.engine.adapters().iter().map(|adapter| adapter.message).collect();
    names.sort_unstable();
    names.dedup();
    names
}

impl Filter {
    /// Whether a count is of what the filter takes but for the status.
    fn counts(&self, count: &MessageCount) -> bool {
        self.direction.is_none_or(|direction| direction == count.direction) && self.peer.as_ref().is_none_or(|peer| *peer == count.peer)
    }
}

/// Both directions, with the words of addresses.
pub(super) const DIRECTIONS: [(QueueDirection, &str); 2] = [(QueueDirection::Inbound, "entrada"), (QueueDirection::Outbound, "saida")];
