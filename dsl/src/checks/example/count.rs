//! Which segment a key of another count lacks, or has too much.

use super::super::shape::sample;
use depara_key::Shape;

/// What a text with another count of segments lacks, or has too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Difference {
    /// The segment of the form, counted from zero, that is missing.
    Missing { at: usize, fits: usize },
    /// The segment of the text, counted from zero, that is too much.
    Surplus { at: usize, fits: usize },
}

/// How `text` differs from the nearest of the counts of segments that fit `shape`. Of several segments that could be to blame, the last.
pub(super) fn difference(shape: &Shape, text: &str, counts: &[usize]) -> Difference {
    let tokens: Vec<&str> = text.split(shape.separator).collect();
    let found = tokens.len();
    let nearest = counts.iter().copied().min_by_key(|count| (count.abs_diff(found), std::cmp::Reverse(*count)));
    match nearest {
        Some(fits) if fits < found => Difference::Surplus { at: surplus(shape, &tokens).unwrap_or(fits), fits },
        nearest => Difference::Missing { at: missing(shape, &tokens).unwrap_or(found), fits: nearest.unwrap_or(found) },
    }
}

/// A value rather than a fixed text: what looks like the text probably is it.
fn missing(shape: &Shape, tokens: &[&str]) -> Option<usize> {
    let fits = |at: usize, literal: bool| {
        shape.segments.get(at).filter(|segment| segment.slots().next().is_none() == literal).is_some_and(|segment| {
            let filled: String = segment.parts.iter().map(sample).collect();
            let (before, after) = tokens.split_at(at);
            shape.parse(&[before, &[filled.as_str()], after].concat().join(&between(shape))).is_ok()
        })
    };
    let candidates = [false, true].into_iter().flat_map(|literal| (0..=tokens.len()).rev().map(move |at| (at, literal)));
    candidates.into_iter().find(|(at, literal)| fits(*at, *literal)).map(|(at, _)| at)
}

fn between(shape: &Shape) -> String {
    shape.separator.to_string()
}

fn surplus(shape: &Shape, tokens: &[&str]) -> Option<usize> {
    (0..tokens.len()).rev().find(|at| {
        let rest: Vec<&str> = tokens.iter().enumerate().filter(|(index, _)| index != at).map(|(_, token)| *token).collect();
        shape.parse(&rest.join(&between(shape))).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use depara_key::{KeyError, Part, Segment, Value};

    fn check(text: &str, expected: Difference) {
        let field = |name, value| Segment::of(Part::field(name, value));
        let shape = Shape::new(
            "SA1.A1_COD",
            [
                Segment::of(Part::company()),
                Segment::of(Part::branch("SA1")),
                field("A1_COD", Value::Char(9)),
                Segment::of(Part::literal("C")),
                field("TIPO", Value::Int).in_group(0),
                field("SEQ", Value::Int).in_group(0),
            ],
        );
        let Err(KeyError::SegmentCount { fits, .. }) = shape.parse(text) else { panic!("{text} has another count") };
        assert_eq!(difference(&shape, text, &fits), expected, "{text}");
    }

    #[test]
    fn the_segment_that_makes_the_rest_fit_is_to_blame() {
        check("01|02AM0001|C", Difference::Missing { at: 2, fits: 4 });
        check("01|02AM0001|000000001", Difference::Missing { at: 3, fits: 4 });
        check("02AM0001|000000001|C", Difference::Missing { at: 0, fits: 4 });
        check("01||000000001|C|1", Difference::Missing { at: 5, fits: 6 });
        check("01||000000001|C|1|2|3", Difference::Surplus { at: 6, fits: 6 });
        check("01||000000001|x|C|1|2", Difference::Surplus { at: 3, fits: 6 });
    }

    #[test]
    fn where_nothing_fits_the_end_is_to_blame() {
        check("01||000000001000000001", Difference::Missing { at: 3, fits: 4 });
        check("a|b|c|d|e|f|g|h", Difference::Surplus { at: 6, fits: 6 });
    }
}
