//! Records written as XML, on one line, in schema order.

use super::escape::{escape_attribute, escape_text};
use crate::codec::{Field, Record, Sink};
use crate::value::{Any, Form, Leaf, Values};
use std::fmt;

/// Records written as XML into one text that can be used again.
///
/// ```
/// use depara::{Field, Sink, XmlSink};
///
/// const NAME: Field = depara::field!("Name");
/// let mut sink = XmlSink::new();
/// sink.leaf(&NAME, &Some(std::borrow::Cow::Borrowed("salt & pepper")));
/// assert_eq!(sink.as_str(), "<Name>salt &amp; pepper</Name>");
/// sink.clear();
/// sink.leaf(&NAME, &None::<i64>);
/// assert_eq!(sink.into_string(), "");
/// ```
#[derive(Debug, Clone, Default)]
pub struct XmlSink {
    out: String,
    /// A start tag is written but for its `>`.
    tag: bool,
    replaced: usize,
}

impl XmlSink {
    /// Starts with an empty text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends to a text, whose memory is used again.
    #[must_use]
    pub fn append_to(out: String) -> Self {
        Self { out, ..Self::default() }
    }

    /// Writes `<?xml version="1.0" encoding="UTF-8"?>`.
    pub fn declaration(&mut self) {
        self.out.push_str(super::text::DECLARATION);
    }

    /// What was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.out
    }

    /// What was written.
    #[must_use]
    pub fn into_string(self) -> String {
        self.out
    }

    /// Forgets what was written and keeps the memory.
    pub fn clear(&mut self) {
        self.out.clear();
        self.tag = false;
        self.replaced = 0;
    }

    /// Appends source that was written before.
    pub(crate) fn push_source(&mut self, source: &str) {
        self.out.push_str(source);
    }

    /// How much can be written without asking for more memory.
    pub(crate) fn capacity(&self) -> usize {
        self.out.capacity()
    }

    /// How many characters XML does not have and were written as U+FFFD.
    #[must_use]
    pub fn replaced(&self) -> usize {
        self.replaced
    }

    /// Writes the `>` that the start tag of the open element waits for.
    #[inline]
    fn close_tag(&mut self) {
        if self.tag {
            self.out.push('>');
            self.tag = false;
        }
    }

    /// Writes a value, escaped unless it is source.
    #[inline]
    fn value<'a, T: Leaf<'a>>(&mut self, value: &T) {
        // Writing into a text never fails.
        let _ = match T::FORM {
            Form::Text => value.write(&mut Escaped { sink: self, escape: escape_text }),
            Form::Number | Form::Bool | Form::Raw => value.write(&mut self.out),
        };
    }

    #[inline]
    fn one_leaf<'a, T: Leaf<'a>>(&mut self, field: &Field, value: &T) {
        self.out.push_str(field.open);
        self.value(value);
        self.out.push_str(field.close);
    }

    /// Writes an element around what `inside` writes; `<Name/>` when that is nothing.
    #[inline]
    fn around(&mut self, field: &Field, inside: impl FnOnce(&mut Self)) {
        self.close_tag();
        self.out.push_str(field.open.strip_suffix('>').unwrap_or(field.open));
        self.tag = true;
        inside(self);
        if std::mem::take(&mut self.tag) {
            self.out.push_str("/>");
        } else {
            self.out.push_str(field.close);
        }
    }
}

impl Sink for XmlSink {
    #[inline]
    fn leaf<'a, T: Leaf<'a>>(&mut self, field: &Field, slot: &Option<T>) {
        if let Some(value) = slot {
            self.close_tag();
            self.one_leaf(field, value);
        }
    }

    #[inline]
    fn leaves<'a, T: Leaf<'a>>(&mut self, field: &Field, slot: &[T]) {
        for value in slot {
            self.close_tag();
            self.one_leaf(field, value);
        }
    }

    #[inline]
    fn record<'a, R: Record<'a>>(&mut self, field: &Field, slot: &Option<R>) {
        if let Some(record) = slot {
            self.element(field, record);
        }
    }

    #[inline]
    fn records<'a, R: Record<'a>>(&mut self, field: &Field, slot: &[R]) {
        for record in slot {
            self.element(field, record);
        }
    }

    #[inline]
    fn list<'a, R: Record<'a>>(&mut self, wrapper: &Field, field: &Field, slot: &Option<Vec<R>>) {
        if let Some(records) = slot {
            self.around(wrapper, |sink| sink.records(field, records));
        }
    }

    #[inline]
    fn leaf_list<'a, T: Leaf<'a>>(&mut self, wrapper: &Field, field: &Field, slot: &Option<Values<T>>) {
        if let Some(values) = slot {
            self.around(wrapper, |sink| sink.leaves(field, values));
        }
    }

    fn group<'a, R: Record<'a>>(&mut self, slot: &[R]) {
        for record in slot {
            record.write(self);
        }
    }

    fn attribute<'a, T: Leaf<'a>>(&mut self, field: &Field, slot: &Option<T>) {
        if let Some(value) = slot.as_ref().filter(|_| self.tag) {
            self.out.push(' ');
            self.out.push_str(field.name);
            self.out.push_str("=\"");
            let _ = value.write(&mut Escaped { sink: self, escape: escape_attribute });
            self.out.push('"');
        }
    }

    #[inline]
    fn element<'a, R: Record<'a>>(&mut self, field: &Field, record: &R) {
        self.around(field, |sink| record.write(sink));
    }

    fn inner(&mut self, slot: &Option<Any<'_>>) {
        if let Some(source) = slot.as_ref().filter(|source| !source.raw().is_empty()) {
            self.close_tag();
            self.out.push_str(source.raw());
        }
    }

    fn text<'a, T: Leaf<'a>>(&mut self, _: &Field, slot: &Option<T>) {
        if let Some(value) = slot {
            self.close_tag();
            self.value(value);
        }
    }
}

/// Writes through an escape.
struct Escaped<'s> {
    sink: &'s mut XmlSink,
    escape: fn(&str, &mut String) -> usize,
}

impl fmt::Write for Escaped<'_> {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let replaced = (self.escape)(text, &mut self.sink.out);
        self.sink.replaced = self.sink.replaced.saturating_add(replaced);
        Ok(())
    }
}
