//! What the adapters need: a way for their messages, the tables shared as their keys have it, and what persons must set up.

use super::{Check, Verdict, sharing};
use crate::config::{Config, Peer};
use depara::rules::{AdapterRules, Delivery, ProfileInfo, RequirementRule};
use depara::{AdapterInfo, Environment};
use std::collections::BTreeSet;

/// What holds for the adapters that this installation serves.
struct Served {
    adapter: &'static AdapterInfo,
    rules: &'static AdapterRules,
    profile: Option<&'static ProfileInfo>,
}

pub(super) fn checks(config: &Config, adapters: &[&'static AdapterInfo]) -> Vec<Check> {
    let served: Vec<Served> = adapters.iter().filter_map(|adapter| served(config, adapter)).collect();
    let mut checks: Vec<Check> = served.iter().filter_map(|served| route(config, served)).collect();
    checks.extend(deliveries(&served));
    match &config.environment {
        Some(environment) => {
            let rules: Vec<_> = served.iter().map(|served| (served.adapter, served.rules)).collect();
            checks.extend(sharing::checks(environment, &rules));
        }
        None => checks.push(Check::new(
            "sharing",
            "",
            Verdict::Warning,
            "sem `environment` não se confere se as tabelas do Protheus são compartilhadas como as chaves supõem",
            "descreva a instalação do Protheus em um arquivo, e informe-o em `environment`",
        )),
    }
    checks.extend(by_hand(&served, config.environment.as_ref()));
    checks
}

fn served(config: &Config, adapter: &'static AdapterInfo) -> Option<Served> {
    if config.adapters.get(adapter.name).is_some_and(|settings| settings.enabled == Some(false)) {
        return None;
    }
    let of_profile = config.profile.as_deref().and_then(|name| adapter.profiles.iter().find(|of| of.profile.name == name));
    match (of_profile, &config.profile) {
        (Some(of), _) => Some(Served { adapter, rules: &of.rules, profile: Some(of.profile) }),
        // Where there are profiles, an adapter that is not in this one is not served.
        (None, Some(_)) if !adapter.profiles.is_empty() => None,
        _ => Some(Served { adapter, rules: &adapter.rules, profile: None }),
    }
}

/// Whether somebody is there who takes the messages of an adapter, and whether it is clear who.
fn route(config: &Config, Served { adapter, rules, .. }: &Served) -> Option<Check> {
    if rules.directions.is_empty() || config.adapters.get(adapter.name).is_some_and(|settings| settings.to.is_some()) {
        return None;
    }
    let with = |takes: &dyn Fn(&Peer) -> bool| config.peers.values().filter(|peer| takes(peer)).collect::<Vec<_>>();
    let senders = with(&|peer| rules.sends(&peer.product));
    let receivers = with(&|peer| rules.receives(&peer.product) && peer.url.is_some());
    let several: BTreeSet<&str> = receivers.iter().map(|peer| peer.name.as_str()).collect();
    let ambiguous = several.len() > senders.len().max(1)
        && senders.iter().any(|sender| several.iter().filter(|name| **name != sender.name).count() > 1);
    if ambiguous {
        let text = format!("{}: {} podem receber as mensagens", adapter.message, several.into_iter().collect::<Vec<_>>().join(", "));
        return Some(Check::new("route", adapter.name, Verdict::Warning, text, format!("informe `to` em [adapters.{}]", adapter.name)));
    }
    None
}

/// In EAI 2.0 every adapter between RM and Protheus is synchronous: its configurator sets it so.
fn deliveries(served: &[Served]) -> Vec<Check> {
    let wrong = served.iter().filter(|served| {
        served.profile.is_some_and(|profile| !profile.deliveries.is_empty() && !profile.deliveries.contains(&served.rules.delivery))
    });
    wrong
        .map(|Served { adapter, rules, profile }| {
            let title = profile.map_or("", |profile| profile.title);
            let word = if rules.delivery == Delivery::Async { "assíncrono" } else { "síncrono" };
            let text = format!("{} é {word}, e o {title} não aceita isso", adapter.message);
            Check::new(
                "delivery",
                adapter.name,
                Verdict::Failure,
                text,
                format!("execute de novo o Configurador do {title} nos dois sistemas"),
            )
        })
        .collect()
}

/// What no program can see: settings of the ERP's dictionary, and what persons set up.
fn by_hand(served: &[Served], environment: Option<&Environment>) -> Vec<Check> {
    let mut checks = Vec::new();
    for Served { adapter, rules, .. } in served {
        for requirement in rules.requirements {
            let (alias, field) = (requirement.alias, requirement.field);
            let width = environment.and_then(|environment| environment.width(field));
            checks.push(match (requirement.rule, width) {
                (RequirementRule::Size(size), Some(found)) if found == size => {
                    Check::fine("dictionary", adapter.name, format!("{alias}.{field} tem {size} caracteres"))
                }
                (RequirementRule::Size(size), Some(found)) => Check::new(
                    "dictionary",
                    adapter.name,
                    Verdict::Failure,
                    format!("{alias}.{field} tem {found} caracteres no ambiente, e a integração pede {size}"),
                    "mude o tamanho do campo no Configurador (SX3), ou corrija o ambiente",
                ),
                (rule, _) => {
                    Check::new("dictionary", adapter.name, Verdict::ByHand, asked(alias, field, rule), "confira no Configurador (SX3)")
                }
            });
        }
        let prerequisites = rules.prerequisites.iter();
        checks.extend(
            prerequisites.map(|of| Check::new("prerequisite", adapter.name, Verdict::ByHand, of.text, format!("confira no {}", of.system))),
        );
    }
    checks
}

fn asked(alias: &str, field: &str, rule: RequirementRule) -> String {
    match rule {
        RequirementRule::Initializer(text) => format!("{alias}.{field} deve ter o inicializador padrão {text}"),
        RequirementRule::WithoutInitializer => format!("{alias}.{field} não deve ter inicializador padrão"),
        RequirementRule::Size(size) => format!("{alias}.{field} deve ter {size} caracteres"),
    }
}
