//! Bytes to a mapping: parsed, resolved, checked and formatted, never a panic; formatting twice gives the same text.

#![no_main]

use depara_dsl::span::{FileId, Sources};
use depara_dsl::{checks::Options, compile, format::format, syntax::parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let once = format(&parse(FileId(0), &text).file, &text);
    let twice = format(&parse(FileId(0), &once).file, &once);
    assert_eq!(once, twice);
    let mut sources = Sources::default();
    sources.add("fuzz.map", text);
    let _ = compile(&sources, Options::default());
});
