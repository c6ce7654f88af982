//! What persons do to messages: process, process again, put aside; each is asked once more, and told what became of it.

use super::failure::Failure;
use super::fields::Fields;
use super::guard::{Number, Submitted, Visitor};
use super::icons::{Icon, icon};
use super::jobs::{Item, Job, MOST};
use super::page::{Follow, Section, cell, ficha, page, table};
use super::queue::can_be_tried;
use super::state::Monitor;
use super::time;
use super::words;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use depara_store::StoreError;
use depara_store::queue::{MessageRecord, QueueDirection, Status};
use maud::{Markup, html};
use std::sync::Arc;
use std::time::Duration;

/// How long a page waits for work that is soon done, before it shows it as it goes on.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// The longest reason for putting a message aside.
const LONGEST_REASON: usize = 500;

/// Asks once more before messages are processed.
pub(super) async fn confirm(State(monitor): State<Arc<Monitor>>, visitor: Visitor, RawQuery(query): RawQuery) -> Result<Markup, Failure> {
    if !visitor.operates() {
        return Err(Failure::Forbidden);
    }
    let ids = ids(&Fields::parse(query.unwrap_or_default().as_bytes()))?;
    let records = records(&monitor, ids).await?;
    let (fitting, others): (Vec<_>, Vec<_>) = records.iter().partition(|record| can_be_tried(record));
    let again = fitting.iter().filter(|record| record.status == Status::Error).count();
    let title = match fitting.as_slice() {
        [one] if one.status == Status::Error => format!("Reprocessar a mensagem {}?", one.id),
        [one] => format!("Processar a mensagem {}?", one.id),
        all => format!("Processar {} mensagens?", all.len()),
    };
    let body = html! {
        (way_back(&records))
        h1 { (if fitting.is_empty() { "Nada a processar" } else { title.as_str() }) }
        @if !fitting.is_empty() {
            ul.facts {
                @if again > 0 { li { (words::several(count(again), "mensagem com erro será reprocessada", "mensagens com erro serão reprocessadas")) "." } }
                @if fitting.len() > again {
                    @let first = fitting.len() - again;
                    li { (words::several(count(first), "mensagem pendente será processada", "mensagens pendentes serão processadas")) " agora." }
                }
                @if fitting.iter().any(|record| record.direction == QueueDirection::Outbound && record.attempts > 0) {
                    li { "O que já foi enviado vai de novo com o mesmo UUID; quem já processou reconhece a repetição." }
                }
                li { "Fica registrado que foi " b { (visitor.session.user) } " quem pediu." }
            }
        }
        (chosen(&fitting))
        @if !others.is_empty() {
            h2 { (words::several(count(others.len()), "mensagem fica como está", "mensagens ficam como estão")) }
            p.faint { "Só é possível processar o que está pendente ou com erro e não aguarda o De-Para." }
            (chosen(&others))
        }
        @if !fitting.is_empty() {
            form.sure method="post" action="/monitor/processar" {
                (ficha(&visitor))
                @for record in &fitting { input type="hidden" name="id" value=(record.id); }
                button.main type="submit" autofocus { (icon(Icon::Again)) "Sim, processar" }
                a.button href=(back(&records)) { "Não" }
            }
        }
    };
    Ok(page(&monitor, &visitor, Section::Queue, "Confirmar", &Follow::default(), &body))
}

/// Somebody is sure: work on the messages begins.
pub(super) async fn process(State(monitor): State<Arc<Monitor>>, submitted: Submitted) -> Result<Response, Failure> {
    let records = records(&monitor, ids(&submitted.fields)?).await?;
    let at = monitor.read(|transaction| Ok(transaction.now())).await?;
    let one = match records.as_slice() {
        [one] => Some(one.id),
        _ => None,
    };
    let begun = monitor.jobs.begin(&monitor, &submitted.visitor.session.user, records, at);
    let job = begun.ok_or_else(|| Failure::Bad("Há muitos lotes em andamento. Espere um deles terminar e tente de novo.".to_owned()))?;
    let mut progress = job.progress();
    // Who asked for one message wants to see at once what became of it.
    let _ = tokio::time::timeout(PATIENCE, progress.wait_for(|_| job.is_done())).await;
    let address = match one {
        Some(id) => format!("/monitor/mensagens/{id}?lote={}", job.number),
        None => format!("/monitor/lotes/{}", job.number),
    };
    Ok(Redirect::to(&address).into_response())
}

