//! JSON: the JSON form of contents to records and back.
//!
//! An element is a member; a list is an array under the name of the element around it, or in an object or array there, as
//! [`JsonList`](super::JsonList) says; elements that repeat are an array;
//! attributes are plain members; and the text of an element that has attributes is a member named as the element itself:
//! `{"scope": "Federal", "name": "CNPJ", "Id": "…"}`. The members of a group that repeats are arrays of the same length.

mod sink;
mod source;

pub use sink::JsonSink;
pub use source::JsonSource;

use super::{Field, Policy, Record, Report, Result};
use serde_json::Value;

/// Reads a record from the value of the element `root`, with what was noticed.
///
/// # Errors
/// When something inside does not fit.
pub fn read_root<'a, R: Record<'a> + Default>(value: &'a Value, root: &Field, policy: &Policy) -> Result<(R, Report)> {
    let mut record = R::default();
    let report = read_into(value, root, policy, &mut record)?;
    Ok((record, report))
}

/// The same into a record that is there already.
pub(crate) fn read_into<'a, R: Record<'a>>(value: &'a Value, root: &Field, policy: &Policy, record: &mut R) -> Result<Report> {
    let mut source = JsonSource::new(value, policy);
    source.root(root, record)?;
    Ok(source.finish())
}
