//! The De-Para: rows of the name spaces in both layouts, found by table, message and text.

mod history;
mod pending;

pub(super) use history::show as history;
pub(super) use pending::{answer, show as pending};

use super::failure::Failure;
use super::fields::{Fields, address};
use super::guard::Visitor;
use super::icons::{Icon, icon};
use super::page::{Follow, Section, cell, next_page, page, table};
use super::state::Monitor;
use super::time;
use super::words;
use axum::extract::{RawQuery, State};
use depara::rows::Layout;
use depara_store::depara::{FoundRow, RowQuery, RowState, Side, Space, Wanted};
use maud::{Markup, html};
use std::sync::Arc;

/// How many rows a page has.
const PAGE: u32 = 50;

/// The longest text that is looked for.
const LONGEST: usize = 300;

/// What somebody looks for.
#[derive(Debug, Clone, Default)]
struct Search {
    space: Option<i64>,
    text: Option<String>,
    with_removed: bool,
    after: (i64, i64),
}

/// The page with the rows.
pub(super) async fn show(State(monitor): State<Arc<Monitor>>, visitor: Visitor, RawQuery(query): RawQuery) -> Result<Markup, Failure> {
    let search = Search::of(&Fields::parse(query.unwrap_or_default().as_bytes()));
    let wanted = search.clone();
    let (spaces, found) = monitor
        .read(move |transaction| {
            let spaces = transaction.spaces(&Wanted::default())?;
            let chosen = spaces.iter().find(|space| Some(space.id()) == wanted.space).map(Space::info);
            let all = [RowState::Paired, RowState::Waiting, RowState::Removed];
            let query = RowQuery {
                spaces: chosen.map_or_else(Wanted::default, |info| Wanted {
                    transaction: Some(&info.transaction),
                    table: Some(&info.table),
                    alias: Some(&info.alias),
                    application: Some(&info.application),
                    system: None,
                }),
                states: if wanted.with_removed { &all } else { all.get(..2).unwrap_or_default() },
                text: wanted.text.as_deref(),
            };
            let found = transaction.find_rows(&query, wanted.after, PAGE)?;
            Ok((spaces, found))
        })
        .await?;
    let next = found.next.map(|(space, row)| search.address(&[("depois", &format!("{space}-{row}"))]));
    let first = (search.after != (0, 0)).then(|| search.address(&[]));
    let body = html! {
        div.head { h1 { "De-Para" } }
        (search.form(&spaces))
        @if found.items.is_empty() {
            p.empty { @if search.is_all() { "O De-Para ainda não tem linhas: elas nascem das respostas das mensagens." } @else { "Nenhuma linha corresponde à procura." } }
        } @else {
            (layouts(&found.items))
        }
        (next_page(first.as_deref(), next.as_deref()))
        @if search.space.is_none() && search.text.is_none() { (listing(&spaces)) }
    };
    Ok(page(&monitor, &visitor, Section::Rows, "De-Para", &Follow::default(), &body))
}

/// Rows in the columns of EAI 2.0, and folded away in those of package 1021.
pub(super) fn layouts(rows: &[FoundRow]) -> Markup {
    html! {
        h3 { "EAI 2.0" }
        (rows_in(rows, Layout::Eai2, true))
        details.layout {
            summary { "Pacote 1021" }
            (rows_in(rows, Layout::Package1021, false))
        }
    }
}

fn rows_in(rows: &[FoundRow], layout: Layout, has_state: bool) -> Markup {
    let columns: Vec<&str> = layout.columns().iter().copied().chain(has_state.then_some("Situação")).collect();
    let lines = html! {
        @for found in rows {
            tr role="row" {
                @for (column, text) in layout.columns().iter().zip(found.row.cells(&found.space, layout)) {
                    (cell(column, html! { span.key { (text) } }))
                }
                @if has_state {
                    (cell("Situação", html! { span { (words::row_state(found.row.state)) " " a href=(history_of(found)) { "Histórico" } } }))
                }
            }
        }
    };
    let caption = if layout == Layout::Eai2 { "Linhas do De-Para, EAI 2.0" } else { "Linhas do De-Para, pacote 1021" };
    html! { div.scroll tabindex="0" role="region" aria-label=(caption) { (table(caption, &columns, &lines)) } }
}

