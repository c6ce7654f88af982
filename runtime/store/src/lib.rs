//! The De-Para table and the message queue, in one transaction, on SQLite or on PostgreSQL.
//!
//! A [`Store`] is opened at an address: the path of a file, or that of a PostgreSQL server when several machines share the work. Everything
//! that changes something happens in a [`Transaction`], and the business effect of the program can be part of it. What happens is the same
//! on both back ends: the rules exist once, above statements that both understand.
//!
//! [`depara`] keeps pairs of keys, [`replication`] writes a record of the ERP to every coligada that sees it, [`codes`] gives new records their
//! codes, and [`queue`] keeps messages until they are finished.

mod backend;
pub mod codes;
pub mod depara;
mod error;
pub mod exchange;
mod page;
pub mod queue;
pub mod replication;
mod schema;
mod store;
mod time;

pub use backend::{Columns, EachRow, Value};
pub use error::StoreError;
pub use page::Page;
pub use schema::Schema;
pub use store::{Settings, Store, Transaction};
pub use time::{Clock, Jitter, Random, SystemClock, Timestamp};
