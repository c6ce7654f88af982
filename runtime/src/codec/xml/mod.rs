//! XML: documents to records and back, and bytes to text.

mod any_order;
mod attributes;
mod careful;
mod children;
mod escape;
mod fields;
mod gathered;
mod indent;
mod leaves;
mod lengths;
mod markup;
mod order;
mod part;
mod plain_element;
pub(in crate::codec) mod scan;
mod sink;
mod source;
mod start_tag;
mod text;

pub use sink::XmlSink;
pub use source::XmlSource;
pub use text::text;

pub(crate) use escape::{escape_text, only_text};
pub(crate) use part::{NoPiece, Piece, Step, local, piece};
pub(crate) use text::encoding;

use super::{Field, Policy, Record, Report, Result};

/// Reads a whole document whose root element is `root`, with what was noticed.
///
/// # Errors
/// When the document is not well formed, its root is another element, or something inside does not fit.
pub fn read_root<'a, R: Record<'a> + Default>(text: &'a str, root: &Field, policy: &Policy) -> Result<(R, Report)> {
    let mut record = R::default();
    let mut source = XmlSource::new(text, policy);
    source.root(root, &mut record)?;
    Ok((record, source.finish()))
}
