//! How records are read and written: the traits that generated code implements and calls, whatever the form of the document.
//!
//! A generated record has one `read` and one `write`, each a straight line of calls in schema order. A [`Source`] knows the document:
//! the XML source compares the bytes at its cursor with the tag that the call expects and goes on; when none of a record's calls
//! takes what stands there, it looks at the document carefully and offers the record the same line of calls again.

mod context;
mod error;
mod field;
mod places;
mod policy;
mod report;
#[cfg(test)]
mod tests;

pub mod json;
pub mod xml;

pub(crate) use context::Elsewhere;
pub use error::{DecodeError, DecodeErrorKind, Location};
pub use field::{Facets, Field, JsonList};
pub use places::{Places, StartTags};
pub use policy::{Limits, Policy, Reaction};
pub use report::{Finding, FindingKind, Report};

use crate::value::{Any, Leaf, Values};

/// The result of reading.
pub type Result<T> = std::result::Result<T, DecodeError>;

/// An element with children, attributes or both. Records that stand in other records are [`Default`] too: an absent value in each field.
pub trait Record<'a>: Sized {
    /// Offers every field to the source, in schema order. Called again as long as the element has children that no call has taken,
    /// so a field may be offered more than once and may be filled already.
    ///
    /// # Errors
    /// When a value does not fit its field, or the document is not well formed.
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()>;

    /// The fields whose elements come in any order, for [`Record::read_at`].
    const PLACES: Places = Places::NONE;

    /// Offers the field at `place` of [`Record::PLACES`] to the source.
    ///
    /// # Errors
    /// As [`Record::read`].
    fn read_at<S: Source<'a>>(&mut self, source: &mut S, place: usize) -> Result<()> {
        let _ = place;
        self.read(source)
    }

    /// Says what the schema wants and the element lacks: calls [`Source::require`], [`Source::count`] and [`Source::one_of`].
    /// Called once, at the end of the element.
    ///
    /// # Errors
    /// When the policy refuses what is missing.
    fn complete<S: Source<'a>>(&self, source: &mut S) -> Result<()> {
        let _ = source;
        Ok(())
    }

    /// Hands every field to the sink, in schema order.
    fn write<S: Sink>(&self, sink: &mut S);
}

