//! Start tags in every form: what the fast path reads at the cursor, or gives up, is what the careful path reads.

use super::read;
use crate::codec::Policy;

/// What may stand behind the name of a start tag, in every order.
const PARTS: &[&str] = &[
    " scope=\"a\"",
    " issued=\"2010-01-02\"",
    " issued=\"no\"",
    " Scope='b'",
    " x:scope=\"&amp;\"",
    " other=\"o\"",
    " xsi:nil=\"true\"",
    "\n",
    " ",
    "/",
    " scope",
];

/// Each sequence of up to `most` parts.
fn sequences(most: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut longest = all.clone();
    for _ in 0..most {
        longest = longest.iter().flat_map(|start| PARTS.iter().map(move |part| format!("{start}{part}"))).collect();
        all.extend(longest.iter().cloned());
    }
    all
}

#[test]
fn both_paths_agree_on_every_start_tag() {
    let [mut one_item, mut flat] = [Policy::default(), Policy::strict()];
    one_item.limits.items = 1;
    flat.limits.depth = 1;
    for attributes in sequences(3) {
        // As an item with a text, as one without an end, and behind one that went well.
        for text in [
            format!("<Everything><Id{attributes}>1</Id><Code>2</Code></Everything>"),
            format!("<Everything><Id{attributes}><Code>2</Code></Everything>"),
            format!("<Everything><Id scope=\"x\">0</Id><Id{attributes}><Code/>1</Id></Everything>"),
            format!("<Everything><Address{attributes}><City>c</City></Address></Everything>"),
            format!("<Everything><Id{attributes}"),
        ] {
            for policy in [Policy::default(), Policy::strict(), Policy::lenient(), one_item, flat] {
                // `read` compares the paths.
                let _ = read(&text, &policy);
            }
        }
    }
}

#[test]
fn attributes_that_are_missing_or_last_leave_the_others_as_they_are() {
    let text = "<Everything><Id scope=\"a\" issued=\"2010-01-02\">1</Id><Id scope=\"b\"/><Id issued=\"2010-01-03\"/></Everything>";
    let (everything, report) = read(text, &Policy::default()).unwrap();
    let read: Vec<_> = everything.ids.iter().map(|id| (id.scope.as_deref(), id.issued.map(|date| date.to_string()))).collect();
    let [first, last] = ["2010-01-02", "2010-01-03"].map(|date| Some(date.to_owned()));
    assert_eq!(read, [(Some("a"), first), (Some("b"), None), (None, last)]);
    assert!(report.findings.is_empty());
}
