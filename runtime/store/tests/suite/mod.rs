//! The tests, by what they are about; `base` has the data bases.

mod atomic;
mod base;
mod browse;
mod codes;
mod crash;
mod events;
mod exchange;
mod faults;
mod hand;
mod look_up;
mod memory;
mod monitor;
mod order;
mod race;
mod refuse;
mod relay;
mod replication;
mod retry;
mod schema;
#[cfg_attr(not(feature = "postgres"), expect(dead_code, reason = "the server is for PostgreSQL alone"))]
mod server;
#[cfg(feature = "postgres")]
mod tls;
mod transitions;
mod truth;
mod waiting;
