//! Every sentence that a diagnostic says, in both languages: the one table that the tests keep complete.

use std::fmt;

/// Declares a part of the table: each sentence once, in both languages.
macro_rules! phrases {
    ($($name:ident = $en:literal, $pt:literal;)*) => {
        $(#[doc = $en] pub static $name: $crate::diagnostic::Phrase = $crate::diagnostic::Phrase { en: $en, pt: $pt };)*

        /// Every sentence of this part with its name, for the tests that keep the table complete.
        pub static ALL: &[(&str, &$crate::diagnostic::Phrase)] = &[$((stringify!($name), &$name)),*];
    };
}

pub mod checks;
pub mod environment;
pub mod names;
pub mod report;
pub mod syntax;

/// The language of diagnostics and pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Portuguese of Brazil.
    Portuguese,
}

impl Language {
    /// The language of a tag such as `en`, `pt-BR` or `pt_BR.UTF-8`; `None` when it is neither.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Self::English),
            "pt" => Some(Self::Portuguese),
            _ => None,
        }
    }
}

/// One sentence in both languages; `{name}` stands for an argument.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phrase {
    /// English.
    pub en: &'static str,
    /// Portuguese of Brazil.
    pub pt: &'static str,
}

/// A sentence with its arguments.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text {
    phrase: &'static Phrase,
    arguments: Vec<(&'static str, String)>,
}

impl Text {
    /// The sentence with the value of the argument `name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.arguments.push((name, value.to_string()));
        self
    }

    /// The sentence in `language`.
    #[must_use]
    pub fn to(&self, language: Language) -> String {
        let template = match language {
            Language::English => self.phrase.en,
            Language::Portuguese => self.phrase.pt,
        };
        self.arguments.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// The sentence itself, without its arguments.
    #[must_use]
    pub fn phrase(&self) -> &'static Phrase {
        self.phrase
    }

    /// The arguments by name, for machines.
    pub fn arguments(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.arguments.iter().map(|(name, value)| (*name, value.as_str()))
    }
}

impl From<&'static Phrase> for Text {
    fn from(phrase: &'static Phrase) -> Self {
        Self { phrase, arguments: Vec::new() }
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to(Language::English), f)
    }
}

/// Every sentence of the table.
pub fn all() -> impl Iterator<Item = (&'static str, &'static Phrase)> {
    [syntax::ALL, names::ALL, checks::ALL, environment::ALL, report::ALL].into_iter().flatten().copied()
}
