//! Why mappings could not be compiled, in one line: cargo shows the `Debug` form of what a build script returns.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why mappings could not be compiled. `Debug` shows the same line as `Display`.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The mappings have errors, which stand on stderr.
    #[error("the mappings have problems: {summary}")]
    Problems {
        /// How many: `2 errors, 1 warning`.
        summary: String,
    },
    /// There is no such file or folder.
    #[error("there is no `{}`: name the folder of the `.map` files, seen from `Cargo.toml`", path.display())]
    NotFound {
        /// The path as it was given.
        path: PathBuf,
    },
    /// None of the folders holds a mapping.
    #[error("no `.map` file in {}", list(paths))]
    NoMappings {
        /// The paths as they were given.
        paths: Vec<PathBuf>,
    },
    /// A file or folder cannot be read.
    #[error("`{}` cannot be read: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file cannot be written or removed.
    #[error("`{}` cannot be written: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The program does not run as a build script, and no folder was given.
    #[error("`OUT_DIR` is not set: call this from `build.rs`, or give a folder with `Config::out_dir`")]
    NoOutDir,
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn list(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    names.join(", ")
}
