//! A message with a long list, read item by item.

use super::StreamError;
use super::input::Input;
use super::lists::{self, CONTENT, List};
use super::outline::{Outline, Reached};
use super::place::{Place, beyond, complete, keep, not_finished, prove};
use super::window::{self, Child, Next, Window};
use crate::codec::xml::{self, NoPiece, Piece};
use crate::codec::{DecodeError, DecodeErrorKind, Location, Policy, Record, Report};
use crate::envelope::{Decoded, Message, RawContent};
use crate::messages::{Messages, NoContent};
use std::io::Read;
use std::marker::PhantomData;

type Result<T> = std::result::Result<T, StreamError>;

/// A message with a long list, read item by item.
///
/// ```
/// use depara::stream::ListReader;
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
/// # use map::{Agency, Registry};
/// use depara::Policy;
///
/// let document = b"<TOTVSMessage><MessageInformation version=\"2.001\"><Transaction>BANK</Transaction></MessageInformation>\
///     <BusinessMessage><BusinessContent><ListOfAgency><Agency><Number>0001</Number></Agency><Agency><Number>0002</Number></Agency>\
///     </ListOfAgency></BusinessContent></BusinessMessage></TOTVSMessage>";
/// let mut list = ListReader::<Registry, _>::open(document.as_slice(), "ListOfAgency/Agency", &Policy::default())?;
/// assert_eq!(list.before()?.information.transaction.as_deref(), Some("BANK"));
/// let mut numbers = Vec::new();
/// while let Some(item) = list.next_item::<Agency<'_>>()? {
///     numbers.extend(item.value.number.map(String::from));
/// }
/// assert_eq!(numbers, ["0001", "0002"]);
/// assert!(list.finish()?.report.is_empty());
/// # Ok::<(), depara::stream::StreamError>(())
/// ```
pub struct ListReader<M, I> {
    input: Input<I>,
    window: Window,
    /// An item that goes beyond the end of the window, with what follows it.
    spare: String,
    /// The last item was read from the spare text, which starts at this byte of the document.
    moved: Option<usize>,
    /// How long the last item is, which is not passed before its borrow ends.
    passed: usize,
    outline: Outline,
    policy: Policy,
    /// The list, as the caller wrote it.
    path: String,
    /// The list, as the content has it, and its elements from the root.
    list: Option<(List, Vec<&'static str>)>,
    /// What stood before the first list, with an end tag for each open element.
    before: Option<String>,
    state: State,
    /// Where the items of the open list start.
    start: usize,
    /// How many items the list has so far.
    number: usize,
    /// How much of the outline is proved to be without mistakes.
    proved: usize,
    /// What was noticed between items and is not told yet.
    report: Report,
    messages: PhantomData<fn() -> M>,
}

/// Where reading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Around,
    /// Behind the start tag of the content.
    Content,
    List,
    Done,
    Failed,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item<R> {
    /// Its number in the list, from one.
    pub number: usize,
    /// The item.
    pub value: R,
    /// What was noticed in it, and between the item before and this one.
    pub report: Report,
}

impl<M: Messages, I: Read> ListReader<M, I> {
    /// Reads a document up to the list at `path`: the elements from the content to the items, such as `ListOfAgency/Agency`.
    ///
    /// A document without the list is read to its end, and there are no items.
    ///
    /// # Errors
    /// When the content of the message has no such list of records, what stands before it does not fit, or reading fails.
    pub fn open(io: I, path: &str, policy: &Policy) -> Result<Self> {
        Self::open_sized(io, path, policy, window::SIZE)
    }

    /// The same with a window of another size.
    pub(super) fn open_sized(io: I, path: &str, policy: &Policy, size: usize) -> Result<Self> {
        let mut reader = Self {
            input: Input::new(io, policy.limits.document),
            window: Window::new(size),
            spare: String::new(),
            moved: None,
            passed: 0,
            outline: Outline::default(),
            policy: *policy,
            path: path.to_owned(),
            list: None,
            before: None,
            state: State::Around,
            start: 0,
            number: 0,
            proved: 0,
            report: Report::default(),
            messages: PhantomData,
        };
        reader.around()?;
        Ok(reader)
    }

    /// The message as it was read up to the list: header, event, and the content before the items. Read anew by each call.
    ///
    /// # Errors
    /// None but those that [`ListReader::open`] gives already.
    pub fn before(&self) -> Result<Message<'_, M>> {
        let text = self.before.as_deref().unwrap_or(&self.outline.text);
        Ok(Message::<M>::decode(text, &not_finished(&self.policy))?.value)
    }

    /// The next item; `None` when the whole document was read and nothing behind the items is wrong with it.
    ///
    /// # Errors
    /// When an item or what stands between items does not fit, the items are of another type, or reading fails.
    pub fn next_item<'s, R: Record<'s> + Default>(&'s mut self) -> Result<Option<Item<R>>> {
        if let Some((list, _)) = &self.list {
            list.check_item::<R>()?;
        }
        if self.seek()? { self.item().map(Some) } else { Ok(None) }
    }

