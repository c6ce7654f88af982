//! A message with a list that nobody has: a book of entries.

use crate::info::{MessageInfo, MessageKind, Version};
use crate::messages::{Messages, NoContent};
use crate::testing::{fields, record};
use crate::value::{Any, Decimal};
use std::borrow::Cow;

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
