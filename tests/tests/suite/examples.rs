//! Examples are law: each of these keys stands, and each small change of its example is found on its row, with the segment named.

use super::compiled::check;
use depara_dsl::diagnostic::Language;

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

/// Every example with one `|` taken out, with a segment more at each place, and with each fixed text changed.
fn changes(template: &str, example: &str) -> Vec<String> {
    let without = example.match_indices('|').map(|(at, _)| format!("{}{}", &example[..at], &example[at + 1..]));
    let more = example.match_indices('|').map(|(at, _)| format!("{}|7{}", &example[..at], &example[at..]));
    let literals = template.split('"').skip(1).step_by(2).map(|literal| {
        let at = example.rfind(literal).unwrap();
        format!("{}X{}", &example[..at], &example[at + literal.len()..])
    });
    without.chain(more).chain([format!("{example}|7"), format!("7|{example}")]).chain(literals).collect()
}

#[test]
fn every_example_stands_and_no_changed_one_does() {
    let mut wrong = Vec::new();
    for (template, example) in KEYS {
        for problem in problems(template, example) {
            wrong.push(format!("{example}: {problem}"));
        }
        for changed in changes(template, example) {
            match problems(template, &changed).as_slice() {
                [only] if only.starts_with("DP0214 on line 12: ") && (only.contains('`') || only.contains("start")) => {}
                other => wrong.push(format!("{changed}: {other:?}")),
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