    /// The whole message without the items, and what was noticed outside of them. Items that are left are skipped: their nesting is
    /// checked, their values are not.
    ///
    /// # Errors
    /// When what follows does not fit, or reading fails.
    pub fn finish(&mut self) -> Result<Decoded<Message<'_, M>>> {
        while self.seek()? {
            let report = self.item::<RawContent<'_>>()?.report;
            keep(&mut self.report, &self.policy, report);
        }
        let Decoded { value, mut report } = complete(&self.outline, &self.policy, self.list.as_ref(), self.number)?;
        keep(&mut report, &self.policy, std::mem::take(&mut self.report));
        report.findings.sort_by_key(|finding| finding.location.position);
        Ok(Decoded { value, report })
    }

    /// How many bytes of the document are held in memory, or can be without asking for more.
    #[must_use]
    pub fn held(&self) -> usize {
        let before = self.before.as_ref().map_or(0, String::capacity);
        let texts = [self.window.capacity(), self.spare.capacity(), self.outline.text.capacity(), before];
        texts.into_iter().fold(self.input.capacity(), usize::saturating_add)
    }

    /// Goes on to the next item; `false` at the end of the document.
    fn seek(&mut self) -> Result<bool> {
        loop {
            if let Some(base) = self.moved.take() {
                self.window.put(&mut self.spare, base);
            }
            self.window.pass(std::mem::take(&mut self.passed));
            let found = match self.state {
                State::Done => return Ok(false),
                State::Failed => return Err(StreamError::Failed),
                State::Around | State::Content => self.around().map(|()| false),
                State::List => self.between(),
            };
            match found {
                Ok(true) => return Ok(true),
                Ok(false) => {}
                Err(error) => {
                    self.state = State::Failed;
                    return Err(error);
                }
            }
        }
    }

    /// Reads what stands around the list: up to its items, or to the end.
    fn around(&mut self) -> Result<()> {
        loop {
            self.window.refill(&mut self.input);
            let rest = self.window.rest();
            match xml::piece(rest, 0, self.input.is_whole()) {
                Ok((_, (start, _))) if self.state == State::Content => {
                    // What is wrong with the header is told where the first child of the content stands, behind blanks.
                    self.outline.text.push_str(rest.get(..start).unwrap_or_default());
                    self.window.skip(start);
                    self.find_list()?;
                    self.state = State::Around;
                }
                Ok((piece, (_, end))) => {
                    let reached = self.outline.take(rest.get(..end).unwrap_or_default(), piece);
                    self.window.skip(end);
                    self.check_around(0)?;
                    match reached {
                        Reached::Nothing => {}
                        Reached::Content => self.state = State::Content,
                        Reached::EmptyList => self.number = 0,
                        Reached::List => return self.enter(),
                        Reached::Mismatch => return Err(self.broken()),
                    }
                    if self.outline.depth() > deepest(&self.policy) {
                        return Err(self.broken());
                    }
                }
                Err(NoPiece::Incomplete) if !self.input.ended() => {
                    self.check_around(rest.len())?;
                    self.window.double(&mut self.input);
                }
                Err(no_piece) => {
                    if no_piece == NoPiece::Incomplete
                        && let Some(failure) = self.input.failure()
                    {
                        return Err(failure);
                    }
                    self.outline.text.push_str(rest);
                    if no_piece == NoPiece::Broken {
                        return Err(self.broken());
                    }
                    complete::<M>(&self.outline, &self.policy, self.list.as_ref(), self.number)?;
                    self.state = State::Done;
                    return Ok(());
                }
            }
        }
    }

    /// Reads what stands between the items: up to the next one (`true`), or through the end tag of the list.
    fn between(&mut self) -> Result<bool> {
        let Some((list, names)) = &self.list else { return Ok(false) };
        let deepest = deepest(&self.policy);
        loop {
            self.window.refill(&mut self.input);
            let rest = self.window.rest();
            if window::starts_with_item(rest, list) {
                return Ok(true);
            }
            let next = window::next(rest, list, self.input.is_whole(), deepest);
            let limit = self.policy.limits.held;
            let through = match next {
                Next::Item => return Ok(true),
                Next::Other(end) | Next::End(_, end) if end <= limit => end,
                Next::Incomplete if !self.input.ended() && rest.len() <= limit => {
                    self.window.double(&mut self.input);
                    continue;
                }
                Next::Incomplete | Next::Broken if self.input.ended() || next == Next::Broken => rest.len(),
                _ => return Err(beyond(names.join("/"), self.window.position(), "length between items", &self.policy).into()),
            };
            if next == Next::Incomplete
                && let Some(failure) = self.input.failure()
            {
                return Err(failure);
            }
            let place = Place { list, names, name: self.outline.innermost(), base: self.window.position(), policy: &self.policy };
            let (_, report) = place.read(rest.get(..through).unwrap_or_default(), 0, &mut NoContent).map_err(|error| {
                // What stands before the items is told first, as in memory.
                prove::<M>(&self.outline, &self.policy).err().unwrap_or(error)
            })?;
            keep(&mut self.report, &self.policy, report);
            match next {
                Next::Other(_) => self.window.pass(through),
                Next::End(start, end) => {
                    let items = self.window.position().saturating_add(start).saturating_sub(self.start);
                    self.outline.cut(items);
                    let name = self.outline.innermost().to_owned();
                    self.outline.take(rest.get(start..end).unwrap_or_default(), Piece::End(&name));
                    self.window.skip(end);
                    self.state = State::Around;
                    return Ok(false);
                }
                _ => return Err(self.broken()),
            }
        }
    }

    /// Reads the item that stands next.
    fn item<'s, R: Record<'s> + Default>(&'s mut self) -> Result<Item<R>> {
        let Self { input, window, spare, moved, passed, outline, policy, list, state, number, report, .. } = self;
        let Some((list, names)) = list else { return Err(StreamError::Failed) };
        *number = number.saturating_add(1);
        let base = window.position();
        let place = Place { list, names, name: outline.innermost(), base, policy };
        let mut value = R::default();
        let mut outcome = place.read(window.rest(), *number, &mut value);
        let whole = outcome.as_ref().is_ok_and(|(length, _)| *length < window.rest().len() || input.is_whole());
        if !whole {
            // Either it is wrong, or it goes beyond the end of the window.
            let deepest = deepest(policy);
            let mut extent = window::child(window.rest(), 0, input.is_whole(), deepest);
            if extent == Child::Incomplete && !input.ended() {
                spare.clear();
                spare.push_str(window.rest());
                while extent == Child::Incomplete && !input.ended() && spare.len() <= policy.limits.held {
                    let wanted = spare.len();
                    input.more(spare, wanted);
                    extent = window::child(spare, 0, input.is_whole(), deepest);
                }
                *moved = Some(base);
                value = R::default();
                outcome = place.read(spare, *number, &mut value);
            }
            if extent == Child::Incomplete {
                *state = State::Failed;
                if let Some(failure) = input.failure() {
                    return Err(failure);
                }
                if !input.ended() {
                    return Err(place.too_long(*number).into());
                }
            }
        }
        match outcome {
            Ok((length, found)) => {
                *passed = length;
                let mut report = std::mem::take(report);
                report.findings.extend(found.findings);
                report.more = report.more.saturating_add(found.more);
                Ok(Item { number: *number, value, report })
            }
            Err(error) => {
                *state = State::Failed;
                Err(prove::<M>(outline, policy).err().unwrap_or(error).into())
            }
        }
    }

    /// Finds the list in the content of the message that the header names.
    fn find_list(&mut self) -> Result<()> {
        prove::<M>(&self.outline, &self.policy)?;
        let text = self.outline.closed();
        let message = Message::<M>::decode(&text, &not_finished(&self.policy))?.value;
        let list = lists::find::<M>(&message.information, &self.path)?;
        self.outline.look_for(&list);
        let names = CONTENT.into_iter().chain(list.records.iter().copied()).chain([list.wrapper.name]).collect();
        self.list = Some((list, names));
        Ok(())
    }

    /// Goes into the list, behind its start tag.
    fn enter(&mut self) -> Result<()> {
        let length = self.outline.text.len();
        // A second list is a mistake by most policies; beyond it, the work has to stay in proportion.
        let again = self.proved.saturating_mul(2);
        if self.before.is_none() || self.outline.has_one_list() || length >= again {
            prove::<M>(&self.outline, &self.policy)?;
            self.proved = length;
        }
        if self.before.is_none() {
            self.before = Some(self.outline.closed());
        }
        self.start = self.window.position();
        self.number = 0;
        self.state = State::List;
        Ok(())
    }

    /// Fails when the text around the list, with `more` bytes, does not fit the memory that it may take.
    fn check_around(&self, more: usize) -> Result<()> {
        if self.outline.text.len().saturating_add(more) <= self.policy.limits.held {
            return Ok(());
        }
        Err(beyond(String::new(), self.window.position(), "length of what stands around the list", &self.policy).into())
    }

    /// What is wrong with the text around the list, which is not well formed.
    fn broken(&self) -> StreamError {
        let read = complete::<M>(&self.outline, &self.policy, self.list.as_ref(), self.number);
        let unknown = || Location { path: String::new(), position: self.window.position() };
        let kind = || DecodeErrorKind::Xml { reason: "the tags of the document do not fit each other".to_owned() };
        read.err().unwrap_or_else(|| DecodeError::new(unknown(), kind())).into()
    }
}

/// No element is nested deeper than this without an error: values, and what nobody knows inside them, may go beyond the limit.
fn deepest(policy: &Policy) -> usize {
    policy.limits.depth.saturating_add(8)
}
