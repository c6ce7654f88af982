//! What every source carries: the policy, the report, and the path of open elements that locations are made of.

use super::{DecodeError, DecodeErrorKind, Field, FindingKind, Location, Policy, Reaction, Report, Result};
use crate::value::ValueError;

/// The policy, the report, and the path of open elements, with what a source keeps of each.
#[derive(Debug, Clone)]
pub(crate) struct Context<'a, Kept = ()> {
    pub(crate) policy: Policy,
    pub(crate) report: Report,
    path: Path<'a, Kept>,
    /// Items of a list that were read from another part of the document.
    pub(crate) elsewhere: Option<Elsewhere>,
}

/// How many items a list has beside those that stand in the document: `crate::stream` reads them apart.
///
/// The list is known by its record and its items, so two lists of one record should not have items of one name.
#[derive(Debug, Clone)]
pub(crate) struct Elsewhere {
    /// The elements from the root to the record that has the list.
    pub(crate) record: Vec<&'static str>,
    /// The items.
    pub(crate) item: &'static str,
    /// How many there are.
    pub(crate) count: usize,
}

/// Messages are rarely deeper than this; only for others memory is asked for.
const DEPTH: usize = 12;

/// The open elements, the innermost last.
#[derive(Debug, Clone)]
struct Path<'a, Kept> {
    /// The outer ones, of which those beyond `depth` are closed.
    first: [Option<Step<'a, Kept>>; DEPTH],
    /// Those in them.
    deeper: Vec<Step<'a, Kept>>,
    depth: usize,
}

/// One open element; `number` counts the items of a list from one, and is zero elsewhere.
#[derive(Debug, Clone, Copy)]
struct Step<'a, Kept> {
    name: &'a str,
    number: usize,
    kept: Kept,
}

impl<'a, Kept: Copy> Path<'a, Kept> {
    fn new() -> Self {
        Self { first: [None; DEPTH], deeper: Vec::new(), depth: 0 }
    }

    #[inline(always)]
    fn push(&mut self, step: Step<'a, Kept>) {
        match self.first.get_mut(self.depth) {
            Some(place) => *place = Some(step),
            None => self.push_deeper(step),
        }
        self.depth = self.depth.wrapping_add(1);
    }

    #[cold]
    fn push_deeper(&mut self, step: Step<'a, Kept>) {
        self.deeper.push(step);
    }

    #[inline(always)]
    fn pop(&mut self) -> Option<Step<'a, Kept>> {
        let depth = self.depth.checked_sub(1)?;
        self.depth = depth;
        match self.first.get(depth) {
            Some(step) => *step,
            None => self.deeper.pop(),
        }
    }

    #[inline(always)]
    fn last(&self) -> Option<&Step<'a, Kept>> {
        match self.first.get(self.depth.checked_sub(1)?) {
            Some(step) => step.as_ref(),
            None => self.deeper.last(),
        }
    }

    #[inline(always)]
    fn last_mut(&mut self) -> Option<&mut Step<'a, Kept>> {
        match self.first.get_mut(self.depth.checked_sub(1)?) {
            Some(step) => step.as_mut(),
            None => self.deeper.last_mut(),
        }
    }

    fn iter(&self) -> impl Iterator<Item = &Step<'a, Kept>> {
        self.first.iter().take(self.depth).flatten().chain(&self.deeper)
    }
}

impl<'a, Kept: Copy> Context<'a, Kept> {
    pub(crate) fn new(policy: &Policy) -> Self {
        Self { policy: *policy, report: Report::default(), path: Path::new(), elsewhere: None }
    }

    /// Goes into an element.
    #[inline]
    pub(crate) fn push(&mut self, name: &'a str, number: usize, kept: Kept) {
        self.path.push(Step { name, number, kept });
    }

    /// Goes into elements, each inside the one before.
    pub(crate) fn open_all(&mut self, names: &[&'a str], kept: Kept) {
        names.iter().for_each(|name| self.push(name, 0, kept));
    }

    /// The items of `field` in the innermost element: those found, and those that stand elsewhere.
    #[inline]
    pub(crate) fn counted(&self, field: &Field, found: usize) -> usize {
        self.elsewhere.as_ref().map_or(found, |elsewhere| found.saturating_add(self.counted_in(elsewhere, field)))
    }

    #[cold]
    fn counted_in(&self, elsewhere: &Elsewhere, field: &Field) -> usize {
        let here = field.name == elsewhere.item && self.path.iter().map(|step| step.name).eq(elsewhere.record.iter().copied());
        if here { elsewhere.count } else { 0 }
    }

    /// Leaves it.
    #[inline]
    pub(crate) fn pop(&mut self) -> Option<Kept> {
        self.path.pop().map(|step| step.kept)
    }

    /// What is kept of the innermost element.
    #[inline]
    pub(crate) fn kept(&self) -> Option<&Kept> {
        self.path.last().map(|step| &step.kept)
    }

    /// The same, to be changed.
    #[inline]
    pub(crate) fn kept_mut(&mut self) -> Option<&mut Kept> {
        self.path.last_mut().map(|step| &mut step.kept)
    }

    /// How many elements are open.
    #[inline]
    pub(crate) fn depth(&self) -> usize {
        self.path.depth
    }

    /// The innermost open element.
    pub(crate) fn innermost(&self) -> &'a str {
        self.path.last().map_or("the document", |step| step.name)
    }

