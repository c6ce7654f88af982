//! How messages come and go: SOAP and REST over HTTP.

mod body;
mod charset;
mod courier;
pub(crate) mod http_courier;
mod listening;
mod reception;
mod server;
pub mod soap;
#[cfg(test)]
mod tests;

pub use courier::{Courier, Delivered, DeliveryError};
pub use http_courier::HttpCourier;
pub use listening::router;
pub use reception::{Incoming, Receive, Reception};
pub use server::{RequestId, ServeError, Server, serve};
