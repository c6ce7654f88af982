//! The gateway end to end: between a small Protheus and a small RM, on SQLite and on PostgreSQL.

// The attribute is for clippy, which lets tests unwrap where it sees that they are tests.
#[cfg(test)]
mod suite;
