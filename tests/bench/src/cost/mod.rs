//! What compiling the generated codec costs, beside serde's derives on structs of the same maps.
//!
//! Small programs are written below the target folder and built offline: one that does nothing, and for `BANK` alone, for `ORDER` alone and
//! for all shipped messages one with the generated codec and one with derives. Each reads a message from its input and writes it again.
//! What they need is built first and stays, so a second run is shorter. A build is measured by the time that cargo, rustc and the linker
//! computed, on all cores together, so that a busy machine does not make it longer.

mod cpu;
mod programs;
mod report;

use anyhow::{Context, Result, bail, ensure};
use programs::Program;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The ways to compile, each with the arguments of cargo.
const WAYS: [(&str, &[&str]); 3] = [("check", &["check"]), ("debug", &["build"]), ("release", &["build", "--release"])];

/// A build that computes for longer than this is not repeated: it is far above what differs from build to build.
const LONG: f64 = 60.0;

/// Which messages a program reads and writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Extent {
    /// `BANK` 2.001: an adapter of the usual size.
    Bank,
    /// `ORDER` 4.003: the widest message that is measured, and the one that the goal names.
    Order,
    /// Every shipped message.
    All,
}

impl Extent {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bank, Self::Order, Self::All];

    /// `order`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bank => "bank",
            Self::Order => "order",
            Self::All => "all",
        }
    }
}

/// What one program costs.
#[derive(Debug, Clone)]
pub(super) struct Cost {
    /// The program.
    program: Program,
    /// Seconds of computing of each build, by the way of compiling.
    seconds: BTreeMap<&'static str, Vec<f64>>,
    /// Bytes of code and constants of the release build, where `size` is installed.
    text: Option<u64>,
}

/// Measures and prints the table: the programs of these messages, each build so many times.
///
/// # Errors
/// When a program cannot be written or does not compile.
pub fn print(as_json: bool, rounds: usize, extents: &[Extent]) -> Result<()> {
    // Before the first build, so that nobody waits for nothing.
    cpu::of_children()?;
    let folder = workspace_folder()?;
    let programs = programs::write(&folder, extents)?;
    let mut costs: Vec<Cost> = programs.into_iter().map(|program| Cost { program, seconds: BTreeMap::new(), text: None }).collect();
    for (way, arguments) in WAYS {
        progress(&format!("{way}: what the programs need"));
        let needed = build(&folder, arguments, programs::NEEDS)?;
        progress(&format!("{way}: it took {needed:.1} s of computing"));
        for round in 1..=rounds {
            for cost in &mut costs {
                let seconds = cost.seconds.entry(way).or_default();
                if seconds.last().is_some_and(|seconds| *seconds > LONG) {
                    continue;
                }
                cost.program.touch(&folder)?;
                let taken = build(&folder, arguments, &cost.program.name)?;
                seconds.push(taken);
                progress(&format!("{way}: round {round} of {rounds}: {} {taken:.2} s", cost.program.name));
            }
        }
    }
    for cost in &mut costs {
        cost.text = text_size(&folder.join("target/release").join(&cost.program.name));
    }
    if as_json {
        println!("{:#}", report::json(&costs));
    } else {
        print!("{}", report::text(&costs));
    }
    Ok(())
}

fn progress(text: &str) {
    eprintln!("{text}");
}

/// Where the programs stand: below the target folder that this program was built to, so that `cargo clean` removes them.
fn workspace_folder() -> Result<PathBuf> {
    let program = std::env::current_exe().context("cannot find this program again")?;
    let target = program.parent().and_then(Path::parent).context("this program stands in no target folder")?;
    let folder = target.join("depara-bench-cost");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// Builds one package; nothing is fetched. Gives the seconds of computing.
fn build(folder: &Path, arguments: &[&str], package: &str) -> Result<f64> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments).args(["--package", package, "--offline", "--message-format", "json-render-diagnostics"]).current_dir(folder);
    cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", folder.join("target"));
    // Set for this program by whoever started it, they would change what is compiled.
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER"] {
        cargo.env_remove(variable);
    }
    let before = cpu::of_children()?;
    let output = cargo.output().context("cargo did not start")?;
    if !output.status.success() {
        bail!("cargo {} failed:\n{}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    }
    let seconds = cpu::of_children()? - before;
    // Cargo builds nothing that it takes for fresh, and that would cost nothing.
    let compiled = String::from_utf8_lossy(&output.stdout).contains("\"fresh\":false");
    ensure!(compiled || package == programs::NEEDS, "cargo {} did not compile {package} again", arguments.join(" "));
    Ok(seconds)
}

/// The first number of `size`: code and constants.
fn text_size(program: &Path) -> Option<u64> {
    let output = Command::new("size").arg(program).output().ok()?;
    String::from_utf8(output.stdout).ok()?.lines().nth(1)?.split_whitespace().next()?.parse().ok()
}

/// Writes a file with the folders above it, unless it has this text.
fn write_file(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
