//! DP0221: the mask of a load leaves out a field of the key, so that two records have one mask.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Adapter, Key, Part, PartKind, Template};
use crate::resolve::Draft;

pub(crate) const CODE: Code = Code("DP0221");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    for adapter in &draft.catalog().adapters {
        problems.extend(adapter.keys.iter().filter_map(|key| left_out(adapter, key)));
    }
}

/// The company and the branch are left out of this: the message says for which ones it is.
fn left_out(adapter: &Adapter, key: &Key) -> Option<Diagnostic> {
    let load = &key.load.as_ref()?.template;
    let missing = fields(&key.template).find(|part| fields(load).all(|other| other.kind != part.kind))?;
    let PartKind::Field(field) = &missing.kind else { return None };
    let message = Text::from(&phrases::LOAD_LEAVES_OUT).with("name", &key.name.value).with("field", field);
    let problem = Diagnostic::warning(CODE, message, load.span, Text::from(&phrases::NOT_IN_MASK).with("field", field));
    let problem = problem.related(missing.span, Text::from(&phrases::PART_OF_KEY)).at(walk::key_path(adapter, key));
    Some(problem.help(Text::from(&phrases::LOAD_LEAVES_OUT_HELP).with("field", field)))
}

fn fields(template: &Template) -> impl Iterator<Item = &Part> {
    template.segments().flat_map(|segment| &segment.parts).filter(|part| matches!(part.kind, PartKind::Field(_)))
}
