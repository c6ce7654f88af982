//! Text that is no mapping: diagnostics and a formatted text, never a panic, and soon.

use super::compiled::check;
use depara_dsl::diagnostic::Language;
use depara_dsl::format::format;
use depara_dsl::span::FileId;
use depara_dsl::syntax::parse;
use depara_tests::random::Random;
use depara_tests::shipped_maps;
use std::time::{Duration, Instant};

/// Every prefix takes minutes without optimisation; a prime stride ends at every kind of place.
const STRIDE: usize = 1009;
/// Maps of up to this many bytes are cut at every line as well.
const SHORT: usize = 4_000;

#[test]
fn every_shipped_map_may_end_anywhere() {
    for (name, text) in shipped_maps() {
        let lines = text.match_indices('\n').map(|(at, _)| at).filter(|_| text.len() <= SHORT);
        let places = (0..text.len()).step_by(STRIDE).filter(|at| text.is_char_boundary(*at));
        for end in lines.chain(places) {
            let prefix = &text[..end];
            let formatted = formatted(prefix);
            assert_eq!(self::formatted(&formatted), formatted, "{name}: {end} bytes");
            // A panic is the only failure: a prefix that ends with a whole item may well be right.
            let _ = check(&name, prefix).rendered(Language::English);
        }
    }
}

#[test]
fn a_megabyte_of_anything_gives_diagnostics_soon() {
    let mut random = Random::new(1);
    let bytes: Vec<u8> = (0..1 << 17).flat_map(|_| random.bits().to_le_bytes()).collect();
    let printable: Vec<u8> = bytes.iter().map(|byte| if byte % 64 == 0 { b'\n' } else { b' ' + byte % 95 }).collect();
    let maps: Vec<String> = shipped_maps().into_iter().map(|(_, text)| text).collect();
    let words: Vec<&str> = maps.iter().flat_map(|text| text.split_inclusive([' ', '\n'])).collect();
    let mut shuffled = String::new();
    while shuffled.len() < 1 << 20 {
        shuffled.push_str(words[random.below(words.len())]);
    }
    for text in [String::from_utf8_lossy(&bytes).into_owned(), String::from_utf8_lossy(&printable).into_owned(), shuffled] {
        let start = Instant::now();
        let compiled = check("random.map", &text);
        assert!(!compiled.problems.is_empty());
        assert!(compiled.rendered(Language::Portuguese).contains("random.map"));
        let _ = formatted(&text);
        // Seconds on an idle machine; what is quadratic would take hours.
        assert!(start.elapsed() < Duration::from_secs(300), "{:?}", start.elapsed());
    }
}

fn formatted(text: &str) -> String {
    format(&parse(FileId(0), text).file, text)
}
