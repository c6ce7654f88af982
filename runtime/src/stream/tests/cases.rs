//! Limits, paths, failing readers, and writing.

use super::records::{Book, Content, Entry, Ledgers};
use super::{PATH, Slowly, agree};
use crate::codec::Policy;
use crate::envelope::{Body, BusinessMessage, Message, MessageInformation, RawContent, Untyped};
use crate::stream::{ListReader, ListWriter, StreamError};
use std::io::{self, Read};

/// A document with this text in its book.
fn document(book: &str) -> String {
    format!(
        "<TOTVSMessage><MessageInformation version=\"1.000\"><Transaction>LEDGER</Transaction></MessageInformation><BusinessMessage>\
         <BusinessContent><Book><Year>2024</Year>{book}</Book><Note>n</Note></BusinessContent></BusinessMessage></TOTVSMessage>"
    )
}

fn open<'b>(document: &'b str, path: &str, policy: &Policy) -> Result<ListReader<Ledgers, &'b [u8]>, StreamError> {
    ListReader::open_sized(document.as_bytes(), path, policy, 64)
}

/// The numbers of the items, and the error that ends reading.
fn until_error(document: &str, policy: &Policy) -> (Vec<usize>, String) {
    let mut numbers = Vec::new();
    let mut list = match open(document, PATH, policy) {
        Ok(list) => list,
        Err(error) => return (numbers, error.to_string()),
    };
    loop {
        match list.next_item::<Entry<'_>>() {
            Ok(Some(item)) => numbers.push(item.number),
            Ok(None) => return (numbers, "no error".to_owned()),
            Err(error) => return (numbers, error.to_string()),
        }
    }
}

/// Items without end, made while they are read.
struct Endless {
    left: usize,
    item: &'static str,
    block: String,
    at: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.block.len() && self.left > 0 {
            self.left -= 1;
            self.at = 0;
            self.block = if self.left > 0 {
                self.item.repeat(100)
            } else {
                "</ListOfEntry></Book></BusinessContent></BusinessMessage></TOTVSMessage>".to_owned()
            };
        }
        let length = (&self.block.as_bytes()[self.at..]).read(buffer)?;
        self.at += length;
        Ok(length)
    }
}

#[test]
fn memory_does_not_grow_with_the_list() {
    let start = document("<ListOfEntry>");
    let start = &start[..start.find("</Book>").unwrap()];
    let held = |blocks, item| {
        let bytes = Endless { left: blocks, item, block: start.to_owned(), at: 0 };
        let mut list = ListReader::<Ledgers, _>::open(bytes, PATH, &Policy::default()).unwrap();
        let (mut items, mut held) = (0, list.held());
        while let Some(item) = list.next_item::<Entry<'_>>().unwrap() {
            items = item.number;
            held = held.max(list.held());
        }
        assert_eq!(items, (blocks - 1) * 100);
        held
    };
    for item in ["<Entry><Code>1</Code></Entry>\n", "<Entry><Code>x &amp; y</Code><!-- </Entry> --></Entry >", "<New>\u{e9}</New><Entry/>"]
    {
        assert!(held(10, item) < 1 << 20);
        assert_eq!(held(200, item), held(400, item), "{item}");
    }
}

#[test]
fn an_item_longer_than_the_window_is_read_and_one_beyond_the_limit_is_not() {
    let long =
        format!("<ListOfEntry><Entry/><Entry><Extra>{}</Extra><Code>1</Code></Entry> <Entry/></ListOfEntry>", "<b>c</b>".repeat(2_000));
    let text = document(&long);
    agree(text.as_bytes(), &Policy::default(), &[7, 300], 64);
    let mut policy = Policy::default();
    policy.limits.held = 10_000;
    let path = "TOTVSMessage/BusinessMessage/BusinessContent/Book/ListOfEntry";
    let at = text.find("<Entry><Extra>").unwrap();
    assert_eq!(until_error(&text, &policy), (vec![1], format!("{path}/Entry[2] (byte {at}): item length is limited to 10000")));
    policy.limits.held = 300;
    let (numbers, error) = until_error(&document(&format!("<ListOfEntry><Entry/>{}", " <!-- -->".repeat(100))), &policy);
    assert_eq!(numbers, [1]);
    assert!(error.ends_with("length between items is limited to 300"), "{error}");
    let (_, error) = until_error(&document(&"<Year/>".repeat(100)), &policy);
    assert!(error.ends_with("length of what stands around the list is limited to 300"), "{error}");
}

