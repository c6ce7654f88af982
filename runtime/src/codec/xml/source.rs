//! The state of an XML document that is being read, and the loop over the children of one element.

use super::attributes::{Attribute, KEPT};
use super::children::Children;
use super::gathered::FoundText;
use super::indent::Indent;
use super::leaves::behind_close;
use super::lengths::Lengths;
use super::markup::Tag;
use super::order::LearntOrder;
use super::plain_element;
use super::scan;
use super::start_tag::StartTag;
use crate::codec::context::Context;
use crate::codec::{DecodeError, DecodeErrorKind, Field, FindingKind, Policy, Record, Report, Result};
use smallvec::SmallVec;

/// An XML document that is being read.
///
/// While a document follows its schema, each call compares the bytes at the cursor with the tag that it expects, and nothing else
/// is looked at. Where it does not, the next tag is read by the rules of XML and offered to all calls of the record by its name.
///
/// ```
/// use depara::{Field, Policy, Record, Result, Sink, Source, XmlSource};
/// use std::borrow::Cow;
///
/// #[derive(Debug, Default, PartialEq)]
/// struct Bank<'a> {
///     code: Option<Cow<'a, str>>,
///     name: Option<Cow<'a, str>>,
/// }
///
/// const BANK: Field = depara::field!("Bank");
/// const CODE: Field = depara::field!("Code");
/// const NAME: Field = depara::field!("Name");
///
/// impl<'a> Record<'a> for Bank<'a> {
///     fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
///         source.leaf(&CODE, &mut self.code)?;
///         source.leaf(&NAME, &mut self.name)
///     }
///
///     fn write<S: Sink>(&self, sink: &mut S) {
///         sink.leaf(&CODE, &self.code);
///         sink.leaf(&NAME, &self.name);
///     }
/// }
///
/// let mut bank = Bank::default();
/// let mut source = XmlSource::new("<Bank><Name>Banco do Vale</Name><Site/><Code>001</Code></Bank>", &Policy::default());
/// source.root(&BANK, &mut bank)?;
/// assert_eq!(bank, Bank { code: Some("001".into()), name: Some("Banco do Vale".into()) });
/// assert_eq!(source.finish().findings[0].to_string(), "Bank/Site (byte 32): unknown element `Site` was skipped");
/// # Ok::<(), depara::DecodeError>(())
/// ```
#[derive(Debug, Clone)]
pub struct XmlSource<'a> {
    pub(super) text: &'a str,
    /// What has not been read: the end of `text`. Before a call for a child element, white space is read already.
    pub(super) rest: &'a str,
    /// With the elements that are being read, the innermost last. None is ever copied: what was just written in parts is slow to read whole.
    pub(super) context: Context<'a, Open<'a>>,
    /// What element calls do now.
    pub(super) mode: Mode,
    /// The fast path is never used.
    pub(super) careful: bool,
    /// Element names in another case are not reported.
    pub(super) ignore_case: bool,
    /// The tag that is offered to the calls of a record.
    pub(super) pending: Option<Tag<'a>>,
    /// Whether the pending tag has to be named exactly as a field.
    pub(super) exact: bool,
    /// How many children calls have taken.
    pub(super) taken: usize,
    /// The start tag in which the cursor stands.
    pub(super) start_tag: Option<StartTag>,
    /// The attributes of the open elements; those of the innermost from `attributes_from` on.
    pub(super) attributes: SmallVec<[Attribute<'a>; KEPT]>,
    /// Single elements without a value, so that a second one is seen as a duplicate.
    pub(super) absent: Vec<Absent>,
    /// How long lists are.
    pub(super) lengths: Lengths,
    /// How children came that did not keep to the schema.
    pub(super) order: LearntOrder,
    /// The text of the child that is offered, where that was found before; who reads it takes it away.
    pub(super) found: Option<FoundText<'a>>,
    /// How much white space stands in front of tags.
    pub(super) indent: Indent,
}

/// What a call for an element does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Compares the bytes at the cursor.
    Fast,
    /// Compares the name of the pending tag.
    Offer,
    /// Takes nothing.
    Wait,
}

/// A single element that was there without a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Absent {
    pub(super) depth: usize,
    pub(super) item: usize,
    pub(super) name: &'static str,
}

/// An element that is being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open<'a> {
    /// Its name, with its prefix.
    pub(super) name: &'a str,
    /// How many bytes of the document stand behind its start tag.
    pub(super) left: usize,
    /// The item of the group that is being read, counted from one; zero outside groups.
    pub(super) item: usize,
    /// Where its attributes begin.
    pub(super) attributes_from: usize,
    /// What element calls do in it while no tag is pending.
    pub(super) home: Mode,
    /// A field of the group's item is filled and stands there again: a new item begins.
    pub(super) full: bool,
    /// Nothing of its inside has been read.
    pub(super) untouched: bool,
    /// It is `<Name/>`.
    pub(super) empty: bool,
    /// Its name is exactly that of its field.
    pub(super) exact: bool,
}

