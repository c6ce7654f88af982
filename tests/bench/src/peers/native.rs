//! pugixml and libxml2, in C++.

use super::{Run, judge_counts};
use crate::documents::Document;
use anyhow::{Context, Result};
use depara_bench_native::{Tree, libxml2_sax as sax, pugixml_parse as parse, pugixml_walk as walk};
use std::hint::black_box;

const REFUSED: &str = "it does not read the document";

/// Bytes to a tree. A walk over the same tree has shown what is in it.
pub(super) fn pugixml_parse(document: &Document) -> Result<Run<'_>> {
    judge_tree(document)?;
    Ok(Box::new(move || {
        black_box(parse(black_box(&document.bytes)));
    }))
}

/// Bytes to a tree, of which every node is visited.
pub(super) fn pugixml_walk(document: &Document) -> Result<Run<'_>> {
    judge_tree(document)?;
    Ok(Box::new(move || {
        black_box(walk(black_box(&document.bytes)));
    }))
}

/// Bytes to events, each of which is counted.
pub(super) fn libxml2_sax(document: &Document) -> Result<Run<'_>> {
    let counts = sax(&document.bytes).context(REFUSED)?;
    judge_counts(document, counts.elements, Some(counts.text))?;
    Ok(Box::new(move || {
        black_box(sax(black_box(&document.bytes)));
    }))
}

/// A tree to text, into the same memory each time.
pub(super) fn pugixml_save(document: &Document) -> Result<Run<'_>> {
    judge_tree(document)?;
    let mut tree = Tree::load(&document.bytes).context(REFUSED)?;
    // The tree keeps every element and text; empty elements may be written in another way than they were read.
    let written = tree.save();
    let length = document.bytes.len();
    anyhow::ensure!(written.abs_diff(length) <= length.div_ceil(10), "it wrote {written} bytes of {length}");
    Ok(Box::new(move || {
        black_box(tree.save());
    }))
}

/// Says whether the tree has what the document says.
fn judge_tree(document: &Document) -> Result<()> {
    let counts = walk(&document.bytes).context(REFUSED)?;
    judge_counts(document, counts.elements, Some(counts.text))
}
