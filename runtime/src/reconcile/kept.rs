//! Rows in little memory: their texts in one string, with an index by the pair of keys.

use super::names::Names;
use super::{RowAt, Side};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// No row.
const NONE: u32 = u32::MAX;
/// No De-Para has both keys of the row.
const UNFIT: u16 = u16::MAX;

/// Rows, each pair once. Keys are compared without the blanks at their end, which are kept beside them.
#[derive(Debug, Default)]
pub(super) struct Rows {
    text: String,
    entries: Vec<Entry>,
    /// The last row of each hash; the others follow from it.
    index: HashMap<u64, u32>,
    hasher: RandomState,
    pub(super) matched: u64,
}

/// A row.
#[derive(Debug, Clone)]
struct Entry {
    /// Where its text begins.
    start: usize,
    line: u64,
    /// The line of its partner on the other side; zero while there is none.
    partner: u64,
    lengths: [u32; 2],
    blanks: Blanks,
    partner_blanks: Blanks,
    family: u16,
    name: u16,
    partner_name: u16,
    form: u16,
    next: u32,
}

/// How many blanks stand at the end of both keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Blanks([u16; 2]);

impl Blanks {
    /// The row's own ones: see [`Rows::row_at`].
    pub(super) const OWN: [bool; 2] = [true, true];

    /// Those that say something.
    fn counted(self, count: [bool; 2]) -> [u16; 2] {
        let [internal, external] = self.0;
        let [of_internal, of_external] = count;
        [if of_internal { internal } else { 0 }, if of_external { external } else { 0 }]
    }
}

/// How wide the values of both columns are: those of a file whose columns are filled up all have one width.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Widths([Option<Width>; 2]);

#[derive(Debug, Clone, Copy)]
struct Width {
    characters: usize,
    differs: bool,
    has_blanks: bool,
    is_alone: bool,
}

impl Widths {
    pub(super) fn add(&mut self, (internal, external): (&str, &str)) {
        for (width, value) in self.0.iter_mut().zip([internal, external]) {
            let (characters, blank) = (value.chars().count(), value.ends_with(' '));
            *width = Some(match *width {
                None => Width { characters, differs: false, has_blanks: blank, is_alone: true },
                Some(known) => Width {
                    differs: known.differs || known.characters != characters,
                    has_blanks: known.has_blanks || blank,
                    is_alone: false,
                    ..known
                },
            });
        }
    }

    /// Whether the blanks at the end of each column say something: they do not where they fill the column up.
    pub(super) fn blanks_count(&self) -> [bool; 2] {
        self.0.map(|width| !width.is_some_and(|width| width.has_blanks && !width.differs && !width.is_alone))
    }
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The place of a pair.
    pub(super) fn find(&self, family: u16, (internal, external): (&str, &str)) -> Option<usize> {
        let keys = (internal.trim_end_matches(' '), external.trim_end_matches(' '));
        let mut next = *self.index.get(&self.hash(family, keys))?;
        while let Some(entry) = self.entries.get(usize::try_from(next).ok()?) {
            let place = usize::try_from(next).ok()?;
            if entry.family == family && self.keys(place) == keys {
                return Some(place);
            }
            next = entry.next;
        }
        None
    }

    pub(super) fn push(&mut self, family: u16, name: u16, line: u64, (internal, external): (&str, &str), form: Option<u16>) {
        let cut = |key: &str| key.trim_end_matches(' ').len();
        let lengths = [cut(internal), cut(external)];
        let keys = [internal, external];
        let start = self.text.len();
        for (key, length) in keys.into_iter().zip(lengths) {
            self.text.push_str(key.get(..length).unwrap_or_default());
        }
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let place = u32::try_from(self.entries.len()).unwrap_or(NONE);
        let hash = self.hash(family, (internal.trim_end_matches(' '), external.trim_end_matches(' ')));
        let next = self.index.insert(hash, place).unwrap_or(NONE);
        self.entries.push(Entry {
            start,
            line,
            partner: 0,
            lengths: lengths.map(small),
            blanks: blanks((internal, external)),
            partner_blanks: Blanks::default(),
            family,
            name,
            partner_name: u16::MAX,
            form: form.unwrap_or(UNFIT),
            next,
        });
    }

