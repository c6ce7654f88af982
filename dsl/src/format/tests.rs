//! The one form is one: printing it again changes nothing, and nothing of the file is lost.

use super::format;
use crate::span::FileId;
use crate::syntax::ast::File;
use crate::syntax::parse;
use proptest::prelude::*;

/// Every construct of the language once, in its one form.
const EVERYTHING: &str = include_str!("../../../tests/data/maps/everything.map");

/// The tree without places and empty lines.
fn shape(file: &File) -> String {
    let mut shape = String::new();
    for piece in format!("{file:?}").split_inclusive([' ', ',', '(', ')', '}']) {
        let is_place = piece.contains("..") && piece.starts_with(|c: char| c.is_ascii_digit()) && piece.contains(':');
        let is_blank_line = piece.starts_with("true") || piece.starts_with("false");
        shape.push_str(if is_place || is_blank_line { "_" } else { piece });
    }
    shape
}

/// Checks that the form of `text` is one and says the same; gives it.
fn check(text: &str) -> String {
    let read = parse(FileId(0), text).file;
    let form = format(&read, text);
    let again = parse(FileId(0), &form).file;
    assert_eq!(format(&again, &form), form, "not one form of:\n{text}");
    assert_eq!(shape(&again), shape(&read), "not the same tree:\n{text}\n----\n{form}");
    form
}

/// How often something that must be kept stands in a text.
fn notes(text: &str) -> usize {
    text.matches("note-").count()
}

#[test]
fn the_sample_is_in_its_form() {
    assert_eq!(check(EVERYTHING), EVERYTHING);
    assert_eq!(check(&EVERYTHING.replace('\n', "\r\n")), EVERYTHING);
    let flat: String = EVERYTHING.lines().map(|line| format!("{}\n", line.trim_start())).collect();
    assert_eq!(check(&flat), EVERYTHING);
}

#[test]
fn columns_end_where_an_empty_line_or_a_block_stands() {
    let text =
        "map 1\nadapter A {\nmessage B 1.000\nalias C\n\noperations all\n// stays\nmaster rm\nkey A.B {\nlike C.D\n}\nnote \"x\"\n}\n";
    let form = "map 1\n\nadapter A {\n    message  B 1.000\n    alias    C\n\n    operations  all\n    // stays\n    master      rm\n\n    key A.B {\n        like  C.D\n    }\n    note  \"x\"\n}\n";
    assert_eq!(check(text), form);
}

#[test]
fn what_cannot_be_read_stands_as_it_stood() {
    let text = "map 1\nadapter A {\n  routine   X   Y // note-1\nwhat   ever {\n   x\n}\nalias A\n}\n";
    let form = "map 1\n\nadapter A {\n    routine   X   Y // note-1\n    what   ever {\n   x\n}\n    alias  A\n}\n";
    assert_eq!(check(text), form);
}

#[test]
fn a_file_whose_braces_do_not_balance_is_left_alone() {
    for text in ["map 1\nadapter A {\n  routine   X", "map 1\n}", "map 1\nadapter A\n  routine X\n}\n"] {
        assert_eq!(check(text), text);
    }
}

/// Statements of each block, some of them unreadable.
const ADAPTER: &[&str] = &[
    "routine A,B",
    "message X 1.000 when A/B is C",
    "protheus sends",
    "note \"a \\\" {b}\"",
    "locks rm insert",
    "parameter X text(2)=\"01\" replaces Y at \"z\"",
    "mask rm A.B empty means digits( 9 ) stays empty",
    "take A.B for C from D,E",
    "in P,Q {\ndelivery sync\n}",
    "rotine x",
    "?? !",
    "alias",
];
const KEY: &[&str] = &[
    "protheus company|A6_COD char(3) keep",
    "content A|_|B/C",
    "versions 1.000",
    "example \"1|2\"",
    "like A.B",
    "exmple \"x\"",
    "content |",
];
const RECORD: &[&str] = &[
    "Code text?",
    "List?/Item Item+ as items json \"x\"",
    "N int json \"A/B\" nested text = \"1\"",
    "one of A,B",
    "A int(1..9) protheus B.C char(3) required \"é\"",
    "$ text",
    "X",
    "source \"s\"",
];
const ENUM: &[&str] = &["001 Cash \"x\"", "\"a b\" Ab also \"c\"", "Some", "note \"n\"", "1 2 3"];

/// A block with its lines, in a careless hand.
fn block(head: &'static str, statements: &'static [&'static str]) -> impl Strategy<Value = String> {
    let line = (
        prop::sample::select(statements),
        prop::sample::select(&["", "\t", "   "][..]),
        prop::sample::select(&["", " // note-", "\n// note-", "\n\n\n", "\n/// note-", " "][..]),
    );
    (prop::collection::vec(line, 0..6), prop::sample::select(&["{\n", " { // note-\n", "\n{\n", " {"][..])).prop_map(
        move |(lines, open)| {
            let lines: String = lines.iter().map(|(statement, before, after)| format!("{before}{statement}{after}\n")).collect();
            format!("{head}{open}{lines}}}")
        },
    )
}

/// A file of such blocks.
fn file() -> impl Strategy<Value = String> {
    let adapter = (block("adapter A", ADAPTER), block("key A.B", KEY)).prop_map(|(adapter, key)| {
        let inside = adapter.strip_suffix('}').unwrap_or(&adapter);
        format!("{inside}{key} // note-\n}}")
    });
    let message = (block("record R", RECORD), block("enum E int", ENUM))
        .prop_map(|(record, choice)| format!("message M 1.000 event {{\n{record}\n{choice}}}"));
    let item = prop_oneof![
        adapter,
        message,
        Just("system  a \"A\"".to_owned()),
        Just("/// note-".to_owned()),
        Just("integration I {}".to_owned())
    ];
    (prop::collection::vec(item, 0..5), prop::sample::select(&["\n", "\r\n", "\n\n\n"][..]))
        .prop_map(|(items, end)| format!("map 1\n{}", items.join("\n").replace('\n', end)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_careless_file_keeps_its_comments_and_gets_one_form(text in file()) {
        let form = check(&text);
        prop_assert_eq!(notes(&form), notes(&text));
    }

    #[test]
    fn a_damaged_file_gets_one_form(cut in 0..EVERYTHING.len(), length in 0..40usize, insert in prop::sample::select(&["", "{", "}", "\"", "//", "\n"][..])) {
        let from = (0..=cut).rev().find(|at| EVERYTHING.is_char_boundary(*at)).unwrap_or(0);
        let to = (cut + length..=EVERYTHING.len()).find(|at| EVERYTHING.is_char_boundary(*at)).unwrap_or(EVERYTHING.len());
        check(&format!("{}{insert}{}", &EVERYTHING[..from], &EVERYTHING[to..]));
    }
}
