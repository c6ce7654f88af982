//! PostgreSQL: any number of workers on any number of machines.

mod calling;
mod later;
mod tls;

use super::{Access, Backend, Columns, Dialect, EachRow, Value, check};
use crate::StoreError;
use bytes::BytesMut;
use calling::Calling;
use futures_util::TryStreamExt;
use futures_util::future::join;
use later::Later;
use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tls::Server;
use tokio::sync::Notify;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{IsNull, ToSql, Type};
use tokio_postgres::{AsyncMessage, Client, Row, Statement};

/// What the driver and the server said: the driver's own text is `db error`, and the server's is behind it.
#[derive(Debug)]
struct Told(tokio_postgres::Error);

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(error) = self.0.as_db_error() {
            return write!(f, "{} ({})", error.message(), error.code().code());
        }
        match self.0.source() {
            Some(source) => write!(f, "{}: {source}", self.0),
            None => write!(f, "{}", self.0),
        }
    }
}

impl Error for Told {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

/// How many statements are kept prepared. The store's own are some fifty; the others are the program's.
const STATEMENTS: usize = 256;
// Whatever the server's default: the locks of keys serve those who read what is committed when they have them.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
const BEGIN_READING: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
// The plan of a statement that was prepared while its table was small stays until the server has analysed the table. Every statement of the store has
// its index, so it is to be taken from the beginning; a statement of the program that has none reads the table all the same.
const SESSION: &str = "SET enable_seqscan = off; SET jit = off";
const LISTEN: &str = "LISTEN depara_queue";
const NOTIFY: &str = "NOTIFY depara_queue";

pub(crate) struct Postgres {
    server: Server,
    calling: Calling,
    client: Client,
    statements: HashMap<String, Statement>,
    told: Arc<Notify>,
    listens: bool,
    in_transaction: bool,
    /// What is sent with the next statement.
    later: Vec<Later>,
    /// An answer never came: the driver may learn of it later than we do.
    lost: bool,
}

impl Postgres {
    pub(crate) fn open(address: &str) -> Result<Self, StoreError> {
        Self::connect(Server::of(address)?)
    }

    fn connect(server: Server) -> Result<Self, StoreError> {
        let calling = Calling::new()?;
        let told = Arc::new(Notify::new());
        let client = calling.wait(client(&server, &told))??;
        Ok(Self {
            server,
            calling,
            client,
            statements: HashMap::new(),
            told,
            listens: false,
            in_transaction: false,
            later: Vec::new(),
            lost: false,
        })
    }

    /// Another connection in place of one that the server has closed. Only between transactions: a transaction is lost with its connection.
    fn reconnect(&mut self) -> Result<(), StoreError> {
        self.client = self.calling.wait(client(&self.server, &self.told))??;
        self.statements.clear();
        self.listens = false;
        self.lost = false;
        Ok(())
    }

    fn is_gone(&self) -> bool {
        self.lost || self.client.is_closed()
    }

    fn noting<T>(&mut self, result: Result<T, tokio_postgres::Error>) -> Result<T, StoreError> {
        let result = result.map_err(fault);
        self.lost |= matches!(result, Err(StoreError::Disconnected { .. }));
        result
    }

