//! The middle between Protheus and RM: it receives their messages, keeps them, passes them on, and learns the De-Para from the answers.
//!
//! [`Gateway`] joins the parts: [`transport`] speaks SOAP and REST with the peers, [`engine`] decides what is to be done with a message and does
//! it in a transaction of the store, [`monitor`] shows it to people, and [`operations`] tells machines how it goes. An adapter is *relayed* from
//! one peer to the other, or the gateway is itself one of the two systems and a [`Handler`](engine::Handler) does the work.

pub mod config;
pub mod engine;
mod gateway;
pub mod load;
pub mod monitor;
pub mod operations;
pub mod transport;

pub use gateway::{Gateway, Running, StartError};
