//! What both READMEs promise, compiled: every Rust sample of theirs is a test of this package, which depends on nothing but the codecs.

#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
#[doc = include_str!("../../../README.pt-BR.md")]
struct Readme;
