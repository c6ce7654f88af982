//! Text to every shipped key and mask: what is read is written again, and read to the same key.

#![no_main]

use depara::Messages;
use depara_mappings::Registry;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for adapter in Registry::MESSAGES.iter().flat_map(|message| message.adapters) {
        let masks = adapter.loads.iter().map(|load| load.mask);
        let shapes = adapter.keys.iter().map(|key| key.shape).chain(adapter.deparas.iter().map(|depara| depara.internal)).chain(masks);
        for shape in shapes {
            let Ok(parts) = shape.parse(text) else { continue };
            let values: Vec<Option<&str>> = parts.iter().collect();
            let written = shape.format(&values).expect("a key that was read can be written");
            assert_eq!(shape.parse(&written).as_ref(), Ok(&parts));
        }
    }
});
