//! DP0202: two adapters define a key in one De-Para name space, so that each would overwrite the rows of the other.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Adapter, FieldName, Key};
use crate::resolve::Draft;
use std::collections::BTreeMap;

pub(crate) const CODE: Code = Code("DP0202");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    let mut first: BTreeMap<&FieldName, (usize, &Key)> = BTreeMap::new();
    for (index, adapter) in draft.catalog().adapters.iter().enumerate() {
        for key in &adapter.keys {
            let (owner, earlier) = *first.entry(&key.name.value).or_insert((index, key));
            if owner != index {
                problems.push(shared_name_space(adapter, key, earlier));
            }
        }
    }
}

fn shared_name_space(adapter: &Adapter, key: &Key, earlier: &Key) -> Diagnostic {
    let name = &key.name.value;
    Diagnostic::error(CODE, Text::from(&phrases::SHARED_NAME_SPACE).with("name", name), key.name.span, Text::from(&phrases::DEFINED_AGAIN))
        .at(walk::key_path(adapter, key))
        .related(earlier.name.span, Text::from(&phrases::DEFINED_FIRST))
        .help(Text::from(&phrases::USE_EXTERNAL).with("name", name))
}
