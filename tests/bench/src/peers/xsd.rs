//! What xsd-parser generates of the schemas of the messages.

use super::{Run, utf8};
use crate::documents::{Document, Kind};
use crate::leaves::Leaves;
use anyhow::{Context, Result, anyhow};
use depara_bench_xsd::{Codec, codec};
use std::hint::black_box;

fn of(document: &Document) -> Result<Codec> {
    let schema = match document.kind {
        Kind::Bank => "Bank_2_001",
        Kind::CustomerVendor => "CustomerVendor_2_002",
        Kind::Order => "Order_4_003",
        Kind::Settlements => "ListOfAccountReceivableSettlements_1_005",
    };
    codec(schema).context("the official schemas were not there when this program was built")
}

/// Says whether what was read is what the document says, as far as this peer keeps it: its amounts are binary floats, and it trims texts.
fn judged(document: &Document) -> Result<(Codec, Box<dyn depara_bench_xsd::Value>)> {
    let codec = of(document)?;
    let text = utf8(document)?;
    let value = (codec.read)(text).map_err(|reason| anyhow!(reason))?;
    let mut out = Vec::new();
    value.write(&mut out).map_err(|reason| anyhow!(reason))?;
    Leaves::of(text)?.loosely().expect(&Leaves::of(std::str::from_utf8(&out)?)?.loosely())?;
    Ok((codec, value))
}

/// Bytes to structs with texts of their own; amounts are binary floats.
pub(super) fn decode(document: &Document) -> Result<Run<'_>> {
    let (codec, _) = judged(document)?;
    Ok(Box::new(move || {
        if let Ok(text) = utf8(black_box(document)) {
            black_box(&(codec.decode)(text));
        }
    }))
}

/// Structs to text, into the same memory each time.
pub(super) fn encode(document: &Document) -> Result<Run<'_>> {
    let (_, value) = judged(document)?;
    let mut out = Vec::new();
    Ok(Box::new(move || {
        out.clear();
        let _ = black_box(black_box(&value).write(&mut out));
        black_box(&out);
    }))
}
