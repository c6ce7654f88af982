//! DP0216: trimming on both sides makes one key of two records that differ in leading blanks.

use super::ambiguous_key::obstacle;
use super::walk::{self, NamedTemplate};
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Blanks, Part, PartKind, SegmentKind};
use crate::resolve::Draft;

pub(crate) const CODE: Code = Code("DP0216");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    for named in walk::templates(draft.catalog()) {
        if obstacle(named.template).is_some() {
            continue;
        }
        let parts = named.template.segments().flat_map(|segment| &segment.parts);
        problems.extend(parts.filter_map(|part| merging_trim(&named, part)));
    }
}

/// The branch is left out: within one environment its leading blanks are the same in all records of a table.
fn merging_trim(named: &NamedTemplate<'_>, part: &Part) -> Option<Diagnostic> {
    let PartKind::Field(field) = &part.kind else { return None };
    let has_room = match part.r#type {
        SegmentKind::Text | SegmentKind::Any => true,
        SegmentKind::Char(width) => width > 1,
        SegmentKind::Int | SegmentKind::Date => false,
    };
    if part.blanks != Blanks::TrimBoth || !has_room {
        return None;
    }
    let message = Text::from(&phrases::MERGING_TRIM).with("name", &named.name).with("field", field);
    Some(
        Diagnostic::warning(CODE, message, part.span, Text::from(&phrases::LEADING_BLANKS_GO))
            .at(named.path.iter().cloned())
            .help(Text::from(&phrases::MERGED_PAIR).with("field", field)),
    )
}
