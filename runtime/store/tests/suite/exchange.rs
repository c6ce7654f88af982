//! Rows of lists into the store, and out of it.

use super::base::{Base, both};
use depara::key::{Part, Segment, Shape, Value};
use depara::rules::AdapterRules;
use depara::{AdapterInfo, DeParaInfo, DeParaMode, KeyInfo, Version};
use depara_store::depara::{Cardinality, Mapping, OrAsk, OrNone, Side, SpaceInfo, Stamp, StoredRow};
use depara_store::exchange::{Importer, ListedPair, NotTaken, Options, Taken, Wanted};
use depara_store::{Store, StoreError, Timestamp};
use std::borrow::Cow;

const COMPANY: Segment = Segment { parts: Cow::Borrowed(&[Part::company()]), optional: false, group: None };
const STALL: Segment = Segment { parts: Cow::Borrowed(&[Part::field("ZF1_COD", Value::Char(6))]), optional: false, group: None };
const COLIGADA: Segment = Segment { parts: Cow::Borrowed(&[Part::field("CODCOLIGADA", Value::Int)]), optional: false, group: None };
const CODE: Segment = Segment { parts: Cow::Borrowed(&[Part::field("CODFRUTA", Value::Text)]), optional: false, group: None };
static EXTERNAL: Shape = Shape { name: Cow::Borrowed("ZF1.ZF1_COD"), segments: Cow::Borrowed(&[COMPANY, STALL]), separator: '|' };
static INTERNAL: Shape = Shape { name: Cow::Borrowed("ZFRUTA"), segments: Cow::Borrowed(&[COLIGADA, CODE]), separator: '|' };
static KEY: KeyInfo = KeyInfo { alias: "ZF1", field: "ZF1_COD", system: "PROTHEUS", shape: &EXTERNAL };
static ZFRUTA: DeParaInfo = DeParaInfo {
    table: "ZFRUTA",
    title: "Fruta",
    system: "RM",
    transaction: "FRUIT",
    internal: &INTERNAL,
    external: &KEY,
    mode: DeParaMode::Rows,
};
static FRUIT: AdapterInfo = AdapterInfo {
    name: "Fruit",
    title: "Fruta",
    routines: &[],
    message: "FRUIT",
    version: Version::new(1, 0),
    alias: "ZF1",
    channel: "EAI",
    rules: AdapterRules::NONE,
    profiles: &[],
    keys: &[&KEY],
    loads: &[],
    deparas: &[&ZFRUTA],
};

/// The same, whose codes a person maps.
static ASKED_ZFRUTA: DeParaInfo = DeParaInfo {
    table: "ZFRUTA",
    title: "Fruta",
    system: "RM",
    transaction: "FRUIT",
    internal: &INTERNAL,
    external: &KEY,
    mode: DeParaMode::Ask,
};
static ASKED: AdapterInfo = AdapterInfo {
    name: "Fruit",
    title: "Fruta",
    routines: &[],
    message: "FRUIT",
    version: Version::new(1, 0),
    alias: "ZF1",
    channel: "EAI",
    rules: AdapterRules::NONE,
    profiles: &[],
    keys: &[&KEY],
    loads: &[],
    deparas: &[&ASKED_ZFRUTA],
};

fn pair(line: u64, internal: &str, external: &str) -> ListedPair {
    ListedPair { line, table: "zfruta".into(), internal: internal.into(), external: external.into(), ..ListedPair::default() }
}

/// What became of each row, as a word and its reason.
fn take(store: &mut Store, options: Options<'_>, portions: &[&[ListedPair]]) -> Vec<String> {
    let mut importer = Importer::new(&[&FRUIT], None, options);
    let mut words = Vec::new();
    for portion in portions {
        for outcome in importer.take(store, portion).unwrap() {
            words.push(match outcome {
                Ok(taken) => format!("{taken:?}"),
                Err(NotTaken::Refused(StoreError::Refused { refusal, .. })) => format!("{refusal:?}"),
                Err(reason) => reason.to_string(),
            });
        }
    }
    words
}

fn all(store: &mut Store) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let keep = |_: &_, row: &StoredRow| -> Result<(), StoreError> {
        rows.push((row.internal.clone(), row.external.clone()));
        Ok(())
    };
    store.export(&Wanted::default(), keep).unwrap();
    rows
}

both!(
    nothing_is_replaced_that_is_not_named,
    a_dry_run_says_the_same,
    a_waiting_code_gets_its_partner,
    a_newer_event_counts,
    a_space_stays_as_it_is_kept,
    many_pages
);

