//! De-Para rows of a list, whatever program wrote it.

use super::json::{self, JsonRow};
use super::{BadLine, Column, ListError, ListReader};
use std::io::BufRead;

/// How many bytes a key has at most: three times the 200 characters that the message INTERNALIDLOAD takes (`InternalIdLoad_1_000.json`).
const LONGEST_KEY: usize = 600;

/// The columns of a row, in the order of [`ListedRow`].
const COLUMNS: [Column; 10] = [
    Column::Table,
    Column::Alias,
    Column::Field,
    Column::Internal,
    Column::External,
    Column::Transaction,
    Column::Application,
    Column::System,
    Column::Fields,
    Column::Identifier,
];

/// A De-Para row as a list has it; what it has no column for is empty. Keys stand as they came, with their blanks; names without those
/// around them.
///
/// ```
/// use depara::list::ListedRow;
///
/// let row = ListedRow { table: "GMOEDA", internal: "R$", external: "01||01", ..ListedRow::default() };
/// assert_eq!(row.alias, "");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ListedRow<'l> {
    /// The table of the internal system: `FCFO`.
    pub table: &'l str,
    /// The alias of the external key: `SA1`.
    pub alias: &'l str,
    /// The field of the external key: `A1_COD`.
    pub field: &'l str,
    /// The key of the internal system: `0|000000001`.
    pub internal: &'l str,
    /// The key of the external system: `01||000000001|01|C`.
    pub external: &'l str,
    /// The message that makes the row: `CUSTOMERVENDOR`.
    pub transaction: &'l str,
    /// The application of the other side.
    pub application: &'l str,
    /// The product of the other side.
    pub system: &'l str,
    /// The fields of the key of the internal system.
    pub fields: &'l str,
    /// What the row is called among all systems.
    pub identifier: &'l str,
}

/// A line with a row.
#[derive(Debug, PartialEq, Eq)]
pub struct RowLine<'l> {
    /// Its number in the file, counted from one; of a row of JSON, which has no lines, that of the row.
    pub number: u64,
    /// The line as it stands there; empty of JSON, and where it is too long.
    pub text: &'l str,
    /// The row, or why there is none.
    pub row: Result<ListedRow<'l>, BadLine>,
}

/// Reads De-Para rows: a list with named columns, or JSON.
///
/// JSON is what the configurator of Protheus answers at `/EAIDEPARAREST` (`listadepara[].depara[]` with `XXF_EXTVAL` and `XXF_INTVAL`), or an
/// array of objects whose members have the names of columns, as `depara rows --format json` prints them. It is held in memory; a list is not.
///
/// ```
/// use depara::list::{Column, RowList};
///
/// let text = "XXF_ALIAS;XXF_FIELD;XXF_EXTVAL;XXF_INTVAL\nSA1;A1_COD;0|1;01||1|01|C\nSA1;A1_COD;0|2;\n";
/// let mut rows = RowList::open(text.as_bytes(), &[Column::External])?;
/// let line = rows.next_row()?.expect("a line");
/// let row = line.row.expect("a row");
/// assert_eq!((line.number, row.alias, row.field, row.internal, row.external), (2, "SA1", "A1_COD", "0|1", "01||1|01|C"));
/// let line = rows.next_row()?.expect("a line");
/// assert_eq!(line.row.unwrap_err().to_string(), "`XXF_INTVAL` is empty");
/// assert!(rows.next_row()?.is_none());
///
/// let text = r#"{"listadepara": [{"adapter": "CURRENCY", "alias": "CTO", "depara": [{"XXF_EXTVAL": "R$", "XXF_INTVAL": "01||01"}]}]}"#;
/// let mut rows = RowList::open(text.as_bytes(), &[Column::External])?;
/// let row = rows.next_row()?.expect("a line").row.expect("a row");
/// assert_eq!((row.transaction, row.alias, row.internal, row.external), ("CURRENCY", "CTO", "R$", "01||01"));
/// # Ok::<(), depara::list::ListError>(())
/// ```
#[derive(Debug)]
pub struct RowList<R> {
    source: Source<R>,
    needed: Vec<Column>,
}

#[derive(Debug)]
enum Source<R> {
    /// With the places of the columns, and what the list calls those that are needed.
    List {
        list: Box<ListReader<R>>,
        places: [Option<usize>; COLUMNS.len()],
        names: Vec<String>,
    },
    Json {
        rows: Vec<JsonRow>,
        next: usize,
    },
}

