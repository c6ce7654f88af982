//! Bytes as an XSD and as a JSON schema to a map: never a panic, and what is written is a mapping.

#![no_main]

use depara_dsl::diagnostic::Language;
use depara_dsl::span::FileId;
use depara_dsl::syntax::parse;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

fuzz_target!(|bytes: &[u8]| {
    for name in ["xsd/events/Fruit_1_000.xsd", "json/Fruit_1_000.json"] {
        let import = depara_import::import(&BTreeMap::from([(name.to_owned(), bytes.to_vec())]), Language::English);
        for (path, text) in &import.files {
            let problems = parse(FileId(0), text).problems;
            assert!(problems.is_empty(), "{path} is no mapping: {problems:#?}\n{text}");
        }
        let _ = import.report.to_text(Language::Portuguese);
    }
});
