//! What is done with a message: it is kept, dispatched, passed on or handled, and answered.
//!
//! A message that comes in is kept before anything else is done with it. Then it is either *passed on*: a second message with the same identifier
//! goes to the system that receives it, and when that answers, the De-Para rows, the end of both messages and the answer to the sender
//! are written in one transaction; or a [`Handler`] of the program does its work, in the same transaction as its rows and its status.

mod answer;
mod breaker;
mod by_hand;
mod complete;
mod core;
mod handler;
mod header;
mod judge;
mod learn;
mod operate;
mod pool;
mod portuguese;
mod process;
mod receive;
mod refusal;
mod send;
#[cfg(test)]
mod tests;
mod whois;
mod workers;

pub use core::{Engine, EngineError, Teacher};
pub use handler::{ContentOf, Handled, Handler, HandlerError, Work};
pub use header::{Header, Kind};
pub use operate::{Described, Operate, OperateError, PeerState, Readiness};
pub use pool::{Pool, PoolError};
pub use refusal::Refusal;
pub use workers::Workers;