impl Open<'_> {
    /// Around the root.
    pub(super) const DOCUMENT: Self = Self {
        name: "",
        left: usize::MAX,
        item: 0,
        attributes_from: 0,
        home: Mode::Fast,
        full: false,
        untouched: false,
        empty: false,
        exact: true,
    };
}

impl<'a> XmlSource<'a> {
    /// A document as text; [`text`](super::text()) makes text of bytes.
    #[must_use]
    pub fn new(text: &'a str, policy: &Policy) -> Self {
        // Short texts are within every other limit, and need no look at it.
        let careful = policy.limits.text < plain_element::MOST;
        Self {
            text,
            rest: text.strip_prefix('\u{feff}').unwrap_or(text),
            context: Context::new(policy),
            mode: if careful { Mode::Wait } else { Mode::Fast },
            careful,
            ignore_case: false,
            pending: None,
            exact: true,
            taken: 0,
            start_tag: None,
            attributes: SmallVec::new(),
            absent: Vec::new(),
            lengths: Lengths::default(),
            order: LearntOrder::default(),
            found: None,
            indent: Indent::default(),
        }
    }

    /// The same without the fast path: slower, with the same values, findings and errors.
    #[must_use]
    pub fn careful(text: &'a str, policy: &Policy) -> Self {
        Self { careful: true, mode: Mode::Wait, ..Self::new(text, policy) }
    }

    /// Takes element names in any case without reporting them.
    pub fn set_ignore_case(&mut self, ignore: bool) {
        self.ignore_case = ignore;
    }

    /// The byte at which the source stands.
    #[must_use]
    #[inline]
    pub fn position(&self) -> usize {
        self.text.len().saturating_sub(self.rest.len())
    }

    /// Goes on at this byte.
    pub(super) fn go_to(&mut self, position: usize) {
        self.rest = self.text.get(position..).unwrap_or_default();
    }

