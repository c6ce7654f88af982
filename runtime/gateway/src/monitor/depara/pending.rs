//! Codes that wait until a person says what they are in the other system, and the answer.

use super::{Space, space_of};
use crate::monitor::failure::Failure;
use crate::monitor::fields::Fields;
use crate::monitor::guard::{Submitted, Visitor};
use crate::monitor::icons::{Icon, icon};
use crate::monitor::page::{Follow, Section, ficha, next_page, page};
use crate::monitor::state::Monitor;
use crate::monitor::time;
use crate::monitor::words;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use depara::key::Shape;
use depara::{DeParaInfo, KeyInfo};
use depara_store::depara::{Done, PendingMapping, RowQuery, Side, Stamp, Wanted};
use depara_store::{Page, StoreError, Timestamp};
use maud::{Markup, html};
use std::sync::Arc;

/// How many codes a page has.
const PAGE: u32 = 50;

/// What a person has just said, above the codes that are left.
enum Said {
    Nothing,
    Mapped(u64),
    /// The answer does not fit: of which row it was, what was typed, and why not.
    Refused(i64, String, String),
}

/// The page with the codes that wait.
pub(in crate::monitor) async fn show(
    State(monitor): State<Arc<Monitor>>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Markup, Failure> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let said = fields.number("retomadas").and_then(|count| u64::try_from(count).ok()).map_or(Said::Nothing, Said::Mapped);
    listing(&monitor, &visitor, fields.number("depois").unwrap_or_default(), &said).await
}

/// A person has said what a code is.
pub(in crate::monitor) async fn answer(State(monitor): State<Arc<Monitor>>, submitted: Submitted) -> Result<Response, Failure> {
    let Submitted { visitor, fields } = submitted;
    let (Some(number), Some(row)) = (fields.number("tabela"), fields.number("linha")) else {
        return Err(Failure::Bad("O formulário não diz qual código foi respondido.".to_owned()));
    };
    let side = if fields.get("lado") == Some(Side::External.in_portuguese()) { Side::External } else { Side::Internal };
    let (key, partner) = (fields.raw("chave").to_owned(), fields.raw("valor").trim_matches(['\r', '\n', '\t']).to_owned());
    let (internal, external) = if side == Side::Internal { (&key, &partner) } else { (&partner, &key) };
    let engine = Arc::clone(&monitor.engine);
    let (internal, external, who) = (internal.clone(), external.clone(), visitor.session.user.clone());
    let adapters = engine.adapters();
    let done = monitor
        .write(move |transaction| {
            let Some(space) = space_of(transaction.spaces(&Wanted::default())?, number) else {
                return Ok(Err("não há essa tabela no De-Para".to_owned()));
            };
            if let Err(why) = fits(&space, adapters.iter().flat_map(|adapter| adapter.deparas), &internal, &external) {
                return Ok(Err(why));
            }
            let stamp = Stamp { at: transaction.now(), source: &who };
            match transaction.link(&space, &internal, &external, stamp) {
                Ok(done) => Ok(Ok(done)),
                Err(
                    error @ (StoreError::Refused { .. }
                    | StoreError::EmptyKey { .. }
                    | StoreError::KeyTooLong { .. }
                    | StoreError::NoRow { .. }),
                ) => Ok(Err(error.in_portuguese())),
                Err(error) => Err(error),
            }
        })
        .await?;
    match done {
        Ok(Done::Filled { resumed }) => Ok(Redirect::to(&format!("/monitor/pendencias?retomadas={resumed}")).into_response()),
        Ok(Done::Stale { newer }) => {
            let why = format!("um evento mais novo, de {}, já disse outra coisa sobre esta chave", time::text(newer));
            refuse(&monitor, &visitor, row, partner, why).await
        }
        Ok(_) => Ok(Redirect::to("/monitor/pendencias?retomadas=0").into_response()),
        Err(why) => refuse(&monitor, &visitor, row, partner, why).await,
    }
}

