//! Enumerations and their values.

use super::context::Context;
use super::layout::EnumerationDeclaration;
use super::problems::{defined_twice, rust_names_collide, statement_missing};
use super::{naming, remarks, words};
use crate::ir::{Enumeration, Value};
use crate::span::Span;
use crate::syntax::ast::{ValueLine, Word};
use std::collections::BTreeMap;

/// Resolves an enumeration.
pub(super) fn enumeration(cx: &mut Context<'_>, declared: &EnumerationDeclaration<'_>) -> Enumeration {
    let name = declared.name;
    cx.within(format!("enum {}", name.value), |cx| {
        let base = declared.base.and_then(|base| words::choose(cx, base, &[("text", false), ("int", true)]));
        let mut remarks = remarks::with_doc(declared.doc);
        let mut values = Vec::new();
        let mut names = BTreeMap::new();
        for (line, statement) in declared.body.statements() {
            match statement {
                ValueLine::Value { value, quoted: _, name, label, also } => {
                    let rust_name = rust_name(cx, value, name.as_ref(), &mut names);
                    let label = remarks::title(label.as_ref(), &line.doc);
                    values.push(Value { value: value.clone(), rust_name, label, also: also.clone() });
                }
                ValueLine::Common(common) => remarks::add(&mut remarks, common),
            }
        }
        if values.is_empty() && !cx.has_unread(declared.body.span) {
            cx.report_missing(name.span, declared.body.span, &statement_missing::ENUMERATION_VALUE, &[]);
        }
        spellings(cx, &values);
        let rust_name = name.clone().map(|name| naming::upper_camel(&name));
        Enumeration { name: rust_name, int: base.unwrap_or(false), values, remarks, span: name.span.to(declared.body.span) }
    })
}

/// The name of a value in Rust: the one that is given, or the value where it is a name itself.
fn rust_name(cx: &mut Context<'_>, value: &Word, name: Option<&Word>, names: &mut BTreeMap<String, (String, Span)>) -> String {
    let Some(given) = name.or_else(|| naming::is_name(value).then_some(value)) else {
        cx.report(statement_missing::value_name(value));
        return String::new();
    };
    let rust_name = naming::upper_camel(given);
    match names.get(&rust_name) {
        // The same value twice is reported as such.
        Some((first, _)) if *first == value.value => {}
        Some((_, first)) => cx.report(rust_names_collide::collide_inside(&rust_name, given.span, *first)),
        None => drop(names.insert(rust_name.clone(), (value.value.clone(), given.span))),
    }
    rust_name
}

/// A text that is read as a value can stand in the list only once.
fn spellings(cx: &mut Context<'_>, values: &[Value]) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for spelling in values.iter().flat_map(|value| std::iter::once(&value.value).chain(&value.also)) {
        match seen.get(spelling.as_str()) {
            Some(first) => cx.report(defined_twice::defined_twice(spelling, spelling.span, *first)),
            None => drop(seen.insert(spelling, spelling.span)),
        }
    }
}
