//! One message: what has become of it and what to do, what it says, its keys and rows, and everything that was done to it.

mod content;
mod rows;
mod tree;

use super::actions;
use super::explain;
use super::failure::Failure;
use super::fields::Fields;
use super::guard::{Number, Visitor};
use super::icons::{Icon, icon};
use super::page::{Follow, Section, cell, page, table};
use super::queue::can_be_tried;
use super::state::Monitor;
use super::time;
use super::words;
use crate::engine::Described;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use depara_store::depara::FoundRow;
use depara_store::queue::{AuditLine, MessageRecord, ReturnedKey, Status};
use depara_store::{StoreError, Timestamp, Transaction};
use maud::{Markup, html};
use std::sync::Arc;

/// Everything that a page shows of a message.
struct Whole {
    record: MessageRecord,
    payload: Vec<u8>,
    response: Option<Vec<u8>>,
    keys: Vec<ReturnedKey>,
    audit: Vec<AuditLine>,
    cause: Option<MessageRecord>,
    caused: Vec<MessageRecord>,
    described: Described,
    rows: Vec<FoundRow>,
    now: Timestamp,
}

/// The page of a message.
pub(super) async fn show(
    State(monitor): State<Arc<Monitor>>,
    visitor: Visitor,
    Number(id): Number,
    RawQuery(query): RawQuery,
) -> Result<Markup, Failure> {
    let engine = Arc::clone(&monitor.engine);
    let whole = monitor.read(move |transaction| whole(transaction, id, &|text| engine.describe(text))).await?;
    let job = Fields::parse(query.unwrap_or_default().as_bytes()).get("lote").and_then(|number| monitor.jobs.find(number));
    let notice = job.and_then(|job| actions::notice(&job, id));
    let follow = Follow {
        events: Some(format!("/monitor/eventos?mensagem={id}&desde={}", whole.now.micros())),
        // Where there is no script, a message that is on its way is looked at again.
        refresh: matches!(whole.record.status, Status::Processing | Status::Pending).then_some(10),
    };
    let body = body(&whole, visitor.operates(), notice.as_ref());
    Ok(page(&monitor, &visitor, Section::Queue, &format!("Mensagem {id}"), &follow, &body))
}

