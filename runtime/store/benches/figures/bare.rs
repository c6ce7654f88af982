//! Data bases for the figures, and statements on them without the store.

use crate::measure::Outcome;
use depara::DeParaMode;
use depara_store::depara::{Cardinality, Direction, Space, SpaceInfo};
use depara_store::{Settings, Store, StoreError};
use rusqlite::types::Value as SqliteValue;
use tokio_postgres::NoTls;
use tokio_postgres::types::ToSql;

/// Where data bases are made; they are gone in the end, unless they are to be kept.
pub(crate) struct Bases {
    place: Place,
    /// Where, or under what name, filled tables stay for the next run.
    kept: Option<String>,
}

enum Place {
    Sqlite(tempfile::TempDir),
    Postgres(String),
}

/// A data base of its own.
pub(crate) struct Base {
    pub(crate) address: String,
    server: Option<(String, String)>,
}

/// A value of a bare statement.
#[derive(Clone, Copy)]
pub(crate) enum Bare<'v> {
    Integer(i64),
    Text(&'v str),
    Bytes(&'v [u8]),
}

/// A connection without the store, with the same durability.
pub(crate) enum Connection {
    Sqlite(rusqlite::Connection),
    Postgres { runtime: tokio::runtime::Runtime, client: Box<tokio_postgres::Client> },
}

/// A prepared statement.
pub(crate) enum Statement<'c> {
    Sqlite(rusqlite::Statement<'c>),
    Postgres { runtime: &'c tokio::runtime::Runtime, client: &'c tokio_postgres::Client, statement: tokio_postgres::Statement },
}

impl Bases {
    pub(crate) fn new(postgres: Option<&str>, kept: Option<&str>) -> Outcome<Self> {
        let place = match postgres {
            Some(server) => Place::Postgres(server.trim_end_matches('/').to_owned()),
            None => Place::Sqlite(tempfile::tempdir()?),
        };
        Ok(Self { place, kept: kept.map(str::to_owned) })
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.place, Place::Sqlite(_))
    }

    pub(crate) fn name(&self) -> &'static str {
        if self.is_sqlite() { "SQLite" } else { "PostgreSQL" }
    }

    /// Lets a table that was filled come to rest. SQLite has nothing to do: statistics would make it plan the bare statements anew for every value.
    pub(crate) fn settle(&self, connection: &mut Connection) -> Outcome<()> {
        if self.is_sqlite() { Ok(()) } else { connection.run("VACUUM ANALYZE") }
    }

    /// A data base that is there for the next run too, if any is to be kept.
    pub(crate) fn kept(&self, name: &str) -> Outcome<Base> {
        let Some(kept) = &self.kept else { return self.base(name) };
        match &self.place {
            Place::Sqlite(_) => {
                std::fs::create_dir_all(kept)?;
                Ok(Base { address: std::path::Path::new(kept).join(format!("{name}.db")).display().to_string(), server: None })
            }
            Place::Postgres(server) => {
                let name = format!("depara_figures_{kept}_{name}");
                let mut connection = Connection::to(&format!("{server}/postgres"))?;
                let known = connection.prepare("SELECT datname::text FROM pg_database WHERE datname = ?1")?.texts(&[Bare::Text(&name)])?;
                if known == 0 {
                    connection.run(&format!("CREATE DATABASE {name}"))?;
                }
                Ok(Base { address: format!("{server}/{name}"), server: None })
            }
        }
    }

    pub(crate) fn base(&self, name: &str) -> Outcome<Base> {
        match &self.place {
            Place::Sqlite(folder) => Ok(Base { address: folder.path().join(format!("{name}.db")).display().to_string(), server: None }),
            Place::Postgres(server) => {
                let name = format!("depara_figures_{}_{name}", std::process::id());
                Connection::to(&format!("{server}/postgres"))?.run(&format!("CREATE DATABASE {name}"))?;
                Ok(Base { address: format!("{server}/{name}"), server: Some((server.clone(), name)) })
            }
        }
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server {
            let dropped = Connection::to(&format!("{server}/postgres"))
                .and_then(|mut connection| connection.run(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")));
            if let Err(error) = dropped {
                eprintln!("data base {name} is still there: {error}");
            }
        }
    }
}

impl Base {
    pub(crate) fn store(&self) -> Outcome<Store> {
        Ok(Store::open(&self.address, Settings::default())?)
    }

    pub(crate) fn connection(&self) -> Outcome<Connection> {
        Connection::to(&self.address)
    }
}

impl Connection {
    fn to(address: &str) -> Outcome<Self> {
        if !address.starts_with("postgres") {
            let connection = rusqlite::Connection::open(address)?;
            connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192;")?;
            return Ok(Self::Sqlite(connection));
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let client = runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(address, NoTls).await?;
            tokio::spawn(connection);
            Ok::<_, tokio_postgres::Error>(client)
        })?;
        Ok(Self::Postgres { runtime, client: Box::new(client) })
    }

    pub(crate) fn run(&mut self, sql: &str) -> Outcome<()> {
        match self {
            Self::Sqlite(connection) => connection.execute_batch(sql)?,
            Self::Postgres { runtime, client } => runtime.block_on(client.batch_execute(sql))?,
        }
        Ok(())
    }

    /// Parameters are `?1`, `?2` on both.
    pub(crate) fn prepare(&self, sql: &str) -> Outcome<Statement<'_>> {
        Ok(match self {
            Self::Sqlite(connection) => Statement::Sqlite(connection.prepare(sql)?),
            Self::Postgres { runtime, client } => {
                let statement = runtime.block_on(client.prepare(&sql.replace('?', "$")))?;
                Statement::Postgres { runtime, client, statement }
            }
        })
    }
}

