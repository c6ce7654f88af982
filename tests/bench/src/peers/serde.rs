//! quick-xml with serde's derives on structs of the same maps.

use super::{Run, Subject, by_kind, judge, utf8};
use crate::documents::Document;
use anyhow::Result;
use quick_xml::{de, se};
use std::hint::black_box;

/// Bytes to structs with texts of their own.
pub(super) fn owned(document: &Document) -> Result<Run<'_>> {
    by_kind!(document, owned_as)
}

fn owned_as<S: Subject>(document: &Document) -> Result<Run<'_>> {
    let read: S::Owned = de::from_str(utf8(document)?)?;
    judge(document, &se::to_string(&read)?)?;
    Ok(Box::new(move || {
        if let Ok(text) = utf8(black_box(document)) {
            black_box(&de::from_str::<S::Owned>(text));
        }
    }))
}

/// Bytes to structs with texts of the document.
pub(super) fn borrowed(document: &Document) -> Result<Run<'_>> {
    by_kind!(document, borrowed_as)
}

fn borrowed_as<S: Subject>(document: &Document) -> Result<Run<'_>> {
    let read: S::Borrowed<'_> = de::from_str(utf8(document)?)?;
    judge(document, &se::to_string(&read)?)?;
    Ok(Box::new(move || {
        if let Ok(text) = utf8(black_box(document)) {
            black_box(&de::from_str::<S::Borrowed<'_>>(text));
        }
    }))
}

/// Structs to text, into the same memory each time.
pub(super) fn to_string(document: &Document) -> Result<Run<'_>> {
    by_kind!(document, to_string_as)
}

fn to_string_as<S: Subject>(document: &Document) -> Result<Run<'_>> {
    let message: S::Owned = de::from_str(utf8(document)?)?;
    let mut out = se::to_string(&message)?;
    judge(document, &out)?;
    Ok(Box::new(move || {
        out.clear();
        let _ = black_box(se::to_writer(&mut out, black_box(&message)));
        black_box(&out);
    }))
}
