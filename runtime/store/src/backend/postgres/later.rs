//! Statements that travel with the next one: the server does them in order, and one way there and back is enough for all.

use super::fault;
use crate::StoreError;
use crate::backend::Value;
use futures_util::future::join_all;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Statement};

/// How many wait at most. Up to thirty futures are polled in their order; the others would be polled in any.
pub(super) const MOST: usize = 16;

/// A statement whose result nobody needs.
pub(super) enum Later {
    /// One without values.
    Text(String),
    /// One that is prepared, and its values.
    Prepared(Statement, Vec<Owned>),
}

/// A value of its own.
#[derive(Debug)]
pub(super) enum Owned {
    Null,
    Integer(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl From<&Value<'_>> for Owned {
    fn from(value: &Value<'_>) -> Self {
        match *value {
            Value::Null => Self::Null,
            Value::Integer(number) => Self::Integer(number),
            Value::Text(text) => Self::Text(text.to_owned()),
            Value::Bytes(bytes) => Self::Bytes(bytes.to_vec()),
        }
    }
}

impl Owned {
    fn borrowed(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => Value::Integer(*number),
            Self::Text(text) => Value::Text(text),
            Self::Bytes(bytes) => Value::Bytes(bytes),
        }
    }
}

/// Sends all of them, in order, when it is first polled. The first error counts: those after it are only refused because of it.
pub(super) async fn send(client: &Client, later: &[Later]) -> Result<(), StoreError> {
    let one = async |later: &Later| match later {
        Later::Text(sql) => client.batch_execute(sql).await.map_err(fault),
        Later::Prepared(statement, values) => {
            let values: Vec<Value<'_>> = values.iter().map(Owned::borrowed).collect();
            let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
            client.execute(statement, &values).await.map(|_| ()).map_err(fault)
        }
    };
    join_all(later.iter().map(one)).await.into_iter().collect()
}
