//! TOML to an environment: an error names a line that is there; an environment answers for every table and branch without a panic.

#![no_main]

use depara::{Environment, EnvironmentError, KeyContext};
use depara_mappings::Registry;
use depara::Messages;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match text.parse::<Environment>() {
        Ok(environment) => {
            for branch in ["", "01", "D MG 01 ", "01020304", "\u{e9}\u{e9}"] {
                for alias in ["SA1", "SA6", "", "\u{e9}"] {
                    let _ = environment.branch(alias, branch).map_err(|error| error.to_string());
                    let _ = KeyContext::new(&environment, branch).with_company("01").branch(alias);
                }
            }
            for adapter in Registry::MESSAGES.iter().flat_map(|message| message.adapters) {
                for key in adapter.keys {
                    let _ = environment.shape(key.shape).parse("01||000000001|01|C");
                }
            }
        }
        Err(EnvironmentError::File { line, column, .. }) => {
            assert!(line >= 1 && line <= text.matches('\n').count() + 1 && column >= 1, "{line}:{column}");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
