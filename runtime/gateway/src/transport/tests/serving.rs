//! The server itself: its stop, its connections, TLS.

use super::*;
use crate::config::{Dialect, TlsFiles};
use crate::operations::Metrics;
use crate::transport::soap::write_request;
use crate::transport::{Delivered, DeliveryError, ServeError};
use std::sync::mpsc;
use std::time::Instant;

fn request() -> Vec<u8> {
    post("/EAISERVICE.apw", "", &String::from_utf8(write_request(&Dialect::protheus(), "<TOTVSMessage/>")).expect("UTF-8"))
}

/// A keeper that works until it is told to go on, and says when it has begun.
fn patient() -> (Arc<Keeper>, mpsc::Receiver<()>, mpsc::Sender<()>) {
    let ((begun, has_begun), (go_on, told)) = (mpsc::channel(), mpsc::channel());
    let told = Mutex::new(told);
    let keeper = Keeper::new(move |document| {
        begun.send(()).expect("the test waits");
        let _ = told.lock().expect("no test panics here").recv_timeout(10 * SECOND);
        Reception::Answered(document.to_owned())
    });
    (keeper, has_begun, go_on)
}

async fn has(begun: mpsc::Receiver<()>) -> mpsc::Receiver<()> {
    tokio::task::spawn_blocking(move || {
        begun.recv_timeout(10 * SECOND).expect("the work begins");
        begun
    })
    .await
    .expect("no panic")
}

