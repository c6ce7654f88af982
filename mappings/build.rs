//! Compiles the mappings of this crate.

fn main() -> Result<(), depara_build::Error> {
    depara_build::compile("educacional")
}