/// A document that is being read.
pub trait Source<'a> {
    /// A child element with a value, at most once.
    ///
    /// # Errors
    /// When the value does not fit, or the element stands there twice and the policy refuses that.
    fn leaf<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()>;

    /// The same as [`Source::leaf`] where the element was looked up by its name: what [`Record::read_at`] calls.
    ///
    /// # Errors
    /// As [`Source::leaf`].
    #[inline]
    fn found_leaf<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()> {
        self.leaf(field, slot)
    }

    /// Child elements with a value, any number, side by side.
    ///
    /// # Errors
    /// When a value does not fit.
    fn leaves<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Values<T>) -> Result<()>;

    /// A child element that is a record, at most once.
    ///
    /// # Errors
    /// When something inside does not fit, or the element stands there twice and the policy refuses that.
    fn record<R: Record<'a> + Default>(&mut self, field: &Field, slot: &mut Option<R>) -> Result<()>;

    /// A child element that is read into a record which is there already: what [`Source::record`] does after making an empty one.
    /// Says whether the element stood there. The envelope uses it where a record depends on what was read before it.
    ///
    /// # Errors
    /// When something inside does not fit.
    fn element<R: Record<'a>>(&mut self, field: &Field, record: &mut R) -> Result<bool>;

    /// All that is left inside the record's own element, as raw source; for contents that nobody describes.
    ///
    /// # Errors
    /// When it is not well formed.
    fn inner(&mut self, slot: &mut Option<Any<'a>>) -> Result<()>;

    /// Child elements that are records, any number, side by side.
    ///
    /// # Errors
    /// When something inside does not fit.
    fn records<R: Record<'a> + Default>(&mut self, field: &Field, slot: &mut Vec<R>) -> Result<()>;

    /// Records in an element around them: `ListOfAgency` with `Agency` inside. An element without records gives an empty list.
    ///
    /// # Errors
    /// When something inside does not fit, or the wrapper stands there twice and the policy refuses that.
    fn list<R: Record<'a> + Default>(&mut self, wrapper: &Field, field: &Field, slot: &mut Option<Vec<R>>) -> Result<()>;

    /// Values in an element around them.
    ///
    /// # Errors
    /// When a value does not fit, or the wrapper stands there twice and the policy refuses that.
    fn leaf_list<T: Leaf<'a>>(&mut self, wrapper: &Field, field: &Field, slot: &mut Option<Values<T>>) -> Result<()>;

    /// Fields that repeat as a group, without an element around them.
    ///
    /// # Errors
    /// When something inside does not fit.
    fn group<R: Record<'a> + Default>(&mut self, slot: &mut Vec<R>) -> Result<()>;

    /// An attribute of the record's own element.
    ///
    /// # Errors
    /// When the value does not fit.
    fn attribute<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()>;

    /// The text of the record's own element, beside its attributes.
    ///
    /// # Errors
    /// When the value does not fit.
    fn text<T: Leaf<'a>>(&mut self, field: &Field, slot: &mut Option<T>) -> Result<()>;

    /// A child element that the schema forbids: reported, or refused, by policy, and skipped.
    ///
    /// # Errors
    /// When the policy refuses it.
    fn forbidden(&mut self, field: &Field) -> Result<()>;

    /// The schema wants this field.
    ///
    /// # Errors
    /// When it is missing and the policy refuses that.
    fn require(&mut self, field: &Field, present: bool) -> Result<()>;

    /// The schema wants between `min` and `max` of this field.
    ///
    /// # Errors
    /// When there are fewer or more and the policy refuses that.
    fn count(&mut self, field: &Field, found: usize, min: usize, max: Option<usize>) -> Result<()>;

    /// At most one of these fields may be there; `present` says of each whether it is.
    ///
    /// # Errors
    /// When more are there and the policy refuses that.
    fn one_of(&mut self, fields: &[(&Field, bool)]) -> Result<()>;

    /// An error at the place where the source stands.
    fn error(&self, kind: DecodeErrorKind) -> DecodeError;

    /// How strict reading is.
    fn policy(&self) -> &Policy;

    /// A finding at the place where the source stands.
    fn report(&mut self, kind: FindingKind);
}

/// A document that is being written. Nothing that fits the types can fail to be written.
pub trait Sink {
    /// A child element with a value, if there is one.
    fn leaf<'a, T: Leaf<'a>>(&mut self, field: &Field, slot: &Option<T>);
    /// Child elements with a value, side by side.
    fn leaves<'a, T: Leaf<'a>>(&mut self, field: &Field, slot: &[T]);
    /// A child element that is a record, if there is one.
    fn record<'a, R: Record<'a>>(&mut self, field: &Field, slot: &Option<R>);
    /// Child elements that are records, side by side.
    fn records<'a, R: Record<'a>>(&mut self, field: &Field, slot: &[R]);
    /// Records in an element around them, if there is a list.
    fn list<'a, R: Record<'a>>(&mut self, wrapper: &Field, field: &Field, slot: &Option<Vec<R>>);
    /// Values in an element around them, if there is a list.
    fn leaf_list<'a, T: Leaf<'a>>(&mut self, wrapper: &Field, field: &Field, slot: &Option<Values<T>>);
    /// Fields that repeat as a group.
    fn group<'a, R: Record<'a>>(&mut self, slot: &[R]);
    /// An attribute of the record's own element, if it has a value. Attributes come before everything else.
    fn attribute<'a, T: Leaf<'a>>(&mut self, field: &Field, slot: &Option<T>);
    /// A child element from a record that is always there.
    fn element<'a, R: Record<'a>>(&mut self, field: &Field, record: &R);
    /// Raw source inside the record's own element, as [`Source::inner`] gave it.
    fn inner(&mut self, slot: &Option<Any<'_>>);
    /// The text of the record's own element, if it has a value.
    fn text<'a, T: Leaf<'a>>(&mut self, field: &Field, slot: &Option<T>);
}
