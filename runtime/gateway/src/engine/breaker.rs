//! When a peer is left alone that does not answer, and how it is found out that it does again.

use super::PeerState;
use crate::config::{Breaker, Config};
use depara_store::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How it stands with every peer.
#[derive(Debug)]
pub(super) struct Breakers(Mutex<BTreeMap<String, State>>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    /// Until when nothing is sent; then one message tries the way.
    left_alone_until: Option<Timestamp>,
    /// Somebody tries the way now.
    is_tried: bool,
    last_success: Option<Timestamp>,
    last_failure: Option<(Timestamp, String)>,
}

/// Whether a message may be sent to a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// It may.
    Open,
    /// It may, and shows whether the peer answers again.
    Trial,
    /// Not before this time.
    Closed(Timestamp),
}

impl Breakers {
    pub(super) fn new(config: &Config) -> Self {
        Self(Mutex::new(config.peers.keys().map(|name| (name.clone(), State::default())).collect()))
    }

    /// Whether a message may be sent now. Who got [`Way::Trial`] says [`Breakers::arrived`] or [`Breakers::failed`].
    pub(super) fn way(&self, peer: &str, now: Timestamp) -> Way {
        self.with(peer, |state| match state.left_alone_until {
            None => Way::Open,
            Some(until) if now < until => Way::Closed(until),
            Some(until) if state.is_tried => Way::Closed(until),
            Some(_) => {
                state.is_tried = true;
                Way::Trial
            }
        })
    }

    /// Whether nothing may be sent now; asking makes no trial of it.
    pub(super) fn is_closed(&self, peer: &str, now: Timestamp) -> bool {
        self.with(peer, |state| state.left_alone_until.is_some_and(|until| now < until || state.is_tried))
    }

    /// A message arrived.
    pub(super) fn arrived(&self, peer: &str, now: Timestamp) {
        self.with(peer, |state| {
            *state = State { last_success: Some(now), last_failure: state.last_failure.take(), ..State::default() };
        });
    }

    /// A message did not arrive. Whether the peer is left alone from now on.
    pub(super) fn failed(&self, peer: &str, now: Timestamp, reason: &str, breaker: Breaker) -> bool {
        self.with(peer, |state| {
            state.failures = state.failures.saturating_add(1);
            state.is_tried = false;
            state.last_failure = Some((now, reason.to_owned()));
            let closes = state.failures >= breaker.failures.max(1);
            if closes {
                state.left_alone_until = Some(now.after(breaker.pause));
            }
            closes
        })
    }

    /// How it stands with each peer.
    pub(super) fn states(&self, config: &Config) -> Vec<PeerState> {
        let of = |peer: &crate::config::Peer| {
            self.with(&peer.name, |state| PeerState {
                name: peer.name.clone(),
                product: peer.product.clone(),
                has_address: peer.url.is_some(),
                left_alone_until: state.left_alone_until,
                last_success: state.last_success,
                last_failure: state.last_failure.clone(),
                failures: state.failures,
            })
        };
        config.peers.values().map(of).collect()
    }

    fn with<T>(&self, peer: &str, work: impl FnOnce(&mut State) -> T) -> T {
        let mut states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        work(states.entry(peer.to_owned()).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::{Breakers, Way};
    use crate::config::Breaker;
    use depara_store::Timestamp;
    use std::time::Duration;

    const RULE: Breaker = Breaker { failures: 2, pause: Duration::from_secs(10) };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn a_peer_that_fails_twice_is_left_alone_and_then_tried_by_one() {
        let breakers = Breakers(Default::default());
        assert!(!breakers.failed("RM", at(0), "fora do ar", RULE));
        assert_eq!(breakers.way("RM", at(1)), Way::Open);
        assert!(breakers.failed("RM", at(1), "fora do ar", RULE));
        assert_eq!(breakers.way("RM", at(2)), Way::Closed(at(11)));
        assert_eq!(breakers.way("RM", at(11)), Way::Trial);
        assert_eq!(breakers.way("RM", at(11)), Way::Closed(at(11)), "one tries, the others wait");
        assert!(breakers.failed("RM", at(12), "fora do ar", RULE));
        assert_eq!(breakers.way("RM", at(21)), Way::Closed(at(22)));
        assert_eq!(breakers.way("RM", at(22)), Way::Trial);
        breakers.arrived("RM", at(23));
        assert_eq!((breakers.way("RM", at(23)), breakers.way("PROTHEUS", at(23))), (Way::Open, Way::Open));
    }

    #[test]
    fn an_answer_in_between_begins_the_count_anew() {
        let breakers = Breakers(Default::default());
        assert!(!breakers.failed("RM", at(0), "fora do ar", RULE));
        breakers.arrived("RM", at(1));
        assert!(!breakers.failed("RM", at(2), "fora do ar", RULE));
    }
}
