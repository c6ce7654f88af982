//! The configuration file: every problem at once, each with its place, what was found and what fits.

mod peers;
mod quantity;
mod reader;
mod secret;
#[cfg(test)]
mod tests;
mod together;

use super::{
    Config, ConfigProblem, ConfigProblemKind as Kind, ConfigSeverity, Listen, LogConfig, LogFormat, MonitorConfig, Place, Role, Secret,
    StoreConfig, TlsFiles, User,
};
use depara::{Environment, EnvironmentError};
use depara_store::queue::RetryRule;
use reader::{Reader, Section, Setting};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;
use toml::de::DeTable;

/// A configuration that was read: what it says, unless it cannot be used, and what is wrong with it.
#[derive(Debug)]
pub struct Reading {
    /// What it says; none when one of the problems is an error.
    pub config: Option<Config>,
    /// Errors and warnings, in the order of the file.
    pub problems: Vec<ConfigProblem>,
    pub(super) places: BTreeMap<String, Place>,
    pub(super) start: Place,
}

/// The variables that stand above the file: an operator sets them where the file is the same for several installations.
pub const VARIABLES: &[&str] =
    &["DEPARA_STORE", "DEPARA_LISTEN", "DEPARA_PROFILE", "DEPARA_ENVIRONMENT", "DEPARA_LOG", "DEPARA_LOG_FORMAT"];

const ROOT: &[&str] = &["profile", "product", "environment", "store", "listen", "log", "monitor", "peers", "adapters"];
const STORE: &[&str] = &["address", "connections", "lease", "answer_within", "retry"];
const RETRY: &[&str] = &["attempts", "first", "longest"];
const LISTEN: &[&str] = &["address", "tls", "connections", "request_bytes", "request_time", "stop_time"];
const LOG: &[&str] = &["format", "level"];
const MONITOR: &[&str] = &["session", "users"];
const USER: &[&str] = &["name", "password", "role"];

const SHORTEST: Duration = Duration::from_millis(100);
const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);

impl Config {
    /// Reads a configuration file. Paths in it are seen from its folder; `variable` gives environment variables, those of [`VARIABLES`] stand
    /// above the file.
    #[must_use]
    pub fn read(path: &Path, variable: &dyn Fn(&str) -> Option<String>) -> Reading {
        let base = path.parent().unwrap_or(Path::new(""));
        match std::fs::read_to_string(path) {
            Ok(text) => parse(&text, Some(path), base, variable),
            Err(error) => {
                let place = Place::File { path: Some(path.to_owned()), line: 1, column: 1 };
                let kind = Kind::Unreadable { file: path.to_owned(), reason: reader::reason(&error) };
                let problems = vec![ConfigProblem { place: place.clone(), setting: String::new(), kind }];
                Reading { config: None, problems, places: BTreeMap::new(), start: place }
            }
        }
    }

    /// Reads the text of a configuration. Paths in it are seen from the folder `base`.
    ///
    /// ```
    /// use depara_gateway::config::Config;
    /// use std::path::Path;
    ///
    /// let reading = Config::parse("[store]\nadress = 'depara.db'\n[peers.RM]\nproduct = 'RM'\nurl = 'http://rm/wsEAI'", Path::new(""), &|_| None);
    /// let problems: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    /// assert_eq!(problems[1], "linha 2, coluna 1: erro: `store`: não existe a chave `adress`; você quis dizer `address`?");
    /// assert!(reading.config.is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str, base: &Path, variable: &dyn Fn(&str) -> Option<String>) -> Reading {
        parse(text, None, base, variable)
    }
}

impl Reading {
    /// Whether one of the problems is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity() == ConfigSeverity::Error)
    }

    pub(super) fn in_order(mut self) -> Self {
        self.problems.sort_by(|one, other| one.place.cmp(&other.place));
        if self.has_errors() {
            self.config = None;
        }
        self
    }
}

