//! What machines are told: metrics, health, logs; and what is checked before the first message.

mod metrics;

pub use metrics::{Connection, DeliveryOutcome, Metrics};
