//! Mappings of the TOTVS EAI, compiled: their messages, typed keys and De-Para tables.
//!
//! The `.map` files stand in `educacional/`, one for each chapter of the integration's manual.

pub mod load;

depara::include_mappings!();

#[cfg(test)]
mod tests {
    use crate::Registry;
    use depara::Messages;

    #[test]
    fn every_adapter_carries_a_known_message() {
        assert!(!Registry::ADAPTERS.is_empty());
        for adapter in Registry::ADAPTERS {
            let message = Registry::find(adapter.message, Some(&adapter.version.to_string())).unwrap();
            assert!(message.adapters.contains(adapter), "{} carries {}", adapter.name, adapter.message);
            assert!(adapter.deparas.iter().all(|depara| depara.transaction == message.name), "{}", adapter.name);
        }
    }
}