    fn statement(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if !self.in_transaction && self.is_gone() {
            self.reconnect()?;
        }
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let prepared = self.calling.wait(self.client.prepare(&sql.replace('?', "$")))?;
        let statement = self.noting(prepared)?;
        if self.statements.len() >= STATEMENTS {
            self.statements.clear();
        }
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// Hands on row after row as they come, so that memory holds one of them however many there are.
    fn stream(&mut self, sql: &str, values: &[Value<'_>], each: EachRow<'_>) -> Result<(), StoreError> {
        check(values)?;
        let statement = self.statement(sql)?;
        self.with_later(async |client: &Client| {
            let mut rows = pin!(client.query_raw(&statement, values).await.map_err(fault)?);
            while let Some(row) = rows.try_next().await.map_err(fault)? {
                each(&row)?;
            }
            Ok(())
        })
    }

    /// Sends what was to be sent later, and a statement behind it, on one way to the server and back. The first error counts.
    fn with_later<T>(&mut self, last: impl AsyncFnOnce(&Client) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let later = std::mem::take(&mut self.later);
        let client = &self.client;
        // Both are polled from the beginning, the first one first: so they are sent in this order.
        let (before, result) = self.calling.wait(join(later::send(client, &later), last(client)))?;
        let result = before.and(result);
        self.lost |= matches!(result, Err(StoreError::Disconnected { .. }));
        result
    }

    fn keep_for_later(&mut self, later: Later) -> Result<(), StoreError> {
        self.later.push(later);
        if self.later.len() < later::MOST { Ok(()) } else { self.with_later(async |_| Ok(())) }
    }
}

async fn client(server: &Server, told: &Arc<Notify>) -> Result<Client, StoreError> {
    let (client, mut connection) = server.config.connect(server.connector.clone()).await.map_err(fault)?;
    let told = Arc::clone(told);
    tokio::spawn(async move {
        while let Some(Ok(message)) = std::future::poll_fn(|context| connection.poll_message(context)).await {
            if let AsyncMessage::Notification(_) = message {
                told.notify_one();
            }
        }
        // Whoever waits for work on a connection that is gone looks for himself.
        told.notify_one();
    });
    client.batch_execute(SESSION).await.map_err(fault)?;
    Ok(client)
}

impl Backend for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn begin(&mut self, access: Access) -> Result<(), StoreError> {
        let begin = match access {
            Access::Read => BEGIN_READING,
            Access::Write => BEGIN,
        };
        if self.is_gone() {
            self.reconnect()?;
        }
        self.later.clear();
        match self.run(begin) {
            // The server was stopped since the last transaction, and the connection is only now seen to be gone.
            Err(StoreError::Disconnected { .. }) => {
                self.reconnect()?;
                self.run(begin)?;
            }
            result => result?,
        }
        self.in_transaction = true;
        Ok(())
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.in_transaction = false;
        self.run("COMMIT")
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        self.in_transaction = false;
        // What was not sent yet need not happen.
        self.later.clear();
        if self.is_gone() { Ok(()) } else { self.run("ROLLBACK") }
    }

    fn run(&mut self, sql: &str) -> Result<(), StoreError> {
        self.with_later(async |client| client.batch_execute(sql).await.map_err(fault))
    }

    fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        check(values)?;
        let statement = self.statement(sql)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        self.with_later(async |client| client.execute(&statement, &values).await.map_err(fault))
    }

