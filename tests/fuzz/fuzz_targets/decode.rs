//! Bytes to a message: never a panic; what is read is written, and read again to the same message.

#![no_main]

use depara::codec::xml;
use depara::envelope::soap;
use depara::{Message, Policy};
use depara_mappings::Registry;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let policy = Policy::lenient();
    let Ok(text) = xml::text(bytes, &policy) else { return };
    let _ = soap::message(&text);
    let Ok(decoded) = Message::<Registry>::decode(&text, &policy) else { return };
    let written = decoded.value.encode();
    let again = Message::<Registry>::decode(&written, &policy).expect("a written message can be read");
    assert_eq!(again.value.encode(), written);
});
