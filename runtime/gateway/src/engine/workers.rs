//! Threads that work on the queue: some on what came in, some for each peer on what goes out.

use super::core::{Engine, EngineError};
use depara::Messages;
use depara_store::queue::{Claimed, QueueDirection};
use depara_store::{Store, StoreError};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a worker waits for work before it looks whether it is to stop.
const REST: Duration = Duration::from_millis(500);
/// How long a worker waits after the store has failed: it may be away for a while.
const AFTER_FAILURE: Duration = Duration::from_secs(1);
/// How many messages are worked on in one commit.
const TOGETHER: u32 = 20;
/// How many threads work on what came in.
const INBOUND: usize = 2;

/// The threads that work on the queue. They stop when the engine is told to, after what they are doing.
#[derive(Debug, Default)]
pub struct Workers(Vec<JoinHandle<()>>);

impl Workers {
    /// Waits until all of them have stopped; [`Engine::stop`] tells them to.
    pub fn join(self) {
        for thread in self.0 {
            if thread.join().is_err() {
                tracing::error!("a worker has died");
            }
        }
    }
}

impl<M: Messages> Engine<M> {
    /// Starts the workers.
    ///
    /// # Errors
    /// When a handler takes another message than its adapter carries, the store cannot be reached, or the system gives no more threads. Those that were started stop again, and so does the engine.
    pub fn start(self: &Arc<Self>) -> Result<Workers, EngineError> {
        if let Some((adapter, handler)) = self.handlers.misplaced() {
            let takes: Vec<_> = handler.messages().iter().map(|message| format!("`{}`", message.name)).collect();
            return Err(EngineError::Handler { adapter: adapter.name, message: adapter.message, takes: takes.join(", ") });
        }
        let mut threads = Vec::new();
        self.start_all(&mut threads).inspect_err(|_| self.stop())?;
        Ok(Workers(threads))
    }

    fn start_all(self: &Arc<Self>, threads: &mut Vec<JoinHandle<()>>) -> Result<(), EngineError> {
        let mut start = |name: String, work: fn(&Self, &mut Store, &str) -> Result<bool, StoreError>, peer: String| {
            let (engine, mut store) = (Arc::clone(self), self.pool.separate()?);
            let run = move || engine.run(&mut store, &peer, work);
            let thread = std::thread::Builder::new().name(name).spawn(run);
            threads.push(thread.map_err(|error| StoreError::Disconnected { source: error.into() })?);
            Ok::<_, EngineError>(())
        };
        for number in 0..INBOUND {
            start(format!("inbound {number}"), Self::work_inbound, String::new())?;
        }
        for peer in self.config.peers.values().filter(|peer| peer.url.is_some()) {
            for number in 0..peer.senders.max(1) {
                start(format!("to {} {number}", peer.name), Self::work_outbound, peer.name.clone())?;
            }
        }
        Ok(())
    }

    fn run(&self, store: &mut Store, peer: &str, work: fn(&Self, &mut Store, &str) -> Result<bool, StoreError>) {
        while !self.is_stopping() {
            let rest = match work(self, store, peer) {
                Ok(true) => continue,
                Ok(false) => store.wait_for_work(REST).map(drop),
                Err(error) => Err(error),
            };
            if let Err(error) = rest {
                tracing::error!(%error, "the store is not there for a worker");
                std::thread::sleep(AFTER_FAILURE);
                // A connection that is gone does not come back; another may.
                match self.pool.separate() {
                    Ok(fresh) => *store = fresh,
                    Err(error) => tracing::debug!(%error, "no connection yet"),
                }
            }
        }
    }

    /// Works on what came in; whether there was anything.
    pub(super) fn work_inbound(&self, store: &mut Store, _: &str) -> Result<bool, StoreError> {
        let owner = self.owner();
        let worked = store.work(QueueDirection::Inbound, &owner, TOGETHER, |transaction, claimed: &Claimed| {
            let decision = self.decide(transaction, &claimed.record, &claimed.payload).map_err(|error| error.in_portuguese())?;
            self.ended(&claimed.record, decision.finish.status());
            Ok::<_, String>(decision.finish)
        })?;
        let reclaimed = worked.reclaimed;
        if reclaimed.pending + reclaimed.errors + reclaimed.unanswered > 0 {
            tracing::warn!(?reclaimed, "messages of workers that died, or whose answers did not come");
        }
        Ok(worked.claimed > 0)
    }

    /// Sends what goes out to a peer; whether there was anything. Nothing is claimed for a peer that is left alone.
    pub(super) fn work_outbound(&self, store: &mut Store, peer: &str) -> Result<bool, StoreError> {
        if self.breakers.is_closed(peer, self.now()) {
            return Ok(false);
        }
        let owner = self.owner();
        let claimed = store.transaction(|transaction| transaction.claim(QueueDirection::Outbound.of_peer(peer), &owner, 1))?;
        let was_any = !claimed.is_empty();
        for message in claimed {
            self.send(message)?;
        }
        Ok(was_any)
    }
}
