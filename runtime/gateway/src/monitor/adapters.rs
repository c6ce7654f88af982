//! The adapters: the table of the manual, and everything that the mappings say of one.

mod one;

pub(super) use one::show as one;

use super::failure::Failure;
use super::guard::Visitor;
use super::page::{Follow, Section, cell, page, table};
use super::state::Monitor;
use super::words;
use crate::config::Config;
use axum::extract::State;
use depara::AdapterInfo;
use depara::rules::AdapterRules;
use maud::{Markup, html};
use std::sync::Arc;

/// The page with the table.
pub(super) async fn show(State(monitor): State<Arc<Monitor>>, visitor: Visitor) -> Result<Markup, Failure> {
    let (adapters, config) = (monitor.engine.adapters(), monitor.engine.config());
    let systems = systems(adapters);
    let columns: Vec<String> = ["Rotina", "Mensagem", "Descrição"]
        .map(str::to_owned)
        .into_iter()
        .chain(systems.iter().map(|system| title(system)))
        .chain(["Canal", "Operação", "Versão", "Alias", "Situação"].map(str::to_owned))
        .collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let rows = html! {
        @for adapter in adapters {
            @let rules = rules(adapter, config);
            tr role="row" {
                (cell("Rotina", html! { span.key { (or_dash(&adapter.routines.join(", "))) } }))
                (cell("Mensagem", html! { a.long href={ "/monitor/adaptadores/" (adapter.name) } { (adapter.message) } }))
                (cell("Descrição", html! { (adapter.title) }))
                @for system in &systems { (cell(&title(system), html! { (direction(rules, system)) })) }
                (cell("Canal", html! { (adapter.channel) }))
                (cell("Operação", html! { (words::carried(rules)) }))
                (cell("Versão", html! { (adapter.version) }))
                (cell("Alias", html! { span.key { (or_dash(adapter.alias)) } }))
                (cell("Situação", state(adapter, config)))
            }
        }
    };
    let body = html! {
        h1 { "Adaptadores" }
        p.lead {
            "O que esta instalação troca com cada sistema"
            @if let Some(profile) = profile_title(adapters, config) { ", no perfil " b { (profile) } }
            "."
        }
        @if adapters.is_empty() { p.empty { "Nenhum adaptador está instalado." } }
        @else { div.scroll tabindex="0" role="region" aria-label="Tabela de adaptadores" { (table("Adaptadores, como no manual", &columns, &rows)) } }
    };
    Ok(page(&monitor, &visitor, Section::Adapters, "Adaptadores", &Follow::default(), &body))
}

/// What holds in the profile of the installation.
fn rules<'a>(adapter: &'a AdapterInfo, config: &Config) -> &'a AdapterRules {
    config.profile.as_deref().and_then(|profile| adapter.in_profile(profile)).unwrap_or(&adapter.rules)
}

/// The name of the profile for people.
fn profile_title(adapters: &[&'static AdapterInfo], config: &Config) -> Option<&'static str> {
    let name = config.profile.as_deref()?;
    adapters.iter().flat_map(|adapter| adapter.profiles).find(|found| found.profile.name == name).map(|found| found.profile.title)
}

/// Whether an adapter is served.
fn state(adapter: &AdapterInfo, config: &Config) -> Markup {
    use super::icons::{Icon, icon};
    let is_in_profile =
        config.profile.as_deref().is_none_or(|profile| adapter.profiles.is_empty() || adapter.in_profile(profile).is_some());
    let is_enabled = config.adapters.get(adapter.name).and_then(|adapter| adapter.enabled).unwrap_or(true);
    html! {
        @if !is_in_profile { span.badge data-status="ignorado" { (icon(Icon::Aside)) "Fora do perfil" } }
        @else if !is_enabled { span.badge data-status="ignorado" { (icon(Icon::Pause)) "Desligado" } }
        @else { span.badge data-status="processado" { (icon(Icon::Check)) "Ativo" } }
    }
}

/// Every system that an adapter names.
fn systems(adapters: &[&'static AdapterInfo]) -> Vec<&'static str> {
    let all = adapters.iter().flat_map(|adapter| {
        let profiles = adapter.profiles.iter().flat_map(|found| found.rules.directions);
        adapter.rules.directions.iter().chain(profiles).map(|direction| direction.system)
    });
    let mut systems: Vec<&str> = Vec::new();
    for system in all {
        if !systems.contains(&system) {
            systems.push(system);
        }
    }
    systems
}

/// As the manual writes a product.
fn title(system: &str) -> String {
    if system.len() <= 3 { system.to_owned() } else { words::capital(&system.to_lowercase()) }
}

/// What a system does with the message.
fn direction(rules: &AdapterRules, system: &str) -> &'static str {
    match (rules.sends(system), rules.receives(system)) {
        (true, true) => "Envia/Recebe",
        (true, false) => "Envia",
        (false, true) => "Recebe",
        (false, false) => "—",
    }
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "—" } else { text }
}