    /// Joins a row with its partner on the other side; the line of the one that it has already.
    pub(super) fn join(&mut self, place: usize, name: u16, line: u64, keys: (&str, &str)) -> Option<u64> {
        let entry = self.entries.get_mut(place)?;
        if entry.partner > 0 {
            return Some(entry.partner);
        }
        entry.partner = line;
        entry.partner_name = name;
        entry.partner_blanks = blanks(keys);
        self.matched = self.matched.saturating_add(1);
        None
    }

    /// Both keys of a row, without the blanks at their end.
    pub(super) fn keys(&self, place: usize) -> (&str, &str) {
        let Some(entry) = self.entries.get(place) else { return ("", "") };
        let [internal, external] = entry.lengths.map(|length| usize::try_from(length).unwrap_or(usize::MAX));
        let middle = entry.start.saturating_add(internal);
        let text = |from: usize, length: usize| self.text.get(from..from.saturating_add(length)).unwrap_or_default();
        (text(entry.start, internal), text(middle, external))
    }

    pub(super) fn internal(&self, place: usize) -> &str {
        self.keys(place).0
    }

    pub(super) fn external(&self, place: usize) -> &str {
        self.keys(place).1
    }

    pub(super) fn name(&self, place: usize) -> u16 {
        self.entries.get(place).map_or(u16::MAX, |entry| entry.name)
    }

    pub(super) fn family(&self, place: usize) -> u16 {
        self.entries.get(place).map_or(u16::MAX, |entry| entry.family)
    }

    pub(super) fn line(&self, place: usize) -> u64 {
        self.entries.get(place).map_or(0, |entry| entry.line)
    }

    /// The De-Para that has both keys.
    pub(super) fn form(&self, place: usize) -> Option<u16> {
        self.entries.get(place).map(|entry| entry.form).filter(|form| *form != UNFIT)
    }

    /// The line of the partner, and what it is called.
    pub(super) fn partner(&self, place: usize) -> Option<(u64, u16)> {
        self.entries.get(place).filter(|entry| entry.partner > 0).map(|entry| (entry.partner, entry.partner_name))
    }

    /// Whether the partner has other blanks at the end of a key, where those of its side count.
    pub(super) fn blanks_differ(&self, place: usize, own: [bool; 2], partner: [bool; 2]) -> [bool; 2] {
        let Some(entry) = self.entries.get(place).filter(|entry| entry.partner > 0) else { return [false; 2] };
        let [own_internal, own_external] = entry.blanks.counted(own);
        let [internal, external] = entry.partner_blanks.counted(partner);
        [own_internal != internal, own_external != external]
    }

    /// A row with its blanks, where those of its side count.
    pub(super) fn row_at(&self, names: &Names, side: Side, place: usize, count: [bool; 2]) -> RowAt {
        let blanks = self.entries.get(place).map(|entry| entry.blanks).unwrap_or_default();
        self.shown(names, side, place, self.line(place), self.name(place), (blanks, count))
    }

    /// The partner of a row, on the other side.
    pub(super) fn partner_at(&self, names: &Names, side: Side, place: usize, count: [bool; 2]) -> RowAt {
        let (line, name) = self.partner(place).unwrap_or((0, u16::MAX));
        let blanks = self.entries.get(place).map(|entry| entry.partner_blanks).unwrap_or_default();
        self.shown(names, side, place, line, name, (blanks, count))
    }

    fn shown(&self, names: &Names, side: Side, place: usize, line: u64, name: u16, (blanks, count): (Blanks, [bool; 2])) -> RowAt {
        let (internal, external) = self.keys(place);
        let [of_internal, of_external] = blanks.counted(count);
        let whole = |key: &str, blanks: u16| format!("{key}{}", " ".repeat(usize::from(blanks)));
        let name = names.name(name).shown.clone();
        RowAt { side, line, name, internal: whole(internal, of_internal), external: whole(external, of_external) }
    }

    fn hash(&self, family: u16, keys: (&str, &str)) -> u64 {
        self.hasher.hash_one((family, keys))
    }
}

fn blanks((internal, external): (&str, &str)) -> Blanks {
    let count = |key: &str| u16::try_from(key.len().saturating_sub(key.trim_end_matches(' ').len())).unwrap_or(u16::MAX);
    Blanks([count(internal), count(external)])
}
