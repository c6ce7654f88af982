//! Registered adapters of package 1021 become those of EAI 2.0.

use super::files::{Converted, Done, Sheet, json};
use super::parameters::weight;
use super::{Report, Weight};
use crate::failure::Failure;
use crate::phrases as say;
use crate::session::Session;
use crate::wording;
use depara::convert::{AdapterColumn, Change, Conversion, Fields};
use serde_json::{Map, Value};
use std::path::Path;

/// A line of a list.
struct OfList<'l> {
    columns: &'l [String],
    cells: &'l mut Vec<String>,
}

/// An object of JSON.
struct OfJson<'l>(&'l mut Map<String, Value>);

impl OfList<'_> {
    fn place(&self, column: AdapterColumn) -> Option<usize> {
        self.columns.iter().position(|name| AdapterColumn::named(name) == Some(column))
    }
}

impl Fields for OfList<'_> {
    fn name(&self, column: AdapterColumn) -> Option<String> {
        self.columns.get(self.place(column)?).cloned()
    }

    fn get(&self, column: AdapterColumn) -> Option<String> {
        self.cells.get(self.place(column)?).cloned()
    }

    fn set(&mut self, column: AdapterColumn, value: &str) {
        if let Some(cell) = self.place(column).and_then(|place| self.cells.get_mut(place)) {
            value.clone_into(cell);
        }
    }
}

impl Fields for OfJson<'_> {
    fn name(&self, column: AdapterColumn) -> Option<String> {
        self.0.keys().find(|name| AdapterColumn::named(name) == Some(column)).cloned()
    }

    fn get(&self, column: AdapterColumn) -> Option<String> {
        let (_, value) = self.0.iter().find(|(name, _)| AdapterColumn::named(name) == Some(column))?;
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(value) => Some(value.to_string()),
            Value::Null => Some(String::new()),
            Value::Array(_) | Value::Object(_) => None,
        }
    }

    fn set(&mut self, column: AdapterColumn, value: &str) {
        let found = self.0.iter_mut().find(|(name, _)| AdapterColumn::named(name) == Some(column));
        if let Some((_, found)) = found {
            // A number stays a number where it can.
            let number = if found.is_number() { value.parse::<u64>().ok().map(Value::from) } else { None };
            *found = number.unwrap_or_else(|| Value::from(value));
        }
    }
}

/// Converts the registered adapters of a file, and notes what stands against EAI 2.0.
pub(super) fn convert(
    session: &Session<'_>,
    conversion: &Conversion<'_>,
    path: &Path,
    name: &str,
    (done, report): (&mut Done, &mut Report),
) -> Result<Converted, Failure> {
    let mut has_changed = false;
    let mut one = |fields: &mut dyn Fields, line: u64, report: &mut Report| {
        done.registered = done.registered.saturating_add(1);
        for change in conversion.adapter(fields) {
            has_changed |= change.is_change();
            match &change {
                Change::NotCarried { message, .. } => done.not_carried.push((name.to_owned(), line, message.clone())),
                Change::NoMessage { .. } => done.not_carried.push((name.to_owned(), line, String::new())),
                _ => {}
            }
            report.add(name, line, weight(&change), wording::change(&change, session.language));
        }
    };
    let text = match json(path) {
        Some(mut document) => {
            let mut line = 0;
            for adapter in registered(&mut document) {
                line += 1;
                match adapter {
                    Value::Object(members) => one(&mut OfJson(members), line, report),
                    other => report.add(name, line, Weight::Problem, super::files::said(session, &say::LINE_KEPT, other.to_string())),
                }
            }
            format!("{document:#}\n")
        }
        None => {
            let mut sheet = Sheet::read(session, path, name, report)?;
            let Sheet { columns, lines, .. } = &mut sheet;
            for (number, cells) in lines.iter_mut() {
                if let Ok(cells) = cells {
                    one(&mut OfList { columns, cells }, *number, report);
                }
            }
            sheet.text()
        }
    };
    Ok(if has_changed { Converted::Text(text) } else { Converted::Same })
}

/// The registrations of a document: `PacoteEai[].Adapters[]`, or an array of them.
fn registered(document: &mut Value) -> Vec<&mut Value> {
    let find = |members: &'_ mut Map<String, Value>, wanted: &str| -> Option<String> {
        members.keys().find(|name| name.eq_ignore_ascii_case(wanted)).cloned()
    };
    match document {
        Value::Array(list) => list.iter_mut().collect(),
        Value::Object(members) => {
            let Some(name) = find(members, "PacoteEai") else { return Vec::new() };
            let Some(Value::Array(groups)) = members.get_mut(&name) else { return Vec::new() };
            let mut all = Vec::new();
            for group in groups {
                let Value::Object(members) = group else {
                    all.push(group);
                    continue;
                };
                let Some(name) = find(members, "Adapters") else { continue };
                if let Some(Value::Array(list)) = members.get_mut(&name) {
                    all.extend(list.iter_mut());
                }
            }
            all
        }
        _ => Vec::new(),
    }
}
