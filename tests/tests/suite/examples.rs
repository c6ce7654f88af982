//! Examples are law: each of these keys stands, and each small change of its example is found on its row, with the segment named.

use super::compiled::check;
use depara_dsl::checks::Options;
use depara_dsl::compile;
use depara_dsl::diagnostic::{Diagnostic, Language};
use depara_dsl::ir::{Catalog, PartKind, Template};
use depara_dsl::span::{FileId, Sources, Span, Spanned};
use depara_tests::shipped_maps;
use std::collections::BTreeSet;

/// A template, and an example of it in which every segment is needed.
const KEYS: &[(&str, &str)] = &[
    ("company | branch(SA6) | A6_COD char(3) | A6_AGENCIA char(4) | A6_NUMCON?", "01|02AM0001|341|0777|88442"),
    ("company | branch(SA1) | A1_COD char(9) | A1_LOJA char(2) | \"C\"", "01||000000077|01|C"),
    ("company | branch(CT1) keep | CT1_CONTA", "01|01AM    |10"),
    ("company | branch(SC5) | C5_NUM char(6) | \"2\"", "01|02AM0001|000123|2"),
    ("company | branch(FO0) | \"L\" + FO0_NUMLIQ char(6)", "01|02AM0001|L000123"),
    ("company | branch(SN1) | N1_CBASE | N1_ITEM | [ N3_TIPO | N3_BAIXA | N3_SEQ ]", "01|02AM0001|0000000001|0001"),
    ("company | branch(SN1) | N1_CBASE | N1_ITEM | [ N3_TIPO | N3_BAIXA | N3_SEQ ]", "01|02AM0001|0000000001|0001|01|0|001"),
    ("company | branch(CT2) | CT2_DATA date | CT2_LOTE char(6)", "01|02AM0001|20240131|000001"),
    ("A1_COD char(6) keep + A1_LOJA char(2) keep", "77    01"),
];

fn problems(template: &str, example: &str) -> Vec<String> {
    let text = format!(
        "map 1\n\nadapter Sample \"Sample\" {{\n    message  SAMPLE 1.000\n    routine  MATA070\n    alias    SA6\n    protheus sends\n    \
         rm       receives\n\n    key SA6.A6_COD {{\n        protheus  {template}\n        example   \"{example}\"\n    }}\n}}\n\n\
         message SAMPLE 1.000 event {{\n    content {{\n        Code  text?\n    }}\n}}\n"
    );
    let compiled = check("sample.map", &text);
    let shown = compiled.problems.iter().map(|problem| {
        let (line, _) = compiled.sources.line_column(problem.primary.span.file, problem.primary.span.start);
        format!("{} on line {line}: {}", problem.code, problem.primary.text.to(Language::English))
    });
    shown.collect()
}

/// Every example with one separator taken out, with a segment more at each place, and with each fixed text changed.
fn changes(template: &str, separator: char, example: &str) -> Vec<String> {
    let without = example.match_indices(separator).map(|(at, _)| format!("{}{}", &example[..at], &example[at + 1..]));
    let more = example.match_indices(separator).map(|(at, _)| format!("{}{separator}7{}", &example[..at], &example[at..]));
    let literals = template.split('"').skip(1).step_by(2).map(|literal| {
        let at = example.rfind(literal).unwrap();
        format!("{}X{}", &example[..at], &example[at + literal.len()..])
    });
    without.chain(more).chain([format!("{example}{separator}7"), format!("7{separator}{example}")]).chain(literals).collect()
}

#[test]
fn every_example_stands_and_no_changed_one_does() {
    let mut wrong = Vec::new();
    for (template, example) in KEYS {
        for problem in problems(template, example) {
            wrong.push(format!("{example}: {problem}"));
        }
        for changed in changes(template, '|', example) {
            match problems(template, &changed).as_slice() {
                [only] if only.starts_with("DP0214 on line 12: ") && (only.contains('`') || only.contains("start")) => {}
                other => wrong.push(format!("{changed}: {other:?}")),
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// A proved value of a shipped map, with what it is changed to.
struct Proved {
    span: Span,
    changes: Vec<String>,
}

/// The proved values of the shipped maps, at most one a line: the examples of keys with one side of the De-Para rows, the other side, and masks.
fn proved(catalog: &Catalog) -> [Vec<Proved>; 3] {
    let changed = |value: &str, template: &Template| changes(&literals(template), template.separator, value);
    let proved = |value: &Spanned<String>, template| Proved { span: value.span, changes: changed(&value.value, template) };
    let (mut first, mut second, mut masks) = (Vec::new(), Vec::new(), Vec::new());
    for adapter in &catalog.adapters {
        for key in &adapter.keys {
            first.extend(key.examples.iter().map(|value| proved(value, &key.template)));
            let examples = key.load.iter().flat_map(|load| load.examples.iter().map(move |example| (example, &load.template)));
            masks.extend(examples.map(|(example, template)| proved(&example.mask, template)));
        }
        for depara in &adapter.deparas {
            let (other, key) = depara.external.value;
            let external = &catalog.adapters[other].keys[key].template;
            first.extend(depara.examples.iter().map(|row| proved(&row.external, external)));
            second.extend(depara.examples.iter().map(|row| proved(&row.internal, &depara.internal)));
        }
    }
    [first, second, masks]
}

/// The template as far as [`changes`] looks at it: its fixed texts in quotes.
fn literals(template: &Template) -> String {
    let parts = template.segments().flat_map(|segment| &segment.parts);
    parts.map(|part| if let PartKind::Literal(text) = &part.kind { format!("\"{text}\"") } else { String::new() }).collect()
}

/// The shipped maps with these values changed, and the lines where they stand.
fn changed(values: &[(Span, &str)]) -> (Sources, BTreeSet<(FileId, usize)>) {
    let mut sources = Sources::default();
    let mut lines = BTreeSet::new();
    for ((name, mut text), number) in shipped_maps().into_iter().zip(0..) {
        let mut inside: Vec<_> = values.iter().filter(|(span, _)| span.file == FileId(number)).collect();
        inside.sort();
        for (span, other) in inside.into_iter().rev() {
            lines.insert((span.file, text[..span.range().start].lines().count()));
            text.replace_range(span.range(), &format!("\"{other}\""));
        }
        sources.add(name, text);
    }
    (sources, lines)
}

#[test]
fn every_shipped_example_is_law() {
    let (catalog, problems) = compile(&changed(&[]).0, Options::default());
    assert_eq!(problems.iter().filter(|problem| problem.code.0 == "DP0214").count(), 0);
    for values in proved(&catalog.unwrap()) {
        assert!(values.len() >= 5, "{}", values.len());
        // One change of each value at a time: every one of them is found on its row.
        for round in 0..values.iter().map(|value| value.changes.len()).max().unwrap() {
            let changes: Vec<(Span, &str)> =
                values.iter().filter_map(|value| Some((value.span, value.changes.get(round)?.as_str()))).collect();
            let (sources, expected) = changed(&changes);
            let problems = compile(&sources, Options::default()).1;
            let names_its_segment = |problem: &&Diagnostic| {
                let text = problem.primary.text.to(Language::English);
                problem.code.0 == "DP0214" && (text.contains('`') || text.contains("start"))
            };
            let line = |span: Span| (span.file, sources.line_column(span.file, span.start).0);
            let found: BTreeSet<_> = problems.iter().filter(names_its_segment).map(|problem| line(problem.primary.span)).collect();
            assert_eq!(found, expected, "{changes:?}");
        }
    }
}