fn parse(text: &str, path: Option<&Path>, base: &Path, variables: &dyn Fn(&str) -> Option<String>) -> Reading {
    let (table, errors) = DeTable::parse_recoverable(text);
    let reader = Reader::new(text, path, base, variables);
    for error in &errors {
        let place = reader.place(error.span().unwrap_or_default());
        reader.note(place, "", Kind::Syntax(error.message().to_owned()));
    }
    // What stands behind a mistake of the syntax may have been read into another table: nothing can be said of it.
    let config = if errors.is_empty() { root(&reader, Section::root(&reader, table.get_ref())) } else { None };
    let start = reader.place(0..0);
    let (problems, places) = reader.finish();
    Reading { config, problems, places, start }.in_order()
}

fn root<'r>(reader: &'r Reader<'r>, root: Section<'r>) -> Option<Config> {
    let mut root = root.known("", ROOT);
    let profile = root.take_or("profile", "DEPARA_PROFILE").and_then(|setting| setting.text());
    let product = root.get("product").and_then(Setting::text);
    let environment = root.take_or("environment", "DEPARA_ENVIRONMENT").and_then(|setting| environment(&setting));
    let store = store(reader, root.section("store"));
    let listen = listen(root.section("listen"));
    let log = log(root.section("log"));
    let monitor = root.get("monitor").map(|setting| monitor(reader, setting));
    let peers = peers::peers(reader, root.get("peers"));
    let adapters = peers::adapters(root.section("adapters"));
    let config = Config {
        store: store?,
        listen,
        log,
        profile,
        environment,
        product: product.unwrap_or_else(|| "DEPARA".to_owned()),
        peers,
        adapters,
        monitor,
    };
    together::check(reader, &config);
    Some(config)
}

fn environment(setting: &Setting<'_>) -> Option<Environment> {
    let file = setting.file()?;
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) => {
            setting.note(Kind::Unreadable { file, reason: reader::reason(&error) });
            return None;
        }
    };
    match text.parse() {
        Ok(environment) => Some(environment),
        Err(error) => {
            let reason = EnvironmentError::to_string(&error);
            setting.note(Kind::BadEnvironment { file, reason });
            None
        }
    }
}

fn store(reader: &Reader<'_>, section: Section<'_>) -> Option<StoreConfig> {
    let mut settings = section.known("store", STORE);
    let connections = settings.get("connections").and_then(|setting| setting.number(1..=256));
    let lease = settings.get("lease").and_then(|setting| setting.duration(SECOND..=HOUR));
    let answer_within = settings.get("answer_within").and_then(|setting| setting.duration(SECOND..=DAY * 30));
    let retry = settings.get("retry").map(retry);
    let Some(address) = settings.take_or("address", "DEPARA_STORE") else {
        settings.missing("address", "onde ficam as mensagens e o De-Para: um arquivo SQLite, ou postgres://usuário@servidor/base");
        return None;
    };
    let address = address.secret(|text| !text.is_empty() && !has_password(text))?;
    let address = if is_postgres(address.reveal()) { address } else { Secret::new(reader.resolve(address.reveal()).to_string_lossy()) };
    let default = StoreConfig::new(address.reveal());
    Some(StoreConfig {
        address,
        connections: connections.map_or(default.connections, |connections| connections as usize),
        lease: lease.unwrap_or(default.lease),
        answer_within: answer_within.unwrap_or(default.answer_within),
        retry: retry.unwrap_or(default.retry),
    })
}

fn retry(setting: &Setting<'_>) -> RetryRule {
    let settings = setting.section().known(&setting.path, RETRY);
    let default = RetryRule::default();
    let attempts = settings.get("attempts").and_then(|setting| setting.number(1..=100)).unwrap_or(default.attempts);
    let longest = settings.get("longest").and_then(|setting| setting.duration(SHORTEST..=DAY)).unwrap_or(default.longest);
    // The first delay is within the longest, whichever of them the file names.
    let first = settings.get("first").and_then(|setting| setting.duration(SHORTEST..=longest));
    RetryRule { attempts, first: first.unwrap_or(default.first.min(longest)), longest }
}

fn is_postgres(address: &str) -> bool {
    address.starts_with("postgres://") || address.starts_with("postgresql://")
}

/// Whether the address of a server holds a password: `postgres://user:password@host`, or `?password=`.
fn has_password(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else { return false };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let in_authority = authority.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'));
    in_authority || rest.to_ascii_lowercase().contains("password=")
}

