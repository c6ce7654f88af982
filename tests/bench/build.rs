//! Makes the structs of the serde peer from the maps that the codecs are made of, so that both read the same fields.

use std::path::Path;

#[path = "src/structs.rs"]
#[expect(unreachable_pub, reason = "the library has this module too, and `cost` uses it there")]
mod structs;

/// The maps that `depara_mappings` compiles.
const MAPS: &str = "../../mappings/educacional";

/// The messages that documents are made of.
const MESSAGES: [&str; 4] = ["BANK", "CUSTOMERVENDOR", "ORDER", "LISTOFACCOUNTRECEIVABLESETTLEMENTS"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed={MAPS}");
    println!("cargo::rerun-if-changed=src/structs.rs");
    let sources = depara_build::read_sources(&[MAPS])?;
    let (catalog, _) = depara_dsl::compile(&sources, depara_dsl::checks::Options::default());
    let catalog = catalog.ok_or("the maps have errors; `depara check mappings` shows them")?;
    let folder = std::env::var_os("OUT_DIR").ok_or("OUT_DIR is set by cargo")?;
    for (file, form) in [("owned.rs", structs::Form::Owned), ("borrowed.rs", structs::Form::Borrowed)] {
        std::fs::write(Path::new(&folder).join(file), structs::generate(&catalog, form, |name| MESSAGES.contains(&name)))?;
    }
    Ok(())
}
