//! What the fast path leaves to the careful one, each made of the same document.

use anyhow::Result;
use quick_xml::events::{BytesCData, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};

/// Each way with its document: comments, CDATA, entities in every text, prefixes, unknown elements, Windows-1252.
pub(super) fn all(minified: &str) -> Result<Vec<(&'static str, Vec<u8>)>> {
    Ok(vec![
        ("comments", rewritten(minified, comments)?),
        ("cdata", rewritten(minified, cdata)?),
        ("entities", rewritten(minified, entities)?),
        ("prefixes", rewritten(minified, prefixes)?),
        ("unknown", rewritten(minified, unknown)?),
        ("windows1252", windows_1252(minified)),
    ])
}

/// The document with each event replaced by those that `change` gives.
fn rewritten(minified: &str, change: impl Fn(Event<'_>) -> Vec<Event<'_>>) -> Result<Vec<u8>> {
    let mut reader = Reader::from_str(minified);
    let mut writer = Writer::new(Vec::with_capacity(minified.len()));
    loop {
        match reader.read_event()? {
            Event::Eof => return Ok(writer.into_inner()),
            event => {
                for event in change(event) {
                    writer.write_event(event)?;
                }
            }
        }
    }
}

/// A comment before each element.
fn comments(event: Event<'_>) -> Vec<Event<'_>> {
    let comment = Event::Comment(BytesText::from_escaped(" campo "));
    match event {
        Event::Start(_) | Event::Empty(_) => vec![comment, event],
        event => vec![event],
    }
}

/// Each text as CDATA; what has entities stays, because quick-xml gives the pieces between them.
fn cdata(event: Event<'_>) -> Vec<Event<'_>> {
    match event {
        Event::Text(text) => vec![Event::CData(BytesCData::new((*text).to_owned()))],
        event => vec![event],
    }
}

/// The first character of each text as a reference.
fn entities(event: Event<'_>) -> Vec<Event<'_>> {
    match event {
        Event::Text(text) => {
            let text = (*text).to_owned();
            let mut letters = text.chars();
            let Some(first) = letters.next() else { return Vec::new() };
            vec![Event::Text(BytesText::from_escaped(format!("&#{};{}", u32::from(first), letters.as_str())))]
        }
        event => vec![event],
    }
}

/// Each element with a prefix that the root declares.
fn prefixes(event: Event<'_>) -> Vec<Event<'_>> {
    let prefixed = |tag: &BytesStart<'_>| {
        let name = tag.name().as_ref().to_owned();
        let mut new = BytesStart::new(format!("eai:{name}")).with_attributes(tag.attributes().flatten());
        if name == "TOTVSMessage" {
            new.push_attribute(("xmlns:eai", "urn:exemplo:eai"));
        }
        new.into_owned()
    };
    match event {
        Event::Start(tag) => vec![Event::Start(prefixed(&tag))],
        Event::Empty(tag) => vec![Event::Empty(prefixed(&tag))],
        Event::End(tag) => vec![Event::End(BytesEnd::new(format!("eai:{}", tag.name().as_ref())))],
        event => vec![event],
    }
}

/// An element that no schema has at the end of each address and account.
fn unknown(event: Event<'_>) -> Vec<Event<'_>> {
    match event {
        Event::End(tag) if matches!(tag.name().as_ref(), "Agency" | "Account" | "City" | "Country" | "State") => {
            let name = "NewInLaterVersion";
            let added = [Event::Start(BytesStart::new(name)), Event::Text(BytesText::new("novo")), Event::End(BytesEnd::new(name))];
            added.into_iter().chain([Event::End(tag)]).collect()
        }
        event => vec![event],
    }
}

/// The document in the encoding that Protheus still writes, declared.
fn windows_1252(minified: &str) -> Vec<u8> {
    let text = minified.replacen("encoding=\"UTF-8\"", "encoding=\"windows-1252\"", 1);
    encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()
}
