//! What somebody meant who wrote something else: «did you mean».

use std::cmp::Reverse;

/// No search goes through more candidates than this: advice must not make a large broken file slow.
pub(crate) const CANDIDATES: usize = 400;

/// No compilation makes more searches than this, for the same reason.
pub(crate) const SEARCHES: usize = 200;

/// The candidate that `word` most likely stands for, if one is close enough; among equals the first.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .take(CANDIDATES)
        .filter(|candidate| *candidate != word)
        .filter_map(|candidate| Some((distance(word, candidate)?, candidate)))
        .min_by_key(|(distance, candidate)| (*distance, Reverse(common_prefix(word, candidate))))
        .map(|(_, candidate)| candidate)
}

/// Whether `word` is `other`, or a slip of it.
pub(crate) fn alike(word: &str, other: &str) -> bool {
    distance(word, other).is_some()
}

/// How many letters must be changed, added, dropped or swapped with their neighbour; none when more than a third must. Case does not count.
fn distance(a: &str, b: &str) -> Option<usize> {
    let count = |word: &str| word.chars().count();
    let (longest, apart) = (count(a).max(count(b)), count(a).abs_diff(count(b)));
    // Most candidates are told apart by their length alone; two more are left, because lower case can be longer.
    if longest > 64 || apart > (longest / 3).max(1).saturating_add(2) {
        return None;
    }
    let letters = |word: &str| word.chars().flat_map(char::to_lowercase).collect::<Vec<_>>();
    let (a, b) = (letters(a), letters(b));
    let limit = (a.len().max(b.len()) / 3).max(1);
    if a.len().abs_diff(b.len()) > limit || a.len().max(b.len()) > 64 {
        return None;
    }
    // Three rows of the table of optimal string alignment: before the last, last, this.
    let mut rows = [vec![0; b.len() + 1], (0..=b.len()).collect(), vec![0; b.len() + 1]];
    let mut before_a = None;
    for (i, &letter_a) in a.iter().enumerate() {
        let [older, last, row] = &mut rows;
        let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
        let (mut left, mut before_b) = (i + 1, None);
        for (j, (&letter_b, cell)) in b.iter().zip(row.iter_mut().skip(1)).enumerate() {
            let mut best = (at(last, j) + usize::from(letter_a != letter_b)).min(at(last, j + 1) + 1).min(left + 1);
            if before_a == Some(letter_b) && before_b == Some(letter_a) {
                best = best.min(at(older, j.saturating_sub(1)) + 1);
            }
            (*cell, left, before_b) = (best, best, Some(letter_b));
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        rows.rotate_left(1);
        before_a = Some(letter_a);
    }
    let [_, last, _] = &rows;
    last.last().copied().filter(|distance| *distance <= limit)
}

fn common_prefix(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_several() {
        for (word, candidates, expected) in [
            ("protehus", &["protheus", "rm"][..], Some("protheus")),
            ("RM", &["protheus", "rm"], Some("rm")),
            ("Agncy", &["Agency", "Account"], Some("Agency")),
            ("CURENCY", &["BANK", "CURRENCY"], Some("CURRENCY")),
            ("Numbers", &["Number", "Numbered"], Some("Number")),
            ("snyc", &["async", "sync"], Some("sync")),
            ("x", &["Customer"], None),
            ("Vendor", &["Customer", "Both"], None),
            ("", &["", "rm"], None),
        ] {
            assert_eq!(nearest(word, candidates.iter().copied()), expected, "{word}");
        }
    }
}
