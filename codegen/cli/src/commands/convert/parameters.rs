//! Parameters of package 1021 become those of EAI 2.0.

use super::files::{Converted, Sheet, json, member};
use super::{Report, Weight};
use crate::failure::Failure;
use crate::session::Session;
use crate::wording;
use depara::convert::{Change, Conversion, ParameterStep};
use serde_json::{Map, Value};
use std::path::Path;

/// What the column with the name is called, and the one with the value.
const NAMES: &[&str] = &["parameter", "parâmetro", "parametro", "name", "nome"];
const VALUES: &[&str] = &["value", "valor", "conteúdo", "conteudo", "content"];

fn is(names: &[&str], name: &str) -> bool {
    let name = name.trim().to_lowercase();
    names.contains(&name.as_str())
}

/// Whether these are columns of parameters.
pub(super) fn has_columns(names: &[&str]) -> bool {
    names.iter().any(|name| is(NAMES, name)) && names.iter().any(|name| is(VALUES, name))
}

/// Whether this is an object of parameters: names with texts, numbers and truths, or one member `parameters` with them.
pub(super) fn is_object(members: &Map<String, Value>) -> bool {
    let members = inside(members);
    !members.is_empty() && members.values().all(|value| text(value).is_some())
}

fn inside(members: &Map<String, Value>) -> &Map<String, Value> {
    let inner = ["parameters", "parametros", "parâmetros"].iter().find_map(|name| member(members, name));
    inner.and_then(Value::as_object).unwrap_or(members)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Converts the parameters of a file.
pub(super) fn convert(
    session: &Session<'_>,
    conversion: &Conversion<'_>,
    path: &Path,
    name: &str,
    report: &mut Report,
) -> Result<Converted, Failure> {
    match json(path) {
        Some(mut document) => Ok(in_json(session, conversion, &mut document, name, report)),
        None => in_list(session, conversion, path, name, report),
    }
}

/// Says what becomes of each parameter; the steps, and whether anything changes.
fn steps(
    session: &Session<'_>,
    conversion: &Conversion<'_>,
    found: &[(u64, (String, String))],
    name: &str,
    report: &mut Report,
) -> (Vec<ParameterStep>, bool) {
    let pairs: Vec<(String, String)> = found.iter().map(|(_, pair)| pair.clone()).collect();
    let (steps, more) = conversion.parameters(&pairs);
    let mut has_changed = false;
    for ((line, _), (_, changes)) in found.iter().zip(&steps) {
        for change in changes {
            has_changed |= change.is_change();
            report.add(name, *line, weight(change), wording::change(change, session.language));
        }
    }
    for change in &more {
        report.add(name, 0, weight(change), wording::change(change, session.language));
    }
    (steps.into_iter().map(|(step, _)| step).collect(), has_changed)
}

pub(super) fn weight(change: &Change) -> Weight {
    match (change.is_problem(), change.is_change()) {
        (true, _) => Weight::Problem,
        (_, true) => Weight::Change,
        _ => Weight::Kept,
    }
}

fn in_list(session: &Session<'_>, conversion: &Conversion<'_>, path: &Path, name: &str, report: &mut Report) -> Result<Converted, Failure> {
    let mut sheet = Sheet::read(session, path, name, report)?;
    let place = |names: &[&str]| sheet.columns.iter().position(|column| is(names, column)).unwrap_or_default();
    let (of_name, of_value) = (place(NAMES), place(VALUES));
    let readable = sheet.lines.iter().enumerate().filter_map(|(index, (number, cells))| Some((index, *number, cells.as_ref().ok()?)));
    let cell = |cells: &[String], place: usize| cells.get(place).cloned().unwrap_or_default();
    let found: Vec<(usize, u64, (String, String))> =
        readable.map(|(index, number, cells)| (index, number, (cell(cells, of_name), cell(cells, of_value).trim().to_owned()))).collect();
    let pairs: Vec<(u64, (String, String))> = found.iter().map(|(_, number, pair)| (*number, pair.clone())).collect();
    let (steps, has_changed) = steps(session, conversion, &pairs, name, report);
    if !has_changed {
        return Ok(Converted::Same);
    }
    let mut removed = Vec::new();
    for ((index, ..), step) in found.iter().zip(steps) {
        match step {
            ParameterStep::Keep => {}
            ParameterStep::Remove => removed.push(*index),
            ParameterStep::Set { name, value } => {
                let Some((_, Ok(cells))) = sheet.lines.get_mut(*index) else { continue };
                for (place, text) in [(of_name, name.to_owned()), (of_value, value)] {
                    if let Some(cell) = cells.get_mut(place) {
                        *cell = text;
                    }
                }
            }
        }
    }
    let mut index = 0_usize;
    sheet.lines.retain(|_| {
        index = index.saturating_add(1);
        !removed.contains(&index.saturating_sub(1))
    });
    Ok(Converted::Text(sheet.text()))
}

fn in_json(session: &Session<'_>, conversion: &Conversion<'_>, document: &mut Value, name: &str, report: &mut Report) -> Converted {
    // An array of objects with a name and a value, or one object of names with values.
    let of_row = |row: &Value, names: &[&str]| {
        row.as_object().and_then(|row| row.iter().find(|(name, _)| is(names, name)).and_then(|(_, value)| text(value)))
    };
    let found: Vec<(u64, (String, String))> = match &*document {
        Value::Array(rows) => {
            let pair = |row: &Value| (of_row(row, NAMES).unwrap_or_default(), of_row(row, VALUES).unwrap_or_default());
            (1..).zip(rows).map(|(number, row)| (number, pair(row))).collect()
        }
        Value::Object(members) => {
            (1..).zip(inside(members)).map(|(number, (name, value))| (number, (name.clone(), text(value).unwrap_or_default()))).collect()
        }
        _ => Vec::new(),
    };
    let (steps, has_changed) = steps(session, conversion, &found, name, report);
    if !has_changed {
        return Converted::Same;
    }
    match document {
        Value::Array(rows) => {
            let all = std::mem::take(rows);
            for (mut row, step) in all.into_iter().zip(steps) {
                if let (ParameterStep::Set { name, value }, Some(members)) = (&step, row.as_object_mut()) {
                    for (member, found) in members.iter_mut() {
                        if is(NAMES, member) {
                            *found = Value::from(*name);
                        } else if is(VALUES, member) {
                            *found = like(found, value);
                        }
                    }
                }
                if step != ParameterStep::Remove {
                    rows.push(row);
                }
            }
        }
        Value::Object(members) => {
            let inner = ["parameters", "parametros", "parâmetros"].iter().find_map(|wanted| {
                let name = members.keys().find(|name| name.eq_ignore_ascii_case(wanted))?.clone();
                members.get(&name)?.is_object().then_some(name)
            });
            let target = match &inner {
                Some(name) => members.get_mut(name).and_then(Value::as_object_mut),
                None => Some(members),
            };
            if let Some(target) = target {
                let all = std::mem::take(target);
                for ((name, value), step) in all.into_iter().zip(steps) {
                    match step {
                        ParameterStep::Keep => _ = target.insert(name, value),
                        ParameterStep::Set { name, value: new } => _ = target.insert(name.to_owned(), like(&value, &new)),
                        ParameterStep::Remove => {}
                    }
                }
            }
        }
        _ => {}
    }
    Converted::Text(format!("{document:#}\n"))
}

/// A value as JSON has it, of the type that it had where it can be.
fn like(before: &Value, value: &str) -> Value {
    match (before, value) {
        (Value::Bool(_), "true" | "1") => Value::Bool(true),
        (Value::Bool(_), "false" | "0") => Value::Bool(false),
        (Value::Number(_), value) => serde_json::from_str(value).unwrap_or_else(|_| Value::from(value)),
        _ => Value::from(value),
    }
}
