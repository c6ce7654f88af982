//! Random keys of each shipped form, there and back: blanks, empty segments and absent groups among them.
//!
//! `DEPARA_RANDOM_KEYS` says how many of each form; a million take minutes without optimisation, and seconds with `--release`.

use depara::key::{Blanks, Kind, Part, Segment, Shape, Value};
use depara_mappings::Registry;
use depara_tests::random::Random;
use std::collections::BTreeMap;

/// Keys of each form, unless `DEPARA_RANDOM_KEYS` says another number.
const KEYS: usize = 20_000;
/// Values that each slot chooses from.
const VALUES: usize = 512;

/// A value as a caller has it, and its one form.
type Pair = (String, String);

#[test]
fn random_keys_of_each_shipped_form_come_back() {
    let count = std::env::var("DEPARA_RANDOM_KEYS").map_or(KEYS, |text| text.parse().expect("DEPARA_RANDOM_KEYS is a number"));
    let adapters = Registry::ADAPTERS.iter();
    let shapes: BTreeMap<String, &Shape> = adapters
        .flat_map(|adapter| {
            let keys = adapter.keys.iter().map(|key| key.shape);
            let deparas = adapter.deparas.iter().map(|depara| depara.internal);
            let masks = adapter.loads.iter().map(|load| load.mask);
            keys.chain(deparas).chain(masks).map(|shape| (shape.to_string(), shape))
        })
        .collect();
    assert!(shapes.len() >= 8, "{shapes:#?}");
    let shapes: Vec<&Shape> = shapes.into_values().collect();
    std::thread::scope(|scope| {
        for half in [0, 1] {
            let shapes = &shapes;
            scope.spawn(move || shapes.iter().skip(half).step_by(2).for_each(|shape| keys_come_back(shape, count)));
        }
    });
}

fn keys_come_back(shape: &Shape, count: usize) {
    let mut random = Random::new(7);
    let slots: Vec<(Option<u8>, Vec<Pair>)> = shape
        .segments
        .iter()
        .flat_map(|segment| segment.slots().map(move |part| (segment, part)))
        .map(|(segment, part)| (segment.group, (0..VALUES).map(|_| pair(shape, segment, part, &mut random)).collect()))
        .collect();
    let groups: Vec<Option<u8>> = std::iter::once(None).chain(slots.iter().filter_map(|(group, _)| group.map(Some))).collect();
    let mut chosen: Vec<Option<&Pair>> = Vec::new();
    let mut values: Vec<Option<&str>> = Vec::new();
    for _ in 0..count {
        let depth = groups[random.below(groups.len())];
        chosen.clear();
        chosen.extend(slots.iter().map(|(group, pairs)| (*group <= depth).then(|| &pairs[random.below(VALUES)])));
        values.clear();
        values.extend(chosen.iter().map(|pair| pair.map(|pair| pair.0.as_str())));
        let text = shape.format(&values).unwrap_or_else(|error| panic!("{shape}: {values:?}: {error}"));
        let parts = shape.parse(&text).unwrap_or_else(|error| panic!("{shape}: `{text}`: {error}"));
        assert!(parts.iter().eq(chosen.iter().map(|pair| pair.map(|pair| pair.1.as_str()))), "{shape}: {values:?}: {parts:?}");
    }
}

fn pair(shape: &Shape, segment: &Segment, part: &Part, random: &mut Random) -> Pair {
    let branch = matches!(part.kind, Kind::Branch(_));
    let last = shape.segments.last().and_then(|segment| segment.parts.last());
    let separators = part.value == Value::Any && last.is_some_and(|last| std::ptr::eq(last, part));
    let core = match part.value {
        _ if part.kind == Kind::Company => ["01", "T1", "ÇA"][random.below(3)].to_owned(),
        _ if (segment.optional || branch) && random.below(4) == 0 => String::new(),
        Value::Int => (random.bits() as i64 >> random.below(64)).to_string(),
        Value::Date => format!("20{:02}{:02}{:02}", random.below(100), 1 + random.below(12), 1 + random.below(28)),
        Value::Char(width) => characters(width as usize, separators, random),
        _ => characters(12, separators, random),
    };
    let blanks = " ".repeat(random.below(3));
    match (part.blanks, part.width()) {
        _ if part.kind == Kind::Company => (format!("{core}{blanks}"), core),
        (Blanks::Keep, None) => (core.clone(), core),
        (Blanks::Keep, Some(width)) => (core.clone(), format!("{core:<width$}")),
        (Blanks::Trim, _) => (format!("{core}{blanks}"), core.trim_end().to_owned()),
        (Blanks::TrimBoth, _) => (format!("{blanks}{core}{blanks}"), core.trim().to_owned()),
    }
}

/// Up to `limit` characters, the first of them no blank at times, and never all of them.
fn characters(limit: usize, separators: bool, random: &mut Random) -> String {
    let alphabet = if separators { ['A', '7', ' ', 'Ç', '|'] } else { ['A', '7', ' ', 'Ç', '$'] };
    let mut text: Vec<char> = (0..=random.below(limit)).map(|_| alphabet[random.below(5)]).collect();
    if text.iter().all(|character| *character == ' ') {
        text[0] = '€';
    }
    text.into_iter().collect()
}
