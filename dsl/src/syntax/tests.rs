//! What the parser reads, what it reports, and that nothing makes it stop.

use super::{MAX_BYTES, parse};
use crate::diagnostic::Language;
use crate::format::format;
use crate::span::{FileId, Sources};
use crate::syntax::ast::{Content, Item};

/// Every construct of the language once.
const EVERYTHING: &str = include_str!("../../../tests/data/maps/everything.map");

/// The problems of `text`, one a line: place, code, message, label.
fn problems(text: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("test.map", text);
    let mut lines = Vec::new();
    for problem in parse(file, text).problems {
        let (line, column) = sources.line_column(file, problem.primary.span.start);
        let (message, label) = (problem.message.to(Language::English), problem.primary.text.to(Language::English));
        lines.push(format!("{line}:{column} {} {message}: {label}", problem.code));
    }
    lines.join("\n")
}

/// The one form of `text`.
fn formatted(text: &str) -> String {
    format(&parse(FileId(0), text).file, text)
}

/// A block in which `statement` stands alone, and what comes before and after it.
fn within<'a>(block: &str) -> (&'a str, &'a str) {
    match block {
        "file" => ("map 1\n", ""),
        "integration" => ("map 1\nintegration X {\n", "}"),
        "table" => ("map 1\ntable X {\n", "}"),
        "adapter" => ("map 1\nadapter X {\n", "}"),
        "key" => ("map 1\nadapter X {\nkey A.B {\n", "}\n}"),
        "depara" => ("map 1\nadapter X {\ndepara A {\n", "}\n}"),
        "message" => ("map 1\nmessage X 1.000 event {\n", "}"),
        "record" => ("map 1\nmessage X 1.000 event {\nrecord Y {\n", "}\n}"),
        "facts" => ("map 1\nmessage X 1.000 event {\nrecord Y {\nA text {\n", "}\n}\n}"),
        "enum" => ("map 1\nmessage X 1.000 event {\nenum Y {\n", "}\n}"),
        other => panic!("no such block: {other}"),
    }
}

