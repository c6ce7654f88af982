//! The programs whose compilation is measured.

use super::{Extent, write_file};
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
#[derive(Debug, Clone)]
pub(super) struct Program {
    /// Its package: `codec_order`.
    pub(super) name: String,
    /// Lines of generated code, without blank ones and comments.
    pub(super) lines: usize,
}

/// The package with what all others need.
pub(super) const NEEDS: &str = "needs";

/// The program that the others are compared with: what cargo, rustc and the linker take for anything at all.
pub(super) const NOTHING: &str = "nothing";

/// The program of the generated codec.
pub(super) fn codec_name(extent: Extent) -> String {
    format!("codec_{}", extent.name())
}

/// The program of the structs with derives.
pub(super) fn serde_name(extent: Extent) -> String {
    format!("serde_{}", extent.name())
}

impl Program {
    /// Makes cargo compile the program again.
    pub(super) fn touch(&self, folder: &Path) -> Result<()> {
        let path = folder.join(&self.name).join("src/main.rs");
        fs::write(&path, fs::read_to_string(&path)?).with_context(|| format!("cannot write {}", path.display()))
    }
}

/// Writes the workspace of the programs for these messages.
pub(super) fn write(folder: &Path, extents: &[Extent]) -> Result<Vec<Program>> {
    let project: PathBuf = Path::new(HERE).join("../..").canonicalize().context("the project is not where this program was built")?;
    let sources = depara_build::read_sources(&[project.join("mappings/educacional")])?;
    let (catalog, _) = depara_dsl::compile(&sources, depara_dsl::checks::Options::default());
    let catalog = catalog.context("the maps have errors; `depara check mappings` shows them")?;
    let all = generate(&catalog, &Options::new(&sources));

    let workspace = Workspace { folder, project: &project };
    workspace.needs()?;
    let mut programs = vec![workspace.program(NOTHING, "fn main() {}\n", &BTreeMap::new())?];
    for extent in extents {
        let (message, files, wanted): (_, _, fn(&str) -> bool) = match extent {
            Extent::Bank => ("bank_2_001::Bank2001", only(&all, "bank_2_001"), |name| name == "BANK"),
            Extent::Order => ("order_4_003::Order4003", only(&all, "order_4_003"), |name| name == "ORDER"),
            Extent::All => ("registry::Registry", all.clone(), |_| true),
        };
        programs.push(workspace.program(&codec_name(*extent), &CODEC.replace("MARKER", message), &files)?);
        programs.push(workspace.program(&serde_name(*extent), &serde(&catalog, wanted), &structs(&catalog, wanted))?);
    }
    let members: Vec<String> = programs.iter().map(|program| format!("{:?}", program.name)).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{NEEDS:?}, {}]\n", members.join(", "));
    write_file(&folder.join("Cargo.toml"), &manifest)?;
    // The versions of the project, so that nothing is looked for.
    fs::copy(project.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(programs)
}

struct Workspace<'w> {
    folder: &'w Path,
    project: &'w Path,
}

impl Workspace<'_> {
    /// The manifest of a package. All need the same, so that nothing is built twice; the values of the structs are those of depara.
    fn manifest(&self, name: &str, needs: bool) -> Result<()> {
        let mut manifest =
            format!("[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[lints.rust]\nunused = \"allow\"\n");
        if needs {
            let runtime = self.project.join("runtime");
            let _ = write!(
                manifest,
                "\n[dependencies]\ndepara = {{ path = {runtime:?} }}\n\
                 quick-xml = {{ version = \"0.42\", features = [\"serialize\"] }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n"
            );
        }
        write_file(&self.folder.join(name).join("Cargo.toml"), &manifest)
    }

    /// A library that does nothing with what the programs need: when it is built, so is all of that.
    fn needs(&self) -> Result<()> {
        self.manifest(NEEDS, true)?;
        write_file(&self.folder.join(NEEDS).join("src/lib.rs"), "")
    }

    /// Writes a program with generated files in `src/generated`.
    fn program(&self, name: &str, main: &str, files: &BTreeMap<String, String>) -> Result<Program> {
        self.manifest(name, !files.is_empty())?;
        let folder = self.folder.join(name);
        write_file(&folder.join("src/main.rs"), main)?;
        for (file, text) in files {
            write_file(&folder.join("src/generated").join(file), text)?;
        }
        let generated = files.iter().filter(|(file, _)| file.as_str() != VALUES);
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
        Ok(Program { name: name.to_owned(), lines: generated.map(|(_, text)| text.lines().filter(is_code).count()).sum() })
    }
}

/// What a user writes around a generated codec.
const CODEC: &str = r#"mod generated;

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
const SERDE: &str = r#"mod generated;

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
