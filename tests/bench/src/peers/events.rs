//! quick-xml's own event loop, reading and writing.

use super::{Run, judge, judge_counts, utf8};
use crate::documents::Document;
use anyhow::Result;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use std::hint::black_box;

/// Every event, with nothing done to it.
pub(super) fn read(document: &Document) -> Result<Run<'_>> {
    let mut elements: usize = 0;
    let mut reader = Reader::from_reader(document.bytes.as_slice());
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Start(_) | Event::Empty(_) => elements = elements.saturating_add(1),
            _ => {}
        }
    }
    judge_counts(document, elements, None)?;
    Ok(Box::new(move || {
        let mut reader = Reader::from_reader(black_box(document.bytes.as_slice()));
        while !matches!(black_box(reader.read_event()), Ok(Event::Eof) | Err(_)) {}
    }))
}

/// What is written, one after the other.
enum Piece {
    Start(String, Vec<(String, String)>),
    Empty(String, Vec<(String, String)>),
    Text(String),
    End(String),
}

/// Tags and texts to text, into the same memory each time; texts are escaped on the way.
pub(super) fn write(document: &Document) -> Result<Run<'_>> {
    let tree = roxmltree::Document::parse(utf8(document)?)?;
    let mut pieces = Vec::new();
    collect(tree.root_element(), true, &mut pieces);
    let mut out = Vec::new();
    written(&pieces, &mut out)?;
    judge(document, std::str::from_utf8(&out)?)?;
    Ok(Box::new(move || {
        out.clear();
        let _ = black_box(written(black_box(&pieces), &mut out));
        black_box(&out);
    }))
}

fn written(pieces: &[Piece], out: &mut Vec<u8>) -> std::io::Result<()> {
    let mut writer = Writer::new(out);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    for piece in pieces {
        match piece {
            Piece::Start(name, attributes) => writer.write_event(Event::Start(tag(name, attributes)))?,
            Piece::Empty(name, attributes) => writer.write_event(Event::Empty(tag(name, attributes)))?,
            Piece::Text(text) => writer.write_event(Event::Text(BytesText::new(text)))?,
            Piece::End(name) => writer.write_event(Event::End(BytesEnd::new(name.as_str())))?,
        }
    }
    Ok(())
}

fn tag<'n>(name: &'n str, attributes: &[(String, String)]) -> BytesStart<'n> {
    BytesStart::new(name).with_attributes(attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

fn collect(node: roxmltree::Node<'_, '_>, root: bool, pieces: &mut Vec<Piece>) {
    if node.is_text() {
        pieces.push(Piece::Text(node.text().unwrap_or_default().to_owned()));
    }
    if !node.is_element() {
        return;
    }
    let name = node.tag_name().name().to_owned();
    let mut attributes = Vec::new();
    if root {
        // A tree knows name spaces, but not the attributes that declare them.
        attributes.extend(node.namespaces().filter_map(|space| Some((format!("xmlns:{}", space.name()?), space.uri().to_owned()))));
    }
    attributes.extend(node.attributes().map(|attribute| {
        let prefix = if attribute.namespace().is_some() { "xsi:" } else { "" };
        (format!("{prefix}{}", attribute.name()), attribute.value().to_owned())
    }));
    if !node.has_children() {
        pieces.push(Piece::Empty(name, attributes));
        return;
    }
    pieces.push(Piece::Start(name.clone(), attributes));
    for child in node.children() {
        collect(child, false, pieces);
    }
    pieces.push(Piece::End(name));
}
