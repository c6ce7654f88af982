//! What a configuration says against what the mappings know: products, adapters, profiles.

use super::problem::nearest;
use super::{Config, ConfigProblem, ConfigProblemKind as Kind, Place, Reading};
use depara::AdapterInfo;
use std::collections::{BTreeMap, BTreeSet};

impl Reading {
    /// The same reading, with the problems that only those see who know the adapters.
    #[must_use]
    pub fn with_adapters(mut self, adapters: &[&AdapterInfo]) -> Self {
        let Some(config) = &self.config else { return self };
        let found = problems(config, adapters, &|setting| place_of(&self.places, &self.start, setting));
        self.problems.extend(found);
        self.in_order()
    }
}

fn place_of(places: &BTreeMap<String, Place>, start: &Place, setting: &str) -> Place {
    let mut path = setting;
    loop {
        if let Some(place) = places.get(path) {
            return place.clone();
        }
        match path.rsplit_once('.') {
            Some((outer, _)) => path = outer,
            None => return start.clone(),
        }
    }
}

fn problems(config: &Config, adapters: &[&AdapterInfo], place_of: &dyn Fn(&str) -> Place) -> Vec<ConfigProblem> {
    let mut problems = Vec::new();
    let mut note = |setting: String, kind| problems.push(ConfigProblem { place: place_of(&setting), setting, kind });
    let rules = || adapters.iter().flat_map(|adapter| adapter.profiles.iter().map(|of| &of.rules).chain([&adapter.rules]));
    let products: BTreeSet<&str> = rules().flat_map(|rules| rules.directions).map(|direction| direction.system).collect();
    for peer in config.peers.values() {
        if !products.iter().any(|known| known.eq_ignore_ascii_case(&peer.product)) {
            let known = products.iter().map(|&known| known.to_owned()).collect();
            note(format!("peers.{}.product", peer.name), Kind::UnknownProduct { found: peer.product.clone(), known });
        }
    }
    let profiles: BTreeSet<&str> = adapters.iter().flat_map(|adapter| adapter.profiles).map(|of| of.profile.name).collect();
    if let Some(profile) = config.profile.as_ref().filter(|profile| !profiles.contains(profile.as_str())) {
        let known = profiles.iter().map(|&known| known.to_owned()).collect();
        note("profile".to_owned(), Kind::UnknownProfile { found: profile.clone(), known });
    }
    for (name, settings) in &config.adapters {
        let Some(adapter) = adapters.iter().find(|adapter| adapter.name == name) else {
            let near = nearest(name, adapters.iter().map(|adapter| adapter.name));
            note(format!("adapters.{name}"), Kind::UnknownAdapter { found: name.clone(), near });
            continue;
        };
        let Some(peer) = settings.to.as_ref().and_then(|to| config.peers.get(to)) else { continue };
        let rules = config.profile.as_deref().and_then(|profile| adapter.in_profile(profile)).unwrap_or(&adapter.rules);
        if !rules.directions.is_empty() && !rules.receives(&peer.product) {
            let kind = Kind::DoesNotReceive { peer: peer.name.clone(), product: peer.product.clone(), adapter: name.clone() };
            note(format!("adapters.{name}.to"), kind);
        }
    }
    problems
}
