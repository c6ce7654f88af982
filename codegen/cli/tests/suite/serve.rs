//! `depara serve` as a process: it serves, its threads log beside each other, and it ends when it is told to.

use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than a gateway without work takes, and much shorter than it waits for requests that do not end.
const AT_ONCE: Duration = Duration::from_secs(10);

const CONFIGURATION: &str = r#"
[store]
address = "depara.db"

[listen]
address = "127.0.0.1:0"

[peers.RM]
product = "RM"
callers = { user = "rm", password = { env = "SENHA" } }
"#;

const PASSWORD: &str = "uma senha inventada";

/// `rm` with that password, as HTTP Basic has it.
const BASIC: &str = "cm06dW1hIHNlbmhhIGludmVudGFkYQ==";

/// A gateway that listens, and what it says.
struct Gateway {
    process: Child,
    said: Lines<BufReader<ChildStdout>>,
    address: String,
}

impl Gateway {
    fn start(folder: &Path, level: &str) -> Self {
        let path = folder.join("depara.toml");
        std::fs::write(&path, CONFIGURATION).unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_depara"))
            .args(["serve", "--log", level, "--config"])
            .arg(&path)
            .env("SENHA", PASSWORD)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = said.next().unwrap().unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { process, said, address }
    }

    /// What it answers to a call with these headers.
    fn call(&self, headers: &str, body: &str) -> String {
        let mut call = TcpStream::connect(&self.address).unwrap();
        call.set_read_timeout(Some(AT_ONCE)).unwrap();
        let length = body.len();
        let head =
            format!("POST /RM/EAISERVICE.apw HTTP/1.1\r\nHost: gateway\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n");
        call.write_all(format!("{head}{body}").as_bytes()).unwrap();
        let mut answer = String::new();
        call.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Tells it to end; its log.
    fn end(mut self) -> String {
        let told = Instant::now();
        assert!(Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status().unwrap().success());
        let mut log = String::new();
        self.process.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        let status = self.process.wait().unwrap();
        assert!(status.success() && told.elapsed() < AT_ONCE, "{status} after {:?}", told.elapsed());
        assert!(self.said.last().unwrap().unwrap().starts_with("the gateway has stopped"));
        log
    }
}

#[test]
fn a_gateway_serves_logs_and_ends_when_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let gateway = Gateway::start(folder.path(), "debug");
    // A call without a password is answered, and its thread logs.
    let answer = gateway.call("", "");
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    let log = gateway.end();
    assert!(log.contains("the gateway listens") && log.contains("401"), "{log}");
}

#[test]
fn the_log_has_contents_at_trace_alone_and_passwords_never() {
    let message = "<TOTVSMessage><MessageInformation version=\"2.002\"><UUID>t1</UUID><Transaction>CUSTOMERVENDOR</Transaction>\
                   <Product name=\"RM\"/></MessageInformation><BusinessMessage><BusinessEvent><Event>upsert</Event></BusinessEvent>\
                   <BusinessContent><Name>Escola Exemplo\n2026-01-01 INFO invented</Name></BusinessContent></BusinessMessage></TOTVSMessage>";
    let body = format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><receiveMessage xmlns=\"http://www.totvs.com\"><inMsg>\
         <![CDATA[{message}]]></inMsg></receiveMessage></s:Body></s:Envelope>"
    );
    for (level, has_content) in [("debug", false), ("trace", true)] {
        let folder = tempfile::tempdir().unwrap();
        let gateway = Gateway::start(folder.path(), level);
        let answer = gateway.call(&format!("Authorization: Basic {BASIC}\r\nContent-Type: text/xml\r\n"), &body);
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        let log = gateway.end();
        assert!(log.contains("message received"), "{log}");
        assert_eq!(log.contains("Escola Exemplo"), has_content, "{log}");
        assert!(!log.contains(PASSWORD) && !log.contains(BASIC), "{log}");
        assert!(!log.lines().any(|line| line.starts_with("2026-01-01 INFO invented")), "a message writes no lines: {log}");
    }
}
