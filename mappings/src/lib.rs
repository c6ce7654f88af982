//! Mappings of the TOTVS EAI, compiled: their messages, typed keys and De-Para tables.
//!
//! The `.map` files stand in `educacional/`, one for each chapter of the integration's manual.

depara::include_mappings!();
