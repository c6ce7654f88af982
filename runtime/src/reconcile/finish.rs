//! From the rows of both sides to what is not in order.

use super::kept::Rows;
use super::names::Names;
use super::near::{self, NearPair, Specials};
use super::remedy::{of_branch, of_near, of_orphan};
use super::{Cause, Difference, Finding, Misfit, Reconciler, Reconciliation, Remedy, Repetition, RowAt, Side};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{BuildHasher, RandomState};

/// Both sides while findings are gathered.
struct Both<'r> {
    names: &'r Names,
    left: &'r Rows,
    right: &'r Rows,
    /// Whether the blanks at the end of both columns count, of each side.
    blanks: [[bool; 2]; 2],
    findings: Vec<Finding>,
    /// Rows of which something is said already.
    told: [BTreeSet<usize>; 2],
}

pub(super) fn finish(reconciler: Reconciler) -> Reconciliation {
    let Reconciler { names, left, right, widths, duplicates, right_rows } = reconciler;
    let repeated = duplicates.iter().filter(|finding| finding.rows().first().is_some_and(|row| row.side == Side::Left)).count();
    let mut both = Both {
        names: &names,
        left: &left,
        right: &right,
        blanks: widths.map(|widths| widths.blanks_count()),
        findings: duplicates,
        told: [BTreeSet::new(), BTreeSet::new()],
    };
    both.keys_twice();
    let lefts: Vec<usize> = (0..left.len()).filter(|place| left.partner(*place).is_none() && !both.told[0].contains(place)).collect();
    let rights: Vec<usize> = (0..right.len()).filter(|place| !both.told[1].contains(place)).collect();
    let near = near::join(&names, (&left, &lefts), (&right, &rights));
    both.near(&near.pairs);
    both.matched_otherwise();
    both.disagreements(&near.disagreements);
    both.orphans(&lefts, &rights);

    let mut findings = both.findings;
    findings.sort_by_cached_key(|finding| (kind(finding), finding.rows().first().map(|row| row.place())));
    let left_rows = u64::try_from(left.len().saturating_add(repeated)).unwrap_or(u64::MAX);
    Reconciliation { left_rows, right_rows, matched: left.matched, findings, cut_short: near.cut_short }
}

/// The order of findings.
fn kind(finding: &Finding) -> (u8, Option<Cause>, Option<Repetition>) {
    match finding {
        Finding::Duplicate { kind, .. } => (0, None, Some(*kind)),
        Finding::Near { differences, .. } => (1, differences.first().map(|difference| difference.cause), None),
        Finding::Disagreement { .. } => (2, None, None),
        Finding::Unfit { .. } => (3, None, None),
        Finding::Orphan { .. } => (4, None, None),
    }
}

impl<'r> Both<'r> {
    fn row(&self, side: Side, place: usize) -> RowAt {
        let [left, right] = self.blanks;
        match side {
            Side::Left => self.left.row_at(self.names, side, place, left),
            Side::Right => self.right.row_at(self.names, side, place, right),
        }
    }

    fn partner(&self, place: usize) -> RowAt {
        let [_, right] = self.blanks;
        self.left.partner_at(self.names, Side::Right, place, right)
    }

    /// One key with two partners in one file.
    fn keys_twice(&mut self) {
        let left = |both: &Self| {
            let matched = move |place: &usize| both.left.partner(*place).is_some();
            (0..both.left.len()).map(|place| Row { side: Side::Left, place, matched: matched(&place) }).collect::<Vec<_>>()
        };
        let groups = doubled(self, &left(self));
        self.tell(groups);
        // Of the right side only what has no partner is held; what has one stands among the rows of the left side.
        if self.right.len() == 0 {
            return;
        }
        let of_right = |row: Row| Row { side: Side::Right, ..row };
        let mut rows: Vec<Row> = left(self).into_iter().filter(|row| row.matched).map(of_right).collect();
        rows.extend((0..self.right.len()).map(|place| Row { side: Side::Right, place, matched: false }));
        let groups = doubled(self, &rows);
        // What both sides have twice was told of the left one.
        self.tell(groups.into_iter().filter(|(_, rows)| rows.iter().any(|row| !row.matched)).collect());
    }

