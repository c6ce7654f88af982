//! The codecs of depara.

use super::{Run, Subject, by_kind, judge, text, utf8};
use crate::documents::Document;
use anyhow::Result;
use depara::{Message, Policy, codec::xml};
use std::hint::black_box;

/// Bytes to a message, with the check of its encoding.
pub(super) fn decode(document: &Document) -> Result<Run<'_>> {
    by_kind!(document, decode_as)
}

fn decode_as<S: Subject>(document: &Document) -> Result<Run<'_>> {
    let policy = Policy::default();
    let read = text(document)?;
    let decoded = Message::<S::Message>::decode(&read, &policy)?;
    judge(document, &decoded.value.encode())?;
    Ok(Box::new(move || {
        // Both were read before, so neither fails now.
        if let Ok(text) = xml::text(black_box(&document.bytes), &policy) {
            black_box(&Message::<S::Message>::decode(&text, &policy));
        }
    }))
}

/// A message to text, into the same memory each time.
pub(super) fn encode(document: &Document) -> Result<Run<'_>> {
    by_kind!(document, encode_as)
}

fn encode_as<S: Subject>(document: &Document) -> Result<Run<'_>> {
    let message = Message::<S::Message>::decode(utf8(document)?, &Policy::default())?.value;
    let mut out = message.encode();
    judge(document, &out)?;
    Ok(Box::new(move || {
        let mut used = std::mem::take(&mut out);
        used.clear();
        out = black_box(black_box(&message).encode_to(used));
    }))
}
