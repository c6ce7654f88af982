//! Imports the schemas of the conformance documents that no shipped mapping reads, and compiles the maps. Without the folder of official
//! schemas there is nothing to import; the crate is empty then, and the tests that use it say that they did not run.

#[path = "src/schemas.rs"]
#[expect(unreachable_pub, reason = "the library has this module too, and tests use it there")]
mod schemas;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=DEPARA_STANDARD_MESSAGES");
    for path in [depara_tests::standard_messages_folder(), schemas::mappings()] {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    // Whoever reads these maps reads the import's report; a build has nothing to add.
    Ok(depara_build::Config::new().quiet(true).compile_sources(&schemas::maps()?)?)
}
