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
    migrate_to(backend, now, MIGRATIONS.len())
}

fn migrate_to(backend: &mut dyn Backend, now: Timestamp, last: usize) -> Result<(), StoreError> {
    backend.begin(Access::Write)?;
    let done = migrate_inside(backend, now, last);
    match done {
        Ok(()) => backend.commit(),
        Err(error) => {
            // The first error is the one to tell of.
            let _ = backend.rollback();
            Err(error)
        }
    }
}

fn migrate_inside(backend: &mut dyn Backend, now: Timestamp, last: usize) -> Result<(), StoreError> {
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
    for (version, sql) in (1_i64..).zip(MIGRATIONS).take(last).filter(|(version, _)| *version > found) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::{Sqlite, text};
    #[cfg(feature = "postgres")]
    use std::io::Write;

    const NOW: Timestamp = Timestamp::from_micros(1_700_000_000_000_000);

    /// What a program of each schema has written is there in the newest one, whatever the schema was when it stopped.
    fn every_older_schema_is_brought_up_to_date(mut backend: impl FnMut(usize) -> Box<dyn Backend>) {
        for last in 1..MIGRATIONS.len() {
            let mut backend = backend(last);
            migrate_to(&mut *backend, NOW, last).unwrap();
            let written = [
                "INSERT INTO depara_space (application, transaction_name, internal_system, internal_table, internal_fields, integrated_system, alias, \
                   field, direction, cardinality, mode) \
                 VALUES ('PROTHEUS', 'BANK', 'RM', 'FCONTA', 'NROCONTA', 'PROTHEUS', 'SA6', 'A6_COD', 'both', 'one to one', 'rows')",
                "INSERT INTO depara_row (space, state, internal, internal_blanks, internal_slot, external, external_blanks, external_slot, stamp_at, \
                   stamp_source, created_at, changed_at) VALUES (1, 'paired', '2|19', 0, '', '01|001', 0, '', 1, 'x', 1, 1)",
                "INSERT INTO depara_message (direction, peer, uuid, transaction_name, version, delivery, business_key, status, due_at, created_at, \
                   changed_at) VALUES ('inbound', 'RM', '7f3c', 'BANK', '2.001', 'async', 'k', 'pending', 0, 1, 1)",
                "INSERT INTO depara_message_body (message, payload) VALUES (1, '<TOTVSMessage/>')",
            ];
            for sql in written {
                // SQLite keeps a text in a column of bytes only when it is said to be bytes.
                backend
                    .run(&if backend.dialect() == Dialect::Sqlite { sql.replace("'<TOTVSMessage/>'", "x'3c3e'") } else { sql.to_owned() })
                    .unwrap();
            }
            migrate(&mut *backend, NOW).unwrap();
            migrate(&mut *backend, NOW).unwrap();
            let mut found = Vec::new();
            let sql = "SELECT m.uuid || ' ' || m.form || ' ' || r.external FROM depara_message m, depara_row r WHERE m.cause IS NULL AND m.due_at = 0";
            backend
                .query(sql, &[], &mut |row| {
                    found.push(text(row, 0)?);
                    Ok(())
                })
                .unwrap();
            assert_eq!(found, ["7f3c xml 01|001"], "from schema {last}");
        }
    }

    #[test]
    fn of_sqlite() {
        let folder = tempfile::tempdir().unwrap();
        every_older_schema_is_brought_up_to_date(|last| Box::new(Sqlite::open(&folder.path().join(last.to_string())).unwrap()));
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn of_postgres() {
        let Some(server) = std::env::var("DEPARA_TEST_POSTGRES").ok().filter(|server| !server.is_empty()) else {
            // Past the capture of the test harness, as the suite says it.
            let told = b"\n*** Older schemas were NOT brought up to date on PostgreSQL: DEPARA_TEST_POSTGRES names no server ***\n\n";
            std::io::stderr().write_all(told).unwrap();
            return;
        };
        let address = format!("{}/postgres", server.trim_end_matches('/'));
        let name = |last: usize| format!("depara_upgrade_{}_{last}", std::process::id());
        every_older_schema_is_brought_up_to_date(|last| {
            let mut backend = crate::backend::Postgres::open(&address).unwrap();
            // Everything in a schema of its own.
            backend.run(&format!("CREATE SCHEMA {0}; SET search_path TO {0}", name(last))).unwrap();
            Box::new(backend)
        });
        let mut backend = crate::backend::Postgres::open(&address).unwrap();
        for last in 1..MIGRATIONS.len() {
            backend.run(&format!("DROP SCHEMA {} CASCADE", name(last))).unwrap();
        }
    }
}
