//! A key of any form, with what is known of the form.

use crate::info::KeyInfo;
use crate::key::Key;
use std::fmt;

/// A key of the ERP whose form is known at run time only, as the keys of a content are that several adapters carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalKey {
    /// Its De-Para name space and form.
    pub info: &'static KeyInfo,
    /// Its text.
    pub text: String,
}

impl ExternalKey {
    /// A typed key as one of any form.
    #[must_use]
    pub fn of<K: Key>(key: &K) -> Self {
        Self { info: K::INFO, text: key.text() }
    }
}

impl fmt::Display for ExternalKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
