//! A place inside a list: one step of reading there, with findings and errors at their places in the whole document.

use super::lists::List;
use super::outline::Outline;
use crate::codec::Elsewhere;
use crate::codec::xml::{Step, XmlSource};
use crate::codec::{DecodeError, DecodeErrorKind, Location, Policy, Reaction, Record, Report};
use crate::envelope::{Decoded, Message};
use crate::messages::Messages;

/// A place inside a list.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) list: &'p List,
    /// The elements from the root to the list.
    pub(super) names: &'p [&'static str],
    /// The list, as its start tag names it.
    pub(super) name: &'p str,
    /// Where the text that is read stands in the document.
    pub(super) base: usize,
    pub(super) policy: &'p Policy,
}

impl<'p> Place<'p> {
    /// Reads the item `number`, or what stands there in its stead, at the start of `text`: how many bytes it has, and what was noticed.
    pub(super) fn read<R: Record<'p>>(self, text: &'p str, number: usize, record: &mut R) -> Result<(usize, Report), DecodeError> {
        let Self { list, names, name, base, policy } = self;
        let mut source = XmlSource::inside(text, policy, names, name);
        let step = source.step(&list.wrapper, &list.item, number, record);
        let step = step.map_err(|error| moved(error, |position| position.saturating_add(base)))?;
        let length = source.position();
        if step == Step::Item
            && length > policy.limits.held
            && text.get(..length).is_some_and(|item| item.trim_ascii_end().len() > policy.limits.held)
        {
            return Err(self.too_long(number));
        }
        let mut report = source.finish();
        for finding in &mut report.findings {
            finding.location.position = finding.location.position.saturating_add(base);
        }
        Ok((length, report))
    }

    /// The item `number` does not fit the memory that it may take.
    pub(super) fn too_long(self, number: usize) -> DecodeError {
        let path = format!("{}/{}[{number}]", self.names.join("/"), self.list.item.name);
        beyond(path, self.base, "item length", self.policy)
    }
}

/// More is to be held at once than the policy allows.
pub(super) fn beyond(path: String, position: usize, limit: &'static str, policy: &Policy) -> DecodeError {
    DecodeError::new(Location { path, position }, DecodeErrorKind::Limit { limit, allowed: policy.limits.held })
}

/// Adds what was noticed to what is kept.
pub(super) fn keep(kept: &mut Report, policy: &Policy, report: Report) {
    kept.more = kept.more.saturating_add(report.more);
    report.findings.into_iter().for_each(|finding| kept.push(policy, finding.location, finding.kind));
}

/// Reads the text around the lists, to its end; the last list has `number` items that are not in it.
pub(super) fn complete<'t, M: Messages>(
    outline: &'t Outline,
    policy: &Policy,
    list: Option<&(List, Vec<&'static str>)>,
    number: usize,
) -> Result<Decoded<Message<'t, M>>, DecodeError> {
    let mut source = XmlSource::new(&outline.text, policy);
    if let Some((list, names)) = list {
        let record = names.iter().copied().take(names.len().saturating_sub(1)).collect();
        source.count_elsewhere(Elsewhere { record, item: list.item.name, count: number });
    }
    let value = Message::<M>::read(&mut source).map_err(|error| moved(error, |position| outline.position(position)))?;
    let mut report = source.finish();
    for finding in &mut report.findings {
        finding.location.position = outline.position(finding.location.position);
    }
    Ok(Decoded { value, report })
}

/// Fails when something is wrong with the text around the lists, as far as it was read.
pub(super) fn prove<M: Messages>(outline: &Outline, policy: &Policy) -> Result<(), DecodeError> {
    let text = outline.closed();
    let mut source = XmlSource::new(&text, policy);
    match Message::<M>::read(&mut source) {
        // What is wrong at the end of an element is not known before the document has it.
        Err(error) if source.position() <= outline.text.len() => Err(moved(error, |position| outline.position(position))),
        _ => Ok(()),
    }
}

/// A policy for a document that is not finished: what it lacks may come.
pub(super) fn not_finished(policy: &Policy) -> Policy {
    Policy { unknown: Reaction::Report, missing: Reaction::Report, ..*policy }
}

fn moved(mut error: DecodeError, position: impl Fn(usize) -> usize) -> DecodeError {
    error.location.position = position(error.location.position);
    error
}
