//! The tests, by what they are about; `base` has the data bases.

mod atomic;
mod base;
mod codes;
mod crash;
mod events;
mod exchange;
mod faults;
mod hand;
mod look_up;
mod order;
mod race;
mod refuse;
mod replication;
mod retry;
mod schema;
#[cfg(feature = "postgres")]
mod server;
#[cfg(feature = "postgres")]
mod tls;
mod transitions;
mod truth;
mod waiting;