impl Statement<'_> {
    /// Runs it and reads the texts of its first column; how many there are.
    pub(crate) fn texts(&mut self, values: &[Bare<'_>]) -> Outcome<usize> {
        let mut found = 0_usize;
        match self {
            Self::Sqlite(statement) => {
                let mut rows = statement.query(rusqlite::params_from_iter(values.iter().map(|value| value.sqlite())))?;
                while let Some(row) = rows.next()? {
                    let text: String = row.get(0)?;
                    found = found.saturating_add(usize::from(!text.is_empty()));
                }
            }
            Self::Postgres { runtime, client, statement } => {
                let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(Bare::postgres).collect();
                for row in runtime.block_on(client.query(&*statement, &values))? {
                    let text: String = row.try_get(0)?;
                    found = found.saturating_add(usize::from(!text.is_empty()));
                }
            }
        }
        Ok(found)
    }

    pub(crate) fn execute(&mut self, values: &[Bare<'_>]) -> Outcome<()> {
        match self {
            Self::Sqlite(statement) => {
                statement.execute(rusqlite::params_from_iter(values.iter().map(|value| value.sqlite())))?;
            }
            Self::Postgres { runtime, client, statement } => {
                let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(Bare::postgres).collect();
                runtime.block_on(client.execute(&*statement, &values))?;
            }
        }
        Ok(())
    }
}

impl<'v> Bare<'v> {
    fn sqlite(&self) -> rusqlite::types::ToSqlOutput<'v> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        match *self {
            Self::Integer(number) => ToSqlOutput::Owned(SqliteValue::Integer(number)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        }
    }

    fn postgres(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Integer(number) => number,
            Self::Text(text) => text,
            Self::Bytes(bytes) => bytes,
        }
    }
}

/// The name space that is measured.
pub(crate) fn space(store: &mut Store) -> Outcome<Space> {
    let info = SpaceInfo {
        application: "PROTHEUS".into(),
        transaction: "CUSTOMERVENDOR".into(),
        internal_system: "RM".into(),
        table: "FCFO".into(),
        fields: "CODCOLIGADA|CODCFO".into(),
        integrated_system: "PROTHEUS".into(),
        alias: "SA1".into(),
        field: "A1_COD".into(),
        direction: Direction::Both,
        cardinality: Cardinality::OneToOne,
        mode: DeParaMode::Rows,
    };
    Ok(store.transaction(|transaction| transaction.space(&info)).map_err(|error: StoreError| error)?)
}