    /// Says of each group which rows go: those that the other side does not have, where it has one of them. Where it has none, nobody knows.
    fn tell(&mut self, groups: Vec<(Repetition, Vec<Row>)>) {
        for (kind, rows) in groups {
            let rows: Vec<Row> = rows.into_iter().filter(|row| row.matched || !self.is_told(*row)).collect();
            let is_decided = rows.iter().any(|row| row.matched);
            let is_kept = |row: &Row| row.matched || !is_decided;
            let Some(first) = rows.iter().copied().find(is_kept) else { continue };
            for row in rows.iter().filter(|row| **row != first) {
                let (first_row, row_at) = (self.shown(first), self.shown(*row));
                let remove = if is_kept(row) { Vec::new() } else { vec![row_at.place()] };
                let remedy = Remedy { remove, load: None };
                self.findings.push(Finding::Duplicate { kind, first: first_row, row: row_at, remedy });
                self.say_told(*row);
                self.say_told(first);
            }
        }
    }

    fn is_told(&self, row: Row) -> bool {
        let [left, right] = &self.told;
        if row.side == Side::Left { left.contains(&row.place) } else { right.contains(&row.place) }
    }

    fn say_told(&mut self, row: Row) {
        let [left, right] = &mut self.told;
        match (row.side, row.matched) {
            (Side::Left, _) => left.insert(row.place),
            (Side::Right, false) => right.insert(row.place),
            (Side::Right, true) => false,
        };
    }

    /// A row of the right side that is matched stands at its partner.
    fn rows(&self, row: Row) -> &'r Rows {
        if row.side == Side::Left || row.matched { self.left } else { self.right }
    }

    fn form(&self, row: Row) -> Option<u16> {
        self.rows(row).form(row.place)
    }

    fn name(&self, row: Row) -> u16 {
        match (row.side, row.matched) {
            (Side::Right, true) => self.left.partner(row.place).map_or(u16::MAX, |(_, name)| name),
            _ => self.rows(row).name(row.place),
        }
    }

    fn shown(&self, row: Row) -> RowAt {
        match (row.side, row.matched) {
            (Side::Right, true) => self.partner(row.place),
            (side, _) => self.row(side, row.place),
        }
    }

    fn near(&mut self, pairs: &[NearPair]) {
        for pair in pairs {
            let (left, right) = (self.row(Side::Left, pair.left), self.row(Side::Right, pair.right));
            let names = (self.left.name(pair.left), self.right.name(pair.right));
            let remedy = of_near(self.names, (&left, names.0), (&right, names.1), &pair.differences);
            self.findings.push(Finding::Near { left, right, differences: pair.differences.clone(), remedy });
            self.told[0].insert(pair.left);
            self.told[1].insert(pair.right);
        }
    }

    /// Pairs that both sides have, but for blanks at the end, or with keys that are not what they should be.
    fn matched_otherwise(&mut self) {
        let [own, partners] = self.blanks;
        for place in (0..self.left.len()).filter(|place| self.left.partner(*place).is_some()) {
            let differ = self.left.blanks_differ(place, own, partners);
            let keys = self.left.keys(place);
            let misfit = match self.left.form(place) {
                Some(_) => None,
                None => self.names.fit(self.left.name(place), keys.0, keys.1).err(),
            };
            if differ == [false; 2] && misfit.is_none() {
                continue;
            }
            let (left, right) = (self.row(Side::Left, place), self.partner(place));
            let names = (self.left.name(place), self.left.partner(place).map_or(u16::MAX, |(_, name)| name));
            self.findings.push(match misfit {
                Some(misfit) => {
                    let remedy = match misfit {
                        Misfit::Branch { .. } => of_branch(self.names, &left, &right, names.0),
                        _ => Remedy::default(),
                    };
                    Finding::Unfit { left, right, misfit, remedy }
                }
                None => {
                    let last = |key: &str| key.split('|').count();
                    let difference = |(differs, external, key): (bool, bool, &str)| {
                        differs.then(|| Difference { cause: Cause::Blank, external, segment: last(key) })
                    };
                    let [internal, external] = differ;
                    let differences: Vec<Difference> =
                        [(internal, false, keys.0), (external, true, keys.1)].into_iter().filter_map(difference).collect();
                    let remedy = of_near(self.names, (&left, names.0), (&right, names.1), &differences);
                    Finding::Near { left, right, differences, remedy }
                }
            });
        }
    }

    fn disagreements(&mut self, pairs: &[(usize, usize)]) {
        for (left, right) in pairs {
            let finding = Finding::Disagreement {
                left: self.row(Side::Left, *left),
                right: self.row(Side::Right, *right),
                remedy: Remedy::default(),
            };
            self.findings.push(finding);
            self.told[0].insert(*left);
            self.told[1].insert(*right);
        }
    }

    fn orphans(&mut self, lefts: &[usize], rights: &[usize]) {
        let lefts = lefts.iter().filter(|place| !self.told[0].contains(place)).map(|place| (Side::Left, *place));
        let rights = rights.iter().filter(|place| !self.told[1].contains(place)).map(|place| (Side::Right, *place));
        let orphans: Vec<(Side, usize)> = lefts.chain(rights).collect();
        for (side, place) in orphans {
            let (rows, row) = (if side == Side::Left { self.left } else { self.right }, self.row(side, place));
            let keys = rows.keys(place);
            let fit = self.names.fit(rows.name(place), keys.0, keys.1);
            let remedy = match &fit {
                // The mask of a load has no branch: Protheus finds the record and builds the key anew.
                Err(Misfit::Branch { .. }) => Remedy { remove: vec![row.place()], ..of_branch(self.names, &row, &row, rows.name(place)) },
                _ => of_orphan(self.names, &row, fit.as_ref().ok().copied()),
            };
            self.findings.push(Finding::Orphan { row, misfit: fit.err(), remedy });
        }
    }
}

