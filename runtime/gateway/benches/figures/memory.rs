//! The memory of a gateway while many messages go through it, whole: kept, passed on to Protheus, and answered.

use crate::load;
use crate::measure::{Outcome, said};
use crate::servers::{Base, GATEWAY, PASSWORD, config};
use depara_gateway::Gateway;
use depara_mappings::Registry;
use depara_peers::{Login, Protheus};
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How much more memory the second half of the messages may take than the first, in kilobytes.
const GROWTH: u64 = 8 << 10;
/// How long the whole may take; what is not through by then has not been seen, and the goal is not met.
const LIMIT: Duration = Duration::from_secs(900);
/// In how many parts the messages are sent; the memory is looked at after each.
const PARTS: usize = 12;

/// Whether the memory stays what it is.
pub(crate) fn watch(base: &Base, messages: usize) -> Outcome<bool> {
    let protheus = Protheus::start(Login::new(GATEWAY, PASSWORD))?;
    let mut child = Command::new(std::env::current_exe()?)
        .args(["serve", &base.address, &protheus.address()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let found = measure(&mut child, &protheus, messages);
    child.kill()?;
    child.wait()?;
    let (sent, sizes) = found?;
    let half = sizes.len() / 2;
    let largest = |sizes: &[u64]| sizes.iter().copied().max().unwrap_or_default();
    let (before, after) = sizes.split_at(half);
    let growth = largest(after).saturating_sub(largest(before));
    let met = growth <= GROWTH && sent >= messages;
    println!(
        "{:<44} {growth:>6} kB more in the second half of {sent} of {messages} ({} kB); goal {GROWTH}: {}",
        "memory",
        largest(after),
        said(met)
    );
    Ok(met)
}

/// How many messages were sent, and the memory after each part of them, in kilobytes.
fn measure(child: &mut Child, protheus: &Protheus, messages: usize) -> Outcome<(usize, Vec<u64>)> {
    let mut line = String::new();
    BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
    let address: SocketAddr = line.trim().parse()?;
    let (started, part) = (Instant::now(), messages.div_ceil(PARTS));
    let (mut sent, mut sizes) = (0, Vec::new());
    while sizes.len() < PARTS && started.elapsed() < LIMIT {
        load::from_child(address, 8, part)?;
        sent += part;
        // They are through when Protheus has them.
        while protheus.count_received() < sent && started.elapsed() < LIMIT {
            thread::sleep(Duration::from_millis(50));
        }
        sizes.push(resident(child.id())?);
    }
    Ok((sent, sizes))
}

/// The memory of a process, where the system tells.
fn resident(process: u32) -> Outcome<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
}

/// What the other process does: it is the gateway, until its input ends.
pub(crate) fn as_child(arguments: &[String]) -> Outcome<()> {
    let [_, store, protheus] = arguments else { return Err("serve takes a store and an address".into()) };
    let gateway = Gateway::<Registry>::new(config(store, protheus), Registry::ADAPTERS, Registry::PROFILES)?.start()?;
    println!("{}", gateway.address());
    std::io::stdin().read_to_end(&mut Vec::new())?;
    gateway.stop();
    Ok(())
}
