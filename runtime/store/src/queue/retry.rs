//! When a message that failed is tried again.

use crate::time::{Random, Timestamp};
use depara::Delivery;
use std::time::Duration;

/// When a message that failed is tried again. The rule is the manual's (TDN 187828790): only asynchronous messages, while there were fewer than
/// four attempts; afterwards a person decides, and the count starts anew.
///
/// ```
/// use depara::Delivery;
/// use depara_store::queue::RetryRule;
/// use depara_store::{Jitter, Timestamp};
///
/// let (rule, chance, now) = (RetryRule::default(), Jitter::seeded(1), Timestamp::from_micros(0));
/// assert_eq!(rule.next(Delivery::Sync, 1, now, &chance), None);
/// assert_eq!(rule.next(Delivery::Async, 4, now, &chance), None);
/// let next = rule.next(Delivery::Async, 3, now, &chance).unwrap();
/// assert!((60_000_000..=120_000_000).contains(&next.micros()), "half of the delay is certain, half is chance");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryRule {
    /// How many attempts there are without a person.
    pub attempts: u32,
    /// How long the first retry waits at most; each further one waits twice as long as the one before.
    pub first: Duration,
    /// How long any of them waits at most.
    pub longest: Duration,
}

impl Default for RetryRule {
    /// Four attempts, after at most 30 seconds, one minute and two minutes.
    fn default() -> Self {
        Self { attempts: 4, first: Duration::from_secs(30), longest: Duration::from_secs(600) }
    }
}

impl RetryRule {
    /// Whether a message may be tried again without a person after this many attempts.
    #[must_use]
    pub fn allows(&self, delivery: Delivery, attempts: u32) -> bool {
        delivery == Delivery::Async && attempts < self.attempts
    }

    /// When a message is tried again after this many attempts; none when a person decides.
    #[must_use]
    pub fn next(&self, delivery: Delivery, attempts: u32, now: Timestamp, random: &dyn Random) -> Option<Timestamp> {
        if !self.allows(delivery, attempts) {
            return None;
        }
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let micros = self.first.saturating_mul(doubled).min(self.longest).as_micros();
        let half = u64::try_from(micros / 2).unwrap_or(u64::MAX / 2);
        // Messages that failed together, because a peer was down, do not come back together.
        let chance = random.next() % half.saturating_add(1);
        Some(now.after(Duration::from_micros(half.saturating_add(chance))))
    }
}
