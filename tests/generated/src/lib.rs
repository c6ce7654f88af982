//! Every golden file, compiled under the lints of the workspace: what the generator writes has no warnings.

/// Every form of a field, a list and a group.
#[rustfmt::skip]
#[path = "../../data/golden/records/generated/mod.rs"]
pub mod records;

/// Every form of a field and a list in JSON.
#[rustfmt::skip]
#[path = "../../data/golden/json/generated/mod.rs"]
pub mod json;

/// Every form of a key, and De-Para tables.
#[rustfmt::skip]
#[path = "../../data/golden/keys/generated/mod.rs"]
pub mod keys;

/// Types that several messages share.
#[rustfmt::skip]
#[path = "../../data/golden/shared/generated/mod.rs"]
pub mod shared;

/// Names and descriptions that mean something to Rust or Markdown.
#[rustfmt::skip]
#[path = "../../data/golden/names/generated/mod.rs"]
pub mod names;

/// Masks by which a load finds the records of keys.
#[rustfmt::skip]
#[path = "../../data/golden/loads/generated/mod.rs"]
pub mod loads;

/// Profiles, and what differs from one to another.
#[rustfmt::skip]
#[path = "../../data/golden/generations/generated/mod.rs"]
pub mod generations;
