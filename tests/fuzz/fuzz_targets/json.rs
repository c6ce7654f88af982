//! JSON in any of its forms to a message: never a panic; what is read is written, and read again to the same message.

#![no_main]

use depara::envelope::json::{header_and_content, tree};
use depara::{Message, Policy};
use depara_mappings::Registry;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = serde_json::from_slice(bytes) else { return };
    let tree = tree(value);
    let _ = header_and_content(tree.clone());
    let _ = Message::<Registry>::from_json(&tree, &Policy::strict());
    let Ok(decoded) = Message::<Registry>::from_json(&tree, &Policy::lenient()) else { return };
    let written = decoded.value.to_json();
    let again = Message::<Registry>::from_json(&written, &Policy::lenient()).expect("a written message can be read");
    assert_eq!(again.value.to_json(), written);
    let text = decoded.value.encode();
    // XML has no place for some control characters, which JSON has.
    if !text.contains(|letter: char| letter < ' ' && !matches!(letter, '\n' | '\t' | '\r')) {
        Message::<Registry>::decode(&text, &Policy::lenient()).expect("a message in JSON can be written as XML");
    }
});
