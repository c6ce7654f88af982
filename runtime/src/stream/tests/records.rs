//! A message with a list that nobody has: a book of entries.

use crate::codec::{Field, Record, Result, Sink, Source};
use crate::info::{MessageInfo, MessageKind, Version};
use crate::messages::{Messages, NoContent};
use crate::value::{Any, Decimal};
use std::borrow::Cow;

/// Declares a record: each line names a call, a field and its type, and the constants that the call takes.
macro_rules! record {
    ($name:ident { $($call:ident $field:ident: $type:ty = $($constant:ident),*;)* } $(complete($self:ident, $source:ident) $complete:block)?) => {
        #[derive(Debug, Clone, Default, PartialEq)]
        pub(super) struct $name<'a> {
            $(pub(super) $field: $type,)*
        }

        impl<'a> Record<'a> for $name<'a> {
            fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
                $(source.$call($(&$constant,)* &mut self.$field)?;)*
                Ok(())
            }

            $(fn complete<S: Source<'a>>(&$self, $source: &mut S) -> Result<()> $complete)?

            fn write<S: Sink>(&self, sink: &mut S) {
                $(sink.$call($(&$constant,)* &self.$field);)*
            }
        }
    };
}

macro_rules! fields {
    ($($constant:ident = $name:literal $(. $facet:ident($($value:expr),*))*;)*) => {
        $(const $constant: Field = crate::field!($name)$(.$facet($($value),*))*;)*
    };
}

fields! {
    COMPANY = "Company";
    BOOK = "Book";
    YEAR = "Year".min(1900).max(2100);
    LIST_OF_ENTRY = "ListOfEntry";
    ENTRY = "Entry";
    LIST_OF_MARK = "ListOfMark";
    MARK = "Mark";
    NOTE = "Note";
    KIND = "kind";
    CODE = "Code".max_length(6);
    AMOUNT = "Amount".digits(8, 2);
    PARTS = "ListOfPart";
    EXTRA = "Extra";
}

record! {
    Content {
        leaf company: Option<Cow<'a, str>> = COMPANY;
        record book: Option<Book<'a>> = BOOK;
        leaf note: Option<Cow<'a, str>> = NOTE;
    }
    complete(self, source) { source.require(&NOTE, self.note.is_some()) }
}

record! {
    Book {
        attribute kind: Option<Cow<'a, str>> = KIND;
        leaf year: Option<i64> = YEAR;
        list entries: Option<Vec<Entry<'a>>> = LIST_OF_ENTRY, ENTRY;
        list marks: Option<Vec<Mark<'a>>> = LIST_OF_MARK, MARK;
    }
    complete(self, source) {
        source.require(&YEAR, self.year.is_some())?;
        source.count(&ENTRY, self.entries.as_ref().map_or(0, Vec::len), 1, Some(3))
    }
}

record! {
    Entry {
        attribute kind: Option<Cow<'a, str>> = KIND;
        leaf code: Option<Cow<'a, str>> = CODE;
        leaf amount: Option<Decimal> = AMOUNT;
        list parts: Option<Vec<Mark<'a>>> = PARTS, ENTRY;
        leaf extra: Option<Any<'a>> = EXTRA;
    }
    complete(self, source) { source.require(&CODE, self.code.is_some()) }
}

record! {
    Mark {
        leaf code: Option<Cow<'a, str>> = CODE;
    }
}

/// The message.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ledgers {}

static LEDGER: MessageInfo = MessageInfo {
    name: "LEDGER",
    version: Version::new(1, 0),
    title: "",
    kind: MessageKind::Event,
    schema: "",
    return_before_keys: false,
    adapters: &[],
};

impl Messages for Ledgers {
    type Content<'a> = Content<'a>;
    type Return<'a> = NoContent;

    const MESSAGES: &'static [&'static MessageInfo] = &[&LEDGER];

    fn content<'a>(_: &MessageInfo) -> Option<Content<'a>> {
        Some(Content::default())
    }

    fn return_content<'a>(_: &MessageInfo) -> Option<Self::Return<'a>> {
        Some(NoContent)
    }
}