    /// Reads the whole document: its root element, with nothing but comments around it.
    ///
    /// # Errors
    /// When the root is another element, something inside does not fit, or something follows it.
    pub fn root<R: Record<'a>>(&mut self, root: &Field, record: &mut R) -> Result<()> {
        let allowed = self.context.policy.limits.document;
        if self.text.len() > allowed {
            return Err(self.context.limit(self.context.location(allowed), "document length", allowed));
        }
        let tag = self.root_tag(root)?;
        if let Some(tag) = &tag
            && tag.local != root.name
        {
            if !tag.local.eq_ignore_ascii_case(root.name) {
                let kind = DecodeErrorKind::WrongRoot { found: tag.name.to_owned(), hint: String::new() };
                return Err(self.context.error(tag.start, kind));
            }
            self.respelt(tag, root);
        }
        if tag.is_none() && self.is_attribute_next(root) {
            self.child_with_attributes(root, 0, record)?;
        } else {
            self.child(root, 0, tag.as_ref(), record)?;
        }
        self.nothing_follows()
    }

    /// What was noticed, in the order of the document.
    #[must_use]
    pub fn finish(mut self) -> Report {
        self.take_report()
    }

    /// The same for who keeps the source, which is too large to be moved for that.
    pub(crate) fn take_report(&mut self) -> Report {
        let mut report = std::mem::take(&mut self.context.report);
        report.findings.sort_by_key(|finding| finding.location.position);
        report
    }

    /// Reads a child element into `record`. Its start tag is at the cursor, or was read and is `tag`.
    #[inline]
    pub(super) fn child(&mut self, field: &Field, number: usize, tag: Option<&Tag<'a>>, record: &mut dyn Children<'a>) -> Result<()> {
        match tag {
            None => self.plain_child(field, number, record),
            Some(tag) => self.tagged_child(field, number, tag, record),
        }
    }

    /// Reads a child element whose start tag is at the cursor and only a name.
    pub(super) fn plain_child(&mut self, field: &Field, number: usize, record: &mut dyn Children<'a>) -> Result<()> {
        self.enter_plain(field, number)?;
        if self.order.is_of(field) {
            self.finish_element(field, record)?;
        } else {
            record.read_all(self)?;
            match behind_close(field, self.rest) {
                Some(rest) => self.rest = rest,
                None => self.finish_element(field, record)?,
            }
        }
        record.end(self)?;
        self.leave_plain()
    }

    /// Reads a child element whose start tag was read.
    fn tagged_child(&mut self, field: &Field, number: usize, tag: &Tag<'a>, record: &mut dyn Children<'a>) -> Result<()> {
        self.enter(field.name, number, tag)?;
        record.read_all(self)?;
        self.finish_element(field, record)?;
        record.end(self)?;
        self.leave()
    }

    /// Reads what is left of the open element.
    pub(super) fn finish_element(&mut self, field: &Field, record: &mut dyn Children<'a>) -> Result<()> {
        self.whole_start_tag()?;
        if !self.is_closed(field) {
            self.children(field, record)?;
        }
        self.unknown_attributes()
    }

    /// Whether the open element is over: it is empty, or its end tag stands at the cursor, which moves behind it.
    #[inline]
    pub(super) fn is_closed(&mut self, field: &Field) -> bool {
        let Open { empty, exact, home, .. } = *self.open();
        empty || (exact && home == Mode::Fast && self.takes(field.close))
    }

    /// The innermost element that is being read.
    #[inline]
    pub(super) fn open(&self) -> &Open<'a> {
        self.context.kept().unwrap_or(&Open::DOCUMENT)
    }

    /// The byte behind its start tag.
    pub(super) fn start_of_inside(&self) -> usize {
        self.text.len().saturating_sub(self.open().left)
    }

    /// Changes what is known of it.
    #[inline]
    pub(super) fn change<T: Default>(&mut self, change: impl FnOnce(&mut Open<'a>) -> T) -> T {
        self.context.kept_mut().map(change).unwrap_or_default()
    }

    /// Goes into the element of `field`, whose start tag at the cursor has nothing behind its name.
    ///
    /// Only the fast path sees one at the cursor, so that all elements around this one are read on it too.
    #[inline(always)]
    pub(super) fn enter_plain(&mut self, field: &Field, number: usize) -> Result<()> {
        let (rest, length) = (self.rest, field.open.len());
        let attributes_from = self.attributes.len();
        let open = Open { name: field.name, left: rest.len().wrapping_sub(length), attributes_from, untouched: true, ..Open::DOCUMENT };
        self.context.push(field.name, number, open);
        if self.context.depth() > self.context.policy.limits.depth {
            return Err(self.too_deep(self.position()));
        }
        self.stand_behind_first(rest, length)
    }

    /// Goes into an element behind its start tag.
    pub(super) fn enter(&mut self, name: &'static str, number: usize, tag: &Tag<'a>) -> Result<()> {
        self.mode = if self.careful || tag.empty { Mode::Wait } else { Mode::Fast };
        let attributes_from = self.attributes_from(tag);
        let (home, empty, exact) = (self.mode, tag.empty, tag.name == name);
        let left = self.text.len().saturating_sub(tag.end);
        let open = Open { name: tag.name, left, attributes_from, home, untouched: true, empty, exact, ..Open::DOCUMENT };
        self.context.push(name, number, open);
        if self.context.depth() > self.context.policy.limits.depth {
            return Err(self.too_deep(tag.start));
        }
        self.keep_attributes(tag)?;
        if !empty {
            self.skip_blanks();
        }
        Ok(())
    }

    #[cold]
    fn too_deep(&self, position: usize) -> DecodeError {
        self.context.limit(self.context.location(position), "element depth", self.context.policy.limits.depth)
    }

    /// Leaves it, and what white space follows it.
    pub(super) fn leave(&mut self) -> Result<()> {
        let attributes_from = self.context.pop().map_or(0, |left| left.attributes_from);
        self.mode = self.open().home;
        if !self.absent.is_empty() || self.attributes.len() > attributes_from {
            self.forget(attributes_from);
        }
        self.stand_behind(self.rest)
    }

    /// The same of an element that [`XmlSource::enter_plain`] went into.
    #[inline(always)]
    pub(super) fn leave_plain(&mut self) -> Result<()> {
        self.context.pop();
        if !self.absent.is_empty() {
            self.forget(self.attributes.len());
        }
        self.stand_behind(self.rest)
    }

    /// Forgets what was kept of the element that was left.
    #[cold]
    fn forget(&mut self, attributes_from: usize) {
        let depth = self.context.depth();
        while self.absent.last().is_some_and(|absent| absent.depth > depth) {
            self.absent.pop();
        }
        self.attributes.truncate(attributes_from);
    }

    /// Goes to `rest`, and over white space. Never fails; as the last call of what returns a result it costs the least.
    #[inline(always)]
    pub(super) fn stand_behind(&mut self, rest: &'a str) -> Result<()> {
        self.rest = self.indent.skip(rest);
        Ok(())
    }

    /// The same behind the first `length` bytes of `text`, behind which another tag mostly follows at once.
    #[inline(always)]
    pub(super) fn stand_behind_first(&mut self, text: &'a str, length: usize) -> Result<()> {
        // That a byte is seen to be ASCII first spares the look whether a character begins there.
        if text.as_bytes().get(length) == Some(&b'<')
            && let Some(rest) = text.get(length..)
        {
            self.rest = rest;
            return Ok(());
        }
        self.stand_behind(text.get(length..).unwrap_or_default())
    }

    /// Goes over white space.
    #[inline(always)]
    pub(super) fn skip_blanks(&mut self) {
        self.rest = self.indent.skip(self.rest);
    }

    /// Goes behind `tag` if it stands at the cursor.
    #[inline]
    pub(super) fn takes(&mut self, tag: &str) -> bool {
        let rest = scan::behind(self.rest, tag);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// An element was read by a name in another case.
    #[cold]
    pub(super) fn respelt(&mut self, tag: &Tag<'a>, field: &Field) {
        if !self.ignore_case {
            let location = self.context.child(field.name, 0, tag.start);
            let finding = FindingKind::Respelt { found: tag.name.to_owned(), read_as: field.name.to_owned() };
            self.context.report.push(&self.context.policy, location, finding);
        }
    }
}
