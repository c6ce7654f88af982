//! Numbered migrations, forward only, that two processes may start at the same time.

use crate::StoreError;
use crate::backend::{Access, Backend, Dialect, Value, integer};
use crate::time::Timestamp;

/// Every migration, in order; the first has the number one.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_rows_and_messages.sql"),
    include_str!("../migrations/0002_companies.sql"),
    include_str!("../migrations/0003_sequences.sql"),
    include_str!("../migrations/0004_answers_and_peers.sql"),
    include_str!("../migrations/0005_listings.sql"),
];

/// Keeps two processes from migrating one PostgreSQL data base at once: `depara` in ASCII.
const LOCK: i64 = 0x6465_7061_7261;

/// The number of the newest schema that this program knows.
pub(crate) fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// The schema of a data base, and that of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schema {
    /// The number of the schema that the data base has; zero before the first.
    pub found: i64,
    /// The number of the newest schema that this program knows.
    pub known: i64,
}

/// The schema of the data base, which is left as it is.
pub(crate) fn inspect(backend: &mut dyn Backend) -> Result<Schema, StoreError> {
    let tables = match backend.dialect() {
        Dialect::Sqlite => "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'depara_schema'",
        #[cfg(feature = "postgres")]
        Dialect::Postgres => "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('depara_schema')",
    };
    let mut number = |sql: &str| {
        let mut found = 0;
        backend.query(sql, &[], &mut |row| {
            found = integer(row, 0)?;
            Ok(())
        })?;
        Ok::<_, StoreError>(found)
    };
    let found = if number(tables)? == 0 { 0 } else { number("SELECT coalesce(max(version), 0) FROM depara_schema")? };
    Ok(Schema { found, known: newest() })
}

/// Brings the schema up to date, all or nothing.
pub(crate) fn migrate(backend: &mut dyn Backend, now: Timestamp) -> Result<(), StoreError> {
    backend.begin(Access::Write)?;
    let done = migrate_inside(backend, now);
    match done {
        Ok(()) => backend.commit(),
        Err(error) => {
            // The first error is the one to tell of.
            let _ = backend.rollback();
            Err(error)
        }
    }
}

fn migrate_inside(backend: &mut dyn Backend, now: Timestamp) -> Result<(), StoreError> {
    backend.lock(None, &[LOCK])?;
    let dialect = backend.dialect();
    backend.run(&in_dialect(
        "CREATE TABLE IF NOT EXISTS depara_schema (version {integer} PRIMARY KEY, applied_at {integer} NOT NULL){strict}",
        dialect,
    ))?;
    let mut found = 0;
    backend.query("SELECT coalesce(max(version), 0) FROM depara_schema", &[], &mut |row| {
        found = integer(row, 0)?;
        Ok(())
    })?;
    if found > newest() {
        return Err(StoreError::SchemaTooNew { found, known: newest() });
    }
    for (version, sql) in (1_i64..).zip(MIGRATIONS).filter(|(version, _)| *version > found) {
        backend.run(&in_dialect(sql, dialect))?;
        backend.execute(
            "INSERT INTO depara_schema (version, applied_at) VALUES (?1, ?2)",
            &[Value::Integer(version), Value::Integer(now.micros())],
        )?;
    }
    Ok(())
}

/// The text of a migration in the words of one back end.
fn in_dialect(sql: &str, dialect: Dialect) -> String {
    let words: [(&str, &str); 7] = match dialect {
        Dialect::Sqlite => [
            ("{identity}", "INTEGER PRIMARY KEY AUTOINCREMENT"),
            ("{integer}", "INTEGER"),
            ("{key}", "TEXT"),
            ("{bytes}", "BLOB"),
            ("{strict}", " STRICT"),
            ("{small}", ""),
            ("{end}", ""),
        ],
        // Keys are compared byte by byte on both; a language's order would only make indexes slower.
        #[cfg(feature = "postgres")]
        Dialect::Postgres => [
            ("{identity}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
            ("{integer}", "BIGINT"),
            ("{key}", "TEXT COLLATE \"C\""),
            ("{bytes}", "BYTEA"),
            ("{strict}", ""),
            ("{small}", "CAST("),
            ("{end}", " AS INTEGER)"),
        ],
    };
    let blanks = " ".repeat(crate::depara::LONGEST_KEY);
    words.iter().fold(sql.replace("{blanks}", &blanks), |sql, (word, text)| sql.replace(word, text))
}