/// A row of a side: of the left one, or of the right one alone or as the partner of a left one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    side: Side,
    place: usize,
    matched: bool,
}

/// What rows have in common that are the same but for one key: the name, the De-Para, the key, and beside an external one the coligada.
type Common<'r> = (Repetition, u16, u16, &'r str, &'r str);

/// The rows that have a key in common with another one. Two passes, so that memory holds two numbers a row and only the few keys that are
/// there twice.
fn doubled(both: &Both<'_>, rows: &[Row]) -> Vec<(Repetition, Vec<Row>)> {
    let mut specials = Specials::default();
    let hasher = RandomState::new();
    let mut hashes: Vec<u64> = Vec::with_capacity(rows.len().saturating_mul(2));
    for row in rows {
        hashes.extend(common(both, &mut specials, *row).into_iter().flatten().map(|key| hasher.hash_one(key)));
    }
    hashes.sort_unstable();
    let twice = |pair: &[u64]| matches!(pair, [one, other] if one == other).then(|| pair.first().copied()).flatten();
    let twice: HashSet<u64> = hashes.windows(2).filter_map(twice).collect();
    drop(hashes);
    if twice.is_empty() {
        return Vec::new();
    }
    let mut groups: BTreeMap<Common<'_>, Vec<Row>> = BTreeMap::new();
    for row in rows {
        for key in common(both, &mut specials, *row).into_iter().flatten().filter(|key| twice.contains(&hasher.hash_one(key))) {
            groups.entry(key).or_default().push(*row);
        }
    }
    groups.into_iter().filter(|(_, rows)| rows.len() > 1).map(|((kind, ..), rows)| (kind, rows)).collect()
}

/// Both keys of a row with what they must share to be the same, where it is known of which De-Para the row is.
fn common<'r>(both: &Both<'r>, specials: &mut Specials, row: Row) -> [Option<Common<'r>>; 2] {
    let Some(form) = both.form(row) else { return [None; 2] };
    let rows = both.rows(row);
    let (internal, external) = rows.keys(row.place);
    let name = both.name(row);
    let [special, _] = specials.of(both.names, rows.family(row.place));
    let coligada = special.coligada(internal);
    // One external key in several tables is in order, and a row of Protheus that can be of several does not say of which it is.
    let forms = &both.names.name(name).forms;
    let fits = |place: &&u16| both.names.form(Some(**place)).is_some_and(|form| both.names.fit_form(form, internal, external).is_ok());
    let is_of_several = forms.len() > 1 && forms.iter().filter(fits).take(2).count() > 1 && row.side == Side::Right;
    let of_internal = (Repetition::Internal, name, form, internal, "");
    let of_external = (Repetition::External, name, form, external, coligada);
    [Some(of_internal), (!is_of_several).then_some(of_external)]
}
