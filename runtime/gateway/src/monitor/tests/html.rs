//! Whether a page is well-formed, can be used without eyes, and speaks Portuguese.

use std::collections::BTreeSet;

const VOID: [&str; 8] = ["meta", "link", "input", "br", "path", "hr", "img", "col"];

/// Words of English that have no business in a page; what mappings and messages name is not looked at.
const ENGLISH: [&str; 16] = [
    "the", "and", "of", "with", "message", "messages", "error", "pending", "failed", "cannot", "not", "is", "unknown", "search", "sign",
    "password",
];

/// A tag with its attributes.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn of(text: &str) -> Self {
        let (name, mut rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                return Self { name: name.to_owned(), attributes };
            }
            let end = rest.find(|letter: char| letter == '=' || letter.is_whitespace()).unwrap_or(rest.len());
            let (attribute, after) = rest.split_at(end);
            let (value, after) = match after.strip_prefix("=\"") {
                Some(quoted) => quoted.split_once('"').expect("a value is closed"),
                None => ("", after),
            };
            attributes.push((attribute.to_owned(), value.to_owned()));
            rest = after;
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// Fails unless the page is well-formed, its names are unique, and every field and every table says what it is.
pub(super) fn check(address: &str, page: &str) {
    let body = page.strip_prefix("<!DOCTYPE html>").unwrap_or_else(|| panic!("{address} has no doctype"));
    let (mut open, mut tags, mut words) = (Vec::new(), Vec::new(), String::new());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once('<') {
        assert!(!before.contains('>'), "{address}: a > stands in a text: {before}");
        words.push_str(before);
        words.push(' ');
        let (tag, after) = after.split_once('>').unwrap_or_else(|| panic!("{address}: a tag is not closed"));
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name), "{address}: …{before}"),
            None => {
                let tag = Tag::of(tag);
                let names: BTreeSet<&str> = tag.attributes.iter().map(|(name, _)| name.as_str()).collect();
                assert_eq!(names.len(), tag.attributes.len(), "{address}: an attribute of {} is there twice", tag.name);
                if !VOID.contains(&tag.name.as_str()) {
                    open.push(tag.name.clone());
                }
                tags.push(tag);
            }
        }
        rest = after;
    }
    assert!(open.is_empty(), "{address}: {open:?} is not closed");
    accessible(address, &tags);
    portuguese(address, &words);
}

fn accessible(address: &str, tags: &[Tag]) {
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{address}: a name is there twice: {ids:?}");
    let with = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    assert_eq!((with("main"), with("h1"), with("title")), (1, 1, 1), "{address}");
    assert_eq!(tags.iter().find(|tag| tag.name == "html").unwrap().get("lang"), Some("pt-BR"), "{address}");
    assert!(tags.iter().any(|tag| tag.get("class") == Some("skip") && tag.get("href") == Some("#conteudo")), "{address}");
    let labelled: BTreeSet<&str> = tags.iter().filter_map(|tag| tag.get("for")).collect();
    for tag in tags {
        for reference in ["for", "aria-labelledby", "aria-describedby"] {
            if let Some(id) = tag.get(reference) {
                assert!(unique.contains(id), "{address}: {reference} names {id}, which is not there");
            }
        }
        let is_field = matches!(tag.name.as_str(), "input" | "select") && !matches!(tag.get("type"), Some("hidden"));
        if is_field && tag.get("name") != Some("excluidas") {
            let is_named = tag.get("id").is_some_and(|id| labelled.contains(id)) || tag.get("aria-label").is_some();
            assert!(is_named, "{address}: a field has no label: {:?}", tag.attributes);
        }
        if tag.name == "form" {
            assert!(matches!(tag.get("method"), Some("get" | "post")) && tag.get("action").is_some(), "{address}");
        }
        if tag.name == "svg" {
            assert_eq!(tag.get("aria-hidden"), Some("true"), "{address}");
        }
    }
    assert_eq!(with("table"), with("caption"), "{address}: a table has no caption");
}

fn portuguese(address: &str, words: &str) {
    for word in words.split(|letter: char| !letter.is_alphanumeric()) {
        assert!(!ENGLISH.contains(&word.to_lowercase().as_str()), "{address}: «{word}» is English: {words}");
    }
}
