//! Both paths of the XML source, the JSON form and the sinks, on records written by hand.

mod any_order;
mod cases;
mod json;
mod limits;
mod properties;
mod records;
mod start_tags;
mod wanted;

use super::xml::{XmlSink, XmlSource};
use super::{DecodeError, Field, Policy, Record, Report, Sink};
use records::{EVERYTHING, Everything};
use std::fmt::Debug;

/// Reads a document on the fast and on the careful path, which have to agree in everything.
fn both_paths<'a, R: Record<'a> + Default + PartialEq + Debug>(
    root: &Field,
    text: &'a str,
    policy: &Policy,
) -> Result<(R, Report), DecodeError> {
    let on = |mut source: XmlSource<'a>| {
        let mut record = R::default();
        source.root(root, &mut record).map(|()| (record, source.finish()))
    };
    let fast = on(XmlSource::new(text, policy));
    let careful = on(XmlSource::careful(text, policy));
    assert_eq!(fast, careful, "fast and careful differ on {text:?} under {policy:?}");
    fast
}

fn read<'a>(text: &'a str, policy: &Policy) -> Result<(Everything<'a>, Report), DecodeError> {
    both_paths(&EVERYTHING, text, policy)
}

/// The XML of a record.
fn write(everything: &Everything<'_>) -> String {
    let mut sink = XmlSink::new();
    sink.element(&EVERYTHING, everything);
    sink.into_string()
}

/// Reads what stands in the root and writes it again: the XML without its root, and then each finding on a line of its own; or the error.
fn outcome(inside: &str, policy: &Policy) -> String {
    let text = format!("<Everything>{inside}</Everything>");
    match read(&text, policy) {
        Err(error) => format!("error: {error}"),
        Ok((everything, report)) => {
            let written = write(&everything);
            let written = written.strip_prefix("<Everything>").and_then(|written| written.strip_suffix("</Everything>")).unwrap_or("");
            let findings = report.findings.iter().map(|finding| format!("\n{finding}"));
            std::iter::once(written.to_owned()).chain(findings).collect()
        }
    }
}
