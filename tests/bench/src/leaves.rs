//! What a document says, as a reader that is not ours finds it: the judge of whether a peer read all of it.

use anyhow::{Result, bail};
use roxmltree::{Document, Node};

/// The values of a document, without their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaves(Vec<(String, String)>);

/// How much a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Elements.
    pub elements: usize,
    /// Bytes of text in UTF-8, entities resolved; white space between elements is none.
    pub text: usize,
}

/// An element that the documents of the fall-back have and no schema.
const UNKNOWN: &str = "NewInLaterVersion";

/// White space as XML has it.
const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

impl Leaves {
    /// The attributes and texts of `xml` that are not empty, each with the local names that lead to it.
    ///
    /// # Errors
    /// When the text is not well formed.
    pub fn of(xml: &str) -> Result<Self> {
        let document = Document::parse(xml)?;
        let mut leaves = Vec::new();
        collect(document.root_element(), "", &mut leaves);
        leaves.sort();
        Ok(Self(leaves))
    }

    /// What a reader keeps of the values that takes them for those of a schema with binary floats and does without blanks around a text: `1.50`
    /// is `1.5` then, `1` may be `true`, and a blank-padded branch is another branch. What the name space of schema instances says is about a
    /// document and not in it, and is left out.
    #[must_use]
    pub fn loosely(self) -> Self {
        let leaves = self.0.into_iter().filter(|(path, _)| !path.ends_with("/@noNamespaceSchemaLocation"));
        let mut leaves: Vec<(String, String)> = leaves.map(|(path, text)| (path, loosely(text.trim_matches(BLANKS)))).collect();
        leaves.retain(|(_, text)| !text.is_empty());
        leaves.sort();
        Self(leaves)
    }

    /// Says what `found` lacks, or has besides.
    ///
    /// # Errors
    /// When the two differ, with one value in which they do.
    pub fn expect(&self, found: &Self) -> Result<()> {
        if self == found {
            return Ok(());
        }
        let lacks = self.0.iter().find(|leaf| found.0.binary_search(leaf).is_err());
        let besides = found.0.iter().find(|leaf| self.0.binary_search(leaf).is_err());
        match (lacks, besides) {
            (Some((path, text)), _) => bail!("`{text}` at {path} was not read"),
            (None, Some((path, text))) => bail!("`{text}` at {path} is not in the document"),
            (None, None) => bail!("{} values were read of {}", found.0.len(), self.0.len()),
        }
    }
}

fn loosely(text: &str) -> String {
    match text {
        "true" => "1".to_owned(),
        "false" => "0".to_owned(),
        // Only what a decimal of a schema may look like: a key such as `1E3` or `inf` stays a text.
        number if number.contains('.') && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-') => {
            number.parse::<f64>().map_or_else(|_| number.to_owned(), |value| value.to_string())
        }
        text => text.to_owned(),
    }
}

fn collect(node: Node<'_, '_>, path: &str, leaves: &mut Vec<(String, String)>) {
    let name = node.tag_name().name();
    if name == UNKNOWN {
        return;
    }
    let path = format!("{path}/{name}");
    for attribute in node.attributes() {
        if !attribute.value().is_empty() {
            leaves.push((format!("{path}/@{}", attribute.name()), attribute.value().to_owned()));
        }
    }
    if node.children().any(|child| child.is_element()) {
        for child in node.children().filter(Node::is_element) {
            collect(child, &path, leaves);
        }
        return;
    }
    let text: String = node.children().filter(Node::is_text).filter_map(|child| child.text()).collect();
    if !text.is_empty() {
        leaves.push((path, text));
    }
}

impl Counts {
    /// What `xml` holds.
    ///
    /// # Errors
    /// When the text is not well formed.
    pub fn of(xml: &str) -> Result<Self> {
        let document = Document::parse(xml)?;
        let elements = document.descendants().filter(Node::is_element).count();
        let texts = document.descendants().filter(Node::is_text).filter_map(|node| node.text());
        let text = texts.filter(|text| !text.trim_matches(BLANKS).is_empty()).map(str::len).sum();
        Ok(Self { elements, text })
    }
}
