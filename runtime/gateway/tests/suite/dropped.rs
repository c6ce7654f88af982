//! What a program drops without stopping it, on a thread of an async runtime too: nothing panics, and nothing runs on.

use super::base::{Base, both};
use super::scene::{config, eventually};
use depara_gateway::Gateway;
use depara_gateway::engine::{EngineError, Pool};
use depara_mappings::Registry;
use depara_store::Settings;
use std::net::TcpStream;
use std::sync::Arc;
use tokio::runtime::Runtime;

both!(a_gateway_that_is_dropped_ends, a_gateway_that_is_dropped_in_an_async_program_ends, connections_are_dropped_in_an_async_program);

/// Nobody listens there.
const NOWHERE: &str = "http://127.0.0.1:9/";

fn ends(base: &Base, drop: impl FnOnce(depara_gateway::Running)) {
    let config = config(&base.address, NOWHERE, NOWHERE);
    let running = Gateway::<Registry>::new(config, Registry::ADAPTERS, Registry::PROFILES).unwrap().start().unwrap();
    let (engine, address) = (Arc::downgrade(running.operate()), running.address());
    TcpStream::connect(address).unwrap();
    drop(running);
    // Every worker and every request has a share of the engine.
    eventually("nothing works any more", || (engine.strong_count() == 0).then_some(()));
    eventually("nobody listens any more", || TcpStream::connect(address).is_err().then_some(()));
}

fn a_gateway_that_is_dropped_ends(base: Base) {
    ends(&base, drop);
}

fn a_gateway_that_is_dropped_in_an_async_program_ends(base: Base) {
    let program = Runtime::new().unwrap();
    ends(&base, |running| program.block_on(async { drop(running) }));
}

fn connections_are_dropped_in_an_async_program(base: Base) {
    let pool = Pool::open(&config(&base.address, NOWHERE, NOWHERE).store, Settings::default()).unwrap();
    let now = pool.with(|store| store.read(|transaction| Ok::<_, EngineError>(transaction.now()))).unwrap();
    Runtime::new().unwrap().block_on(async { drop(pool) });
    assert!(now.micros() > 0);
}
