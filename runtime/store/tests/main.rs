//! One suite for both back ends: every test is a function of a data base, and runs once on SQLite and once on PostgreSQL.

// The attribute is for clippy, which lets tests unwrap where it sees that they are tests.
#[cfg(test)]
mod suite;