#[test]
fn every_statement_is_read_and_printed() {
    for (block, written, form) in [
        ("file", "system\ttrimpaper   \"Trimpaper\"  ", "system  trimpaper  \"Trimpaper\""),
        ("file", "types A 1.000 {}", "types A 1.000 { }"),
        ("integration", "routines A,B ,C", "routines  A, B, C"),
        ("integration", "sections A", "sections  A"),
        ("integration", "outside AInternalId,B/InternalId because \"so\"", "outside  AInternalId, B/InternalId because \"so\""),
        ("table", "A6_COD char( 3 ) \"Código\"", "A6_COD  char(3)  \"Código\""),
        ("table", "sharing recommended shared shared exclusive", "sharing  recommended shared shared exclusive"),
        (
            "adapter",
            "message BANK 2.001 when Type is Customer or \"Both\" or \"a b\" or \"or\"",
            "message  BANK 2.001 when Type is Customer or Both or \"a b\" or \"or\"",
        ),
        ("adapter", "protheus none", "protheus  none"),
        ("adapter", "trimpaper sends , receives", "trimpaper  sends, receives"),
        ("adapter", "locks rm insert,delete", "locks  rm insert, delete"),
        ("adapter", "requires SA1.A1_LOJA initializer \"01\"", "requires  SA1.A1_LOJA initializer \"01\""),
        ("adapter", "requires SA1.A1_LOJA without  initializer", "requires  SA1.A1_LOJA without initializer"),
        ("adapter", "requires SA1.A1_LOJA size 9", "requires  SA1.A1_LOJA size 9"),
        ("adapter", "sharing SA1 allowed exclusive", "sharing  SA1 allowed exclusive"),
        ("adapter", "depara  none because \"no row\"", "depara  none because \"no row\""),
        ("adapter", "allow DP0301 because \"so\"", "allow  DP0301 because \"so\""),
        (
            "key",
            "protheus company|branch( SA6 )|\"L\"+A6_COD char(3) keep|A6_X text trim both?",
            "protheus  company | branch(SA6) | \"L\" + A6_COD char(3) keep | A6_X text trim both?",
        ),
        ("key", "protheus A|[B|C any]", "protheus  A | [ B | C any ]"),
        ("key", "content A/B|_|_C", "content  A/B | _ | _C"),
        ("key", "versions 1.000,2.001", "versions  1.000, 2.001"),
        ("depara", "each A/B/C", "each  A/B/C"),
        ("depara", "require A , B/C filled", "require  A, B/C filled"),
        ("depara", "otherwise skip  quietly because \"so\"", "otherwise  skip quietly because \"so\""),
        ("depara", "otherwise refuse \"so\"", "otherwise  refuse \"so\""),
        ("depara", "example \"a\"=\"b\"", "example  \"a\" = \"b\""),
        ("depara", "when Type is 01", "when  Type is 01"),
        ("message", "use Address 1.000", "use  Address 1.000"),
        ("message", "outside AInternalId because \"so\"", "outside  AInternalId because \"so\""),
        ("message", "schema \"a \\\"b\\\" \\\\c\"", "schema  \"a \\\"b\\\" \\\\c\""),
        ("record", "List?/Item Item+ as items", "List?/Item  Item+  as items"),
        ("record", "@a text( 1 .. 40 )", "@a  text(1..40)"),
        ("record", "$ decimal(12 , 2)?", "$  decimal(12,2)?"),
        ("record", "A int(-5..)[2..]", "A  int(-5..)[2..]"),
        ("record", "A text[0..1]", "A  text?"),
        ("record", "A text[0..] = \"\" space preserve", "A  text*  = \"\" space preserve"),
        ("record", "A text protheus \"so\" key A.B,C.D", "A  text  protheus \"so\" key A.B, C.D"),
        ("record", "A text? refers BANK later protheus \"so\"", "A  text?  refers BANK later protheus \"so\""),
        ("record", "later text? refers BANK", "later  text?  refers BANK"),
        ("record", "note text?", "note  text?"),
        ("record", "one text?", "one  text?"),
        ("record", "A/B int*  json \"C/D\"  nested  text", "A/B  int*  json \"C/D\" nested text"),
        ("record", "A int json text protheus B.C", "A  int  json text protheus B.C"),
        ("record", "one  of A,B", "one of A, B"),
        ("record", "group[..31] as quotations{}", "group [..31] as quotations { }"),
        ("record", "group as quotations { }", "group as quotations { }"),
        ("facts", "rm FCONTA.NROCONTA char(15) required \"so\"", "rm  FCONTA.NROCONTA char(15) required \"so\""),
        ("enum", "001 Cash \"so\" also \"1\",\"2\"", "001  Cash  \"so\"  also \"1\", \"2\""),
        ("enum", "\"\" None", "\"\"  None"),
        ("enum", "Pending \"Pendente\"", "Pending  \"Pendente\""),
    ] {
        let (before, after) = within(block);
        let text = format!("{before}{written}\n{after}\n");
        assert_eq!(problems(&text), "", "{written}");
        let printed = formatted(&text);
        assert!(printed.lines().any(|line| line.trim_start() == form), "{written}\n{printed}");
    }
}

