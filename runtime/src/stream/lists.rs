//! Which lists of records a content has: told by its own `read`, which is offered to a source that only takes notes.

use super::StreamError;
use crate::codec::{DecodeError, DecodeErrorKind, Field, FindingKind, Location, Policy, Record, Result, Source};
use crate::envelope::{MessageInformation, RawContent};
use crate::messages::Messages;
use crate::value::{Any, Leaf, Values};
use std::any::type_name;

/// A list of records in a content.
#[derive(Debug, Clone)]
pub(super) struct List {
    /// The elements from the content down to the list.
    pub(super) records: Vec<&'static str>,
    pub(super) wrapper: Field,
    pub(super) item: Field,
    /// The type of its items.
    pub(super) record: &'static str,
}

impl List {
    /// The elements from the content down to the items, as people write them.
    pub(super) fn path(&self) -> String {
        let names = self.records.iter().copied().chain([self.wrapper.name, self.item.name]);
        names.collect::<Vec<_>>().join("/")
    }

    /// Fails unless the items are records of the type `R`, or `R` takes what stands inside any element.
    pub(super) fn check_item<R>(&self) -> std::result::Result<(), StreamError> {
        let found = type_name::<R>();
        if found == self.record || found == type_name::<RawContent<'_>>() {
            return Ok(());
        }
        Err(StreamError::WrongItem { path: self.path(), found, expected: self.record })
    }
}

/// The list at `path` in the content of the message that `information` names.
pub(super) fn find<M: Messages>(information: &MessageInformation<'_>, path: &str) -> std::result::Result<List, StreamError> {
    let transaction = information.transaction.as_deref().unwrap_or_default();
    let message = M::find(transaction, information.version.as_deref())
        .map_err(|kind| DecodeError::new(Location { path: CONTENT.join("/"), position: 0 }, kind))?;
    let mut probe = Probe::default();
    if let Some(mut content) = M::content(message) {
        content.read(&mut probe)?;
    }
    let wanted = path.rsplit_once("BusinessContent/").map_or(path, |(_, path)| path);
    if let Some(index) = probe.lists.iter().position(|list| list.path() == wanted) {
        return Ok(probe.lists.swap_remove(index));
    }
    let lists: Vec<String> = probe.lists.iter().map(|list| format!("`{}`", list.path())).collect();
    let lists = if lists.is_empty() { "none".to_owned() } else { lists.join(", ") };
    let message = if message.name.is_empty() { "an untyped message".to_owned() } else { format!("{} {}", message.name, message.version) };
    Err(StreamError::NoSuchList { path: path.to_owned(), message, lists })
}

/// The elements around a content.
pub(super) const CONTENT: [&str; 3] = ["TOTVSMessage", "BusinessMessage", "BusinessContent"];

/// A source without a document: it goes into every record and notes the lists.
#[derive(Default)]
struct Probe {
    policy: Policy,
    /// The records that are open, with their types, so that a record inside itself ends the search.
    open: Vec<(&'static str, &'static str)>,
    lists: Vec<List>,
}

impl<'a> Source<'a> for Probe {
    fn leaf<T: Leaf<'a>>(&mut self, _: &Field, _: &mut Option<T>) -> Result<()> {
        Ok(())
    }

    fn leaves<T: Leaf<'a>>(&mut self, _: &Field, _: &mut Values<T>) -> Result<()> {
        Ok(())
    }

    fn record<R: Record<'a> + Default>(&mut self, field: &Field, _: &mut Option<R>) -> Result<()> {
        self.element(field, &mut R::default()).map(|_| ())
    }

    fn element<R: Record<'a>>(&mut self, field: &Field, record: &mut R) -> Result<bool> {
        let name = type_name::<R>();
        if self.open.iter().all(|(_, open)| *open != name) {
            self.open.push((field.name, name));
            record.read(self)?;
            self.open.pop();
        }
        Ok(false)
    }

    fn inner(&mut self, _: &mut Option<Any<'a>>) -> Result<()> {
        Ok(())
    }

    fn records<R: Record<'a> + Default>(&mut self, _: &Field, _: &mut Vec<R>) -> Result<()> {
        Ok(())
    }

    fn list<R: Record<'a> + Default>(&mut self, wrapper: &Field, field: &Field, _: &mut Option<Vec<R>>) -> Result<()> {
        let records = self.open.iter().map(|(name, _)| *name).collect();
        self.lists.push(List { records, wrapper: *wrapper, item: *field, record: type_name::<R>() });
        Ok(())
    }

    fn leaf_list<T: Leaf<'a>>(&mut self, _: &Field, _: &Field, _: &mut Option<Values<T>>) -> Result<()> {
        Ok(())
    }

    fn group<R: Record<'a> + Default>(&mut self, _: &mut Vec<R>) -> Result<()> {
        Ok(())
    }

    fn attribute<T: Leaf<'a>>(&mut self, _: &Field, _: &mut Option<T>) -> Result<()> {
        Ok(())
    }

    fn text<T: Leaf<'a>>(&mut self, _: &Field, _: &mut Option<T>) -> Result<()> {
        Ok(())
    }

    fn forbidden(&mut self, _: &Field) -> Result<()> {
        Ok(())
    }

    fn require(&mut self, _: &Field, _: bool) -> Result<()> {
        Ok(())
    }

    fn count(&mut self, _: &Field, _: usize, _: usize, _: Option<usize>) -> Result<()> {
        Ok(())
    }

    fn one_of(&mut self, _: &[(&Field, bool)]) -> Result<()> {
        Ok(())
    }

    fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(Location::default(), kind)
    }

    fn policy(&self) -> &Policy {
        &self.policy
    }

    fn report(&mut self, _: FindingKind) {}
}
