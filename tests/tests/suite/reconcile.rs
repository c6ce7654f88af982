//! Two De-Paras that were one, and were spoilt at random: what is found is repaired, and then nothing is found.

use depara::list::{Column, ListedRow, RowList};
use depara::reconcile::{Finding, Reconciler, Reconciliation, Side};
use depara_mappings::Registry;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A row of a side: table or alias and field, both keys.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    name: (String, String),
    internal: String,
    external: String,
}

impl Row {
    fn listed(&self, side: Side) -> ListedRow<'_> {
        let (one, two) = (self.name.0.as_str(), self.name.1.as_str());
        let row = ListedRow { internal: &self.internal, external: &self.external, ..ListedRow::default() };
        match side {
            Side::Left => ListedRow { table: one, ..row },
            Side::Right => ListedRow { alias: one, field: two, ..row },
        }
    }
}

/// How a row of one side is spoilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Harm {
    None,
    Missing,
    Twice,
    BlankAtTheEnd,
    LostZeroInside,
    LostZeroOutside,
    Role,
    Branch,
    Coligada,
    FewerSegments,
    Case,
}

const HARMS: [Harm; 11] = [
    Harm::None,
    Harm::Missing,
    Harm::Twice,
    Harm::BlankAtTheEnd,
    Harm::LostZeroInside,
    Harm::LostZeroOutside,
    Harm::Role,
    Harm::Branch,
    Harm::Coligada,
    Harm::FewerSegments,
    Harm::Case,
];

/// The number of a customer whose code is longer than that of all the others.
const LONGER: usize = 1_234_566;

/// Customer number `number` on a side, spoilt.
fn spoilt(number: usize, side: Side, harm: Harm) -> Vec<Row> {
    let code = format!("{:05}X", number + 1);
    let name = match side {
        Side::Left => ("FCFO".to_owned(), String::new()),
        Side::Right => ("SA1".to_owned(), "A1_COD".to_owned()),
    };
    let mut row = Row { name, internal: format!("0|{code}"), external: format!("01||{code}|01|C") };
    let short = code.trim_start_matches('0').to_owned();
    match harm {
        Harm::None => {}
        Harm::Missing => return Vec::new(),
        Harm::Twice => return vec![row.clone(), row],
        Harm::BlankAtTheEnd => row.external.push(' '),
        Harm::LostZeroInside => row.internal = format!("0|{short}"),
        Harm::LostZeroOutside => row.external = format!("01||{short}|01|C"),
        Harm::Role => row.external = format!("01||{code}|01|F"),
        Harm::Branch => row.external = format!("01|0101|{code}|01|C"),
        Harm::Coligada => row.internal = format!("7|{code}"),
        Harm::FewerSegments => row.external = format!("01|{code}|01|C"),
        Harm::Case => row.external = row.external.to_lowercase(),
    }
    vec![row]
}

fn compare(left: &[Row], right: &[Row]) -> Reconciliation {
    let mut reconciler = Reconciler::new(Registry::ADAPTERS, None);
    for (line, row) in (1..).zip(left) {
        reconciler.left(line, &row.listed(Side::Left)).unwrap();
    }
    for (line, row) in (1..).zip(right) {
        reconciler.right(line, &row.listed(Side::Right)).unwrap();
    }
    reconciler.finish()
}

