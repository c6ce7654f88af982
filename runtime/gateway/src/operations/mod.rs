//! What machines are told: metrics, health, logs; and what is checked before the first message.

mod doctor;
mod health;
mod metrics;

pub use doctor::{Check, Verdict, live_checks, static_checks, version_checks};
pub use health::router;
pub use metrics::{Connection, DeliveryOutcome, Metrics};
