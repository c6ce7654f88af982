//! Peers, their dialects, and what is special about adapters.

use super::reader::{Reader, Section, Setting, Settings};
use super::{HOUR, SECOND, SHORTEST};
use crate::config::problem::{choices, nearest};
use crate::config::{AdapterConfig, Breaker, ConfigProblemKind as Kind, Content, Credentials, Dialect, Encoding, Form, Peer};
use axum::http::Uri;
use std::collections::BTreeMap;
use std::time::Duration;

pub(super) const PEER: &[&str] =
    &["product", "url", "root", "form", "dialect", "credentials", "callers", "path", "connect_time", "wait", "senders", "breaker"];
pub(super) const DIALECT: &[&str] =
    &["like", "namespace", "operation", "parameter", "result", "soap_action", "content", "encoding", "carriage_returns", "description"];
pub(super) const ADAPTER: &[&str] = &["enabled", "to", "wait"];

/// What the gateway itself serves, beside and below.
const RESERVED: &[&str] = &["/metrics", "/healthz", "/readyz", "/monitor"];

pub(super) fn peers(reader: &Reader<'_>, setting: Option<&Setting<'_>>) -> BTreeMap<String, Peer> {
    let settings = setting.map(|setting| setting.section().settings("peers")).unwrap_or_default();
    if settings.is_empty() {
        reader.note(reader.place_of("peers"), "peers", Kind::NoPeers);
    }
    settings.iter().filter_map(peer).map(|peer| (peer.name.clone(), peer)).collect()
}

fn peer(setting: &Setting<'_>) -> Option<Peer> {
    let name = setting.name();
    if !is_name(name) {
        setting.bad(name, "um nome com letras sem acento, dígitos, `-` e `_`, porque ele faz parte do caminho");
        return None;
    }
    let settings = setting.section().known(&setting.path, PEER);
    if settings.get("product").is_none() && setting.is_table() {
        settings.missing("product", "o produto, como os mapeamentos o chamam: `PROTHEUS`, `RM`");
    }
    let product = settings.get("product").and_then(Setting::text)?;
    let default = Peer::new(name, product);
    let time = |name, most| settings.get(name).and_then(|setting| setting.duration(SHORTEST..=most));
    Some(Peer {
        url: settings.get("url").and_then(url),
        root: settings.get("root").and_then(Setting::file),
        form: settings
            .get("form")
            .and_then(|setting| setting.one_of(&[("soap", Form::Soap), ("rest", Form::Rest)]))
            .unwrap_or(default.form),
        dialect: settings.get("dialect").and_then(|setting| dialect(setting, &default.dialect)).unwrap_or(default.dialect),
        credentials: settings.get("credentials").and_then(credentials),
        callers: settings.get("callers").and_then(credentials),
        path: settings.get("path").and_then(path).unwrap_or(default.path),
        connect_time: time("connect_time", Duration::from_secs(120)).unwrap_or(default.connect_time),
        wait: time("wait", HOUR).unwrap_or(default.wait),
        senders: settings.get("senders").and_then(|setting| setting.number(1..=64)).map_or(default.senders, |senders| senders as usize),
        breaker: settings.get("breaker").map_or(default.breaker, |setting| breaker(setting, default.breaker)),
        name: default.name,
        product: default.product,
    })
}

fn is_name(name: &str) -> bool {
    (1..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

fn url(setting: &Setting<'_>) -> Option<String> {
    let text = setting.text()?;
    let fits = "o endereço do serviço, como `http://servidor:8080/ws/EAISERVICE.apw`";
    let Ok(uri) = text.parse::<Uri>() else {
        setting.bad(text, fits);
        return None;
    };
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        // The password is not repeated.
        setting.bad("…@…", format!("{fits}, sem usuário e senha, que ficam em `credentials`"));
        return None;
    }
    if matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty()) {
        return Some(text);
    }
    setting.bad(text, fits);
    None
}

