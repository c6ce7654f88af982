//! What a data base must do for the store: statements, rows, transactions, locks. Everything else is written once, above this.

#[cfg(feature = "postgres")]
mod postgres;
mod sqlite;

#[cfg(feature = "postgres")]
pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;

use crate::StoreError;
use std::time::Duration;

/// A value of a statement. Parameters are written `?1`, `?2` in the text, on both back ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'v> {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// Characters. U+0000 is refused, because PostgreSQL cannot keep it.
    Text(&'v str),
    /// Bytes.
    Bytes(&'v [u8]),
}

/// The columns of one row of a result, counted from zero.
pub trait Columns {
    /// A whole number, or nothing.
    ///
    /// # Errors
    /// When the column is not there or of another type; so for the others.
    fn integer(&self, column: usize) -> Result<Option<i64>, StoreError>;

    /// Characters, or nothing.
    ///
    /// # Errors
    /// As of [`Columns::integer`].
    fn text(&self, column: usize) -> Result<Option<&str>, StoreError>;

    /// Bytes, or nothing.
    ///
    /// # Errors
    /// As of [`Columns::integer`].
    fn bytes(&self, column: usize) -> Result<Option<&[u8]>, StoreError>;
}

/// What is done with each row of a result.
pub type EachRow<'r> = &'r mut dyn FnMut(&dyn Columns) -> Result<(), StoreError>;

/// Which words differ between the back ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    #[cfg(feature = "postgres")]
    Postgres,
}

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// It sees one state of the data base, and the data base refuses that it changes anything.
    Read,
    /// It may write.
    Write,
}

/// A connection to a data base.
///
/// It is synchronous, and one trait for both: SQLite has nothing to wait for but its file, the code of an adapter that writes its business
/// effect in the same transaction is synchronous too, and one person reads one kind of code. PostgreSQL's driver runs on a runtime of the
/// calling thread that lives inside of its back end. The trait is at the level of statements and not at that of operations, so that the
/// rules of the De-Para and of the queue exist once: two implementations of them would drift.
pub(crate) trait Backend: Send {
    fn dialect(&self) -> Dialect;

    /// Begins a transaction. On SQLite one that may write waits until no other writes; on PostgreSQL it reads what is committed.
    fn begin(&mut self, access: Access) -> Result<(), StoreError>;
    fn commit(&mut self) -> Result<(), StoreError>;
    fn rollback(&mut self) -> Result<(), StoreError>;

    /// Runs statements without parameters.
    fn run(&mut self, sql: &str) -> Result<(), StoreError>;
    fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, StoreError>;
    fn query(&mut self, sql: &str, values: &[Value<'_>], each: EachRow<'_>) -> Result<(), StoreError>;

    /// A statement whose result nobody needs. It may be sent together with the next one, whose error is then perhaps this one's; what it does is
    /// done before the next one, and before a commit.
    fn later(&mut self, sql: &str, values: &[Value<'_>]) -> Result<(), StoreError> {
        self.execute(sql, values).map(|_| ())
    }

    /// Keeps others from what these numbers stand for until the transaction ends: one shared with those that share it, then the others, which
    /// are given in ascending order. On SQLite there is one writer anyway.
    fn lock(&mut self, shared: Option<i64>, exclusive: &[i64]) -> Result<(), StoreError>;

    /// Tells those who wait that there is work, once the transaction is committed.
    fn notify(&mut self) -> Result<(), StoreError>;

    /// Waits until somebody may have told of work; false when the time is over.
    fn wait(&mut self, timeout: Duration) -> Result<bool, StoreError>;

    /// Another connection to the same data base.
    fn another(&self) -> Result<Box<dyn Backend>, StoreError>;
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(text)
    }
}

impl<'v> From<&'v String> for Value<'v> {
    fn from(text: &'v String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl<'v> From<&'v [u8]> for Value<'v> {
    fn from(bytes: &'v [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'v, T: Into<Value<'v>>> From<Option<T>> for Value<'v> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Refuses what only one of the back ends could keep.
pub(crate) fn check(values: &[Value<'_>]) -> Result<(), StoreError> {
    match values.iter().find_map(|value| if let Value::Text(text) = value { text.contains('\0').then_some(*text) } else { None }) {
        Some(text) => Err(StoreError::NulCharacter { text: text.replace('\0', "\u{2400}") }),
        None => Ok(()),
    }
}

/// A whole number that must be there.
pub(crate) fn integer(columns: &dyn Columns, column: usize) -> Result<i64, StoreError> {
    columns.integer(column)?.ok_or(StoreError::Column { column, wanted: "a whole number" })
}

/// Characters that must be there.
pub(crate) fn text(columns: &dyn Columns, column: usize) -> Result<String, StoreError> {
    columns.text(column)?.map(str::to_owned).ok_or(StoreError::Column { column, wanted: "characters" })
}

/// So many parameters in parentheses, from the one with the number `first`.
pub(crate) fn in_list(first: usize, size: usize) -> String {
    let places: Vec<String> = (first..first.saturating_add(size)).map(|place| format!("?{place}")).collect();
    format!("({})", places.join(", "))
}