#[test]
fn one_problem_says_what_fits() {
    for (block, statement, expected) in [
        ("file", "sistem a \"A\"", "DP0005 no statement here begins with `sistem`: did you mean `system`?"),
        ("file", "routine A", "DP0005 no statement here begins with `routine`: unknown statement"),
        ("file", "; ;", "DP0001 this statement cannot be read: not a statement"),
        ("file", "}", "DP0001 this `}` closes no block: nothing to close"),
        ("file", "adapter A", "DP0006 the statement `adapter` needs a block: expected `{`"),
        ("file", "adapter {\n}", "DP0006 the statement `adapter` ends too early: `Name` is missing: missing here"),
        ("file", "system a \"A\" {\n}", "DP0006 `system a` takes no block: no block here"),
        ("file", "message A event {\n}", "DP0006 `event` does not fit into the statement `message`: expected `2.001`"),
        ("integration", "routines A B", "DP0006 `B` is too much in the statement `routines`: unexpected"),
        ("integration", "unknown thing {\nroutine A\nfoo {\n}\n}", "DP0005 no statement here begins with `unknown`: unknown statement"),
        ("adapter", "rotine A", "DP0005 no statement here begins with `rotine`: did you mean `routine`?"),
        ("adapter", "routine A,", "DP0006 the statement `routine` ends too early: `Name` is missing: missing here"),
        ("adapter", "delivery sync now", "DP0006 `now` is too much in the statement `delivery`: unexpected"),
        ("adapter", "note \"open", "DP0004 a text is not closed on its line: opened here"),
        ("adapter", "depara none", "DP0006 the statement `depara` ends too early: `because` is missing: missing here"),
        ("adapter", "key SA6 {\n}", "DP0006 the statement `key` ends too early: `.` is missing: missing here"),
        ("key", "protheus A B", "DP0006 `B` is too much in the statement `protheus`: unexpected"),
        ("key", "exmple \"01\"", "DP0005 no statement here begins with `exmple`: did you mean `example`?"),
        ("key", "example 01", "DP0006 `01` does not fit into the statement `example`: expected `\"…\"`"),
        ("depara", "example \"a\" \"b\"", "DP0006 `\"b\"` does not fit into the statement `example`: expected `=`"),
        ("record", "A", "DP0006 the statement `A` ends too early: `text` is missing: missing here"),
        ("record", "A text(1", "DP0006 the statement `A` ends too early: `,`, `..`, `)` is missing: missing here"),
        (
            "record",
            "A text(9999999999999999999)",
            "DP0006 `9999999999999999999` does not fit into the statement `A`: expected `9`, `1..40`",
        ),
        ("record", "group [..3] x {\n}", "DP0006 `x` does not fit into the statement `group`: expected `as`"),
        ("enum", "nota \"x\"", "DP0005 no statement here begins with `nota`: did you mean `note`?"),
        ("enum", "\"a\" \"b\" \"c\"", "DP0006 `\"c\"` is too much in the statement `\"a\"`: unexpected"),
    ] {
        let (before, after) = within(block);
        let found = problems(&format!("{before}{statement}\n{after}\n"));
        assert_eq!(found.split_once(' ').map_or("", |(_, found)| found), expected, "{block}: {statement}");
    }
}

#[test]
fn braces_that_do_not_balance_cost_one_problem_each() {
    for (text, expected) in [
        (
            "map 1\nadapter A {\n    routine X\n\nadapter B {\n    routine Y\n}\n",
            "2:11 DP0004 the block of `adapter A` is not closed: opened here",
        ),
        (
            "map 1\nadapter A {\n    key A.B {\n        like  C.D\n    depara X {\n        mode  ask\n    }\n}\n",
            "3:13 DP0004 the block of `key A.B` is not closed: opened here",
        ),
        (
            "map 1\nadapter A {\n    key A.B {\n        like  C.D\n}\nadapter B {\n}\n",
            "3:13 DP0004 the block of `key A.B` is not closed: opened here",
        ),
        ("map 1\nadapter A {\n", "2:11 DP0004 the block of `adapter A` is not closed: opened here"),
        ("map 1\nadapter A\n    routine X\n    key A.B {\n    }\n}\n", "2:10 DP0006 the block of `adapter A` is not opened: expected `{`"),
        (
            "map 1\nadapter A {\n    routine X\n}\n}\n}}\n",
            "5:1 DP0001 this `}` closes no block: nothing to close\n6:1 DP0001 this `}` closes no block: nothing to close",
        ),
        (
            "map 1\nadapter A \"open {\n    routine X\n    rotine Y\n}\n",
            "2:11 DP0004 a text is not closed on its line: opened here\n4:5 DP0005 no statement here begins with `rotine`: did you mean `routine`?",
        ),
        // Where lines are not moved in, only the next item shows it.
        (
            "map 1\nadapter A {\nmessage X 1.000\nroutine X\nmessage X 1.000 event {\n}\n",
            "2:11 DP0004 the block of `adapter A` is not closed: opened here",
        ),
        ("map 1\nadapter A\n{\nroutine X\n}\n", ""),
    ] {
        assert_eq!(problems(text), expected, "{text}");
    }
}

