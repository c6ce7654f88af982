//! Lines of an answer to a load, and of a list of pairs: every pair that is sent has one verdict, and what is read of a mask is written again.

#![no_main]

use depara::load::{Answered, Position, Wanted};
use depara::rows::Layout;
use depara_mappings::{Registry, load};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let lines: Vec<Vec<&str>> = text.lines().take(40).map(|line| line.split('\t').collect()).collect();
    let wanted = lines.iter().enumerate().map(|(row, line)| {
        let cell = |place: usize| line.get(place).copied().unwrap_or_default();
        Wanted { internal: cell(1), mask: cell(4), key: cell(2), ..Wanted::new(Position::Row(row + 1), cell(0)) }
    });
    let fixed = [("CUSTOMERVENDOR", "0|000000077", "01;C000000077"), ("CURRENCY", "R$", "R$"), ("ITEM", "1|7", "7")];
    let fixed = fixed.into_iter().map(|(entity, internal, mask)| Wanted { internal, mask, ..Wanted::new(Position::Row(0), entity) });
    let sent = load::pairs(fixed.chain(wanted));
    for pair in &sent.pairs {
        let parts = pair.load.mask.parse(&pair.mask()).expect("a mask that is written can be read");
        assert_eq!(parts, pair.values);
    }
    let answered = lines.iter().enumerate().map(|(pair, line)| {
        let cell = |place: usize| line.get(place).copied().unwrap_or_default();
        let position = Position::Pair { entity: 1, pair: pair + 1 };
        Answered { position, entity: cell(0), origin: cell(1), destination: cell(2), status: cell(3), text: cell(4) }
    });
    let answer = sent.read_answer(Registry::ADAPTERS, answered);
    assert_eq!(answer.sent.len(), sent.pairs.len());
    for row in answer.rows() {
        assert_eq!(Layout::Package1021.cells(row).len(), Layout::Package1021.columns().len());
    }
    let _ = answer.strays.iter().map(ToString::to_string).collect::<Vec<_>>();
});
