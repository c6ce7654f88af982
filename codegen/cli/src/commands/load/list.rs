//! A list of pairs: its first line names the columns.

use crate::cells::{cells, separator};
use crate::failure::Failure;
use crate::near::nearest;
use crate::phrases as say;
use crate::session::Session;
use depara::load::{Position, Wanted};
use depara_dsl::diagnostic::Text;
use depara_mappings::Registry;
use std::path::Path;

/// The columns of a list, each with the names that it may have: its own, those of `rows` and `examples`, those of the De-Para screens, and
/// those of the message.
const COLUMNS: &[(Column, &[&str])] = &[
    (Column::Entity, &["entity", "entidade", "transaction", "transação", "EntityName"]),
    (Column::Table, &["rm_table", "tabela rm"]),
    (Column::Internal, &["rm_value", "valor rm", "valor chave primária rm", "NewIntegrationId"]),
    (Column::Mask, &["mask", "máscara", "IntegrationId"]),
    (Column::Key, &["external_value", "valores externos", "valor chave integração"]),
    (Column::Passed, &["rm_fields", "aplicativo", "campos rm", "chave primária rm", "sistema integrado", "identificador global"]),
];

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Entity,
    Table,
    Internal,
    Mask,
    Key,
    /// A value of a mask: its field.
    Field(String),
    /// Something that no load needs.
    Passed,
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
    pub(super) fn read(session: &Session<'_>, path: &Path, text: &str) -> Result<Self, Failure> {
        let about = |text: Text| Failure::Input(session.text(text.with("path", path.display())));
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        let (_, header) = lines.next().ok_or_else(|| about(Text::from(&say::NO_ROWS)))?;
        let separator = separator(header);
        let names = cells(header, separator);
        let columns: Vec<Column> =
            names.iter().map(|name| column(name).ok_or_else(|| unknown(session, path, name))).collect::<Result<_, _>>()?;
        let has = |wanted: &[Column]| columns.iter().any(|column| wanted.contains(column));
        let has_record = has(&[Column::Mask, Column::Key]) || columns.iter().any(|column| matches!(column, Column::Field(_)));
        if !has(&[Column::Entity, Column::Table]) || !has(&[Column::Internal]) || !has_record {
            return Err(about(Text::from(&say::NO_LOAD_COLUMNS)));
        }
        let line = |(number, line): (usize, &str)| {
            let cells = cells(line, separator);
            if cells.len() > columns.len() {
                let text = Text::from(&say::TOO_MANY_CELLS).with("line", number).with("found", cells.len()).with("fits", columns.len());
                return Err(about(text.with("separator", separator.escape_default())));
            }
            Ok(Line::new(number, &columns, &cells))
        };
        Ok(Self { lines: lines.map(line).collect::<Result<_, _>>()? })
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
    fn new(number: usize, columns: &[Column], cells: &[String]) -> Self {
        let pairs = || columns.iter().zip(cells);
        let cell = |wanted: &Column| {
            pairs().filter(|(column, _)| *column == wanted).map(|(_, cell)| cell.as_str()).find(|cell| !cell.trim().is_empty())
        };
        let text = |wanted: &Column| cell(wanted).unwrap_or_default().to_owned();
        let values = pairs().filter_map(|(column, cell)| match column {
            Column::Field(name) => Some((name.clone(), cell.clone())),
            _ => None,
        });
        Self {
            number,
            entity: cell(&Column::Entity).or(cell(&Column::Table)).unwrap_or_default().trim().to_owned(),
            internal: text(&Column::Internal),
            mask: text(&Column::Mask),
            key: text(&Column::Key),
            values: values.collect(),
        }
    }

    fn values(&self) -> Vec<(&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}

fn column(name: &str) -> Option<Column> {
    let name = name.trim().to_lowercase();
    let known = COLUMNS.iter().find(|(_, names)| names.iter().any(|known| known.to_lowercase() == name));
    known
        .map(|(column, _)| column.clone())
        .or_else(|| fields().find(|field| field.to_lowercase() == name).map(|field| Column::Field(field.to_owned())))
}

/// The fields of all masks.
fn fields() -> impl Iterator<Item = &'static str> {
    let loads = Registry::ADAPTERS.iter().flat_map(|adapter| adapter.loads);
    loads.flat_map(|load| load.mask.slots().map(|part| &*part.name))
}

fn unknown(session: &Session<'_>, path: &Path, name: &str) -> Failure {
    let unknown = session.text(Text::from(&say::UNKNOWN_COLUMN).with("path", path.display()).with("name", name.trim()));
    let known = COLUMNS.iter().flat_map(|(_, names)| names.iter().copied()).chain(fields());
    let near = nearest(name.trim(), known).map(|near| session.text(Text::from(&say::DID_YOU_MEAN).with("near", near)));
    Failure::Input([Some(unknown), near].into_iter().flatten().collect::<Vec<_>>().join("; "))
}