/// What became of each of the messages that somebody wanted processed.
pub(super) async fn job(State(monitor): State<Arc<Monitor>>, visitor: Visitor, Path(number): Path<String>) -> Result<Markup, Failure> {
    let found = monitor.jobs.find(&number);
    let job = found.ok_or_else(|| {
        Failure::NotFound("Esse lote não é mais lembrado; o que foi feito está na auditoria de cada mensagem.".to_owned())
    })?;
    let items = job.items();
    let number_of = |wanted: fn(&Item) -> bool| items.iter().filter(|(_, item)| wanted(item)).count();
    let good = number_of(|item| matches!(item, Item::Done(_, None)));
    let bad = number_of(|item| matches!(item, Item::Done(_, Some(_)) | Item::Failed(_)));
    let open = number_of(|item| matches!(item, Item::Waits | Item::Runs));
    let follow = match job.is_done() {
        true => Follow::default(),
        false => Follow { events: Some(format!("/monitor/eventos?lote={number}")), refresh: Some(3) },
    };
    let rows = html! {
        @for (id, item) in &items {
            tr role="row" {
                (cell("Mensagem", html! { a.number href={ "/monitor/mensagens/" (id) } { (id) } }))
                (cell("Resultado", outcome(item)))
            }
        }
    };
    let body = html! {
        p.back { a href="/monitor" { "Fila" } }
        h1 { "Resultado do processamento" }
        p.faint { "Pedido por " b { (job.who) } " em " (time::time(job.at)) "." }
        p.sum data-anuncio="resultado" {
            @if open > 0 { b { "Em andamento: " (open) " de " (items.len()) ". " } } @else { b { "Terminado. " } }
            (words::several(count(good), "mensagem deu certo", "mensagens deram certo")) "; "
            (words::several(count(bad), "não deu", "não deram")) "."
        }
        (table("Resultado de cada mensagem", &["Mensagem", "Resultado"], &rows))
    };
    Ok(page(&monitor, &visitor, Section::Queue, "Resultado", &follow, &body))
}

/// What became of one message that somebody wanted processed, above its page.
pub(super) fn notice(job: &Job, id: i64) -> Option<Markup> {
    let (_, item) = job.items().into_iter().find(|(found, _)| *found == id)?;
    Some(html! {
        div.note.bad[matches!(item, Item::Failed(_))] role="status" { p { (outcome(&item)) } }
    })
}

/// Asks why a message is put aside.
pub(super) async fn ask_aside(State(monitor): State<Arc<Monitor>>, visitor: Visitor, Number(id): Number) -> Result<Markup, Failure> {
    if !visitor.operates() {
        return Err(Failure::Forbidden);
    }
    let record = monitor.read(move |transaction| transaction.message(id)).await?;
    Ok(aside_form(&monitor, &visitor, &record, "", None))
}

/// Puts a message aside.
pub(super) async fn put_aside(State(monitor): State<Arc<Monitor>>, Number(id): Number, submitted: Submitted) -> Result<Response, Failure> {
    let (reason, user) = (submitted.fields.get("motivo").unwrap_or_default().to_owned(), submitted.visitor.session.user.clone());
    let record = monitor.read(move |transaction| transaction.message(id)).await?;
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        let problem = if reason.is_empty() {
            "Diga o motivo: ele fica na auditoria.".to_owned()
        } else {
            format!("O motivo tem no máximo {LONGEST_REASON} caracteres.")
        };
        return Ok(aside_form(&monitor, &submitted.visitor, &record, &reason, Some(&problem)).into_response());
    }
    let done = monitor
        .write(move |transaction| match transaction.put_aside(id, &user, &reason) {
            Err(error @ StoreError::Transition { .. }) => Ok(Err(error.in_portuguese())),
            other => other.map(Ok),
        })
        .await?;
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/monitor/mensagens/{id}")).into_response()),
        Err(why) => Ok(aside_form(&monitor, &submitted.visitor, &record, "", Some(&words::capital(&why))).into_response()),
    }
}

