//! Who sends: a process of its own, so that its work is not taken for the server's.

use crate::measure::Outcome;
use crate::servers::{PASSWORD, PATH, USER};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Sends messages from a second process: how many were accepted in a second.
pub(crate) fn from_child(address: SocketAddr, senders: usize, messages: usize) -> Outcome<f64> {
    let [address, senders, messages] = [address.to_string(), senders.to_string(), messages.to_string()];
    let output = Command::new(std::env::current_exe()?).args(["load", &address, &senders, &messages]).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err("the sending process has failed".into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

/// What the second process does.
pub(crate) fn as_child(arguments: &[String]) -> Outcome<()> {
    let [_, address, senders, messages] = arguments else { return Err("load takes an address, senders and messages".into()) };
    let (address, senders, messages): (SocketAddr, usize, usize) = (address.parse()?, senders.parse()?, messages.parse()?);
    let each = messages.div_ceil(senders);
    let started = Instant::now();
    let threads: Vec<JoinHandle<Result<(), String>>> =
        (0..senders).map(|_| thread::spawn(move || send(address, each).map_err(|error| error.to_string()))).collect();
    for thread in threads {
        thread.join().map_err(|_| "a sender has died")??;
    }
    println!("{}", each.saturating_mul(senders) as f64 / started.elapsed().as_secs_f64());
    Ok(())
}

/// Sends messages on one connection, each when the one before is answered.
fn send(address: SocketAddr, messages: usize) -> Outcome<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let mut answers = BufReader::new(stream.try_clone()?);
    for _ in 0..messages {
        stream.write_all(&request())?;
        accepted(&mut answers)?;
    }
    Ok(())
}

/// Reads an answer; an error where the message was not accepted.
fn accepted(answers: &mut impl BufRead) -> Outcome<()> {
    let mut line = String::new();
    answers.read_line(&mut line)?;
    let status = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut length = 0;
    loop {
        line.clear();
        answers.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    answers.read_exact(&mut body)?;
    let body = String::from_utf8_lossy(&body);
    let refused = body.contains("ERROR") || body.contains("Fault");
    if matches!(status.as_str(), "200" | "202") && !refused { Ok(()) } else { Err(format!("{status}: {body}").into()) }
}

/// A customer that RM sends and does not wait for.
fn request() -> Vec<u8> {
    let uuid = uuid::Uuid::new_v4();
    // A record of its own for each message, so that none waits for another.
    let code = format!("{:09}", uuid.as_u128() % 1_000_000_000);
    let body = format!(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><receiveMessage xmlns=\"http://www.totvs.com\"><inMsg>\
         <![CDATA[<TOTVSMessage><MessageInformation version=\"2.002\"><UUID>{uuid}</UUID><Type>BusinessMessage</Type>\
         <Transaction>CustomerVendor</Transaction><StandardVersion>1.000</StandardVersion><SourceApplication>RM</SourceApplication>\
         <CompanyId>1</CompanyId><Product name=\"RM\" version=\"12.1.2510\"/><GeneratedOn>2026-01-29T18:20:49Z</GeneratedOn>\
         <DeliveryType>Async</DeliveryType></MessageInformation><BusinessMessage><BusinessEvent><Entity>CustomerVendor</Entity>\
         <Event>upsert</Event><Identification><key name=\"InternalId\">0|{code}</key></Identification></BusinessEvent><BusinessContent>\
         <CompanyId>1</CompanyId><Code>{code}</Code><StoreId>01</StoreId><InternalId>0|{code}</InternalId><ShortName>Escola</ShortName>\
         <Name>Escola Exemplo &amp; Filhos Ltda</Name><Type>Customer</Type><EntityType>Company</EntityType><Address>\
         <Address>Rua do Exemplo</Address><Number>1000</Number><District>Centro</District><ZIPCode>00000000</ZIPCode></Address>\
         </BusinessContent></BusinessMessage></TOTVSMessage>]]></inMsg></receiveMessage></s:Body></s:Envelope>"
    );
    [head(body.len()).as_bytes(), body.as_bytes()].concat()
}

fn head(length: usize) -> String {
    let credentials = STANDARD.encode(format!("{USER}:{PASSWORD}"));
    format!(
        "POST {PATH} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Basic {credentials}\r\nContent-Type: text/xml; charset=utf-8\r\n\
         Content-Length: {length}\r\n\r\n"
    )
}

/// Connections on which nothing comes.
pub(crate) fn idle(address: SocketAddr, count: usize) -> Outcome<Vec<TcpStream>> {
    (0..count).map(|_| Ok(TcpStream::connect(address)?)).collect()
}

/// How many of them the server has not ended.
pub(crate) fn alive(connections: &[TcpStream]) -> usize {
    let is_alive = |stream: &&TcpStream| {
        let mut stream: &TcpStream = stream;
        stream.set_nonblocking(true).is_ok() && stream.read(&mut [0]).is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
    };
    connections.iter().filter(is_alive).count()
}

/// Senders that need a second for each byte, until this is dropped.
pub(crate) struct Slow {
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

pub(crate) fn slow(address: SocketAddr, count: usize) -> Outcome<Slow> {
    let mut connections = idle(address, count)?;
    for connection in &mut connections {
        connection.write_all(head(10_000).as_bytes())?;
    }
    let is_over = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&is_over);
    let thread = thread::spawn(move || {
        while !told.load(Ordering::Relaxed) {
            // A connection that was ended is not slow any more; the others go on.
            connections.retain_mut(|connection| connection.write_all(b"<").is_ok());
            thread::sleep(Duration::from_secs(1));
        }
    });
    Ok(Slow { is_over, thread: Some(thread) })
}

impl Drop for Slow {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            eprintln!("a slow sender has died");
        }
    }
}
