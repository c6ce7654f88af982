//! Input that is wrong on purpose, at every endpoint: it is refused with a reason, nobody is let in, and the gateway goes on.

use super::base::Base;
use super::scene::{Gateway, Scene, login, outcome};
use depara_peers::{Customer, Sent, Writing};
use depara_store::queue::{QueueDirection, Status};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A request as bytes, and what came back: the status, zero where the connection ended without one, and everything else.
fn raw(gateway: &Gateway, request: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(gateway.origin().trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    // The gateway may have heard enough before it has heard everything.
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Ok(_) => {}
        Err(error) if matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe) => {}
        Err(error) => panic!("the gateway leaves a request without an end: {error}"),
    }
    let text = String::from_utf8_lossy(&answer).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    (status, text)
}

/// A call as RM makes it, closed behind it.
fn post(path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: gateway\r\nAuthorization: {}\r\nContent-Type: text/xml; charset=utf-8\r\n{headers}Connection: close\r\n\
         Content-Length: {length}\r\n\r\n",
        login("RM").basic()
    );
    [head.as_bytes(), body].concat()
}

fn customer(uuid: &str, name: &str) -> String {
    format!(
        "<TOTVSMessage><MessageInformation version=\"2.002\"><UUID>{uuid}</UUID><Type>BusinessMessage</Type><Transaction>CustomerVendor\
         </Transaction><Product name=\"RM\" version=\"12\"/><DeliveryType>Sync</DeliveryType></MessageInformation><BusinessMessage>\
         <BusinessEvent><Entity>CustomerVendor</Entity><Event>upsert</Event><Identification><key name=\"InternalId\">0|{uuid}</key>\
         </Identification></BusinessEvent><BusinessContent><Code>{uuid}</Code><InternalId>0|{uuid}</InternalId><Name>{name}</Name>\
         <Type>Customer</Type></BusinessContent></BusinessMessage></TOTVSMessage>"
    )
}

fn soap(document: &str) -> Vec<u8> {
    Writing::Cdata.call(document).into_bytes()
}

const SOAP: &str = "/RM/EAISERVICE.apw";
const REST: &str = "/RM/totvseai/standardmessage/v1/transactions";

/// The gateway still does its work.
fn goes_on(scene: &Scene) {
    let before = scene.protheus.customers().len();
    outcome(scene.rm.create(Customer::named("Escola Exemplo")).unwrap()).unwrap();
    assert_eq!(scene.protheus.customers().len(), before + 1);
}

/// A generator of numbers, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }
}

#[test]
fn envelopes_that_are_nearly_right() {
    let scene = Scene::new(Base::sqlite());
    let mut chance = Chance(731);
    for number in 0..150 {
        let mut body = soap(&customer(&format!("fuzz-{number}"), "Escola & Cia"));
        for _ in 0..=chance.below(3) {
            let at = chance.below(body.len());
            match chance.below(4) {
                0 => drop(body.remove(at)),
                1 => body.insert(at, b"<>&\0\xff]\"/ "[chance.below(9)]),
                2 => body.truncate(at),
                _ => {
                    let part = body[at..(at + chance.below(40)).min(body.len())].to_vec();
                    body.splice(at..at, part);
                }
            }
            if body.is_empty() {
                break;
            }
        }
        let path = if chance.below(4) == 0 { REST } else { SOAP };
        let (status, answer) = raw(&scene.gateway, &post(path, "", &body));
        assert!(matches!(status, 200 | 202 | 400 | 415 | 422 | 500), "{status}: {}\n{answer}", String::from_utf8_lossy(&body));
        assert!(answer.len() > 100, "it says why: {answer}");
    }
    // Whatever was kept has an end, and what was refused was not passed on.
    let kept = scene.gateway.messages(QueueDirection::Inbound);
    assert!(kept.iter().all(|message| matches!(message.status, Status::Processed | Status::Refused | Status::Error)), "{kept:?}");
    goes_on(&scene);
}

#[test]
fn bombs_do_not_go_off() {
    let scene = Scene::new(Base::sqlite());
    let entities: String = (1..12).map(|level| format!("<!ENTITY l{level} \"&l{0};&l{0};&l{0};&l{0};\">", level - 1)).collect();
    let laughs = |document: &str| format!("<!DOCTYPE x [<!ENTITY l0 \"ha\">{entities}]>{document}");
    let file = "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
    let deep = format!("{}{}", "<a>".repeat(50_000), "</a>".repeat(50_000));
    let of_envelope = laughs(&String::from_utf8(soap(&customer("bomb-1", "&l11;"))).unwrap());
    let bodies: Vec<Vec<u8>> = vec![
        of_envelope.into_bytes(),
        soap(&laughs(&customer("bomb-2", "&l11;"))),
        soap(&format!("{file}{}", customer("bomb-3", "&f;"))),
        soap(&deep),
        deep.into_bytes(),
        soap(&customer("bomb-4", &"&amp;".repeat(180_000))),
        format!("{{\"Header\":{}", "[".repeat(100_000)).into_bytes(),
    ];
    let started = Instant::now();
    for body in &bodies {
        for path in [SOAP, REST] {
            let (status, answer) = raw(&scene.gateway, &post(path, "", body));
            assert!(status >= 200, "an answer: {answer}");
            assert!(!answer.contains("hahaha") && !answer.contains("root:"), "{answer}");
        }
    }
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    assert!(scene.protheus.received().is_empty(), "none was passed on");
    goes_on(&scene);
}

