//! What stands around every page: title, ways to the others, who is signed in.

use super::assets;
use super::guard::Visitor;
use super::state::Monitor;
use crate::config::Role;
use maud::{DOCTYPE, Markup, html};

/// A way in the head of every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Queue,
    Pending,
    Rows,
    Adapters,
    Peers,
}

const SECTIONS: [(Section, &str, &str); 5] = [
    (Section::Queue, "/monitor", "Fila"),
    (Section::Pending, "/monitor/pendencias", "Pendências"),
    (Section::Rows, "/monitor/depara", "De-Para"),
    (Section::Adapters, "/monitor/adaptadores", "Adaptadores"),
    (Section::Peers, "/monitor/sistemas", "Sistemas"),
];

/// How a page is followed.
#[derive(Debug, Clone, Default)]
pub(super) struct Follow {
    /// Where its events come from; none when nothing of it changes.
    pub(super) events: Option<String>,
    /// After how many seconds it is loaded again where there is no script.
    pub(super) refresh: Option<u32>,
}

/// A page for somebody who is signed in.
pub(super) fn page(monitor: &Monitor, visitor: &Visitor, section: Section, title: &str, follow: &Follow, body: &Markup) -> Markup {
    let role = match visitor.session.role {
        Role::Look => "consulta",
        Role::Operate => "opera",
    };
    let around = html! {
        header.top {
            a.brand href="/monitor" { b { (monitor.title()) } " " span { "Monitor" } }
            nav.sections aria-label="Páginas" {
                ul {
                    @for (place, address, name) in SECTIONS {
                        li { a href=(address) aria-current=[(place == section).then_some("page")] { (name) } }
                    }
                }
            }
            form.who method="post" action="/monitor/sair" {
                (ficha(visitor))
                span.name { (visitor.session.user) " " span.faint { "(" (role) ")" } }
                button.quiet type="submit" { "Sair" }
            }
        }
        main id="conteudo" tabindex="-1" data-eventos=[follow.events.as_deref()] { (body) }
        @if follow.events.is_some() {
            p.live id="ao-vivo" role="status" hidden { span.dot {} span.words { "Conectando…" } }
        }
        p.unseen id="anuncio" aria-live="polite" {}
    };
    document(title, Some(monitor.title()), follow.refresh, &around)
}

/// A page for anybody: sign-in, and what has gone wrong.
pub(super) fn bare(title: &str, body: Markup) -> Markup {
    document(title, None, None, &html! { main id="conteudo" tabindex="-1" { (body) } })
}

/// What every form carries.
pub(super) fn ficha(visitor: &Visitor) -> Markup {
    html! { input type="hidden" name="ficha" value=(visitor.session.form_token); }
}

/// A table that becomes a list of cards where it has no room; roles stay what they are although the display changes.
pub(super) fn table(caption: &str, columns: &[&str], rows: &Markup) -> Markup {
    let is_narrow = columns.len() <= 3;
    html! {
        div.fits { table.cards.few[is_narrow] role="table" {
            caption.unseen { (caption) }
            thead role="rowgroup" { tr role="row" { @for column in columns { th role="columnheader" scope="col" { (column) } } } }
            tbody role="rowgroup" { (rows) }
        } }
    }
}

/// A cell of such a table, which says on a phone what it is.
pub(super) fn cell(label: &str, content: Markup) -> Markup {
    html! { td role="cell" data-label=(label) { (content) } }
}

/// The way to the next page of a listing.
pub(super) fn next_page(first: Option<&str>, next: Option<&str>) -> Markup {
    html! {
        @if first.is_some() || next.is_some() {
            nav.pages aria-label="Páginas da lista" {
                @if let Some(first) = first { a.button href=(first) { "Voltar ao início" } }
                @if let Some(next) = next { a.button rel="next" href=(next) { "Mais antigas" } }
            }
        }
    }
}

fn document(title: &str, product: Option<&str>, refresh: Option<u32>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="pt-BR" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex, nofollow";
                title { (title) @if let Some(product) = product { " · " (product) } }
                link rel="icon" type="image/svg+xml" href=(assets::ICON.address());
                link rel="stylesheet" href=(assets::STYLE.address());
                @if let Some(seconds) = refresh {
                    noscript { meta http-equiv="refresh" content=(seconds); }
                }
                script defer src=(assets::SCRIPT.address()) {}
            }
            body {
                a.skip href="#conteudo" { "Ir para o conteúdo" }
                (body)
            }
        }
    }
}