fn listen(section: Section<'_>) -> Listen {
    let mut settings = section.known("listen", LISTEN);
    let default = Listen::default();
    let address = settings.take_or("address", "DEPARA_LISTEN").and_then(|setting| {
        let text = setting.text()?;
        text.parse().map_err(|_| setting.bad(text, "um endereço com porta, como `127.0.0.1:8080` ou `0.0.0.0:8443`")).ok()
    });
    let time = |name, most| settings.get(name).and_then(|setting| setting.duration(SECOND..=most));
    Listen {
        address: address.unwrap_or(default.address),
        tls: settings.get("tls").and_then(|setting| {
            let settings = setting.section().known("listen.tls", &["certificate", "key"]);
            for (name, what) in [("certificate", "o arquivo do certificado (PEM)"), ("key", "o arquivo da chave (PEM)")] {
                if settings.get(name).is_none() {
                    settings.missing(name, what);
                }
            }
            let (certificate, key) = (settings.get("certificate").and_then(Setting::file), settings.get("key").and_then(Setting::file));
            Some(TlsFiles { certificate: certificate?, key: key? })
        }),
        connections: settings
            .get("connections")
            .and_then(|setting| setting.number(1..=100_000))
            .map_or(default.connections, |n| n as usize),
        request_bytes: settings.get("request_bytes").and_then(Setting::size).unwrap_or(default.request_bytes),
        request_time: time("request_time", HOUR).unwrap_or(default.request_time),
        stop_time: time("stop_time", HOUR).unwrap_or(default.stop_time),
    }
}

fn log(section: Section<'_>) -> LogConfig {
    let mut settings = section.known("log", LOG);
    let formats = [("text", LogFormat::Text), ("json", LogFormat::Json)];
    let format = settings.take_or("format", "DEPARA_LOG_FORMAT").and_then(|setting| setting.one_of(&formats));
    let levels = settings.take_or("level", "DEPARA_LOG").and_then(|setting| {
        let text = setting.text()?;
        let fits = "`off`, `error`, `warn`, `info`, `debug` ou `trace`, ou vários como `info,depara_gateway::transport=debug`";
        text.parse().map_err(|_| setting.bad(text, fits)).ok()
    });
    LogConfig { format: format.unwrap_or_default(), levels: levels.unwrap_or_default() }
}

fn monitor(reader: &Reader<'_>, setting: &Setting<'_>) -> MonitorConfig {
    let settings = setting.section().known("monitor", MONITOR);
    let session = settings.get("session").and_then(|setting| setting.duration(MINUTE..=DAY));
    let sections = settings.get("users").map(Setting::sections);
    let users: Vec<User> = sections.iter().flatten().filter_map(|(path, section)| user(path, *section)).collect();
    if sections.is_none_or(|sections| sections.is_empty()) {
        reader.note(reader.place_of("monitor"), "monitor", Kind::NoUsers);
    }
    MonitorConfig { users, session: session.unwrap_or(MINUTE * 30) }
}

fn user(path: &str, section: Section<'_>) -> Option<User> {
    let settings = section.known(path, USER);
    for (name, what) in [
        ("name", "o nome do usuário"),
        ("password", "o hash da senha, que `depara configure --hash-password` mostra"),
        ("role", "o papel: `look` (só olha) ou `operate` (também processa mensagens e mapeia códigos)"),
    ] {
        if settings.get(name).is_none() {
            settings.missing(name, what);
        }
    }
    let role = settings.get("role").and_then(|setting| setting.one_of(&[("look", Role::Look), ("operate", Role::Operate)]));
    let password = settings.get("password").and_then(|setting| {
        let hash = setting.secret(|text| text.starts_with(HASH))?;
        if hash.reveal().starts_with(HASH) {
            return Some(hash);
        }
        setting.bad("…", "o hash que `depara configure --hash-password` mostra, que começa com `$argon2id$`");
        None
    });
    Some(User { name: settings.get("name").and_then(Setting::text)?, password: password?, role: role? })
}

/// How the hash of a password begins.
const HASH: &str = "$argon2id$";
