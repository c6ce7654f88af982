//! DP0205: the `content` line of a key does not fit its segments.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Adapter, Key, PartKind, Path, Segment};
use crate::resolve::Draft;
use crate::span::Spanned;

pub(crate) const CODE: Code = Code("DP0205");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    for adapter in &draft.catalog().adapters {
        for key in &adapter.keys {
            let segments: Vec<&Segment> = key.template.segments().collect();
            if key.content.is_empty() || segments.is_empty() {
                continue;
            }
            if key.content.len() == segments.len() {
                problems.extend(filled_literals(adapter, key, &segments));
                problems.extend(filled_parts(adapter, key, &segments));
            } else {
                problems.extend(other_count(adapter, key, &segments));
            }
        }
    }
}

fn other_count(adapter: &Adapter, key: &Key, segments: &[&Segment]) -> Option<Diagnostic> {
    let (found, fits) = (key.content.len(), segments.len());
    let message = Text::from(&phrases::CONTENT_COUNT).with("name", &key.name.value).with("found", found).with("fits", fits);
    let problem = match (key.content.get(fits), segments.get(found)) {
        (Some(surplus), _) => {
            let span = surplus.span.to(key.content.last()?.span);
            Diagnostic::error(CODE, message, span, Text::from(&phrases::NO_SEGMENT_LEFT))
                .related(key.template.span, Text::from(&phrases::ITS_SEGMENTS).with("count", fits))
        }
        (None, Some(missing)) => Diagnostic::error(CODE, message, key.content.last()?.span.after(), Text::from(&phrases::ELEMENT_MISSING))
            .related(missing.span, Text::from(&phrases::NOT_FILLED)),
        (None, None) => return None,
    };
    Some(problem.at(walk::key_path(adapter, key)).help(Text::from(&phrases::CONTENT_HELP)))
}

fn filled_literals<'a>(adapter: &'a Adapter, key: &'a Key, segments: &'a [&Segment]) -> impl Iterator<Item = Diagnostic> + 'a {
    key.content.iter().zip(segments).filter(|(element, segment)| element.value.is_some() && is_literal(segment)).map(
        |(element, segment)| {
            let message = Text::from(&phrases::CONTENT_LITERAL).with("name", &key.name.value);
            Diagnostic::error(CODE, message, element.span, Text::from(&phrases::FILLS_LITERAL))
                .at(walk::key_path(adapter, key))
                .related(segment.span, Text::from(&phrases::ALWAYS_THIS))
                .fix(Text::from(&phrases::WRITE_UNDERSCORE), element.span, "_")
        },
    )
}

fn filled_parts<'a>(adapter: &'a Adapter, key: &'a Key, segments: &'a [&Segment]) -> impl Iterator<Item = Diagnostic> + 'a {
    let filled = |(element, segment): &(&Spanned<Option<Path>>, &&Segment)| element.value.is_some() && has_several_values(segment);
    key.content.iter().zip(segments).filter(filled).map(|(element, segment)| {
        let message = Text::from(&phrases::CONTENT_PARTS).with("name", &key.name.value);
        Diagnostic::error(CODE, message, element.span, Text::from(&phrases::FILLS_PARTS))
            .at(walk::key_path(adapter, key))
            .related(segment.span, Text::from(&phrases::SEVERAL_VALUES))
            .fix(Text::from(&phrases::WRITE_UNDERSCORE_PARTS), element.span, "_")
    })
}

/// One element cannot say where one value ends and the next begins.
fn has_several_values(segment: &Segment) -> bool {
    segment.parts.iter().filter(|part| !matches!(part.kind, PartKind::Literal(_))).count() > 1
}

fn is_literal(segment: &Segment) -> bool {
    segment.parts.iter().all(|part| matches!(part.kind, PartKind::Literal(_)))
}
