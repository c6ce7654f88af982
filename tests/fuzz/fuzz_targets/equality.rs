//! Bytes to a message on the fast and on the careful path: the same value and report, or the same error at the same place.

#![no_main]

use depara::codec::xml;
use depara::envelope::Untyped;
use depara::{Message, Messages, Policy};
use depara_mappings::Registry;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut small = Policy::lenient();
    (small.limits.text, small.limits.items, small.limits.depth, small.limits.findings) = (40, 2, 6, 2);
    for policy in [Policy::default(), Policy::strict(), Policy::lenient(), small] {
        let Ok(text) = xml::text(bytes, &policy) else { return };
        agree::<Registry>(&text, &policy);
        agree::<Untyped>(&text, &policy);
    }
});

fn agree<M: Messages>(text: &str, policy: &Policy) {
    let fast = Message::<M>::decode(text, policy);
    let careful = Message::<M>::decode_carefully(text, policy);
    assert_eq!(fast, careful, "the paths differ on {text:?} under {policy:?}");
}
