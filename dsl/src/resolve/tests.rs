//! Name resolution as a whole: what is found, what it becomes, and that nothing is reported twice.

use super::Draft;
use crate::ir::{Catalog, Mode, Otherwise, Path};
use crate::span::Sources;
use crate::syntax;

/// Resolves texts, each with its problems as `code what-the-caret-is-under`.
fn resolved(texts: &[&str]) -> (Draft, Vec<String>) {
    let mut sources = Sources::default();
    let mut files = Vec::new();
    let mut unread = Vec::new();
    for (place, text) in texts.iter().enumerate() {
        let text = format!("map 1\n{text}\n");
        let id = sources.add(format!("{place}.map"), text.as_str());
        let parse = syntax::parse(id, &text);
        unread.extend(parse.problems);
        files.push(parse.file);
    }
    let (draft, problems) = super::resolve(&files, &sources);
    let mut found: Vec<_> = unread.into_iter().chain(problems).collect();
    found.sort_by_key(|problem| problem.primary.span);
    let shown = found.iter().map(|problem| format!("{} {}", problem.code, sources.slice(problem.primary.span))).collect();
    (draft, shown)
}

/// The catalog of texts without problems.
fn catalog(texts: &[&str]) -> Catalog {
    let (draft, problems) = resolved(texts);
    assert_eq!(problems, Vec::<String>::new());
    draft.finish(Vec::new()).0.unwrap()
}

/// Checks that `text` has exactly these problems.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(resolved(&[text]).1, expected, "{text}");
}

/// A message with lists, groups, attributes and shared types.
const ORDER: &str = r#"
message ORDER 1.000 event {
    use Places 1.000
    content {
        @version               text?
        Code                   text?
        Kind                   Kind?
        ListOfItem?/Item       Item*   as items
        Place                  Place?
        unordered {
            Note  text?
        }
        group [..31] as quotations {
            Day  date
            Rate  Rate
        }
    }
    record Item { Number  int }
    record Rate { Value  decimal }
    enum Kind {
        Sale "Venda"
        "R$" Cash "Dinheiro"
    }
}
types Places 1.000 {
    record Place { City  City }
    record City { Name  text }
}
"#;

/// An adapter for [`ORDER`] with these lines.
fn adapter(lines: &str) -> String {
    format!("adapter Order {{\nmessage ORDER 1.000\nroutine ORDA010\nprotheus sends\n{lines}\n}}\n{ORDER}")
}

#[test]
fn paths() {
    for (path, expected) in [
        ("Code", Ok(vec![1])),
        ("version", Ok(vec![0])),
        ("ListOfItem/Item", Ok(vec![3])),
        ("ListOfItem/Item/Number", Ok(vec![3, 0])),
        ("Place/City/Name", Ok(vec![4, 0, 0])),
        ("Note", Ok(vec![5])),
        ("Day", Ok(vec![6, 0])),
        ("Rate/Value", Ok(vec![6, 1, 0])),
        ("Cod", Err("DP0106 Cod")),
        ("ListOfItem", Err("DP0106 ListOfItem")),
        ("ListOfItem/Itm/Number", Err("DP0106 Itm")),
        ("Item/Number", Err("DP0106 Item")),
        ("Code/Number", Err("DP0106 Number")),
        ("Place/Name", Err("DP0106 Name")),
    ] {
        let text = adapter(&format!("key ORD.ORD_NUM {{\nprotheus ORD_NUM\ncontent {path}\n}}"));
        let (draft, problems) = resolved(&[&text]);
        let found = draft.catalog().adapters[0].keys[0].content[0].value.as_ref().map(|path| path.fields.clone()).unwrap();
        match expected {
            Ok(fields) => assert_eq!((found, problems), (fields, Vec::new()), "{path}"),
            Err(problem) => assert_eq!((found, problems), (Vec::new(), vec![problem.to_owned()]), "{path}"),
        }
    }
}