fn aside_form(monitor: &Monitor, visitor: &Visitor, record: &MessageRecord, reason: &str, problem: Option<&str>) -> Markup {
    let body = html! {
        p.back { a href={ "/monitor/mensagens/" (record.id) } { "Mensagem " (record.id) } }
        h1 { "Colocar a mensagem " (record.id) " de lado?" }
        (chosen(&[record]))
        p { "A mensagem deixa de ser tentada e passa a “ignorado”. As seguintes do mesmo cadastro continuam. Isso não pode ser desfeito." }
        @if let Some(problem) = problem { p.note.bad role="alert" id="problema" { (problem) } }
        form.sure method="post" action={ "/monitor/mensagens/" (record.id) "/de-lado" } {
            (ficha(visitor))
            p.field.wide {
                label for="motivo" { "Motivo" }
                input id="motivo" name="motivo" value=(reason) required maxlength=(LONGEST_REASON) autofocus autocomplete="off"
                    aria-describedby=[problem.map(|_| "problema")];
            }
            button.main.danger type="submit" { (icon(Icon::Aside)) "Sim, colocar de lado" }
            a.button href={ "/monitor/mensagens/" (record.id) } { "Não" }
        }
    };
    page(monitor, visitor, Section::Queue, "Colocar de lado", &Follow::default(), &body)
}

fn outcome(item: &Item) -> Markup {
    match item {
        Item::Waits => html! { span.faint { "Aguarda a vez…" } },
        Item::Runs => html! { (words::badge(Status::Processing)) },
        Item::Done(status, why) => html! { (words::badge(*status)) @if let Some(why) = why { " " span { (why) } } },
        Item::Skipped(status) => html! { (words::badge(*status)) " " span { "Nada foi feito: já não estava pendente nem com erro." } },
        Item::Failed(why) => {
            html! { span.badge data-status="erro" { (icon(Icon::Warning)) "Não processada" } " " span { (words::capital(why)) "." } }
        }
    }
}

fn chosen(records: &[&MessageRecord]) -> Markup {
    let rows = html! {
        @for record in records {
            tr role="row" {
                (cell("Mensagem", html! { a.number href={ "/monitor/mensagens/" (record.id) } { (record.id) } }))
                (cell("Status", words::status_of(record)))
                (cell("Sentido", words::way(record.direction, &record.peer)))
                (cell("Transação", html! { span { b { (record.transaction) } " " span.faint { (record.version) } } }))
                (cell("Cadastro", html! { span.key { (record.business_key.as_deref().unwrap_or(&record.uuid)) } }))
            }
        }
    };
    html! { @if !records.is_empty() { (table("Mensagens escolhidas", &["Mensagem", "Status", "Sentido", "Transação", "Cadastro"], &rows)) } }
}

fn ids(fields: &Fields) -> Result<Vec<i64>, Failure> {
    let mut ids: Vec<i64> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    match ids.len() {
        0 => Err(Failure::Bad("Nenhuma mensagem foi marcada. Volte à fila e marque pelo menos uma.".to_owned())),
        found if found > MOST => Err(Failure::Bad(format!("São no máximo {MOST} mensagens de uma vez; foram marcadas {found}."))),
        _ => Ok(ids),
    }
}

async fn records(monitor: &Arc<Monitor>, ids: Vec<i64>) -> Result<Vec<MessageRecord>, Failure> {
    monitor.read(move |transaction| ids.iter().map(|id| transaction.message(*id)).collect()).await
}

fn back(records: &[MessageRecord]) -> String {
    match records {
        [one] => format!("/monitor/mensagens/{}", one.id),
        _ => "/monitor".to_owned(),
    }
}

fn way_back(records: &[MessageRecord]) -> Markup {
    html! {
        p.back {
            @match records { [one] => a href=(back(records)) { "Mensagem " (one.id) }, _ => a href="/monitor" { "Fila" } }
        }
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
