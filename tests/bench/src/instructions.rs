//! Instructions for each byte of a document: they repeat from run to run where times do not.

use crate::documents::{self, Document};
use crate::peers::{self, Operation, Peer, name};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// Two lengths of a run; their difference leaves out the start of the program, which makes the documents and checks the peer.
const SHORT: u32 = 2;

/// Bytes that the longer run reads besides.
const BYTES: usize = 10_000_000;

/// Prints instructions for each input byte of every document, or the commands that tell them.
///
/// # Errors
/// When the documents cannot be made or read, or valgrind fails.
pub fn print(all_peers: bool, folder: Option<&Path>) -> Result<()> {
    let documents = folder.map_or_else(documents::all, documents::of_folder)?;
    let installed = is_installed();
    if !installed {
        println!("valgrind is not installed (Debian package valgrind). With it, the instructions for each byte are");
        println!("(`Collected` of the second command - `Collected` of the first) / (the difference of the last numbers) / bytes:");
    }
    for document in &documents {
        for &operation in document.operations() {
            for peer in peers::all(operation) {
                if (!all_peers && peer.name != name::DEPARA) || (peer.prepare)(document).is_err() {
                    continue;
                }
                if installed {
                    let each = per_byte(document, peer, folder)?;
                    println!("{:<8}{:<20}{:<18}{each:>9.2} instructions for each byte", operation.name(), document.name, peer.name);
                } else {
                    println!("# {} {}, {} bytes", operation.name(), document.name, document.bytes.len());
                    for times in [SHORT, longer(document)] {
                        println!("{}", shell(&command(document, peer, times, folder)?));
                    }
                }
            }
        }
    }
    Ok(())
}

/// Runs one peer on one document so many times.
///
/// # Errors
/// When there is no such peer or document, or the peer cannot read it.
pub fn run(operation: &str, peer: &str, document: &str, times: u32, folder: Option<&Path>) -> Result<()> {
    let Some(operation) = [Operation::Decode, Operation::Encode].into_iter().find(|known| known.name() == operation) else {
        bail!("`{operation}` is neither `decode` nor `encode`");
    };
    let peers = peers::all(operation);
    let Some(found) = peers.iter().find(|known| known.name == peer) else {
        let known: Vec<&str> = peers.iter().map(|peer| peer.name).collect();
        bail!("no peer is called `{peer}`; there are {}", known.join(", "));
    };
    let document = documents::named(document, folder)?;
    let mut run = (found.prepare)(&document)?;
    for _ in 0..times {
        run();
    }
    Ok(())
}

fn command(document: &Document, peer: Peer, times: u32, folder: Option<&Path>) -> Result<Command> {
    let program = std::env::current_exe().context("cannot find this program again")?;
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    command.args(["run", peer.operation.name(), peer.name, &document.name, &times.to_string()]);
    if let Some(folder) = folder {
        command.arg("--documents").arg(folder);
    }
    Ok(command)
}

/// What callgrind says at the end: `==1== Collected : 123456`.
fn collected(command: &mut Command) -> Result<u64> {
    let output = command.output().context("valgrind did not start")?;
    let text = String::from_utf8_lossy(&output.stderr);
    let count = text.lines().find_map(|line| line.split_once("Collected :")).and_then(|(_, count)| count.trim().parse().ok());
    count.with_context(|| format!("valgrind gave no count: {text}"))
}

/// Whether valgrind is there.
#[must_use]
pub fn is_installed() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Instructions of a peer for each byte of a document.
///
/// # Errors
/// When valgrind is not there, or fails.
pub fn per_byte(document: &Document, peer: Peer, folder: Option<&Path>) -> Result<f64> {
    let long = longer(document);
    let [short, longer] = [SHORT, long].map(|times| collected(&mut command(document, peer, times, folder)?));
    let instructions = longer?.saturating_sub(short?);
    let (instructions, bytes) = (instructions as f64, document.bytes.len() as f64);
    Ok(instructions / f64::from(long.saturating_sub(SHORT)) / bytes)
}

/// The longer of both runs.
fn longer(document: &Document) -> u32 {
    SHORT.saturating_add(u32::try_from(BYTES.div_ceil(document.bytes.len().max(1))).unwrap_or(1))
}

/// The command as a shell takes it.
fn shell(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| format!("'{}'", word.to_string_lossy().replace('\'', "'\\''"))).collect::<Vec<_>>().join(" ")
}
