//! The JSON form of a message as a tree for people: names beside values, groups that can be folded.

use maud::{Markup, html};
use serde_json::Value;
use std::cell::Cell;

/// How many names a tree shows; a file has all of them.
const SHOWN: usize = 2_000;

/// How deep a tree is shown.
const DEEPEST: usize = 24;

/// The tree of a message. What is around its content is folded away.
pub(super) fn tree(value: &Value) -> Markup {
    let left = Cell::new(SHOWN);
    // A root says nothing that is not known.
    let inside = value.get("TOTVSMessage").unwrap_or(value);
    let tree = html! { div.tree { (branch(inside, 0, &left)) } };
    html! {
        (tree)
        @if left.get() == 0 { p.faint { "O conteúdo continua; a mensagem inteira está no documento original." } }
    }
}

fn branch(value: &Value, depth: usize, left: &Cell<usize>) -> Markup {
    match value {
        Value::Object(members) => {
            let named = members.iter().map(|(name, value)| (name.clone(), value));
            children(named, depth, left)
        }
        Value::Array(items) => {
            let named = items.iter().zip(1..).map(|(value, number)| (number.to_string(), value));
            children(named, depth, left)
        }
        leaf => html! { (text(leaf)) },
    }
}

fn children<'v>(members: impl Iterator<Item = (String, &'v Value)>, depth: usize, left: &Cell<usize>) -> Markup {
    html! {
        ul {
            @for (name, value) in members {
                @if left.get() > 0 {
                    (child(&name, value, depth, left))
                }
            }
        }
    }
}

fn child(name: &str, value: &Value, depth: usize, left: &Cell<usize>) -> Markup {
    left.set(left.get() - 1);
    let inside = match value {
        Value::Object(members) => Some(members.len()),
        Value::Array(items) => Some(items.len()),
        _ => None,
    };
    let is_open = !(depth == 0 && (name == "Header" || name == "MessageInformation")) && inside.is_some_and(|count| count <= 60);
    html! {
        @match inside {
            None => li { span.name { (name) } " " span.value { (text(value)) } }
            Some(0) => li { span.name { (name) } " " span.faint { "(vazio)" } }
            Some(_) if depth >= DEEPEST => li { span.name { (name) } " " span.faint { "…" } }
            Some(count) => li {
                details open[is_open] {
                    summary { (name) @if value.is_array() { " " span.faint { "(" (count) ")" } } }
                    (branch(value, depth + 1, left))
                }
            }
        }
    }
}

fn text(value: &Value) -> Markup {
    match value {
        Value::Null => html! { span.faint { "—" } },
        Value::Bool(true) => html! { "sim" },
        Value::Bool(false) => html! { "não" },
        Value::String(text) if text.is_empty() => html! { span.faint { "(vazio)" } },
        Value::String(text) => html! { (text) },
        other => html! { (other.to_string()) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_and_values_are_there_and_escaped() {
        let page = tree(
            &json!({ "Header": { "UUID": "u" }, "Content": { "Name": "<script>", "Active": true, "List": [{ "Code": 7 }], "None": null } }),
        )
        .into_string();
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"));
        assert!(page.contains("<details><summary>Header</summary>"), "{page}");
        assert!(page.contains("<details open><summary>Content</summary>"), "{page}");
        assert!(page.contains("<span class=\"name\">Code</span> <span class=\"value\">7</span>"));
    }

    #[test]
    fn a_tree_is_bounded_in_width_and_depth() {
        let wide = json!({ "List": (0..5_000).collect::<Vec<_>>() });
        let page = tree(&wide).into_string();
        assert!(page.matches("<li>").count() <= SHOWN && page.contains("O conteúdo continua"));
        let deep = (0..100).fold(json!("fundo"), |value, _| json!({ "a": value }));
        assert!(!tree(&deep).into_string().contains("fundo"));
    }
}
