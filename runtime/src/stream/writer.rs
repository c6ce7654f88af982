//! A message with a long list, written item by item.

use super::StreamError;
use super::lists::{self, List};
use super::outline::{Outline, Reached};
use crate::codec::xml::{self, Piece, XmlSink};
use crate::codec::{Record, Sink};
use crate::envelope::Message;
use crate::messages::Messages;
use std::io::Write;

/// A message with a long list, written item by item: the same bytes as [`Message::encode`] gives with all items in the list.
///
/// ```
/// use depara::envelope::{Body, BusinessMessage, MessageInformation};
/// use depara::stream::{ListReader, ListWriter};
/// # use depara::{Message, Policy};
/// # mod map {
/// #     use depara::{Field, MessageInfo, MessageKind, NoContent, Record, Result, Sink, Source, Version};
/// #     use std::borrow::Cow;
/// #     #[derive(Debug, Clone, Default, PartialEq)]
/// #     pub struct Bank<'a> { pub agencies: Option<Vec<Agency<'a>>> }
/// #     #[derive(Debug, Clone, Default, PartialEq)]
/// #     pub struct Agency<'a> { pub number: Option<Cow<'a, str>> }
/// #     const LIST: Field = depara::field!("ListOfAgency");
/// #     const AGENCY: Field = depara::field!("Agency");
/// #     const NUMBER: Field = depara::field!("Number");
/// #     impl<'a> Record<'a> for Bank<'a> {
/// #         fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> { source.list(&LIST, &AGENCY, &mut self.agencies) }
/// #         fn write<S: Sink>(&self, sink: &mut S) { sink.list(&LIST, &AGENCY, &self.agencies) }
/// #     }
/// #     impl<'a> Record<'a> for Agency<'a> {
/// #         fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> { source.leaf(&NUMBER, &mut self.number) }
/// #         fn write<S: Sink>(&self, sink: &mut S) { sink.leaf(&NUMBER, &self.number) }
/// #     }
/// #     #[derive(Debug, Clone, PartialEq)]
/// #     pub enum Registry {}
/// #     static INFO: MessageInfo = MessageInfo { name: "BANK", version: Version::new(2, 1), title: "", kind: MessageKind::Event,
/// #         schema: "", return_before_keys: false, adapters: &[] };
/// #     impl depara::Messages for Registry {
/// #         type Content<'a> = Bank<'a>;
/// #         type Return<'a> = NoContent;
/// #         const MESSAGES: &'static [&'static MessageInfo] = &[&INFO];
/// #         fn content<'a>(_: &MessageInfo) -> Option<Bank<'a>> { Some(Bank::default()) }
/// #         fn return_content<'a>(_: &MessageInfo) -> Option<Self::Return<'a>> { None }
/// #     }
/// # }
/// # use map::{Agency, Bank, Registry};
///
/// let information = MessageInformation { transaction: Some("BANK".into()), version: Some("2.001".into()), ..Default::default() };
/// // The list is there, and empty.
/// let content = Bank { agencies: Some(Vec::new()), ..Bank::default() };
/// let body = Body::Business(BusinessMessage { event: None, request: None, content: Some(content) });
/// let message = Message::<Registry> { schema_location: None, information, body };
///
/// let mut list = ListWriter::open(Vec::new(), &message, "ListOfAgency/Agency")?;
/// for number in ["0001", "0002"] {
///     list.write_item(&Agency { number: Some(number.into()), ..Agency::default() })?;
/// }
/// let document = String::from_utf8(list.finish()?)?;
/// assert!(document.contains("<ListOfAgency><Agency><Number>0001</Number></Agency><Agency>"), "{document}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a document without `finish` has no end"]
pub struct ListWriter<W> {
    io: W,
    /// What was not handed to the writer yet.
    sink: XmlSink,
    list: List,
    /// What follows the items.
    after: String,
    /// What follows the items when there are none.
    after_none: String,
    empty: bool,
    replaced: usize,
}