#[test]
fn the_edition_stands_first_and_once() {
    for (text, expected) in [
        ("", "1:1 DP0002 the file does not begin with `map 1`: the edition comes before"),
        ("// nothing\n", "1:1 DP0002 the file does not begin with `map 1`: the edition comes before"),
        ("system a \"A\"\n", "1:8 DP0002 the file does not begin with `map 1`: the edition comes before"),
        ("system a \"A\"\nmap 1\n", "1:8 DP0002 the file does not begin with `map 1`: the edition comes before"),
        ("map 2\n", "1:5 DP0003 edition 2 of the language is not known: only 1 is known"),
        ("map 1\nmap 1\n", "2:5 DP0002 the edition is given a second time: given again"),
        ("mpa 1\nsystem a \"A\"\n", "1:1 DP0005 no statement here begins with `mpa`: did you mean `map`?"),
        ("\u{feff}map 1\r\nsystem a \"A\"\r\n", ""),
    ] {
        assert_eq!(problems(text), expected, "{text}");
    }
}

#[test]
fn comments_belong_to_their_statements() {
    let text = "map 1 // one\n/// doc\n// between\nadapter A { // two\nroutine X // three\n/// last\n} // four\n";
    let form = "map 1 // one\n\n// between\n/// doc\nadapter A { // two\n    routine  X // three\n    // last\n}\n// four\n";
    assert_eq!(formatted(text), form);
    let lines = parse(FileId(0), text).file.lines;
    let adapter = lines.iter().find(|line| matches!(line.content, Content::Statement(Item::Adapter { .. }))).expect("the adapter is read");
    assert_eq!(adapter.doc.iter().map(|doc| doc.value.as_str()).collect::<Vec<_>>(), ["doc"]);
    assert_eq!(adapter.trailing.as_ref().map(|text| text.value.as_str()), Some("two"));
}

#[test]
fn the_sample_has_no_problem() {
    assert_eq!(problems(EVERYTHING), "");
    assert_eq!(problems(&EVERYTHING.replace('\n', "\r\n")), "");
}

#[test]
fn every_prefix_is_read() {
    let check = |text: &str, at: usize| {
        for problem in parse(FileId(0), &text[..at]).problems {
            let span = problem.primary.span;
            assert!(text[..at].get(span.range()).is_some(), "{span:?} is not a place of the first {at} bytes of:\n{text}");
        }
    };
    // Every one of each piece between empty lines, and some of the whole: all of the whole would take its length squared.
    for piece in EVERYTHING.split("\n\n") {
        piece.char_indices().for_each(|(at, _)| check(piece, at));
    }
    EVERYTHING.char_indices().step_by(37).for_each(|(at, _)| check(EVERYTHING, at));
}

#[test]
fn what_is_no_mapping_is_read_too() {
    let mut state = 1u32;
    let mut random = || {
        // xorshift: the same bytes in every run.
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    };
    let bytes: Vec<u8> = (0..200_000).map(|_| random()).collect();
    assert!(!parse(FileId(0), &String::from_utf8_lossy(&bytes)).problems.is_empty());
    let signs = b"{}\"\\/ \n\tmap1.|[]?+*()=@$,_adepterkyx";
    let text: String = bytes.iter().map(|byte| char::from(signs[usize::from(*byte) % signs.len()])).collect();
    assert!(!parse(FileId(0), &text).problems.is_empty());
}

#[test]
fn hostile_files_are_refused_quickly() {
    for (piece, count) in [("{", 500_000), ("}", 500_000), ("\"", 500_000), ("[", 500_000), ("(", 500_000), ("///", 200_000)] {
        let text = format!("map 1\nadapter A {{\nkey A.B {{\nprotheus {}", piece.repeat(count));
        let found = parse(FileId(0), &text).problems.len();
        assert!((1..100).contains(&found), "{found} problems of {piece}");
    }
    let too_large = format!("{}\n", "x".repeat(MAX_BYTES));
    assert_eq!(problems(&too_large).split(' ').nth(1), Some("DP0007"));
    assert_eq!(formatted(&too_large), too_large);
}

#[test]
fn blocks_may_stand_only_so_deep() {
    let deep = |depth: usize| {
        format!("map 1\nmessage A 1.000 event {{\ncontent {{\n{}{}}}\n}}\n", "unordered {\n".repeat(depth), "}\n".repeat(depth))
    };
    assert_eq!(problems(&deep(30)), "");
    assert_eq!(problems(&deep(31)), "34:11 DP0007 more than 32 blocks stand inside one another: too deep");
    assert_eq!(problems(&deep(2000)).lines().count(), 1);
}
