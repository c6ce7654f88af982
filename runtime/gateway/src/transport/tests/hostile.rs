//! Senders that do not mean well, or cannot: limits, credentials, header tricks.

use super::*;
use crate::config::Dialect;
use crate::transport::soap::write_request;
use std::time::Instant;

const PATH: &str = "/EAISERVICE.apw";

/// Limits that a test reaches quickly.
fn small() -> Listen {
    Listen { request_bytes: 10_000, request_time: Duration::from_millis(400), ..listen() }
}

async fn gateway(listen: Listen) -> (Running, Arc<Keeper>) {
    let keeper = Keeper::echo();
    (Running::start(config(listen), Arc::clone(&keeper)).await, keeper)
}

fn soap() -> String {
    String::from_utf8(write_request(&Dialect::protheus(), "<TOTVSMessage/>")).expect("UTF-8")
}

/// A request with other words for `Authorization`.
fn with_credentials(value: Option<&str>) -> Vec<u8> {
    let text = String::from_utf8(post(PATH, "", &soap())).expect("UTF-8");
    let line = value.map_or_else(String::new, |value| format!("Authorization: {value}\r\n"));
    text.replace("Authorization: Basic cm06c2VncmVkbw==\r\n", &line).into_bytes()
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused_before_it_is_read() {
    let (gateway, keeper) = gateway(small()).await;
    let head = "POST /EAISERVICE.apw HTTP/1.1\r\nHost: a\r\nAuthorization: Basic cm06c2VncmVkbw==\r\n";
    let mut stream = gateway.connect().await;
    stream.write_all(format!("{head}Content-Length: 1073741824\r\n\r\n").as_bytes()).await.expect("the server reads");
    let answer = read_to_end(&mut stream).await;
    assert_eq!(status(&answer), 413, "{answer}");
    assert!(answer.contains("a requisição tem mais de 10000 bytes"), "{answer}");
    // In chunks nobody knows how much comes; more is sent than is taken, and the answer still arrives.
    let mut stream = gateway.connect().await;
    stream.write_all(format!("{head}Transfer-Encoding: chunked\r\n\r\n").as_bytes()).await.expect("the server reads");
    let chunk = format!("1000\r\n{}\r\n", "x".repeat(0x1000));
    for _ in 0..100 {
        stream.write_all(chunk.as_bytes()).await.expect("the server reads what it does not want");
    }
    stream.shutdown().await.expect("the connection is there");
    assert_eq!(status(&read_to_end(&mut stream).await), 413);
    assert!(keeper.taken().is_empty());
}

#[tokio::test]
async fn a_body_that_nobody_asked_for_is_not_read_without_credentials() {
    let (gateway, _) = gateway(small()).await;
    let mut stream = gateway.connect().await;
    let head = "POST /EAISERVICE.apw HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n";
    stream.write_all(head.as_bytes()).await.expect("the server reads");
    let answer = read_to_end(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
}

#[tokio::test]
async fn slow_senders_are_cut_off() {
    let (gateway, keeper) = gateway(small()).await;
    let start = Instant::now();
    let slow = |request: Vec<u8>| {
        let stream = gateway.connect();
        async move {
            let mut stream = stream.await;
            for byte in request {
                if stream.write_all(&[byte]).await.is_err() {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(25)).await;
            }
            read_to_end(&mut stream).await
        }
    };
    let request = post(PATH, "", &soap());
    let length = request.windows(4).position(|end| end == b"\r\n\r\n").expect("a head") + 4;
    let (head, body) = request.split_at(length);
    let body_only = async {
        let mut stream = gateway.connect().await;
        stream.write_all(head).await.expect("the server reads");
        stream.write_all(&body[..10]).await.expect("the server reads");
        read_to_end(&mut stream).await
    };
    let silent = async { read_to_end(&mut gateway.connect().await).await };
    let (of_head, of_body, of_nothing) = tokio::join!(slow(head.to_vec()), body_only, silent);
    assert!(of_head.is_empty() || status(&of_head) == 408, "{of_head}");
    assert_eq!(status(&of_body), 408, "{of_body}");
    assert!(of_body.contains("a requisição não chegou inteira em 0 s"), "{of_body}");
    assert_eq!(of_nothing, "");
    assert!(start.elapsed() < 10 * SECOND);
    assert!(keeper.taken().is_empty());
}

#[tokio::test]
async fn who_has_no_right_credentials_is_not_let_in() {
    let (gateway, keeper) = gateway(listen()).await;
    let mut texts = Vec::new();
    // Wrong user, wrong password, both, nothing, another scheme, no base64, twice.
    for value in ["eHg6c2VncmVkbw==", "cm06eHg=", "eHg6eHg=", "Og=="].map(|pair| format!("Basic {pair}")) {
        let answer = gateway.raw(&with_credentials(Some(&value))).await;
        assert_eq!(status(&answer), 401, "{value}");
        assert!(answer.contains("www-authenticate: Basic realm=\"EAI\", charset=\"UTF-8\"\r\n"), "{answer}");
        assert!(answer.contains("usuário ou senha incorretos"), "{answer}");
        let head: Vec<_> = answer.lines().filter(|line| !line.starts_with("date:")).take(6).map(str::to_owned).collect();
        texts.push(head);
    }
    assert!(texts.iter().all(|text| *text == texts[0]), "nobody learns which half was wrong: {texts:?}");
    let right = "Basic cm06c2VncmVkbw==";
    let twice = format!("{right}\r\nAuthorization: {right}");
    for value in [None, Some("Bearer x"), Some("Basic !!"), Some(twice.as_str())] {
        let answer = gateway.raw(&with_credentials(value)).await;
        assert!(status(&answer) == 401 && answer.contains("informe usuário e senha (HTTP Basic)"), "{answer}");
    }
    let of_silent = gateway.raw(&post("/CALADO/EAISERVICE.apw", "", &soap())).await;
    assert!(status(&of_silent) == 403 && of_silent.contains("o gateway não tem credenciais de entrada para CALADO"), "{of_silent}");
    assert!(keeper.taken().is_empty());
    let refused = keeper.refused.lock().expect("no test panics here").clone();
    assert_eq!(refused, [[CALLER; 8].as_slice(), &["CALADO"]].concat(), "each is counted");
    assert_eq!(status(&gateway.raw(&with_credentials(Some(right))).await), 200);
}

#[tokio::test]
async fn who_guesses_at_speed_has_to_wait() {
    let (gateway, keeper) = gateway(listen()).await;
    let guess = with_credentials(Some("Basic cm06eHg="));
    let mut statuses = Vec::new();
    for _ in 0..12 {
        statuses.push(status(&gateway.raw(&guess).await));
    }
    assert_eq!(statuses[..5], [401; 5]);
    assert!(statuses[5..].iter().filter(|status| **status == 429).count() >= 5, "{statuses:?}");
    let answer = gateway.raw(&guess).await;
    assert!(answer.contains("retry-after: ") && answer.contains("muitas tentativas com senha incorreta"), "{answer}");
    assert!(keeper.taken().is_empty());
}

#[tokio::test]
async fn two_readings_of_one_request_are_refused() {
    let (gateway, keeper) = gateway(small()).await;
    let body = soap();
    let (length, right) = (body.len(), "Authorization: Basic cm06c2VncmVkbw==");
    let request = |head: &str| format!("POST /EAISERVICE.apw HTTP/1.1\r\nHost: a\r\n{right}\r\n{head}\r\n\r\n{body}");
    for head in [
        format!("Content-Length: {length}\r\nContent-Length: 0"),
        format!("Content-Length: {length}, 0"),
        format!("Content-Length: +{length}"),
        format!("Content-Length: -1\r\nContent-Length: {length}"),
        format!("Content-Length : {length}"),
        "Transfer-Encoding: chunked, identity".to_owned(),
        "Transfer-Encoding: xchunked".to_owned(),
        format!("Content-Length: {length}\r\nTransfer-Encoding: xchunked"),
        format!("Content-Length: {length}\r\nX: a\r\n folded: b\0c"),
    ] {
        let answer = gateway.raw(request(&head).as_bytes()).await;
        assert_eq!(status(&answer), 400, "{head}: {answer}");
    }
    assert!(keeper.taken().is_empty(), "{:?}", keeper.taken());
    // Where both are there, chunks count and the connection ends, so that nothing behind them is taken for a request.
    let chunks = format!("{length:x}\r\n{body}\r\n0\r\n\r\n");
    let smuggled = "GET /EAISERVICE.apw HTTP/1.1\r\nHost: smuggled\r\n\r\n";
    let both = format!(
        "POST /EAISERVICE.apw HTTP/1.1\r\nHost: a\r\n{right}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}{smuggled}"
    );
    let answer = gateway.raw(both.as_bytes()).await;
    assert!(!answer.contains("smuggled"), "{answer}");
}

#[tokio::test]
async fn heads_without_measure_are_refused() {
    let (gateway, keeper) = gateway(small()).await;
    let lines = "X-A: b\r\n".repeat(200);
    assert_eq!(status(&gateway.raw(&post(PATH, &lines, &soap())).await), 431);
    let long = format!("X-A: {}\r\n", "b".repeat(40 << 10));
    assert_eq!(status(&gateway.raw(&post(PATH, &long, &soap())).await), 431);
    assert_eq!(status(&gateway.raw(&get(&format!("/{}", "a".repeat(70_000)))).await), 431);
    assert_eq!(status(&gateway.raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n").await), 400, "TLS to a plain port");
    assert!(keeper.taken().is_empty());
}