#[tokio::test]
async fn a_stop_lets_a_running_request_finish() {
    let (keeper, begun, go_on) = patient();
    let mut running = Running::start(config(listen()), keeper).await;
    let idle = running.connect().await;
    let mut stream = running.connect().await;
    stream.write_all(&request()).await.expect("the server reads");
    has(begun).await;
    drop(running.stop.take());
    // Nobody else is let in.
    let until = Instant::now() + 5 * SECOND;
    while TcpStream::connect(running.address).await.is_ok() {
        assert!(Instant::now() < until, "the socket still listens");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(!running.task.is_finished());
    go_on.send(()).expect("the work waits");
    assert_eq!(status(&read_to_end(&mut stream).await), 200);
    let start = Instant::now();
    (&mut running.task).await.expect("the server does not panic");
    assert!(start.elapsed() < 5 * SECOND, "a connection without a request holds nothing up");
    drop(idle);
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let (keeper, begun, go_on) = patient();
    let running = Running::start(config(Listen { stop_time: Duration::from_millis(100), ..listen() }), keeper).await;
    let mut stream = running.connect().await;
    stream.write_all(&request()).await.expect("the server reads");
    has(begun).await;
    let start = Instant::now();
    running.stop().await;
    assert!(start.elapsed() < 5 * SECOND);
    assert_eq!(read_to_end(&mut stream).await, "");
    drop(go_on);
}

#[tokio::test]
async fn connections_wait_for_a_place_and_idle_ones_end() {
    let listen = Listen { connections: 2, request_time: Duration::from_millis(300), ..listen() };
    let running = Running::start(config(listen), Keeper::echo()).await;
    let _idle = (running.connect().await, running.connect().await);
    let start = Instant::now();
    assert_eq!(status(&running.raw(&request()).await), 200, "the idle ones have ended");
    assert!(start.elapsed() >= Duration::from_millis(200));
    running.stop().await;
}

#[tokio::test]
async fn hundreds_of_idle_connections_are_no_burden() {
    let running = Running::start(config(listen()), Keeper::echo()).await;
    let mut idle = Vec::new();
    // Both ends are open files of this process, which may have 1,024 of them.
    for _ in 0..400 {
        idle.push(running.connect().await);
    }
    let start = Instant::now();
    assert_eq!(status(&running.raw(&request()).await), 200);
    assert!(start.elapsed() < 5 * SECOND);
    running.stop().await;
}

#[tokio::test]
async fn one_connection_carries_many_requests() {
    let running = Running::start(config(listen()), Keeper::echo()).await;
    let kept = String::from_utf8(request()).expect("UTF-8").replace("Connection: close\r\n", "");
    let mut stream = running.connect().await;
    stream.write_all(kept.repeat(3).as_bytes()).await.expect("the server reads");
    stream.write_all(&request()).await.expect("the server reads");
    assert_eq!(read_to_end(&mut stream).await.matches("HTTP/1.1 200 OK").count(), 4);
    running.stop().await;
}

#[tokio::test]
async fn open_connections_are_counted() {
    let (metrics, listen) = (Metrics::new([], []), listen());
    let server = Server::bind(&listen).await.expect("the loopback has a free port").counted_by(metrics.clone());
    let address = server.address().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(server.serve(axum::Router::new(), async { drop(stopped.await) }));
    let becomes = async |line: &str| {
        let until = Instant::now() + 5 * SECOND;
        while !metrics.text().contains(line) {
            assert!(Instant::now() < until, "no `{line}` in {}", metrics.text());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let connections = (TcpStream::connect(address).await, TcpStream::connect(address).await);
    becomes("depara_connections 2\n").await;
    drop(connections);
    becomes("depara_connections 0\n").await;
    drop(stop);
    task.await.expect("the server does not panic");
}

/// Files with a certificate for `localhost` and its key, and the authority that signed it.
fn certificate(folder: &std::path::Path) -> TlsFiles {
    let rcgen::CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let files = TlsFiles { certificate: folder.join("certificate.pem"), key: folder.join("key.pem") };
    std::fs::write(&files.certificate, cert.pem()).expect("the folder can be written");
    std::fs::write(&files.key, signing_key.serialize_pem()).expect("the folder can be written");
    files
}

#[tokio::test]
async fn messages_go_over_tls_to_whom_they_are_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = certificate(folder.path());
    let running = Running::start(config(Listen { tls: Some(files.clone()), ..listen() }), Keeper::echo()).await;
    let courier = Arc::new(HttpCourier::new(1 << 20));
    let url = |host: &str| Some(format!("https://{host}:{}/EAISERVICE.apw", running.address.port()));
    let peer =
        Peer { credentials: Some(credentials()), url: url("localhost"), root: Some(files.certificate), ..Peer::new("GATEWAY", "RM") };
    let answer = deliver(&courier, &peer, "<TOTVSMessage/>", 10 * SECOND).await;
    assert_eq!(answer, Ok(Delivered::Answer("<TOTVSMessage/>".to_owned())));
    // Another name than the certificate's, an authority that nobody knows, and no TLS at all.
    let unknown = Peer { root: None, ..peer.clone() };
    let other_name = Peer { url: url("127.0.0.1"), ..peer.clone() };
    for peer in [unknown, other_name] {
        let error = deliver(&courier, &peer, "<TOTVSMessage/>", 10 * SECOND).await.expect_err("the certificate is wrong");
        assert!(matches!(&error, DeliveryError::Unreachable { reason, .. } if reason.contains("certificate")), "{error}");
    }
    let plain = running.raw(&request()).await;
    assert!(!plain.starts_with("HTTP"), "{plain}");
    running.stop().await;
}

#[tokio::test]
async fn what_is_wrong_with_files_is_said_before_anybody_connects() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, other) = (folder.path().join("one"), folder.path().join("other"));
    for folder in [&one, &other] {
        std::fs::create_dir(folder).expect("the folder can be written");
    }
    let (one, other) = (certificate(&one), certificate(&other));
    for (files, english, portuguese) in [
        (
            TlsFiles { certificate: "/nowhere.pem".into(), key: one.key.clone() },
            "`/nowhere.pem` has no certificate: ",
            "`/nowhere.pem` não contém certificado",
        ),
        (
            TlsFiles { certificate: one.key.clone(), key: one.key.clone() },
            "key.pem` has no certificate: there is no section `CERTIFICATE`",
            "key.pem` não contém certificado",
        ),
        (
            TlsFiles { certificate: one.certificate.clone(), key: one.certificate.clone() },
            "certificate.pem` has no private key: ",
            "não contém chave privada",
        ),
        (
            TlsFiles { certificate: one.certificate.clone(), key: other.key.clone() },
            "key.pem` has no private key: it is not the key of the certificate",
            "não contém chave privada",
        ),
    ] {
        let error = Server::bind(&Listen { tls: Some(files), ..listen() }).await.expect_err("a file is wrong");
        assert!(error.to_string().contains(english), "{error}");
        assert!(error.in_portuguese().contains(portuguese), "{}", error.in_portuguese());
    }
    let first = Server::bind(&listen()).await.expect("the loopback has a free port");
    let taken = Listen { address: first.address().expect("an address"), ..listen() };
    let error = Server::bind(&taken).await.expect_err("the port is taken");
    assert!(matches!(error, ServeError::Address { .. }), "{error}");
}
