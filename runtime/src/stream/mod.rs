//! Lists of any length, item by item: read from an [`io::Read`](std::io::Read) and written to an [`io::Write`](std::io::Write),
//! holding one item at a time.
//!
//! A [`ListReader`] reads a whole message whose content has a long list of records: each item with the generated code that reads it in
//! memory, under the same policy, with the same findings and errors at the same places as [`Message::decode`](crate::Message::decode).
//! What stands around the list is kept and read by the same decoder, with the list empty. A [`ListWriter`] is the way back.
//!
//! The list is named by the elements from the content down to the items: `ListOfAgency/Agency`. Another path, or another type of items,
//! is an error that says what fits.
//!
//! What differs from reading in memory, because a stream has no second look:
//! - items are handed on before what follows them is read, so a mistake comes to light when its place is reached;
//! - where the policy lets a list stand there twice, the items of both come, numbered from one each, where in memory the last list counts;
//! - [`Limits::held`](crate::Limits::held) bounds one item, what stands between two items, and everything around the list.
//!
//! [`Limits::document`](crate::Limits::document) and [`Limits::items`](crate::Limits::items) hold for streams as well: whoever expects more
//! raises them.

mod error;
mod input;
mod lists;
mod outline;
mod place;
mod reader;
#[cfg(test)]
mod tests;
mod window;
mod writer;

pub use error::StreamError;
pub use reader::{Item, ListReader};
pub use writer::ListWriter;
