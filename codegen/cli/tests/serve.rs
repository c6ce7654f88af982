//! `depara serve` as a process: it serves, its threads log beside each other, and it ends when it is told to.

#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than a gateway without work takes, and much shorter than it waits for requests that do not end.
const AT_ONCE: Duration = Duration::from_secs(10);

const CONFIGURATION: &str = r#"
[store]
address = "depara.db"

[listen]
address = "127.0.0.1:0"

[log]
level = "debug"

[peers.RM]
product = "RM"
callers = { user = "rm", password = { env = "SENHA" } }
"#;

#[test]
fn a_gateway_serves_logs_and_ends_when_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("depara.toml");
    std::fs::write(&path, CONFIGURATION).unwrap();
    let mut gateway = Command::new(env!("CARGO_BIN_EXE_depara"))
        .args(["serve", "--config"])
        .arg(&path)
        .env("SENHA", "uma senha inventada")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(gateway.stdout.take().unwrap()).lines();
    let line = said.next().unwrap().unwrap();
    let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_else(|| panic!("{line}")).to_owned();

    // A call without a password is answered, and its thread logs.
    let mut call = TcpStream::connect(&address).unwrap();
    call.set_read_timeout(Some(AT_ONCE)).unwrap();
    call.write_all(b"POST /RM/EAISERVICE.apw HTTP/1.1\r\nHost: gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    call.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");

    let told = Instant::now();
    assert!(Command::new("kill").args(["-TERM", &gateway.id().to_string()]).status().unwrap().success());
    let status = gateway.wait().unwrap();
    assert!(status.success() && told.elapsed() < AT_ONCE, "{status} after {:?}", told.elapsed());
    let mut log = String::new();
    gateway.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(log.contains("the gateway listens") && log.contains("401"), "{log}");
    assert!(said.last().unwrap().unwrap().starts_with("the gateway has stopped"));
}
