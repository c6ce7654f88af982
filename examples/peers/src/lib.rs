//! A small Protheus and a small RM, which speak with each other, or with what stands between them, as the products do.
//!
//! Each keeps records and the De-Para of its own, has an HTTP service with the operation `receiveMessage`, and sends messages of its own:
//! customers and vendors (`CUSTOMERVENDOR` 2.002) and banks (`BANK` 2.001). Protheus writes messages in CDATA and answers with the whole
//! message that it answers; RM escapes them and ends lines with `&#xD;`. A [`Behaviour`] says what a peer does otherwise than it should: it
//! is slow, refuses, answers later, twice or never, and it can be stopped.
//!
//! ```
//! use depara_peers::{Account, Bank, Contract, Customer, Login, Protheus, Rm};
//!
//! let protheus = Protheus::start(Login::new("rm", "segredo"))?;
//! let rm = Rm::start(Login::new("protheus", "segredo"))?;
//! // Without anything between them: each knows where the other one is.
//! rm.connect(protheus.address(), Login::new("rm", "segredo"));
//! protheus.connect(rm.address(), Login::new("protheus", "segredo"));
//!
//! rm.create(Customer::named("Escola Exemplo Ltda"))?;
//! assert_eq!(protheus.customers()[0].name, "Escola Exemplo Ltda");
//! assert_eq!(rm.rows()[0].to_string(), "FCFO  0|000000001  01||000000001|01|C");
//! assert_eq!(protheus.rows()[0].to_string(), "SA1.A1_COD  0|000000001  01||000000001|01|C");
//!
//! protheus.send_bank(&Bank {
//!     branch: "02AM0001".to_owned(),
//!     code: "001".to_owned(),
//!     name: "Banco Exemplo".to_owned(),
//!     account: Account { agency: "0455".to_owned(), number: "012453".to_owned() },
//!     contract: Some(Contract { number: "1250".to_owned(), transferor: "Escola Exemplo".to_owned(), code: "77".to_owned() }),
//! })?;
//! assert_eq!(rm.rows().len(), 4, "the account, the cash account and the contract came");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod behaviour;
mod caller;
mod message;
mod peer;
mod protheus;
mod records;
mod rm;
mod service;
mod soap;
#[cfg(test)]
mod tests;

pub use behaviour::{Answers, Behaviour};
pub use caller::{Login, SendError, Sent};
pub use message::{Answer, Pair};
pub use peer::{Peer, Received, System};
pub use protheus::{Protheus, ProtheusSystem};
pub use records::{Account, Bank, Contract, Customer, Kind, Row};
pub use rm::{Rm, RmSystem};
pub use soap::Writing;
