//! What waits for the server on the thread that calls, and may be dropped on any.

use crate::StoreError;
use tokio::runtime::{Builder, Runtime};

/// A runtime that works only while its thread waits for an answer.
///
/// A runtime that is dropped inside another one panics, and a program with an async `main` drops its connections there. This one ends without waiting:
/// it has no thread of its own that could still do something.
pub(super) struct Calling(Option<Runtime>);

impl Calling {
    pub(super) fn new() -> Result<Self, StoreError> {
        let runtime = Builder::new_current_thread().enable_all().build();
        Ok(Self(Some(runtime.map_err(|error| StoreError::Disconnected { source: Box::new(error) })?)))
    }

    /// Waits for what `future` gives.
    pub(super) fn wait<F: Future>(&self, future: F) -> Result<F::Output, StoreError> {
        match &self.0 {
            Some(runtime) => Ok(runtime.block_on(future)),
            None => Err(StoreError::Disconnected { source: "the connection has ended".into() }),
        }
    }
}

impl Drop for Calling {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
