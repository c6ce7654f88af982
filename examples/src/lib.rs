//! Small programs that show depara at work; each is an example target of this package.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[doc = include_str!("../../README.pt-BR.md")]
struct Readme;