#[test]
fn bodies_without_measure_are_not_read() {
    let scene = Scene::new(Base::sqlite());
    let head = |length: &str| {
        let authorization = login("RM").basic();
        format!("POST {SOAP} HTTP/1.1\r\nHost: gateway\r\nAuthorization: {authorization}\r\nContent-Type: text/xml\r\n{length}\r\n\r\n")
            .into_bytes()
    };
    // A gigabyte that is announced.
    let (status, _) = raw(&scene.gateway, &head("Content-Length: 1073741824"));
    assert_eq!(status, 413);
    // Two megabytes that are not.
    let mut request = head("Transfer-Encoding: chunked");
    for _ in 0..32 {
        request.extend_from_slice(b"10000\r\n");
        request.extend(std::iter::repeat_n(b'a', 65_536));
        request.extend_from_slice(b"\r\n");
    }
    let (status, _) = raw(&scene.gateway, &request);
    assert!(matches!(status, 413 | 0), "{status}");
    // A message that stops half-way: the time of a request ends it.
    let mut request = head("Content-Length: 1000");
    request.extend_from_slice(b"<s:Envelope");
    let started = Instant::now();
    let (status, _) = raw(&scene.gateway, &request);
    assert!(matches!(status, 408 | 0), "{status}");
    assert!(started.elapsed() < Duration::from_secs(8));
    goes_on(&scene);
}

#[test]
fn who_guesses_passwords_is_not_let_in() {
    let scene = Scene::new(Base::sqlite());
    let body = soap(&customer("guess", "Escola"));
    let wrong = ["", "Basic", "Basic !!!", "Bearer abc", "Basic Uk06", "Basic Uk06c2VuaGE=", "basic cm06c2VuaGEgZGUgUk0="];
    for round in 0..4 {
        for value in wrong {
            let request = String::from_utf8(post(SOAP, "", &body)).unwrap().replace(&login("RM").basic(), value);
            let (status, answer) = raw(&scene.gateway, request.as_bytes());
            assert!(matches!(status, 401 | 429), "round {round}, {value}: {status}");
            assert!(!answer.contains("senha de RM"));
        }
    }
    // Whoever knows the password of one system has no way into the other one's.
    let request = String::from_utf8(post("/PROTHEUS/EAISERVICE.apw", "", &body)).unwrap();
    assert_eq!(raw(&scene.gateway, request.as_bytes()).0, 401);
    assert!(scene.gateway.messages(QueueDirection::Inbound).is_empty());
    assert!(scene.protheus.received().is_empty());
}

#[test]
fn headers_that_can_be_read_in_two_ways_are_refused() {
    let scene = Scene::new(Base::sqlite());
    let body = soap(&customer("trick", "Escola"));
    for headers in [
        "Content-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: identity, chunked\r\n",
        "Content-Length : 10\r\n",
        "X-A: 1\r\n Content-Length: 3\r\n",
        "Authorization: Basic Uk06ZXJyYWRv\r\n",
    ] {
        let (status, answer) = raw(&scene.gateway, &post(SOAP, headers, &body));
        assert!(!(200..300).contains(&status), "{headers:?}: {answer}");
    }
    let (status, _) = raw(&scene.gateway, &post(SOAP, &format!("X-Long: {}\r\n", "a".repeat(200_000)), &body));
    assert!(matches!(status, 400 | 431 | 0), "{status}");
    for path in ["/RM/../PROTHEUS/EAISERVICE.apw", "//EAISERVICE.apw", "/%52M/EAISERVICE.apw", "/RM/EAISERVICE.apw/", "/etc/passwd", "*"] {
        let (status, _) = raw(&scene.gateway, &post(path, "", &body));
        assert!(matches!(status, 400 | 404), "{path}: {status}");
    }
    assert!(scene.gateway.messages(QueueDirection::Inbound).is_empty());
    goes_on(&scene);
}

#[test]
fn a_uuid_that_was_used_before_changes_nothing() {
    let scene = Scene::new(Base::sqlite());
    let Sent::Answered(first) = scene.rm.send_document(&customer("replayed", "Escola Exemplo")).unwrap() else { panic!("an answer") };
    for name in ["Outro Nome", "Mais Um"] {
        let Sent::Answered(again) = scene.rm.send_document(&customer("replayed", name)).unwrap() else { panic!("an answer") };
        assert_eq!(again.outcome, first.outcome);
    }
    assert_eq!(scene.protheus.customers().len(), 1);
    assert_eq!(scene.protheus.customers()[0].name, "Escola Exemplo");
    assert_eq!(scene.protheus.received().len(), 1);
}
