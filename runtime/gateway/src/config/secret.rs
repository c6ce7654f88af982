//! Texts that nobody may see.

use std::fmt;
use subtle::ConstantTimeEq;

/// A text that appears in no log and no debug output.
///
/// ```
/// use depara_gateway::config::Secret;
///
/// let secret = Secret::new("segredo");
/// assert_eq!(format!("{secret:?}"), "Secret(…)");
/// assert!(secret.is("segredo") && !secret.is("Segredo"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// A user with a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The user.
    pub user: String,
    /// The password.
    pub password: Secret,
}

impl Secret {
    /// A secret with this text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the one who has to say it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether `text` is the secret, in a time that does not say how much of it was right.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.0.as_bytes().ct_eq(text.as_bytes()).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
