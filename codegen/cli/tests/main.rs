//! The commands of the gateway as processes: what they write, serve, send and log, and how they end.

// The attribute is for clippy, which lets tests unwrap where it sees that they are tests.
#[cfg(test)]
#[cfg(unix)]
mod suite;
