//! The one test binary: cases that are files, and order in the repository.

// The attribute is for clippy, which lets tests unwrap where it sees that they are tests.
#[cfg(test)]
mod suite;
