//! Data bases of tests: a file, or a data base of its own on the server that `DEPARA_TEST_POSTGRES` names.

use std::io::Write;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

/// Makes a test of each back end from functions that take a [`Base`].
macro_rules! both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $test() { super::$test(crate::suite::base::Base::sqlite()); })+
        }
        mod postgres {
            $(#[test] fn $test() {
                if let Some(base) = crate::suite::base::Base::postgres() { super::$test(base); }
            })+
        }
    };
}
pub(crate) use both;

/// A data base that is there for one test.
pub(crate) struct Base {
    pub(crate) address: String,
    /// Of a file.
    _folder: Option<tempfile::TempDir>,
    server: Option<(String, String)>,
}

impl Base {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("depara.db").to_str().unwrap().to_owned();
        Self { address, _folder: Some(folder), server: None }
    }

    /// None when no server is named, which is told loudly.
    pub(crate) fn postgres() -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        static TOLD: Once = Once::new();
        let Some(server) = std::env::var("DEPARA_TEST_POSTGRES").ok().filter(|server| !server.is_empty()) else {
            TOLD.call_once(|| {
                tell(
                    "PostgreSQL was NOT tested: set DEPARA_TEST_POSTGRES=postgres://USER@HOST:PORT to a server that may create data bases",
                );
            });
            return None;
        };
        let name = format!("depara_gateway_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst));
        let server = server.trim_end_matches('/').to_owned();
        administer(&server, &format!("CREATE DATABASE {name}"));
        Some(Self { address: format!("{server}/{name}"), _folder: None, server: Some((server, name)) })
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server {
            administer(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// Says it past the capture of the test harness: a suite that proves less than it seems to must say so.
pub(crate) fn tell(text: &str) {
    let _ = std::io::stderr().write_all(format!("\n*** {text} ***\n\n").as_bytes());
}

fn administer(server: &str, sql: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(&format!("{server}/postgres"), tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client.batch_execute(sql).await.unwrap();
    });
}