    /// The open elements, and the place.
    #[cold]
    pub(crate) fn location(&self, position: usize) -> Location {
        let mut path = String::new();
        for step in self.path.iter() {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(step.name);
            if step.number > 0 {
                path.push_str(&format!("[{}]", step.number));
            }
        }
        Location { path, position }
    }

    /// A place in a child of the innermost element.
    #[cold]
    pub(crate) fn child(&self, name: &str, number: usize, position: usize) -> Location {
        let Location { mut path, position } = self.location(position);
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(name);
        if number > 0 {
            path.push_str(&format!("[{number}]"));
        }
        Location { path, position }
    }

    /// An error in the innermost element.
    #[cold]
    pub(crate) fn error(&self, position: usize, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(self.location(position), kind)
    }

    /// A finding, or the error it becomes.
    #[cold]
    pub(crate) fn react(&mut self, reaction: Reaction, location: Location, finding: FindingKind) -> Result<()> {
        match reaction {
            Reaction::Report => self.report.push(&self.policy, location, finding),
            Reaction::Refuse => return Err(DecodeError::new(location, refused(finding))),
        }
        Ok(())
    }

    /// What was noticed on a value; facets and empty texts by policy.
    #[cold]
    pub(crate) fn remark(&mut self, location: Location, remarks: impl IntoIterator<Item = FindingKind>) -> Result<()> {
        for remark in remarks {
            let reaction = match remark {
                FindingKind::Facet { .. } => self.policy.facet,
                FindingKind::Empty { .. } => self.policy.missing,
                _ => Reaction::Report,
            };
            self.react(reaction, location.clone(), remark)?;
        }
        Ok(())
    }

    /// A limit is reached.
    #[cold]
    pub(crate) fn limit(&self, location: Location, limit: &'static str, allowed: usize) -> DecodeError {
        DecodeError::new(location, DecodeErrorKind::Limit { limit, allowed })
    }

    /// The schema wants `field` in the innermost element.
    #[cold]
    pub(crate) fn missing(&mut self, field: &Field, position: usize) -> Result<()> {
        let element = field.name.to_owned();
        self.react(self.policy.missing, self.location(position), FindingKind::MissingElement { element })
    }

    /// The schema wants another number of `field`.
    #[cold]
    pub(crate) fn miscount(&mut self, field: &Field, found: usize, min: usize, max: Option<usize>, position: usize) -> Result<()> {
        let expected = match max {
            Some(max) if max == min => format!("{min}"),
            Some(max) => format!("{min} to {max}"),
            None => format!("at least {min}"),
        };
        let finding = FindingKind::Count { element: field.name.to_owned(), found, expected };
        self.react(self.policy.missing, self.location(position), finding)
    }

    /// At most one of these fields may be there.
    #[inline]
    pub(crate) fn one_of(&mut self, fields: &[(&Field, bool)], position: usize) -> Result<()> {
        if fields.iter().filter(|(_, present)| *present).count() < 2 { Ok(()) } else { self.not_one_of(fields, position) }
    }

    #[cold]
    fn not_one_of(&mut self, fields: &[(&Field, bool)], position: usize) -> Result<()> {
        let present = || fields.iter().filter(|(_, present)| *present);
        let elements = present().map(|(field, _)| format!("`{}`", field.name)).collect::<Vec<_>>().join(", ");
        self.react(self.policy.missing, self.location(position), FindingKind::NotOneOf { elements })
    }
}

impl From<ValueError> for DecodeErrorKind {
    fn from(error: ValueError) -> Self {
        Self::Value { found: error.found, expected: error.expected.to_owned() }
    }
}

/// The error that a finding becomes where the policy refuses it.
fn refused(finding: FindingKind) -> DecodeErrorKind {
    match finding {
        FindingKind::UnknownElement { element, .. } => DecodeErrorKind::Unknown { element },
        FindingKind::UnknownAttribute { name, .. } => DecodeErrorKind::Unknown { element: format!("@{name}") },
        FindingKind::Duplicate { element } => DecodeErrorKind::Duplicate { element },
        FindingKind::Facet { found, expected } => DecodeErrorKind::Facet { found, expected },
        FindingKind::StrayText { text } => DecodeErrorKind::Schema { what: format!("text stands between elements: `{text}`") },
        other => DecodeErrorKind::Schema { what: other.to_string() },
    }
}
