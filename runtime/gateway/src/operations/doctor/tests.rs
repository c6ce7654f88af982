//! Peers that answer in every way, and installations that fit the adapters or do not.

use super::{Check, Verdict, live_checks, static_checks};
use crate::config::Config;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;

/// A peer that gives each caller the same answer; its address.
fn peer(answer: &'static str) -> String {
    serving(move |_| answer)
}

/// A peer whose answer depends on the first line of the request.
fn serving(answer: impl Fn(&str) -> &'static str + Send + 'static) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let address = listener.local_addr().expect("an address");
    // It ends with the process. The first caller only connects, the others ask.
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut seen = [0; 4_096];
            if let Ok(bytes @ 1..) = stream.read(&mut seen) {
                let request = String::from_utf8_lossy(&seen[..bytes]);
                let _ = stream.write_all(answer(request.lines().next().unwrap_or_default()).as_bytes());
            }
        }
    });
    format!("http://{address}/EAISERVICE.apw")
}

/// An address at which nobody listens.
fn nobody() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    format!("http://{}/ws", listener.local_addr().expect("an address"))
}

fn asked(product: &str, url: &str) -> Vec<Check> {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!(
        "[store]\naddress = 'depara.db'\n[peers.{product}]\nproduct = '{product}'\nurl = '{url}'\nwait = '3s'\n\
         credentials = {{ user = 'integracao', password = {{ env = 'MADE_UP' }} }}"
    );
    let config = Config::parse(&text, folder.path(), &|name| (name == "MADE_UP").then(|| "a made up password".to_owned())).config;
    let checks = live_checks(&config.expect("it is right"));
    assert!(!folder.path().join("depara.db").exists(), "a check makes no file");
    assert!(checks.iter().all(|check| !check.text.contains("made up") && !check.advice.contains("made up")));
    checks.into_iter().filter(|check| check.name != "store").collect()
}

fn verdicts(checks: &[Check]) -> Vec<(&'static str, Verdict)> {
    checks.iter().map(|check| (check.name, check.verdict)).collect()
}

const REACHED: [(&str, Verdict); 2] = [("peer-name", Verdict::Fine), ("peer-connection", Verdict::Fine)];

#[test]
fn a_peer_that_is_down_names_the_prerequisite() {
    for (product, prerequisite) in
        [("PROTHEUS", "falta o pré-requisito EAI do Protheus"), ("RM", "Biblioteca RM instalada, e o web service do TBC")]
    {
        let checks = asked(product, &nobody());
        assert_eq!(verdicts(&checks), [("peer-name", Verdict::Fine), ("peer-connection", Verdict::Failure)]);
        let last = checks.last().expect("the failure");
        assert!(last.advice.contains(prerequisite) && last.text.contains("conexão recusada"), "{last:?}");
    }
}

#[test]
fn what_a_peer_answers_is_told_apart() {
    for (answer, expected) in [
        ("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", &[("peer-credentials", Verdict::Failure)][..]),
        ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", &[("peer-service", Verdict::Failure)]),
        ("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", &[("peer-service", Verdict::Failure)]),
        ("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", &[("peer-service", Verdict::Warning)]),
        ("SSH-2.0-made-up\r\n", &[("peer-service", Verdict::Failure)]),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", &[("peer-credentials", Verdict::Fine), ("peer-dialect", Verdict::Warning)]),
        (
            "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nConnection: close\r\n\r\n\
             <definitions targetNamespace='http://www.totvs.com'><portType><operation name='RECEIVEMESSAGE'/></portType></definitions>",
            &[("peer-credentials", Verdict::Fine), ("peer-dialect", Verdict::Failure), ("peer-clock", Verdict::Warning)],
        ),
    ] {
        let found = asked("PROTHEUS", &peer(answer));
        assert_eq!(verdicts(&found), [&REACHED, expected].concat(), "{answer}\n{found:?}");
    }
}

#[test]
fn rm_is_asked_for_its_description_below_mex_and_then_for_its_own() {
    const WSDL: &str = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<definitions targetNamespace='http://www.totvs.com'><portType>\
                        <operation name='receiveMessage'/></portType></definitions>";
    const NONE: &str = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    let expected = [&REACHED[..], &[("peer-credentials", Verdict::Fine), ("peer-dialect", Verdict::Fine)]].concat();
    for line in ["GET /EAISERVICE.apw/MEX?wsdl HTTP/1.1", "GET /EAISERVICE.apw?wsdl HTTP/1.1"] {
        let found = asked("RM", &serving(move |asked| if asked == line { WSDL } else { NONE }));
        assert_eq!(verdicts(&found), expected, "{line}\n{found:?}");
    }
    let nowhere = asked("RM", &serving(|_| NONE));
    assert_eq!(verdicts(&nowhere), [&REACHED[..], &[("peer-service", Verdict::Failure)]].concat());
    assert!(nowhere.last().is_some_and(|check| check.text.contains("EAISERVICE.apw?wsdl")), "{nowhere:?}");
}

fn of_installation(environment: &str, profile: &str) -> Vec<Check> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("ambiente.toml"), environment).expect("written");
    let text = format!(
        "profile = '{profile}'\nenvironment = 'ambiente.toml'\n[store]\naddress = 'depara.db'\n\
         [peers.RM]\nproduct = 'RM'\nurl = 'http://127.0.0.1:1/'\n[peers.PROTHEUS]\nproduct = 'PROTHEUS'\nurl = 'http://127.0.0.1:1/'"
    );
    let reading = Config::parse(&text, folder.path(), &|_| None).with_adapters(depara_mappings::Registry::ADAPTERS);
    static_checks(&reading, depara_mappings::Registry::ADAPTERS)
}

#[test]
fn sharing_and_dictionary_of_an_installation() {
    let example = include_str!("../../../deploy/ambiente.toml");
    let checks = of_installation(example, "Eai2");
    let failures: Vec<_> = checks.iter().filter(|check| check.verdict == Verdict::Failure).collect();
    assert!(failures.is_empty(), "{failures:?}");
    assert!(checks.iter().any(|check| check.name == "prerequisite" && check.verdict == Verdict::ByHand && check.subject == "Bank"));
    assert!(checks.iter().any(|check| check.name == "dictionary" && check.text == "SA1.A1_COD tem 9 caracteres"));
    let wrong = example.replace("A1_COD = 9", "A1_COD = 6").replace("CTT = \"EEC\"", "CTT = \"CEC\"");
    let checks = of_installation(&wrong, "Eai2");
    let failed = |name: &str, subject: &str| {
        checks.iter().any(|check| (check.name, check.subject.as_str()) == (name, subject) && check.verdict == Verdict::Failure)
    };
    assert!(failed("dictionary", "Customer"), "{checks:?}");
    assert!(failed("sharing", "CTT"), "{checks:?}");
}

#[test]
fn a_wrong_configuration_fails() {
    let checks = static_checks(&Config::read(Path::new("does-not-exist.toml"), &|_| None), &[]);
    assert_eq!(verdicts(&checks), [("configuration", Verdict::Failure)]);
}