/// The address of what a row was before.
fn history_of(found: &FoundRow) -> String {
    let (side, key) =
        if found.row.internal.is_empty() { (Side::External, &found.row.external) } else { (Side::Internal, &found.row.internal) };
    address("/monitor/depara/historico", &[("tabela", &found.space.id().to_string()), ("lado", side.in_portuguese()), ("chave", key)])
}

/// The name spaces that there are.
fn listing(spaces: &[Space]) -> Markup {
    let lines = html! {
        @for space in spaces {
            @let info = space.info();
            tr role="row" {
                (cell("Tabela RM", html! { a href=(address("/monitor/depara", &[("tabela", &space.id().to_string())])) { (info.table) } }))
                (cell("Campos", html! { span.key { (info.fields) } }))
                (cell("Chave externa", html! { span.key { (info.alias) "." (info.field) } }))
                (cell("Transação", html! { (info.transaction) }))
                (cell("Aplicativo", html! { (info.application) }))
                (cell("Relação", html! { (words::cardinality(info.cardinality)) }))
            }
        }
    };
    html! {
        @if !spaces.is_empty() {
            h2 { "Tabelas" }
            (table("Tabelas do De-Para", &["Tabela RM", "Campos", "Chave externa", "Transação", "Aplicativo", "Relação"], &lines))
        }
    }
}

impl Search {
    fn of(fields: &Fields) -> Self {
        let after = fields.get("depois").and_then(|text| text.split_once('-'));
        Self {
            space: fields.number("tabela"),
            text: fields.get("texto").map(|text| text.chars().take(LONGEST).collect()),
            with_removed: fields.get("excluidas").is_some(),
            after: after.and_then(|(space, row)| Some((space.parse().ok()?, row.parse().ok()?))).unwrap_or_default(),
        }
    }

    fn is_all(&self) -> bool {
        self.space.is_none() && self.text.is_none() && self.after == (0, 0)
    }

    fn address(&self, more: &[(&str, &str)]) -> String {
        let space = self.space.map(|space| space.to_string()).unwrap_or_default();
        let removed = if self.with_removed { "1" } else { "" };
        let mut fields = vec![("tabela", space.as_str()), ("texto", self.text.as_deref().unwrap_or_default()), ("excluidas", removed)];
        fields.extend_from_slice(more);
        address("/monitor/depara", &fields)
    }

    fn form(&self, spaces: &[Space]) -> Markup {
        html! {
            form.filter method="get" action="/monitor/depara" role="search" {
                p.field.wide {
                    label for="texto" { "Procurar chave" }
                    input id="texto" name="texto" type="search" value=[self.text.as_deref()] maxlength=(LONGEST)
                        placeholder="Parte da chave interna ou externa";
                }
                p.field {
                    label for="tabela" { "Tabela" }
                    select id="tabela" name="tabela" {
                        option value="" { "Todas" }
                        @for space in spaces {
                            @let info = space.info();
                            option value=(space.id()) selected[self.space == Some(space.id())] {
                                (info.table) " = " (info.alias) "." (info.field) " (" (info.transaction) ")"
                            }
                        }
                    }
                }
                p.field.check {
                    label { input type="checkbox" name="excluidas" value="1" checked[self.with_removed]; " Mostrar excluídas" }
                }
                p.field.send {
                    button type="submit" { (icon(Icon::Search)) "Procurar" }
                    @if !self.is_all() { a href="/monitor/depara" { "Limpar" } }
                }
            }
        }
    }
}

/// The name space of this number.
fn space_of(spaces: Vec<Space>, number: i64) -> Option<Space> {
    spaces.into_iter().find(|space| space.id() == number)
}

/// When something is of a person or of a message.
fn source(text: &str) -> Markup {
    html! { @if text.is_empty() { span.faint { "—" } } @else { span.key { (text) } } }
}

/// A time of an event; what never had one has a dash.
fn event_time(at: depara_store::Timestamp) -> Markup {
    html! { @if at.micros() == i64::MIN { span.faint { "—" } } @else { (time::time(at)) } }
}
