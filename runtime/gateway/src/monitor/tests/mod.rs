//! The monitor as a browser meets it: requests to its router, on a real store.

mod browser;
mod engine;
mod html;
mod live;
mod look;
mod operate;
mod security;

use browser::Browser;
use depara_store::queue::{Finish, NewMessage, QueueDirection};
use engine::FakeEngine;
use std::sync::Arc;
use std::time::Duration;

/// An engine, and a browser in which nobody is signed in.
fn start() -> (Arc<FakeEngine>, Browser) {
    let engine = Arc::new(FakeEngine::new(Duration::from_secs(600)));
    let browser = Browser::new(crate::monitor::router(engine.clone()));
    (engine, browser)
}

/// A message of a made-up customer.
fn message<'m>(direction: QueueDirection, peer: &'m str, uuid: &'m str, key: &'m str) -> NewMessage<'m> {
    NewMessage {
        transaction: "CUSTOMERVENDOR",
        version: "2.002",
        business_key: Some(key),
        ..NewMessage::new(direction, peer, uuid, engine::CUSTOMER.as_bytes())
    }
}

/// A message to Protheus that did not arrive.
fn failed(engine: &FakeEngine, uuid: &str) -> i64 {
    let id = engine.keep(message(QueueDirection::Outbound, "PROTHEUS", uuid, uuid));
    engine.end(id, &Finish::Failed { error: "O PROTHEUS não respondeu em 120 s".into(), response: None });
    id
}
