//! The envelope of the TOTVS EAI: who sends what, and what was answered. Read in every spelling and order met in practice, written in one.
//!
//! Source of the facts: the vendor's documentation of the unique message ("Mensagem Única"): equivalence between formats, layers of the
//! EAI web services, and the answers that the Protheus routines build.

mod business;
mod information;
pub mod json;
mod message;
mod response;
pub mod soap;

pub use business::{BusinessEvent, BusinessMessage, BusinessRequest, Event, Identification, IdentificationKey};
pub use information::{MessageInformation, Product};
pub use message::{Body, Decoded, Message, RawContent, Untyped};
pub use response::{
    ErrorMessage, InternalIdPair, ProcessingInformation, ReceiptData, ReceiptMessage, ReceivedMessage, ResponseMessage, ReturnContent,
    Status,
};
