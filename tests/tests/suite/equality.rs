//! The fast path of the codec gives what the careful one gives, on documents that were changed in every way: the same value and report, or
//! the same error at the same place. And what a document says is the same in every spelling of it, as a reader that is not ours sees it.

use super::conformance;
use super::made_up;
use depara::codec::xml;
use depara::{Policy, Reaction};
use depara_tests::mutation::{CHANGES, HARMLESS, change};
use depara_tests::pieces::{cut, join, shrink};
use depara_tests::random::Random;
use depara_tests::{standard_messages, tree};
use depara_tests_imported::{Codecs, SHIPPED, UNTYPED};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// How many changed documents are made of each; `DEPARA_MUTATIONS` makes it more.
fn mutations(usual: usize) -> usize {
    std::env::var("DEPARA_MUTATIONS").map_or(usual, |number| number.parse().expect("DEPARA_MUTATIONS is a number"))
}

/// Policies of every kind, some with limits that documents of this length meet.
fn policy(random: &mut Random, length: usize) -> Policy {
    let mut policy = [Policy::default(), Policy::strict(), Policy::lenient()][random.below(3)];
    for reaction in [&mut policy.unknown, &mut policy.missing, &mut policy.duplicate, &mut policy.facet, &mut policy.operation] {
        if random.below(8) == 0 {
            *reaction = if random.below(2) == 0 { Reaction::Report } else { Reaction::Refuse };
        }
    }
    if random.below(3) == 0 {
        policy.limits.text = [0, 16, 32, 33, 40, 64, 256][random.below(7)];
    }
    if random.below(6) == 0 {
        policy.limits.depth = 1 + random.below(9);
    }
    if random.below(6) == 0 {
        policy.limits.items = random.below(4);
    }
    if random.below(6) == 0 {
        policy.limits.findings = random.below(4);
    }
    if random.below(16) == 0 {
        policy.limits.document = length.saturating_sub(random.below(3));
    }
    policy
}

/// Reads a document on both paths; where they differ, the test fails with the smallest document that shows it.
#[track_caller]
fn agree(codecs: Codecs, text: &str, policy: &Policy, about: &str) -> bool {
    (codecs.both_paths)(text, policy).unwrap_or_else(|_| {
        let small = shrink(text, |text| (codecs.both_paths)(text, policy).is_err());
        let differences = (codecs.both_paths)(&small, policy).expect_err("the small document shows it too");
        panic!("{about}: the paths differ on\n{small:?}\nunder {policy:?}\n{differences}")
    })
}

/// How often each change was made, and how many documents could still be read.
#[derive(Debug, Default)]
struct Seen {
    changes: BTreeMap<&'static str, usize>,
    read: usize,
    refused: usize,
}

impl Seen {
    /// Changes a document, and compares the paths.
    fn changed(&mut self, codecs: Codecs, name: &str, text: &str, random: &mut Random) {
        let mut pieces = cut(text);
        let made: Vec<_> = (0..=random.below(4)).map(|_| change(&mut pieces, CHANGES, random)).collect();
        let text = join(&pieces);
        let about = format!("{name}, {}", made.join(", "));
        for policy in [Policy::lenient(), policy(random, text.len())] {
            *(if agree(codecs, &text, &policy, &about) { &mut self.read } else { &mut self.refused }) += 1;
        }
        agree(UNTYPED, &text, &policy(random, text.len()), &about);
        for made in made {
            *self.changes.entry(made).or_default() += 1;
        }
    }

    /// The test has met what it is for.
    fn check(&self) {
        assert!(self.read > self.refused / 8 && self.refused > self.read / 8, "few are read, or few refused: {self:?}");
        assert!(CHANGES.iter().all(|(name, _)| self.changes.contains_key(name)), "a change was never made: {self:?}");
    }
}

#[test]
fn made_up_documents_are_valid() {
    let documents = made_up::documents(1, 3);
    assert_eq!(documents.len(), SHIPPED.messages.len() * 4, "three of each message and an answer");
    for (name, text) in documents {
        let read = (SHIPPED.read)(&text, &Policy::strict()).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        assert!(read.report.findings.is_empty(), "{name}: {:?}\n{text}", read.report.findings);
        let differences = tree::differences(&parsed(&text), &parsed(&read.xml), &[]);
        assert!(differences.is_empty(), "{name}: {differences:#?}\n{text}");
    }
}

#[test]
fn both_paths_agree_on_changed_documents_of_shipped_messages() {
    let (mut random, mut seen) = (Random::new(41), Seen::default());
    for (name, text) in made_up::documents(2, 2) {
        for _ in 0..mutations(20) {
            seen.changed(SHIPPED, &name, &text, &mut random);
        }
    }
    seen.check();
}

#[test]
fn both_paths_agree_on_changed_conformance_documents() {
    let Some(folder) = standard_messages("both_paths_agree_on_changed_conformance_documents") else { return };
    let (mut random, mut seen, mut schemas) = (Random::new(42), Seen::default(), BTreeSet::new());
    for document in conformance::documents(&folder) {
        let name = document.path.file_name().expect("a document has a name").to_string_lossy().into_owned();
        let bytes = fs::read(&document.path).expect("a document is readable");
        let text = xml::text(&bytes, &Policy::default()).expect("a document is text").into_owned();
        schemas.insert(name.split('.').take(1).collect::<String>());
        // A large document is one schema among many: it gets as much time as the others.
        for _ in 0..mutations(10).min(mutations(10) * 16_384 / text.len().max(16_384)).max(1) {
            seen.changed(document.codecs, &name, &text, &mut random);
        }
    }
    seen.check();
    assert!(schemas.len() >= 66, "only {} schemas", schemas.len());
}

