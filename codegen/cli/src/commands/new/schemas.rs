//! The schema of a new adapter and the files that it includes, from disk.

use crate::commands::import::name;
use crate::failure::Failure;
use crate::session::Session;
use depara_import::references;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How deep folders of included files may stand inside one another.
const MAX_DEPTH: usize = 16;

/// The schema and everything that it includes, directly or not, by path. What is not found is left out: the importer reports it.
pub(super) fn read(session: &mut Session<'_>, schema: &Path, folders: &[PathBuf]) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut by_name = BTreeMap::new();
    for folder in folders {
        collect(session, folder, 0, &mut by_name)?;
    }
    let mut sources = BTreeMap::new();
    let mut open = vec![schema.to_owned()];
    while let Some(path) = open.pop() {
        if sources.contains_key(&name(&path)) {
            continue;
        }
        let bytes = session.read(&path)?;
        open.extend(references(&name(&path), &bytes).iter().filter_map(|location| find(&path, location, &by_name)));
        sources.insert(name(&path), bytes);
    }
    Ok(sources)
}

/// The file that `location` means, written in the file `from`: at its place, beside it, or in a folder of included files.
fn find(from: &Path, location: &str, by_name: &BTreeMap<String, PathBuf>) -> Option<PathBuf> {
    let base = location.rsplit(['/', '\\']).next().unwrap_or(location);
    let folder = from.parent().unwrap_or(Path::new(""));
    let near = [folder.join(location.replace('\\', "/")), folder.join(base)];
    let near = near.into_iter().find(|path| path.is_file()).map(|path| plain(&path));
    near.or_else(|| by_name.get(&base.to_lowercase()).cloned())
}

/// The path without `..` where the folder before it is named: one file has one name.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir if plain.file_name().is_some() => drop(plain.pop()),
            std::path::Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

/// Every file of a folder and of the folders in it, by its name in small letters; the first of several in the order of their paths.
fn collect(session: &Session<'_>, folder: &Path, depth: usize, found: &mut BTreeMap<String, PathBuf>) -> Result<(), Failure> {
    let unreadable = |error| session.unreadable(folder, &error);
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    for path in paths {
        if path.is_dir() && depth < MAX_DEPTH {
            collect(session, &path, depth.saturating_add(1), found)?;
        } else if let Some(base) = path.file_name().and_then(|base| base.to_str()) {
            found.entry(base.to_lowercase()).or_insert(path);
        }
    }
    Ok(())
}
