//! What somebody meant who wrote something else: «did you mean».

/// The candidate that `word` most likely stands for, if one is close enough; among equals the first. Case does not count.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let distance = |candidate: &str| strsim::damerau_levenshtein(&word, &candidate.to_lowercase());
    let close = |(distance, candidate): &(usize, &str)| *distance <= (candidate.chars().count() / 4).max(1);
    let measured = candidates.into_iter().map(|candidate| (distance(candidate), candidate));
    measured.filter(close).min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_of_several() {
        for (word, candidates, expected) in [
            ("FContas", &["FConta", "FCxa"][..], Some("FConta")),
            ("sa6.a6_code", &["SA1.A1_COD", "SA6.A6_COD"], Some("SA6.A6_COD")),
            ("DP0215", &["DP0214", "DP0216"], Some("DP0214")),
            ("DP0999", &["DP0214", "DP0109"], None),
            ("A6_AGNECIA", &["A6_COD", "A6_AGENCIA"], Some("A6_AGENCIA")),
            ("GMOEDA", &["FConta", "FCxa"], None),
        ] {
            assert_eq!(nearest(word, candidates.iter().copied()), expected, "{word}");
        }
    }
}
