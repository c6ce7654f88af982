//! The `allow` statements: which warnings they silence, and which of them silence nothing.

use super::{useless_allow, walk};
use crate::diagnostic::{Diagnostic, Severity};
use crate::resolve::Draft;
use crate::span::Span;

/// The problems that stay, in source order, those of `allow` statements without effect among them.
pub(super) fn apply(draft: &Draft, problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let blocks = walk::blocks(draft.catalog());
    let mut useless = Vec::new();
    let mut silenced = vec![false; problems.len()];
    for block in &blocks {
        for allow in &block.remarks.allows {
            let mut used = false;
            for (problem, silenced) in problems.iter().zip(&mut silenced) {
                if problem.code.0 == allow.code.value && within(block.span, problem.primary.span) {
                    used = true;
                    *silenced |= problem.severity == Severity::Warning;
                }
            }
            if !used && draft.is_whole(block.span) {
                useless.push(useless_allow::useless_allow(allow, &block.path));
            }
        }
    }
    let kept = problems.into_iter().zip(silenced).filter(|(_, silenced)| !silenced).map(|(problem, _)| problem);
    let mut all: Vec<Diagnostic> = kept.chain(useless).collect();
    all.sort_by_key(|problem| problem.primary.span);
    all
}

fn within(block: Span, place: Span) -> bool {
    block.file == place.file && block.start <= place.start && place.end <= block.end
}