#[test]
fn limits_of_the_document_hold() {
    let text = document("<ListOfEntry><Entry/><Entry/><Entry/></ListOfEntry>");
    let mut policy = Policy::default();
    policy.limits.items = 2;
    agree(text.as_bytes(), &policy, &[5], 8);
    policy.limits.items = 3;
    policy.limits.depth = 5;
    agree(text.as_bytes(), &policy, &[5], 8);
    policy.limits.depth = 6;
    policy.limits.document = text.len();
    assert_eq!(until_error(&text, &policy), (vec![1, 2, 3], "no error".to_owned()));
    policy.limits.document = text.len() - 1;
    let expected = format!("document (byte {0}): document length is limited to {0}", text.len() - 1);
    assert_eq!(until_error(&text, &policy), (vec![1, 2, 3], expected));
}

#[test]
fn limits_of_short_texts_hold_in_every_item() {
    let text = document(
        "<ListOfEntry><Entry><Code>1</Code></Entry><Entry><Code>2</Code><Amount>1.00000000</Amount></Entry><Entry><Code>123456789012345678901234567890123456</Code></Entry></ListOfEntry>",
    );
    for limit in 0..40 {
        let mut policy = Policy::default();
        policy.limits.text = limit;
        agree(text.as_bytes(), &policy, &[5], 8);
    }
}

#[test]
fn a_wrong_path_is_told_what_fits() {
    let text = document("<ListOfEntry><Entry/></ListOfEntry>");
    let error = open(&text, "ListOfEntry/Entry", &Policy::default()).err().unwrap().to_string();
    let expected =
        "`ListOfEntry/Entry` is no list of records of LEDGER 1.000; such lists are: `Book/ListOfEntry/Entry`, `Book/ListOfMark/Mark`";
    assert_eq!(error, expected);
    assert!(open(&text, "BusinessContent/Book/ListOfEntry/Entry", &Policy::default()).is_ok());
    let untyped = ListReader::<Untyped, _>::open(text.as_bytes(), PATH, &Policy::default()).err().unwrap().to_string();
    assert_eq!(untyped, "`Book/ListOfEntry/Entry` is no list of records of an untyped message; such lists are: none");
}

#[test]
fn a_wrong_type_of_items_is_told_what_fits() {
    let text = document("<ListOfEntry><Entry><Code>1</Code></Entry></ListOfEntry>");
    let mut list = open(&text, PATH, &Policy::default()).unwrap();
    let error = list.next_item::<Book<'_>>().unwrap_err().to_string();
    assert!(error.starts_with("an item of `Book/ListOfEntry/Entry` is a `depara::stream::tests::records::Entry"), "{error}");
    assert!(error.contains("`; it was asked for as a `depara::stream::tests::records::Book"), "{error}");
    let source = list.next_item::<RawContent<'_>>().unwrap().unwrap().value.source;
    assert_eq!(source.unwrap().raw(), "<Code>1</Code>");
}

#[test]
fn items_that_nobody_asks_for_are_skipped() {
    let text = document("<ListOfEntry><Entry/><New/><Entry><Amount>no number</Amount></Entry></ListOfEntry>");
    let mut list = open(&text, PATH, &Policy::default()).unwrap();
    let rest = list.finish().unwrap();
    let findings: Vec<String> = rest.report.findings.iter().map(|finding| finding.kind.to_string()).collect();
    assert_eq!(findings, ["unknown element `New` was skipped"]);
}

#[test]
fn a_document_without_the_list_has_no_items() {
    for book in ["", "<ListOfEntry/>", "<ListOfEntry></ListOfEntry>"] {
        assert_eq!(until_error(&document(book), &Policy::default()), (vec![], "no error".to_owned()), "{book}");
        agree(document(book).as_bytes(), &Policy::default(), &[3], 8);
    }
    let answer = "<TOTVSMessage><MessageInformation version=\"1.000\"><Transaction>LEDGER</Transaction></MessageInformation><ResponseMessage>\
        <ProcessingInformation><Status>OK</Status></ProcessingInformation></ResponseMessage></TOTVSMessage>";
    agree(answer.as_bytes(), &Policy::default(), &[3], 8);
}

#[test]
fn a_list_that_stands_there_twice_gives_the_items_of_both() {
    let text = document("<ListOfEntry><Entry/><Entry/></ListOfEntry><ListOfEntry><Entry/></ListOfEntry>");
    agree(text.as_bytes(), &Policy::default(), &[3], 8);
    let lenient = Policy::lenient();
    assert_eq!(until_error(&text, &lenient), (vec![1, 2, 1], "no error".to_owned()));
    agree(text.as_bytes(), &lenient, &[3], 8);
}

