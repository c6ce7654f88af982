//! What the engine promises: a table of made-up keys, and round trips of random keys over random shapes.

mod random;

use crate::{KeyError, Part, Segment, Shape, Value};

fn customer() -> Shape {
    let segments = [
        Segment::of(Part::company()),
        Segment::of(Part::branch("SA1")),
        Segment::of(Part::field("A1_COD", Value::Char(9))),
        Segment::of(Part::field("A1_LOJA", Value::Char(2))),
        Segment::of(Part::literal("C")),
    ];
    Shape::new("SA1.A1_COD", segments)
}

fn asset() -> Shape {
    let field = |name| Segment::of(Part::field(name, Value::Text));
    let (kind, writeoff, sequence) = (field("N3_TIPO").in_group(1), field("N3_BAIXA").in_group(1), field("N3_SEQ").in_group(2));
    let branch = Segment::of(Part::branch("SN1").keep());
    Shape::new("SN1.N1_CBASE", [Segment::of(Part::company()), branch, field("N1_CBASE"), kind, writeoff, sequence.optional()])
}

/// A key of version 1.000: fixed widths, no separator.
fn fixed() -> Shape {
    let code = Part::field("A1_COD", Value::Char(6)).keep();
    Shape::new("SA1.A1_COD", [Segment::join([code, Part::field("A1_LOJA", Value::Char(2)).keep()])])
}

/// One segment of each kind.
fn kinds() -> Shape {
    let due = Segment::of(Part::field("E1_VENCTO", Value::Date)).optional();
    let number = Segment::join([Part::literal("L"), Part::field("NUMERO", Value::Int), Part::literal("#")]);
    let agency = Segment::of(Part::field("AGENCIA", Value::Char(5)).keep());
    let name = Segment::of(Part::field("NOME", Value::Char(4)).trim_both()).optional();
    Shape::new("KINDS", [due, number, agency, name, Segment::of(Part::field("RESTO", Value::Any)).optional()])
}

/// Parses `text` and builds it again; `Ok` with the values where the text comes back, without the blanks that padding added.
fn check(shape: &Shape, text: &str, expected: &str) {
    let found = match shape.parse(text) {
        Ok(parts) => {
            let again = shape.format(parts.as_slice()).expect("parsed values fit");
            format!("{}{parts:?}", if again == text { String::new() } else { format!("{again} ") })
        }
        Err(error) => format!("{error} [{:?}]", error.span()),
    };
    assert_eq!(found, expected, "{text}");
}