/// The document of a message as it came, or its answer, to be kept as a file.
pub(super) async fn download(
    State(monitor): State<Arc<Monitor>>,
    visitor: Visitor,
    Path((id, which)): Path<(String, String)>,
) -> Result<Response, Failure> {
    if !visitor.operates() {
        return Err(Failure::Forbidden);
    }
    let (id, is_answer) = match (id.parse::<i64>(), which.as_str()) {
        (Ok(id), "documento") => (id, false),
        (Ok(id), "resposta") => (id, true),
        _ => return Err(Failure::NotFound("Não há tal documento.".to_owned())),
    };
    let found =
        monitor.read(move |transaction| if is_answer { transaction.response(id) } else { transaction.payload(id).map(Some) }).await?;
    let bytes = found.ok_or_else(|| Failure::NotFound(format!("A mensagem {id} ainda não tem resposta.")))?;
    let mut response = bytes.into_response();
    let name = format!("attachment; filename=\"mensagem-{id}-{which}.txt\"");
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

fn whole(transaction: &mut Transaction<'_>, id: i64, describe: &dyn Fn(&str) -> Described) -> Result<Whole, StoreError> {
    let record = transaction.message(id)?;
    let (payload, response) = (transaction.payload(id)?, transaction.response(id)?);
    let (keys, audit) = (transaction.returned_keys(id)?, transaction.audit(id)?);
    let cause = match record.cause.map(|cause| transaction.message(cause)) {
        Some(Ok(cause)) => Some(cause),
        None | Some(Err(StoreError::NoMessage { .. })) => None,
        Some(Err(error)) => return Err(error),
    };
    let caused = transaction.caused_by(id)?;
    let described = describe(&String::from_utf8_lossy(&payload));
    let rows = rows::of_keys(transaction, &described.keys, &keys)?;
    let now = transaction.now();
    Ok(Whole { record, payload, response, keys, audit, cause, caused, described, rows, now })
}

fn body(whole: &Whole, operates: bool, notice: Option<&Markup>) -> Markup {
    let record = &whole.record;
    let told = explain::message(record, whole.now);
    html! {
        p.back { a href="/monitor" { "Fila" } }
        @if let Some(notice) = notice { (notice) }
        div.head.message {
            h1 { "Mensagem " (record.id) " " span.faint.sub { (record.transaction) " " (record.version) } }
            span data-anuncio="status" { (words::status_of(record)) }
        }
        section.card.told data-status=(words::status_name(record.status)) aria-label="Situação" {
            p.first { (told.what) }
            @if !told.meaning.is_empty() { p { (told.meaning) } }
            @if !told.next.is_empty() { p { b { "O que fazer: " } (told.next) } }
            @if operates { (buttons(record)) }
        }
        div.two {
            div {
                (facts(record))
                (related(whole))
                (rows::section(&whole.described.keys, &whole.keys, &whole.rows))
                (audit(&whole.audit))
            }
            div {
                (content::section(&whole.described))
                @if operates { (content::raw(record.id, "documento", "Documento original", Some(&whole.payload))) }
                @if operates { (content::raw(record.id, "resposta", "Resposta original", whole.response.as_deref())) }
            }
        }
    }
}

fn buttons(record: &MessageRecord) -> Markup {
    let id = record.id;
    html! {
        @if can_be_tried(record) || record.status == Status::Error {
            p.actions {
                @if can_be_tried(record) {
                    a.button.main href={ "/monitor/confirmar?id=" (id) } {
                        (icon(Icon::Again)) (if record.status == Status::Error { "Reprocessar" } else { "Processar agora" })
                    }
                }
                @if record.status == Status::Error {
                    a.button href={ "/monitor/mensagens/" (id) "/de-lado" } { (icon(Icon::Aside)) "Colocar de lado" }
                }
            }
        }
    }
}

fn facts(record: &MessageRecord) -> Markup {
    let fact = |name: &str, value: Markup| html! { div { dt { (name) } dd { (value) } } };
    html! {
        section.card aria-labelledby="dados" {
            h2 id="dados" { "Dados da mensagem" }
            dl.facts {
                (fact("Sentido", words::way(record.direction, &record.peer)))
                (fact("Transação", html! { b { (record.transaction) } " versão " (record.version) }))
                (fact("Cadastro", html! { @match &record.business_key { Some(key) => span.key { (key) }, None => span.faint { "—" } } }))
                (fact("UUID", html! { span.key { (record.uuid) } }))
                (fact("Envio", html! { (words::delivery(record.delivery)) ", em " (words::form(record.form)) }))
                (fact("Chegou em", time::time(record.created_at)))
                (fact("Última mudança", time::time(record.changed_at)))
                (fact("Terminou em", time::maybe(record.finished_at)))
                (fact("Tentativas", html! { (record.attempts) }))
                @if let Some(due) = record.due_at.filter(|due| due.micros() > 1) { (fact("Próxima tentativa", time::time(due))) }
                @if let Some(until) = record.answer_by { (fact("Resposta até", time::time(until))) }
            }
        }
    }
}

fn related(whole: &Whole) -> Markup {
    let line = |record: &MessageRecord, what: &str| {
        html! {
            li {
                a href={ "/monitor/mensagens/" (record.id) } { "Mensagem " (record.id) } " " (words::status_of(record))
                br; span.faint { (what) ": " (words::way(record.direction, &record.peer)) ", " b { (record.transaction) } }
            }
        }
    };
    html! {
        @if whole.cause.is_some() || !whole.caused.is_empty() {
            section.card aria-labelledby="relacionadas" {
                h2 id="relacionadas" { "Mensagens relacionadas" }
                ul.related {
                    @if let Some(cause) = &whole.cause { (line(cause, "Veio desta")) }
                    @for caused in &whole.caused { (line(caused, "Deu origem a")) }
                }
            }
        }
    }
}

fn audit(lines: &[AuditLine]) -> Markup {
    let rows = html! {
        @for line in lines {
            tr role="row" {
                (cell("Quando", time::time(line.at)))
                (cell("Quem", html! { (line.who) }))
                (cell("O quê", html! { span {
                    (words::action(&line.action)) span.faint { " (" (line.before.in_portuguese()) " → " (line.after.in_portuguese()) ")" }
                    @if !line.note.is_empty() { br; q { (line.note) } }
                } }))
            }
        }
    };
    html! {
        section.card aria-labelledby="auditoria" {
            h2 id="auditoria" { "Auditoria" }
            @if lines.is_empty() { p.faint { "Nenhuma pessoa mexeu nesta mensagem." } }
            @else { (table("O que pessoas e sistemas fizeram com a mensagem", &["Quando", "Quem", "O quê"], &rows)) }
        }
    }
}
