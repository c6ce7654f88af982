//! What the tests of several modules share: records declared as generated code has them, and changes of documents.

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Declares a record: each line names a call, a field and its type, and the constants that the call takes.
macro_rules! record {
    ($name:ident { $($call:ident $field:ident: $type:ty = $($constant:ident),*;)* } $(complete($self:ident, $source:ident) $complete:block)?) => {
        #[derive(Debug, Clone, Default, PartialEq)]
        pub(super) struct $name<'a> {
            $(pub(super) $field: $type,)*
        }

        impl<'a> $crate::codec::Record<'a> for $name<'a> {
            fn read<S: $crate::codec::Source<'a>>(&mut self, source: &mut S) -> $crate::codec::Result<()> {
                $(source.$call($(&$constant,)* &mut self.$field)?;)*
                Ok(())
            }

            $(fn complete<S: $crate::codec::Source<'a>>(&$self, $source: &mut S) -> $crate::codec::Result<()> $complete)?

            fn write<S: $crate::codec::Sink>(&self, sink: &mut S) {
                $(sink.$call($(&$constant,)* &self.$field);)*
            }
        }
    };
}
pub(crate) use record;

/// Declares the fields that records name, each with its facets.
macro_rules! fields {
    ($($constant:ident = $name:literal $(. $facet:ident($($value:expr),*))*;)*) => {
        $(pub(super) const $constant: $crate::codec::Field = $crate::field!($name)$(.$facet($($value),*))*;)*
    };
}
pub(crate) use fields;

/// A change at a place of a document.
#[derive(Debug, Clone)]
pub(crate) enum Edit {
    /// Nothing stands after this place.
    Cut(Index),
    /// So many bytes are gone.
    Remove(Index, usize),
    /// This stands there too.
    Insert(Index, &'static str),
    /// So many bytes from the first place stand at the second too.
    Repeat(Index, usize, Index),
}

/// Changes that insert the pieces which a message is made of.
pub(crate) fn edit(pieces: &'static [&'static str]) -> impl Strategy<Value = Edit> {
    prop_oneof![
        1 => any::<Index>().prop_map(Edit::Cut),
        2 => (any::<Index>(), 1..20_usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        4 => (any::<Index>(), select(pieces)).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        3 => (any::<Index>(), 1..90_usize, any::<Index>()).prop_map(|(at, length, to)| Edit::Repeat(at, length, to)),
    ]
}

impl Edit {
    /// Changes the text, between characters.
    pub(crate) fn apply(&self, text: &mut String) {
        let floor = |text: &str, index: &Index| text.floor_char_boundary(index.index(text.len() + 1));
        match self {
            Self::Cut(at) => text.truncate(floor(text, at)),
            Self::Remove(at, length) => {
                let at = floor(text, at);
                let end = text.floor_char_boundary((at + length).min(text.len()));
                text.replace_range(at..end, "");
            }
            Self::Insert(at, piece) => text.insert_str(floor(text, at), piece),
            Self::Repeat(at, length, to) => {
                let at = floor(text, at);
                let end = text.floor_char_boundary((at + length).min(text.len()));
                let part = text[at..end].to_owned();
                text.insert_str(floor(text, to), &part);
            }
        }
    }
}
