//! The body of a request that must not be too long, nor take too long to arrive.

use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// Why a body could not be read to its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum BodyError {
    /// It has more bytes than are taken; a `Content-Length` that says so is enough.
    #[error("the body has more than {allowed} bytes")]
    TooLarge {
        /// How many are taken.
        allowed: usize,
    },
    /// It did not arrive in time.
    #[error("the body did not arrive within {} s", .allowed.as_secs())]
    TooSlow {
        /// How long it had.
        allowed: Duration,
    },
    /// The connection ended, or what came is not HTTP.
    #[error("the body is broken")]
    Broken(#[source] axum::BoxError),
}

/// A body with limits.
struct Bounded<B: HttpBody> {
    inner: B,
    allowed: usize,
    left: usize,
    time: Duration,
    over: Pin<Box<Sleep>>,
    rest: Rest,
}

/// Whether something of a body was left where it was, because nobody wanted it.
#[derive(Debug, Clone, Default)]
pub(super) struct Rest(Arc<AtomicBool>);

impl Rest {
    /// Nothing is left of what was before: another request has come.
    pub(super) fn forget(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    pub(super) fn is_left(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A body with at most so many bytes that has so long to arrive, from now on. What is left of it when nobody has it any more, `rest` knows.
pub(super) fn bounded<B>(inner: B, bytes: usize, time: Duration, rest: Rest) -> Body
where
    B: HttpBody<Data = Bytes> + Send + Unpin + 'static,
    B::Error: Into<axum::BoxError>,
{
    Body::new(Bounded { inner, allowed: bytes, left: bytes, time, over: Box::pin(sleep(time)), rest })
}

impl<B: HttpBody> Drop for Bounded<B> {
    fn drop(&mut self) {
        if !self.inner.is_end_stream() {
            self.rest.0.store(true, Ordering::Relaxed);
        }
    }
}

impl<B> HttpBody for Bounded<B>
where
    B: HttpBody<Data = Bytes> + Unpin,
    B::Error: Into<axum::BoxError>,
{
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let this = &mut *self;
        if this.inner.size_hint().lower() > u64::try_from(this.left).unwrap_or(u64::MAX) {
            return Poll::Ready(Some(Err(BodyError::TooLarge { allowed: this.allowed })));
        }
        if let Poll::Ready(frame) = Pin::new(&mut this.inner).poll_frame(context) {
            let Some(frame) = frame else { return Poll::Ready(None) };
            let frame = frame.map_err(|error| BodyError::Broken(error.into()));
            let length = frame.as_ref().ok().and_then(Frame::data_ref).map_or(0, Bytes::len);
            let Some(left) = this.left.checked_sub(length) else {
                return Poll::Ready(Some(Err(BodyError::TooLarge { allowed: this.allowed })));
            };
            this.left = left;
            return Poll::Ready(Some(frame));
        }
        match this.over.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Some(Err(BodyError::TooSlow { allowed: this.time }))),
            Poll::Pending => Poll::Pending,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// The [`BodyError`] at the root of an error of reading; there are several where bounded bodies stand in each other.
pub(super) fn cause<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e BodyError> {
    std::iter::successors(Some(error), |error| error.source()).filter_map(|error| error.downcast_ref()).last()
}