#[test]
fn conditions() {
    for (when, expected) in [
        ("Kind is Sale", Ok(vec!["Sale"])),
        ("Kind is Cash or Sale", Ok(vec!["R$", "Sale"])),
        (r#"Kind is "R$""#, Ok(vec!["R$"])),
        (r#"Code is "7""#, Ok(vec!["7"])),
        ("Kind is Sael", Err("DP0107 Sael")),
        ("Place is Sale", Err("DP0106 Place")),
    ] {
        let (draft, problems) = resolved(&[&adapter("").replace("ORDER 1.000\nroutine", &format!("ORDER 1.000 when {when}\nroutine"))]);
        let condition = draft.catalog().adapters[0].when.as_ref().unwrap();
        match expected {
            Ok(values) => {
                assert_eq!(problems, Vec::<String>::new(), "{when}");
                assert_eq!(condition.values.iter().map(|value| value.as_str()).collect::<Vec<_>>(), values, "{when}");
            }
            Err(problem) => assert_eq!(problems, [problem], "{when}"),
        }
    }
}

#[test]
fn the_order_of_the_catalog_is_that_of_the_integrations() {
    let adapter = |name: &str, routines: &str, message: &str| {
        format!(
            "adapter {name} {{\nmessage {message} 1.000\nroutine {routines}\nprotheus sends\n}}\nmessage {message} 1.000 event {{\ncontent {{ }}\n}}"
        )
    };
    let files = [
        adapter("Unlisted", "R9", "M9"),
        adapter("Second", "R3, R2", "M2"),
        adapter("First", "R1", "M1"),
        "integration All {\nroutines R1, R2, R3\nsections M2, M1\n}".to_owned(),
    ];
    let names = |catalog: &Catalog| {
        let adapters: Vec<String> = catalog.adapters.iter().map(|adapter| adapter.name.value.clone()).collect();
        let messages: Vec<String> = catalog.messages.iter().map(|message| message.name.value.clone()).collect();
        let carried: Vec<usize> = catalog.adapters.iter().map(|adapter| adapter.message.value).collect();
        (adapters.join(" "), messages.join(" "), carried)
    };
    let [unlisted, second, first, integration] = files.each_ref().map(String::as_str);
    let expected = ("First Second Unlisted".to_owned(), "M2 M1 M9".to_owned(), vec![1, 0, 2]);
    assert_eq!(names(&catalog(&[unlisted, second, first, integration])), expected);
    assert_eq!(names(&catalog(&[integration, first, unlisted, second])), expected);
}

#[test]
fn a_depara_takes_over_the_lines_that_it_does_not_give() {
    let text = adapter(
        r#"
        key ORD.ORD_NUM { protheus company | ORD_NUM }
        key ORD.ORD_SEQ { like ORD.ORD_NUM }
        depara FLAST { like FNEXT
            require Number filled }
        depara FNEXT { like FFIRST
            mode ask
            otherwise skip "no number" }
        depara FFIRST {
            each ListOfItem/Item
            rm IDORD int
            external ORD.ORD_SEQ
            require Number filled
            otherwise refuse "no number"
            example "1" = "01|7"
        }"#,
    );
    let adapters = catalog(&[&text.replace("{ like", "{\nlike").replace("{ protheus", "{\nprotheus").replace(" }\n", "\n}\n")]).adapters;
    let [last, next, first] = adapters[0].deparas.as_slice() else { panic!("three De-Para tables") };
    assert_eq!([&last.internal, &next.internal], [&first.internal; 2]);
    assert_eq!([last.external, next.external, first.external].map(|external| external.value), [(0, 1); 3]);
    assert_eq!([last.mode, next.mode, first.mode], [Mode::Ask, Mode::Ask, Mode::Rows]);
    assert_eq!(last.otherwise, Some(Otherwise::Skip("no number".to_owned())));
    assert_eq!(first.otherwise, Some(Otherwise::Refuse("no number".to_owned())));
    let fields = |paths: &[Path]| paths.iter().map(|path| path.fields.clone()).collect::<Vec<_>>();
    assert_eq!([fields(&last.require), fields(&next.require)], [vec![vec![0]], vec![vec![0]]]);
    assert_eq!([last.examples.len(), next.examples.len(), first.examples.len()], [0, 0, 1]);
    assert_eq!(adapters[0].keys[0].template, adapters[0].keys[1].template);
}

#[test]
fn circles_are_reported_once() {
    check(&adapter("key AAA.AAA_A {\nlike BBB.BBB_B\n}\nkey BBB.BBB_B {\nlike AAA.AAA_A\n}"), &["DP0104 BBB.BBB_B"]);
    check(&adapter("key AAA.AAA_A {\nlike AAA.AAA_A\n}"), &["DP0104 AAA.AAA_A"]);
    check(&adapter("depara FA {\nlike FB\n}\ndepara FB {\nlike FC\n}\ndepara FC {\nlike FA\n}"), &["DP0118 FB"]);
    check("types A 1.000 {\nuse B 1.000\nrecord X {\nY Y\n}\n}\ntypes B 1.000 {\nuse A 1.000\nrecord Y {\nX X?\n}\n}", &["DP0115 X"]);
}

#[test]
fn one_mistake_is_one_problem() {
    // A message that is not there: paths through it are not followed.
    check("adapter A {\nmessage M 1.000 when T is X\nroutine R\nprotheus sends\n}", &["DP0102 M"]);
    // A version that cannot be read fits every version, on both sides.
    check(&adapter("").replace("ORDER 1.000 event", "ORDER 1.0 event"), &["DP0117 1.0"]);
    check(&adapter("").replace("message ORDER 1.000\n", "message ORDER 1\n"), &["DP0117 1"]);
    // A type that is not there: a path through it is not followed.
    let key = "key ORD.ORD_NUM {\nprotheus ORD_NUM\ncontent Place/City/Name\n}";
    check(&adapter(key).replace("Place?", "Palce?"), &["DP0103 Palce"]);
    // A name space that is wrong for itself is found where it is used.
    let used = "key SA6.A1_COD {\nprotheus A6_COD\n}\ndepara FA {\nrm IDA int\nexternal SA6.A6_COD\n}";
    check(&adapter(used), &["DP0108 A1_COD"]);
    // A line that cannot be read is not reported as missing, and what it defines is not reported as unknown.
    check(&adapter("").replace("routine ORDA010", "routine ORDA010 ,,"), &["DP0006 ,"]);
    check(&adapter(key).replace("Place?", "Place ?? ]"), &["DP0006 ?"]);
    // Something else that is missing from the same block is reported all the same.
    check(
        &adapter("").replace("routine ORDA010", "alias ,,").replace("protheus sends\n", ""),
        &["DP0110 Order", "DP0110 Order", "DP0006 ,"],
    );
}

#[test]
fn profiles_and_what_differs_between_them() {
    let profiles =
        "profile A \"1\" {\nparameter ON bool\nparameter OLD text\n}\nprofile B \"2\" extends A {\nparameter NEW text replaces OLD\n}\n";
    let check = |lines: &str, expected: &[&str]| check(&format!("{profiles}{}", adapter(lines)), expected);
    let key = "key ORD.ORD_NUM {\nprotheus ORD_NUM\n}";

    check(&format!("{key}\nmask rm T.F unless ON\ntake ORD.ORD_NUM for C from X, Y\nin A, B {{\ndelivery async\n}}"), &[]);
    // A rule for the base holds where the adapter exists in what extends it alone; not the other way round.
    check("profile B\nin A {\nmaster both\n}", &[]);
    check("profile A\nin B {\nmaster both\n}", &["DP0120 B"]);
    check("profile A, C, A", &["DP0120 C", "DP0111 A"]);
    check("in A {\nmaster both\n}\nin B, A {\nmaster rm\n}", &["DP0111 A"]);
    check("in A {\nrouten X\nkey ORD.ORD_NUM {\nprotheus ORD_NUM\n}\n}", &["DP0005 routen", "DP0005 key"]);

    check("parameter P text\nparameter P int\nparameter Q txt\nparameter R Kind", &["DP0111 P", "DP0116 txt", "DP0116 Kind"]);
    check("parameter P text replaces Q\nin A {\nparameter Q text\n}", &[]);
    check("parameter P text replaces GONE\nmask rm T.F unless OLD\nmask mr T.F", &["DP0121 GONE", "DP0121 OLD", "DP0105 mr", "DP0111 T.F"]);
    check("mask rm T.F empty means digits(0)", &["DP0119 0"]);
    check(
        &format!("{key}\ntake ORD.ORD_NUM for C from X, X\ntake ORD.ORD_NUM for C from Y\ntake ORD.ORD_COD for C from X"),
        &["DP0111 X", "DP0111 take ORD.ORD_NUM for C from Y", "DP0104 ORD.ORD_COD"],
    );
    self::check("profile A \"1\" extends C { }\nprofile B \"2\" extends A { }\nprofile C \"3\" extends B { }", &["DP0120 C"]);
    self::check(
        "profile A \"1\" {\nrows table | tabel\nidentifier global, global\ndelivery sink\n}",
        &["DP0116 tabel", "DP0111 global", "DP0116 sink"],
    );
    self::check("table SE1 {\nmovement of SA1, SA1\n}", &["DP0111 SA1"]);
}

#[test]
fn where_nearly_every_name_is_wrong_only_the_first_ones_get_advice() {
    let wrong = crate::near::SEARCHES + 50;
    let tables: String = (0..wrong).map(|n| format!("depara F{n} {{\nrm A int\nexternal ORD.ORD_NUM\nrequire Coed filled\n}}\n")).collect();
    let mut sources = Sources::default();
    sources.add("wrong.map", format!("map 1\n{}", adapter(&format!("key ORD.ORD_NUM {{\nprotheus ORD_NUM\n}}\n{tables}"))));
    let (_, problems) = crate::compile(&sources, crate::checks::Options::default());
    let unknown: Vec<_> = problems.iter().filter(|problem| problem.code.0 == "DP0106").collect();
    let advised = unknown.iter().filter(|problem| problem.fix.is_some()).count();
    assert_eq!((unknown.len(), advised), (wrong, crate::near::SEARCHES));
}

#[test]
fn many_mistakes_are_many_problems() {
    check(
        &adapter("operations all, insert\nlocks rmm delete\nmaster nobody\nsharing ORD recommended share\nrm snds\nrm receives"),
        &["DP0116 all", "DP0105 rmm", "DP0105 nobody", "DP0116 share", "DP0116 snds", "DP0111 rm receives"],
    );
    check(
        "types T 1.000 {\nrecord A {\nB text(0)\n@C text*\n$ A2\nD decimal(2,3)\nE int(5..1)\nF date(3)\nG text[3..2]\none of B, H\n}\nrecord A2 { }\nenum text { }\n}",
        &[
            "DP0119 0",
            "DP0119 *",
            "DP0103 A2",
            "DP0119 3",
            "DP0119 int(5..1)",
            "DP0119 date(3)",
            "DP0119 [3..2]",
            "DP0106 H",
            "DP0101 text",
            "DP0110 text",
        ],
    );
}

#[test]
fn names_of_rust() {
    let catalog = catalog(&[ORDER]);
    let records: Vec<&str> = catalog.messages[0].records.iter().map(|record| record.name.as_str()).collect();
    assert_eq!(records, ["BusinessContent", "Quotations", "Item", "Rate"]);
    let values: Vec<&str> = catalog.messages[0].enumerations[0].values.iter().map(|value| value.rust_name.as_str()).collect();
    assert_eq!(values, ["Sale", "Cash"]);
}
