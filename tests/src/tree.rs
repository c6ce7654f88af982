//! An XML document as a tree of what it says, read with quick-xml and nothing of ours, so that it can judge our codec.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;

/// An element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Its attributes.
    pub attributes: BTreeMap<String, String>,
    /// Its child elements.
    pub children: Vec<Node>,
    /// Its text, where it has no child elements.
    pub text: String,
}

/// The root element of a document.
///
/// # Errors
/// When the document is not well formed.
pub fn parse(text: &str) -> Result<Node, String> {
    let mut reader = Reader::from_str(text);
    let mut stack = vec![Node::default()];
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => stack.push(open(&start)?),
            Event::Empty(start) => {
                let node = open(&start)?;
                top(&mut stack)?.children.push(node);
            }
            Event::End(_) => {
                let mut node = stack.pop().ok_or("an end tag too many")?;
                if !node.children.is_empty() {
                    node.text.clear();
                }
                top(&mut stack)?.children.push(node);
            }
            Event::Text(part) => top(&mut stack)?.text.push_str(&part.xml10_content()),
            Event::CData(part) => top(&mut stack)?.text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => {
                let text =
                    quick_xml::escape::unescape(&format!("&{};", reference.as_ref())).map_err(|error| error.to_string())?.into_owned();
                top(&mut stack)?.text.push_str(&text);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    stack.pop().and_then(|mut document| document.children.pop()).ok_or_else(|| "no root element".to_owned())
}

fn top(stack: &mut [Node]) -> Result<&mut Node, String> {
    stack.last_mut().ok_or_else(|| "an end tag too many".to_owned())
}

fn open(start: &BytesStart<'_>) -> Result<Node, String> {
    let mut node = Node { name: start.name().as_ref().to_owned(), ..Node::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?.into_owned();
        node.attributes.insert(attribute.key.as_ref().to_owned(), value);
    }
    Ok(node)
}

/// Where two documents say different things: the paths, with both values. Elements in order, except below `unordered` ones; whole
/// numbers and booleans are compared by value, everything else as text.
#[must_use]
pub fn differences(left: &Node, right: &Node, unordered: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    compare(left, right, unordered, &left.name, &mut found);
    found
}

fn compare(left: &Node, right: &Node, unordered: &[&str], path: &str, found: &mut Vec<String>) {
    if left.name != right.name {
        found.push(format!("{path}: element `{}` against `{}`", left.name, right.name));
        return;
    }
    if left.attributes.len() != right.attributes.len() {
        found.push(format!("{path}: attributes {:?} against {:?}", left.attributes, right.attributes));
    }
    for (name, value) in &left.attributes {
        match right.attributes.get(name) {
            Some(other) if same(value, other) => {}
            other => found.push(format!("{path}/@{name}: {value:?} against {other:?}")),
        }
    }
    if !same(&left.text, &right.text) {
        found.push(format!("{path}: {:?} against {:?}", left.text, right.text));
    }
    if left.children.len() != right.children.len() {
        let names = |node: &Node| node.children.iter().map(|child| child.name.clone()).collect::<Vec<_>>();
        found.push(format!("{path}: children {:?} against {:?}", names(left), names(right)));
        return;
    }
    let (mut ours, mut theirs): (Vec<_>, Vec<_>) = (left.children.iter().collect(), right.children.iter().collect());
    if unordered.contains(&left.name.as_str()) {
        ours.sort_by(|a, b| a.name.cmp(&b.name));
        theirs.sort_by(|a, b| a.name.cmp(&b.name));
    }
    for (position, (ours, theirs)) in ours.into_iter().zip(theirs).enumerate() {
        compare(ours, theirs, unordered, &format!("{path}/{}[{}]", ours.name, position + 1), found);
    }
}

/// The same text, or the same number or truth value.
fn same(left: &str, right: &str) -> bool {
    let truth = |text: &str| match text.trim() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    };
    let exponent = |text: &str| text.contains(['e', 'E']).then(|| text.trim().parse::<f64>().ok()).flatten();
    let value = exponent(left).or_else(|| exponent(right));
    left == right
        || value.is_some_and(|value| left.trim().parse() == Ok(value) && right.trim().parse() == Ok(value))
        || plain_number(left).is_some_and(|number| Some(number) == plain_number(right))
        || truth(left).is_some_and(|value| Some(value) == truth(right))
}

/// A number without what does not change it: blanks, a plus, leading zeros. The digits after the point all count.
fn plain_number(text: &str) -> Option<String> {
    let text = text.trim();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.strip_prefix('+').unwrap_or(text)), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let number = !digits.is_empty() && [whole, fraction].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    number.then(|| format!("{sign}{}.{fraction}", whole.trim_start_matches('0')))
}
