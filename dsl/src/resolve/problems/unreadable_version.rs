//! DP0117: a version that is not written `N.NNN`.

use crate::diagnostic::{Code, Diagnostic, Text, phrases::names};
use crate::ir::Version;
use crate::syntax::ast::Word;

/// A version is not of the form `N.NNN`.
pub(crate) const CODE: Code = Code("DP0117");

/// The word is no version.
pub(crate) fn unreadable_version(word: &Word) -> Diagnostic {
    let message = Text::from(&names::UNREADABLE_VERSION).with("word", &**word);
    let problem = Diagnostic::error(CODE, message, word.span, (&names::THREE_DIGITS).into());
    super::replaced(problem, word.span, meant(word).map(|version| version.to_string()).as_deref())
}

/// The version that a word with too few digits stands for: `2` and `2.1` are what schemas call 2.000 and 2.001.
fn meant(word: &str) -> Option<Version> {
    let (major, minor) = word.split_once(['.', '_']).unwrap_or((word, "0"));
    Some(Version { major: major.parse().ok()?, minor: minor.parse().ok().filter(|minor| *minor < 1000)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_that_were_meant() {
        for (word, expected) in [("2.1", Some("2.001")), ("2", Some("2.000")), ("2_001", Some("2.001")), ("2.1000", None), ("x.001", None)]
        {
            assert_eq!(meant(word).map(|version| version.to_string()).as_deref(), expected, "{word}");
        }
    }
}
