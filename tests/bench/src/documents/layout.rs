//! The same document laid out otherwise: indented, or with the children of unordered groups in another order.

use anyhow::Result;
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use std::ops::Range;

/// Two blanks for each level, texts on the line of their element, as senders lay messages out.
pub(super) fn indented(minified: &str) -> Result<Vec<u8>> {
    let mut reader = Reader::from_str(minified);
    let mut writer = Writer::new_with_indent(Vec::with_capacity(minified.len()), b' ', 2);
    // A start tag waits for what follows: the writer would put a line end between the tags of an empty element, and that is a text.
    let mut waiting: Option<BytesStart<'_>> = None;
    // So does a text: the writer would put a line end after the last reference in it.
    let mut text = String::new();
    loop {
        let event = reader.read_event()?;
        match &event {
            Event::Text(piece) => {
                text.push_str(piece);
                continue;
            }
            Event::GeneralRef(name) => {
                text.extend(["&", &**name, ";"]);
                continue;
            }
            _ => {}
        }
        let is_empty = text.is_empty() && matches!(event, Event::End(_));
        match waiting.take() {
            Some(tag) if is_empty => {
                writer.write_event(Event::Empty(tag))?;
                continue;
            }
            Some(tag) => writer.write_event(Event::Start(tag))?,
            None => {}
        }
        if !text.is_empty() {
            writer.write_event(Event::Text(BytesText::from_escaped(std::mem::take(&mut text))))?;
        }
        match event {
            Event::Eof => break,
            Event::Start(tag) => waiting = Some(tag),
            event => writer.write_event(event)?,
        }
    }
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

/// The children of each `BusinessContent` and `Item` in another order, the same on every run; indented.
pub(super) fn shuffled(minified: &str) -> Result<Vec<u8>> {
    let mut out = String::with_capacity(minified.len());
    let mut state = 7;
    shuffle(minified, 0..minified.len(), &mut state, &mut out)?;
    indented(&out)
}

/// Copies the part `range` of `text`, which holds whole elements, in another order inside each unordered group.
fn shuffle(text: &str, range: Range<usize>, state: &mut u64, out: &mut String) -> Result<()> {
    for child in children(text, range)? {
        let Child { whole, inner, name } = child;
        if inner.is_empty() || !text.get(inner.clone()).is_some_and(|inner| inner.starts_with('<')) {
            out.push_str(text.get(whole).unwrap_or_default());
            continue;
        }
        out.push_str(text.get(whole.start..inner.start).unwrap_or_default());
        if name == "Item" || name == "BusinessContent" {
            let mut parts = children(text, inner.clone())?;
            while !parts.is_empty() {
                // Of a linear congruential generator the high bits are the random ones.
                *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = usize::try_from(*state >> 33).unwrap_or_default().checked_rem(parts.len()).unwrap_or_default();
                let part = parts.swap_remove(at);
                shuffle(text, part.whole, state, out)?;
            }
        } else {
            shuffle(text, inner.clone(), state, out)?;
        }
        out.push_str(text.get(inner.end..whole.end).unwrap_or_default());
    }
    Ok(())
}

/// One node: where it stands, and where its content stands when it is an element.
struct Child {
    whole: Range<usize>,
    inner: Range<usize>,
    name: String,
}

/// The nodes of the part `range` of `text`, one beside the other.
fn children(text: &str, range: Range<usize>) -> Result<Vec<Child>> {
    let offset = range.start;
    let mut reader = Reader::from_str(text.get(range).unwrap_or_default());
    let absolute = |position: u64| Ok::<_, anyhow::Error>(offset.saturating_add(usize::try_from(position)?));
    let mut found = Vec::new();
    loop {
        let start = absolute(reader.buffer_position())?;
        let event = reader.read_event()?;
        let after = absolute(reader.buffer_position())?;
        match event {
            Event::Eof => return Ok(found),
            Event::Start(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                let inside = reader.read_to_end(tag.name())?;
                let end = absolute(reader.buffer_position())?;
                let close = absolute(inside.end)?;
                found.push(Child { whole: start..end, inner: after..close, name });
            }
            _ => found.push(Child { whole: start..after, inner: after..after, name: String::new() }),
        }
    }
}
