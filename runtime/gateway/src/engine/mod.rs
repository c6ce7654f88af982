//! What is done with a message: it is kept, dispatched, passed on or handled, and answered.

mod operate;
mod pool;

pub use operate::{Described, Operate, OperateError, PeerState, Readiness};
pub use pool::{Pool, PoolError};