    fn later(&mut self, sql: &str, values: &[Value<'_>]) -> Result<(), StoreError> {
        if !self.in_transaction {
            return self.execute(sql, values).map(|_| ());
        }
        check(values)?;
        let later = match values {
            [] => Later::Text(sql.to_owned()),
            values => Later::Prepared(self.statement(sql)?, values.iter().map(Into::into).collect()),
        };
        self.keep_for_later(later)
    }

    fn query(&mut self, sql: &str, values: &[Value<'_>], each: EachRow<'_>) -> Result<(), StoreError> {
        let mut met = false;
        let mut noting = |row: &dyn Columns| {
            met = true;
            each(row)
        };
        match self.stream(sql, values, &mut noting) {
            // A look outside of a transaction that finds the connection dead looks once more on another, unless it has told of rows.
            Err(StoreError::Disconnected { .. }) if !self.in_transaction && !met => self.stream(sql, values, each),
            done => done,
        }
    }

    fn lock(&mut self, shared: Option<i64>, exclusive: &[i64]) -> Result<(), StoreError> {
        // One way to the server for all that an operation locks; the server takes them from left to right.
        let sql = match (shared, exclusive) {
            (None, []) => return Ok(()),
            (Some(_), []) => "SELECT pg_advisory_xact_lock_shared(?1)",
            (None, [_]) => "SELECT pg_advisory_xact_lock(?1)",
            (Some(_), [_]) => "SELECT pg_advisory_xact_lock_shared(?1), pg_advisory_xact_lock(?2)",
            (None, [_, _]) => "SELECT pg_advisory_xact_lock(?1), pg_advisory_xact_lock(?2)",
            (Some(_), [_, _]) => "SELECT pg_advisory_xact_lock_shared(?1), pg_advisory_xact_lock(?2), pg_advisory_xact_lock(?3)",
            (shared, [first, second, rest @ ..]) => {
                self.lock(shared, &[*first, *second])?;
                return self.lock(None, rest);
            }
        };
        let values: Vec<Value<'_>> = shared.iter().chain(exclusive).map(|number| Value::Integer(*number)).collect();
        self.later(sql, &values)
    }

    fn notify(&mut self) -> Result<(), StoreError> {
        self.later(NOTIFY, &[])
    }

    fn wait(&mut self, timeout: Duration) -> Result<bool, StoreError> {
        if self.is_gone() {
            self.reconnect()?;
        }
        if !self.listens {
            if self.run(LISTEN).is_err() {
                self.reconnect()?;
                self.run(LISTEN)?;
            }
            self.listens = true;
            // What was told before is not heard: the caller looks once more.
            return Ok(true);
        }
        let told = Arc::clone(&self.told);
        Ok(self.calling.wait(async { tokio::time::timeout(timeout, told.notified()).await })?.is_ok())
    }

    fn another(&self) -> Result<Box<dyn Backend>, StoreError> {
        Ok(Box::new(Self::connect(self.server.clone())?))
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(number) if *kind == Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
            Self::Integer(number) if *kind == Type::INT8 => number.to_sql(kind, out),
            Self::Text(text) if <&str as ToSql>::accepts(kind) => text.to_sql(kind, out),
            Self::Bytes(bytes) if *kind == Type::BYTEA => bytes.to_sql(kind, out),
            value => Err(format!("the statement takes a value of the type `{kind}`; given was {value:?}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

impl Columns for Row {
    fn integer(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.try_get(column) {
            Ok(number) => Ok(number),
            Err(_) => match self.try_get::<_, Option<i32>>(column) {
                Ok(number) => Ok(number.map(i64::from)),
                Err(_) => Err(StoreError::Column { column, wanted: "a whole number" }),
            },
        }
    }

    fn text(&self, column: usize) -> Result<Option<&str>, StoreError> {
        self.try_get(column).map_err(|_| StoreError::Column { column, wanted: "characters" })
    }

    fn bytes(&self, column: usize) -> Result<Option<&[u8]>, StoreError> {
        self.try_get(column).map_err(|_| StoreError::Column { column, wanted: "bytes" })
    }
}

fn fault(error: tokio_postgres::Error) -> StoreError {
    let state = error.code().cloned();
    let gone = error.is_closed() || error.source().is_some_and(|source| source.is::<std::io::Error>());
    let unprotected = is_unprotected(&error);
    let source = Box::new(Told(error));
    match state {
        _ if unprotected => StoreError::NotProtected { source },
        Some(SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED) => StoreError::Conflict { source },
        Some(SqlState::DISK_FULL) => StoreError::DiskFull { source },
        Some(SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN | SqlState::CANNOT_CONNECT_NOW | SqlState::CONNECTION_FAILURE) => {
            StoreError::Disconnected { source }
        }
        _ if gone => StoreError::Disconnected { source },
        _ => StoreError::Database { source },
    }
}

/// Whether the server has no TLS or not the certificate that it should have. A server that went away in the middle has neither.
fn is_unprotected(error: &tokio_postgres::Error) -> bool {
    // The driver has no other name for it.
    if !error.to_string().starts_with("error performing TLS handshake") {
        return false;
    }
    match error.source().and_then(|source| source.downcast_ref::<std::io::Error>()) {
        Some(error) => error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>()),
        None => true,
    }
}
