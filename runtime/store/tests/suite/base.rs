//! Data bases of tests: a file, or a data base of its own on the server that `DEPARA_TEST_POSTGRES` names.

use depara::DeParaMode;
use depara_store::depara::{Cardinality, Direction, Space, SpaceInfo, Stamp};
use depara_store::queue::{NewMessage, QueueDirection};
use depara_store::{Clock, Jitter, Settings, Store, StoreError, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Makes a test of each back end from functions that take a [`Base`].
macro_rules! both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $test() { super::$test(&crate::suite::base::Base::sqlite()); })+
        }
        #[cfg(feature = "postgres")]
        mod postgres {
            $(#[test] fn $test() {
                if let Some(base) = crate::suite::base::Base::postgres() { super::$test(&base); }
            })+
        }
    };
}
pub(crate) use both;

/// A data base that is there for one test.
pub(crate) struct Base {
    pub(crate) address: String,
    pub(crate) clock: Arc<TestClock>,
    _folder: Option<tempfile::TempDir>,
    #[cfg(feature = "postgres")]
    server: Option<(String, String)>,
}

/// A clock that goes when it is told to.
pub(crate) struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

impl TestClock {
    pub(crate) fn forward(&self, duration: Duration) {
        self.0.fetch_add(duration.as_micros() as i64, Ordering::SeqCst);
    }

    pub(crate) fn back(&self, duration: Duration) {
        self.0.fetch_sub(duration.as_micros() as i64, Ordering::SeqCst);
    }
}

impl Base {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("depara.db").to_str().unwrap().to_owned();
        Self {
            address,
            clock: clock(),
            _folder: Some(folder),
            #[cfg(feature = "postgres")]
            server: None,
        }
    }

    /// None when no server is named, which is told loudly.
    #[cfg(feature = "postgres")]
    pub(crate) fn postgres() -> Option<Self> {
        use std::io::Write;
        use std::sync::atomic::AtomicU32;
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        static TOLD: std::sync::Once = std::sync::Once::new();
        let Some(server) = std::env::var("DEPARA_TEST_POSTGRES").ok().filter(|server| !server.is_empty()) else {
            TOLD.call_once(|| {
                // Past the capture of the test harness: a suite that proves half of what it seems to prove must say so.
                let _ = std::io::stderr().write_all(
                    b"\n*** PostgreSQL was NOT tested: set DEPARA_TEST_POSTGRES=postgres://USER@HOST:PORT to a server that may create data bases ***\n\n",
                );
            });
            return None;
        };
        let name = format!("depara_test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst));
        let server = server.trim_end_matches('/').to_owned();
        administer(&server, &format!("CREATE DATABASE {name}"));
        Some(Self { address: format!("{server}/{name}"), clock: clock(), _folder: None, server: Some((server, name)) })
    }

    /// Ends every connection to the data base, as a server does that is stopped.
    #[cfg(feature = "postgres")]
    pub(crate) fn end_connections(&self) {
        let (server, name) = self.server.as_ref().unwrap();
        administer(server, &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"));
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.address.starts_with("postgres")
    }

    pub(crate) fn settings(&self) -> Settings {
        Settings { clock: self.clock.clone(), random: Arc::new(Jitter::seeded(7)), ..Settings::default() }
    }

    pub(crate) fn store(&self) -> Store {
        Store::open(&self.address, self.settings()).unwrap()
    }
}

#[cfg(feature = "postgres")]
impl Drop for Base {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server {
            administer(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

#[cfg(feature = "postgres")]
pub(crate) fn administer(server: &str, sql: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(&format!("{server}/postgres"), tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client.batch_execute(sql).await.unwrap();
    });
}

fn clock() -> Arc<TestClock> {
    Arc::new(TestClock(AtomicI64::new(1_700_000_000_000_000)))
}

pub(crate) fn info(table: &str, cardinality: Cardinality) -> SpaceInfo {
    SpaceInfo {
        application: "PROTHEUS".into(),
        transaction: "BANK".into(),
        internal_system: "RM".into(),
        table: table.into(),
        fields: "CODCOLIGADA|IDCONVENIO".into(),
        integrated_system: "PROTHEUS".into(),
        alias: "SA6".into(),
        field: "A6_COD".into(),
        direction: Direction::Both,
        cardinality,
        mode: DeParaMode::Rows,
    }
}

pub(crate) fn space(store: &mut Store, info: &SpaceInfo) -> Space {
    store.transaction(|transaction| transaction.space(info)).unwrap()
}

pub(crate) fn at(micros: i64) -> Stamp<'static> {
    Stamp { at: Timestamp::from_micros(micros), source: "test" }
}

pub(crate) fn inbound<'m>(uuid: &'m str, key: Option<&'m str>) -> NewMessage<'m> {
    NewMessage {
        transaction: "BANK",
        version: "2.001",
        business_key: key,
        ..NewMessage::new(QueueDirection::Inbound, "PROTHEUS", uuid, b"<TOTVSMessage/>")
    }
}

/// The table in which tests write their business effect.
pub(crate) fn effects(store: &mut Store) {
    store.transaction(|transaction| transaction.execute("CREATE TABLE effect (uuid TEXT NOT NULL PRIMARY KEY)", &[])).unwrap();
}

/// A number that a statement gives.
pub(crate) fn count(store: &mut Store, sql: &str) -> i64 {
    let mut number = 0;
    store
        .transaction(|transaction| {
            transaction.query(sql, &[], &mut |row| {
                number = row.integer(0)?.unwrap_or_default();
                Ok(())
            })
        })
        .map(|()| number)
        .unwrap()
}

pub(crate) fn error<T: std::fmt::Debug>(result: Result<T, StoreError>) -> String {
    result.unwrap_err().to_string()
}
