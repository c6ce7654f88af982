//! A JSON document as a tree with lines, read as far as it goes: trailing commas and missing ends are mended, and told.

/// How deep values may stand inside one another.
const MAX_DEPTH: usize = 100;

/// A value and its line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) line: u32,
    pub(crate) value: Value,
}

/// A value. Numbers keep their text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    /// The member of this name.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.members().iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// The member at the end of this path of names.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The members of an object, none of anything else.
    pub(crate) fn members(&self) -> &[(String, Self)] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The values of a list, none of anything else.
    pub(crate) fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// A text.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A text, a number or a truth value, as it is written.
    pub(crate) fn scalar(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text.clone()),
            Value::Bool(value) => Some(value.to_string()),
            Value::Null | Value::List(_) | Value::Object(_) => None,
        }
    }
}

/// What is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Damage {
    /// It is no JSON here, and what follows is not read; `found` is what stands there.
    Broken { line: u32, found: String },
    /// A comma is missing or too many here; nothing is lost.
    Mended { line: u32, found: String },
    /// An object has this member twice; the later one counts.
    Twice { line: u32, key: String },
    /// Values are nested too deep here.
    TooDeep { line: u32 },
}

/// Reads a document: its value, if there is one, and the damage.
pub(crate) fn read(text: &str) -> (Option<Node>, Vec<Damage>) {
    let mut reader = Reader { bytes: text.as_bytes(), text, at: 0, line: 1, damage: Vec::new(), lost: false };
    let node = reader.value(0);
    reader.blanks();
    if !reader.lost && reader.at < reader.bytes.len() {
        reader.broken();
    }
    (node, reader.damage)
}

