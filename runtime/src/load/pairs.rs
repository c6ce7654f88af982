//! From a list or a message to the pairs that may be loaded.

use super::form::{self, Form};
use super::{Load, Pair, Position, Problem, ProblemKind, Wanted};
use crate::info::AdapterInfo;
use std::collections::BTreeMap;

/// How many characters a key or a mask has at most in the message: the columns of RM's log of loads, `HCCONVERSAOINTEGRACAOLOG`, in the
/// schema `InternalIdLoad_1_000.json`.
const LONGEST: usize = 200;

impl Load {
    /// What may be loaded of `wanted` into the De-Paras of `adapters`.
    ///
    /// A pair is refused when it does not fit the mask, the key or the De-Para table of its entity, and when it repeats or contradicts one
    /// further up. Nothing is left out without a problem that says where it stands.
    #[must_use]
    pub fn of<'r>(adapters: &[&'static AdapterInfo], wanted: impl IntoIterator<Item = Wanted<'r>>) -> Self {
        let mut forms: BTreeMap<String, Vec<Form>> = BTreeMap::new();
        let (mut load, mut seen) = (Self::default(), Seen::default());
        for wanted in wanted {
            let name = wanted.entity.trim().to_uppercase();
            let forms = forms.entry(name).or_insert_with(|| form::forms(adapters, wanted.entity));
            let known = || form::known(adapters);
            match pair(forms, known, &wanted).and_then(|pair| seen.check(&load.pairs, pair)) {
                Ok(pair) => load.pairs.push(pair),
                Err(kind) => {
                    let (entity, internal) = (wanted.entity.to_owned(), wanted.internal.to_owned());
                    load.problems.push(Problem { position: wanted.position, entity, internal, kind });
                }
            }
        }
        load
    }
}

fn pair(forms: &[Form], known: impl Fn() -> Vec<&'static str>, wanted: &Wanted<'_>) -> Result<Pair, ProblemKind> {
    if forms.is_empty() {
        return Err(ProblemKind::UnknownEntity { found: wanted.entity.trim().to_owned(), known: known() });
    }
    let (form, values) = form::choose(forms, wanted)?;
    let internal = form.internal(wanted.internal).map_err(ProblemKind::Internal)?;
    let pair = Pair { position: wanted.position, entity: form.entity, load: form.load, internal, values };
    let longest = pair.internal.chars().count().max(pair.mask().chars().count());
    if longest > LONGEST {
        return Err(ProblemKind::TooLong { found: longest, limit: LONGEST });
    }
    Ok(pair)
}

/// Which pairs were met: their places among the pairs, by internal key and by record.
#[derive(Default)]
struct Seen {
    internals: BTreeMap<(&'static str, String), usize>,
    records: BTreeMap<(&'static str, &'static str, String), usize>,
}

impl Seen {
    /// The pair, unless it repeats or contradicts one of `pairs`.
    fn check(&mut self, pairs: &[Pair], pair: Pair) -> Result<Pair, ProblemKind> {
        let mask = pair.mask();
        let by_internal = (pair.entity, pair.internal.clone());
        let by_record = (pair.load.key.alias, pair.load.key.field, mask);
        let first = |place: Option<&usize>| place.and_then(|place| pairs.get(*place));
        if let Some(first) = first(self.internals.get(&by_internal)) {
            let position: Position = first.position;
            let same = first.load == pair.load && first.values == pair.values;
            return Err(match same {
                true => ProblemKind::Repeated { first: position },
                false => ProblemKind::OtherRecord { first: position, mask: first.mask() },
            });
        }
        if let Some(first) = first(self.records.get(&by_record)) {
            return Err(ProblemKind::OtherInternal { first: first.position, internal: first.internal.clone() });
        }
        self.internals.insert(by_internal, pairs.len());
        self.records.insert(by_record, pairs.len());
        Ok(pair)
    }
}
