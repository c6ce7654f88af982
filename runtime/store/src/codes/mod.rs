//! Codes of new records: given by a sequence in the form of a mask, or taken over from the other system.
//!
//! Which of the two holds is the matter of the profile ([`CodeSource`]); the sequence belongs to the field ([`CodeField`]), because records that
//! came in two profiles stand in one table. A number is given in the transaction that makes the record: what is rolled back gives its number back,
//! and no two records get one code, however many threads, processes and machines ask.

mod error;
mod form;
mod sequence;
mod source;

pub use error::CodeError;
pub use sequence::CodeField;
pub use source::CodeSource;