fn nothing_is_replaced_that_is_not_named(base: &Base) {
    let mut store = base.store();
    let options = Options::new("list");
    assert_eq!(take(&mut store, options, &[&[pair(2, "1|a", "01|A"), pair(3, "1|b", "01|B "), pair(4, "1|c", "01|C")]]), ["Added"; 3]);
    let list = [pair(2, "1|b", "01|X"), pair(3, "1|d", "01|A"), pair(4, "1|a", "01|A"), pair(5, "1|x", "1|A"), pair(6, "1|b", "01|Y")];
    let words = take(&mut store, options, &[&list]);
    let misfit =
        "external key: segment 1 `company` of key `ZF1.ZF1_COD` takes exactly 2 characters, blanks included; found `1`, which has 1";
    let expected = ["ReferenceTaken", "ValueTaken", "Unchanged", misfit, "ReferenceTaken"];
    assert_eq!(words, expected);
    let text = |rows: &[(&str, &str)]| rows.iter().map(|(one, two)| ((*one).to_owned(), (*two).to_owned())).collect::<Vec<_>>();
    assert_eq!(all(&mut store), text(&[("1|a", "01|A"), ("1|b", "01|B "), ("1|c", "01|C")]));

    let words = take(&mut store, Options { replace: true, ..options }, &[&list]);
    assert_eq!(words[..3], ["Replaced { from: \"01|B \" }", "ValueTaken", "Unchanged"]);
    assert_eq!(words[4], "line 2 has the same internal key with another partner");
    assert_eq!(all(&mut store), text(&[("1|a", "01|A"), ("1|b", "01|X"), ("1|c", "01|C")]));
}

fn a_dry_run_says_the_same(base: &Base) {
    let mut store = base.store();
    let options = Options::new("list");
    let (first, second) =
        ([pair(2, "1|a", "01|A"), pair(3, "1|a", "01|A")], [pair(4, "1|a", "01|A"), pair(5, "2|a", "01|A"), pair(6, "2|b", "01|B")]);
    let portions: &[&[ListedPair]] = &[&first, &second];
    let expected = [
        "Added",
        "the same pair stands in line 2",
        "the same pair stands in line 2",
        "line 2 has the same external key with another partner",
        "Added",
    ];
    assert_eq!(take(&mut store, Options { dry_run: true, ..options }, portions), expected);
    assert_eq!(all(&mut store), []);
    assert!(store.read(|transaction| transaction.spaces(&Wanted::default())).unwrap().is_empty());
    assert_eq!(take(&mut store, options, portions), expected);
    assert_eq!(all(&mut store).len(), 2);
}

fn a_waiting_code_gets_its_partner(base: &Base) {
    let mut store = base.store();
    let info = SpaceInfo { mode: DeParaMode::Ask, ..SpaceInfo::of(&ZFRUTA, Cardinality::OneToOne) };
    let mapping = store.transaction(|transaction| {
        let space = transaction.space(&info)?;
        transaction.look_up(&space, Side::External, "01|A", OrAsk { message: None })
    });
    assert!(matches!(mapping, Ok(Mapping::Waits)), "{mapping:?}");
    // Mappings that keep the De-Para otherwise do not change how it is kept, and it is said.
    let words = take(&mut store, Options::new("list"), &[&[pair(2, "1|a", "01|A")]]);
    assert!(words[0].contains("is kept as one to one, both, ask"), "{words:?}");

    let mut importer = Importer::new(&[&ASKED], None, Options::new("list"));
    let outcomes = importer.take(&mut store, &[pair(2, "1|a", "01|A")]).unwrap();
    assert!(matches!(outcomes.as_slice(), [Ok(Taken::Filled)]), "{outcomes:?}");
}

fn a_newer_event_counts(base: &Base) {
    let mut store = base.store();
    let options = Options::new("list");
    take(&mut store, options, &[&[pair(2, "1|a", "01|A")]]);
    store
        .transaction(|transaction| {
            let space = transaction.space(&SpaceInfo::of(&ZFRUTA, Cardinality::OneToOne))?;
            let stamp = Stamp { at: Timestamp::from_micros(i64::MAX - 1), source: "event" };
            transaction.remove(&space, Side::Internal, "1|a", stamp)
        })
        .unwrap();
    let words = take(&mut store, options, &[&[pair(2, "1|a", "01|A")]]);
    assert!(words[0].contains("is newer than the list"), "{words:?}");
    assert_eq!(all(&mut store), []);
}

fn a_space_stays_as_it_is_kept(base: &Base) {
    let mut store = base.store();
    store.transaction(|transaction| transaction.space(&SpaceInfo::of(&ZFRUTA, Cardinality::ManyToOne))).unwrap();
    let words = take(&mut store, Options::new("list"), &[&[pair(2, "1|a", "01|A"), pair(3, "2|a", "01|A")]]);
    assert_eq!(words, ["Added"; 2]);
    let wanted = Wanted { table: Some("OTHER"), ..Wanted::default() };
    store.export(&wanted, |_, row| -> Result<(), StoreError> { panic!("{row:?}") }).unwrap();
    let found = store.transaction(|transaction| {
        let space = transaction.space(&SpaceInfo::of(&ZFRUTA, Cardinality::ManyToOne))?;
        transaction.look_up(&space, Side::Internal, "2|a", OrNone)
    });
    assert_eq!(found.unwrap().as_deref(), Some("01|A"));
}

fn many_pages(base: &Base) {
    let mut store = base.store();
    let rows: Vec<ListedPair> = (0..2_500).map(|number| pair(number + 2, &format!("1|{number}"), &format!("01|{number}"))).collect();
    let portions: Vec<&[ListedPair]> = rows.chunks(500).collect();
    let words = take(&mut store, Options::new("list"), &portions);
    assert!(words.iter().all(|word| *word == format!("{:?}", Taken::Added)), "{words:?}");
    let found = all(&mut store);
    assert_eq!((found.len(), found[2_499].0.as_str()), (2_500, "1|2499"));
}
