//! SOAP: a message in its envelope, as each product wants it.
//!
//! What is written follows a [`Dialect`](crate::config::Dialect); what is read may have any names, because the one that calls gives them.

mod read;
mod write;
mod wsdl;

pub use depara::envelope::soap::{Fault, Version};
pub use read::{Answer, Request, UnreadableRequest, answer, request as read_request};
pub use write::{content_type, fault, request as write_request, response as write_response};
pub use wsdl::wsdl;
