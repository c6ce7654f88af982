//! De-Para rows in JSON: what the Protheus configurator answers, and arrays of rows.

use super::{Column, ListError, ListedRow};
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// How many bytes a JSON document has at most: it is held in memory.
const LARGEST: u64 = 256 * 1024 * 1024;

/// A row that was read; what the document does not say is empty.
#[derive(Debug, Default)]
pub(super) struct JsonRow {
    cells: Vec<(Column, String)>,
}

/// Whether a document that begins like this is JSON.
pub(super) fn is_json(start: &[u8]) -> bool {
    let start = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start);
    start.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| matches!(byte, b'{' | b'['))
}

/// The rows of a document.
pub(super) fn read(mut input: impl BufRead) -> Result<Vec<JsonRow>, ListError> {
    let mut bytes = Vec::new();
    input.by_ref().take(LARGEST.saturating_add(1)).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST {
        return Err(ListError::Json(format!("it has more than {LARGEST} bytes")));
    }
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let document: Value = serde_json::from_slice(text).map_err(|error| ListError::Json(error.to_string()))?;
    let mut rows = Vec::new();
    match &document {
        Value::Array(list) => list.iter().try_for_each(|row| add(row, &JsonRow::default(), &mut rows))?,
        Value::Object(members) => {
            let groups = member(members, "listadepara").or_else(|| member(members, "depara"));
            let Some(Value::Array(groups)) = groups else { return Err(ListError::Json("there is no `listadepara`".to_owned())) };
            for group in groups {
                let Value::Object(members) = group else { return Err(ListError::Json(format!("`{group}` is not an object"))) };
                match member(members, "depara") {
                    Some(Value::Array(list)) => {
                        let around = JsonRow::of(members);
                        list.iter().try_for_each(|row| add(row, &around, &mut rows))?;
                    }
                    Some(other) => return Err(ListError::Json(format!("`depara` is `{other}` and not an array"))),
                    None => rows.push(JsonRow::of(members)),
                }
            }
        }
        other => return Err(ListError::Json(format!("it is `{other}`"))),
    }
    Ok(rows)
}

/// A row with what stands around it.
fn add(row: &Value, around: &JsonRow, rows: &mut Vec<JsonRow>) -> Result<(), ListError> {
    let Value::Object(members) = row else { return Err(ListError::Json(format!("`{row}` is not an object"))) };
    let mut row = JsonRow::of(members);
    row.cells.extend(around.cells.iter().cloned());
    rows.push(row);
    Ok(())
}

fn member<'v>(members: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    members.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

impl JsonRow {
    fn of(members: &Map<String, Value>) -> Self {
        let cell = |(name, value): (&String, &Value)| {
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            Some((Column::named(name)?, text))
        };
        Self { cells: members.iter().filter_map(cell).collect() }
    }

    pub(super) fn listed(&self) -> ListedRow<'_> {
        // The first cell of a column counts: what the row itself says stands before what stands around it.
        let cell = |wanted: Column| self.cells.iter().find(|(column, _)| *column == wanted).map_or("", |(_, text)| text.as_str());
        ListedRow {
            table: cell(Column::Table).trim(),
            alias: cell(Column::Alias).trim(),
            field: cell(Column::Field).trim(),
            internal: cell(Column::Internal),
            external: cell(Column::External),
            transaction: cell(Column::Transaction).trim(),
            application: cell(Column::Application).trim(),
            system: cell(Column::System).trim(),
            fields: cell(Column::Fields).trim(),
            identifier: cell(Column::Identifier),
        }
    }
}