/// How much is collected before it is handed on.
const SIZE: usize = 64 << 10;

impl<W: Write> ListWriter<W> {
    /// Writes `message` up to the list at `path`: the elements from the content to the items, such as `ListOfAgency/Agency`. The list
    /// has to be there, and is best empty; items that it has already come first.
    ///
    /// # Errors
    /// When the message is not one of `M`, its content has no such list of records, or the list is absent.
    pub fn open<M: Messages>(io: W, message: &Message<'_, M>, path: &str) -> Result<Self, StreamError> {
        let list = lists::find::<M>(&message.information, path)?;
        let mut text = message.encode();
        let place = find(&text, &list).ok_or_else(|| StreamError::NoList { path: list.path() })?;
        let rest = text.split_off(place.at);
        let (after, after_none) = if place.empty {
            let after = rest.strip_prefix(EMPTY_END).unwrap_or_default();
            (format!("{}{after}", list.wrapper.close), rest)
        } else {
            (rest.clone(), rest)
        };
        Ok(Self { io, sink: XmlSink::append_to(text), list, after, after_none, empty: place.empty, replaced: 0 })
    }

    /// Writes the next item.
    ///
    /// # Errors
    /// When the items of the list are records of another type, or writing fails.
    pub fn write_item<'a, R: Record<'a>>(&mut self, item: &R) -> Result<(), StreamError> {
        self.list.check_item::<R>()?;
        if std::mem::take(&mut self.empty) {
            self.push(">");
        }
        self.sink.element(&self.list.item, item);
        if self.sink.as_str().len() < SIZE { Ok(()) } else { self.hand_on() }
    }

    /// Writes what follows the items, and gives the writer back.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(mut self) -> Result<W, StreamError> {
        let after = std::mem::take(if self.empty { &mut self.after_none } else { &mut self.after });
        self.push(&after);
        self.hand_on()?;
        self.io.flush().map_err(StreamError::Write)?;
        Ok(self.io)
    }

    /// How many characters of the items XML does not have and were written as U+FFFD.
    #[must_use]
    pub fn replaced(&self) -> usize {
        self.replaced.saturating_add(self.sink.replaced())
    }

    /// How many bytes are held in memory, or can be without asking for more.
    #[must_use]
    pub fn held(&self) -> usize {
        let texts = [self.after.capacity(), self.after_none.capacity()];
        texts.into_iter().fold(self.sink.capacity(), usize::saturating_add)
    }

    fn push(&mut self, text: &str) {
        self.sink.push_source(text);
    }

    fn hand_on(&mut self) -> Result<(), StreamError> {
        self.io.write_all(self.sink.as_str().as_bytes()).map_err(StreamError::Write)?;
        self.replaced = self.replaced();
        self.sink.clear();
        Ok(())
    }
}

/// What stands behind the name of an element without children, as it is written.
const EMPTY_END: &str = "/>";

/// Where the items of a list go.
struct Gap {
    /// The byte behind the last item; in `<List/>`, that behind the name.
    at: usize,
    /// The list is `<List/>`.
    empty: bool,
}

/// Where the items of `list` go in a document that was written.
fn find(text: &str, list: &List) -> Option<Gap> {
    let mut outline = Outline::default();
    outline.look_for(list);
    let (mut at, mut inside) = (0, None);
    loop {
        let (piece, (start, end)) = xml::piece(text, at, true).ok()?;
        if inside.is_some_and(|depth| depth == outline.depth()) && matches!(piece, Piece::End(_)) {
            return Some(Gap { at: start, empty: false });
        }
        match outline.take(text.get(at..end)?, piece) {
            Reached::EmptyList => return Some(Gap { at: end.checked_sub(EMPTY_END.len())?, empty: true }),
            Reached::List => inside = Some(outline.depth()),
            _ => {}
        }
        at = end;
    }
}