/// Gives some bytes and then fails.
struct Breaking<'b>(Slowly<'b>);

impl Read for Breaking<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.turn == 1 {
            // This one says nothing: it is asked again.
            self.0.turn += 1;
            return Err(io::ErrorKind::Interrupted.into());
        }
        match self.0.read(buffer)? {
            0 => Err(io::Error::other("the line is down")),
            length => Ok(length),
        }
    }
}

#[test]
fn a_reader_that_fails_is_told_with_its_place() {
    let text = document("<ListOfEntry><Entry/><Entry/><Entry/></ListOfEntry>");
    let end = text.find("<Entry/></ListOfEntry>").unwrap() + 3;
    let bytes = Breaking(Slowly { bytes: &text.as_bytes()[..end], sizes: vec![9], turn: 0 });
    let mut list = ListReader::<Ledgers, _>::open_sized(bytes, PATH, &Policy::default(), 64).unwrap();
    assert_eq!(list.next_item::<Entry<'_>>().unwrap().unwrap().number, 1);
    assert_eq!(list.next_item::<Entry<'_>>().unwrap().unwrap().number, 2);
    let error = list.next_item::<Entry<'_>>().unwrap_err().to_string();
    assert_eq!(error, format!("document (byte {end}): reading failed: the line is down"));
    assert!(matches!(list.next_item::<Entry<'_>>(), Err(StreamError::Failed)));
    assert!(matches!(list.finish(), Err(StreamError::Failed)));
}

fn message(entries: Option<Vec<Entry<'static>>>) -> Message<'static, Ledgers> {
    let information =
        MessageInformation { version: Some("1.000".into()), transaction: Some("Ledger".into()), ..MessageInformation::default() };
    let book = Book { year: Some(2024), entries, marks: Some(Vec::new()), ..Book::default() };
    let content = Content { book: Some(book), note: Some("a & b".into()), ..Content::default() };
    let body = Body::Business(BusinessMessage { event: None, request: None, content: Some(content) });
    Message { schema_location: None, information, body }
}

fn entry(number: usize) -> Entry<'static> {
    let amount = (!number.is_multiple_of(3)).then(|| format!("{number}.50").parse().unwrap());
    Entry {
        code: Some(format!("<{}>", number % 100).into()),
        amount,
        kind: number.is_multiple_of(2).then(|| "\"k\"".into()),
        ..Entry::default()
    }
}

#[test]
fn what_is_written_item_by_item_is_what_is_written_in_memory() {
    for (before, items) in [(0, 0), (0, 1), (2, 0), (1, 2), (0, 5_000)] {
        let all: Vec<_> = (0..before + items).map(entry).collect();
        let mut list = ListWriter::open(Vec::new(), &message(Some(all[..before].to_vec())), PATH).unwrap();
        for item in &all[before..] {
            list.write_item(item).unwrap();
        }
        assert!(list.held() < 1 << 20);
        let written = String::from_utf8(list.finish().unwrap()).unwrap();
        assert_eq!(written, message(Some(all)).encode(), "{before} before {items}");
    }
}

#[test]
fn what_cannot_be_written_is_told() {
    let error = ListWriter::open(Vec::new(), &message(None), PATH).err().unwrap().to_string();
    assert_eq!(error, "the message has no list `Book/ListOfEntry/Entry` to write items into; give it an empty one");
    let error = ListWriter::open(Vec::new(), &message(None), "Entries").err().unwrap().to_string();
    assert!(error.starts_with("`Entries` is no list of records of LEDGER 1.000; such lists are: `Book/ListOfEntry/Entry`, "), "{error}");
    let mut list = ListWriter::open(Vec::new(), &message(Some(Vec::new())), PATH).unwrap();
    assert!(matches!(list.write_item(&Book::default()), Err(StreamError::WrongItem { .. })));
    let mut room = [0_u8; 8];
    let full = ListWriter::open(&mut room[..], &message(Some(Vec::new())), PATH).unwrap();
    assert!(matches!(full.finish(), Err(StreamError::Write(_))));
    let mut list = ListWriter::open(Vec::new(), &message(Some(Vec::new())), PATH).unwrap();
    list.write_item(&Entry { code: Some("a\u{1}b".into()), ..Entry::default() }).unwrap();
    assert_eq!(list.replaced(), 1);
}
