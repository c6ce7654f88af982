//! Rows of both sides that nearly match.

use super::explain::{Cause, Difference, Special, special};
use super::kept::Rows;
use super::names::Names;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How many rows one row is compared with: some keys of all branches may look alike.
const MOST_COMPARED: usize = 256;

/// Two rows that nearly match: their places, and why they do not match.
#[derive(Debug)]
pub(super) struct NearPair {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) differences: Vec<Difference>,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct NearPairs {
    pub(super) pairs: Vec<NearPair>,
    /// Rows that have the internal key in common and nothing else.
    pub(super) disagreements: Vec<(usize, usize)>,
    /// Rows that were not compared with all that look alike.
    pub(super) cut_short: u64,
}

/// What is special in the keys of each family that was met.
#[derive(Debug, Default)]
pub(super) struct Specials(BTreeMap<u16, [Special; 2]>);

impl Specials {
    pub(super) fn of(&mut self, names: &Names, family: u16) -> &[Special; 2] {
        self.0.entry(family).or_insert_with(|| special(names.family(family)))
    }
}

/// Joins rows of the left side with rows of the right one, each at most once: first by what is left of the internal key, then by what is left
/// of the external one.
pub(super) fn join(names: &Names, (left, lefts): (&Rows, &[usize]), (right, rights): (&Rows, &[usize])) -> NearPairs {
    let mut specials = Specials::default();
    let mut found = NearPairs::default();
    let mut free: HashSet<usize> = rights.iter().copied().collect();
    let mut open: Vec<usize> = lefts.to_vec();
    for external in [false, true] {
        let mut alike: HashMap<(u16, String), Vec<usize>> = HashMap::new();
        for place in rights.iter().filter(|place| free.contains(place)) {
            let family = right.family(*place);
            alike.entry((family, fold(&mut specials, names, right, *place, external))).or_default().push(*place);
        }
        let mut left_over = Vec::new();
        for place in open {
            let family = left.family(place);
            let folded = fold(&mut specials, names, left, place, external);
            let candidates = alike.get_mut(&(family, folded));
            let Some(candidates) = candidates else {
                left_over.push(place);
                continue;
            };
            let near = candidates.iter().take(MOST_COMPARED).enumerate().find_map(|(index, candidate)| {
                let differences = explain(specials.of(names, family), names, (left, place), (right, *candidate))?;
                Some((index, differences))
            });
            match near {
                Some((index, differences)) => {
                    let candidate = candidates.remove(index);
                    free.remove(&candidate);
                    found.pairs.push(NearPair { left: place, right: candidate, differences });
                }
                None => {
                    found.cut_short = found.cut_short.saturating_add(u64::from(candidates.len() > MOST_COMPARED));
                    left_over.push(place);
                }
            }
        }
        open = left_over;
    }
    let mut by_internal: HashMap<(u16, &str), Vec<usize>> = HashMap::new();
    for place in rights.iter().rev().filter(|place| free.contains(place)) {
        by_internal.entry((right.family(*place), right.internal(*place))).or_default().push(*place);
    }
    for place in open {
        let Some(candidates) = by_internal.get_mut(&(left.family(place), left.internal(place))) else { continue };
        // A customer and a vendor of one internal key are two rows, not one in two minds.
        let is_same = |candidate: &usize| match (left.form(place), right.form(*candidate)) {
            (Some(one), Some(other)) => one == other,
            _ => names.agree(left.name(place), right.name(*candidate)),
        };
        if let Some(index) = candidates.iter().rposition(is_same) {
            found.disagreements.push((place, candidates.remove(index)));
        }
    }
    found
}

fn fold(specials: &mut Specials, names: &Names, rows: &Rows, place: usize, external: bool) -> String {
    let [of_internal, of_external] = specials.of(names, rows.family(place));
    if external { of_external.folded(rows.external(place)) } else { of_internal.folded(rows.internal(place)) }
}

fn explain(
    [of_internal, of_external]: &[Special; 2],
    names: &Names,
    (left, one): (&Rows, usize),
    (right, other): (&Rows, usize),
) -> Option<Vec<Difference>> {
    let (one_keys, other_keys) = (left.keys(one), right.keys(other));
    let mut differences = of_internal.explain(one_keys.0, other_keys.0, false)?;
    differences.extend(of_external.explain(one_keys.1, other_keys.1, true)?);
    if differences.is_empty() {
        // The keys are the same, and the alias is that of the other role.
        let agree = left.form(one).is_none_or(|form| names.name(right.name(other)).forms.contains(&form));
        let segment = one_keys.1.split('|').count();
        differences.extend((!agree || !names.agree(left.name(one), right.name(other))).then_some(Difference {
            cause: Cause::RoleSwapped,
            external: true,
            segment,
        }));
    }
    differences.sort_unstable();
    (!differences.is_empty()).then_some(differences)
}
