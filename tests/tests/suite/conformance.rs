//! Every conformance document of the shipped messages goes through the codec and comes out valid and the same.

use depara::codec::xml;
use depara::envelope::Untyped;
use depara::{FindingKind, Message, Policy};
use depara_mappings::Registry;
use depara_tests::{shared, standard_messages, tree};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The shipped messages, by the names of their official schemas.
const SCHEMAS: &[&str] = &["Bank_2_001", "CustomerVendor_2_002", "Currency_2_001"];

/// The conformance documents of one schema.
fn documents(folder: &Path, schema: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder.join("instances/dev"))
        .expect("the folder of documents is readable")
        .map(|entry| entry.expect("an entry is readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&format!("{schema}."))))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "there are documents of {schema}");
    files
}

fn transcode(path: &Path) -> (String, String) {
    let bytes = fs::read(path).expect("a document is readable");
    let text = xml::text(&bytes, &Policy::default()).expect("a document is text").into_owned();
    let decoded = Message::<Registry>::decode(&text, &Policy::default()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lost = |kind: &FindingKind| !matches!(kind, FindingKind::Respelt { .. });
    let lost: Vec<_> = decoded.report.findings.iter().filter(|finding| lost(&finding.kind)).map(ToString::to_string).collect();
    assert!(lost.is_empty(), "{}: {lost:#?}", path.display());
    let written = decoded.value.encode();
    (text, written)
}

#[test]
fn documents_keep_their_content() {
    let Some(folder) = standard_messages("documents_keep_their_content") else { return };
    for path in SCHEMAS.iter().flat_map(|schema| documents(&folder, schema)) {
        let (text, written) = transcode(&path);
        let original = tree::parse(&text).expect("a document is well formed");
        let copy = tree::parse(&written).expect("a written document is well formed");
        let differences = tree::differences(&original, &copy, &["MessageInformation", "ReceivedMessage", "ProcessingInformation"]);
        assert!(differences.is_empty(), "{}:\n{}", path.display(), differences.join("\n"));
    }
}

#[test]
fn written_documents_are_valid() {
    let Some(folder) = standard_messages("written_documents_are_valid") else { return };
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("\n*** written_documents_are_valid DID NOT RUN: xmllint is not installed ***\n");
        return;
    }
    let out = tempfile::tempdir().expect("a temporary folder");
    for schema in SCHEMAS {
        let mut check = Command::new("xmllint");
        check.arg("--noout").arg("--nonet").arg("--schema").arg(folder.join("xsd/events").join(format!("{schema}.xsd")));
        for path in documents(&folder, schema) {
            let copy = out.path().join(path.file_name().expect("a document has a name"));
            fs::write(&copy, transcode(&path).1).expect("a copy can be written");
            check.arg(copy);
        }
        let result = check.output().expect("xmllint runs");
        assert!(result.status.success(), "{}", String::from_utf8_lossy(&result.stderr));
    }
}

#[test]
fn documents_keep_their_content_in_json() {
    let Some(folder) = standard_messages("documents_keep_their_content_in_json") else { return };
    for path in SCHEMAS.iter().flat_map(|schema| documents(&folder, schema)) {
        let text = fs::read_to_string(&path).expect("a document is readable");
        let message = Message::<Registry>::decode(&text, &Policy::default()).expect("a document is decoded").value;
        let json = message.to_json();
        let back = Message::<Registry>::from_json(&json, &Policy::default()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(back.value.encode(), message.encode(), "{}", path.display());
    }
}

#[test]
fn every_prefix_and_every_changed_byte_is_an_error_or_a_value() {
    let Some(folder) = standard_messages("every_prefix_and_every_changed_byte_is_an_error_or_a_value") else { return };
    for path in SCHEMAS.iter().map(|schema| folder.join(format!("instances/dev/{schema}.random1.nasty.xml"))) {
        let bytes = fs::read(&path).expect("a document is readable");
        // Every byte of the largest document takes long; a stride that is no power of two meets every kind of place.
        let stride = (bytes.len() / 400).max(1) | 1;
        for end in (0..bytes.len()).step_by(stride) {
            let decoded = decode(&bytes[..end]);
            assert!(decoded.is_err(), "{}: {end} bytes of {} are not a document", path.display(), bytes.len());
        }
        for (number, place) in (0..bytes.len()).step_by(stride).enumerate() {
            let mut changed = bytes.clone();
            changed[place] = [b'<', b'>', b'&', b'"', 0, 0xff, b'/', b' '][number % 8];
            let _ = decode(&changed);
        }
    }
}

fn decode(bytes: &[u8]) -> Result<(), depara::DecodeError> {
    let text = xml::text(bytes, &Policy::default())?;
    Message::<Registry>::decode(&text, &Policy::default()).map(|_| ())
}

#[test]
fn every_sample_is_read_or_refused_for_a_reason() {
    let Some(folder) = shared("samples", "every_sample_is_read_or_refused_for_a_reason") else { return };
    let mut files: Vec<_> = fs::read_dir(folder).expect("samples are readable").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let mut seen = 0;
    for path in files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "xml")) {
        let bytes = fs::read(&path).expect("a sample is readable");
        let text = xml::text(&bytes, &Policy::default()).expect("a sample is text").into_owned();
        let text = depara::envelope::soap::message(&text).expect("a sample is well formed").unwrap_or(text);
        let name = path.file_name().expect("a sample has a name").to_string_lossy().into_owned();
        match Message::<Untyped>::decode(&text, &Policy::default()) {
            Ok(decoded) => {
                let copy = decoded.value.encode();
                let again = Message::<Untyped>::decode(&copy, &Policy::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(again.value.encode(), copy, "{name}");
            }
            Err(error) => {
                assert!(name.contains("fragment"), "{name}: {error}");
                assert!(error.to_string().contains("ReceiptMessage"), "{name}: {error}");
            }
        }
        seen += 1;
    }
    assert!(seen >= 16, "only {seen} samples");
}
