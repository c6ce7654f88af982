//! Every conformance document goes through the codec of its message, a shipped one or one that is imported from the official schema, and comes
//! out valid and the same.

use depara::codec::xml;
use depara::envelope::Untyped;
use depara::{FindingKind, Message, Policy};
use depara_dsl::checks::Options;
use depara_dsl::ir::{Field, FieldKind, Member, Record, TypeId};
use depara_dsl::span::Sources;
use depara_tests::{shared, standard_messages, tree};
use depara_tests_imported::{Codecs, IMPORTED, SHIPPED, Transcoded, schemas};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A conformance document: its file, the schema that it follows, who reads it, and the elements whose children come in any order.
pub(crate) struct Document {
    pub(crate) path: PathBuf,
    schema: PathBuf,
    pub(crate) codecs: Codecs,
    unordered: Vec<String>,
}

impl Document {
    /// Reads the document; what is noticed may only be a matter of spelling.
    pub(crate) fn transcode(&self) -> (String, Transcoded) {
        let bytes = fs::read(&self.path).expect("a document is readable");
        let text = xml::text(&bytes, &Policy::default()).expect("a document is text").into_owned();
        let copy = (self.codecs.read)(&text, &Policy::default()).unwrap_or_else(|error| panic!("{}: {error}", self.path.display()));
        self.nothing_is_lost(&copy);
        (text, copy)
    }

    /// What was noticed is only a matter of spelling.
    pub(crate) fn nothing_is_lost(&self, copy: &Transcoded) {
        let lost = |kind: &FindingKind| !matches!(kind, FindingKind::Respelt { .. });
        let lost: Vec<_> = copy.report.findings.iter().filter(|finding| lost(&finding.kind)).map(ToString::to_string).collect();
        assert!(lost.is_empty(), "{}: {lost:#?}", self.path.display());
    }
}

/// All conformance documents.
pub(crate) fn documents(folder: &Path) -> Vec<Document> {
    let index = fs::read_to_string(folder.join("instances/index.json")).expect("the index of documents is readable");
    let index: Vec<serde_json::Value> = serde_json::from_str(&index).expect("the index is JSON");
    let shipped = depara_build::read_sources(&[schemas::mappings()]).expect("the mappings are readable");
    let imported = schemas::maps().expect("the schemas are readable");
    let readers = [(SHIPPED, unordered(&shipped)), (IMPORTED, unordered(&imported))];
    let document = |entry: &serde_json::Value| {
        let text = |name: &str| entry[name].as_str().expect("the index says it").to_owned();
        let name = schemas::plain(&text("schema"));
        let reader = readers.iter().find_map(|(codecs, unordered)| Some((*codecs, unordered.get(&name)?.clone())));
        let (codecs, unordered) = reader.unwrap_or_else(|| panic!("nobody reads {name}"));
        Document { path: folder.join("instances").join(text("file")), schema: folder.join(text("xsd")), codecs, unordered }
    };
    index.iter().map(document).collect()
}

/// For each message, the elements whose children come in any order: those of the envelope, and those that the map calls `unordered`.
fn unordered(maps: &Sources) -> BTreeMap<String, Vec<String>> {
    let (catalog, _) = depara_dsl::compile(maps, Options::default());
    let catalog = catalog.expect("the maps compile");
    let free = |records: &[Record]| -> BTreeSet<String> {
        let is_free = |field: &Field| match field.kind {
            FieldKind::Record(TypeId::Local(record)) => is_unordered(&records[record]),
            FieldKind::Record(TypeId::Shared(block, record)) => is_unordered(&catalog.types[block].records[record]),
            _ => false,
        };
        records.iter().flat_map(fields).filter(is_free).map(|field| field.name.value).collect()
    };
    let message = |message: &depara_dsl::ir::Message| {
        let mut names = free(&message.records);
        names.extend(message.uses.iter().flat_map(|block| free(&catalog.types[*block].records)));
        names.extend(["MessageInformation", "ReceivedMessage", "ProcessingInformation"].map(str::to_owned));
        names.extend(is_unordered(&message.records[message.content.0]).then(|| "BusinessContent".to_owned()));
        (schemas::plain(&format!("{}_{}", message.name.value, message.version)), names.into_iter().collect())
    };
    catalog.messages.iter().map(message).collect()
}

fn fields(record: &Record) -> Vec<Field> {
    let field = |member: &Member| if let Member::Field(field) = member { Some((**field).clone()) } else { None };
    record.members.iter().filter_map(field).collect()
}

fn is_unordered(record: &Record) -> bool {
    fields(record).iter().any(|field| !field.ordered)
}

#[test]
fn documents_keep_their_content() {
    let Some(folder) = standard_messages("documents_keep_their_content") else { return };
    let mut different = Vec::new();
    for document in documents(&folder) {
        let (text, copy) = document.transcode();
        let original = tree::parse(&text).expect("a document is well formed");
        let copy = tree::parse(&copy.xml).expect("a written document is well formed");
        let unordered: Vec<&str> = document.unordered.iter().map(String::as_str).collect();
        let differences = tree::differences(&original, &copy, &unordered);
        different.extend(differences.iter().map(|difference| format!("{}: {difference}", document.path.display())));
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
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
    for document in documents(&folder) {
        let copy = out.path().join(document.path.file_name().expect("a document has a name"));
        fs::write(&copy, document.transcode().1.xml).expect("a copy can be written");
        copies.entry(document.schema).or_default().push(copy);
    }
    let mut invalid = String::new();
    for (schema, copies) in copies {
        let result = Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema).args(copies).output();
        let result = result.expect("xmllint runs");
        if !result.status.success() {
            invalid.push_str(&String::from_utf8_lossy(&result.stderr));
        }
    }
    assert!(invalid.is_empty(), "{invalid}");
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
            let read = on_both_paths(SHIPPED, &bytes[..end], &path);
            assert!(!read, "{}: {end} bytes of {} are not a document", path.display(), bytes.len());
        }
        for (number, place) in (0..bytes.len()).step_by(stride).enumerate() {
            let mut changed = bytes.to_vec();
            changed[place] = [b'<', b'>', b'&', b'"', 0, 0xff, b'/', b' '][number % 8];
            on_both_paths(SHIPPED, &changed, &path);
        }
    }
}

#[test]
fn both_paths_agree_on_every_document() {
    let Some(folder) = standard_messages("both_paths_agree_on_every_document") else { return };
    for Document { path, codecs, .. } in documents(&folder) {
        assert!(on_both_paths(codecs, &fs::read(&path).expect("a document is readable"), &path), "{}", path.display());
    }
}

/// Reads a document on the fast and on the careful path, which have to agree on the value and the findings, or on the error and its place.
/// Says whether there is a value.
fn on_both_paths(codecs: Codecs, bytes: &[u8], path: &Path) -> bool {
    let mut read = false;
    for policy in [Policy::default(), Policy::strict(), Policy::lenient()] {
        let Ok(text) = xml::text(bytes, &policy) else { return false };
        let agreed = (codecs.both_paths)(&text, &policy);
        read |= agreed.unwrap_or_else(|differences| panic!("{}: {differences}\n{text}", path.display()));
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
