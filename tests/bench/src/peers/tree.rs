//! roxmltree: a tree of the document, and every text of it.

use super::{Run, judge_counts, utf8};
use crate::documents::Document;
use anyhow::Result;
use std::hint::black_box;

/// Bytes to a tree whose names, attributes and texts are all looked at.
pub(super) fn read(document: &Document) -> Result<Run<'_>> {
    judge_counts(document, walk(utf8(document)?)?, None)?;
    Ok(Box::new(move || {
        if let Ok(text) = utf8(black_box(document)) {
            let _ = black_box(walk(text));
        }
    }))
}

/// The number of elements.
fn walk(text: &str) -> Result<usize, roxmltree::Error> {
    let mut elements: usize = 0;
    for node in roxmltree::Document::parse(text)?.descendants() {
        if node.is_element() {
            elements = elements.saturating_add(1);
            black_box(node.tag_name().name());
            for attribute in node.attributes() {
                black_box(attribute.value());
            }
        } else {
            black_box(node.text());
        }
    }
    Ok(elements)
}
