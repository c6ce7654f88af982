//! The maps of the conformance documents that no shipped mapping reads. The build script compiles them; tests ask what they say.

use depara_dsl::checks::Options;
use depara_dsl::diagnostic::Language;
use depara_dsl::span::Sources;
use depara_tests::{standard_messages_folder, workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the shipped mappings.
#[must_use]
pub fn mappings() -> PathBuf {
    workspace().join("mappings")
}

/// The imported maps; none when the official schemas are not there.
///
/// # Errors
/// When a file cannot be read, or the shipped mappings have errors.
pub fn maps() -> Result<Sources, Box<dyn Error>> {
    let (mut maps, folder) = (Sources::default(), standard_messages_folder());
    if folder.is_dir() {
        for (name, text) in depara_import::import(&needed(&folder, &shipped()?)?, Language::English).files {
            maps.add(name, text);
        }
    }
    Ok(maps)
}

/// A message and its version in one spelling, because files are named `Bank_2_001` and `ListOfComplementaryValue_1.000`.
#[must_use]
pub fn plain(name: &str) -> String {
    name.replace('.', "_").to_ascii_uppercase()
}

/// The messages that the shipped mappings read.
fn shipped() -> Result<BTreeSet<String>, Box<dyn Error>> {
    let sources = depara_build::read_sources(&[mappings()])?;
    let (catalog, _) = depara_dsl::compile(&sources, Options::default());
    let catalog = catalog.ok_or("the shipped mappings have errors")?;
    Ok(catalog.messages.iter().map(|message| plain(&format!("{}_{}", message.name.value, message.version))).collect())
}

/// The schemas of the documents' other messages, and every file of shared types.
fn needed(folder: &Path, shipped: &BTreeSet<String>) -> Result<BTreeMap<String, Vec<u8>>, Box<dyn Error>> {
    let index: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("instances/index.json"))?)?;
    let mut names = BTreeSet::from(["xsd/commons_1_000.xsd".to_owned()]);
    for entry in index.as_array().ok_or("the index of documents is no list")? {
        let (schema, xsd) = (text(entry, "schema")?, text(entry, "xsd")?);
        if !shipped.contains(&plain(schema)) {
            names.insert(xsd.to_owned());
            names.insert(format!("json/{schema}.json"));
        }
    }
    let mut schemas = depara_tests::schemas(folder, &["xsd/types", "json/types"])?;
    for name in names.into_iter().filter(|name| folder.join(name).is_file()) {
        let bytes = fs::read(folder.join(&name))?;
        schemas.insert(name, bytes);
    }
    Ok(schemas)
}

fn text<'e>(entry: &'e serde_json::Value, name: &str) -> Result<&'e str, String> {
    entry.get(name).and_then(serde_json::Value::as_str).ok_or_else(|| format!("an entry of the index without `{name}`"))
}
