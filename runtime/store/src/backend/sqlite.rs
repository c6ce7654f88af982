//! SQLite: one file, no server, one writer at a time.

use super::{Access, Backend, Columns, Dialect, EachRow, Value, check};
use crate::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, Row, ToSql};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long one waits for another that writes.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often one who waits for work looks whether another process has written.
const GLANCE: Duration = Duration::from_millis(20);

pub(crate) struct Sqlite {
    path: PathBuf,
    connection: Connection,
    /// What `PRAGMA data_version` was when there was nothing to do: another number tells that another connection has committed.
    seen: i64,
    /// The transaction reads only.
    reads: bool,
}

impl Sqlite {
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(path).map_err(fault)?;
        connection.busy_timeout(PATIENCE).map_err(fault)?;
        connection.set_prepared_statement_cache_capacity(128);
        // Else a data base that was analysed makes SQLite plan every statement anew for every value that it is given.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(fault)?;
        // A committed transaction survives the loss of power, not only of the process. The upper levels of large indexes stay in memory: 8 MiB.
        patiently(|| {
            connection
                .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192;")
        })?;
        Ok(Self { path: path.to_owned(), connection, seen: 0, reads: false })
    }

    /// Ends what a transaction that reads has begun.
    fn may_write(&mut self) -> Result<(), StoreError> {
        if std::mem::take(&mut self.reads) { self.run("PRAGMA query_only = OFF") } else { Ok(()) }
    }

    fn data_version(&self) -> Result<i64, StoreError> {
        self.connection.query_row("PRAGMA data_version", [], |row| row.get(0)).map_err(fault)
    }
}

/// The change to WAL does not wait for another process that does the same, whatever the time that was set.
fn patiently(mut work: impl FnMut() -> rusqlite::Result<()>) -> Result<(), StoreError> {
    let start = Instant::now();
    loop {
        match work().map_err(fault) {
            Err(StoreError::Conflict { .. }) if start.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(5)),
            result => return result,
        }
    }
}

impl Backend for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn begin(&mut self, access: Access) -> Result<(), StoreError> {
        let sql = match access {
            // Immediate: a transaction that reads first and writes later could not go on when another has written in between.
            Access::Write => "BEGIN IMMEDIATE",
            Access::Read => {
                self.run("PRAGMA query_only = ON")?;
                self.reads = true;
                "BEGIN"
            }
        };
        let begun = self.execute(sql, &[]).map(|_| ());
        if begun.is_err() {
            self.may_write()?;
        }
        begun
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.execute("COMMIT", &[])?;
        self.may_write()
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        // A full disk makes SQLite roll back by itself.
        if !self.connection.is_autocommit() {
            self.run("ROLLBACK")?;
        }
        self.may_write()
    }

    fn run(&mut self, sql: &str) -> Result<(), StoreError> {
        self.connection.execute_batch(sql).map_err(fault)
    }

    fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        check(values)?;
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let changed = statement.execute(rusqlite::params_from_iter(values)).map_err(fault)?;
        Ok(changed as u64)
    }

    fn query(&mut self, sql: &str, values: &[Value<'_>], each: EachRow<'_>) -> Result<(), StoreError> {
        check(values)?;
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            each(row)?;
        }
        Ok(())
    }

    fn lock(&mut self, _shared: Option<i64>, _exclusive: &[i64]) -> Result<(), StoreError> {
        Ok(())
    }

    fn notify(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn wait(&mut self, timeout: Duration) -> Result<bool, StoreError> {
        let start = Instant::now();
        loop {
            let version = self.data_version()?;
            if version != self.seen {
                self.seen = version;
                return Ok(true);
            }
            let Some(left) = timeout.checked_sub(start.elapsed()) else { return Ok(false) };
            std::thread::sleep(left.min(GLANCE));
        }
    }

    fn another(&self) -> Result<Box<dyn Backend>, StoreError> {
        Ok(Box::new(Self::open(&self.path)?))
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl Columns for Row<'_> {
    fn integer(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.get_ref(column).map_err(fault)? {
            ValueRef::Null => Ok(None),
            ValueRef::Integer(number) => Ok(Some(number)),
            _ => Err(StoreError::Column { column, wanted: "a whole number" }),
        }
    }

    fn text(&self, column: usize) -> Result<Option<&str>, StoreError> {
        match self.get_ref(column).map_err(fault)? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(text) => std::str::from_utf8(text).map(Some).map_err(|_| StoreError::Column { column, wanted: "characters" }),
            _ => Err(StoreError::Column { column, wanted: "characters" }),
        }
    }

    fn bytes(&self, column: usize) -> Result<Option<&[u8]>, StoreError> {
        match self.get_ref(column).map_err(fault)? {
            ValueRef::Null => Ok(None),
            ValueRef::Blob(bytes) => Ok(Some(bytes)),
            _ => Err(StoreError::Column { column, wanted: "bytes" }),
        }
    }
}

fn fault(error: rusqlite::Error) -> StoreError {
    let source = |error| Box::new(error) as Box<dyn std::error::Error + Send + Sync>;
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Conflict { source: source(error) },
        Some(ErrorCode::DiskFull) => StoreError::DiskFull { source: source(error) },
        _ => StoreError::Database { source: source(error) },
    }
}