#[test]
fn segments() {
    check(&customer(), "01||000000001|01|C", r#"[Some("01"), Some(""), Some("000000001"), Some("01")]"#);
    check(&customer(), "01|02AM0001|A Ç|01|C", r#"[Some("01"), Some("02AM0001"), Some("A Ç"), Some("01")]"#);
    check(&customer(), "01||1  |01|C   ", r#"01||1|01|C [Some("01"), Some(""), Some("1"), Some("01")]"#);
    check(&customer(), "01||000000001|C", "key `SA1.A1_COD` has 5 segments; found 4: segment 5 `C` is missing [15..15]");
    check(&customer(), "01||000000001|01|C|C", "key `SA1.A1_COD` has 5 segments; found 6: segment 6 is one too many [18..20]");
    check(&customer(), "01||000000001|01|F", "segment 5 `C` of key `SA1.A1_COD` is always `C`; found `F` [17..18]");
    check(
        &customer(),
        "1||000000001|01|C",
        "segment 1 `company` of key `SA1.A1_COD` takes exactly 2 characters, blanks included; found `1`, which has 1 [0..1]",
    );
    check(
        &customer(),
        "01||ÇÇÇÇÇÇÇÇÇÇ|01|C",
        "segment 3 `A1_COD` of key `SA1.A1_COD` takes at most 9 characters; found `ÇÇÇÇÇÇÇÇÇÇ`, which has 10 [4..24]",
    );
    check(&customer(), "01||  |01|C", "segment 3 `A1_COD` of key `SA1.A1_COD` takes a value that is not empty; found `  ` [4..6]");
    check(
        &customer(),
        "01|1234567890123|1|01|C",
        "segment 2 `branch(SA1)` of key `SA1.A1_COD` takes at most 12 characters; found `1234567890123`, which has 13 [3..16]",
    );
    check(
        &customer(),
        "01||a\tb|01|C",
        r#"segment 3 `A1_COD` of key `SA1.A1_COD` takes printable characters; found '\t' in "a\tb" [5..6]"#,
    );
    check(&customer(), "", "key `SA1.A1_COD` has 5 segments; found 1: segment 2 `branch(SA1)` is missing [0..0]");
}

#[test]
fn groups() {
    check(&asset(), "01|01AM    |7", r#"[Some("01"), Some("01AM    "), Some("7"), None, None, None]"#);
    check(&asset(), "01|        |7|a|b", r#"[Some("01"), Some("        "), Some("7"), Some("a"), Some("b"), None]"#);
    check(&asset(), "01||7|a|b|", r#"[Some("01"), Some(""), Some("7"), Some("a"), Some("b"), Some("")]"#);
    check(&asset(), "01||7|a", "key `SN1.N1_CBASE` has 3 or 5 or 6 segments; found 4: segment 5 `N3_BAIXA` is missing [7..7]");
    check(&asset(), "01||7||b", "segment 4 `N3_TIPO` of key `SN1.N1_CBASE` takes a value that is not empty; found `` [6..6]");
}

#[test]
fn fixed_widths() {
    check(&fixed(), "00000101", r#"[Some("000001"), Some("01")]"#);
    check(&fixed(), "1     01", r#"[Some("1     "), Some("01")]"#);
    check(&fixed(), "      01", "segment 1 `A1_COD` of key `SA1.A1_COD` takes a value that is not empty; found `      ` [0..6]");
    check(
        &fixed(),
        "0000011",
        "segment 1 `A1_LOJA` of key `SA1.A1_COD` takes exactly 2 characters, blanks included; found `1`, which has 1 [6..7]",
    );
    check(
        &fixed(),
        "000001012",
        "segment 1 `A1_LOJA` of key `SA1.A1_COD` takes exactly 2 characters, blanks included; found `012`, which has 3 [6..9]",
    );
    check(
        &fixed(),
        "0001",
        "segment 1 `A1_COD` of key `SA1.A1_COD` takes exactly 6 characters, blanks included; found `0001`, which has 4 [0..4]",
    );
}

#[test]
fn types() {
    check(&kinds(), "20240229|L-5#|0455 |Ana|a|b", r#"[Some("20240229"), Some("-5"), Some("0455 "), Some("Ana"), Some("a|b")]"#);
    check(&kinds(), "|L0#|04555| Ana |", r#"|L0#|04555|Ana| [Some(""), Some("0"), Some("04555"), Some("Ana"), Some("")]"#);
    check(
        &kinds(),
        "20230229|L1#|04555||",
        "segment 1 `E1_VENCTO` of key `KINDS` takes a day in eight digits, year first, such as `20260131`; found `20230229` [0..8]",
    );
    for number in ["05", "+5", "-0", "5.0", "9223372036854775808"] {
        let found = kinds().parse(&format!("|L{number}#|04555||"));
        assert!(matches!(&found, Err(KeyError::NotInt { found, .. }) if found == number), "{number}: {found:?}");
    }
    check(&kinds(), "|X1#|04555||", "segment 2 `L` of key `KINDS` is always `L`; found `X` [1..2]");
    check(&kinds(), "|L1# |04555||", "segment 2 `NUMERO` of key `KINDS` takes a whole number without leading zeros; found `1#` [2..4]");
    check(&kinds(), "|L1|04555||", "segment 2 `NUMERO` of key `KINDS` takes a value that is not empty; found `` [2..2]");
    check(
        &kinds(),
        "|L1#|455 ||",
        "segment 3 `AGENCIA` of key `KINDS` takes exactly 5 characters, blanks included; found `455 `, which has 4 [5..9]",
    );
    check(
        &kinds(),
        "|L1#|04555|a\u{1}|",
        r#"segment 4 `NOME` of key `KINDS` takes printable characters; found '\u{1}' in "a\u{1}" [12..13]"#,
    );
}

#[test]
fn values() {
    let built = |shape: &Shape, values: &[Option<&str>]| shape.format(values).unwrap_or_else(|error| error.to_string());
    let (customer, asset) = (customer(), asset());
    assert_eq!(built(&customer, &[Some("01"), Some("        "), Some("1  "), Some("01")]), "01||1|01|C");
    assert_eq!(built(&fixed(), &[Some("1"), Some("01   ")]), "1     01");
    let wide = Shape::new("WIDE", [Segment::of(Part::field("MEMO", Value::Char(70_000)).keep())]);
    assert_eq!(built(&wide, &[Some("1")]).len(), 70_000);
    assert_eq!(built(&asset, &[Some("01"), Some("01  "), Some("7"), None, None, None]), "01|01  |7");
    let missing = "segment 5 `N3_BAIXA` of key `SN1.N1_CBASE` takes a value; found none";
    assert_eq!(built(&asset, &[Some("01"), Some(""), Some("7"), Some("a"), None, None]), missing);
    let missing = "segment 4 `N3_TIPO` of key `SN1.N1_CBASE` takes a value; found none";
    assert_eq!(built(&asset, &[Some("01"), Some(""), Some("7"), None, None, Some("")]), missing);
    let separator = "segment 3 `A1_COD` of key `SA1.A1_COD` takes characters other than `|`, which separates segments; found `1|2`";
    assert_eq!(built(&customer, &[Some("01"), Some(""), Some("1|2"), Some("01")]), separator);
    assert_eq!(built(&customer, &[Some("01"), Some("")]), "key `SA1.A1_COD` takes 4 values; found 2");
    assert!(matches!(customer.normalize(4, "x"), Err(KeyError::ValueCount { found: 5, fits: 4, .. })));
}

#[test]
fn other_separators() {
    let field = |name, width| Part::field(name, Value::Char(width));
    let parts =
        [Segment::of(field("NUM", 9)), Segment::of(field("PARCELA", 2)).optional(), Segment::join([Part::literal("C"), field("COD", 6)])];
    let mask = Shape::new("MASK", parts).separated_by(';');
    check(&mask, "68;;CA1", r#"[Some("68"), Some(""), Some("A1")]"#);
    check(&mask, "68;CA1", "key `MASK` has 3 segments; found 2: segment 3 `C + COD` is missing [6..6]");
    check(&mask, "68;1;CA;1", "key `MASK` has 3 segments; found 4: segment 4 is one too many [7..9]");
    check(
        &mask,
        "6|8;1;CA1",
        "segment 1 `NUM` of key `MASK` takes characters other than `|`, which separates segments; found `6|8` [1..2]",
    );
    let separator = "segment 3 `COD` of key `MASK` takes characters other than `;`, which separates segments; found `A;1`";
    assert_eq!(mask.format(&[Some("68"), Some(""), Some("A;1")]).unwrap_err().to_string(), separator);
    assert_eq!(mask.to_string(), r#"NUM char(9) ; PARCELA char(2)? ; "C" + COD char(6)"#);
}

#[test]
fn shown_as_written() {
    assert_eq!(asset().to_string(), "company | branch(SN1) keep | N1_CBASE | [ N3_TIPO | N3_BAIXA ] | [ N3_SEQ? ]");
    assert_eq!(
        kinds().to_string(),
        r##"E1_VENCTO date? | "L" + NUMERO int + "#" | AGENCIA char(5) keep | NOME char(4) trim both? | RESTO any?"##
    );
}
