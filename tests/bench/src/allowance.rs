//! The allocations that decoding a document may do: those of its lists, and one for each text that is not in the document as it is.

use crate::documents::Document;
use crate::peers::lists;
use anyhow::Result;
use depara::Policy;
use depara::codec::xml;
use roxmltree::Node;

/// How many allocations the lists and the escaped texts of a document explain.
///
/// # Errors
/// When the document cannot be read.
pub fn of(document: &Document) -> Result<u64> {
    let text = xml::text(&document.bytes, &Policy::default())?;
    Ok(lists::allocations(document)?.saturating_add(escaped(&text)?))
}

/// The texts and attributes that stand otherwise in the document: with references, as CDATA, in several pieces, with another line end.
fn escaped(document: &str) -> Result<u64> {
    let tree = roxmltree::Document::parse(document)?;
    let is_leaf = |node: &Node<'_, '_>| node.is_element() && !node.children().any(|child| child.is_element());
    let mut texts: u64 = 0;
    for node in tree.descendants().filter(Node::is_element) {
        let attributes = node.attributes().filter(|attribute| document.get(attribute.range_value()) != Some(attribute.value())).count();
        let changed = is_leaf(&node) && node.has_children() && {
            let whole: String = node.children().filter_map(|child| child.text()).collect();
            let (first, last) = (node.first_child(), node.last_child());
            let range = first.zip(last).map(|(first, last)| first.range().start..last.range().end);
            range.and_then(|range| document.get(range)) != Some(whole.as_str())
        };
        texts = texts.saturating_add(u64::from(changed)).saturating_add(u64::try_from(attributes)?);
    }
    Ok(texts)
}
