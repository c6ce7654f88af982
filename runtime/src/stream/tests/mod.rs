//! Lists read and written item by item, against the same message in memory.

mod cases;
mod properties;
mod records;

use super::{ListReader, StreamError};
use crate::codec::{DecodeErrorKind, Policy, xml};
use crate::envelope::{Body, Message};
use records::{Entry, Ledgers};
use std::io::{self, Read};

/// The list of the test message.
const PATH: &str = "Book/ListOfEntry/Entry";

/// A reader that gives few bytes at a time: as many as `sizes` say, over and over.
struct Slowly<'b> {
    bytes: &'b [u8],
    sizes: Vec<usize>,
    turn: usize,
}

impl Read for Slowly<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.sizes[self.turn % self.sizes.len()].min(self.bytes.len()).min(buffer.len());
        self.turn += 1;
        let (now, later) = self.bytes.split_at(size);
        buffer[..size].copy_from_slice(now);
        self.bytes = later;
        Ok(size)
    }
}

/// What reading gives, as text: each item, the message without items, and each finding, in one order; or the error.
#[derive(Debug, PartialEq)]
struct Outcome {
    items: Vec<String>,
    rest: String,
    findings: Vec<String>,
}

fn without_items(mut message: Message<'_, Ledgers>) -> String {
    if let Body::Business(business) = &mut message.body
        && let Some(entries) = business.content.as_mut().and_then(|content| content.book.as_mut()).and_then(|book| book.entries.as_mut())
    {
        entries.clear();
    }
    format!("{message:?}")
}

fn in_memory(bytes: &[u8], policy: &Policy) -> Result<Outcome, crate::DecodeError> {
    let text = xml::text(bytes, policy)?;
    let read = Message::<Ledgers>::decode(&text, policy)?;
    let mut items = Vec::new();
    if let Body::Business(business) = &read.value.body
        && let Some(entries) = business.content.as_ref().and_then(|content| content.book.as_ref()).and_then(|book| book.entries.as_ref())
    {
        items.extend(entries.iter().map(|entry| format!("{entry:?}")));
    }
    let mut findings: Vec<String> = read.report.findings.iter().map(|finding| format!("{finding:?}")).collect();
    findings.sort();
    Ok(Outcome { items, rest: without_items(read.value), findings })
}

fn streamed(reader: impl Read, policy: &Policy, size: usize) -> Result<Outcome, StreamError> {
    let mut list = ListReader::<Ledgers, _>::open_sized(reader, PATH, policy, size)?;
    list.before()?;
    let (mut items, mut findings) = (Vec::new(), Vec::new());
    while let Some(item) = list.next_item::<Entry<'_>>()? {
        items.push(format!("{:?}", item.value));
        findings.extend(item.report.findings.iter().map(|finding| format!("{finding:?}")));
    }
    let rest = list.finish()?;
    findings.extend(rest.report.findings.iter().map(|finding| format!("{finding:?}")));
    findings.sort();
    Ok(Outcome { items, rest: without_items(rest.value), findings })
}

/// Both ways of reading agree on a document, whatever its pieces come in.
#[track_caller]
fn agree(bytes: &[u8], policy: &Policy, sizes: &[usize], window: usize) {
    let expected = in_memory(bytes, policy);
    let found = streamed(Slowly { bytes, sizes: sizes.to_vec(), turn: 0 }, policy, window);
    let shown = String::from_utf8_lossy(bytes);
    match (expected, found) {
        (Ok(mut expected), Ok(mut found)) => {
            // Of a list that stands there twice only the last is there in memory.
            let twice = |finding: &String| {
                finding.contains("Duplicate { element: \"ListOfEntry\" }") || finding.contains("Duplicate { element: \"Book\" }")
            };
            if expected.findings.iter().any(twice) {
                expected.items.clear();
                found.items.clear();
            }
            assert_eq!(found, expected, "on {shown}");
        }
        // In memory the bytes are looked at before the document is.
        (Err(error), Err(found)) if matches!(error.kind, DecodeErrorKind::Encoding { .. }) => {
            let StreamError::Document(found) = found else { panic!("{found} on {shown}") };
            assert!(
                found == error || !matches!(found.kind, DecodeErrorKind::Encoding { .. }) || error.location.position == 0,
                "{found} for {error} on {shown}"
            );
        }
        (Err(error), Err(StreamError::Document(found))) => assert_eq!(found, error, "on {shown}"),
        (expected, found) => panic!("{found:?} for {expected:?} on {shown}"),
    }
}
