//! A list of pairs: its first line names the columns.

use crate::failure::Failure;
use crate::near::nearest;
use crate::phrases as say;
use crate::session::Session;
use crate::wording;
use depara::list::{Column, ListReader};
use depara::load::{Position, Wanted};
use depara_dsl::diagnostic::Text;
use depara_mappings::Registry;
use std::path::Path;

/// What a column of a list holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Holds {
    /// What lists of rows have too.
    Known(Column),
    /// A value of a mask: its field.
    Value(String),
}

/// The pairs of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct List {
    lines: Vec<Line>,
}

#[derive(Debug, PartialEq, Eq)]
struct Line {
    number: usize,
    entity: String,
    internal: String,
    mask: String,
    key: String,
    values: Vec<(String, String)>,
}

impl List {
    /// Reads a list.
    pub(super) fn read(session: &Session<'_>, path: &Path, bytes: &[u8]) -> Result<Self, Failure> {
        let failure = |error| wording::list_failure(session, path, &error);
        let mut list = ListReader::open(bytes).map_err(failure)?;
        let columns: Vec<Holds> =
            list.columns().iter().map(|name| holds(name).ok_or_else(|| unknown(session, path, name))).collect::<Result<_, _>>()?;
        let has = |wanted: &[Column]| columns.iter().any(|column| matches!(column, Holds::Known(column) if wanted.contains(column)));
        let has_record = has(&[Column::Mask, Column::External]) || columns.iter().any(|column| matches!(column, Holds::Value(_)));
        if !has(&[Column::Transaction, Column::Table]) || !has(&[Column::Internal]) || !has_record {
            return Err(Failure::Input(session.text(Text::from(&say::NO_LOAD_COLUMNS).with("path", path.display()))));
        }
        let mut lines = Vec::new();
        while let Some(line) = list.next_line().map_err(failure)? {
            let cells = line.cells.map_err(|bad| Failure::Input(wording::bad_line(session, path, line.number, &bad)))?;
            lines.push(Line::new(usize::try_from(line.number).unwrap_or(usize::MAX), &columns, cells));
        }
        Ok(Self { lines })
    }

    /// The number of pairs.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Does something with the pairs.
    pub(super) fn with_pairs<T>(&self, work: impl FnOnce(&mut dyn Iterator<Item = Wanted<'_>>) -> T) -> T {
        let values: Vec<Vec<(&str, &str)>> = self.lines.iter().map(Line::values).collect();
        let mut pairs = self.lines.iter().zip(&values).map(|(line, values)| Wanted {
            internal: &line.internal,
            mask: &line.mask,
            key: &line.key,
            values,
            ..Wanted::new(Position::Row(line.number), &line.entity)
        });
        work(&mut pairs)
    }
}

impl Line {
    fn new(number: usize, columns: &[Holds], cells: &[String]) -> Self {
        let pairs = || columns.iter().zip(cells);
        let cell = |wanted: Column| {
            pairs().filter(|(holds, _)| **holds == Holds::Known(wanted)).map(|(_, cell)| cell.as_str()).find(|cell| !cell.trim().is_empty())
        };
        let text = |wanted: Column| cell(wanted).unwrap_or_default().to_owned();
        let values = pairs().filter_map(|(holds, cell)| match holds {
            Holds::Value(name) => Some((name.clone(), cell.clone())),
            Holds::Known(_) => None,
        });
        Self {
            number,
            entity: cell(Column::Transaction).or(cell(Column::Table)).unwrap_or_default().trim().to_owned(),
            internal: text(Column::Internal),
            mask: text(Column::Mask),
            key: text(Column::External),
            values: values.collect(),
        }
    }

    fn values(&self) -> Vec<(&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}

fn holds(name: &str) -> Option<Holds> {
    let value = || fields().find(|field| field.eq_ignore_ascii_case(name)).map(|field| Holds::Value(field.to_owned()));
    Column::named(name).map(Holds::Known).or_else(value)
}

/// The fields of all masks.
fn fields() -> impl Iterator<Item = &'static str> {
    let loads = Registry::ADAPTERS.iter().flat_map(|adapter| adapter.loads);
    loads.flat_map(|load| load.mask.slots().map(|part| &*part.name))
}

fn unknown(session: &Session<'_>, path: &Path, name: &str) -> Failure {
    let unknown = session.text(Text::from(&say::UNKNOWN_COLUMN).with("path", path.display()).with("name", name));
    let near =
        nearest(name, Column::all_names().chain(fields())).map(|near| session.text(Text::from(&say::DID_YOU_MEAN).with("near", near)));
    Failure::Input([Some(unknown), near].into_iter().flatten().collect::<Vec<_>>().join("; "))
}
