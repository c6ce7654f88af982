//! DP0201: a key cannot be split again: two different records can have the same text.
//!
//! A key can be split again when groups stand at the end, where the count of segments tells them apart, and hold a value; when `any`,
//! which may hold the separator, is the very last part; and when in each segment at most one part has no fixed width.

use super::collision::collision;
use super::shape::{has_fixed_width, shape};
use super::walk::{self, NamedTemplate};
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Blanks, Element, Part, PartKind, Segment, SegmentKind, Template};
use crate::resolve::Draft;
use crate::span::Span;

pub(crate) const CODE: Code = Code("DP0201");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    for named in walk::templates(draft.catalog()) {
        if let Some(obstacle) = obstacle(named.template) {
            problems.push(ambiguous_key(&named, &obstacle));
        }
    }
}

/// Why a template cannot be split again.
#[derive(Debug)]
pub(super) enum Obstacle<'a> {
    /// A group with segments after it that are always there.
    GroupBefore { group: Span, after: &'a Segment },
    /// A group of fixed texts alone.
    GroupWithoutValue { group: Span },
    /// `any` with something after it.
    AnyBefore { part: &'a Part },
    /// Two parts of unknown width in one segment.
    OpenWidth { part: &'a Part, next: &'a Part },
}

/// The first thing that keeps the template from being split again.
pub(super) fn obstacle(template: &Template) -> Option<Obstacle<'_>> {
    group_without_value(template)
        .or_else(|| group_before(template))
        .or_else(|| any_before(template))
        .or_else(|| template.segments().find_map(open_width))
}

fn group_without_value(template: &Template) -> Option<Obstacle<'_>> {
    let is_literal = |part: &Part| matches!(part.kind, PartKind::Literal(_));
    template.elements.iter().find_map(|element| match element {
        Element::Group(segments, span) if segments.iter().flat_map(|segment| &segment.parts).all(is_literal) => {
            Some(Obstacle::GroupWithoutValue { group: *span })
        }
        _ => None,
    })
}

fn group_before(template: &Template) -> Option<Obstacle<'_>> {
    let mut group = None;
    for element in &template.elements {
        match (element, group) {
            (Element::Group(_, span), None) => group = Some(*span),
            (Element::Segment(after), Some(group)) => return Some(Obstacle::GroupBefore { group, after }),
            _ => {}
        }
    }
    None
}

fn any_before(template: &Template) -> Option<Obstacle<'_>> {
    let parts: Vec<&Part> = template.segments().flat_map(|segment| &segment.parts).collect();
    let (_, before) = parts.split_last()?;
    before.iter().find(|part| part.r#type == SegmentKind::Any).map(|part| Obstacle::AnyBefore { part })
}

fn open_width(segment: &Segment) -> Option<Obstacle<'_>> {
    let mut open = segment.parts.iter().filter(|part| !has_fixed_width(part));
    Some(Obstacle::OpenWidth { part: open.next()?, next: open.next()? })
}

fn ambiguous_key(named: &NamedTemplate<'_>, obstacle: &Obstacle<'_>) -> Diagnostic {
    let message = Text::from(&phrases::AMBIGUOUS_KEY).with("name", &named.name);
    let problem = match obstacle {
        Obstacle::GroupBefore { group, after } => Diagnostic::error(CODE, message, *group, Text::from(&phrases::GROUP_INSIDE))
            .related(after.span, Text::from(&phrases::STANDS_AFTER)),
        Obstacle::GroupWithoutValue { group } => Diagnostic::error(CODE, message, *group, Text::from(&phrases::GROUP_WITHOUT_VALUE)),
        Obstacle::AnyBefore { part } => Diagnostic::error(CODE, message, part.span, Text::from(&phrases::ANY_INSIDE)),
        Obstacle::OpenWidth { part, next } => {
            let problem = Diagnostic::error(CODE, message, part.span, Text::from(&phrases::OPEN_WIDTH))
                .related(next.span, Text::from(&phrases::BEGINS_ANYWHERE));
            match (part.r#type, part.blanks) {
                (SegmentKind::Char(_) | SegmentKind::Date, Blanks::Trim) => {
                    problem.fix(Text::from(&phrases::KEEP_BLANKS), part.span.after(), " keep")
                }
                _ => problem,
            }
        }
    };
    let help = match collision(&shape(&named.name, named.template)) {
        Some(found) => Text::from(&phrases::SAME_TEXT).with("first", found.first).with("second", found.second).with("text", found.text),
        None => Text::from(&phrases::HOW_TO_SPLIT),
    };
    problem.at(named.path.iter().cloned()).help(help)
}