fn path(setting: &Setting<'_>) -> Option<String> {
    let text = setting.text()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    if !text.starts_with('/') || text.contains("//") || text.len() < 2 || !text.bytes().all(plain) {
        setting.bad(text, "um caminho como `/RM/EAISERVICE.apw`");
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let taken = |reserved: &&&str| lower.strip_prefix(**reserved).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if RESERVED.iter().find(taken).is_some() {
        setting.note(Kind::ReservedPath(text));
        return None;
    }
    Some(text)
}

fn credentials(setting: &Setting<'_>) -> Option<Credentials> {
    let settings = setting.section().known(&setting.path, &["user", "password"]);
    for (name, what) in [("user", "o usuário"), ("password", "de onde vem a senha: { env = \"VARIÁVEL\" } ou { file = \"caminho\" }")] {
        if settings.get(name).is_none() && setting.is_table() {
            settings.missing(name, what);
        }
    }
    let user = settings.get("user").and_then(|setting| {
        let user = setting.text()?;
        // HTTP Basic separates user and password by the first colon.
        if user.contains(':') {
            setting.bad(user, "um usuário sem dois-pontos");
            return None;
        }
        Some(user)
    });
    let password = settings.get("password").and_then(|setting| setting.secret(|_| false));
    Some(Credentials { user: user?, password: password? })
}

fn breaker(setting: &Setting<'_>, default: Breaker) -> Breaker {
    let settings = setting.section().known(&setting.path, &["failures", "pause"]);
    Breaker {
        failures: settings.get("failures").and_then(|setting| setting.number(1..=1_000)).unwrap_or(default.failures),
        pause: settings.get("pause").and_then(|setting| setting.duration(SECOND..=HOUR)).unwrap_or(default.pause),
    }
}

/// A dialect by name, or a table with single fields that differ from a named one, else from that of the product.
fn dialect(setting: &Setting<'_>, of_product: &Dialect) -> Option<Dialect> {
    if !setting.is_table() {
        return named(setting);
    }
    let settings = setting.section().known(&setting.path, DIALECT);
    let like = settings.get("like").and_then(named).unwrap_or_else(|| of_product.clone());
    let text = |name| settings.get(name).and_then(Setting::text);
    Some(Dialect {
        namespace: text("namespace").unwrap_or(like.namespace),
        operation: word(&settings, "operation").unwrap_or(like.operation),
        parameter: word(&settings, "parameter").unwrap_or(like.parameter),
        result: word(&settings, "result").unwrap_or(like.result),
        soap_action: text("soap_action").unwrap_or(like.soap_action),
        content: settings
            .get("content")
            .and_then(|setting| setting.one_of(&[("cdata", Content::Cdata), ("escaped", Content::Escaped)]))
            .unwrap_or(like.content),
        encoding: settings
            .get("encoding")
            .and_then(|setting| setting.one_of(&[("utf-8", Encoding::Utf8), ("windows-1252", Encoding::Windows1252)]))
            .unwrap_or(like.encoding),
        carriage_returns: settings.get("carriage_returns").and_then(Setting::flag).unwrap_or(like.carriage_returns),
        description: settings.get("description").and_then(description).unwrap_or(like.description),
    })
}

/// Where a service is described, below its own path.
fn description(setting: &Setting<'_>) -> Option<String> {
    let text = setting.text()?;
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte));
    if text.split('/').all(is_plain) {
        return Some(text);
    }
    setting.bad(text, "o que vem depois do caminho do serviço, como `MEX`");
    None
}

fn named(setting: &Setting<'_>) -> Option<Dialect> {
    let text = setting.text()?;
    let dialect = Dialect::named(&text);
    if dialect.is_none() {
        let near = nearest(&text, Dialect::NAMES.iter().copied());
        let fits = format!("{}, ou uma tabela com os campos que diferem", choices(Dialect::NAMES));
        setting.note(Kind::BadValue { found: text, fits, near });
    }
    dialect
}

/// The name of an element.
fn word(settings: &Settings<'_>, name: &str) -> Option<String> {
    let setting = settings.get(name)?;
    let text = setting.text()?;
    let starts = text.starts_with(|first: char| first.is_alphabetic() || first == '_');
    if starts && text.chars().all(|character| character.is_alphanumeric() || "_-.".contains(character)) {
        return Some(text);
    }
    setting.bad(text, "o nome de um elemento XML, sem prefixo");
    None
}

pub(super) fn adapters(section: Section<'_>) -> BTreeMap<String, AdapterConfig> {
    let adapter = |setting: Setting<'_>| {
        let settings = setting.section().known(&setting.path, ADAPTER);
        let config = AdapterConfig {
            enabled: settings.get("enabled").and_then(Setting::flag),
            to: settings.get("to").and_then(Setting::text),
            wait: settings.get("wait").and_then(|setting| setting.duration(SECOND..=HOUR)),
        };
        (setting.name().to_owned(), config)
    };
    section.settings("adapters").into_iter().map(adapter).collect()
}
