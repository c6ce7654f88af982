//! How a field stands in JSON: the name or path in quotes, and the words behind it.

use super::context::{Context, Once};
use super::words::choose;
use crate::ir::{JsonForm, JsonList, JsonValue};
use crate::syntax::ast::{Quoted, Word};

/// What a word says.
#[derive(Debug, Clone, Copy)]
enum Said {
    Nested,
    Value(JsonValue),
}

const WORDS: [(&str, Said); 3] =
    [("nested", Said::Nested), ("text", Said::Value(JsonValue::Text)), ("number", Said::Value(JsonValue::Number))];

/// The form that `json NAME WORDS` declares. Whether it fits the field is a check of its own.
pub(super) fn form(cx: &mut Context<'_>, name: Option<&Quoted>, words: &[Word]) -> JsonForm {
    let (mut list, mut value) = (Once::new("json"), Once::new("json"));
    let path = name.map(|name| (name.span, name.value.split_once('/').map_or((name.as_str(), None), |(name, child)| (name, Some(child)))));
    if let Some((span, (_, Some(child)))) = path {
        list.set(cx, span, JsonList::Object(child.to_owned()));
    }
    for word in words {
        match choose(cx, word, &WORDS) {
            Some(Said::Nested) => list.set(cx, word.span, JsonList::Nested),
            Some(Said::Value(form)) => value.set(cx, word.span, form),
            None => {}
        }
    }
    JsonForm { name: path.map(|(_, (name, _))| name.to_owned()), list: list.take().unwrap_or_default(), value: value.take() }
}
