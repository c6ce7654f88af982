//! A store, and the transactions in which everything happens.

use crate::StoreError;
#[cfg(feature = "postgres")]
use crate::backend::Postgres;
use crate::backend::{Access, Backend, EachRow, Sqlite, Value};
use crate::queue::RetryRule;
use crate::schema::{self, Schema};
use crate::time::{Clock, Jitter, Random, SystemClock, Timestamp};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How often a transaction is tried when others are in the way.
const ATTEMPTS: u32 = 10;

/// One connection to the De-Para and the queue. A thread that works has one of its own: see [`Store::another`].
///
/// ```
/// use depara_store::{Settings, Store};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("depara.db");
/// let mut store = Store::open(path.to_str().unwrap(), Settings::default())?;
/// let one: i64 = store.transaction(|transaction| {
///     let mut one = 0;
///     transaction.query("SELECT ?1 + 0", &[1_i64.into()], &mut |row| {
///         one = row.integer(0)?.unwrap_or_default();
///         Ok(())
///     })?;
///     Ok::<_, depara_store::StoreError>(one)
/// })?;
/// assert_eq!(one, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Store {
    backend: Box<dyn Backend>,
    settings: Settings,
    /// When this connection last looked for the messages of dead workers.
    reclaimed_at: Option<Timestamp>,
}

/// What a store takes from outside.
#[derive(Clone)]
pub struct Settings {
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Chance, for the jitter of retries.
    pub random: Arc<dyn Random>,
    /// When a message is tried again.
    pub retry: RetryRule,
    /// How long a worker has a message for itself before it is taken for dead.
    pub lease: Duration,
    /// How long the answer to a message that was sent may take before it is sent again or becomes an error.
    pub answer_within: Duration,
}

/// A transaction: what happens in it is there afterwards, or nothing of it is.
///
/// A program writes its business effect with [`Transaction::execute`], so that it is committed with the De-Para row and the status.
pub struct Transaction<'s> {
    pub(crate) backend: &'s mut dyn Backend,
    pub(crate) settings: &'s Settings,
    pub(crate) now: Timestamp,
    /// A statement failed for a reason that ends the whole transaction, whatever the program makes of it.
    fault: Option<Fault>,
    depth: u32,
    /// Those who wait are told once, when the transaction ends.
    notifies: bool,
    /// The name space of which this transaction has every key.
    pub(crate) whole_space: Option<i64>,
}

/// What no part of a transaction survives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Others were in the way: the transaction is tried again.
    Conflict,
    /// The disk is full. SQLite may have rolled back everything by itself, savepoints included.
    DiskFull,
}

impl Fault {
    fn of(error: &StoreError) -> Option<Self> {
        match error {
            StoreError::Conflict { .. } => Some(Self::Conflict),
            StoreError::DiskFull { .. } => Some(Self::DiskFull),
            _ => None,
        }
    }

    /// The error of the whole transaction, where the program said something else or nothing.
    pub(crate) fn error(self, said: String) -> StoreError {
        match self {
            Self::Conflict => StoreError::Conflict { source: said.into() },
            Self::DiskFull => StoreError::DiskFull { source: said.into() },
        }
    }
}

impl Default for Settings {
    /// The real clock, the manual's retry rule, leases of one minute, and an hour for answers.
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            random: Arc::new(Jitter::default()),
            retry: RetryRule::default(),
            lease: Duration::from_secs(60),
            answer_within: Duration::from_secs(3_600),
        }
    }
}

impl Store {
    /// The store at an address: `postgres://user@host:5432/base` or the path of a file for SQLite, which is made when it is not there. The
    /// schema is brought up to date.
    ///
    /// A server on another machine is spoken with under TLS, and must have a certificate for its name from an authority that this machine knows.
    /// `?sslrootcert=FILE` names another authority, and `?sslmode=` is as in libpq: `disable`, `prefer`, `require`, `verify-ca`, `verify-full`.
    ///
    /// # Errors
    /// When the data base cannot be reached, or is of a newer program.
    pub fn open(address: &str, settings: Settings) -> Result<Self, StoreError> {
        let mut backend = backend(address)?;
        schema::migrate(&mut *backend, settings.clock.now())?;
        Ok(Self { backend, settings, reclaimed_at: None })
    }

