//! Reading mappings: files as they are named, and the `.map` files of folders.

use crate::Error;
use depara_dsl::span::Sources;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// Reads these files, and every `.map` file of these folders and of the folders in them, sorted by name. What begins with a point is
/// left out, and so are links to folders.
///
/// # Errors
/// When a path does not exist, a file cannot be read or is not UTF-8, or no mapping is found.
pub fn read_sources(paths: &[impl AsRef<Path>]) -> Result<Sources, Error> {
    let mut files = BTreeSet::new();
    for path in paths.iter().map(AsRef::as_ref) {
        if path.is_dir() {
            collect(path, &mut files)?;
        } else if path.exists() {
            files.insert(path.to_owned());
        } else {
            return Err(Error::NotFound { path: path.to_owned() });
        }
    }
    if files.is_empty() {
        return Err(Error::NoMappings { paths: paths.iter().map(|path| path.as_ref().to_owned()).collect() });
    }
    let mut sources = Sources::default();
    for path in files {
        let text = fs::read_to_string(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
        sources.add(name(&path), text);
    }
    Ok(sources)
}

fn collect(folder: &Path, files: &mut BTreeSet<PathBuf>) -> Result<(), Error> {
    let failed = |source| Error::Read { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if entry.file_type().map_err(failed)?.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "map") && !path.is_dir() {
            files.insert(path);
        }
    }
    Ok(())
}

/// The path with `/` between folders, without `./`.
fn name(path: &Path) -> String {
    let mut name = String::new();
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::RootDir => name.push('/'),
            other => {
                if !name.is_empty() && !name.ends_with('/') {
                    name.push('/');
                }
                name.push_str(&other.as_os_str().to_string_lossy());
            }
        }
    }
    name
}

/// Reads a text file; [`None`] when there is none.
pub(crate) fn read_if_there(path: &Path) -> Result<Option<String>, Error> {
    match fs::read(path) {
        // What is not UTF-8 is not what we wrote; it differs from every generated text all the same.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Read { path: path.to_owned(), source }),
    }
}
