//! What an error of the HTTP client means for a message: it did not arrive, or nobody knows.

use crate::transport::DeliveryError;
use std::io::ErrorKind;
use std::time::Duration;
use ureq::{Error, Timeout};

/// A delivery that failed.
#[derive(Clone, Copy)]
pub(super) struct Failure<'p> {
    pub(super) peer: &'p str,
    pub(super) wait: Duration,
    pub(super) connect_time: Duration,
}

impl Failure<'_> {
    /// What went wrong up to the head of the answer. A peer that has not got the whole body has no message, whatever it was that failed.
    pub(super) fn of_sending(&self, error: Error, is_body_sent: bool) -> DeliveryError {
        match error {
            Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
                self.unreachable(format!("no connection within {} s", seconds(self.connect_time)))
            }
            Error::Timeout(_) if is_body_sent => self.timed_out(),
            Error::Timeout(_) => self.unreachable(format!("the message could not be sent within {} s", seconds(self.wait))),
            Error::Rustls(error) if !is_body_sent => self.unreachable(error.to_string()),
            Error::HostNotFound => self.unreachable("the host is not known".to_owned()),
            Error::Io(error) if !is_body_sent => self.unreachable(error.to_string()),
            Error::Io(error) if error.kind() == ErrorKind::TimedOut => self.timed_out(),
            Error::Io(error) => self.interrupted(error.to_string()),
            error if is_body_sent => self.no_message(error.to_string()),
            error => self.unreachable(error.to_string()),
        }
    }

    /// What went wrong in the body of the answer.
    pub(super) fn of_reading(&self, error: Error) -> DeliveryError {
        match error {
            Error::Timeout(_) => self.timed_out(),
            Error::Io(error) if error.kind() == ErrorKind::TimedOut => self.timed_out(),
            Error::BodyExceedsLimit(limit) => self.no_message(format!("it has more than {limit} bytes")),
            Error::Io(error) => self.interrupted(error.to_string()),
            error => self.no_message(error.to_string()),
        }
    }

    fn unreachable(&self, reason: String) -> DeliveryError {
        DeliveryError::Unreachable { peer: self.peer.to_owned(), reason }
    }

    fn interrupted(&self, reason: String) -> DeliveryError {
        DeliveryError::Interrupted { peer: self.peer.to_owned(), reason }
    }

    fn timed_out(&self) -> DeliveryError {
        DeliveryError::TimedOut { peer: self.peer.to_owned(), seconds: seconds(self.wait) }
    }

    fn no_message(&self, reason: String) -> DeliveryError {
        DeliveryError::NoMessage { peer: self.peer.to_owned(), reason }
    }
}

/// Whole seconds for people, who are not told of zero.
fn seconds(time: Duration) -> u64 {
    time.as_millis().div_ceil(1_000).try_into().unwrap_or(u64::MAX)
}
