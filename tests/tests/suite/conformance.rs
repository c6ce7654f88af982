//! Every conformance document of the shipped messages goes through the codec and comes out valid and the same.

use depara::codec::xml;
use depara::envelope::Untyped;
use depara::{FindingKind, Message, Messages, Policy};
use depara_dsl::checks::Options;
use depara_dsl::ir::{Field, FieldKind, Member, Record, TypeId};
use depara_mappings::Registry;
use depara_tests::{shared, standard_messages, tree, workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A conformance document: its file, and the schema that it follows.
pub(crate) struct Document {
    pub(crate) path: PathBuf,
    pub(crate) schema: PathBuf,
}

/// The conformance documents of every shipped message.
pub(crate) fn documents(folder: &Path) -> Vec<Document> {
    let index = fs::read_to_string(folder.join("instances/index.json")).expect("the index of documents is readable");
    let index: Vec<serde_json::Value> = serde_json::from_str(&index).expect("the index is JSON");
    let text = |entry: &serde_json::Value, name: &str| entry[name].as_str().expect("the index says it").to_owned();
    let plain = |name: &str| name.replace('.', "_").to_ascii_uppercase();
    let mut documents = Vec::new();
    for message in Registry::MESSAGES {
        let name = plain(&format!("{}_{}", message.name, message.version));
        let before = documents.len();
        let ours = index.iter().filter(|entry| plain(&text(entry, "schema")) == name);
        documents.extend(
            ours.map(|entry| Document {
                path: folder.join("instances").join(text(entry, "file")),
                schema: folder.join(text(entry, "xsd")),
            }),
        );
        assert!(documents.len() > before, "there are documents of {name}");
    }
    documents
}

/// The elements whose children come in any order: those of the envelope, and those that the shipped mappings call `unordered`.
fn unordered() -> BTreeSet<String> {
    let sources = depara_build::read_sources(&[workspace().join("mappings")]).expect("the mappings are readable");
    let (catalog, _) = depara_dsl::compile(&sources, Options::default());
    let mut names: BTreeSet<String> = ["MessageInformation", "ReceivedMessage", "ProcessingInformation"].map(str::to_owned).into();
    for message in catalog.expect("the mappings compile").messages {
        let fields = |record: &Record| -> Vec<Field> {
            let field = |member: &Member| if let Member::Field(field) = member { Some((**field).clone()) } else { None };
            record.members.iter().filter_map(field).collect()
        };
        let free: Vec<bool> = message.records.iter().map(|record| fields(record).iter().any(|field| !field.ordered)).collect();
        let is_free = |kind: &FieldKind| matches!(kind, FieldKind::Record(TypeId::Local(record)) if free[*record]);
        names.extend(message.records.iter().flat_map(fields).filter(|field| is_free(&field.kind)).map(|field| field.name.value));
        if free[message.content.0] {
            names.insert("BusinessContent".to_owned());
        }
    }
    names
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
    let unordered = unordered();
    let unordered: Vec<&str> = unordered.iter().map(String::as_str).collect();
    for Document { path, .. } in documents(&folder) {
        let (text, written) = transcode(&path);
        let original = tree::parse(&text).expect("a document is well formed");
        let copy = tree::parse(&written).expect("a written document is well formed");
        let differences = tree::differences(&original, &copy, &unordered);
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
    let mut copies: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for Document { path, schema } in documents(&folder) {
        let copy = out.path().join(path.file_name().expect("a document has a name"));
        fs::write(&copy, transcode(&path).1).expect("a copy can be written");
        copies.entry(schema).or_default().push(copy);
    }
    for (schema, copies) in copies {
        let result = Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema).args(copies).output();
        let result = result.expect("xmllint runs");
        assert!(result.status.success(), "{}", String::from_utf8_lossy(&result.stderr));
    }
}

#[test]
fn every_prefix_and_every_changed_byte_is_an_error_or_a_value() {
    let Some(folder) = standard_messages("every_prefix_and_every_changed_byte_is_an_error_or_a_value") else { return };
    for name in ["Bank_2_001", "CustomerVendor_2_002", "Currency_2_001"] {
        let path = folder.join(format!("instances/dev/{name}.random1.nasty.xml"));
        let bytes = fs::read(&path).expect("a document is readable");
        let bytes = bytes.trim_ascii_end();
        // Every byte of the largest document takes long; a stride that is no power of two meets every kind of place.
        let stride = (bytes.len() / 400).max(1) | 1;
        for end in (0..bytes.len()).step_by(stride) {
            let read = on_both_paths(&bytes[..end], &path);
            assert!(!read, "{}: {end} bytes of {} are not a document", path.display(), bytes.len());
        }
        for (number, place) in (0..bytes.len()).step_by(stride).enumerate() {
            let mut changed = bytes.to_vec();
            changed[place] = [b'<', b'>', b'&', b'"', 0, 0xff, b'/', b' '][number % 8];
            on_both_paths(&changed, &path);
        }
    }
}

#[test]
fn both_paths_agree_on_every_document() {
    let Some(folder) = standard_messages("both_paths_agree_on_every_document") else { return };
    for Document { path, .. } in documents(&folder) {
        assert!(on_both_paths(&fs::read(&path).expect("a document is readable"), &path), "{}", path.display());
    }
}

/// Reads a document on the fast and on the careful path, which have to agree on the value and the findings, or on the error and its place.
/// Says whether there is a value.
fn on_both_paths(bytes: &[u8], path: &Path) -> bool {
    let mut read = false;
    for policy in [Policy::default(), Policy::strict(), Policy::lenient()] {
        let Ok(text) = xml::text(bytes, &policy) else { return false };
        let fast = Message::<Registry>::decode(&text, &policy);
        let careful = Message::<Registry>::decode_carefully(&text, &policy);
        assert_eq!(fast, careful, "{}: {text}", path.display());
        read |= fast.is_ok();
    }
    read
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
