//! Configurations that are wrong, each with its problems; and the example that is right.

use crate::config::{Config, ConfigSeverity, Content, Secret};
use std::path::Path;
use std::time::Duration;

/// The environment of the tests.
fn variable(name: &str) -> Option<String> {
    let value = match name {
        "SHORT" => "made up",
        "NAME" => "made-up-name",
        "MADE_UP" => "a made up password",
        name if name.starts_with("DEPARA_MONITOR_") => "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$bWFkZSB1cCBoYXNoIG1hZGUgdXAgaGFzaA",
        "DEPARA_PROTHEUS_SENHA" | "DEPARA_RM_SENHA" => "with what the gateway signs in",
        "DEPARA_DO_PROTHEUS_SENHA" => "with what Protheus signs in",
        "DEPARA_DO_RM_SENHA" => "with what RM signs in",
        _ => return None,
    };
    Some(value.to_owned())
}

#[test]
fn problems() {
    insta::glob!("../cases", "*.toml", |path| {
        let text = std::fs::read_to_string(path).expect("a case is readable");
        let reading = Config::parse(&text, Path::new("etc"), &variable).with_adapters(depara_mappings::Registry::ADAPTERS);
        assert_eq!(reading.config.is_none(), reading.has_errors());
        let problems: Vec<String> = reading.problems.iter().map(|problem| format!("[{}] {problem}\n", problem.kind.name())).collect();
        assert!(!problems.is_empty());
        let shown = format!("{text}-----\n{}", problems.concat());
        insta::assert_snapshot!(shown);
        assert!(!problems.concat().contains("made-up@"), "a secret is repeated: {shown}");
    });
}

#[test]
fn the_example_is_a_configuration() {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/depara.toml"));
    let reading = Config::read(path, &variable).with_adapters(depara_mappings::Registry::ADAPTERS);
    assert_eq!(reading.problems.iter().map(ToString::to_string).collect::<Vec<_>>(), [""; 0]);
    let config = reading.config.expect("without problems there is a configuration");
    assert_eq!(config.peers.keys().collect::<Vec<_>>(), ["PROTHEUS", "RM"]);
    assert_eq!(config.peers["RM"].dialect.content, Content::Escaped);
    assert!(config.peers["RM"].credentials.as_ref().is_some_and(|of_rm| of_rm.password.is("with what the gateway signs in")));
    assert_eq!(config.adapters["Customer"].wait, Some(Duration::from_secs(60)));
    assert_eq!(config.environment.as_ref().map(depara::Environment::company), Some("01"));
    let shown = format!("{config:?}");
    assert!(!shown.contains("signs in") && !shown.contains("argon2id"), "{shown}");
}

/// Every key that the file may have stands in the example, so that nobody has to read the program to know it.
#[test]
fn the_example_has_every_key() {
    let text = include_str!("../../../deploy/depara.toml");
    let names = super::ROOT.iter().chain(super::LISTEN).chain(super::STORE).chain(super::LOG).chain(super::MONITOR);
    let names =
        names.chain(super::RETRY).chain(super::USER).chain(super::peers::PEER).chain(super::peers::DIALECT).chain(super::peers::ADAPTER);
    for name in names {
        let stands = text.lines().any(|line| {
            let line = line.trim_start_matches("# ");
            let table = line.starts_with('[') && line.contains(name);
            let inline = line.contains(&format!("{{ {name} = ")) || line.contains(&format!(", {name} = "));
            table || inline || line.starts_with(&format!("{name} = "))
        });
        assert!(stands, "`{name}` is not in the example");
    }
}

#[test]
fn variables_stand_above_the_file() {
    let text = "[store]\naddress = 'a.db'\n[listen]\naddress = '127.0.0.1:1'\n[peers.RM]\nproduct = 'RM'\nurl = 'http://rm.exemplo/'";
    let variable = |name: &str| {
        let value = match name {
            "DEPARA_STORE" => "postgres://depara:a-secret@localhost/base",
            "DEPARA_LISTEN" => "127.0.0.1:9000",
            "DEPARA_LOG" => "debug",
            "DEPARA_LOG_FORMAT" => "  ",
            _ => return None,
        };
        Some(value.to_owned())
    };
    let config = Config::parse(text, Path::new(""), &variable).config.expect("it is right");
    assert_eq!(config.store.address, Secret::new("postgres://depara:a-secret@localhost/base"));
    assert_eq!((config.listen.address.port(), config.log.levels.to_string().as_str()), (9000, "debug"));
    let reading = Config::parse(text, Path::new(""), &|name| (name == "DEPARA_LISTEN").then(|| "nowhere".to_owned()));
    assert_eq!(
        reading.problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["DEPARA_LISTEN: erro: `listen.address`: veio `nowhere`; cabe um endereço com porta, como `127.0.0.1:8080` ou `0.0.0.0:8443`"]
    );
}

#[cfg(unix)]
#[test]
fn files_with_secrets() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let secret = folder.path().join("secret");
    let text = "[store]\naddress = 'a.db'\n[peers.RM]\nproduct = 'RM'\ncallers = { user = 'rm', password = { file = 'secret' } }";
    for (content, mode, expected) in [
        ("a made up password\r\n", 0o600, None),
        ("a made up password\n", 0o644, Some(("readable-by-all", ConfigSeverity::Warning))),
        ("\n", 0o600, Some(("empty-secret", ConfigSeverity::Error))),
    ] {
        std::fs::write(&secret, content).expect("written");
        std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(mode)).expect("set");
        let reading = Config::parse(text, folder.path(), &|_| None);
        let found = reading.problems.first().map(|problem| (problem.kind.name(), problem.severity()));
        assert_eq!((found, reading.problems.len()), (expected, expected.iter().len()), "{content:?}");
        if let Some(config) = reading.config {
            assert!(config.peers["RM"].callers.as_ref().is_some_and(|callers| callers.password.is("a made up password")));
        }
    }
}