struct Reader<'t> {
    bytes: &'t [u8],
    text: &'t str,
    at: usize,
    line: u32,
    damage: Vec<Damage>,
    /// The rest cannot be read.
    lost: bool,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self) {
        if self.peek() == Some(b'\n') {
            self.line = self.line.saturating_add(1);
        }
        self.at = self.at.saturating_add(1);
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.step();
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.blanks();
        let found = self.peek() == Some(byte);
        if found {
            self.step();
        }
        found
    }

    /// What stands at the place.
    fn found(&self) -> String {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.split(|c: char| c.is_whitespace()).next().unwrap_or_default().chars().take(20).collect()
    }

    /// Reports the place as it is.
    fn broken(&mut self) {
        self.damage.push(Damage::Broken { line: self.line, found: self.found() });
    }

    /// Reports the place and gives up on the rest.
    fn lose<T>(&mut self) -> Option<T> {
        if !self.lost {
            self.broken();
        }
        self.lost = true;
        None
    }

    fn value(&mut self, depth: usize) -> Option<Node> {
        self.blanks();
        let line = self.line;
        if depth > MAX_DEPTH {
            self.damage.push(Damage::TooDeep { line });
            self.lost = true;
            return None;
        }
        let value = match self.peek()? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => Value::Text(self.string()?),
            b'-' | b'0'..=b'9' => self.number(),
            _ => self.word()?,
        };
        Some(Node { line, value })
    }

    fn object(&mut self, depth: usize) -> Value {
        self.step();
        let mut members: Vec<(String, Node)> = Vec::new();
        while !self.lost && !self.eat(b'}') {
            let line = self.line;
            if self.eat(b',') {
                // A comma too many: say it once and go on.
                self.damage.push(Damage::Mended { line, found: ",".to_owned() });
                continue;
            }
            let Some((key, node)) = self.member(depth) else { break };
            match members.iter_mut().find(|(name, _)| *name == key) {
                Some((_, earlier)) => {
                    self.damage.push(Damage::Twice { line, key });
                    *earlier = node;
                }
                None => members.push((key, node)),
            }
            self.separator(b'}');
        }
        Value::Object(members)
    }

    fn member(&mut self, depth: usize) -> Option<(String, Node)> {
        self.blanks();
        if self.peek() != Some(b'"') {
            return self.lose();
        }
        let key = self.string()?;
        if !self.eat(b':') {
            return self.lose();
        }
        match self.value(depth.saturating_add(1)) {
            Some(node) => Some((key, node)),
            None => self.lose(),
        }
    }

    fn list(&mut self, depth: usize) -> Value {
        self.step();
        let mut items = Vec::new();
        while !self.lost && !self.eat(b']') {
            match self.value(depth.saturating_add(1)) {
                Some(item) => items.push(item),
                None => {
                    self.lose::<()>();
                    break;
                }
            }
            self.separator(b']');
        }
        Value::List(items)
    }

    /// A comma, or the end of the list: a comma before the end and a missing one are reported and mended.
    fn separator(&mut self, end: u8) {
        if self.lost {
            return;
        }
        let comma = self.eat(b',');
        self.blanks();
        let at_end = self.peek() == Some(end);
        // At the end of the text, what is missing is more than a comma.
        if comma == at_end && self.peek().is_some() {
            self.damage.push(Damage::Mended { line: self.line, found: self.found() });
        }
    }

    fn string(&mut self) -> Option<String> {
        self.step();
        let mut text = String::new();
        let mut from = self.at;
        loop {
            match self.peek() {
                None => return self.lose(),
                Some(b'"') => {
                    text.push_str(self.text.get(from..self.at).unwrap_or_default());
                    self.step();
                    return Some(text);
                }
                Some(b'\\') => {
                    text.push_str(self.text.get(from..self.at).unwrap_or_default());
                    self.step();
                    self.escape(&mut text);
                    from = self.at;
                }
                Some(_) => self.step(),
            }
        }
    }

    fn escape(&mut self, text: &mut String) {
        let Some(letter) = self.peek() else { return };
        self.step();
        match letter {
            b'n' => text.push('\n'),
            b't' => text.push('\t'),
            b'r' => text.push('\r'),
            b'b' | b'f' => text.push(' '),
            b'u' => {
                let digits = self.text.get(self.at..self.at.saturating_add(4)).unwrap_or_default();
                let code = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
                self.at = self.at.saturating_add(digits.len());
                text.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            // `"`, `\`, `/`, and what should not be escaped at all; a letter of several bytes is copied with the text that follows.
            b'"' | b'\\' | b'/' => text.push(char::from(letter)),
            _ => self.at = self.at.saturating_sub(1),
        }
    }

    fn number(&mut self) -> Value {
        let from = self.at;
        while matches!(self.peek(), Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
            self.step();
        }
        Value::Number(self.text.get(from..self.at).unwrap_or_default().to_owned())
    }

    fn word(&mut self) -> Option<Value> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let words = [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)];
        let Some((word, value)) = words.into_iter().find(|(word, _)| rest.starts_with(word)) else { return self.lose() };
        self.at = self.at.saturating_add(word.len());
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_with_lines() {
        let (node, damage) = read("{\n \"a\": [1, -2.50, true, null],\n \"b\": {\"c\": \"x\\n\\u00e9\\/\\\"ção\"}\n}");
        let node = node.unwrap();
        assert!(damage.is_empty(), "{damage:?}");
        assert_eq!(node.at(&["b", "c"]).unwrap().text(), Some("x\né/\"ção"));
        assert_eq!(node.get("b").unwrap().line, 3);
        assert_eq!(node.get("a").unwrap().items().iter().filter_map(Node::scalar).collect::<Vec<_>>(), ["1", "-2.50", "true"]);
    }

    #[test]
    fn small_damage_is_mended() {
        let (node, damage) = read("{\"a\": 1,\n \"a\": 2,\n \"b\": [1 2,],\n}");
        let node = node.unwrap();
        assert_eq!(node.get("a").unwrap().scalar().as_deref(), Some("2"));
        assert_eq!(node.get("b").unwrap().items().len(), 2);
        assert_eq!(damage.iter().filter(|damage| matches!(damage, Damage::Mended { .. })).count(), 3, "{damage:?}");
        assert!(damage.contains(&Damage::Twice { line: 2, key: "a".to_owned() }));
    }

    #[test]
    fn a_broken_document_is_read_as_far_as_it_goes() {
        let (node, damage) = read("{\"a\": {\"b\": 1},\n \"c\": oops }");
        assert_eq!(node.unwrap().at(&["a", "b"]).unwrap().scalar().as_deref(), Some("1"));
        assert_eq!(damage, [Damage::Broken { line: 2, found: "oops".to_owned() }]);
        assert_eq!(read("").0, None);
        assert!(read("<html>").0.is_none());
        let (_, damage) = read(&"[".repeat(100_000));
        assert!(damage.contains(&Damage::TooDeep { line: 1 }));
    }
}
