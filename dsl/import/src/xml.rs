//! An XML document as a tree with lines, read as far as it goes.

use crate::text::Lines;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may stand inside one another; what is deeper is left out and reported.
pub(crate) const MAX_DEPTH: usize = 100;

/// An element. Prefixes of names are left out: schemas are met that put them at the wrong places.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    /// The prefix of the name, without the colon.
    pub(crate) prefix: String,
    pub(crate) line: u32,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Self>,
    /// All text right inside this element.
    pub(crate) text: String,
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The children of this name.
    pub(crate) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first child of this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of this element and of everything in it.
    pub(crate) fn whole_text(&self) -> String {
        let mut text = self.text.clone();
        for child in &self.children {
            text.push(' ');
            text.push_str(&child.whole_text());
        }
        text
    }
}

/// What is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Damage {
    /// It is no XML from here on.
    Broken { line: u32, reason: String },
    /// Elements are nested too deep here.
    TooDeep { line: u32 },
}

/// Reads a document: the root element, if there is one, and the damage.
pub(crate) fn read(text: &str) -> (Option<Element>, Vec<Damage>) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = false;
    let mut tree = Tree { lines: Lines::new(text), stack: Vec::new(), root: None, skipped: 0, damage: Vec::new() };
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match reader.read_event() {
            Ok(Event::Start(start_tag)) => tree.open(&start_tag, start),
            Ok(Event::Empty(start_tag)) => {
                tree.open(&start_tag, start);
                tree.close();
            }
            Ok(Event::End(_)) => tree.close(),
            Ok(Event::Text(piece)) => tree.text(&piece.xml10_content()),
            Ok(Event::CData(piece)) => tree.text(&piece.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let entity = format!("&{};", reference.xml10_content());
                let resolved = unescape(&entity).map(|text| text.into_owned()).unwrap_or_else(|_| entity.clone());
                tree.text(&resolved);
            }
            Ok(Event::Eof) => break,
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(error) => {
                let line = tree.lines.line(start);
                tree.damage.push(Damage::Broken { line, reason: error.to_string() });
                break;
            }
        }
    }
    tree.finish(text.len())
}

struct Tree<'t> {
    lines: Lines<'t>,
    stack: Vec<Element>,
    root: Option<Element>,
    /// How many elements are open that are too deep to be kept.
    skipped: usize,
    damage: Vec<Damage>,
}

impl Tree<'_> {
    fn open(&mut self, tag: &BytesStart<'_>, start: usize) {
        let line = self.lines.line(start);
        if self.skipped > 0 || self.stack.len() >= MAX_DEPTH {
            if self.skipped == 0 && !self.damage.iter().any(|damage| matches!(damage, Damage::TooDeep { .. })) {
                self.damage.push(Damage::TooDeep { line });
            }
            self.skipped = self.skipped.saturating_add(1);
            return;
        }
        let prefix = tag.name().prefix().map(|prefix| prefix.as_ref().to_owned()).unwrap_or_default();
        let mut element = Element { name: tag.local_name().as_ref().to_owned(), prefix, line, ..Element::default() };
        for attribute in tag.attributes().with_checks(false).flatten() {
            // XML 1.0, 3.3.3: a tab or line end in the value of an attribute is a blank, unless it is a reference.
            let raw = attribute.value.replace(['\t', '\r', '\n'], " ");
            let value = unescape(&raw).map(|value| value.into_owned()).unwrap_or_else(|_| raw.clone());
            element.attributes.push((attribute.key.local_name().as_ref().to_owned(), value));
        }
        self.stack.push(element);
    }

    fn close(&mut self) {
        if self.skipped > 0 {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        if let Some(done) = self.stack.pop() {
            match self.stack.last_mut() {
                Some(parent) => parent.children.push(done),
                None => drop(self.root.get_or_insert(done)),
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped == 0
            && let Some(element) = self.stack.last_mut()
        {
            element.text.push_str(text);
        }
    }

    fn finish(mut self, end: usize) -> (Option<Element>, Vec<Damage>) {
        self.skipped = 0;
        if let Some(open) = self.stack.last().map(|element| element.name.clone())
            && self.damage.iter().all(|damage| matches!(damage, Damage::TooDeep { .. }))
        {
            let line = self.lines.line(end);
            self.damage.push(Damage::Broken { line, reason: format!("`{open}` is not closed") });
        }
        while !self.stack.is_empty() {
            self.close();
        }
        (self.root, self.damage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_with_lines() {
        let (root, damage) = read("<?xml version='1.0'?>\n<xs:a k='1\n&amp;\t2'>\n  <b/>x &lt; y<b>z</b>\n</xs:a>");
        let root = root.unwrap();
        assert!(damage.is_empty());
        assert_eq!((root.name.as_str(), root.prefix.as_str(), root.line, root.attribute("k")), ("a", "xs", 2, Some("1 & 2")));
        assert_eq!(root.all("b").map(|b| (b.line, b.text.as_str())).collect::<Vec<_>>(), [(4, ""), (4, "z")]);
        assert_eq!(root.text.trim(), "x < y");
    }

    #[test]
    fn a_broken_document_is_read_as_far_as_it_goes() {
        let (root, damage) = read("<a>\n<b/>\n<c></d>\n</a>");
        assert_eq!(root.unwrap().children.len(), 2);
        assert!(matches!(damage.as_slice(), [Damage::Broken { line: 3, .. }]), "{damage:?}");
        let (root, damage) = read("<a><b>");
        assert_eq!(root.unwrap().children.len(), 1);
        assert!(matches!(damage.as_slice(), [Damage::Broken { .. }]), "{damage:?}");
        let (root, _) = read("no schema at all");
        assert!(root.is_none());
    }

    #[test]
    fn deep_nesting_is_cut() {
        let deep = "<a>".repeat(200_000);
        let (root, damage) = read(&deep);
        assert!(root.is_some());
        assert!(damage.contains(&Damage::TooDeep { line: 1 }));
    }
}