    /// The schema of the data base at an address, which is left as it is.
    ///
    /// ```
    /// use depara_store::{Settings, Store};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let file = folder.path().join("depara.db").display().to_string();
    /// assert_eq!(Store::schema(&file)?.found, 0);
    /// Store::open(&file, Settings::default())?;
    /// let schema = Store::schema(&file)?;
    /// assert_eq!(schema.found, schema.known);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the data base cannot be reached.
    pub fn schema(address: &str) -> Result<Schema, StoreError> {
        schema::inspect(&mut *backend(address)?)
    }

    /// Another connection to the same data base, for another thread.
    ///
    /// # Errors
    /// When the data base cannot be reached.
    pub fn another(&self) -> Result<Self, StoreError> {
        Ok(Self { backend: self.backend.another()?, settings: self.settings.clone(), reclaimed_at: None })
    }

    /// What the store takes from outside.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Does `work` in one transaction. When others are in the way it is done again from the start, so it must do nothing outside of the
    /// transaction that cannot be done twice.
    ///
    /// # Errors
    /// Those of `work`, and those of the data base.
    pub fn transaction<T, E: From<StoreError>>(&mut self, mut work: impl FnMut(&mut Transaction<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut attempt = 1;
        loop {
            match self.attempt(Access::Write, &mut work) {
                Ok(value) => return Ok(value),
                Err((true, _)) if attempt < ATTEMPTS => {
                    let micros = self.settings.random.next() % (u64::from(attempt) * 2_000);
                    std::thread::sleep(Duration::from_micros(micros));
                    attempt += 1;
                }
                Err((_, error)) => return Err(error),
            }
        }
    }

    /// Reads in one transaction that sees one state of the data base, changes nothing, and stands in nobody's way: for pages and listings.
    ///
    /// ```
    /// use depara_store::{Settings, Store, StoreError};
    ///
    /// let folder = tempfile::tempdir()?;
    /// let mut store = Store::open(folder.path().join("depara.db").to_str().unwrap(), Settings::default())?;
    /// let counts = store.read(|transaction| transaction.count_messages(1_000))?;
    /// assert!(counts.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of `work`, also when it wants to change something, and those of the data base.
    pub fn read<T, E: From<StoreError>>(&mut self, mut work: impl FnMut(&mut Transaction<'_>) -> Result<T, E>) -> Result<T, E> {
        self.attempt(Access::Read, &mut work).map_err(|(_, error)| error)
    }

    fn attempt<T, E: From<StoreError>>(
        &mut self,
        access: Access,
        work: &mut impl FnMut(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, (bool, E)> {
        self.backend.begin(access).map_err(begun)?;
        let now = self.settings.clock.now();
        let mut transaction = Transaction {
            backend: &mut *self.backend,
            settings: &self.settings,
            now,
            fault: None,
            depth: 0,
            notifies: false,
            whole_space: None,
        };
        let result = work(&mut transaction).and_then(|value| {
            if transaction.notifies && transaction.fault.is_none() {
                let told = transaction.backend.notify();
                transaction.noting(told)?;
            }
            Ok(value)
        });
        let fault = transaction.fault;
        match (result, fault) {
            (Ok(value), None) => match self.backend.commit() {
                Ok(()) => Ok(value),
                Err(error) => {
                    let again = matches!(error, StoreError::Conflict { .. });
                    // The error to tell of is that of the commit.
                    let _ = self.backend.rollback();
                    Err((again, error.into()))
                }
            },
            (Ok(_), Some(fault)) => {
                let _ = self.backend.rollback();
                Err((fault == Fault::Conflict, fault.error("a statement failed, and the program went on".to_owned()).into()))
            }
            (Err(error), fault) => {
                let _ = self.backend.rollback();
                Err((fault == Some(Fault::Conflict), error))
            }
        }
    }

    /// Waits until there may be work, at most for `timeout`; false when the time is over. On PostgreSQL the server tells it; on SQLite one
    /// sees that another connection has written.
    ///
    /// # Errors
    /// When the data base cannot be reached.
    pub fn wait_for_work(&mut self, timeout: Duration) -> Result<bool, StoreError> {
        self.backend.wait(timeout)
    }

    /// Whether it is time to look for the messages of dead workers: not at every claim, because under load that would be most of its cost. A clock
    /// that was put back may have left leases in its future.
    pub(crate) fn is_time_to_reclaim(&self) -> bool {
        let (now, often) = (self.settings.clock.now(), (self.settings.lease / 8).min(Duration::from_secs(1)));
        self.reclaimed_at.is_none_or(|last| now < last || now >= last.after(often))
    }

    pub(crate) fn has_reclaimed(&mut self) {
        self.reclaimed_at = Some(self.settings.clock.now());
    }

    pub(crate) fn reading(&mut self) -> &mut dyn Backend {
        &mut *self.backend
    }
}

fn begun<E: From<StoreError>>(error: StoreError) -> (bool, E) {
    (matches!(error, StoreError::Conflict { .. }), error.into())
}

fn backend(address: &str) -> Result<Box<dyn Backend>, StoreError> {
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        #[cfg(feature = "postgres")]
        return Ok(Box::new(Postgres::open(address)?));
        #[cfg(not(feature = "postgres"))]
        return Err(StoreError::NoPostgres);
    }
    Ok(Box::new(Sqlite::open(Path::new(address))?))
}

impl Transaction<'_> {
    /// The time at which the transaction began.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Runs a statement of the program's own; parameters are `?1`, `?2`. The number of changed rows.
    ///
    /// # Errors
    /// Those of the data base. On PostgreSQL the transaction cannot go on after one, unless it happened in a [`Transaction::savepoint`].
    pub fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        let result = self.backend.execute(sql, values);
        self.noting(result)
    }

    /// Reads with a statement of the program's own, row by row.
    ///
    /// # Errors
    /// As of [`Transaction::execute`], and those of `each`.
    pub fn query(&mut self, sql: &str, values: &[Value<'_>], each: EachRow<'_>) -> Result<(), StoreError> {
        let result = self.backend.query(sql, values, each);
        self.noting(result)
    }

    /// Does `work`; when it fails, what it did is undone and the transaction goes on.
    ///
    /// # Errors
    /// Those of `work`, and those of the data base.
    pub fn savepoint<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        self.depth += 1;
        let (name, whole_space) = (format!("depara_{}", self.depth), self.whole_space);
        self.later(&format!("SAVEPOINT {name}"), &[])?;
        let result = work(self);
        self.depth -= 1;
        if result.is_err() && self.fault.is_none() {
            // The locks that were taken in it are gone with it.
            self.whole_space = whole_space;
            self.execute(&format!("ROLLBACK TO SAVEPOINT {name}"), &[])?;
        }
        if self.fault.is_none() {
            self.later(&format!("RELEASE SAVEPOINT {name}"), &[])?;
        }
        result
    }

    pub(crate) fn lock(&mut self, shared: Option<i64>, exclusive: &mut [i64]) -> Result<(), StoreError> {
        exclusive.sort_unstable();
        let result = self.backend.lock(shared, exclusive);
        self.noting(result)
    }

    pub(crate) fn notify(&mut self) {
        self.notifies = true;
    }

    /// Runs a statement whose result nobody needs: see [`Backend::later`].
    pub(crate) fn later(&mut self, sql: &str, values: &[Value<'_>]) -> Result<(), StoreError> {
        let result = self.backend.later(sql, values);
        self.noting(result)
    }

    /// All rows of a statement.
    pub(crate) fn rows<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        mut read: impl FnMut(&dyn crate::Columns) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut rows = Vec::new();
        self.query(sql, values, &mut |row| {
            rows.push(read(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    pub(crate) fn fault(&self) -> Option<Fault> {
        self.fault
    }

    fn noting<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(error) = &result {
            self.fault = self.fault.or(Fault::of(error));
        }
        result
    }
}

/// A number for what a text stands for, by which transactions of PostgreSQL keep out of each other's way (FNV-1a). Two texts with one number
/// wait for each other without need, and that is all.
pub(crate) fn lock_number(kind: u8, space: i64, texts: &[&str]) -> i64 {
    let mut number: u64 = 0xcbf2_9ce4_8422_2325;
    let mut feed = |byte: u8| number = (number ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    feed(kind);
    space.to_le_bytes().into_iter().for_each(&mut feed);
    for text in texts {
        text.bytes().for_each(&mut feed);
        feed(0xff);
    }
    number.cast_signed()
}
