//! Has xsd-parser generate code of the schemas of the measured messages, which are nowhere in this repository: they are read from the folder
//! of official schemas when it is there.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rustc-check-cfg=cfg(schemas)");
    #[cfg(feature = "generate")]
    generate()?;
    Ok(())
}

#[cfg(feature = "generate")]
fn generate() -> Result<(), Box<dyn std::error::Error>> {
    use std::path::{Path, PathBuf};
    use xsd_parser::IdentType;
    use xsd_parser::config::{Config, IdentQuadruple, Schema};

    /// The messages that the documents of the benchmark are made of.
    const SCHEMAS: [&str; 4] = ["Bank_2_001", "CustomerVendor_2_002", "Order_4_003", "ListOfAccountReceivableSettlements_1_005"];

    println!("cargo::rerun-if-env-changed=DEPARA_STANDARD_MESSAGES");
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/standard-messages");
    let folder = std::env::var_os("DEPARA_STANDARD_MESSAGES").map_or_else(beside, PathBuf::from).join("bench-xsd");
    println!("cargo::rerun-if-changed={}", folder.display());
    if !folder.is_dir() {
        println!("cargo::warning=xsd-parser is not measured: {} is not there", folder.display());
        return Ok(());
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("OUT_DIR is set by cargo")?);
    for schema in SCHEMAS {
        // As its documentation shows it, with the one choice that is the quicker one on these messages: deserializers in boxes. One that is
        // not in a box moves the state of a wide record from call to call.
        let config = Config::default()
            .with_schema(Schema::File(folder.join(schema).with_extension("xsd")))
            .with_generate([IdentQuadruple::from((IdentType::Element, "TOTVSMessage"))])
            .with_quick_xml_serialize()
            .with_quick_xml_deserialize_config(true);
        let code = xsd_parser::generate(config).map_err(|error| format!("{schema}: {error}"))?;
        std::fs::write(out.join(schema).with_extension("rs"), code.to_string())?;
    }
    println!("cargo::rustc-cfg=schemas");
    Ok(())
}
