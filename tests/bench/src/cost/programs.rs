//! The programs whose compilation is measured.

use super::write_file;
use crate::structs::{self, Form};
use anyhow::{Context, Result};
use depara_codegen::rust::{Options, ROOT, generate};
use depara_dsl::ir::Catalog;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of this crate, which is two below that of the project.
const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// One program.
pub(super) struct Program {
    /// Its package.
    pub(super) name: &'static str,
    /// Lines of generated code, without blank ones and comments.
    pub(super) lines: usize,
}

impl Program {
    /// Makes cargo compile the program again.
    pub(super) fn touch(&self, folder: &Path) -> Result<()> {
        let path = folder.join(self.name).join("src/main.rs");
        let text = fs::read_to_string(&path)?;
        write_file(&path, &text)
    }
}

/// Writes the workspace of all programs.
pub(super) fn write(folder: &Path) -> Result<Vec<Program>> {
    let project: PathBuf = Path::new(HERE).join("../..").canonicalize().context("the project is not where this program was built")?;
    let sources = depara_build::read_sources(&[project.join("mappings/educacional")])?;
    let (catalog, _) = depara_dsl::compile(&sources, depara_dsl::checks::Options::default());
    let catalog = catalog.context("the maps have errors; `depara check mappings` shows them")?;
    let all = generate(&catalog, &Options::new(&sources));
    let order = only(&all, "order_4_003");

    let workspace = Workspace { folder, project: &project };
    let codec = |marker: &str| CODEC.replace("MARKER", marker);
    let programs = vec![
        workspace.program("nothing", "fn main() {}\n", &BTreeMap::new())?,
        workspace.program("codec_order", &codec("order_4_003::Order4003"), &order)?,
        workspace.program("serde_order", &serde(&catalog, |name| name == "ORDER"), &structs(&catalog, |name| name == "ORDER"))?,
        workspace.program("codec_all", &codec("registry::Registry"), &all)?,
        workspace.program("serde_all", &serde(&catalog, |_| true), &structs(&catalog, |_| true))?,
    ];
    let members: Vec<String> = programs.iter().map(|program| format!("{:?}", program.name)).collect();
    write_file(&folder.join("Cargo.toml"), &format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", ")))?;
    // The versions of the project, so that nothing is looked for.
    fs::copy(project.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(programs)
}

struct Workspace<'w> {
    folder: &'w Path,
    project: &'w Path,
}

impl Workspace<'_> {
    /// Writes a program with generated files in `src/generated`.
    fn program(&self, name: &'static str, main: &str, files: &BTreeMap<String, String>) -> Result<Program> {
        let folder = self.folder.join(name);
        let mut manifest = format!("[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n");
        // The program that does nothing needs nothing; the values of the others are those of depara.
        if !files.is_empty() {
            let _ = writeln!(manifest, "depara = {{ path = {:?} }}", self.project.join("runtime"));
            manifest.push_str(
                "quick-xml = { version = \"0.42\", features = [\"serialize\"] }\nserde = { version = \"1\", features = [\"derive\"] }\n",
            );
        }
        write_file(&folder.join("Cargo.toml"), &manifest)?;
        write_file(&folder.join("src/main.rs"), main)?;
        for (file, text) in files {
            write_file(&folder.join("src/generated").join(file), text)?;
        }
        let generated = files.iter().filter(|(file, _)| file.as_str() != VALUES);
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
        Ok(Program { name, lines: generated.map(|(_, text)| text.lines().filter(is_code).count()).sum() })
    }
}

/// What a user writes around a generated codec.
const CODEC: &str = r#"#![allow(dead_code, unused_imports)]
mod generated;

use std::io::Read;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let policy = depara::Policy::default();
    let text = depara::codec::xml::text(&bytes, &policy)?;
    let message = depara::Message::<generated::MARKER>::decode(&text, &policy)?.value;
    println!("{}", message.encode());
    Ok(())
}
"#;

/// What a user writes around structs with derives.
const SERDE: &str = r#"#![allow(dead_code, unused_imports)]
mod generated;

use std::io::Read;

fn again<T: serde::de::DeserializeOwned + serde::Serialize>(text: &str) -> Result<String, Box<dyn std::error::Error>> {
    Ok(quick_xml::se::to_string(&quick_xml::de::from_str::<T>(text)?)?)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let transaction = text.split("Transaction>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default().to_uppercase();
    let written = match transaction.as_str() {
ARMS        _ => return Err("unknown message".into()),
    };
    println!("{written}");
    Ok(())
}
"#;

fn serde(catalog: &Catalog, wanted: impl Fn(&str) -> bool) -> String {
    let arms = catalog.messages.iter().filter(|message| wanted(&message.name.value)).map(|message| {
        let module = structs::message_module(message);
        format!("        {:?} => again::<generated::owned::{module}::TOTVSMessage>(&text)?,\n", message.name.value)
    });
    SERDE.replace("ARMS", &arms.collect::<String>())
}

/// The file with the values of the structs, which is not generated.
const VALUES: &str = "values.rs";

fn structs(catalog: &Catalog, wanted: impl Fn(&str) -> bool) -> BTreeMap<String, String> {
    let owned = structs::generate(catalog, Form::Owned, wanted);
    let files = [(ROOT, "pub mod owned;\npub mod values;\n"), (VALUES, include_str!("../values.rs")), ("owned.rs", &owned)];
    files.map(|(file, text)| (file.to_owned(), text.to_owned())).into()
}

/// The generated module `start` and those that it needs, with a root of their own.
fn only(files: &BTreeMap<String, String>, start: &str) -> BTreeMap<String, String> {
    let mut open = vec![start.to_owned()];
    let mut modules = BTreeSet::new();
    while let Some(module) = open.pop() {
        let Some(text) = files.get(&format!("{module}.rs")) else { continue };
        if modules.insert(module) {
            let named = text.split("super::").skip(1);
            open.extend(named.map(|rest| rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect::<String>()));
        }
    }
    let mut root = String::new();
    let mut found = BTreeMap::new();
    for module in modules {
        let _ = writeln!(root, "pub mod {module};");
        let file = format!("{module}.rs");
        if let Some(text) = files.get(&file) {
            found.insert(file, text.clone());
        }
    }
    found.insert(ROOT.to_owned(), root);
    found
}