#[test]
fn both_paths_agree_on_token_soup() {
    let mut random = Random::new(43);
    for (name, text) in made_up::documents(3, 1) {
        let pieces = cut(&text);
        let inside = pieces.iter().position(|piece| piece.name() == "MessageInformation").expect("a message has a header");
        let body = pieces.iter().skip(inside + 1).position(|piece| piece.name() == "MessageInformation").expect("it ends") + inside + 2;
        let (head, tokens) = (join(&pieces[..body]), &pieces[body..]);
        for _ in 0..mutations(24) {
            let mut soup: Vec<_> = (0..random.below(40)).map(|_| tokens[random.below(tokens.len())].clone()).collect();
            for _ in 0..random.below(3) {
                change(&mut soup, CHANGES, &mut random);
            }
            let soup = join(&soup);
            let policy = policy(&mut random, head.len() + soup.len());
            let business = "<BusinessMessage><BusinessContent>";
            let start = [head.as_str(), &format!("{head}{business}"), ""][random.below(3)].to_owned();
            agree(SHIPPED, &(start + &soup), &policy, &format!("{name}, soup"));
        }
    }
}

#[test]
fn both_paths_agree_on_raw_bytes() {
    let mut random = Random::new(44);
    let documents = made_up::documents(4, 1);
    let mut texts = 0;
    for number in 0..documents.len() * mutations(12) {
        let (name, text) = &documents[number % documents.len()];
        let mut bytes = text.clone().into_bytes();
        for _ in 0..=random.below(6) {
            let (from, length) = (random.below(bytes.len()), random.below(20));
            let end = (from + length).min(bytes.len());
            let new: Vec<u8> = match random.below(4) {
                0 => Vec::new(),
                1 => (0..random.below(4)).map(|_| random.bits().to_le_bytes()[0]).collect(),
                2 => b"<>&;/!?'\"= \r\n]-\0"[random.below(8)..][..random.below(8)].to_vec(),
                _ => bytes[from..end].repeat(2),
            };
            bytes.splice(from..end, new);
        }
        if random.below(4) == 0 {
            bytes = (0..random.below(200)).map(|_| b"<></=\"'&;!-[]? aA:\n\r\xc3\xa9"[random.below(22)]).collect();
        }
        let policy = policy(&mut random, bytes.len());
        if let Ok(text) = xml::text(&bytes, &policy) {
            agree(SHIPPED, &text, &policy, name);
            texts += 1;
        }
    }
    assert!(texts > 0, "no bytes were text");
}

#[test]
fn another_spelling_says_the_same() {
    let mut random = Random::new(45);
    let mut documents: Vec<_> = made_up::documents(5, 1).into_iter().map(|(name, text)| (SHIPPED, name, text)).collect();
    if let Some(folder) = standard_messages("another_spelling_says_the_same, on conformance documents,") {
        let small = conformance::documents(&folder).into_iter().filter(|document| document.path.to_string_lossy().contains(".random"));
        documents.extend(small.map(|document| {
            let bytes = fs::read(&document.path).expect("a document is readable");
            let text = xml::text(&bytes, &Policy::default()).expect("a document is text").into_owned();
            (document.codecs, document.path.display().to_string(), text)
        }));
    }
    let mut made = BTreeSet::new();
    for (codecs, name, text) in documents {
        let whole = normal(parsed(&text));
        let read = (codecs.read)(&text, &Policy::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let copy = normal(parsed(&read.xml));
        for _ in 0..mutations(2) {
            let mut pieces = cut(&text);
            let changes: Vec<_> = (0..12).map(|_| change(&mut pieces, HARMLESS, &mut random)).collect();
            let other = join(&pieces);
            assert_eq!(normal(parsed(&other)), whole, "{name}: the change is harmless: {changes:?}\n{other}");
            let reread = (codecs.read)(&other, &Policy::default()).unwrap_or_else(|error| panic!("{name}: {changes:?}: {error}\n{other}"));
            let differences = tree::differences(&copy, &normal(parsed(&reread.xml)), &[]);
            assert!(differences.is_empty(), "{name}: {changes:?}: {differences:#?}\n{other}");
            let kinds =
                |report: &depara::Report| report.findings.iter().map(|finding| finding.to_string()).map(without_place).collect::<Vec<_>>();
            assert_eq!(kinds(&reread.report), kinds(&read.report), "{name}: {changes:?}\n{other}");
            agree(codecs, &other, &Policy::default(), &name);
            made.extend(changes);
        }
    }
    assert_eq!(made.len(), HARMLESS.len(), "a change was never made: {made:?}");
}

/// What an XML reader that is not ours sees.
fn parsed(text: &str) -> tree::Node {
    tree::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The same without prefixes and name spaces.
fn normal(mut node: tree::Node) -> tree::Node {
    node.name = node.name.rsplit(':').next().unwrap_or_default().to_owned();
    node.attributes.retain(|name, _| name != "xmlns" && !name.starts_with("xmlns:"));
    node.children = node.children.into_iter().map(normal).collect();
    node
}

/// A finding without its byte.
fn without_place(finding: String) -> String {
    let Some((before, rest)) = finding.split_once(" (byte ") else { return finding };
    let (_, behind) = rest.split_once(')').expect("a place ends");
    before.to_owned() + behind
}
