//! Helpers of the test suite: where the workspace and the official documents are, and what two XML documents have in common.

pub mod mutation;
pub mod pieces;
pub mod random;
pub mod tree;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The root of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The shipped mappings, as name and text, sorted by name.
#[must_use]
pub fn shipped_maps() -> Vec<(String, String)> {
    let mut maps = Vec::new();
    collect_maps(&workspace().join("mappings"), &mut maps);
    maps.sort();
    maps
}

fn collect_maps(folder: &Path, maps: &mut Vec<(String, String)>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect_maps(&path, maps);
        } else if path.extension().is_some_and(|extension| extension == "map") {
            maps.extend(fs::read_to_string(&path).map(|text| (path.display().to_string(), text)));
        }
    }
}

/// Where the official schemas and conformance documents are, if they are there: `DEPARA_STANDARD_MESSAGES`, or `standard-messages` in the
/// folder `shared` beside the workspace.
#[must_use]
pub fn standard_messages_folder() -> PathBuf {
    std::env::var_os("DEPARA_STANDARD_MESSAGES").map_or_else(|| workspace().join("../shared/standard-messages"), PathBuf::from)
}

/// The folder of official schemas and conformance documents. Says loudly when there is none, because the tests that need it do not run
/// then.
#[must_use]
pub fn standard_messages(test: &str) -> Option<PathBuf> {
    present(standard_messages_folder(), test)
}

/// The files that stand in some folders, by their paths below `root`, which have a `/` on every system; folders in them are left out.
///
/// # Errors
/// When a folder or a file cannot be read, with its path.
pub fn schemas(root: &Path, folders: &[&str]) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let named = |path: &Path, error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let mut schemas = BTreeMap::new();
    for folder in folders {
        let folder_path = root.join(folder);
        for entry in fs::read_dir(&folder_path).map_err(|error| named(&folder_path, error))? {
            let path = entry?.path();
            if let Some(name) = path.file_name().filter(|_| path.is_file()) {
                let bytes = fs::read(&path).map_err(|error| named(&path, error))?;
                schemas.insert(format!("{folder}/{}", name.to_string_lossy()), bytes);
            }
        }
    }
    Ok(schemas)
}

/// A folder of the shared material beside the workspace, such as `samples` or `facts`.
#[must_use]
pub fn shared(name: &str, test: &str) -> Option<PathBuf> {
    present(workspace().join("../shared").join(name), test)
}

fn present(folder: PathBuf, test: &str) -> Option<PathBuf> {
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("\n*** {test} DID NOT RUN: {} is not there ***\n", folder.display());
    None
}
