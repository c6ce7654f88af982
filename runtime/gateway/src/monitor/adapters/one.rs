//! Everything that the mappings say of one adapter: keys, De-Para tables, what is allowed, what must be set up.

use super::{direction, or_dash, rules, state, systems, title};
use crate::monitor::failure::Failure;
use crate::monitor::guard::Visitor;
use crate::monitor::page::{Follow, Section, cell, page, table};
use crate::monitor::state::Monitor;
use crate::monitor::words;
use axum::extract::{Path, State};
use depara::rules::{AdapterRules, ParameterInfo, RequirementRule};
use depara::{AdapterInfo, DeParaMode};
use maud::{Markup, html};
use std::sync::Arc;

/// The page of an adapter.
pub(in crate::monitor) async fn show(
    State(monitor): State<Arc<Monitor>>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Result<Markup, Failure> {
    let (adapters, config) = (monitor.engine.adapters(), monitor.engine.config());
    let found = adapters.iter().find(|adapter| adapter.name == name);
    let adapter = found.ok_or_else(|| Failure::NotFound("Não há esse adaptador nesta instalação.".to_owned()))?;
    let rules = rules(adapter, config);
    let body = html! {
        p.back { a href="/monitor/adaptadores" { "Adaptadores" } }
        div.head { h1 { (adapter.title) " " span.faint.sub { (adapter.message) " " (adapter.version) } } (state(adapter, config)) }
        div.two {
            div { (facts(adapter, rules, &systems(adapters))) (keys(adapter)) (deparas(adapter)) }
            div { (locks(rules)) (parameters(rules.parameters)) (prerequisites(rules)) (requirements(rules)) (sharing(rules)) (masks(rules)) }
        }
    };
    Ok(page(&monitor, &visitor, Section::Adapters, adapter.title, &Follow::default(), &body))
}

/// A part of the page; without anything to say there is none.
fn part(title: &str, is_there: bool, content: &Markup) -> Markup {
    html! { @if is_there { section.card { h2 { (title) } (content) } } }
}

fn facts(adapter: &AdapterInfo, rules: &AdapterRules, systems: &[&str]) -> Markup {
    let fact = |name: &str, value: Markup| html! { div { dt { (name) } dd { (value) } } };
    let content = html! {
        dl.facts {
            (fact("Rotinas", html! { span.key { (or_dash(&adapter.routines.join(", "))) } }))
            (fact("Tabela do ERP", html! { span.key { (or_dash(adapter.alias)) } }))
            (fact("Canal", html! { (adapter.channel) }))
            (fact("Operações", html! { (words::carried(rules)) }))
            (fact("Envio", html! { (words::delivery(rules.delivery)) }))
            (fact("Dono do cadastro", html! { (words::master(rules.master)) }))
            @for system in systems { (fact(&title(system), html! { (direction(rules, system)) })) }
        }
        p { a href={ "/monitor?transacao=" (adapter.message) } { "Mensagens desta transação na fila" } }
    };
    part("O que é", true, &content)
}

fn keys(adapter: &AdapterInfo) -> Markup {
    let rows = html! {
        @for key in adapter.keys {
            tr role="row" {
                (cell("Chave", html! { span.key { (key.alias) "." (key.field) } }))
                (cell("Sistema", html! { (title(key.system)) }))
                (cell("Forma", html! { span.key { (words::shape(key.shape)) } }))
            }
        }
    };
    part("Chaves", !adapter.keys.is_empty(), &table("Chaves do adaptador", &["Chave", "Sistema", "Forma"], &rows))
}

fn deparas(adapter: &AdapterInfo) -> Markup {
    let mode = |mode| match mode {
        DeParaMode::Rows => "Cada mensagem processada",
        DeParaMode::Identical => "Sem linhas: os dois sistemas usam o mesmo código",
        DeParaMode::Ask => "Uma pessoa, na primeira vez",
    };
    let rows = html! {
        @for depara in adapter.deparas {
            tr role="row" {
                (cell("Tabela", html! { span { b { (depara.table) } " " span.faint { (depara.title) } } }))
                (cell("Chave interna", html! { span.key { (words::shape(depara.internal)) } }))
                (cell("Chave externa", html! { span.key { (depara.external.alias) "." (depara.external.field) } }))
                (cell("Quem relaciona", html! { (mode(depara.mode)) }))
            }
        }
    };
    let columns = ["Tabela", "Chave interna", "Chave externa", "Quem relaciona"];
    part("Tabelas De-Para", !adapter.deparas.is_empty(), &table("Tabelas De-Para do adaptador", &columns, &rows))
}

fn locks(rules: &AdapterRules) -> Markup {
    let content = html! {
        p.faint { "Com a integração ativa, o sistema não permite:" }
        ul { @for lock in rules.locks { li { b { (title(lock.system)) } ": " (words::operations(lock.operations)) } } }
    };
    part("Bloqueios", !rules.locks.is_empty(), &content)
}

fn parameters(parameters: &[ParameterInfo]) -> Markup {
    let content = html! {
        dl.long {
            @for parameter in parameters {
                dt { span.key { (parameter.name) } @if let Some(default) = parameter.default { " " span.faint { "padrão " } span.key { (default) } } }
                dd {
                    @if !parameter.doc.is_empty() { p { (parameter.doc) } }
                    @if let Some(place) = parameter.at { p.faint { "Onde: " (place) } }
                    @if let Some(old) = parameter.replaces { p.faint { "Substitui " span.key { (old) } } }
                }
            }
        }
    };
    part("Parâmetros", !parameters.is_empty(), &content)
}

fn prerequisites(rules: &AdapterRules) -> Markup {
    let content = html! { ul { @for found in rules.prerequisites { li { b { (title(found.system)) } ": " (found.text) } } } };
    part("Pré-requisitos", !rules.prerequisites.is_empty(), &content)
}

fn requirements(rules: &AdapterRules) -> Markup {
    let rule = |rule| match rule {
        RequirementRule::Initializer("") | RequirementRule::WithoutInitializer => html! { "sem inicializador padrão" },
        RequirementRule::Initializer(text) => html! { "inicializador padrão " span.key { (text) } },
        RequirementRule::Size(characters) => html! { "tamanho " (characters) },
    };
    let content =
        html! { ul { @for found in rules.requirements { li { span.key { (found.alias) "." (found.field) } ": " (rule(found.rule)) } } } };
    part("Dicionário do ERP (SX3)", !rules.requirements.is_empty(), &content)
}

fn sharing(rules: &AdapterRules) -> Markup {
    let content = html! {
        p.faint { "Modo por empresa, unidade e filial: C compartilhado, E exclusivo." }
        ul {
            @for found in rules.sharing {
                li { b { (found.alias) } " " span.key { (found.sharing) } " " span.faint { (if found.recommended { "recomendado" } else { "permitido" }) } }
            }
        }
    };
    part("Compartilhamento de tabelas", !rules.sharing.is_empty(), &content)
}

fn masks(rules: &AdapterRules) -> Markup {
    let content = html! {
        ul {
            @for mask in rules.masks {
                li {
                    span.key { (mask.alias) "." (mask.field) } " (" (title(mask.system)) ")"
                    @if let Some(printed) = mask.printed { ": " span.key { (printed) } }
                    @if !mask.doc.is_empty() { p { (mask.doc) } }
                    @if let Some(place) = mask.at { p.faint { "Onde: " (place) } }
                }
            }
        }
    };
    part("Máscaras de códigos", !rules.masks.is_empty(), &content)
}
