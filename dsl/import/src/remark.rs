//! Sentences about a message that imported maps carry as notes.

use crate::phrases as say;
use depara_dsl::diagnostic::{Language, Phrase, Text};

/// The business segment of a message.
pub(crate) fn segment(name: &str, language: Language) -> String {
    Text::from(&say::SEGMENT).with("name", name).to(language)
}

/// What a product does with a message: `sends insert, delete`; none when it does nothing.
pub(crate) fn acts(sends: bool, insert: bool, update: bool, delete: bool, language: Language) -> Option<String> {
    let operations: [(bool, &'static Phrase); 3] = [(insert, &say::INSERT), (update, &say::UPDATE), (delete, &say::DELETE)];
    let done: Vec<String> = operations.into_iter().filter(|(done, _)| *done).map(|(_, phrase)| Text::from(phrase).to(language)).collect();
    let verb = if sends { &say::SENDS } else { &say::RECEIVES };
    (!done.is_empty()).then(|| Text::from(verb).with("operations", done.join(", ")).to(language))
}