/// Removes what is to be removed and records what is to be loaded.
fn repaired(found: &Reconciliation, mut sides: [Vec<Row>; 2]) -> [Vec<Row>; 2] {
    let remedies = || found.findings.iter().map(Finding::remedy);
    let removed: BTreeSet<(Side, u64)> = remedies().flat_map(|remedy| remedy.remove.iter().copied()).collect();
    for (side, rows) in [Side::Left, Side::Right].into_iter().zip(&mut sides) {
        let mut line = 0;
        rows.retain(|_| {
            line += 1;
            !removed.contains(&(side, line))
        });
        for pair in remedies().filter_map(|remedy| remedy.load.as_ref()) {
            let listed = pair.listed(side);
            let name = match side {
                Side::Left => (listed.table.to_owned(), String::new()),
                Side::Right => (listed.alias.to_owned(), listed.field.to_owned()),
            };
            let row = Row { name, internal: pair.internal.clone(), external: pair.external.clone() };
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    sides
}

/// Lines of made-up words, some of which are columns, keys, quotes or no text at all.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let word = prop_oneof![
        Just(b"XXF_ALIAS;XXF_FIELD;XXF_EXTVAL;XXF_INTVAL\n".to_vec()),
        Just(b"rm_table;rm_value;external_value\n".to_vec()),
        Just(b"[{\"rm_table\":\"FCFO\",\"rm_value\":\"0|1\",\"external_value\":\"01||1|01|C\"}]".to_vec()),
        Just(b"SA1;A1_COD;0|1;01||1|01|C\n".to_vec()),
        Just(b"FCFO;0|1;".to_vec()),
        Just(b"SA6;A6_COD;".to_vec()),
        Just("\u{feff}".as_bytes().to_vec()),
        Just("ção".as_bytes().to_vec()),
        Just(b"01||000000001|01|C".to_vec()),
        Just(b"2|341|0777 |88442".to_vec()),
        Just(b"|".to_vec()),
        Just(b"  ".to_vec()),
        Just(b"\"".to_vec()),
        Just(b";".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\n".to_vec()),
        prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(word, 0..40).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Each record is spoilt on at most one side, and in one way: a row on each side is what was meant.
    #[test]
    fn what_was_spoilt_is_found_and_repaired(harms in prop::collection::vec((0..HARMS.len(), any::<bool>()), 0..30), turn in 0_usize..30) {
        let of = |side: Side| {
            let harm = |(number, (harm, is_left)): (usize, &(usize, bool))| {
                spoilt(number, side, if *is_left == (side == Side::Left) { HARMS[*harm] } else { Harm::None })
            };
            // A sound record of another length: blanks at the end of values that all have one length would fill up a column and mean nothing.
            harms.iter().enumerate().flat_map(harm).chain(spoilt(LONGER, side, Harm::None)).collect::<Vec<Row>>()
        };
        let (left, mut right) = (of(Side::Left), of(Side::Right));
        let by = turn % right.len();
        right.rotate_left(by);
        let spoilt = harms.iter().filter(|(harm, _)| HARMS[*harm] != Harm::None).count();
        let found = compare(&left, &right);
        prop_assert_eq!(found.findings.len(), spoilt, "{:?}", found.findings);
        let [left, right] = repaired(&found, [left, right]);
        let again = compare(&left, &right);
        prop_assert!(again.is_clean(), "{:?}", again.findings);
        prop_assert_eq!(again.matched, harms.len() as u64 + 1);
    }

    /// Whatever stands in two files, they are compared, and what is found names lines that are there.
    #[test]
    fn any_bytes_are_compared(left in soup(), right in soup()) {
        let mut reconciler = Reconciler::new(Registry::ADAPTERS, None);
        let mut lines = [0, 0];
        for (index, bytes) in [&left, &right].into_iter().enumerate() {
            let Ok(mut rows) = RowList::open(bytes.as_slice(), &[Column::Internal, Column::External]) else { continue };
            while let Ok(Some(line)) = rows.next_row() {
                prop_assert!(line.number > lines[index]);
                lines[index] = line.number;
                if let Ok(row) = line.row {
                    let _ = if index == 0 { reconciler.left(line.number, &row) } else { reconciler.right(line.number, &row) };
                }
            }
        }
        let found = reconciler.finish();
        for (side, line) in found.findings.iter().flat_map(Finding::rows).map(|row| row.place()) {
            prop_assert!(line >= 1 && line <= lines[usize::from(side == Side::Right)], "{:?}", found);
        }
    }
}
