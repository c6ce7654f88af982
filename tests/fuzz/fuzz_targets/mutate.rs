//! A made-up message and the changes that the bytes choose: both paths agree on what comes of it.

#![no_main]

use depara::{Message, Policy, Reaction};
use depara_mappings::Registry;
use depara_tests::mutation::{CHANGES, change};
use depara_tests::pieces::{cut, join};
use depara_tests::random::{Bytes, Choice};
use libfuzzer_sys::fuzz_target;

const MESSAGES: &[&str] = &[
    include_str!("../seeds/equality/bank.xml"),
    include_str!("../seeds/equality/currency_answer.xml"),
    include_str!("../seeds/equality/customervendor.xml"),
    include_str!("../seeds/equality/internalidload.xml"),
    include_str!("../seeds/equality/internalidload_answer.xml"),
    include_str!("../seeds/equality/order.xml"),
    include_str!("../seeds/equality/other_spellings.xml"),
    include_str!("../seeds/equality/receivable.xml"),
    include_str!("../seeds/equality/settlements.xml"),
];

fuzz_target!(|bytes: &[u8]| {
    let mut choice = Bytes(bytes);
    let mut pieces = cut(MESSAGES[choice.below(MESSAGES.len())]);
    let policy = policy(&mut choice);
    for _ in 0..=choice.below(8) {
        change(&mut pieces, CHANGES, &mut choice);
    }
    // Nesting and repeating what is nested and repeated grows without end.
    let text = join(&pieces);
    if text.len() > 1 << 18 {
        return;
    }
    let fast = Message::<Registry>::decode(&text, &policy);
    let careful = Message::<Registry>::decode_carefully(&text, &policy);
    assert_eq!(fast, careful, "the paths differ on {text:?} under {policy:?}");
});

fn policy(choice: &mut Bytes<'_>) -> Policy {
    let mut policy = [Policy::lenient(), Policy::default(), Policy::strict()][choice.below(3)];
    if choice.below(2) == 0 {
        return policy;
    }
    for reaction in [&mut policy.unknown, &mut policy.missing, &mut policy.duplicate, &mut policy.facet, &mut policy.operation] {
        *reaction = if choice.below(4) == 0 { Reaction::Refuse } else { Reaction::Report };
    }
    policy.limits.text = [1 << 20, 0, 16, 32, 40, 63, 64][choice.below(7)];
    policy.limits.depth = [64, 1, 3, 5, 6, 7, 8][choice.below(7)];
    policy.limits.items = [1_000, 0, 1, 2][choice.below(4)];
    policy.limits.findings = [1_000, 0, 1, 2][choice.below(4)];
    policy
}
