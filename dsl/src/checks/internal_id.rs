//! DP0309: an `…InternalId` element says neither which message it refers to nor that it is the message's own key.
//!
//! Such an element goes through the De-Para; without a reference neither the order of the initial load nor a forecast of missing rows knows
//! of it. `CompanyInternalId` is the company and the branch, which no message carries.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{FieldKind, Place};
use crate::resolve::Draft;

pub(crate) const CODE: Code = Code("DP0309");

/// How the elements end that carry a key.
const ENDINGS: [&str; 2] = ["InternalId", "InternalID"];
/// What carries the company and the branch.
const COMPANY: &str = "Company";

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    for found in walk::fields(draft.catalog()) {
        let field = found.field;
        let name = &field.name;
        let owner = ENDINGS.iter().find_map(|ending| name.value.strip_suffix(ending));
        let is_value = field.place == Place::Element && !matches!(field.kind, FieldKind::Record(_));
        if owner.is_none_or(|owner| owner == COMPANY) || !is_value || field.refers.is_some() || !field.keys.is_empty() {
            continue;
        }
        // Where it is pending, DP0401 says so.
        if !field.remarks.pending.is_empty() {
            continue;
        }
        // A `refers` or `key` whose name is not defined was reported and is not there.
        if !draft.is_whole(field.span) {
            continue;
        }
        let message = Text::from(&phrases::INTERNAL_ID).with("element", &name.value);
        problems.push(
            Diagnostic::warning(CODE, message, name.span, Text::from(&phrases::NO_REFERENCE))
                .at(found.path)
                .help(Text::from(&phrases::INTERNAL_ID_HELP)),
        );
    }
}
