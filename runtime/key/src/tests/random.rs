//! Random keys over random shapes: what is built can be taken apart again.

use crate::{Blanks, Kind, Part, Segment, Shape, Value};

/// Shapes times keys of each: a million keys in all.
const SHAPES: usize = 20_000;
const KEYS: usize = 50;
const THREADS: usize = 4;

#[test]
fn a_million_keys_come_back() {
    std::thread::scope(|scope| {
        for start in 0..THREADS {
            scope.spawn(move || (start..SHAPES).step_by(THREADS).for_each(keys_come_back));
        }
    });
}

/// Keys of one random shape.
fn keys_come_back(seed: usize) {
    let mut random = Random(seed as u64);
    let shape = shape(&mut random);
    let mut values = Vec::new();
    for _ in 0..KEYS {
        values.clear();
        key(&shape, &mut random, &mut values);
        let raw: Vec<_> = values.iter().map(|value| value.as_ref().map(|(raw, _)| raw)).collect();
        let text = shape.format(&raw).unwrap_or_else(|error| panic!("{shape}: {values:?}: {error}"));
        let parts = shape.parse(&text).unwrap_or_else(|error| panic!("{shape}: `{text}`: {error}"));
        assert!(parts.iter().eq(values.iter().map(|value| value.as_ref().map(|(_, kept)| &**kept))), "{shape}: `{text}`: {parts:?}");
        assert_eq!(shape.text(&parts), text, "{shape}");
        if shape.last_part().is_some_and(|part| part.blanks != Blanks::Keep) && parts.as_slice().last().is_some_and(Option::is_some) {
            assert_eq!(shape.parse(&format!("{text}   ")), Ok(parts), "{shape}: padded `{text}`");
        }
    }
}

#[test]
fn any_text_is_taken_apart_or_refused() {
    for seed in 0..100_000 {
        let mut random = Random(seed);
        let shape = shape(&mut random);
        let mut text = String::new();
        for _ in 0..random.below(24) {
            text.push(random.of(&['|', '|', ';', ' ', '0', '1', '2', 'A', 'Ç', '€', '\t']));
        }
        match shape.parse(&text) {
            Ok(parts) => {
                let again = shape.format(parts.as_slice()).unwrap_or_else(|error| panic!("{shape}: `{text}`: {error}"));
                assert_eq!(shape.parse(&again), Ok(parts), "{shape}: `{text}`");
            }
            Err(error) => assert!(text.get(error.span()).is_some(), "{shape}: `{text}`: {error:?}"),
        }
    }
}

/// A shape that can be taken apart: groups last, one open part a segment, `any` at the end.
fn shape(random: &mut Random) -> Shape {
    let mut segments = vec![Segment::of(Part::company()), Segment::of(blanks(Part::branch("SA1"), random))];
    for _ in 0..random.below(3) {
        segments.push(segment(random));
    }
    for group in 0..random.of(&[0, 0, 1, 2]) {
        segments.push(Segment::of(Part::field("FIRST", Value::Text)).in_group(group));
        for _ in 0..random.below(3) {
            segments.push(segment(random).in_group(group));
        }
    }
    if random.below(8) == 0 {
        let group = segments.last().and_then(|segment| segment.group);
        segments.push(Segment { group, ..Segment::of(blanks(Part::field("REST", Value::Any), random)) });
    }
    Shape::new("RANDOM", segments).separated_by(random.of(&['|', '|', ';']))
}

fn segment(random: &mut Random) -> Segment {
    let mut parts: Vec<Part> = (0..random.of(&[0, 0, 0, 1, 2])).map(|_| fixed(random)).collect();
    let open = random.below(parts.len() + 1);
    let value = random.of(&[Value::Text, Value::Char(1), Value::Char(6), Value::Int, Value::Date]);
    parts.insert(open, blanks(Part::field("OPEN", value), random));
    let segment = Segment::join(parts);
    if random.below(3) == 0 { segment.optional() } else { segment }
}

fn fixed(random: &mut Random) -> Part {
    match random.below(4) {
        0 => Part::literal("C"),
        1 => Part::literal("L-"),
        2 => Part::field("DATE", Value::Date).keep(),
        _ => Part::field("FIXED", Value::Char(random.of(&[1, 2, 9]))).keep(),
    }
}

fn blanks(part: Part, random: &mut Random) -> Part {
    match random.below(4) {
        0 => part.keep(),
        1 => part.trim_both(),
        _ => part,
    }
}

/// The values of a key as a caller has them, each with its one form.
fn key(shape: &Shape, random: &mut Random, values: &mut Vec<Option<(String, String)>>) {
    let depth = random.of(&[None, Some(0), Some(1)]);
    for segment in &*shape.segments {
        for part in segment.slots() {
            let present = segment.group <= depth;
            values.push(present.then(|| value(part, segment.optional, shape, random)));
        }
    }
}

fn value(part: &Part, optional: bool, shape: &Shape, random: &mut Random) -> (String, String) {
    let branch = matches!(part.kind, Kind::Branch(_));
    let limit = match part.value {
        Value::Char(limit) => limit as usize,
        _ if branch => 12,
        _ => 10,
    };
    let core = match part.value {
        _ if part.kind == Kind::Company => random.of(&["01", "T1", "ÇA"]).to_owned(),
        _ if (optional || branch) && random.below(4) == 0 => String::new(),
        Value::Int => random.of(&[0, 1, -1, 1380, i64::MAX, i64::MIN]).to_string(),
        Value::Date => random.of(&["20260131", "20240229", "19991231"]).to_owned(),
        _ => text(limit, shape.takes_separators(part), random),
    };
    let pad = " ".repeat(random.below(3));
    match (part.blanks, part.width()) {
        _ if part.kind == Kind::Company => (format!("{core}{pad}"), core),
        // Taken as it is; blanks would be no number.
        (Blanks::Keep, None) => (core.clone(), core),
        (Blanks::Keep, Some(width)) => (format!("{core}{pad}"), format!("{core:<width$}")),
        (Blanks::TrimBoth, _) => (format!("{pad}{core}{pad}"), core.trim().to_owned()),
        _ => (format!("{core}{pad}"), core.trim_end().to_owned()),
    }
}

/// Up to `limit` characters that are not all blank; blanks inside and at both ends where there is room.
fn text(limit: usize, separators: bool, random: &mut Random) -> String {
    let alphabet = if separators { &['A', '0', ' ', 'Ç', '|'] } else { &['A', '0', ' ', 'Ç', '$'] };
    let mut text: Vec<char> = (0..=random.below(limit)).map(|_| random.of(alphabet)).collect();
    if text.iter().all(|character| *character == ' ') {
        text[0] = '€';
    }
    text.into_iter().collect()
}

/// SplitMix64: small, quick, and the same numbers on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).expect("less than a usize")
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}
