//! Whether a message is taken, and who gets it: what the mappings and the configuration say of it.

use super::Refusal;
use super::header::Header;
use crate::config::{Config, Peer};
use depara::rules::{Master, Operation, ProfileInfo};
use depara::{AdapterInfo, AdapterRules, DecodeErrorKind, Delivery, MessageInfo, Messages};

/// What is to be done with a message that is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Route {
    /// Which message it is.
    pub(super) message: &'static MessageInfo,
    /// The adapters that take it.
    pub(super) adapters: Vec<&'static AdapterInfo>,
    /// Whether its sender waits.
    pub(super) delivery: Delivery,
    /// Who gets it.
    pub(super) target: Target,
}

/// Who gets a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A peer, by its name.
    Peer(String),
    /// The handlers of the program.
    Handlers,
}

/// What messages are judged by.
pub(super) struct Judge<'j> {
    pub(super) config: &'j Config,
    pub(super) profile: Option<&'static ProfileInfo>,
    /// Whether the program handles an adapter itself.
    pub(super) is_handled: &'j dyn Fn(&AdapterInfo) -> bool,
}

impl Judge<'_> {
    /// The route of a message that came from `peer`. `is_known` says whether a key is in the De-Para already: by it an upsert is told to be
    /// an insertion or a change, where a system forbids one of them.
    pub(super) fn route<M: Messages>(
        &self,
        peer: &Peer,
        header: &Header,
        is_known: &mut dyn FnMut(&[&'static AdapterInfo]) -> bool,
    ) -> Result<Route, Refusal> {
        let message = M::find(&header.transaction, Some(&header.version)).map_err(unknown)?;
        let transaction = || message.name.to_owned();
        let active: Vec<&'static AdapterInfo> = message.adapters.iter().copied().filter(|adapter| self.is_active(adapter)).collect();
        if active.is_empty() {
            return Err(Refusal::Inactive { transaction: transaction(), profile: self.profile.map(|profile| profile.title.to_owned()) });
        }
        let sent: Vec<_> =
            active.iter().copied().filter(|adapter| self.rules(adapter).is_some_and(|rules| rules.sends(&peer.product))).collect();
        if sent.is_empty() {
            return Err(Refusal::DoesNotSend { product: peer.product.clone(), transaction: transaction(), senders: self.senders(&active) });
        }
        let adapters = self.carrying(header, message, &sent)?;
        self.check_owner(peer, header, message, &adapters, is_known)?;
        let delivery = self.delivery(header, &adapters)?;
        let target = self.target(peer, message, &adapters)?;
        Ok(Route { message, adapters, delivery, target })
    }

    /// What holds for an adapter in the profile of the installation.
    pub(super) fn rules(&self, adapter: &AdapterInfo) -> Option<AdapterRules> {
        match self.profile {
            Some(profile) => adapter.in_profile(profile.name).copied(),
            None => Some(adapter.rules),
        }
    }

    /// Whether the installation has the adapter.
    pub(super) fn is_active(&self, adapter: &AdapterInfo) -> bool {
        let is_switched_on = self.config.adapters.get(adapter.name).and_then(|adapter| adapter.enabled).unwrap_or(true);
        is_switched_on && self.rules(adapter).is_some()
    }

    fn senders(&self, adapters: &[&'static AdapterInfo]) -> String {
        let mut senders: Vec<&str> = Vec::new();
        for direction in adapters.iter().filter_map(|adapter| self.rules(adapter)).flat_map(|rules| rules.directions) {
            if direction.sends && !senders.contains(&direction.system) {
                senders.push(direction.system);
            }
        }
        if senders.is_empty() { "nenhum sistema".to_owned() } else { senders.join(", ") }
    }

    /// The adapters that carry the event.
    fn carrying(
        &self,
        header: &Header,
        message: &MessageInfo,
        adapters: &[&'static AdapterInfo],
    ) -> Result<Vec<&'static AdapterInfo>, Refusal> {
        let Some(operation) = header.operation() else {
            if header.event.is_empty() || message.kind == depara::MessageKind::Request {
                return Ok(adapters.to_vec());
            }
            return Err(self.event(header, message, adapters));
        };
        let carrying: Vec<_> =
            adapters.iter().copied().filter(|adapter| self.rules(adapter).is_some_and(|rules| rules.allows(operation))).collect();
        if carrying.is_empty() { Err(self.event(header, message, adapters)) } else { Ok(carrying) }
    }

    fn event(&self, header: &Header, message: &MessageInfo, adapters: &[&'static AdapterInfo]) -> Refusal {
        let all = [Operation::Insert, Operation::Update, Operation::Upsert, Operation::Delete];
        let named = |operation: &&Operation| {
            adapters
                .iter()
                .filter_map(|adapter| self.rules(adapter))
                .any(|rules| rules.operations.contains(operation) || rules.operations.is_empty())
        };
        let carried: Vec<&str> = all.iter().filter(named).map(|operation| operation.name()).collect();
        Refusal::Event { event: header.event.clone(), transaction: message.name.to_owned(), carried: carried.join(", ") }
    }

    /// Refuses what the owner of the record alone may change, and what the sending system forbids its own users while the integration is active.
    fn check_owner(
        &self,
        peer: &Peer,
        header: &Header,
        message: &MessageInfo,
        adapters: &[&'static AdapterInfo],
        is_known: &mut dyn FnMut(&[&'static AdapterInfo]) -> bool,
    ) -> Result<(), Refusal> {
        let Some(operation) = header.operation() else { return Ok(()) };
        let (transaction, product) = (message.name.to_owned(), peer.product.clone());
        for rules in adapters.iter().filter_map(|adapter| self.rules(adapter)) {
            match rules.master {
                Some(Master::System(master)) if !master.eq_ignore_ascii_case(&peer.product) => {
                    return Err(Refusal::Master { transaction, master: master.to_owned(), product });
                }
                Some(Master::System(_) | Master::Both) | None => {}
            }
            let locked = |operation| rules.is_locked(&peer.product, operation);
            let change = match operation {
                Operation::Upsert if locked(Operation::Insert) && locked(Operation::Update) => Some(Operation::Upsert),
                Operation::Upsert if locked(Operation::Insert) || locked(Operation::Update) => {
                    let change = if is_known(adapters) { Operation::Update } else { Operation::Insert };
                    locked(change).then_some(change)
                }
                Operation::Upsert => None,
                other => locked(other).then_some(other),
            };
            if let Some(operation) = change {
                return Err(Refusal::Locked { transaction, product, operation });
            }
        }
        Ok(())
    }

    /// The message says whether its sender waits; where it does not, the adapter does.
    fn delivery(&self, header: &Header, adapters: &[&'static AdapterInfo]) -> Result<Delivery, Refusal> {
        let of_adapter = || adapters.iter().filter_map(|adapter| self.rules(adapter)).map(|rules| rules.delivery).next();
        let delivery = header.delivery.or_else(of_adapter).unwrap_or(Delivery::Sync);
        match self.profile {
            Some(profile) if !profile.takes(delivery) => Err(Refusal::Delivery { profile: profile.title.to_owned() }),
            _ => Ok(delivery),
        }
    }

    fn target(&self, peer: &Peer, message: &MessageInfo, adapters: &[&'static AdapterInfo]) -> Result<Target, Refusal> {
        if adapters.iter().any(|adapter| (self.is_handled)(adapter)) {
            return Ok(Target::Handlers);
        }
        let chosen = adapters.iter().filter_map(|adapter| self.config.adapters.get(adapter.name)?.to.as_deref()).next();
        let receives = |candidate: &&Peer| {
            candidate.name != peer.name
                && adapters.iter().filter_map(|adapter| self.rules(adapter)).any(|rules| rules.receives(&candidate.product))
        };
        let candidates: Vec<&Peer> =
            self.config.peers.values().filter(receives).filter(|candidate| chosen.is_none_or(|name| name == candidate.name)).collect();
        let transaction = message.name.to_owned();
        match candidates.as_slice() {
            [] => Err(Refusal::NobodyReceives { transaction }),
            [one] => Ok(Target::Peer(one.name.clone())),
            several => {
                let candidates = several.iter().map(|peer| peer.name.as_str()).collect::<Vec<_>>().join(", ");
                Err(Refusal::SeveralReceive { transaction, candidates })
            }
        }
    }
}

fn unknown(kind: DecodeErrorKind) -> Refusal {
    match kind {
        DecodeErrorKind::UnknownMessage { found, known } => {
            Refusal::UnknownMessage { transaction: if found.is_empty() { "(vazia)".to_owned() } else { found }, known }
        }
        DecodeErrorKind::UnknownVersion { message, found, known } => {
            let version = if found == "(none)" { "(vazia)".to_owned() } else { found };
            Refusal::UnknownVersion { transaction: message, version, known }
        }
        other => Refusal::Unreadable(other.to_string()),
    }
}