async fn refuse(monitor: &Arc<Monitor>, visitor: &Visitor, row: i64, typed: String, why: String) -> Result<Response, Failure> {
    let page = listing(monitor, visitor, row.saturating_sub(1), &Said::Refused(row, typed, why)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Whether both keys have the form that the mappings say, so that no code is kept that no message can carry.
fn fits<'d>(space: &Space, deparas: impl Iterator<Item = &'d &'static DeParaInfo>, internal: &str, external: &str) -> Result<(), String> {
    let info = space.info();
    let is_of = |depara: &&&DeParaInfo| {
        (depara.table, depara.transaction, depara.external.alias, depara.external.field)
            == (info.table.as_str(), info.transaction.as_str(), info.alias.as_str(), info.field.as_str())
    };
    let mut deparas = deparas;
    let Some(depara) = deparas.find(is_of) else { return Ok(()) };
    let form = |what: &str, shape: &Shape, typed: &str| format!("`{typed}` não tem a forma da chave {what}: {}", words::shape(shape));
    if depara.internal.parse(internal).is_err() {
        return Err(form("interna", depara.internal, internal));
    }
    let KeyInfo { shape, .. } = depara.external;
    if shape.parse(external).is_err() {
        return Err(form("externa", shape, external));
    }
    Ok(())
}

async fn listing(monitor: &Arc<Monitor>, visitor: &Visitor, after: i64, said: &Said) -> Result<Markup, Failure> {
    let (found, now): (Page<PendingMapping>, Timestamp) =
        monitor.read(move |transaction| Ok((transaction.pending_mappings(&RowQuery::default(), after, PAGE)?, transaction.now()))).await?;
    let next = found.next.map(|next| format!("/monitor/pendencias?depois={next}"));
    let follow = Follow { events: Some("/monitor/eventos?ritmo=1".to_owned()), refresh: None };
    let body = html! {
        h1 { "Pendências do De-Para" }
        p.lead { "Códigos aguardando relacionamento: diga qual é o código correspondente no outro sistema. As mensagens que esperam continuam sozinhas." }
        @match said {
            Said::Mapped(0) => p.note role="status" { "Relacionado. Nenhuma mensagem esperava só por este código." },
            Said::Mapped(count) => p.note role="status" {
                "Relacionado. " (words::several(i64::try_from(*count).unwrap_or(i64::MAX), "mensagem continua", "mensagens continuam")) " agora."
            },
            Said::Nothing | Said::Refused(..) => {}
        }
        @if found.items.is_empty() {
            p.empty { "Nenhum código aguarda relacionamento." }
        }
        @for pending in &found.items {
            (one(visitor, pending, now, said))
        }
        (next_page((after > 0).then_some("/monitor/pendencias"), next.as_deref()))
    };
    Ok(page(monitor, visitor, Section::Pending, "Pendências", &follow, &body))
}

fn one(visitor: &Visitor, pending: &PendingMapping, now: Timestamp, said: &Said) -> Markup {
    let info = pending.space.info();
    let (known, wanted) = match pending.side {
        Side::Internal => (&info.internal_system, format!("{} ({}.{})", info.integrated_system, info.alias, info.field)),
        Side::External => (&info.integrated_system, format!("{} ({}: {})", info.internal_system, info.table, info.fields)),
    };
    let refused = match said {
        Said::Refused(row, typed, why) if *row == pending.id => Some((typed, why)),
        _ => None,
    };
    let field = format!("valor-{}", pending.id);
    let problem = format!("problema-{}", pending.id);
    html! {
        section.card.pending id={ "p" (pending.id) } aria-labelledby={ "t" (pending.id) } {
            h2 id={ "t" (pending.id) } { span.key { (pending.key) } " " span.faint.sub { "código do " (known) } }
            p.faint {
                (info.table) " (" (info.fields) ") = " (info.alias) "." (info.field) ", transação " (info.transaction) ". Aguarda desde "
                (time::time(pending.since)) " (" (time::ago(pending.since, now)) "). "
                b { (words::several(pending.messages, "mensagem espera", "mensagens esperam")) }
            }
            @if visitor.operates() {
                @if let Some((_, why)) = refused { p.note.bad role="alert" id=(problem) { (words::capital(why)) "." } }
                form.filter.answer method="post" action="/monitor/pendencias" {
                    (ficha(visitor))
                    input type="hidden" name="tabela" value=(pending.space.id());
                    input type="hidden" name="linha" value=(pending.id);
                    input type="hidden" name="lado" value=(pending.side.in_portuguese());
                    input type="hidden" name="chave" value=(pending.key);
                    p.field.wide {
                        label for=(field) { "Código no " (wanted) }
                        input.key id=(field) name="valor" value=[refused.map(|(typed, _)| typed)] required maxlength="600" autocomplete="off"
                            spellcheck="false" aria-describedby=[refused.map(|_| problem.as_str())] aria-invalid=[refused.map(|_| "true")];
                    }
                    p.field.send { button type="submit" { (icon(Icon::Check)) "Relacionar" } }
                }
            }
        }
    }
}