impl<R: BufRead> RowList<R> {
    /// Reads the line of the columns, or the whole of a JSON document.
    ///
    /// Rows need a name, which is a table, or an alias with its field, and a value in each of the columns `needed`.
    ///
    /// # Errors
    /// When a column is not there, or the input cannot be read.
    pub fn open(mut input: R, needed: &[Column]) -> Result<Self, ListError> {
        let needed = needed.to_vec();
        if json::is_json(input.fill_buf()?) {
            return Ok(Self { source: Source::Json { rows: json::read(input)?, next: 0 }, needed });
        }
        let list = Box::new(ListReader::open(input)?);
        let places = COLUMNS.map(|column| list.place(column));
        let has = |column: Column| list.place(column).is_some();
        let mut missing: Vec<String> = Vec::new();
        let has_name = has(Column::Table) || (has(Column::Alias) && has(Column::Field));
        if !has_name {
            missing.push("rm_table or XXF_ALIAS with XXF_FIELD".to_owned());
        }
        missing.extend(needed.iter().filter(|column| !has(**column)).map(|column| column.name().to_owned()));
        if !missing.is_empty() {
            return Err(ListError::Lacking { missing, found: list.columns().to_vec() });
        }
        let name = |column: &Column| list.place(*column).and_then(|place| list.columns().get(place).cloned()).unwrap_or_default();
        let names = needed.iter().map(name).collect();
        Ok(Self { source: Source::List { list, places, names }, needed })
    }

    /// The line of the columns as it stands there, and what separates its cells; none of JSON.
    pub fn header(&self) -> Option<(&str, char)> {
        match &self.source {
            Source::List { list, .. } => Some((list.header(), list.separator())),
            Source::Json { .. } => None,
        }
    }

    /// The next row; none at the end.
    ///
    /// # Errors
    /// When the input cannot be read.
    pub fn next_row(&mut self) -> Result<Option<RowLine<'_>>, ListError> {
        match &mut self.source {
            Source::List { list, places, names } => {
                let Some(line) = list.next_line()? else { return Ok(None) };
                let row = line.cells.and_then(|cells| {
                    let cell = |place: Option<usize>| place.and_then(|place| cells.get(place)).map_or("", String::as_str);
                    let [table, alias, field, internal, external, transaction, application, system, fields, identifier] = places.map(cell);
                    let row = ListedRow {
                        table: table.trim(),
                        alias: alias.trim(),
                        field: field.trim(),
                        internal,
                        external,
                        transaction: transaction.trim(),
                        application: application.trim(),
                        system: system.trim(),
                        fields: fields.trim(),
                        identifier,
                    };
                    checked(row, &self.needed, |index| names.get(index).cloned())
                });
                Ok(Some(RowLine { number: line.number, text: line.text, row }))
            }
            Source::Json { rows, next } => {
                let Some(row) = rows.get(*next) else { return Ok(None) };
                *next = next.saturating_add(1);
                let row = checked(row.listed(), &self.needed, |_| None);
                Ok(Some(RowLine { number: u64::try_from(*next).unwrap_or(u64::MAX), text: "", row }))
            }
        }
    }
}

impl ListedRow<'_> {
    fn cell(&self, column: Column) -> &str {
        match column {
            Column::Table => self.table,
            Column::Alias => self.alias,
            Column::Field => self.field,
            Column::Internal => self.internal,
            Column::External => self.external,
            Column::Transaction => self.transaction,
            Column::Application => self.application,
            Column::System => self.system,
            Column::Fields => self.fields,
            Column::Identifier => self.identifier,
            Column::Mask => "",
        }
    }
}

/// The row, unless a value that is needed is not there, or a key is none.
fn checked<'l>(row: ListedRow<'l>, needed: &[Column], name: impl Fn(usize) -> Option<String>) -> Result<ListedRow<'l>, BadLine> {
    if row.table.is_empty() && row.alias.is_empty() {
        return Err(BadLine::EmptyCell { column: Column::Table.name().to_owned() });
    }
    for (index, column) in needed.iter().enumerate() {
        let value = row.cell(*column);
        let column = || name(index).unwrap_or_else(|| column.name().to_owned());
        if value.trim().is_empty() {
            return Err(BadLine::EmptyCell { column: column() });
        }
        if value.len() > LONGEST_KEY {
            return Err(BadLine::LongCell { column: column(), found: value.len(), limit: LONGEST_KEY });
        }
        if let Some(character) = value.chars().find(|character| character.is_control()) {
            return Err(BadLine::ControlCharacter { column: column(), character });
        }
    }
    Ok(row)
}
