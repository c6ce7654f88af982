//! `depara load send` as a process that is killed at 40 % and run again: every record arrives, and what was already said is not said again.

use super::base::{Base, both, tell};
use super::peer::Peer;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

both!(a_load_that_is_killed_goes_on_where_it_was);

/// How many records there are, unless `DEPARA_TEST_LOAD` says it: as many as a run of all tests has time for.
const COUNT: usize = 1_000;

/// How many messages are on their way to the system at a time: so many answers can be lost with the process.
const SENDERS: usize = 2;

/// How much more memory the last tenth of a load may take than the second one, whatever the allocator keeps.
const GROWTH: u64 = 8 << 20;

fn count() -> usize {
    match std::env::var("DEPARA_TEST_LOAD") {
        Ok(text) => text.parse().expect("DEPARA_TEST_LOAD is a number of records"),
        Err(_) => {
            tell(&format!("the initial load was tested with {COUNT} records and NOT with 100000: set DEPARA_TEST_LOAD=100000"));
            COUNT
        }
    }
}

fn customer(number: usize) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><TOTVSMessage><MessageInformation version=\"2.002\"><UUID>load-{number}</UUID>\
         <Type>BusinessMessage</Type><Transaction>CUSTOMERVENDOR</Transaction><Product name=\"RM\" version=\"12\"/>\
         <DeliveryType>Sync</DeliveryType></MessageInformation><BusinessMessage><BusinessEvent><Entity>CUSTOMERVENDOR</Entity>\
         <Event>upsert</Event><Identification><key name=\"InternalId\">0|{number:09}</key></Identification></BusinessEvent>\
         <BusinessContent><Code>{number:09}</Code><InternalId>0|{number:09}</InternalId><Name>Escola {number} &amp; Cia</Name>\
         <Type>Customer</Type></BusinessContent></BusinessMessage></TOTVSMessage>"
    )
}

/// The folder of a load: a configuration, and a document for each record.
fn installation(base: &Base, peer: &Peer, count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("records");
    fs::create_dir(&records).unwrap();
    for number in 1..=count {
        fs::write(records.join(format!("{number:09}.xml")), customer(number)).unwrap();
    }
    let mut text = String::new();
    write!(text, "[store]\naddress = '{}'\nlease = '1s'\n[peers.PROTHEUS]\nproduct = 'PROTHEUS'\n", base.address).unwrap();
    write!(text, "url = '{}'\nconnect_time = '1s'\nwait = '3s'\nsenders = {SENDERS}\n", peer.url()).unwrap();
    fs::write(folder.path().join("depara.toml"), text).unwrap();
    folder
}

fn depara(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_depara"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

fn load(folder: &Path) -> Child {
    let arguments = ["load", "send", "records", "--to", "PROTHEUS", "--config", "depara.toml", "--format", "json"];
    depara(folder, &arguments).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap()
}

/// The memory of a process now; none where the system does not tell it.
fn memory(process: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", process.id())).ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.split_whitespace().next()?;
    Some(kilobytes.parse::<u64>().ok()? << 10)
}

/// The memory of a process from now to its end, with how far the load was.
fn watch(process: &mut Child, peer: &Peer) -> Vec<(usize, u64)> {
    let mut seen = Vec::new();
    while process.try_wait().unwrap().is_none() {
        seen.extend(memory(process).map(|bytes| (peer.records(), bytes)));
        thread::sleep(Duration::from_millis(20));
    }
    seen
}

fn highest(seen: &[(usize, u64)], records: std::ops::RangeInclusive<usize>) -> Option<u64> {
    seen.iter().filter(|(at, _)| records.contains(at)).map(|(_, bytes)| *bytes).max()
}

fn a_load_that_is_killed_goes_on_where_it_was(base: Base) {
    let (count, peer) = (count(), Peer::start());
    let folder = installation(&base, &peer, count);
    let begun = Instant::now();
    let mut first = load(folder.path());
    while peer.records() < count * 2 / 5 {
        assert!(first.try_wait().unwrap().is_none(), "the load ended before it was killed");
        thread::sleep(Duration::from_millis(1));
    }
    first.kill().unwrap();
    let status = first.wait().unwrap();
    assert_eq!(status.signal(), Some(9), "{status}");
    let before = peer.records();
    assert!(before < count, "it was killed in the middle: {before}");
    let killed = begun.elapsed();

    let mut second = load(folder.path());
    let seen = watch(&mut second, &peer);
    let output = second.wait_with_output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(output.status.success(), "{report}");

    // Every record has arrived. One arrives twice, under one UUID, only where the answer to the first was lost with the process.
    assert_eq!(peer.records(), count);
    let twice = peer.repeated();
    assert!(twice.len() <= SENDERS, "{twice:?}");
    assert!(twice.iter().all(|uuid| peer.is_among_first(uuid, before)), "repeated although no answer was lost: {twice:?}");
    // The report of the second run is about all records, also those of the first.
    let message = &report["messages"][0];
    let number = |name: &str| message[name].as_u64().unwrap();
    assert_eq!((number("documents"), number("processed"), number("failed")), (count as u64, count as u64, 0), "{report}");
    assert_eq!(number("known") + number("enqueued"), count as u64);
    assert!(number("known") >= before as u64, "{report}");
    assert_eq!((&report["complete"], &report["stopped"]), (&Value::Bool(true), &Value::Bool(false)));
    // And so is the De-Para.
    let rows = depara(folder.path(), &["rows", "export", "--store", &base.address]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&rows.stdout).matches("FCFO").count(), count, "{}", String::from_utf8_lossy(&rows.stderr));

    // Both are there unless the load was faster than anybody looks, or the system does not tell of memory.
    let (early, late) = (highest(&seen, before + 1..=before + count / 10), highest(&seen, count - count / 10..=count));
    tell(&format!(
        "{count} records: killed at {before} after {killed:.1?}, ended after {:.1?}; repeated {}; memory {early:?} to {late:?} bytes",
        begun.elapsed(),
        twice.len()
    ));
    if let (Some(early), Some(late)) = (early, late) {
        assert!(late <= early + GROWTH, "memory grew from {early} to {late} bytes");
    }
}
