//! How messages come and go: SOAP and REST over HTTP.

mod courier;
mod reception;

pub use courier::{Courier, Delivered, DeliveryError};
pub use reception::{Incoming, Receive, Reception};
