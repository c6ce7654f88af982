//! The tests, by what they are about.

// Data bases are made and dropped as the tests of the gateway do it.
#[path = "../../../../runtime/gateway/tests/suite/base.rs"]
mod base;
mod deploy;
mod first_day;
mod load;
mod peer;
mod serve;
