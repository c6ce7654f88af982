//! The one test binary: cases that are files, and order in the repository.

mod suite;
