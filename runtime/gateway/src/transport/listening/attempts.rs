//! Wrong credentials at speed: who keeps guessing has to wait, longer each time.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Who has guessed how often, by address and peer. Its memory has a bound.
#[derive(Default)]
pub(super) struct Attempts {
    guesses: Mutex<HashMap<(IpAddr, usize), Guesses>>,
}

#[derive(Clone, Copy)]
struct Guesses {
    wrong: u32,
    last: Instant,
    wait: Duration,
}

/// What came of credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// They are right.
    Right,
    /// They are wrong.
    Wrong,
    /// They were not looked at; try again after this time.
    Wait(Duration),
}

/// So often somebody may be wrong before he has to wait: a person with a new password is wrong a few times.
const FREE: u32 = 5;
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// After this time without a wrong guess, what was is forgotten.
const MEMORY: Duration = Duration::from_secs(600);
/// So many guessers are remembered; then the one that has been quiet for longest is forgotten.
const GUESSERS: usize = 4_096;

impl Attempts {
    /// Looks at credentials, unless whoever brings them has to wait. The lock is held meanwhile, so that many guesses at the same time count
    /// one after the other.
    pub(super) fn look(&self, from: IpAddr, peer: usize, now: Instant, is_right: impl FnOnce() -> bool) -> Outcome {
        let key = (network(from), peer);
        let mut guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        let before = guesses.get(&key).copied().filter(|guesses| now.saturating_duration_since(guesses.last) < MEMORY);
        if let Some(before) = before {
            let left = before.wait.saturating_sub(now.saturating_duration_since(before.last));
            if !left.is_zero() {
                return Outcome::Wait(left);
            }
        }
        if is_right() {
            guesses.remove(&key);
            return Outcome::Right;
        }
        let wrong = before.map_or(0, |before| before.wrong).saturating_add(1);
        let wait = match wrong.checked_sub(FREE) {
            None => Duration::ZERO,
            Some(doublings) => Duration::from_secs(1_u64.checked_shl(doublings).unwrap_or(u64::MAX)).min(LONGEST_WAIT),
        };
        if before.is_none() && guesses.len() >= GUESSERS {
            make_room(&mut guesses, now);
        }
        guesses.insert(key, Guesses { wrong, last: now, wait });
        Outcome::Wrong
    }
}

fn make_room(guesses: &mut HashMap<(IpAddr, usize), Guesses>, now: Instant) {
    guesses.retain(|_, one| now.saturating_duration_since(one.last) < MEMORY);
    if guesses.len() >= GUESSERS
        && let Some(quiet) = guesses.iter().min_by_key(|(_, one)| one.last).map(|(key, _)| *key)
    {
        guesses.remove(&quiet);
    }
}

/// Who counts as one: an IPv4 address, or the network of 64 bits that a customer gets in IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    fn address(last: u32) -> IpAddr {
        Ipv4Addr::from_bits(0x0a00_0000 + last).into()
    }

    #[test]
    fn who_guesses_waits_longer_each_time_and_is_forgiven() {
        let (attempts, mut now) = (Attempts::default(), Instant::now());
        let second = Duration::from_secs(1);
        for _ in 0..FREE {
            assert_eq!(attempts.look(address(1), 0, now, || false), Outcome::Wrong);
        }
        assert_eq!(attempts.look(address(1), 0, now, || true), Outcome::Wait(second), "not even the right ones are looked at");
        assert_eq!(attempts.look(address(2), 0, now, || true), Outcome::Right, "others are not concerned");
        assert_eq!(attempts.look(address(1), 1, now, || true), Outcome::Right, "nor is another peer");
        for wait in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
            now += second * wait;
            assert_eq!(attempts.look(address(1), 0, now, || false), Outcome::Wrong);
        }
        now += LONGEST_WAIT;
        assert_eq!(attempts.look(address(1), 0, now, || true), Outcome::Right);
        assert_eq!(attempts.look(address(1), 0, now, || false), Outcome::Wrong, "what was is forgotten");
    }

    #[test]
    fn memory_has_a_bound() {
        let (attempts, start) = (Attempts::default(), Instant::now());
        for last in 0..u32::try_from(GUESSERS).expect("a small number") + 100 {
            attempts.look(address(last), 0, start + Duration::from_micros(last.into()), || false);
        }
        assert_eq!(attempts.guesses.lock().expect("no panic").len(), GUESSERS);
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one() {
        let [one, other, mapped]: [IpAddr; 3] =
            ["2001:db8::1", "2001:db8::2:3", "::ffff:10.0.0.1"].map(|text| text.parse().expect("an address"));
        assert_eq!(network(one), network(other));
        assert_eq!(network(mapped), address(1));
    }
}
